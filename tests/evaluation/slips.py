"""The questions again, each with a slip or two of typing: what is lost by them, and what mending brings back."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from core.catalogue.fulltext import content_words
from core.turn import Understanding, World
from core.understanding.mending import Mender
from tests.evaluation.measure import Asked, ask_all
from tests.evaluation.questions import Question

SEED = 5
_WORD = re.compile(r"[A-Za-z]{5,}")
_MANY = 6  # words that may hold a slip; a question with as many gets two
_WRONG = "aeioursnt"

AS_TYPED, SLIPPED, MENDED = "as typed", "with slips, not mended", "with slips, mended"


def slipped(question: str, chance: random.Random) -> str:
    """A question with a letter lost, doubled, swapped or wrong in one of its longer words, or in two of many.

    Args:
        question: as typed.
        chance: seeded, so that a run can be repeated.

    Returns:
        The question; as it was when it has no word of five letters or more that tells what it is about.
    """
    words = [word for word in _WORD.finditer(question) if content_words(word[0])]
    chosen = chance.sample(words, min(len(words), 2 if len(words) >= _MANY else 1))
    for word in sorted(chosen, key=lambda word: -word.start()):
        question = question[: word.start()] + _slip(word[0], chance) + question[word.end() :]
    return question


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice([
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + chance.choice(_WRONG) + word[at + 1 :],
    ])  # fmt: skip


def ask_with_slips(
    world: World, questions: Sequence[Question], understood: Mapping[str, Understanding]
) -> dict[str, list[Asked]]:
    """Ask questions as typed, and with slips with and without mending.

    Args:
        world: to ask in.
        questions: some of them; each is asked three times.
        understood: by the question as typed. The model is told of no slip, so that only the search is measured.

    Returns:
        What was told, by `AS_TYPED`, `SLIPPED` and `MENDED`.
    """
    chance = random.Random(SEED)
    wrong = {question.ask: slipped(question.ask, chance) for question in questions}
    bare = {ask: replace(understood.get(ask, Understanding()), vectors={}, words={}) for ask in wrong}
    bare.update({wrong[ask]: meant for ask, meant in list(bare.items())})
    spoilt = [replace(question, ask=wrong[question.ask]) for question in questions]
    asked = {AS_TYPED: ask_all(world, questions, bare)}
    with _unmended():
        asked[SLIPPED] = ask_all(world, spoilt, bare)
    asked[MENDED] = ask_all(world, spoilt, bare)
    return asked


@contextmanager
def _unmended() -> Iterator[None]:
    with patch.object(Mender, "mend", lambda _self, text: text):
        yield
