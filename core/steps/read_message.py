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
_OF_A_SERVICE = ("need_", "initiative_")  # how such intents begin
_SHORT = 9  # words
# How much a message leans that means like those that say nothing alone: at even odds, and more with each e-fold.
_FELT, _MORE, _LEANS_MOST = 0.7, 0.15, 0.95
_SHORT_ENOUGH = 14  # words; a longer message says what it is about
_YES_OR_NO = frozenset({Move.YES, Move.NO})
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
    turn.question = _as_felt(turn, question)
    turn.move = find_move(words) or _move_at_place(words, question)


def _as_felt(turn: Turn, question: Question) -> Question:
    """A question that leans more than its words tell, when it means like those that say nothing alone."""
    is_short = 0 < len(question.gist.split()) <= _SHORT_ENOUGH
    # What is put right, and what a place is named for, is read by the words.
    if not turn.thread.focus or not is_short or question.is_repair or question.places or _names_a_service(turn):
        return question
    odds = turn.goes_on(question.gist)
    if odds < 0:
        return question
    return replace(question, leans=max(question.leans, min(_LEANS_MOST, _FELT + _MORE * odds)))


def _names_a_service(turn: Turn) -> bool:
    """Whether the model is sure of the service that is asked about."""
    return turn.understanding.confidence >= _SURE and turn.understanding.intent.startswith(_OF_A_SERVICE)


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
    if understanding.move in _YES_OR_NO and turn.question.years.reports:
        # "Sorry no, I wanted 2017" asks.
        return None
    return understanding.move if sure else None
