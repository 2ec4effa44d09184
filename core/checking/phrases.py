"""Phrases: no two records and no two intents may claim the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from core.checking.finding import Finding
from core.checking.material import Material
from core.understanding.text import lowered


class _Asked(NamedTuple):
    """A phrase of a record: the record's kind and id, and its service area."""

    kind: str
    record: str
    area: str


def check_phrases(material: Material) -> Iterator[Finding]:
    """Check the phrases that Rasa learns from, and how records are asked for.

    Args:
        material: what is checked.

    Yields:
        Faults of phrases that mean two things; notices of those that two records of one area and kind share.
    """
    yield from _of_intents(material)
    asked: defaultdict[str, list[_Asked]] = defaultdict(list)
    for area, _, initiative in material.content.initiatives:
        for phrase in initiative.asked_as:
            asked[bare(phrase)].append(_Asked("initiatives", initiative.id, area))
    for area, need in material.content.needs:
        for phrase in need.asked_as:
            asked[bare(phrase)].append(_Asked("needs", need.id, area))
    for phrase, holders in asked.items():
        first = holders[0]
        for index, holder in enumerate(holders[1:], 1):
            if holder in holders[:index]:
                told, is_fault = f"{phrase!r} stands twice", True
            else:
                told = f"{phrase!r} stands in {first.kind} {first.record} too"
                is_fault = (holder.kind, holder.area) != (first.kind, first.area)
            yield material.finding(holder.kind, holder.record, "asked_as", told, is_fault)


def bare(phrase: str) -> str:
    """A phrase in lower case without punctuation, as phrases are compared."""
    return " ".join(re.findall(r"\w+", re.sub("'", "", lowered(phrase))))


def _of_intents(material: Material) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for text, intent, file in material.phrases:
        phrase = bare(text)
        other = first.setdefault(phrase, intent)
        if other != intent:
            yield Finding(file, f"intent {intent}", "examples", f"{phrase!r} is a phrase of {other} too")
