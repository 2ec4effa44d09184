"""Step 1: danger comes before everything, and its answer needs neither database nor model."""

from __future__ import annotations

from core.answering.answer import Answer, Status
from core.steps.beside_danger import add_beside
from core.turn import Turn
from core.understanding.danger import find_danger


def heed_danger(turn: Turn) -> Answer | None:
    """Answer danger with 999 and the right line."""
    danger = find_danger(turn.message)
    if danger is None:
        return None
    turn.thread.danger = danger.kind
    answer = Answer(Status.DANGER, danger.answer, danger=danger.kind)
    return add_beside(turn, answer, told=danger.beside == "answer") if danger.beside else answer
