"""The catalogue as JSON Lines: every initiative with all that is known of it, for audits and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from core.catalogue.catalogue import Catalogue


def export_lines(catalogue: Catalogue) -> Iterator[str]:
    """Every initiative as one line of JSON.

    Args:
        catalogue: to read.

    Yields:
        Lines without a line break, by area and report.

    Raises:
        DatabaseMissing: the database can't be read.
    """
    reports = catalogue.snapshot().reports
    for initiative in catalogue.all_initiatives():
        row = initiative.dict()
        row["report_title"] = reports[initiative.report].title
        yield json.dumps(row, ensure_ascii=False)
