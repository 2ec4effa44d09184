"""Step 1: danger comes before everything, and needs neither database nor model."""

from __future__ import annotations

from core.answering.answer import Answer, Status
from core.turn import Turn
from core.understanding.danger import find_danger


def heed_danger(turn: Turn) -> Answer | None:
    """Answer danger with 999 and the right line."""
    danger = find_danger(turn.message)
    if danger is None:
        return None
    turn.thread.danger = danger.kind
    return Answer(Status.DANGER, danger.answer, danger=danger.kind)
