"""What is kept in memory of one load: topics, vectors, words and what a word tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.load import load
from core.catalogue.snapshot import Snapshot
from core.understanding.encoder import DIMENSIONS, SentenceEncoder, Vector
from core.understanding.word_meanings import WIDTH, words_of_record
from tests.core.catalogue.conftest import NEED, ONE, change
from tests.talk import changed


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


def test_a_record_of_one_phrase_is_all_alike_and_others_are_less(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    held = Catalogue(database).snapshot()
    assert held.alike.shape == (2,)
    assert (held.alike > 0.3).all()
    assert (held.alike < 0.95).all()
    alone = replace(held, averages=held.vectors[:1] / np.linalg.norm(held.vectors[0]))
    assert alone.alike == pytest.approx([1.0])


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
