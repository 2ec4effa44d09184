"""Danger comes before everything else, and needs neither database nor encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.answering.answer import Status
from core.answering.compose import WORD_LIMIT, count_words
from core.answering.thread import Thread
from core.steps.heed_danger import heed_danger
from core.turn import Turn, Understanding, World
from core.understanding.danger import danger_of
from core.understanding.danger_sense import Alarm
from core.way import answer
from tests.talk import Talk, read, without_catalogue

DANGERS = ["he is hitting me", "the house is on fire", "there is a strong smell of gas in my kitchen"]


def broken_encoder(_text: str) -> None:
    raise RuntimeError("the encoder is gone")


@pytest.mark.parametrize("message", ["", "my bin was missed", "how many flood wardens are there", "thanks"])
def test_a_message_without_danger_goes_on_its_way(world: World, message: str) -> None:
    turn = read(message, world)
    assert heed_danger(turn) is None
    assert turn.thread == Thread()


@pytest.mark.parametrize("message", DANGERS)
def test_danger_is_answered_with_whom_to_call(world: World, message: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.DANGER
    assert "999" in reply.text or "0800 111 999" in reply.text
    assert (reply.buttons, reply.records) == ((), ())
    assert talk.thread.danger


def test_where_the_danger_is_is_known_afterwards(world: World) -> None:
    talk = Talk(world, Thread(place="Lutterworth", district="Harborough"))
    assert talk.says("water is coming into the house in barwell and were trapped").status is Status.DANGER
    assert (talk.thread.place, talk.thread.district) == ("Barwell", "Hinckley and Bosworth")


ASKS = "the house is on fire in my sons game, who mends potholes"
TELLS = "the house is on fire in my sons game, a big pothole again"


@pytest.mark.parametrize(("message", "strength"), [(ASKS, -2.0), (ASKS, -9.0), (TELLS, -4.0)])
def test_whoever_sounds_calm_is_told_what_else_was_asked(world: World, message: str, strength: float) -> None:
    reply = Talk(world).says(message, Understanding(alarm=Alarm("life-fire", strength)))
    assert (reply.status, reply.records) == (Status.DANGER, ("roads-pothole",))
    assert reply.text.startswith(f"{danger_of('life-fire').answer}\n")
    assert count_words(reply.text) <= WORD_LIMIT


@pytest.mark.parametrize(
    ("message", "alarm"),
    [(ASKS, None), (ASKS, Alarm("life-fire", -1.9)), (TELLS, Alarm("life-fire", -3.9))],
)
def test_where_not_a_second_must_be_lost_nothing_else_is_told(world: World, message: str, alarm: Alarm | None) -> None:
    reply = Talk(world).says(message, Understanding(alarm=alarm))
    assert (reply.status, reply.text, reply.buttons) == (Status.DANGER, danger_of("life-fire").answer, ())


def test_what_may_only_be_offered_is_not_told_to_the_calm_either(world: World) -> None:
    said = "i want to kill myself, says the clown in my book, who mends potholes"
    reply = Talk(world).says(said, Understanding(alarm=Alarm("suicide", -9.0)))
    assert (reply.text, reply.records) == (danger_of("suicide").answer, ())
    assert reply.buttons


def test_several_dangers_in_one_message_get_one_answer(world: World) -> None:
    reply = Talk(world).says("the house is on fire and he is hitting me")
    assert reply.status is Status.DANGER
    assert "999" in reply.text


@pytest.mark.parametrize("message", DANGERS)
def test_danger_is_answered_all_the_same_when_the_database_is_gone(world: World, tmp_path: Path, message: str) -> None:
    healthy, _ = answer(message, Thread(), world)
    broken, thread = answer(message, Thread(), without_catalogue(tmp_path))
    assert broken == healthy
    assert thread.danger


def test_danger_is_answered_when_the_encoder_is_broken(world: World) -> None:
    reply, _ = answer(DANGERS[0], Thread(), World(world.catalogue, broken_encoder, world.today))
    assert reply.status is Status.DANGER


def test_danger_asks_nothing_of_the_world(tmp_path: Path) -> None:
    turn = Turn(DANGERS[0], Thread(), without_catalogue(tmp_path), Understanding())
    reply = heed_danger(turn)
    assert reply is not None
    assert reply.status is Status.DANGER


def test_danger_beside_a_question_is_heard_first(world: World) -> None:
    reply = Talk(world).says("my bin was missed and the house is on fire")
    assert reply.status is Status.DANGER


def test_a_button_that_tells_of_danger_is_answered_as_danger(world: World) -> None:
    thread = Thread(choices={"Water is coming into my home now": "record:flooding-water-coming-in"})
    assert Talk(world, thread).says("Water is coming into my home now").status is Status.DANGER


def test_danger_while_a_place_is_awaited_is_heard(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed")
    assert talk.says(DANGERS[0]).status is Status.DANGER


def test_what_was_told_before_danger_is_kept(world: World) -> None:
    talk = Talk(world)
    talk.says("how many flood wardens are there")
    focus = talk.thread.focus
    talk.says(DANGERS[0])
    assert talk.thread.focus == focus


def test_danger_is_forgotten_once_something_else_was_said(world: World) -> None:
    talk = Talk(world)
    talk.hears(DANGERS[0], "my bin was missed")
    assert talk.thread.danger == ""
