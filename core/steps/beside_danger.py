"""What may follow the answer to a danger that isn't certain, or not all that was asked: needs that fit the message.

Many tell of a danger and ask something as well, and now and then words that sound like danger mean something else. The
answer to the danger always comes first and whole.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from core.answering.answer import Answer
from core.answering.compose import WORD_LIMIT, count_words
from core.answering.wording import say
from core.lookup.search import Candidate, search
from core.steps.caution import sounds_calm
from core.steps.in_short import in_short
from core.steps.look_up import is_sure
from core.steps.offer import offer_records, record_titles
from core.steps.query_of import query_of
from core.steps.read_message import read_message
from core.steps.respond import OUT_OF_SCOPE
from core.turn import Turn
from core.understanding.encoder import pack
from core.understanding.readings import asks_something

log = logging.getLogger(__name__)
_PHONE = re.compile(r"\b(?:0[\d ]{6,13}\d|1\d\d(?: \d{3})?)\b")
_OFFERED = 3
_TOLD = "999"  # every answer to a danger says when to call it
_NEAR = 0.15  # how much lower than the best one a record may score and still be offered
_SENTENCES = (24, 16, 10)  # words of the record's own; fewer where the contact needs the room


def add_beside(turn: Turn, answer: Answer, *, told: bool) -> Answer:
    """Add the needs that fit the message to the answer to a danger.

    Args:
        turn: its message tells of the danger.
        answer: to the danger.
        told: whether the best one is told in short as well; else all are only offered.

    Returns:
        The answer with a line and buttons more, where the message asks something and needs fit; as it was when not,
        or when anything fails.
    """
    try:
        # Who only tells of a danger is told of nothing else.
        if not asks_something(turn.message) and not sounds_calm(turn):
            return answer
        read_message(turn)
        needs = search(turn.world.catalogue, replace(query_of(turn), kind="need"))
        found = [one for one in needs if is_sure(turn, one) and OUT_OF_SCOPE not in one.stub.areas]
        return _with_needs(turn, answer, found, told) if found else answer
    except Exception:
        # Nothing may come between a resident and the line to ring; the log has no word of the message.
        log.exception("nothing could be looked up beside a danger")
        return answer


def _with_needs(turn: Turn, answer: Answer, found: list[Candidate], told: bool) -> Answer:
    best = found[0]
    line = _line(turn, best, WORD_LIMIT - count_words(answer.text), answer.text) if told else ""
    near = [one.stub.id for one in found if one.score > best.score - _NEAR]
    buttons = offer_records(turn, record_titles(turn, near[:_OFFERED]))
    if not line:
        return replace(answer, buttons=buttons)
    # "Us or the district?" asks of what was told beside the danger.
    turn.thread.set_aside()
    turn.thread.question, turn.thread.focus = turn.question.gist, best.stub.id
    turn.thread.vector = "" if turn.vector is None else pack(turn.vector)
    return replace(answer, text=f"{answer.text}\n{line}", buttons=buttons, records=(best.stub.id,))


def _line(turn: Turn, best: Candidate, room: int, said: str) -> str:
    """The need in a line that fits; nothing when none does, or when it only names a number that was told already."""
    for words in _SENTENCES:
        text = in_short(turn, best.stub, words, without=_TOLD)
        line = say("beside_danger", text=text)
        if count_words(line) <= room:
            return "" if any(phone in said for phone in _PHONE.findall(text)) else line
    return ""
