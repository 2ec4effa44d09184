"""Records as the catalogue serves them: what the schema holds, with the area and report they are filed under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.catalogue.schema import (
    Area,
    Figure,
    Initiative,
    Need,
    Organisation,
    Point,
    Report,
    Rule,
    Series,
    Signpost,
    Topic,
)

__all__ = [
    "Area",
    "Figure",
    "Organisation",
    "Point",
    "Report",
    "ReportedInitiative",
    "Rule",
    "Series",
    "ServedNeed",
    "ServedTopic",
    "Signpost",
    "Stub",
]


class ReportedInitiative(Initiative):
    """An initiative with the service area and the report that it stands in."""

    area: str
    report: int


class ServedNeed(Need):
    """A need with its service area."""

    area: str


class ServedTopic(Topic):
    """A topic with its service area."""

    area: str


@dataclass(frozen=True)
class Stub:
    """As much of a record as ranking wants to know.

    Attributes:
        id: of the record.
        kind: ``initiative`` or ``need``.
        areas: its service areas, its own first.
        year: of the report; 0 for a need.
        places: names, lower case.
        status: of an initiative; empty for a need.
        gives: what its answer holds: ``money``, ``number``, ``share``.
        roads: the numbers of the only roads that it is about, lower case; empty for a record of any road or none.
    """

    id: str
    kind: str
    areas: tuple[str, ...]
    year: int
    places: tuple[str, ...]
    status: str
    gives: frozenset[str] = frozenset()
    roads: frozenset[str] = frozenset()


def valid_on(day: date, valid_from: str | None, valid_to: str | None) -> bool:
    """Whether something with these dates (ISO, either may be open) holds on a day."""
    today = day.isoformat()
    return (not valid_from or valid_from <= today) and (not valid_to or today <= valid_to)


_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred)\b")


_PRICE = re.compile(r"£|\b(?:free|fees?|costs?|prices?|pays?|paid|(?<!in )charges?|charged)\b", re.I)


def tells_price(text: str) -> bool:
    """Whether a text says what something costs, or that it is free."""
    return _PRICE.search(text) is not None


_HOUR = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]m\b|\b\d{1,2}:\d\d\b|\bnoon\b|\bmidnight\b", re.I)
_TIME = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|weekdays?|weekends?|nights?)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may (?=\d)|june|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter)\b|\b20\d\d\b",
    re.I,
)


def tells_time(text: str) -> bool:
    """Whether a text says when, or how long."""
    return _TIME.search(text) is not None or tells_hour(text)


def tells_hour(text: str) -> bool:
    """Whether a text names a time of the day."""
    return _HOUR.search(text) is not None


# Ages, periods, hours, shares, money and phone numbers count nothing.
_NO_COUNT = re.compile(
    r"\b(?:19|20)\d\d\b|\b0\d[\d ]{7,}\d\b|\b(?:999|1\d\d)\b|£[\d,.]+|\b\d[\d,.]*(?:%| per cent)|"
    r"\b(?:over|under|aged?|to|from|be|are|turn|is|least|until|till|and|or|after|before) \d{1,2}\b|"
    r"\b\d{1,2}(?::\d\d)? ?[ap]m\b|\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:to \d+ )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|terms?)\b"
)


def tells_count(text: str) -> bool:
    """Whether a text says how many there are or were of something."""
    return _NUMBER.search(_NO_COUNT.sub(" ", text.lower())) is not None


def what_it_gives(summary: str) -> frozenset[str]:
    """Which kinds of figure a text holds: ``money``, ``number``, ``share``."""
    text = re.sub(r"\b20\d\d(?:[/-]\d\d)?\b", " ", summary.lower())
    signs = {"money": "£" in text, "share": "%" in text, "number": _NUMBER.search(text) is not None}
    return frozenset(name for name, held in signs.items() if held)
