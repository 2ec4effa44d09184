"""Reading the content files: YAML and CSV in, checked records out, with errors that name file, record and field."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from core.catalogue.schema import Area, Initiative, Need, Organisation, Place, Record, Report

R = TypeVar("R", bound=Record)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """One or more content files are wrong; the message lists every fault, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Content:
    """All records of the content files, checked one by one and against each other."""

    areas: list[Area] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    initiatives: list[tuple[str, int, Initiative]] = field(default_factory=list)
    needs: list[tuple[str, Need]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class _Reader:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.faults: list[str] = []

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.data.parent)) if path.is_relative_to(self.data.parent) else str(path)

    def document(self, path: Path) -> dict[str, Any]:
        try:
            document = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
        except OSError as error:
            self.faults.append(f"{self.name(path)}: cannot be read: {error.strerror}")
            return {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
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
        for number, row in enumerate(rows, 1):
            label = row.get("id") or row.get("year") or number if isinstance(row, dict) else number
            try:
                yield kind.parse_obj(row)
            except ValidationError as error:
                for fault in error.errors():
                    where = ".".join(str(part) for part in fault["loc"])
                    self.faults.append(f"{self.name(path)}: {key} {label}: {where}: {fault['msg']}")

    def table(self, path: Path) -> Iterator[dict[str, str]]:
        try:
            text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield from csv.DictReader(io.StringIO(text.decode("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(f"{self.name(path)}: cannot be read: {error}")


def read_places(data: Path) -> list[Place]:
    """Read names, outcodes and postcodes with their districts.

    Args:
        data: the content folder.

    Returns:
        Places of the kinds district, town, village, parish, outcode and postcode.

    Raises:
        ContentError: a table cannot be read.
    """
    reader = _Reader(data)
    places = _places(reader)
    if reader.faults:
        raise ContentError(reader.faults)
    return places


def _places(reader: _Reader) -> list[Place]:
    places = []
    folder = reader.data / "places"
    for name, columns in (("places.csv", ("name", "kind")), ("outside.csv", ("name", "kind")), ("postcodes.csv.gz", ("postcode", None))):
        path = folder / name
        for number, row in enumerate(reader.table(path), 2):
            try:
                kind = row[columns[1]] if columns[1] else "postcode"
                places.append(
                    Place(name=row[columns[0]], kind=kind, district=row["district"], confidence=row["confidence"])
                )
            except (KeyError, ValidationError) as error:
                reader.faults.append(f"{reader.name(path)}, line {number}: {error}")
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
        head = document.get("area"), document.get("report")
        for initiative in reader.records(path, document, "initiatives", Initiative):
            content.initiatives.append((str(head[0]), int(head[1] or 0), initiative))
        if document and head[0] != path.parent.name:
            reader.faults.append(f"{reader.name(path)}: area: {head[0]!r} in the folder of {path.parent.name!r}")
    for path in sorted((data / "needs").glob("*.yml")):
        document = reader.document(path)
        for need in reader.records(path, document, "needs", Need):
            content.needs.append((str(document.get("area")), need))
    reader.faults += _cross_check(content)
    if reader.faults:
        raise ContentError(reader.faults)
    return content


def _cross_check(content: Content) -> list[str]:
    """Faults that no record shows alone: unknown references and ids that stand twice."""
    areas = {area.id for area in content.areas}
    reports = {report.year for report in content.reports}
    organisations = {organisation.id for organisation in content.organisations}
    initiatives = {initiative.id for _, _, initiative in content.initiatives}
    faults = []
    for kind, ids in (
        ("organisations", [organisation.id for organisation in content.organisations]),
        ("initiatives", [initiative.id for _, _, initiative in content.initiatives]),
        ("needs", [need.id for _, need in content.needs]),
    ):
        seen: set[str] = set()
        for record in ids:
            if record in seen:
                faults.append(f"{kind} {record}: id: stands twice")
            seen.add(record)
    for area in content.areas:
        if area.contact != "district" and area.contact not in organisations:
            faults.append(f"areas {area.id}: contact: no organisation {area.contact!r}")
    for name, year, initiative in content.initiatives:
        faults += [
            f"initiatives {initiative.id}: area: no service area {other!r}"
            for other in (name, *initiative.also)
            if other not in areas
        ]
        if year not in reports:
            faults.append(f"initiatives {initiative.id}: report: no report of {year}")
    for name, need in content.needs:
        if name not in areas:
            faults.append(f"needs {need.id}: area: no service area {name!r}")
        if need.responsible not in ("county", "district", "parish") and need.responsible not in organisations:
            faults.append(f"needs {need.id}: responsible: no organisation {need.responsible!r}")
        faults += [
            f"needs {need.id}: signposts: no organisation {signpost.organisation!r}"
            for signpost in need.signposts
            if signpost.organisation not in organisations
        ]
        faults += [
            f"needs {need.id}: initiatives: no initiative {other!r}"
            for other in need.initiatives
            if other not in initiatives
        ]
    return faults
