"""Step 2: read the message: is there anything in it, which years and places does it name, is it a move?"""

from __future__ import annotations

import re

from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.turn import Turn
from core.understanding.moves import Move, find_move
from core.understanding.question import read_question
from core.understanding.years import find_years

_SURE = 0.75
_SHORT = 9  # words


def read_message(turn: Turn) -> Answer | None:
    """Read the message; one without words is answered with how to ask."""
    if not re.search(r"[a-z0-9]", turn.message.lower()):
        readable = not re.search(r"[^\W\d_]", turn.message)
        name = "empty" if readable else "unreadable"
        return Answer(Status.CONVERSATION, say(name, **turn.world.council_fields()))
    years = find_years(turn.message, turn.world.snapshot.reports.values(), turn.world.today())
    turn.question = read_question(turn.message, years, turn.world.gazetteer.find(turn.message))
    turn.move = find_move(turn.message) or _move_by_model(turn)
    return None


def _move_by_model(turn: Turn) -> Move | None:
    """The model's word for a move, where it is sure and the message short: a question must never be taken for one."""
    understanding = turn.understanding
    sure = understanding.confidence >= _SURE and len(turn.message.split()) <= _SHORT
    return understanding.move if sure else None
