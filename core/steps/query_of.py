"""What a message looks for, by all that is known of it."""

from __future__ import annotations

from core.lookup.search import Query
from core.turn import Turn

_TRENDS = frozenset({"number", "share"})  # what tells whether something went up or down


def query_of(turn: Turn) -> Query:
    """What a message looks for, by all that is known of it."""
    return Query(
        text=turn.question.gist,
        vector=turn.vector,
        words=turn.words,
        areas=turn.understanding.areas(),
        years=turn.question.years.reports,
        places=tuple(place.name.lower() for place in turn.question.places),
        wants=turn.question.wants | (_TRENDS if "trend" in turn.question.wants else frozenset()),
    )
