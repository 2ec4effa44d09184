"""Check that the content is true, plain and up to date: ``python -m core.cli.check_content``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from core.catalogue.files import ContentError
from core.checking.every import check_all
from core.checking.finding import Finding
from core.checking.material import Material, ReportsMissing, read_material
from core.settings import DATA


def main() -> int:
    """Check; exit status 0 when there is no fault, 1 when there is one, 2 when it could not check."""
    parser = argparse.ArgumentParser(description="Check that the content files are true, plain and up to date.")
    parser.add_argument("--reports", type=Path, help="folder with the text of each report, such as 2023.txt")
    parser.add_argument("--all", action="store_true", help="list the notices too, not only how many there are")
    parser.add_argument("--today", type=_day, default=date.today(), help="the day that dates are compared with")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"there is no content folder {DATA}", file=sys.stderr)
        return 2
    try:
        material = read_material(DATA, options.reports, options.today)
    except ContentError as error:
        print(error)
        print(f"{_counted(len(error.faults), 'fault')}; the rest is checked once the files can be read")
        return 1
    except ReportsMissing as error:
        print(error, file=sys.stderr)
        return 2
    return tell(material, list(check_all(material)), options.all)


def tell(material: Material, found: list[tuple[str, Finding]], lists_notices: bool) -> int:
    """Print what was found, a line each, and a summary.

    Args:
        material: what was checked.
        found: the findings, each with the name of its check.
        lists_notices: whether notices are listed, not only counted.

    Returns:
        The exit status.
    """
    faults = [finding for _, finding in found if finding.is_fault]
    for finding in faults:
        print(finding)
    notices = [(name, finding) for name, finding in found if not finding.is_fault]
    if lists_notices:
        for name, finding in notices:
            print(f"notice, {name}: {finding}")
    content = material.content
    checked = f"{len(content.initiatives)} initiatives, {len(content.needs)} needs, {len(content.topics)} topics"
    by_kind = ", ".join(f"{name} {count}" for name, count in Counter(name for name, _ in notices).items())
    print(f"{checked}: {_counted(len(faults), 'fault')}, {_counted(len(notices), 'notice')}"
          f"{f' ({by_kind})' if by_kind else ''}{'' if lists_notices or not notices else '; --all lists them'}")
    if material.reports is None:
        print("figures were not compared with the reports: --reports names the folder of their texts")
    return 1 if faults else 0


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-22") from None


if __name__ == "__main__":
    sys.exit(main())
