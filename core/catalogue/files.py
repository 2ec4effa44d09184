"""Reading the content files: YAML and CSV in, checked records out, with errors that name file, record and field."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from core.catalogue.schema import Area, Initiative, Need, Organisation, Place, Record, Report, Topic
from core.yaml_text import parse_yaml

R = TypeVar("R", bound=Record)


class ContentError(ValueError):
    """One or more content files are wrong; the message lists every fault, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Content:
    """All records of the content files, checked one by one and against each other.

    Attributes:
        leans: messages that say nothing alone.
        alone: messages that do, and look much like those.
    """

    areas: list[Area] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    initiatives: list[tuple[str, int, Initiative]] = field(default_factory=list)
    needs: list[tuple[str, Need]] = field(default_factory=list)
    topics: list[tuple[str, Topic]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    leans: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


class _Reader:
    """Reads files and gathers their faults.

    Attributes:
        data: the content folder.
        faults: found so far.
        files: the file of every record, by kind and id.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.faults: list[str] = []
        self.files: dict[tuple[str, object], str] = {}

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.data.parent)) if path.is_relative_to(self.data.parent) else str(path)

    def fault(self, kind: str, record: object, told: str) -> None:
        """Note what is wrong with a record that was read."""
        self.faults.append(f"{self.files[kind, record]}: {kind} {record}: {told}")

    def document(self, path: Path) -> dict[str, Any]:
        try:
            document = parse_yaml(path.read_text("utf-8"))
        except OSError as error:
            self.faults.append(f"{self.name(path)}: cannot be read: {error.strerror}")
            return {}
        except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8, or a day such as 2026-02-30
            place = getattr(error, "problem_mark", None)
            where = f", line {place.line + 1}" if place else ""
            self.faults.append(f"{self.name(path)}{where}: not YAML: {getattr(error, 'problem', None) or error}")
            return {}
        if not isinstance(document, dict):
            self.faults.append(f"{self.name(path)}: a mapping is needed at the top")
            return {}
        return document

    def records(self, path: Path, document: dict[str, Any], key: str, kind: type[R]) -> Iterator[R]:
        rows = document.get(key)
        if not isinstance(rows, list):
            if document:
                self.faults.append(f"{self.name(path)}: a list {key!r} is needed")
            return
        name = "year" if kind is Report else "id"
        for number, row in enumerate(rows, 1):
            label = row.get(name) or number if isinstance(row, dict) else number
            for record in self.record(f"{self.name(path)}: {key} {label}", row, kind):
                held = getattr(record, name)
                # These are found by id alone, so they share their ids.
                shared = ("initiatives", "needs", "topics")
                alike = shared if key in shared else (key,)
                twice = any((other, held) in self.files for other in alike)
                self.files[key, held] = self.name(path)
                if twice:
                    self.fault(key, held, f"{name}: stands twice")
                yield record

    def record(self, where: str, row: object, kind: type[R]) -> Iterator[R]:
        try:
            yield kind.parse_obj(row)
        except ValidationError as error:
            for fault in error.errors():
                self.faults.append(f"{where}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}")

    def table(self, path: Path) -> Iterator[dict[str, str]]:
        try:
            text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield from csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
        except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
            self.faults.append(f"{self.name(path)}: cannot be read: {error}")


def read_places(data: Path) -> list[Place]:
    """Read names, outcodes and postcodes with their districts.

    Args:
        data: the content folder.

    Returns:
        Places of the kinds district, town, village, parish, outcode, postcode and outside.

    Raises:
        ContentError: a table cannot be read.
    """
    reader = _Reader(data)
    places = _places(reader)
    if reader.faults:
        raise ContentError(reader.faults)
    return places


def _places(reader: _Reader) -> list[Place]:
    places: list[Place] = []
    for table in ("places.csv", "outside.csv", "postcodes.csv.gz"):
        path = reader.data / "places" / table
        for number, row in enumerate(reader.table(path), 2):
            fields = {name: row.get(name) for name in Place.__fields__}
            if table.startswith("postcodes"):
                fields.update(name=row.get("postcode"), kind="postcode")
            places += reader.record(f"{reader.name(path)}, line {number}", fields, Place)
    return places


def read_content(data: Path) -> Content:
    """Read and check every content file.

    Args:
        data: the content folder, ``data/`` of the project.

    Returns:
        All records.

    Raises:
        ContentError: any file, record or field is wrong; nothing is returned then.
    """
    reader = _Reader(data)
    content = Content(
        areas=list(reader.records(data / "areas.yml", reader.document(data / "areas.yml"), "areas", Area)),
        reports=list(reader.records(data / "reports.yml", reader.document(data / "reports.yml"), "reports", Report)),
        places=_places(reader),
    )
    for path in sorted((data / "organisations").glob("*.yml")):
        content.organisations += reader.records(path, reader.document(path), "organisations", Organisation)
    for path in sorted((data / "initiatives").glob("*/*.yml")):
        document = reader.document(path)
        area, year = document.get("area"), document.get("report") or 0
        if document and area != path.parent.name:
            reader.faults.append(f"{reader.name(path)}: area: {area!r} in the folder of {path.parent.name!r}")
        if not isinstance(year, int):
            reader.faults.append(f"{reader.name(path)}: report: {year!r} is not a year")
            year = 0
        for initiative in reader.records(path, document, "initiatives", Initiative):
            content.initiatives.append((str(area), year, initiative))
    for path in sorted((data / "needs").glob("*.yml")):
        document = reader.document(path)
        for need in reader.records(path, document, "needs", Need):
            content.needs.append((str(document.get("area")), need))
    for path in sorted((data / "topics").glob("*.yml")):
        document = reader.document(path)
        for topic in reader.records(path, document, "topics", Topic):
            content.topics.append((str(document.get("area")), topic))
    content.leans, content.alone = _follow_ups(reader)
    if not reader.faults:
        # A record that could not be read would be missed by all that name it.
        _cross_check(content, reader)
    if reader.faults:
        raise ContentError(reader.faults)
    return content


def _follow_ups(reader: _Reader) -> tuple[list[str], list[str]]:
    """Messages that say nothing alone, and such that do; none where there is no file of them."""
    path = reader.data / "follow-ups.yml"
    document = reader.document(path) if path.is_file() else {}
    held: list[list[str]] = []
    for kind in ("leans", "alone"):
        messages = document.get(kind, [])
        if not isinstance(messages, list) or not all(isinstance(message, str) for message in messages):
            reader.faults.append(f"{reader.name(path)}: {kind}: must be a list of texts; put one that isn't in quotes")
            messages = []
        held.append(messages)
    return held[0], held[1]


def _cross_check(content: Content, reader: _Reader) -> None:
    """Find the references to records that there are not."""
    known: dict[str, set[object]] = {
        "service area": {area.id for area in content.areas},
        "report of": {report.year for report in content.reports},
        "organisation": {organisation.id for organisation in content.organisations},
        "initiative": {initiative.id for _, _, initiative in content.initiatives},
    }
    for kind, record, name, what, other in _references(content):
        if other not in known[what]:
            reader.fault(kind, record, f"{name}: no {what} {other!r}")
    figures = {
        (initiative.id, figure.label) for _, _, initiative in content.initiatives for figure in initiative.figures
    }
    for _, topic in content.topics:
        for point in (point for series in topic.series for point in series.points):
            if point.initiative not in topic.initiatives:
                reader.fault("topics", topic.id, f"series: {point.initiative!r} is no initiative of the topic")
            elif (point.initiative, point.figure) not in figures:
                reader.fault("topics", topic.id, f"series: {point.initiative!r} has no figure {point.figure!r}")


def _references(content: Content) -> Iterator[tuple[str, str, str, str, object]]:
    """Which record names which other: its kind, id and field, then what it names and how."""
    for area in content.areas:
        if area.contact != "district":
            yield "areas", area.id, "contact", "organisation", area.contact
    for organisation in content.organisations:
        if organisation.successor:
            yield "organisations", organisation.id, "successor", "organisation", organisation.successor
    for name, year, initiative in content.initiatives:
        yield "initiatives", initiative.id, "report", "report of", year
        for other in (name, *initiative.also):
            yield "initiatives", initiative.id, "area", "service area", other
    for name, need in content.needs:
        yield "needs", need.id, "area", "service area", name
        if need.responsible not in ("county", "district", "parish"):
            yield "needs", need.id, "responsible", "organisation", need.responsible
        for signpost in need.signposts:
            yield "needs", need.id, "signposts", "organisation", signpost.organisation
        for other in need.initiatives:
            yield "needs", need.id, "initiatives", "initiative", other
    for name, topic in content.topics:
        yield "topics", topic.id, "area", "service area", name
        for other in topic.initiatives:
            yield "topics", topic.id, "initiatives", "initiative", other
