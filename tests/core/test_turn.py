"""What travels the way and what it may ask: the model's odds, the meaning of a message, the council, the gazetteer."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from core.answering.thread import Thread
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.schema import Place
from core.turn import Turn, Understanding, World
from core.understanding.encoder import SentenceEncoder, Vector
from core.understanding.places import gazetteer_over
from core.understanding.question import Question, read_question
from core.understanding.word_meanings import AskedWords
from core.understanding.years import Years
from tests.conftest import TODAY
from tests.talk import changed, read, without_catalogue


class Encoder:
    """Gives every text the same meaning and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> Vector:
        self.asked.append(text)
        return np.ones(384, dtype=np.float32)


class WordEncoder:
    """Gives every text the same words and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> dict[str, Vector]:
        self.asked.append(text)
        return WORDS


MEANINGS: Vector = np.random.default_rng(1).normal(size=(2, 384)).astype(np.float32)
WORDS = {"mends": MEANINGS[:1], "potholes": MEANINGS[1:]}
OTHER_WORDS = {"road": -MEANINGS[:1]}


def same(one: AskedWords | None, other: AskedWords | None) -> bool:
    """Whether both are there and are the same words, which count alike."""
    assert one is not None and other is not None
    assert one.vectors.shape == other.vectors.shape
    return np.allclose(one.vectors, other.vectors, atol=1e-4) and np.allclose(one.weights, other.weights)


# What the model makes of a message


def test_a_door_without_a_model_knows_no_odds() -> None:
    nothing = Understanding()
    assert (nothing.areas(), nothing.move) == ({}, None)
    assert (nothing.vectors, nothing.words) == ({}, {})


def test_one_intent_gives_its_area() -> None:
    assert Understanding(ranking={"need_adult_social_care": 0.9}).areas() == {"adult-social-care": 0.9}


def test_need_and_initiative_of_an_area_add_up() -> None:
    odds = Understanding(ranking={"need_waste": 0.5, "initiative_waste": 0.3, "need_roads": 0.1}).areas()
    assert odds == pytest.approx({"waste": 0.8, "roads": 0.1})


def test_intents_of_conversation_are_no_area() -> None:
    assert Understanding(ranking={"greet": 0.9, "tell_more": 0.05, "needle_work": 0.05}).areas() == {}


# The world


def test_the_council_is_told_with_name_number_and_site(world: World) -> None:
    assert world.council_fields() == {
        "name": "Leicestershire County Council",
        "phone": "0116 305 0001",
        "web": "https://www.leicestershire.gov.uk",
    }


def test_without_a_county_council_its_fields_are_empty(engine: Engine, tmp_path: Path) -> None:
    without = changed(engine, tmp_path, "UPDATE organisation SET kind = 'service' WHERE kind = 'county'")
    assert without.council_fields() == {"name": "", "phone": "", "web": ""}


def test_a_council_without_number_and_site_has_them_empty(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "UPDATE organisation SET phone = NULL, web = NULL WHERE kind = 'county'")
    assert bare.council_fields() == {"name": "Leicestershire County Council", "phone": "", "web": ""}


def test_after_a_reform_the_council_is_what_has_taken_its_place(engine: Engine, tmp_path: Path) -> None:
    reformed = changed(
        engine, tmp_path, "UPDATE organisation SET valid_to = '2026-03-31', successor = 'rutland' WHERE kind = 'county'"
    )
    assert reformed.council_fields()["name"] == "Rutland County Council"


def test_a_world_without_a_catalogue_is_an_error(tmp_path: Path) -> None:
    empty = without_catalogue(tmp_path)
    for ask in (lambda: empty.snapshot, lambda: empty.gazetteer, empty.council_fields):
        with pytest.raises(DatabaseMissing):
            ask()


def test_the_gazetteer_knows_the_places_of_the_catalogue(world: World) -> None:
    assert [place.district for place in world.gazetteer.find("from quorn to LE9 8AA")] == [
        "Charnwood",
        "Hinckley and Bosworth",
    ]


def test_the_gazetteer_is_made_once(world: World) -> None:
    assert world.gazetteer is world.gazetteer


def test_a_catalogue_loaded_anew_brings_its_places(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.catalogue.catalogue._LOOK_AGAIN", 0.0)
    loaded = changed(engine, tmp_path)
    assert loaded.gazetteer.find("newtown unthank") == []
    with closing(sqlite3.connect(tmp_path / "changed.db")) as connection:
        row = "('Newtown Unthank', 'village', 'Hinckley and Bosworth', 'high')"
        connection.execute(f"INSERT INTO place (name, kind, district, confidence) VALUES {row}")
        connection.execute("UPDATE catalogue_state SET value = 'anew' WHERE key = 'fingerprint'")
        connection.commit()
    assert [place.district for place in loaded.gazetteer.find("newtown unthank")] == ["Hinckley and Bosworth"]


def test_no_places_make_a_gazetteer_that_finds_no_name() -> None:
    assert gazetteer_over([]).find("bins in quorn") == []


def test_a_name_that_is_an_ordinary_word_is_a_place_only_where_one_is_meant() -> None:
    gazetteer = gazetteer_over([Place(name="Hose", kind="village", district="Melton", confidence="high")])
    assert gazetteer.find("my garden hose leaks") == []
    assert [place.name for place in gazetteer.find("i live in hose")] == ["Hose"]


def test_words_come_as_the_catalogue_keeps_them(world: World, encoder: SentenceEncoder) -> None:
    words = world.words_of("who mends potholes")
    read_words = encoder.read(["who mends potholes"])[0].words
    assert list(read_words) == ["mends", "potholes"]
    assert same(words, world.snapshot.asked_words(read_words))


@pytest.mark.parametrize("text", ["", "?!", "who is it"])
def test_a_text_that_tells_nothing_has_no_words(world: World, text: str) -> None:
    assert world.words_of(text) is None


def test_the_names_of_places_are_left_out(world: World, encoder: SentenceEncoder) -> None:
    """Every record of a place would fit them."""
    text = "potholes in quorn and kibworth beauchamp"
    names = read_question(text, Years(), world.gazetteer.find(text)).where_and_when
    assert names == {"quorn", "kibworth", "beauchamp"}
    read_words = encoder.read([text])[0].words
    left, whole = world.words_of(text, names), world.words_of(text)
    assert same(left, world.snapshot.asked_words({"potholes": read_words["potholes"]}))
    assert same(whole, world.snapshot.asked_words(read_words))
    assert left is not None and whole is not None
    assert len(whole.vectors) > len(left.vectors)


def test_a_text_of_places_alone_has_no_words(world: World) -> None:
    assert world.words_of("quorn", frozenset({"quorn"})) is None


@pytest.mark.parametrize("without", [["potholes"], ("potholes",), {"potholes", "elsewhere"}, frozenset({"potholes"})])
def test_any_collection_of_words_can_be_left_out(
    world: World, encoder: SentenceEncoder, without: Collection[str]
) -> None:
    read_words = encoder.read(["who mends potholes"])[0].words
    left = world.words_of("who mends potholes", without)
    assert same(left, world.snapshot.asked_words({"mends": read_words["mends"]}))


def test_in_an_empty_catalogue_words_still_count(engine: Engine, tmp_path: Path) -> None:
    tables = ("phrase", "record_text", "signpost", "need", "initiative", "vocabulary")
    empty = changed(engine, tmp_path, *(f"DELETE FROM {table}" for table in tables))
    assert len(empty.snapshot.stubs) == 0
    words = empty.words_of("who mends potholes")
    assert words is not None
    assert words.weights.sum() == pytest.approx(1.0)


def test_a_world_need_not_know_words(catalogue: Catalogue) -> None:
    assert World(catalogue, Encoder(), lambda: TODAY).words_of("who mends potholes") is None


def test_a_catalogue_that_was_loaded_without_the_encoder_knows_no_words(wordless_world: World) -> None:
    knowing = World(wordless_world.catalogue, Encoder(), lambda: TODAY, WordEncoder())
    assert knowing.words_of("who mends potholes") is None


# The turn


def test_a_turn_begins_with_nothing_known(catalogue: Catalogue) -> None:
    turn = Turn("hello", Thread(), World(catalogue, Encoder(), lambda: TODAY), Understanding())
    assert (turn.question, turn.move, turn.candidates, turn.remarks) == (Question("", ""), None, [], [])


def test_two_turns_share_nothing(world: World) -> None:
    one, other = (Turn("hello", Thread(), world, Understanding()) for _ in range(2))
    one.remarks.append("said")
    assert other.remarks == []


def test_the_meaning_of_a_message_is_worked_out_once_and_late(catalogue: Catalogue) -> None:
    encoder = Encoder()
    turn = read("who mends potholes", World(catalogue, encoder, lambda: TODAY))
    assert encoder.asked == []
    assert turn.vector is turn.vector
    assert encoder.asked == ["who mends potholes"]


STORY = "we went to see my aunt and it rained all day long. " * 6
ASKED = "who mends the potholes on our road?"


@pytest.mark.parametrize("message", [ASKED, STORY + ASKED])
def test_a_meaning_that_came_with_the_message_is_taken(catalogue: Catalogue, message: str) -> None:
    encoder, meaning = Encoder(), np.full(384, 384**-0.5, dtype=np.float32)
    turn = read(message, World(catalogue, encoder, lambda: TODAY), None, Understanding(vectors={ASKED: meaning}))
    tuned = catalogue.snapshot().tuned(meaning)
    for vector in (turn.vector, turn.meaning_of(ASKED)):
        assert vector is not None and tuned is not None
        assert vector.tolist() == pytest.approx(tuned.tolist())
    assert encoder.asked == []


def test_of_a_long_story_the_part_that_asks_is_encoded(catalogue: Catalogue) -> None:
    encoder, story = Encoder(), STORY + ASKED
    whole = Understanding(vectors={story: np.zeros(384, dtype=np.float32)})
    assert read(story, World(catalogue, encoder, lambda: TODAY), None, whole).vector is not None
    assert encoder.asked == [ASKED]


def test_the_words_of_a_message_are_worked_out_once_and_late(catalogue: Catalogue) -> None:
    words = WordEncoder()
    turn = read("who mends potholes", World(catalogue, Encoder(), lambda: TODAY, words))
    assert words.asked == []
    assert turn.words is not None
    assert turn.words is turn.words
    assert words.asked == ["who mends potholes"]


@pytest.mark.parametrize("message", [ASKED, STORY + ASKED])
def test_words_that_came_with_the_message_are_taken(catalogue: Catalogue, message: str) -> None:
    words = WordEncoder()
    world = World(catalogue, Encoder(), lambda: TODAY, words)
    turn = read(message, world, None, Understanding(words={ASKED: OTHER_WORDS}))
    wanted = catalogue.snapshot().asked_words(OTHER_WORDS)
    assert same(turn.words, wanted)
    assert same(turn.words_of(ASKED), wanted)
    assert words.asked == []


def test_words_of_a_piece_that_came_with_none_are_worked_out(catalogue: Catalogue) -> None:
    words = WordEncoder()
    whole = Understanding(words={STORY + ASKED: OTHER_WORDS})
    turn = read(STORY + ASKED, World(catalogue, Encoder(), lambda: TODAY, words), None, whole)
    assert same(turn.words, catalogue.snapshot().asked_words(WORDS))
    assert words.asked == [ASKED]


def test_of_the_words_of_a_message_those_of_its_places_are_left_out(world: World) -> None:
    message = "potholes in quorn"
    carried = Understanding(words={message: {"potholes": MEANINGS[:1], "quorn": MEANINGS[1:]}})
    came, worked_out = (read(message, world, None, understood).words for understood in (carried, None))
    assert same(came, world.snapshot.asked_words({"potholes": MEANINGS[:1]}))
    alone = world.words_of("potholes")
    assert worked_out is not None and alone is not None
    assert len(worked_out.vectors) == len(alone.vectors)
    assert worked_out.weights.tolist() == pytest.approx(alone.weights.tolist())


@pytest.mark.parametrize(
    ("message", "word"), [("potholes during the pandemic", "pandemic"), ("potholes in 2019", "2019")]
)
def test_of_the_words_of_a_message_those_of_its_years_are_left_out(world: World, message: str, word: str) -> None:
    """Every record of the year would fit them."""
    carried = Understanding(words={message: {"potholes": MEANINGS[:1], word: MEANINGS[1:]}})
    came = read(message, world, None, carried).words
    worked_out, alone = read(message, world).words, world.words_of("potholes")
    assert same(came, world.snapshot.asked_words({"potholes": MEANINGS[:1]}))
    assert worked_out is not None and alone is not None
    assert len(worked_out.vectors) == len(alone.vectors)


def test_a_rare_word_of_a_message_counts_more_than_a_common_one(catalogue: Catalogue) -> None:
    held = catalogue.snapshot().vocabulary
    assert held["roads"] > held["granite"]
    carried = Understanding(words={ASKED: {"roads": MEANINGS[:1], "granite": MEANINGS[1:]}})
    words = read(ASKED, World(catalogue, Encoder(), lambda: TODAY), None, carried).words
    assert words is not None
    assert words.weights[1] > words.weights[0]
    assert words.weights.sum() == pytest.approx(1.0)


def test_words_that_came_as_none_are_not_worked_out_again(catalogue: Catalogue) -> None:
    words = WordEncoder()
    nothing = Understanding(words={ASKED: {}})
    assert read(ASKED, World(catalogue, Encoder(), lambda: TODAY, words), None, nothing).words is None
    assert words.asked == []


def test_what_is_looked_for_is_kept_with_its_meaning(world: World) -> None:
    turn, meaning = read("and in 2019?", world), np.ones(384, dtype=np.float32)
    turn.looks_for("how many gritters", meaning)
    assert turn.text == "how many gritters"
    assert turn.text_vector is meaning


def test_without_the_encoder_a_message_has_no_meaning(wordless_world: World) -> None:
    turn = read("who mends potholes", wordless_world)
    assert (turn.vector, turn.words) == (None, None)
