"""The way of a report: read, split, propose, draft, store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core.catalogue.catalogue import Catalogue
from core.importing.drafting import area_files, make_drafts, overview
from core.importing.known import Encode, read_knowledge
from core.importing.proposing import propose
from core.importing.reading import ReportUnreadable, read_report
from core.importing.splitting import split
from core.importing.statuses import is_draft_plan
from core.importing.storing import OVERVIEW, REPORT, check_folder, store
from core.importing.wheres import FindPlaces


@dataclass(frozen=True)
class Imported:
    """What came of a report.

    Attributes:
        folder: of the drafts.
        drafts: how many there are.
        areas: how many each service area got.
        look_first: how many want a look first.
        left_out: how many passages make no draft.
    """

    folder: Path
    drafts: int
    areas: Counter[str]
    look_first: int
    left_out: int


def import_report(  # noqa: PLR0913 - all of it belongs to one import
    *,
    path: Path,
    year: int,
    catalogue: Catalogue,
    encode: Encode | None,
    find_places: FindPlaces,
    folder: Path,
    again: bool = False,
) -> Imported:
    """Draft records from a report.

    Args:
        path: of the report.
        year: that it will have in the catalogue; records of that year don't count as known.
        catalogue: with the records of earlier reports.
        encode: the sentence encoder's, or None to go by words alone.
        find_places: finds names in a text.
        folder: for the drafts.
        again: whether drafts that are there may be replaced.

    Returns:
        What came of it.

    Raises:
        ReportUnreadable: the file can't be read or holds no item.
        DraftsRefused: the drafts can't be written there.
        DatabaseMissing: there is no catalogue.
        ValueError: the catalogue holds no record to learn from.
    """
    check_folder(folder, again)
    lines = read_report(path)
    parts = split(lines)
    if not parts.items:
        raise ReportUnreadable(f"{path.name}: no item was found in it; is it a report?")
    text = "\n".join(line.text for line in lines)
    knowledge = read_knowledge(catalogue, encode, without=[year])
    drafts = make_drafts(propose(parts.items, text, knowledge, find_places), year)
    is_draft = is_draft_plan(parts.items, text)
    files = {
        **area_files(drafts, year),
        REPORT: text + "\n",
        OVERVIEW: overview(
            name=path.name,
            year=year,
            drafts=drafts,
            left_out=parts.left_out,
            areas=knowledge.areas,
            is_draft=is_draft,
        ),
    }
    store(folder, files, again)
    return Imported(
        folder=folder,
        drafts=len(drafts),
        areas=Counter(draft.area for draft in drafts),
        look_first=sum(bool(draft.look_first) for draft in drafts),
        left_out=len(parts.left_out),
    )
