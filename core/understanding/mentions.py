"""What a message names: places, years and organisations, each with its position; from the content files alone."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.catalogue.schema import Report
from core.settings import DATA
from core.understanding.places import Gazetteer, gazetteer_over, read_names
from core.understanding.text import lowered
from core.understanding.years import find_years
from core.yaml_text import parse_yaml

_WORD = re.compile(r"\w+")


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
    # A mention doesn't say in which district it lies, so the table of postcodes isn't needed.
    return gazetteer_over(read_names())


@lru_cache(maxsize=1)
def _reports() -> tuple[Report, ...]:
    rows = parse_yaml((DATA / "reports.yml").read_text("utf-8"))["reports"]
    return tuple(Report.parse_obj(row) for row in rows)


@lru_cache(maxsize=1)
def _organisations() -> dict[str, list[tuple[str, str]]]:
    """Names and ids by first word, the longest name first."""
    names = defaultdict(list)
    for path in sorted((DATA / "organisations").glob("*.yml")):
        for row in parse_yaml(path.read_text("utf-8"))["organisations"]:
            name = lowered(row["name"])
            names[_WORD.findall(name)[0]].append((name, row["id"]))
    return {first: sorted(held, key=lambda pair: -len(pair[0])) for first, held in names.items()}


def find_mentions(message: str, today: date) -> list[Mention]:
    """Find what a message names.

    Args:
        message: as typed.
        today: decides what "last year" means.

    Returns:
        Mentions by position.
    """
    found = [Mention("place", place.name, place.start, place.end) for place in _gazetteer().find(message)]
    found += [
        Mention("year", str(year.report), year.start, year.end)
        for year in find_years(message, _reports(), today).found
        if year.report is not None
    ]
    return sorted([*found, *_find_organisations(lowered(message))], key=lambda mention: mention.start)


def _find_organisations(text: str) -> list[Mention]:
    found = []
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        for name, identifier in _organisations().get(word.group(), ()):
            if text.startswith(name, word.start()) and not re.match(r"\w", text[word.start() + len(name) :][:1]):
                end = word.start() + len(name)
                found.append(Mention("organisation", identifier, word.start(), end))
                break
    return found
