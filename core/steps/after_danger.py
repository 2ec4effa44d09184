"""What is said or asked after a danger was told: a kind word, the same lines again, or nothing of its own."""

from __future__ import annotations

import re

from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.catalogue.fulltext import content_words
from core.turn import Turn
from core.understanding.danger import danger_of
from core.understanding.moves import Move
from core.understanding.readings import asks_something, is_calm, typed_sentences

_ABUSE = frozenset({"domestic", "sexual-assault", "life-attack"})  # kinds of danger, as in data/danger
_TO_TALK_TO = re.compile(
    r"\b(?:someone|somebody|anyone|anybody|who|whom)\b(?: \w+){0,4} "
    r"(?:talk|speak|chat|listen)(?:s|ing)?(?: to| with)?\b"
    r"|\b(?:talk|speak|chat) (?:to|with) (?:someone|somebody|anyone|anybody)\b",
    re.I,
)
_HARDLY_MORE = 1  # words besides
_AGAIN = re.compile(
    r"\b(?:will|would|do|does|is) (?:anyone|anybody|someone|somebody|they)\b.{0,20}\b(?:answer|pick up|there|open)\b|"
    r"\bwhat if\b.{0,30}\b(?:back|again)\b|\bcan['’]?t (?:speak|talk)\b"
    r"|\b(?:he|she|they|it)['’]?(?:s|ve)? (?:just )?(?:come|came|coming|comes|kicking off|started|starting|doing it"
    r"|done it|did it) (?:back|again|off again)\b",
    re.I,
)


def on_danger(turn: Turn) -> Answer | None:
    """The answer to what is said or asked of the danger told before: "thanks", "number?", "and at night?"."""
    if turn.move in (Move.THANK, Move.YES, Move.NO, Move.GREET):
        return after_danger(turn)
    if _AGAIN.search(turn.message):
        return _told_again(turn)
    if _wants_to_talk(turn.message):
        if not is_calm(turn.message):
            return _told_again(turn)
        # It may go on from here: whoever was in danger a moment ago may be so again.
        turn.thread.danger = turn.before.danger
        return after_danger(turn)
    question = turn.question
    says_nothing = question.leans >= 1.0 and asks_something(turn.message) and not question.places
    asks_whom = turn.move is Move.CONTACT or (turn.move is Move.OURS and not turn.thread.focus)
    if not (asks_whom or says_nothing) or is_calm(turn.message):
        return None
    return _told_again(turn)


def _told_again(turn: Turn) -> Answer:
    turn.thread.danger = turn.before.danger
    return Answer(Status.DANGER, danger_of(turn.before.danger).answer, danger=turn.before.danger)


def after_danger(turn: Turn) -> Answer:
    """A kind word after a danger was told, with whom to talk to about that kind."""
    abuse = turn.before.danger in _ABUSE
    return Answer(Status.CONVERSATION, say("after_abuse" if abuse else "after_danger"))


def _wants_to_talk(message: str) -> bool:
    """Whether somebody to talk to is asked for, and nothing that they should be asked about a matter of its own."""
    return any(
        _TO_TALK_TO.search(sentence) and len(content_words(_TO_TALK_TO.sub(" ", sentence))) <= _HARDLY_MORE
        for sentence in typed_sentences(message)
    )
