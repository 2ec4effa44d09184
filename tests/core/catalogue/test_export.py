"""The export: every initiative as one line of JSON; the same from SQLite and from PostgreSQL."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.export import export_lines
from core.catalogue.files import read_content
from core.catalogue.load import load
from tests.conftest import CONTENT
from tests.core.catalogue.conftest import change


def test_a_catalogue_without_initiatives_gives_no_line(database: Engine, data: Path) -> None:
    change(data, "needs/roads.yml", "initiatives: [roads-2023-gritters]", "initiatives: []")
    (data / "initiatives/roads/2023.yml").unlink()
    load(database, data, None)
    assert list(export_lines(Catalogue(database))) == []


def test_one_initiative_gives_one_line_with_all_that_is_known(database: Engine, data: Path) -> None:
    change(data, "initiatives/roads/2023.yml", "three new gritters", "three new gritters for £90,000")
    load(database, data, None)
    [line] = export_lines(Catalogue(database))
    assert "£90,000" in line
    assert "\n" not in line
    initiative = read_content(data).initiatives[0][2]
    assert json.loads(line) == {**initiative.dict(), "area": "roads", "report": 2023, "report_title": "Report 2023"}


def test_many_initiatives_come_by_area_and_report(database: Engine) -> None:
    load(database, CONTENT, None)
    lines = [json.loads(line) for line in export_lines(Catalogue(database))]
    order = [(line["area"], line["report"], line["id"]) for line in lines]
    assert order == sorted(order)
    assert {line["id"] for line in lines} == {record.id for _, _, record in read_content(CONTENT).initiatives}


def test_an_empty_database_is_told(database: Engine) -> None:
    with pytest.raises(DatabaseMissing):
        list(export_lines(Catalogue(database)))
