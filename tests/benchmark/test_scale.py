"""The measure of larger catalogues: copies are what they should be, both databases hold them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import Engine

from core.catalogue import fulltext, tables
from core.catalogue.database import open_database
from core.turn import World
from tests.benchmark import scale
from tests.benchmark.look_up import Sought
from tests.benchmark.scale import (
    PARTS,
    Base,
    Copies,
    Measured,
    build,
    exponent,
    keep,
    make_page,
    measure,
    minutes_for,
    pays_from,
    queries,
    read_base,
)

SOUGHT = [Sought("lorry ignored the rubbish outside ours", frozenset({"waste-missed-bin"}))]
SMALL = Measured("SQLite", 2_000, 20_000, 1, 50, 1, 130, 150, 7, 20, 76, (3, 1, 1, 1), day="2026-11-28")
LARGE = replace(SMALL, records=200_000, median=70, parts=(40, 20, 1, 1))


@pytest.fixture
def base(engine: Engine) -> Base:
    return read_base(engine)


def test_there_are_as_many_records_as_wanted_and_never_fewer_than_the_catalogue_has(base: Base) -> None:
    for wanted, got in ((1, base.records), (base.records, base.records), (300, 300)):
        copies = Copies(base, wanted)
        ids = [row[0] for one in (tables.initiatives, tables.needs) for row in copies.rows(one)]
        assert (copies.records, len(ids), len(set(ids))) == (got, got, got)


def test_copies_have_other_words_and_near_vectors_and_are_the_same_each_time(base: Base) -> None:
    rows = list(Copies(base, 300).phrase_rows())
    assert rows == list(Copies(base, 300).phrase_rows())
    assert [row[0] for row in rows] == list(range(len(rows)))
    of = {"waste-missed-bin": [row for row in rows if row[1] == "waste-missed-bin"],
          "copy": [row for row in rows if row[1] == "waste-missed-bin~1"]}
    own, copy = of["waste-missed-bin"], of["copy"]
    assert [row[2:4] for row in own] == [row[2:4] for row in copy]
    assert [row[4] for row in own] != [row[4] for row in copy]
    for one, other in zip(own, copy, strict=True):
        first, second = (np.frombuffer(row[5], dtype=np.float32) for row in (one, other))
        assert float(np.linalg.norm(second)) == pytest.approx(1, abs=1e-5)
        assert float(first @ second) == pytest.approx(1 / math.hypot(1, 0.4), abs=0.05)


def test_years_stay_and_other_numbers_do_not(base: Base) -> None:
    texts = [row[4] for row in Copies(base, 300).phrase_rows() if row[1] == "flooding-2023-flood-wardens~1"]
    own = [row["text"] for row in base.phrases["flooding-2023-flood-wardens"]]
    assert len(texts) == len(own)
    assert any("2023" in one for one in own)
    assert ["2023" in one for one in texts] == ["2023" in one for one in own]


def test_very_large_catalogues_have_four_phrases_a_record(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "CUT_ABOVE", 299)
    copies = Copies(base, 300)
    counts = Counter(row[1] for row in copies.phrase_rows() if row[5] is not None and row[2] != "topic")
    assert set(counts.values()) == {4}
    assert copies.phrases >= 4 * 300


@pytest.mark.thorough
def test_a_copied_catalogue_is_looked_up_in_sqlite(base: Base, world: World, tmp_path: Path) -> None:
    check(measure(base, f"sqlite:///{tmp_path}/scale.db", 300, queries(world, SOUGHT), SOUGHT))


@pytest.mark.postgres
def test_a_copied_catalogue_is_looked_up_in_postgresql(base: Base, world: World, postgres: str) -> None:
    check(measure(base, postgres, 300, queries(world, SOUGHT), SOUGHT))
    assert inspect(open_database(postgres, 2)).get_table_names() == []


def check(row: Measured) -> None:
    assert (row.failed, row.records, row.right) == ("", 300, 100)
    assert len(row.parts) == len(PARTS)
    assert min(row.phrases, row.built, row.disk, row.opened, row.memory, row.median) > 0
    assert row.median <= row.slow
    assert row.memory <= row.peak * 1.01


def test_growth_is_the_slope_of_the_logarithms() -> None:
    assert exponent([10, 100, 1000], [1, 10, 100]) == pytest.approx(1)
    assert exponent([10, 1000], [5, 5]) == pytest.approx(0)
    with pytest.raises(ValueError, match="two sizes"):
        exponent([10, 10], [1, 2])


def test_the_largest_catalogue_tells_when_an_index_pays() -> None:
    assert pays_from([SMALL, LARGE]) == 500_000
    assert pays_from([]) == 0
    assert pays_from([replace(LARGE, failed="memory ran out")]) == 0


def test_the_largest_smaller_catalogue_tells_how_long_one_takes() -> None:
    smaller = replace(SMALL, records=100_000, phrases=1_000_000, built=100, opened=20)
    rows = [replace(SMALL, records=1_000), smaller, replace(smaller, database="PostgreSQL", built=1)]
    assert minutes_for(200_000, rows, "SQLite") == pytest.approx(4)
    assert minutes_for(1_000_000, rows, "SQLite") == pytest.approx(8)
    assert minutes_for(500, rows, "SQLite") == 0


def test_results_of_other_sizes_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "scale.json"
    keep([SMALL, LARGE], file)
    newer = replace(SMALL, median=5)
    assert keep([newer], file) == [newer, LARGE]


def test_the_real_catalogue_of_another_day_is_replaced_whatever_size_it_had(tmp_path: Path) -> None:
    file = tmp_path / "scale.json"
    other = replace(SMALL, database="PostgreSQL")
    keep([SMALL, other, LARGE], file)
    grown = replace(SMALL, records=2_100)
    assert keep([grown], file) == [grown, LARGE, other]


def test_the_page_tells_sizes_growth_and_failures() -> None:
    failed = Measured("SQLite", 1_000_000, failed="memory ran out")
    page = make_page([SMALL, LARGE, failed], "2 cores")
    assert "| SQLite | 200,000 |" in page
    assert "to the power of 0.50" in page
    assert "1,000,000 records: memory ran out. The largest that was measured has 200,000." in page
    assert "PostgreSQL was not measured." in page
    assert "about 500,000 records" in page
    assert "One size tells nothing" in make_page([SMALL], "2 cores")


def test_nothing_measured_makes_no_page() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        make_page([], "2 cores")


def test_a_large_catalogue_scores_those_with_rarer_words_alone_and_just_as_before(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/scale.db", 2, create=True)
    build(engine, Copies(base, 300))
    words = ["wardens", "county", "the", "flood"]
    with engine.connect() as connection:
        whole = dict(fulltext.search(connection, words, 300))
        monkeypatch.setattr(fulltext, "_SCORED", 50)
        found = fulltext.search(connection, words, 300)
        nearest = fulltext.search(connection, words, 5)
        common = fulltext.search(connection, ["xyzzy", "county"], 300)
        monkeypatch.setattr(fulltext, "_SCORED", 1)
        rarest = fulltext.search(connection, words, 300)
        monkeypatch.setattr(fulltext, "_COUNTED", 10)
        none = fulltext.search(connection, words, 300)
    assert 0 < len(found) < len(whole)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert dict(found) == pytest.approx({record: whole[record] for record, _ in found})
    assert [score for _, score in nearest] == [score for _, score in found[:5]]
    # Where no word is rare, those that hold the rarest are scored, if there aren't too many.
    assert len(common) > 50
    assert 0 < len(rarest) < len(whole)
    assert dict(rarest) == pytest.approx({record: whole[record] for record, _ in rarest})
    assert none == []
