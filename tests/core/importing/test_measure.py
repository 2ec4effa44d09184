"""The measure itself, and that it holds for one report of the folder beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.importing.reading import read_report
from core.importing.splitting import Item, split
from core.importing.wheres import place_finder
from core.settings import read_settings
from core.understanding.encoder import SentenceEncoder
from tests.benchmark.importing import AREA_AIM, UNITS_AIM, lines_of, measure, units_found


def items(*firsts: int) -> list[Item]:
    return [Item("bullet", first, first, (), "") for first in firsts]


def test_one_item_counts_for_one_unit() -> None:
    assert units_found([], []) == 0
    assert units_found(items(5), [5]) == 1
    assert units_found(items(5), [4, 6]) == 1
    assert units_found(items(5, 6), [5, 6]) == 2
    assert units_found(items(6), [5, 6]) == 1
    assert units_found(items(5), [7]) == 0


def test_ranges_of_lines_are_counted_out() -> None:
    assert lines_of([]) == set()
    assert lines_of(["12-14", "20"]) == {12, 13, 14, 20}


@pytest.mark.shared
def test_the_units_of_every_report_are_items(shared: Path) -> None:
    for year, starts in json.loads((shared / "audit" / "units.json").read_text("utf-8")).items():
        found = units_found(split(read_report(shared / "reports" / f"{year}.txt")).items, starts)
        assert found >= UNITS_AIM * len(starts), year


@pytest.mark.thorough
@pytest.mark.shared
def test_the_aims_hold_for_the_newest_report(shared: Path, encoder: SentenceEncoder) -> None:
    units = json.loads((shared / "audit" / "units.json").read_text("utf-8"))
    try:
        catalogue = Catalogue.of(read_settings())
        year = max(catalogue.snapshot().reports)
    except DatabaseMissing as error:
        pytest.skip(f"{error}; 'make data' builds it")
    path = shared / "reports" / f"{year}.txt"
    measured = measure(path, units[str(year)], catalogue, encoder.encode, place_finder())
    assert measured.units_found >= UNITS_AIM
    assert measured.area >= AREA_AIM
