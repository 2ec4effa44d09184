"""Questions for measuring: none that a model was trained on, all with intents that it knows."""

from __future__ import annotations

import pytest

from bot.assemble import read_intents
from core.settings import DATA
from tests.benchmark.held_out import HeldOut, read_held_out, unseen

RATS = HeldOut("rats in the garden", "need_housing")


@pytest.mark.parametrize("phrase", ["rats in the garden", "Rats, in the garden?", "RATS IN THE  GARDEN!"])
def test_a_question_that_is_a_training_phrase_is_left_out(phrase: str) -> None:
    assert unseen([RATS], ["my bin was missed", phrase]) == []


@pytest.mark.parametrize("phrase", ["", "rats", "rats in the garden again", "the garden rats in"])
def test_a_question_that_only_resembles_one_stays(phrase: str) -> None:
    assert unseen([RATS], [phrase]) == [RATS]


def test_apostrophes_make_no_difference() -> None:
    assert unseen([HeldOut("who's my councillor", "need_other")], ["whos my councillor", "x"]) == []
    assert unseen([HeldOut("who’s my councillor", "need_other")], ["who's my councillor"]) == []


def test_without_phrases_or_questions_there_is_nothing_to_leave_out() -> None:
    assert unseen([RATS], []) == [RATS]
    assert unseen([], ["rats"]) == []


def test_nearly_all_questions_are_unseen_and_have_intents_that_are_trained() -> None:
    trained, questions = read_intents(DATA / "nlu"), read_held_out()
    assert {question.intent for question in questions} <= set(trained)
    left = unseen(questions, [phrase for phrases in trained.values() for phrase in phrases])
    assert len(left) >= 0.95 * len(questions)
