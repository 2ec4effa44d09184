"""How well the importer reads the reports that are reviewed already, each held against the records of the others.

``python -m tests.benchmark.importing --reports ../shared/reports --units ../shared/audit/units.json``
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.records import ReportedInitiative
from core.importing.known import Encode, read_knowledge
from core.importing.proposing import LEAST_CERTAINTY, Proposal, propose
from core.importing.reading import ReportUnreadable, read_report
from core.importing.splitting import Item, split
from core.importing.wheres import FindPlaces, place_finder
from core.settings import read_settings
from core.understanding.encoder import shared_encoder

UNITS_AIM, AREA_AIM = 0.95, 0.85
_WITHIN = 1  # lines between a unit and the item that counts as it


@dataclass(frozen=True)
class Measured:
    """How one report fared; each share is from 0 to 1.

    Attributes:
        report: its year.
        units: of the audit.
        items: that were found.
        units_found: share of the units that are items of their own.
        reached: share of the reviewed records that an item touches.
        cited: items on whose first line a reviewed record stands.
        area: share of them with the area of such a record, or one of its `also`.
        own_area: share of them with the very area of such a record.
        doubtful: share of them whose area is marked as uncertain.
        area_sure: the first share among those that aren't.
        status: share of them with the status of such a record.
        figures: share of the figures of the records that the items on their lines hold.
        places: share of their places.
        extra_places: share of the items' places that no such record names.
        topics: share of the items on a record with a topic that are offered a record of that topic.
        seconds: to read, split and propose.
    """

    report: int
    units: int
    items: int
    units_found: float
    reached: float
    cited: int
    area: float
    own_area: float
    doubtful: float
    area_sure: float
    status: float
    figures: float
    places: float
    extra_places: float
    topics: float
    seconds: float


def lines_of(ranges: Iterable[str]) -> set[int]:
    """The numbers of the lines that a record cites."""
    numbers: set[int] = set()
    for part in ranges:
        first, _, last = part.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def units_found(items: Sequence[Item], units: Sequence[int]) -> int:
    """How many units are items of their own: an item begins within a line of each, and none counts twice.

    Args:
        items: of a report.
        units: first lines.

    Returns:
        Their number.
    """
    free = {item.first for item in items}
    found = 0
    # Those on the very line first, so that no neighbour takes their item.
    for apart in range(_WITHIN + 1):
        rest = []
        for unit in units:
            near = [first for first in (unit - apart, unit + apart) if first in free]
            if near:
                free.discard(near[0])
                found += 1
            else:
                rest.append(unit)
        units = rest
    return found


def measure(
    path: Path, units: Sequence[int], catalogue: Catalogue, encode: Encode | None, find_places: FindPlaces
) -> Measured:
    """Import a report as if its records weren't there, and hold the proposals against them.

    Args:
        path: of the report, named by its year.
        units: first lines of what should be an item.
        catalogue: with the reviewed records.
        encode: the encoder's, or None.
        find_places: the gazetteer's.

    Returns:
        How it fared.

    Raises:
        ReportUnreadable: it can't be read.
        DatabaseMissing: there is no catalogue.
    """
    year = int(path.stem)
    knowledge = read_knowledge(catalogue, encode, without=[year])
    started = time.perf_counter()
    lines = read_report(path)
    parts = split(lines)
    proposals = propose(parts.items, "\n".join(line.text for line in lines), knowledge, find_places)
    seconds = time.perf_counter() - started
    records = [record for record in catalogue.all_initiatives() if record.report == year]
    by_line: dict[int, list[ReportedInitiative]] = defaultdict(list)
    for record in records:
        for number in lines_of(record.lines):
            by_line[number].append(record)
    cited = [(proposal, by_line[proposal.item.first]) for proposal in proposals if proposal.item.first in by_line]
    touched = {number for item in parts.items for number in range(item.first, item.last + 1)}
    sure = [pair for pair in cited if pair[0].area.certainty >= LEAST_CERTAINTY]
    figures, places, extra = _details(proposals, by_line)
    return Measured(
        report=year,
        units=len(units),
        items=len(parts.items),
        units_found=_share(units_found(parts.items, units), len(units)),
        reached=_share(sum(bool(lines_of(record.lines) & touched) for record in records), len(records)),
        cited=len(cited),
        area=_share(sum(has_area(*pair) for pair in cited), len(cited)),
        own_area=_share(sum(one.area.area in {record.area for record in held} for one, held in cited), len(cited)),
        doubtful=1 - _share(len(sure), len(cited)),
        area_sure=_share(sum(has_area(*pair) for pair in sure), len(sure)),
        status=_share(sum(one.status.status in {record.status for record in held} for one, held in cited), len(cited)),
        figures=figures,
        places=places,
        extra_places=extra,
        topics=_topics(cited, catalogue),
        seconds=seconds,
    )


def _topics(cited: Sequence[tuple[Proposal, list[ReportedInitiative]]], catalogue: Catalogue) -> float:
    topic_of = catalogue.snapshot().topic_of
    pairs = [(one, {topic_of[record.id] for record in held if record.id in topic_of}) for one, held in cited]
    wanted = [any(near.topic in topics for near in one.same_matter) for one, topics in pairs if topics]
    return _share(sum(wanted), len(wanted))


def has_area(proposal: Proposal, records: Iterable[ReportedInitiative]) -> bool:
    """Whether a proposal's area is a record's or one of its further ones."""
    return any(proposal.area.area in (record.area, *record.also) for record in records)


def _details(proposals: Sequence[Proposal], by_line: dict[int, list[ReportedInitiative]]) -> tuple[float, float, float]:
    """Shares of figures and places that were found, and of places that no record names."""
    figures, places, proposed = [], [], []
    for proposal in proposals:
        numbers = range(proposal.item.first, proposal.item.last + 1)
        records = {record.id: record for number in numbers for record in by_line.get(number, ())}
        if not records:
            continue
        values = {figure.value for figure in proposal.figures}
        named = {place for record in records.values() for place in record.places}
        proposed += [place in named for place in proposal.places]
        for record in records.values():
            # A record over several items is asked of each only what it holds alone.
            if lines_of(record.lines) <= set(numbers):
                figures += [_number(figure.value) in values for figure in record.figures if _number(figure.value)]
                places += [place in proposal.places for place in record.places]
    extra = 1 - _share(sum(proposed), len(proposed)) if proposed else 0.0
    return _share(sum(figures), len(figures)), _share(sum(places), len(places)), extra


def _number(value: str) -> str:
    """A value as figures are written in proposals; empty for words and years."""
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        return ""
    return "" if number.is_integer() and 2000 <= number <= 2100 else f"{number:.12g}"


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def table(rows: Sequence[Measured]) -> str:
    """The measurements as a table for people."""
    head = (
        f"{'report':>6} {'units':>6} {'items':>6} {'found':>7} {'reached':>8} {'area':>7} {'own':>7} {'doubt':>7} "
        f"{'sure':>7} {'status':>7} {'figures':>8} {'places':>7} {'extra':>7} "
        f"{'topics':>7} {'seconds':>8}"
    )
    lines = [
        f"{row.report:>6} {row.units:>6} {row.items:>6} {row.units_found:>7.1%} {row.reached:>8.1%} {row.area:>7.1%} "
        f"{row.own_area:>7.1%} {row.doubtful:>7.1%} {row.area_sure:>7.1%} {row.status:>7.1%} {row.figures:>8.1%} "
        f"{row.places:>7.1%} {row.extra_places:>7.1%} {row.topics:>7.1%} {row.seconds:>8.1f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def main() -> int:
    """Measure; exit status 0 when every report holds the aims, 1 when one doesn't, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(description="Hold the importer against the reports that are reviewed.")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the reports, named by year")
    parser.add_argument("--units", type=Path, required=True, help="JSON: first lines of the units of each year")
    parser.add_argument("--year", type=int, action="append", help="only this report; may be given again")
    args = parser.parse_args()
    try:
        units: dict[str, list[int]] = json.loads(args.units.read_text("utf-8"))
        catalogue = Catalogue.of(read_settings())
        encoder = shared_encoder()
        find_places = place_finder()
        rows = [
            measure(args.reports / f"{year}.txt", starts, catalogue, encoder.encode if encoder else None, find_places)
            for year, starts in sorted(units.items())
            if not args.year or int(year) in args.year
        ]
    except (OSError, ValueError, DatabaseMissing, ReportUnreadable) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(rows))
    return 0 if rows and all(row.units_found >= UNITS_AIM and row.area >= AREA_AIM for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
