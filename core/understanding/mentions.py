"""What a message names: places, years and organisations, each with its position; from the content files alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import yaml

from core.catalogue.files import read_places
from core.catalogue.schema import Report
from core.settings import DATA
from core.turn import make_gazetteer
from core.understanding.places import Gazetteer
from core.understanding.years import find_years


@dataclass(frozen=True)
class Mention:
    """Something named in a message.

    Attributes:
        kind: ``place``, ``year`` or ``organisation``.
        value: its usual name; for a year the year of the report that is meant.
        start: position of its first letter.
        end: position after its last letter.
    """

    kind: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return make_gazetteer(read_places(DATA))


@lru_cache(maxsize=1)
def _reports() -> tuple[Report, ...]:
    rows = yaml.safe_load((DATA / "reports.yml").read_text("utf-8"))["reports"]
    return tuple(Report.parse_obj(row) for row in rows)


@lru_cache(maxsize=1)
def _organisations() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for path in sorted((DATA / "organisations").glob("*.yml"))
            for row in yaml.safe_load(path.read_text("utf-8"))["organisations"]]
    names = sorted(((row["name"], row["id"]) for row in rows), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)"), identifier) for name, identifier in names)


def find_mentions(message: str, today: date) -> list[Mention]:
    """Find what a message names.

    Args:
        message: as typed.
        today: decides what "last year" means.

    Returns:
        Mentions by position.
    """
    text = message.lower()
    found = []
    for place in _gazetteer().find(message):
        start = max(text.find(place.name.lower()), 0)
        found.append(Mention("place", place.name, start, start + len(place.name)))
    years = find_years(message, _reports(), today)
    for words, report in zip(years.words.split(", "), years.reports, strict=False):
        start = max(text.find(words), 0)
        found.append(Mention("year", str(report), start, start + len(words)))
    for pattern, identifier in _organisations():
        match = pattern.search(text)
        if match:
            found.append(Mention("organisation", identifier, match.start(), match.end()))
    return sorted(found, key=lambda mention: mention.start)
