"""After a danger: a kind word, what is asked of it, somebody to talk to, danger again, and something else."""

from __future__ import annotations

import pytest

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.turn import World
from core.understanding.moves import Move
from tests.dangers import DANGERS
from tests.talk import SPOKEN, Talk

ABUSE = {"domestic", "sexual-assault", "life-attack"}
KINDS = sorted(danger.kind for danger in DANGERS)


@pytest.mark.parametrize("move", [Move.THANK, Move.YES, Move.NO, Move.GREET])
def test_after_danger_a_word_is_answered_with_care(world: World, move: Move) -> None:
    reply = Talk(world).hears("he is hitting me", SPOKEN[move])
    assert (reply.status, reply.text) == (Status.CONVERSATION, say("after_abuse"))


@pytest.mark.parametrize("move", [Move.THANK, Move.YES, Move.NO, Move.GREET])
@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_care_suit_the_kind_of_danger(world: World, kind: str, move: Move) -> None:
    """Only to whoever was hurt by somebody is it said that it may start again."""
    reply = Talk(world, Thread(danger=kind)).says(SPOKEN[move])
    assert reply.text == say("after_abuse" if kind in ABUSE else "after_danger")


def test_the_words_of_care_differ_and_name_whom_to_ring() -> None:
    after_abuse, after_danger = say("after_abuse"), say("after_danger")
    assert set(KINDS) >= ABUSE
    assert "0808 2000 247" in after_abuse
    assert "0808 2000 247" not in after_danger
    assert "116 123" in after_abuse and "116 123" in after_danger


def test_after_danger_a_person_can_be_asked_for(world: World) -> None:
    reply = Talk(world).hears("he is hitting me", SPOKEN[Move.PERSON])
    assert reply.text == say("person", **world.council_fields())


def test_care_after_danger_is_taken_once(world: World) -> None:
    reply = Talk(world).hears("he is hitting me", "thanks", "thanks")
    assert reply.text == say("thanks")


@pytest.mark.parametrize("asked", ["number?", "who do i ring", "what hours?", "and how long?"])
def test_what_is_asked_of_a_danger_gets_its_answer_again(world: World, asked: str) -> None:
    talk = Talk(world)
    danger = talk.hears("my bin was missed", "the house is on fire")
    reply = talk.says(asked)
    assert (reply.status, reply.text, reply.danger) == (Status.DANGER, danger.text, danger.danger)
    assert talk.says(asked).text == danger.text, "and again"


@pytest.mark.parametrize(
    "asked",
    ["is there someone i can talk to", "what if he comes back", "hes started again", "i cant speak on the phone"],
)
def test_who_may_be_in_danger_again_gets_its_answer_again(world: World, asked: str) -> None:
    talk = Talk(world)
    danger = talk.says("he is hitting me")
    reply = talk.says(asked)
    assert (reply.status, reply.text, reply.danger) == (Status.DANGER, danger.text, danger.danger)


def test_who_is_safe_and_wants_to_talk_hears_with_whom(world: World) -> None:
    talk = Talk(world)
    talk.says("he is hitting me")
    assert talk.says("hes gone out now. is there someone i can just talk to").text == say("after_abuse")
    assert talk.says("what if he comes back").status is Status.DANGER, "the danger isn't forgotten meanwhile"


def test_somebody_to_talk_to_about_a_matter_is_no_danger(world: World) -> None:
    reply = Talk(world).hears("the house is on fire", "its out now. who can i talk to about a missed bin collection")
    assert reply.status is not Status.DANGER
    assert reply.records[0] == "waste-missed-bin"


@pytest.mark.parametrize("asked", ["its out now, who do i ring about the bin", "how many flood wardens are there"])
def test_what_is_asked_of_something_else_after_a_danger_is_answered(world: World, asked: str) -> None:
    assert Talk(world).hears("my bin was missed", "the house is on fire", asked).status is not Status.DANGER
