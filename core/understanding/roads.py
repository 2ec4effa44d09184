"""Numbers of roads in a message: whose an "A511" is, the number tells."""

from __future__ import annotations

import re

_ROAD = re.compile(r"\b[abm]\d{1,4}\b", re.I)


def find_roads(text: str) -> frozenset[str]:
    """The numbers of roads that a text names, in lower case.

    Args:
        text: as typed. A number apart from its letter is none: "a 5 year old".

    Returns:
        For instance ``a511``; nothing when there is none.
    """
    return frozenset(road.lower() for road in _ROAD.findall(text))
