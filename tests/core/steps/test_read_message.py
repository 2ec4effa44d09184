"""Reading a message: nothing to read, other scripts, years and places, and the model's word for a move."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.read_message import read_message
from core.turn import Turn, Understanding, World
from core.understanding.moves import Move
from core.understanding.years import Years
from tests.talk import Talk, read, without_catalogue


@pytest.mark.parametrize("message", ["", " ", "\n\t\r", "?!", "…", "\x00\x07", "😀", "👍🏽 👍🏽", "❤️", "-- __ --"])
def test_a_message_without_words_is_told_how_to_ask(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert (reply.status, reply.text) == (Status.CONVERSATION, say("empty"))


@pytest.mark.parametrize("message", ["漢字", "привет, как дела", "ਪੰਜਾਬੀ", "કેમ છો", "نفايات؟", "শুভ সকাল"])
def test_other_scripts_are_told_that_english_is_read_and_whom_to_ring(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.CONVERSATION
    assert reply.text == say("unreadable", **world.council_fields())
    assert world.council_fields()["phone"] in reply.text


@pytest.mark.parametrize("message", ["bin 漢字", "😀 my bin", "LE11", "2019", "İstanbul"])
def test_a_message_with_some_words_goes_on_its_way(world: World, message: str) -> None:
    turn = Turn(message, Thread(), world, Understanding())
    assert read_message(turn) is None
    assert turn.question.text == message


def test_a_message_without_words_takes_nothing_from_the_conversation(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed")
    told = talk.thread.focus, talk.thread.shown, talk.thread.offers
    talk.says("😀")
    assert (talk.thread.focus, talk.thread.shown, talk.thread.offers) == told
    assert "Charnwood" in talk.says("quorn").text


def test_nothing_named_leaves_years_places_and_move_empty(world: World) -> None:
    turn = read("who mends potholes", world)
    assert (turn.question.years, turn.question.places, turn.move) == (Years(), (), None)


def test_a_year_and_a_place_are_read(world: World) -> None:
    turn = read("how were the roads gritted in quorn in 2019", world)
    assert turn.question.years.reports == (2019,)
    assert [place.district for place in turn.question.places] == ["Charnwood"]


def test_several_years_and_places_are_read_in_order(world: World) -> None:
    turn = read("tips at kibworth or loughborough in 2023 or 2017", world)
    assert turn.question.years.reports == (2023, 2017)
    assert [place.name for place in turn.question.places] == ["Kibworth", "Loughborough"]


def test_what_last_year_means_goes_by_the_day(world: World) -> None:
    assert read("last year", world).question.years.reports == (2025,)


def test_a_move_in_words_is_read(world: World) -> None:
    assert read("Thanks!", world).move is Move.THANK


@pytest.mark.parametrize(
    ("message", "confidence", "move"),
    [
        ("put me through to somebody", 0.9, Move.PERSON),
        ("put me through to somebody", 0.5, None),
        ("put me through to somebody who can tell me why my bin was missed", 0.99, None),
        ("thanks", 0.99, Move.THANK),
    ],
)
def test_the_model_tells_a_move_of_few_words_when_it_is_sure(
    world: World, message: str, confidence: float, move: Move | None
) -> None:
    understanding = Understanding(confidence=confidence, move=Move.PERSON)
    assert read(message, world, understanding=understanding).move is move


def test_a_model_without_a_move_makes_none(world: World) -> None:
    assert read("bins", world, understanding=Understanding(intent="need_waste", confidence=1.0)).move is None


@pytest.mark.parametrize("message", ["bins", "漢字"])
def test_without_a_database_nothing_is_read(tmp_path: Path, message: str) -> None:
    with pytest.raises(DatabaseMissing):
        read(message, without_catalogue(tmp_path))
