"""What the tests of the checks share: a content folder made of a few records, read as the real one is."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.checking.material import Material, read_material

TODAY = date(2026, 11, 22)
Make = Callable[..., Material]
Rows = Sequence[Mapping[str, Any]]

_AREAS = [
    {"id": "roads", "name": "Roads", "contact": "county", "page": "https://example.gov.uk/roads"},
    {"id": "waste", "name": "Bins", "contact": "district", "page": "https://example.gov.uk/waste"},
]
_REPORTS = [
    {"year": year, "title": f"Report {year}", "period": f"{year - 1}/{year % 100}", "years": [year - 1, year]}
    for year in (2021, 2023, 2025)
]
_PLACES = """name,kind,district,confidence
Melton,district,Melton,high
Melton Mowbray,town,Melton,high
Barton in the Beans,village,Hinckley and Bosworth,high
"""
_ORGANISATION = {
    "id": "county",
    "name": "County Council",
    "kind": "county",
    "checked_on": "2026-11",
    "source": "https://example.gov.uk",
    "confidence": "high",
}
_INITIATIVE = {
    "lines": "1",
    "section": "Roads",
    "status": "delivered",
}
_WORDS = ("ice", "bus", "tip", "flood", "school", "park", "job", "home", "path", "book")
_NEED = {"responsible": "county", "answer": "Ring the council and say where it is."}
_SIGNPOST = {"organisation": "county", **{key: _ORGANISATION[key] for key in ("checked_on", "source", "confidence")}}


def write(data: Path, name: str, document: Mapping[str, object]) -> None:
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(document), allow_unicode=True), "utf-8")


def _initiative(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    made = {"id": f"i-{number}", "asked_as": [f"matter number {number}"], **_INITIATIVE, **row}
    if "title" not in row:
        made["title"] = f"On {_WORDS[number]}"
    if "summary" not in row:
        made["summary"] = " ".join(8 * [f"{_WORDS[number]}."])
    return {key: value for key, value in made.items() if key not in ("area", "report")}


def _need(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    made = {"id": f"n-{number}", "need": f"Need {number}", "asked_as": [f"need number {number}"], **_NEED, **row}
    made["signposts"] = [{**_SIGNPOST, **signpost} for signpost in row.get("signposts", [])]
    return {key: value for key, value in made.items() if key != "area"}


def write_content(
    data: Path,
    *,
    initiatives: Rows = (),
    needs: Rows = (),
    organisations: Rows = (),
    topics: Rows = (),
    phrases: Mapping[str, Sequence[str]] | None = None,
    landmarks: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write a content folder; what a record doesn't say is made up, unlike that of any other."""
    write(data, "areas.yml", {"areas": _AREAS})
    write(data, "reports.yml", {"reports": [{**report, "standing": "report"} for report in _REPORTS]})
    (data / "places").mkdir(parents=True)
    (data / "places" / "places.csv").write_text(_PLACES, "utf-8")
    (data / "places" / "outside.csv").write_text("name,kind,district,confidence\n", "utf-8")
    (data / "places" / "spellings.csv").write_text("spelling,name\nMelton Mobray,Melton Mowbray\n", "utf-8")
    (data / "places" / "postcodes.csv.gz").write_bytes(gzip.compress(b"postcode,district,confidence\n"))
    if landmarks is not None:
        write(data, "places/landmarks.yml", {"landmarks": landmarks})
    rows = [{**_ORGANISATION, **row} for row in organisations]
    if not any(row["id"] == "county" for row in rows):
        rows.append(_ORGANISATION)
    write(data, "organisations/all.yml", {"organisations": rows})
    by_file: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(initiatives):
        name = f"initiatives/{row.get('area', 'roads')}/{row.get('report', 2023)}.yml"
        by_file.setdefault(name, []).append(_initiative(number, row))
    for name, made in by_file.items():
        area, year = name.removesuffix(".yml").split("/")[1:]
        write(data, name, {"area": area, "report": int(year), "initiatives": made})
    for area in ("roads", "waste"):
        of_area = [_need(number, row) for number, row in enumerate(needs) if row.get("area", "roads") == area]
        if of_area:
            write(data, f"needs/{area}.yml", {"area": area, "needs": of_area})
    if topics:
        write(data, "topics/roads.yml", {"area": "roads", "topics": list(topics)})
    for intent, examples in (phrases or {}).items():
        lines = "".join(f"- {example}\n" for example in examples)
        write(data, f"nlu/{intent}.yml", {"version": "3.1", "nlu": [{"intent": intent, "examples": lines}]})


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes material of a few records, and of the lines of a report where these are given."""

    def made(lines: Mapping[int, str] | None = None, today: date = TODAY, **records: Any) -> Material:
        write_content(tmp_path / "data", **records)
        if lines is None:
            return read_material(tmp_path / "data", today=today)
        (tmp_path / "reports").mkdir()
        for year in (2021, 2023, 2025):
            (tmp_path / "reports" / f"{year}.txt").write_text(lines.get(year, "nothing\n"), "utf-8")
        return read_material(tmp_path / "data", tmp_path / "reports", today)

    return made
