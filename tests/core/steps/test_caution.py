"""What only sounds like danger is told a line first, and then what was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.answering.answer import Status
from core.answering.compose import count_words
from core.answering.thread import Thread
from core.turn import Understanding, World
from core.understanding.danger import danger_of
from core.understanding.danger_sense import Alarm
from core.way import answer
from tests.talk import Talk, without_catalogue

ASKED = "can you tell me how many flood wardens there are"
TOLD = "the kite over the meadow has a long red tail"
CHILD = danger_of("child")


def sounds(strength: float, kind: str = "child") -> Understanding:
    return Understanding(alarm=Alarm(kind, strength))


@pytest.mark.parametrize("strength", [-0.5, 0.0, 5.0])
def test_a_question_that_sounds_like_danger_is_answered_after_a_line(world: World, strength: float) -> None:
    plain = Talk(world).says(ASKED)
    reply = Talk(world).says(ASKED, sounds(strength))
    assert reply.text == f"{CHILD.caution}\n{plain.text}"
    assert (reply.status, reply.records, reply.buttons) == (plain.status, plain.records, plain.buttons)
    assert reply.lines()[0].kind == "caution"


@pytest.mark.parametrize("understanding", [Understanding(), sounds(-0.6), sounds(-9.0)])
def test_a_calm_question_is_answered_as_ever(world: World, understanding: Understanding) -> None:
    assert Talk(world).says(ASKED, understanding) == Talk(world).says(ASKED)


def test_what_most_likely_tells_of_danger_and_asks_nothing_gets_the_whole_answer(world: World) -> None:
    talk = Talk(world)
    reply = talk.says(TOLD, sounds(2.1))
    assert (reply.status, reply.text, reply.danger) == (Status.DANGER, CHILD.answer, "child")
    assert talk.thread.danger == "child"


@pytest.mark.parametrize("message", ["domestic abuse refuge", "what if i saw who did it", "my bin was missed"])
def test_a_few_words_tell_no_story(world: World, message: str) -> None:
    assert Talk(world).says(message, sounds(5.0)) == Talk(world).says(message)


def test_what_may_tell_of_danger_and_asks_nothing_gets_a_line(world: World) -> None:
    reply = Talk(world).says(TOLD, sounds(1.9))
    assert reply.status is not Status.DANGER
    assert reply.text.startswith(CHILD.caution)


def test_a_phrase_that_is_certain_comes_before_what_is_felt(world: World) -> None:
    reply = Talk(world).says("the house is on fire", sounds(9.0))
    assert reply.danger == "life-fire"
    assert CHILD.caution not in reply.text


def test_an_answer_that_begins_with_999_needs_no_line_before_it(world: World) -> None:
    asked = "what do I have to do when water comes into the house"
    plain = Talk(world).says(asked)
    assert "999" in plain.text.split(".")[0]
    assert Talk(world).says(asked, sounds(5.0)) == plain


def test_the_line_counts_among_the_words(world: World) -> None:
    changes = "how has the share that is recycled changed over the years"
    two = "who empties the bins here and who mends the potholes"
    for asked in (ASKED, changes, two, "when will you empty my bin that was missed"):
        reply = Talk(world).says(asked, sounds(5.0))
        assert reply.text.startswith(CHILD.caution)
        assert count_words(reply.text) <= 120


def test_the_line_is_not_said_again_with_the_next_message(world: World) -> None:
    talk = Talk(world)
    talk.says(ASKED, sounds(5.0))
    assert CHILD.caution not in talk.says("my bin was missed").text


def test_who_says_that_the_danger_is_over_is_not_told_the_line(world: World) -> None:
    talk = Talk(world)
    talk.says("the house is on fire")
    reply = talk.says("the fire brigade has been, its out. how many flood wardens are there", sounds(5.0))
    assert CHILD.caution not in reply.text
    assert reply.status is not Status.DANGER


def test_the_line_is_said_when_nothing_can_be_looked_up(tmp_path: Path) -> None:
    reply, _ = answer(ASKED, Thread(), without_catalogue(tmp_path), sounds(5.0))
    assert reply.status is Status.ERROR
    assert reply.text.startswith(CHILD.caution)


def test_an_unknown_kind_is_told_the_most_urgent_line(world: World) -> None:
    assert Talk(world).says(ASKED, sounds(5.0, "trolls")).text.startswith(danger_of("life").caution)


def test_in_a_long_story_that_asks_a_phrase_counts_for_less(world: World) -> None:
    hit = "nan fell, broke her hip and cant move."
    tale = " ".join(["that was in june and the crutches are still stood in the garage with the lawn mower."] * 3)
    calm, uneasy = sounds(-1.0, "life"), sounds(0.5, "life")
    asked = "can you tell me who to report a pothole in our road to"
    assert Talk(world).says(f"{hit} {tale} {asked}", calm).records
    assert not Talk(world).says(f"{hit} {tale} {asked}", uneasy).records
    assert not Talk(world).says(f"{hit} {asked}", calm).records
