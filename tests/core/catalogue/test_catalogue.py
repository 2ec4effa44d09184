"""Reading the catalogue: nothing, one, many and no database; the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Engine

from core.catalogue import catalogue as module
from core.catalogue import tables
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.files import read_content
from core.catalogue.load import load
from core.settings import read_settings
from core.understanding.encoder import DIMENSIONS
from core.understanding.word_meanings import WIDTH
from tests.conftest import CONTENT
from tests.core.catalogue.conftest import NEED, ONE, change
from tests.talk import changed


def test_an_empty_database_is_told(database: Engine) -> None:
    empty = Catalogue(database)
    for read in (empty.snapshot, empty.all_initiatives, lambda: empty.initiatives([ONE]), lambda: empty.needs([NEED])):
        with pytest.raises(DatabaseMissing, match="the database can't be read"):
            read()


def test_a_database_that_was_never_loaded_whole_is_told(one: Catalogue, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(delete(tables.state))
    with pytest.raises(DatabaseMissing, match="the database holds no catalogue"):
        one.snapshot()


def test_the_settings_name_the_catalogue(url: str, one: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert Catalogue.of(read_settings()).snapshot().digest == one.snapshot().digest


def test_a_catalogue_without_records_reads_as_empty(database: Engine, data: Path) -> None:
    (data / "initiatives/roads/2023.yml").unlink()
    (data / "needs/roads.yml").unlink()
    load(database, data, None)
    empty = Catalogue(database)
    held = empty.snapshot()
    assert (held.stubs, held.position, held.vectors.shape) == ([], {}, (0, DIMENSIONS))
    assert (len(held.starts), len(held.counts), len(held.summaries)) == (0, 0, 0)
    assert (held.words.shape, len(held.word_starts), len(held.word_counts)) == ((0, WIDTH), 0, 0)
    assert list(held.areas) == ["roads", "waste"]
    assert empty.all_initiatives() == []
    assert (empty.initiatives([ONE]), empty.needs([NEED]), empty.by_words(["gritters"], 5)) == ({}, {}, [])


def test_what_was_written_is_read(one: Catalogue, data: Path) -> None:
    content, held = read_content(data), one.snapshot()
    assert list(held.areas.values()) == content.areas
    assert list(held.reports.values()) == content.reports
    assert list(held.organisations.values()) == content.organisations
    assert list(one.places()) == content.places
    area, year, initiative = content.initiatives[0]
    assert one.initiatives([ONE])[ONE].dict() == {**initiative.dict(), "area": area, "report": year}
    area, need = content.needs[0]
    assert one.needs([NEED])[NEED].dict() == {**need.dict(), "area": area}


def test_of_one_record_there_is_one_stub(one: Catalogue) -> None:
    initiative, need = one.snapshot().stubs
    assert (initiative.id, initiative.kind, initiative.areas) == (ONE, "initiative", ("roads", "waste"))
    assert (initiative.year, initiative.status, initiative.gives) == (2023, "delivered", frozenset({"number"}))
    assert (need.id, need.kind, need.areas, need.year) == (NEED, "need", ("roads",), 0)


def test_every_record_of_many_is_read_whole(many: Catalogue) -> None:
    content, held = read_content(CONTENT), many.snapshot()
    initiatives = {record.id: {**record.dict(), "area": area, "report": year}
                   for area, year, record in content.initiatives}  # fmt: skip
    needs = {need.id: {**need.dict(), "area": area} for area, need in content.needs}
    assert {id_: record.dict() for id_, record in many.initiatives(initiatives).items()} == initiatives
    assert {id_: record.dict() for id_, record in many.needs(needs).items()} == needs
    assert [stub.id for stub in held.stubs] == sorted(initiatives) + sorted(needs)
    assert [held.position[stub.id] for stub in held.stubs] == list(range(len(held.stubs)))


def test_areas_come_as_filed_and_reports_newest_first(many: Catalogue) -> None:
    held = many.snapshot()
    assert list(held.areas) == [area.id for area in read_content(CONTENT).areas]
    assert list(held.reports) == [2025, 2023, 2021, 2019, 2017]


def test_all_initiatives_come_by_area_and_report(many: Catalogue) -> None:
    order = [(record.area, record.report, record.id) for record in many.all_initiatives()]
    assert order == sorted(order)
    assert len(order) == len(read_content(CONTENT).initiatives)


def test_an_unknown_id_is_left_out(many: Catalogue) -> None:
    assert many.initiatives([]) == many.needs([]) == {}
    assert list(many.needs(["roads-pothole", "no-such-need"])) == ["roads-pothole"]
    assert list(many.initiatives(["no-such-initiative", "roads-pothole"])) == []


# Topics


def test_a_catalogue_without_topics_has_none(one: Catalogue) -> None:
    held = one.snapshot()
    assert (one.topics(), one.topics([]), one.topics(["roads-winter"])) == ({}, {}, {})
    assert (held.topic_of, held.topics) == ({}, {})


def test_a_topic_is_read_as_it_was_written(database: Engine, topics: Path) -> None:
    load(database, topics, None)
    catalogue = Catalogue(database)
    ((area, topic),) = read_content(topics).topics
    assert catalogue.topics() == catalogue.topics([topic.id])
    (read,) = catalogue.topics().values()
    assert read.dict() == {**topic.dict(), "area": area}
    assert catalogue.snapshot().topic_of == dict.fromkeys(topic.initiatives, topic.id)


def test_many_topics_come_by_area_and_an_unknown_id_is_left_out(many: Catalogue) -> None:
    topics = many.topics()
    wanted = {topic.id: {**topic.dict(), "area": area} for area, topic in read_content(CONTENT).topics}
    assert {name: topic.dict() for name, topic in topics.items()} == wanted
    order = [(topic.area, topic.id) for topic in topics.values()]
    assert order == sorted(order)
    assert list(many.topics(["waste-tips", "no-such-topic", "roads-pothole"])) == ["waste-tips"]
    assert many.topics([]) == {}


def test_without_a_database_there_are_no_topics(database: Engine) -> None:
    for ids in (None, [], ["roads-winter"]):
        with pytest.raises(DatabaseMissing):
            Catalogue(database).topics(ids)


def test_a_snapshot_is_kept_until_the_catalogue_is_loaded_anew(
    one: Catalogue, database: Engine, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.0)
    known = one.snapshot()
    assert one.snapshot() is known
    change(data, "areas.yml", "name: Bins", "name: Rubbish")
    load(database, data, None)
    assert one.snapshot().areas["waste"].name == "Rubbish"
    assert known.areas["waste"].name == "Bins"


def test_between_two_looks_no_database_is_asked(one: Catalogue, database: Engine, data: Path) -> None:
    known = one.snapshot()
    change(data, "areas.yml", "name: Bins", "name: Rubbish")
    load(database, data, None)
    assert one.snapshot() is known


def test_records_are_read_once_until_the_catalogue_is_loaded_anew(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = changed(engine, tmp_path)
    monkeypatch.setattr("core.catalogue.catalogue._LOOK_AGAIN", 0.0)
    first = world.catalogue.initiatives(["roads-2017-gritting", "gone"])
    assert list(first) == ["roads-2017-gritting"]
    with closing(sqlite3.connect(tmp_path / "changed.db")) as connection:
        connection.execute("UPDATE initiative SET title = 'Other words'")
        connection.commit()
        assert world.catalogue.initiatives(["roads-2017-gritting"]) == first
        connection.execute("UPDATE catalogue_state SET value = 'another load' WHERE key = 'fingerprint'")
        connection.commit()
    assert world.catalogue.initiatives(["roads-2017-gritting"])["roads-2017-gritting"].title == "Other words"


# Slips of typing


def test_slips_are_mended_by_the_words_of_the_catalogue_and_its_places(many: Catalogue) -> None:
    assert many.mender().mend("a pothloe in Kibworth") == "a pothole in Kibworth"
    assert many.mender() is many.mender()


def test_a_catalogue_loaded_anew_brings_new_words(
    database: Engine, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.0)
    load(database, data, None)
    reading = Catalogue(database)
    assert reading.mender().mend("snowplouhgs") == "snowplouhgs"
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: New snowploughs")
    change(data, "needs/roads.yml", "asked_as:", "asked_as:\n      - who drives the snowploughs")
    load(database, data, None)
    assert reading.mender().mend("snowplouhgs") == "snowploughs"
