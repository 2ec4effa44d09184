"""What a message is told first that only sounds like danger: no phrase knows it, but it means something like those.

Whoever asks nothing gets the whole answer to the danger. Whoever asks gets one line, and then the ordinary answer: it
costs a calm resident a few words, and nobody who isn't goes without it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from core.answering.answer import Answer, Part, Status
from core.answering.compose import count_words, lines_that_fit
from core.turn import Turn
from core.understanding.danger import Danger, danger_of
from core.understanding.danger_sense import Alarm
from core.understanding.question import is_story
from core.understanding.readings import asks_something, is_calm

# Odds of danger, as logarithms. When set, 30 of 1,053 questions of all kinds that no phrase takes for danger were
# told a line, a third of them with cause, and seven of 28 dangers that no phrase knew; cases were added since.
_RAISED = -0.5
_SURE = 2.0
# What means so little like danger often is none, whatever phrase it holds: of the ten questions with such a phrase that
# meant least like danger, eight told of none. Whoever asks nothing must be calmer still.
_CALM, _CALM_TALE = -2.0, -4.0
# In a long story any phrase comes about by chance: none of eight that told of no danger meant more like it.
_CALM_STORY = 0.0
_STORY = 8  # words at least
_BEGINNING = 30  # words; who is told to ring 999 in these needs no line before them
_TOLD = re.compile(r"\b999\b")


def felt_danger(turn: Turn) -> Danger | None:
    """The danger that a message most likely tells of, when it asks nothing that could be answered instead."""
    alarm = _alarm(turn)
    if alarm is None or alarm.strength < _SURE or asks_something(turn.message):
        return None
    return danger_of(alarm.kind)


def raise_caution(turn: Turn) -> None:
    """Set the line that the answer must begin with, when the message sounds like danger."""
    alarm = _alarm(turn)
    if alarm is not None and alarm.strength >= _RAISED:
        turn.caution = danger_of(alarm.kind).caution


def sounds_calm(turn: Turn) -> bool:
    """Whether a message that holds a phrase of danger means more like what residents ask of their council."""
    alarm = _alarm(turn)
    if alarm is None:
        return False
    if not asks_something(turn.message):
        return alarm.strength <= _CALM_TALE
    return alarm.strength <= (_CALM_STORY if tells_a_story(turn.message) else _CALM)


def tells_a_story(message: str) -> bool:
    """Whether a message is so long, and asks something, that a phrase of danger in it may mean none."""
    return is_story(message) and asks_something(message)


def _alarm(turn: Turn) -> Alarm | None:
    """The alarm of a message that is long enough to tell a story: in a few words phrases know danger better.

    None for one that says the danger told before is over.
    """
    is_over = bool(turn.before.danger) and is_calm(turn.message)
    return turn.understanding.alarm if count_words(turn.message) >= _STORY and not is_over else None


def with_caution(turn: Turn, said: Answer) -> Answer:
    """An answer with the line before it; as it was when there is none, or when it begins with 999 itself."""
    if not turn.caution or said.status is Status.DANGER or _TOLD.search(" ".join(said.text.split()[:_BEGINNING])):
        return said
    # Most steps keep to what the line leaves of the limit; for those that don't, lines go.
    text = "\n".join([turn.caution, *lines_that_fit(said.text, turn.limit)])
    return replace(said, text=text, parts=(Part("caution", turn.caution), *said.parts))
