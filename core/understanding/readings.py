"""The pieces of a message whose meaning a look-up may want, so that it can be worked out once, where the encoder is."""

from __future__ import annotations

import re

from core.understanding.question import read_question
from core.understanding.years import Years

_LEAST_CLAUSE = 4  # words; a shorter piece asks nothing of its own
_AND = re.compile(
    r"(?<=[?.!;])\s+|,?\s+(?:and )?also\s+|\s+oh and\s+"
    r"|\s+and (?=(?:who|what|when|where|why|how|can|could|is|are|do|does|did|will)\b)",
    re.I,
)

_BACK = re.compile(
    r"(?:[^.!?;]{0,80}[.!?;]\s+)?"
    r"(?:(?:ok|okay|right|so|and|anyway|anyhow|now|can we|could we|lets|let's)[ ,]+)*"
    r"(?:(?:go|get|come|going) back|back|returning) to (?:the |my |that |those |your |what you said about )*"
    r"(?P<matter>[^,.;:?!]{2,60}?)(?: again| then| thing)*(?:[,.;:?!-]+(?P<rest>.*))?$",
    re.I | re.S,
)


def clauses_of(gist: str) -> list[str]:
    """The two questions of a message that asks two; an empty list for any other.

    Args:
        gist: the part of the message that asks.

    Returns:
        Two pieces in the order typed, or none.
    """
    clauses = [clause.strip() for clause in _AND.split(gist) if len(clause.split()) >= _LEAST_CLAUSE]
    return clauses if len(clauses) == 2 else []


def back_to(message: str) -> tuple[str, str] | None:
    """What a message such as "back to the bins, who do I ring" goes back to.

    Args:
        message: as typed.

    Returns:
        The matter and the rest of the message, which may be empty; None when it goes back to nothing.
    """
    found = _BACK.match(message.strip())
    return (found["matter"], (found["rest"] or "").strip()) if found else None


def readings_of(message: str) -> list[str]:
    """What of a message may be looked up besides the whole of it.

    Args:
        message: as typed.

    Returns:
        Its gist, its clauses and what follows a "back to", where they differ from it.
    """
    whole = message.strip()
    gist = read_question(message, Years(), []).gist
    pieces = [gist, *clauses_of(gist)]
    returned = back_to(message)
    if returned is not None and returned[1]:
        pieces.append(read_question(returned[1], Years(), []).gist)
    return [piece for piece in dict.fromkeys(pieces) if piece != whole]
