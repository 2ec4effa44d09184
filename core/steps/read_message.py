"""Step 2: read the message: is there anything in it, which years and places does it name, is it a move?"""

from __future__ import annotations

import re
from dataclasses import replace

from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.turn import Turn
from core.understanding.exclusions import without_excluded
from core.understanding.in_passing import without_passing
from core.understanding.moves import Move, find_move
from core.understanding.places import PlaceFound
from core.understanding.question import Question, read_question
from core.understanding.readings import asked_since
from core.understanding.years import find_years

_SURE = 0.75
_SHORT = 9  # words
_AT_A_PLACE = frozenset({Move.CONTACT, Move.OURS, Move.MORE, Move.SOURCE})
_THEY_ARE = r"(?:i|we|he|she|they)(?: ?['’]?(?:m|re|s)| am| is| are)?(?: live| lives| living)? "
# "He's in Measham" before what is asked, and "in Measham" after it; the name is taken out already.
_WHEREABOUTS = re.compile(
    rf"^(?:(?:{_THEY_ARE})?(?:in|at|from|near) )?~[ ,.;:-]*(?:so |and )?|[ ,]+(?:{_THEY_ARE})?(?:in|at|for|near) ~\W*$",
    re.I,
)


def read_message(turn: Turn) -> Answer | None:
    """Read the message; one without words is answered with how to ask."""
    if not re.search(r"[a-z0-9]", turn.message.lower()):
        readable = not re.search(r"[^\W\d_]", turn.message)
        name = "empty" if readable else "unreadable"
        return Answer(Status.CONVERSATION, say(name, **turn.world.council_fields()))
    since = asked_since(turn.message) if turn.before.danger else ""
    read_words(turn, since or turn.message)
    if since and not turn.question.places:
        turn.question = replace(turn.question, places=tuple(turn.world.gazetteer.find(turn.message)))
    turn.move = turn.move or _move_by_model(turn)
    return None


def read_words(turn: Turn, words: str) -> None:
    """Read a message, or the part of it that counts: years, places, what is asked, and whether it is a move."""
    snapshot = turn.world.snapshot
    words = turn.world.mended(words)
    asked = without_excluded(words)
    years = find_years(asked, snapshot.reports.values(), turn.world.today())
    places = without_passing(turn.world.gazetteer.find(asked), asked)
    question = read_question(words, years, places, snapshot.tells_matter)
    if question.gist != question.text:
        question = replace(question, places=_places_of_story(turn, question))
    turn.question = question
    turn.move = find_move(words) or _move_at_place(words, question)


def _places_of_story(turn: Turn, question: Question) -> tuple[PlaceFound, ...]:
    """Places in the part that asks; else those of the story before it, where people also tell where they came from."""
    asked = without_passing(turn.world.gazetteer.find(question.gist), question.gist)
    return tuple(asked) or tuple(place for place in question.places if not place.is_outside)


def _move_at_place(words: str, question: Question) -> Move | None:
    """The move of "he's in Measham, who do I transfer him to", without the place; "yes, in Measham" only tells that."""
    names = "|".join(re.escape(place.typed) for place in question.places)
    if not names:
        return None
    move = find_move(_WHEREABOUTS.sub("", re.sub(rf"\b(?:{names})\b", "~", words, count=1, flags=re.I)))
    return move if move in _AT_A_PLACE else None


def _move_by_model(turn: Turn) -> Move | None:
    """The model's word for a move, where it is sure and the message short: a question must never be taken for one."""
    understanding = turn.understanding
    sure = understanding.confidence >= _SURE and len(turn.message.split()) <= _SHORT
    return understanding.move if sure else None
