"""Full-text search: nothing, one, many and no database; the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from core.catalogue import catalogue as module
from core.catalogue import fulltext
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.load import load
from tests.conftest import CONTENT
from tests.core.catalogue.conftest import NEED, ONE, change


@pytest.fixture
def loaded(database: Engine) -> Engine:
    """A database of either engine with the small catalogue, words alone."""
    load(database, CONTENT, None)
    return database


def find(database: Engine, words: str, limit: int = 50) -> list[str]:
    with database.connect() as connection:
        return [record for record, _ in fulltext.search(connection, fulltext.content_words(words), limit)]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("", []),
        ("the of and", []),
        ("What's on at the tip?", ["tip"]),
        ("don't can't won't", []),
        ("the county’s bins and the county's tips", ["countys", "bins", "tips"]),
        ("Bins, bins, BINS", ["bins"]),
        ("£500k or 12%", ["£500k", "12%"]),
        ("x y 7 42", ["42"]),
        ('"; DROP TABLE phrase; --', ["drop", "table", "phrase"]),
    ],
)
def test_the_words_that_carry_a_subject_are_kept_once_in_order(words: str, kept: list[str]) -> None:
    assert fulltext.content_words(words) == kept


@pytest.mark.parametrize("words", ["", "the of and", "xyzzy", "%% ££", "漢字"])
def test_words_that_no_record_holds_find_nothing(loaded: Engine, words: str) -> None:
    assert find(loaded, words) == []


@pytest.mark.parametrize("words", ["granite", "GRANITE", "xyzzy granite"])
def test_a_word_of_one_record_finds_that_one(loaded: Engine, words: str) -> None:
    assert find(loaded, words) == ["roads-2019-gritters-in-heatwave"]


@pytest.mark.parametrize("words", ["gritter", "gritters", "heatwaves"])
def test_a_word_is_found_in_its_other_forms(loaded: Engine, words: str) -> None:
    assert "roads-2019-gritters-in-heatwave" in find(loaded, words)


def test_a_word_of_many_records_finds_them_best_first(loaded: Engine) -> None:
    with loaded.connect() as connection:
        found = fulltext.search(connection, ["pothole", "road"], 50)
    scores = [score for _, score in found]
    assert len(found) > 2
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert "roads-pothole" in [record for record, _ in found[:3]]


def test_no_more_are_found_than_are_asked_for(loaded: Engine) -> None:
    assert find(loaded, "road", limit=2) == find(loaded, "road")[:2]
    assert len(find(loaded, "road", limit=2)) == 2


def test_the_index_is_built_anew_with_the_phrases(database: Engine, data: Path) -> None:
    load(database, data, None)
    assert sorted(find(database, "gritters potholes")) == ["roads-2023-gritters", "roads-pothole"]
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: New snowploughs")
    load(database, data, None)
    assert find(database, "snowplough") == ["roads-2023-gritters"]


def test_a_database_without_the_index_is_told(database: Engine, data: Path) -> None:
    load(database, data, None)
    with database.begin() as connection:
        connection.execute(text("DROP TABLE record_text"))
    with pytest.raises(DatabaseMissing, match=r"can't be read: .*record_text"):
        Catalogue(database).by_words(["gritters"], 5)


# Counting


def test_how_many_records_hold_a_word_is_counted_once(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "_SCORED", 3)
    counting: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_given: object) -> None:
        if "count(*)" in statement:
            counting.append(statement)

    event.listen(loaded, "before_cursor_execute", note)
    counted = fulltext.Counted()
    with loaded.connect() as connection:
        first = fulltext.search(connection, ["pothole", "road"], 50, counted)
        queries = len(counting)
        again = fulltext.search(connection, ["pothole", "road"], 50, counted)
    assert first == again
    assert counted.all is not None
    assert set(counted.with_word) == {"pothole", "road"}
    assert len(counting) == queries >= 2, "one for each word, and none the second time"


def test_no_more_counts_are_kept_than_memory_is_for(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "_SCORED", 3)
    monkeypatch.setattr(fulltext, "_KEPT", 2)
    counted = fulltext.Counted()
    with loaded.connect() as connection:
        for words in (["pothole", "road"], ["bin", "tip", "road"], ["grit", "road"]):
            assert fulltext.search(connection, words, 50, counted) == fulltext.search(connection, words, 50)
    assert len(counted.with_word) <= 3


def test_what_was_counted_is_forgotten_with_the_catalogue(
    database: Engine, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_SCORED", 1)
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.0)
    load(database, data, None)
    catalogue = Catalogue(database)
    assert [record for record, _ in catalogue.by_words(["hole", "gritters"], 50)] == [NEED]
    # Now two records have a hole, so that gritters are the rarer.
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: New gritters, and a hole")
    load(database, data, None)
    assert [record for record, _ in catalogue.by_words(["hole", "gritters"], 50)] == [ONE]


# Common words


def test_where_every_word_is_rather_common_the_rarest_alone_is_scored(
    loaded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loaded.connect() as connection:
        rarest = {record for record, _ in fulltext.search(connection, ["gritters"], 50)}
        others = {record for record, _ in fulltext.search(connection, ["road"], 50)} - rarest
        assert rarest
        assert others
        monkeypatch.setattr(fulltext, "_SCORED", 0)
        found = {record for record, _ in fulltext.search(connection, ["road", "gritters"], 50)}
    assert found == rarest


def test_where_every_word_is_too_common_nothing_is_found_by_words(
    loaded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_SCORED", 0)
    monkeypatch.setattr(fulltext, "_COUNTED", 0)
    with loaded.connect() as connection:
        assert fulltext.search(connection, ["road", "gritters"], 50) == []


def test_words_that_no_record_holds_don_t_hide_the_others(loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with loaded.connect() as connection:
        expected = [record for record, _ in fulltext.search(connection, ["gritters"], 50)]
        monkeypatch.setattr(fulltext, "_SCORED", 0)
        found = [record for record, _ in fulltext.search(connection, ["zebra", "gritters"], 50)]
    assert found == expected
