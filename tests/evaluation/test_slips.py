"""Slips that are made on purpose."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from core.turn import World
from tests.evaluation.questions import Question
from tests.evaluation.slips import AS_TYPED, MENDED, SLIPPED, ask_with_slips, slipped

POTHOLE = Question("there is a pothole near us", "resident", "need", "roads", ("roads-pothole",), (("pothole",),))


@pytest.mark.parametrize("question", ["", "who is it for", "what about there"])
def test_without_a_word_that_tells_nothing_slips(question: str) -> None:
    assert slipped(question, random.Random(1)) == question


@pytest.mark.parametrize("seed", range(20))
def test_one_word_has_one_slip_and_two_of_many_have_one_each(seed: int) -> None:
    short, long = "when is my recycling taken", "which tractor cleared winter gravel beside empty garden wall"
    for question, most in ((short, 1), (long, 2)):
        made = slipped(question, random.Random(seed))
        pairs = list(zip(question.split(), made.split(), strict=True))
        assert all(OSA.distance(right, wrong) <= 1 for right, wrong in pairs)
        assert sum(right != wrong for right, wrong in pairs) <= most


def test_the_same_seed_makes_the_same_slips() -> None:
    assert slipped(POTHOLE.ask, random.Random(7)) == slipped(POTHOLE.ask, random.Random(7))


def test_a_question_is_asked_as_typed_and_with_slips_mended_and_not(world: World) -> None:
    asked = ask_with_slips(world, [POTHOLE], {})
    assert list(asked) == [AS_TYPED, SLIPPED, MENDED]
    assert asked[AS_TYPED][0].is_first
    assert asked[MENDED][0].is_first
    assert asked[SLIPPED][0].question.ask == asked[MENDED][0].question.ask != POTHOLE.ask
