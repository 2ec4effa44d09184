"""Giving meaning to phrases when they are loaded: nothing, one, many; and what an earlier load spares."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, insert, select, text, update
from sqlalchemy.engine import Engine

from core.catalogue import meanings, tables
from core.catalogue.files import Content
from core.catalogue.load import load
from core.catalogue.meanings import RECIPE, Known, add_meanings, learn_follow_ups, read_known, recipe
from core.understanding.encoder import DIMENSIONS, Reading, SentenceEncoder, Vector
from core.understanding.follow_up_sense import FollowUpSense
from core.understanding.tuning import Matrix
from core.understanding.word_meanings import WIDTH, WordFrame, pressed, words_of_record
from tests.core.catalogue.conftest import change

Rows = list[dict[str, Any]]
FOUR = {
    "bins": ["my bin was missed", "wheelie bin left full"],
    "roads": ["hole in the road", "potholes"],
    "books": ["borrow a novel", "library card"],
    "buses": ["free bus pass", "travel card for pensioners"],
}


def unit(row: Any) -> Vector:
    made: Vector = (row / max(float(np.linalg.norm(row)), 1e-9)).astype(np.float32)
    return made


class WordByWord(SentenceEncoder):
    """Gives each word one meaning wherever it stands, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: list[str]) -> list[Reading]:
        self.asked += texts
        return [self._reading(text) for text in texts]

    def _reading(self, text: str) -> Reading:
        words = {word: unit(np.random.default_rng(zlib.crc32(word.encode())).normal(size=(1, DIMENSIONS)))
                 for word in text.split()}  # fmt: skip
        return Reading(unit(sum(words.values(), np.zeros((1, DIMENSIONS))))[0], words)


def phrases(records: dict[str, list[str]], kind: str = "need") -> Rows:
    """Rows of phrases as the loader makes them, with terms, which nobody asks by."""
    return [
        {"record": record, "kind": kind, "part": part, "text": told, "vector": None}
        for record, texts in records.items()
        for part, told in [*(("asked", told) for told in texts), ("terms", "2023 Blaby")]
    ]


def vectors_of(rows: Rows) -> dict[str, bytes]:
    return {row["text"]: row["vector"] for row in rows if row["vector"] is not None}


def known_of(rows: Rows, made: dict[str, Rows]) -> Known:
    """What the next load knows of this one."""
    words = {(row["record"], row["phrases"]): row["vectors"] for row in made["word"]}
    return Known(words, vectors_of(rows), WordFrame.from_bytes(made["frame"][0]["frame"]))


def after_a_load(records: dict[str, list[str]]) -> Known:
    rows = phrases(records)
    return known_of(rows, add_meanings(rows, WordByWord(), Known()))


def by_record(made: dict[str, Rows]) -> dict[str, bytes]:
    return {row["record"]: row["vectors"] for row in made["word"]}


# A first load


def test_no_phrases_make_a_tuning_and_a_frame_but_no_words() -> None:
    encoder = WordByWord()
    made = add_meanings([], encoder, Known())
    assert made["word"] == []
    assert np.array_equal(np.frombuffer(made["tuning"][0]["matrix"], dtype=np.float32).reshape(DIMENSIONS, -1),
                          np.eye(DIMENSIONS))  # fmt: skip
    assert WordFrame.from_bytes(made["frame"][0]["frame"]).matrix.shape == (DIMENSIONS, WIDTH)
    assert encoder.asked == []


def test_every_phrase_of_one_record_gets_its_vector_but_the_terms() -> None:
    encoder, rows = WordByWord(), phrases({"bins": ["my bin was missed", "bin left full"]})
    add_meanings(rows, encoder, Known())
    assert encoder.asked == ["my bin was missed", "bin left full"]
    *told, terms = rows
    assert terms["vector"] is None
    for row, reading in zip(told, WordByWord().read(encoder.asked), strict=True):
        assert np.array_equal(np.frombuffer(row["vector"], dtype=np.float32), reading.whole)


def test_the_words_of_one_record_are_kept_once_each() -> None:
    (word,) = add_meanings(phrases({"bins": ["my bin was missed", "bin left full"]}), WordByWord(), Known())["word"]
    assert word["record"] == "bins"
    assert len(word["vectors"]) == WIDTH * len({"my", "bin", "was", "missed", "left", "full"})


def test_a_record_whose_phrases_tell_nothing_has_a_row_without_words() -> None:
    made = add_meanings(phrases({"bins": [""], "roads": ["hole in the road"]}), WordByWord(), Known())
    assert {record: len(words) // WIDTH for record, words in by_record(made).items()} == {"bins": 0, "roads": 4}


def test_of_many_records_each_has_its_own_words_in_the_frame() -> None:
    made = add_meanings(phrases(FOUR), WordByWord(), Known())
    frame = WordFrame.from_bytes(made["frame"][0]["frame"])
    assert list(by_record(made)) == list(FOUR)
    for record, words in by_record(made).items():
        held = np.frombuffer(words, dtype=np.int8).reshape(-1, WIDTH).astype(np.float32) / 127
        wanted = frame.of(words_of_record(WordByWord().read(FOUR[record])))
        assert held.shape == wanted.shape
        assert (held * wanted).sum(1).min() > 0.99


def test_reading_a_few_phrases_at_a_time_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, bit_by_bit = phrases(FOUR), phrases(FOUR)
    made = add_meanings(at_once, WordByWord(), Known())
    monkeypatch.setattr(meanings, "_AT_ONCE", 3)
    assert add_meanings(bit_by_bit, WordByWord(), Known()) == made
    assert bit_by_bit == at_once


def test_a_frame_can_be_learned_from_some_of_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = add_meanings(phrases(FOUR), WordByWord(), Known())
    monkeypatch.setattr(meanings, "_TELLING", 10)
    some = add_meanings(phrases(FOUR), WordByWord(), Known())
    assert some["frame"] != whole["frame"]
    assert {record: len(words) for record, words in by_record(some).items()} == {
        record: len(words) for record, words in by_record(whole).items()
    }


def test_names_of_topics_get_meaning_but_do_not_teach_the_tuning(monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[list[int]] = []

    def learn(_vectors: Vector, counts: NDArray[np.int64]) -> Matrix:
        taught.append(counts.tolist())
        return np.eye(DIMENSIONS, dtype=np.float32)

    monkeypatch.setattr(meanings, "learn_tuning", learn)
    rows = phrases({"bins": ["my bin", "full bin", "bin"], "roads": ["hole"]}) + phrases({"winter": ["snow"]}, "topic")
    add_meanings(rows, WordByWord(), Known())
    assert taught == [[3, 1]]
    assert "snow" in vectors_of(rows)


# A load after another


def test_what_is_as_it_was_is_not_read_again() -> None:
    first, again, encoder = phrases(FOUR), phrases(FOUR), WordByWord()
    made = add_meanings(first, WordByWord(), Known())
    once_more = add_meanings(again, encoder, known_of(first, made))
    assert by_record(once_more) == by_record(made)
    assert (once_more["frame"], once_more["tuning"]) == (made["frame"], made["tuning"])
    assert again == first
    assert encoder.asked == []


def test_a_record_that_changed_is_read_again_alone() -> None:
    encoder, known = WordByWord(), after_a_load(FOUR)
    rows = phrases({**FOUR, "roads": ["hole in the lane", "potholes"]})
    made = add_meanings(rows, encoder, known)
    assert encoder.asked == ["hole in the lane", "potholes"]
    assert known.frame is not None
    assert made["frame"][0]["frame"] == known.frame.to_bytes()
    words = known.frame.of(words_of_record(WordByWord().read(encoder.asked)))
    held = np.frombuffer(by_record(made)["roads"], dtype=np.int8).reshape(-1, WIDTH)
    assert np.abs(held - pressed(words).astype(int)).max() <= 1
    assert set(vectors_of(rows)) == {told for row in rows if row["part"] != "terms" for told in [row["text"]]}


def test_a_record_that_is_new_is_read_alone_and_one_that_is_gone_leaves() -> None:
    encoder, known = WordByWord(), after_a_load(FOUR)
    made = add_meanings(phrases({**{name: FOUR[name] for name in ("bins", "roads", "books")}, "floods": ["sandbags"]}),
                        encoder, known)  # fmt: skip
    assert encoder.asked == ["sandbags"]
    assert set(by_record(made)) == {"bins", "roads", "books", "floods"}


def test_phrases_that_moved_to_another_record_are_read_again() -> None:
    """The words of a record are kept under its name, so another record's don't serve."""
    encoder, known = WordByWord(), after_a_load(FOUR)
    add_meanings(phrases({"lorries" if name == "bins" else name: held for name, held in FOUR.items()}), encoder, known)
    assert encoder.asked == FOUR["bins"]


def test_terms_that_changed_cost_nothing() -> None:
    encoder, known, rows = WordByWord(), after_a_load(FOUR), phrases(FOUR)
    for row in rows:
        row["text"] = row["text"].replace("2023 Blaby", "2025 Melton")
    add_meanings(rows, encoder, known)
    assert encoder.asked == []


@pytest.mark.parametrize(("changed", "read"), [(1, 1), (2, 2), (3, 4), (4, 4)])
def test_when_most_records_changed_everything_is_made_anew(changed: int, read: int) -> None:
    encoder, known = WordByWord(), after_a_load(FOUR)
    names = list(FOUR)
    records = {name: ["other words now"] if name in names[:changed] else FOUR[name] for name in names}
    made = add_meanings(phrases(records), encoder, known)
    assert len(encoder.asked) == sum(len(records[name]) for name in names[:read])
    assert known.frame is not None
    assert (made["frame"][0]["frame"] == known.frame.to_bytes()) is (read < 4)
    assert set(by_record(made)) == set(names)


def test_phrases_cut_at_another_place_are_read_again() -> None:
    encoder, known = WordByWord(), after_a_load({**FOUR, "bins": ["my bin\nwas missed"]})
    rows = phrases({**FOUR, "bins": ["my bin", "was missed"]})
    add_meanings(rows, encoder, known)
    assert {"my bin", "was missed"} <= set(vectors_of(rows))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["bin", "road"], ["binroad"]),
        (["bin", "road"], ["bin\nroad"]),
        (["bin", "road"], ["bin\0road"]),
        (["bin", "road"], ["bin4:road"]),
        (["bin", "road"], ["road", "bin"]),
        (["bin", "road"], ["bin", "", "road"]),
        (["bin", "bin"], ["bin"]),
        (["é"], ["e"]),
        ([""], ["0:"]),
    ],
)
def test_no_other_phrases_pass_for_those_that_were_read(before: list[str], after: list[str]) -> None:
    encoder, known = WordByWord(), after_a_load({**FOUR, "bins": before})
    add_meanings(phrases({**FOUR, "bins": after}), encoder, known)
    assert encoder.asked == after


# How meanings are made


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one file of code that meanings are made by."""
    path = tmp_path / "making.py"
    path.write_text("takes every word", "utf-8")
    monkeypatch.setattr(meanings, "_MADE_BY", (path,))
    return path


def test_the_recipe_is_the_same_until_something_changes() -> None:
    assert recipe() == recipe()
    assert len(recipe()) == 64


def test_the_recipe_names_the_code_that_makes_and_keeps_meanings() -> None:
    assert all(path.is_file() for path in meanings._MADE_BY)
    assert {path.name for path in meanings._MADE_BY} >= {
        "tables.py", "fulltext.py", "encoder.py", "word_meanings.py",
    }  # fmt: skip


def test_changed_code_is_another_recipe(code: Path) -> None:
    before = recipe()
    code.write_text("takes some words", "utf-8")
    assert recipe() != before


def test_another_model_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    monkeypatch.setattr(meanings, "MODEL_SHA256", "0" * 64)
    assert recipe() != before


# What a database holds of an earlier load


def known_in(database: Engine) -> Known:
    with database.connect() as connection:
        return read_known(connection)


def test_an_empty_database_holds_nothing(database: Engine) -> None:
    assert known_in(database) == Known()


def test_a_database_that_was_loaded_without_the_encoder_holds_nothing(database: Engine, data: Path) -> None:
    load(database, data, None)
    assert known_in(database) == Known()


def test_a_database_gives_back_what_was_made(database: Engine, topics: Path) -> None:
    encoder = WordByWord()
    load(database, topics, encoder)
    known = known_in(database)
    assert set(known.vectors) == set(encoder.asked)
    assert {record for record, _ in known.words} == {
        "roads-2023-gritters", "roads-2025-gritters", "roads-pothole", "roads-winter",
    }  # fmt: skip
    assert all(isinstance(held, bytes) and held for held in [*known.words.values(), *known.vectors.values()])
    assert known.frame is not None


def test_a_second_load_reads_what_changed_alone(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    before = known_in(database)
    encoder = WordByWord()
    change(data, "needs/roads.yml", "a hole in the road", "a crack in the lane")
    load(database, data, encoder)
    assert encoder.asked == ["Report a pothole", "Report it online with a map.", "a crack in the lane"]
    after = known_in(database)
    kept = [key for key in before.words if key[0] == "roads-2023-gritters"]
    assert kept
    assert all(after.words[key] == before.words[key] for key in kept)


def made_otherwise(database: Engine) -> None:
    """Let a database say that it was made by another recipe."""
    with database.begin() as connection:
        connection.execute(update(tables.state).where(tables.state.c.key == RECIPE).values(value="0" * 64))


def test_a_database_tells_by_which_recipe_it_was_made(database: Engine, data: Path) -> None:
    for encoder in (None, WordByWord()):
        load(database, data, encoder)
        with database.connect() as connection:
            held = connection.execute(select(tables.state.c.value).where(tables.state.c.key == RECIPE)).scalar()
        assert held == recipe()


def test_what_another_recipe_made_does_not_serve(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    made_otherwise(database)
    assert known_in(database) == Known()
    encoder = WordByWord()
    load(database, data, encoder)
    assert len(encoder.asked) == 6
    assert known_in(database) != Known()


def test_what_another_model_made_does_not_serve(
    database: Engine, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(database, data, WordByWord())
    monkeypatch.setattr(meanings, "MODEL_SHA256", "0" * 64)
    assert known_in(database) == Known()
    encoder = WordByWord()
    load(database, data, encoder)
    assert len(encoder.asked) == 6


def test_a_database_that_names_no_recipe_holds_nothing(database: Engine, data: Path) -> None:
    """It may be of a time when the model alone was told."""
    load(database, data, WordByWord())
    with database.begin() as connection:
        connection.execute(update(tables.state).where(tables.state.c.key == RECIPE).values(key="encoder"))
    assert known_in(database) == Known()


@pytest.mark.parametrize("table", ["word", "frame", "phrase", "vocabulary", "catalogue_state"])
def test_a_database_of_an_older_form_that_lacks_a_table_holds_nothing(
    database: Engine, data: Path, table: str
) -> None:
    load(database, data, WordByWord())
    made_otherwise(database)
    with database.begin() as connection:
        connection.execute(text(f"DROP TABLE {table}"))
    assert known_in(database) == Known()
    assert load(database, data, WordByWord())["word"] == 2


def test_a_database_without_a_frame_holds_nothing(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    with database.begin() as connection:
        connection.execute(text("DELETE FROM frame"))
    assert known_in(database) == Known()


def test_words_of_another_form_do_not_serve(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    made_otherwise(database)
    older = Table("word", MetaData(), Column("record", Text), Column("meaning", LargeBinary))
    with database.begin() as connection:
        connection.execute(text("DROP TABLE word"))
        older.create(connection)
        connection.execute(insert(older), [{"record": "roads-pothole", "meaning": b"abc"}])
    assert known_in(database) == Known()
    assert load(database, data, WordByWord())["word"] == 2


def test_a_frame_of_another_width_does_not_serve(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    made_otherwise(database)
    with database.begin() as connection:
        connection.execute(update(tables.frames).values(frame=bytes(4 * (DIMENSIONS + 1) * 128)))
    assert known_in(database) == Known()
    assert load(database, data, WordByWord())["word"] == 2


def test_what_was_read_in_another_way_does_not_serve(database: Engine, data: Path, code: Path) -> None:
    """The model may be the same, and yet other words be taken from what it says."""
    load(database, data, WordByWord())
    assert known_in(database) != Known()
    code.write_text("takes some words", "utf-8")
    assert known_in(database) == Known()
    encoder = WordByWord()
    load(database, data, encoder)
    assert len(encoder.asked) == 6


def test_a_recipe_that_is_as_it_was_spares_the_reading(database: Engine, data: Path, code: Path) -> None:
    load(database, data, WordByWord())
    encoder = WordByWord()
    load(database, data, encoder)
    assert encoder.asked == []


def test_a_load_without_vectors_between_two_leaves_nothing_to_be_known(database: Engine, data: Path) -> None:
    load(database, data, WordByWord())
    load(database, data, None)
    assert known_in(database) == Known()
    encoder = WordByWord()
    load(database, data, encoder)
    assert len(encoder.asked) == 6


def test_what_goes_on_is_learned_from_the_messages_and_the_phrases(encoder: SentenceEncoder) -> None:
    content = Content(leans=[f"and the {number} before" for number in range(25)], alone=["bin day"])
    rows = phrases({f"need-{number}": [f"report a pothole in street {number}"] for number in range(200)})
    add_meanings(rows, encoder, Known())
    (row,) = learn_follow_ups(content, rows, encoder)
    sense = FollowUpSense.from_bytes(row["sense"])
    goes_on, alone = encoder.encode(["and the one before", "report a pothole"])
    assert sense.feel(goes_on) > 0 > sense.feel(alone)


def test_without_messages_that_go_on_nothing_is_learned_of_them(encoder: SentenceEncoder) -> None:
    rows = phrases(FOUR)
    add_meanings(rows, encoder, Known())
    assert learn_follow_ups(Content(), rows, encoder) == []
