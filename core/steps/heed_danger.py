"""Step 1: danger comes before everything, and its answer needs neither database nor model."""

from __future__ import annotations

from dataclasses import replace

from core.answering.answer import Answer, Status
from core.catalogue.database import DatabaseMissing
from core.steps.beside_danger import add_beside
from core.steps.caution import felt_danger, raise_caution, sounds_calm
from core.turn import Turn
from core.understanding.danger import find_danger


def heed_danger(turn: Turn) -> Answer | None:
    """Answer danger with 999 and the right line; what only sounds like it gets a line before the ordinary answer."""
    danger = find_danger(turn.message) or felt_danger(turn)
    if danger is None:
        raise_caution(turn)
        return None
    turn.thread.danger = danger.kind
    _note_place(turn)
    answer = Answer(Status.DANGER, danger.answer, danger=danger.kind)
    if danger.beside:
        return add_beside(turn, answer, told=danger.beside == "answer")
    # Where not a second must be lost nothing follows, unless the danger may well be over: "broke her hip on the kerb".
    return add_beside(turn, answer, told=True) if sounds_calm(turn) else answer


def _note_place(turn: Turn) -> None:
    """Note where it is, for what is asked afterwards; not knowing it is no reason to say less now."""
    try:
        turn.question = replace(turn.question, places=tuple(turn.world.gazetteer.find(turn.message)))
    except DatabaseMissing:
        return
