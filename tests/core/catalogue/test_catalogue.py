"""Reading the catalogue: nothing, one, many and no database; the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Engine

from core.catalogue import catalogue as module
from core.catalogue import tables
from core.catalogue.catalogue import Catalogue, Snapshot
from core.catalogue.database import DatabaseMissing
from core.catalogue.files import read_content
from core.catalogue.load import load
from core.settings import read_settings
from core.understanding.encoder import DIMENSIONS, SentenceEncoder, Vector
from core.understanding.word_meanings import WIDTH, words_of_record
from tests.conftest import CONTENT
from tests.core.catalogue.conftest import change
from tests.talk import changed

ONE, NEED = "roads-2023-gritters", "roads-pothole"


@pytest.fixture
def one(database: Engine, data: Path) -> Catalogue:
    """A catalogue of one initiative and one need."""
    load(database, data, None)
    return Catalogue(database)


@pytest.fixture
def many(database: Engine) -> Catalogue:
    """The small catalogue, words alone."""
    load(database, CONTENT, None)
    return Catalogue(database)


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


def test_each_initiative_knows_its_topic(many: Catalogue) -> None:
    topic_of = many.snapshot().topic_of
    assert topic_of["roads-2017-salt-used"] == topic_of["roads-2023-gritting"] == "roads-gritting-fleet"
    assert set(topic_of) == {record for topic in many.topics().values() for record in topic.initiatives}
    assert set(topic_of) <= set(many.snapshot().position)


def test_names_of_topics_have_vectors_of_their_own(
    database: Engine, topics: Path, encoder: SentenceEncoder
) -> None:
    load(database, topics, encoder)
    held = Catalogue(database).snapshot()
    assert list(held.topics) == ["roads-winter"]
    assert np.allclose(held.topics["roads-winter"], encoder.encode(["Gritters", "gritters of the council"]), atol=1e-3)
    assert len(held.vectors) == sum(held.counts), "vectors of topics stand among those of records"
    assert held.meaning_of("roads-winter", "title") is None


def test_without_a_database_there_are_no_topics(database: Engine) -> None:
    for ids in (None, [], ["roads-winter"]):
        with pytest.raises(DatabaseMissing):
            Catalogue(database).topics(ids)


def test_vectors_stand_by_record_and_know_their_summary(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: Winter gritters")
    load(database, data, encoder)
    held = Catalogue(database).snapshot()
    wanted = {
        ONE: ["Winter gritters", "The county council bought three new gritters for its roads.", "new gritters"],
        NEED: ["Report a pothole", "Report it online with a map.", "a hole in the road"],
    }
    assert held.vectors.shape == (6, DIMENSIONS)
    for record, texts in wanted.items():
        at = held.position[record]
        rows = held.vectors[held.starts[at] : held.starts[at] + held.counts[at]]
        assert np.allclose(rows, encoder.encode(texts), atol=1e-3)
        assert held.summaries[at] == held.starts[at] + 1


# Words


def test_without_the_encoder_there_are_no_words(one: Catalogue) -> None:
    held = one.snapshot()
    assert held.frame is None
    assert held.words.shape == (0, WIDTH)
    assert held.word_counts.tolist() == held.word_starts.tolist() == [0, 0]
    assert held.asked_words({"potholes": np.ones((3, DIMENSIONS), dtype=np.float32)}) is None


def test_a_catalogue_without_records_has_a_frame_but_no_words(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    (data / "initiatives/roads/2023.yml").unlink()
    (data / "needs/roads.yml").unlink()
    load(database, data, encoder)
    held = Catalogue(database).snapshot()
    assert (held.words.shape, len(held.word_starts), len(held.word_counts)) == ((0, WIDTH), 0, 0)
    assert held.vocabulary == held.telling == {}
    words = held.asked_words(encoder.read(["who mends potholes"])[0].words)
    assert words is not None
    assert words.weights.sum() == pytest.approx(1.0)


def test_words_stand_by_record_in_the_order_of_the_stubs(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    held = Catalogue(database).snapshot()
    assert held.frame is not None
    wanted = {
        ONE: ["New gritters", "The county council bought three new gritters for its roads.", "new gritters"],
        NEED: ["Report a pothole", "Report it online with a map.", "a hole in the road"],
    }
    assert held.words.dtype == np.int8
    assert len(held.words) == sum(held.word_counts)
    for record, texts in wanted.items():
        at = held.position[record]
        rows = held.words[held.word_starts[at] : held.word_starts[at] + held.word_counts[at]]
        words = held.frame.of(words_of_record(encoder.read(texts)))
        assert rows.shape == words.shape
        assert (rows.astype(np.float32) / 127 * words).sum(1).min() > 0.97


def test_a_record_without_words_leaves_those_of_the_others_in_their_place(engine: Engine, tmp_path: Path) -> None:
    whole = Catalogue(engine).snapshot()
    held = changed(engine, tmp_path, "DELETE FROM word WHERE record = 'roads-2017-gritting'").snapshot
    without = held.position["roads-2017-gritting"]
    assert held.word_counts[without] == 0
    assert len(held.words) == len(whole.words) - whole.word_counts[without]
    for at in range(len(held.stubs)):
        if at != without:
            kept, before = (
                each.words[each.word_starts[at] : each.word_starts[at] + each.word_counts[at]]
                for each in (held, whole)
            )
            assert np.array_equal(kept, before)


def test_words_of_topics_stand_not_among_those_of_records(
    database: Engine, topics: Path, encoder: SentenceEncoder
) -> None:
    load(database, topics, encoder)
    held = Catalogue(database).snapshot()
    assert len(held.word_counts) == len(held.stubs) == 3
    assert len(held.words) == sum(held.word_counts)


# Words of a question


def weights_of(held: Snapshot, *words: str) -> list[float]:
    """How much words count that stand in a question together; their meanings don't matter."""
    found = held.asked_words({word: np.ones((1, DIMENSIONS), dtype=np.float32) for word in words})
    assert found is not None
    counted: list[float] = found.weights.tolist()
    return counted


@pytest.fixture(scope="module")
def held(engine: Engine) -> Snapshot:
    """The small catalogue with its meanings."""
    return Catalogue(engine).snapshot()


@pytest.mark.parametrize("text", ["potholes", "who mends the potholes", "gritting in quorn and loughborough"])
def test_the_words_of_a_question_come_in_the_frame_with_their_weights(
    held: Snapshot, encoder: SentenceEncoder, text: str
) -> None:
    words = encoder.read([text])[0].words
    rows, found = np.concatenate(list(words.values())), held.asked_words(words)
    assert found is not None and held.frame is not None
    assert np.allclose(found.vectors, held.frame.of(rows))
    assert found.vectors.shape == (len(rows), WIDTH)
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1.0, atol=1e-5)
    assert found.weights.shape == (len(rows),)
    assert found.weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("words", [None, {}])
def test_a_question_without_words_has_none(held: Snapshot, words: dict[str, Vector] | None) -> None:
    assert held.asked_words(words) is None


def test_words_that_are_left_out_neither_count_nor_weigh(held: Snapshot, encoder: SentenceEncoder) -> None:
    words = encoder.read(["potholes on a road in quorn"])[0].words
    rest = {word: rows for word, rows in words.items() if word != "quorn"}
    without, wanted = held.asked_words(words, {"quorn"}), held.asked_words(rest)
    assert without is not None and wanted is not None
    assert np.array_equal(without.vectors, wanted.vectors)
    assert np.array_equal(without.weights, wanted.weights)
    assert held.asked_words(words, set(words)) is None
    assert held.asked_words(words, {"elsewhere"}) is not None


def test_a_rare_word_counts_more_than_a_common_one(held: Snapshot) -> None:
    common, rare = max(held.vocabulary, key=held.vocabulary.__getitem__), "granite"
    assert held.vocabulary[rare] == 1
    assert held.vocabulary[common] > 10
    weights = weights_of(held, common, rare)
    assert weights[1] > weights[0]
    assert weights == pytest.approx(weights_of(held, rare, common)[::-1])


def test_a_word_that_no_record_holds_counts_most(held: Snapshot) -> None:
    unknown, rare, common = weights_of(held, "zebras", "granite", "council")
    assert unknown > rare > common > 0


def test_words_that_as_many_records_hold_count_alike(held: Snapshot) -> None:
    once = [word for word, records in held.vocabulary.items() if records == 1][:4]
    assert weights_of(held, *once) == pytest.approx([0.25] * 4)


def test_a_single_word_counts_for_all_however_common_it_is(held: Snapshot) -> None:
    for word in ("zebras", "granite", "council"):
        assert weights_of(held, word) == pytest.approx([1.0])


@pytest.mark.parametrize("with_encoder", [True, False])
def test_the_vocabulary_counts_records_and_leaves_topics_out(
    database: Engine, topics: Path, encoder: SentenceEncoder, with_encoder: bool
) -> None:
    load(database, topics, encoder if with_encoder else None)
    held = Catalogue(database).snapshot()
    assert (held.vocabulary["gritters"], held.vocabulary["pothole"]) == (2, 1)
    assert "more" not in held.vocabulary
    assert all(0 < records <= 3 for records in held.vocabulary.values())
    assert list(held.telling) == list(held.vocabulary)


def test_a_catalogue_whose_vocabulary_is_gone_takes_all_words_alike(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM vocabulary").snapshot
    assert weights_of(bare, "zebras", "granite", "council", "roads") == pytest.approx([0.25] * 4)


# Words that tell the matter


def counted_as(word: str, records: int, tells: float) -> str:
    """SQL that says of a word how many records hold it and how much it tells of the service area."""
    return f"INSERT OR REPLACE INTO vocabulary (word, records, tells) VALUES ('{word}', {records}, {tells})"


@pytest.fixture(scope="module")
def large(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small catalogue with some words as a large one counts them."""
    words = [("bins", 200, 1.4), ("allowed", 150, 0.05), ("gritters", 3, 0.2), ("zebras", 1, 0.0), ("cards", 14, 0.1),
             ("passes", 15, 0.1), ("grants", 60, 0.44), ("sacks", 60, 0.45)]  # fmt: skip
    folder = tmp_path_factory.mktemp("large")
    return changed(engine, folder, *(counted_as(*word) for word in words)).snapshot


@pytest.mark.parametrize("word", ["bins", "sacks"])
def test_a_word_of_few_areas_tells_the_matter(large: Snapshot, word: str) -> None:
    assert large.tells_matter(word) == 1.0


@pytest.mark.parametrize("word", ["gritters", "zebras", "cards"])
def test_a_word_of_few_records_tells_the_matter_though_it_tells_little_of_the_area(large: Snapshot, word: str) -> None:
    assert large.tells_matter(word) == 1.0


@pytest.mark.parametrize("word", ["allowed", "passes", "grants"])
def test_a_word_of_many_records_of_all_areas_does_not_tell_the_matter(large: Snapshot, word: str) -> None:
    assert large.tells_matter(word) == 0.0


@pytest.mark.parametrize("word", ["wotsit", "", "Bins", "the", "drop table vocabulary"])
def test_a_word_that_no_record_holds_may_tell_the_matter_or_not(large: Snapshot, word: str) -> None:
    assert 0.0 < large.tells_matter(word) < 0.5


def test_in_the_small_catalogue_the_commonest_word_alone_tells_nothing(held: Snapshot) -> None:
    assert held.tells_matter("council") == 0.0
    assert held.tells_matter("granite") == held.tells_matter("potholes") == 1.0


def test_words_tell_the_matter_without_the_encoder_as_well(many: Catalogue, held: Snapshot) -> None:
    without = many.snapshot()
    assert without.telling == pytest.approx(held.telling)
    assert [without.tells_matter(word) for word in held.vocabulary] == list(map(held.tells_matter, held.vocabulary))


def test_of_one_record_every_word_tells_the_matter(one: Catalogue) -> None:
    snapshot = one.snapshot()
    assert {snapshot.tells_matter(word) for word in snapshot.vocabulary} == {1.0}


def test_a_catalogue_whose_vocabulary_is_gone_takes_every_word_for_an_unknown_one(
    engine: Engine, large: Snapshot, tmp_path: Path
) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM vocabulary").snapshot
    assert bare.vocabulary == bare.telling == {}
    assert {bare.tells_matter(word) for word in ("council", "granite", "wotsit")} == {large.tells_matter("wotsit")}


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
