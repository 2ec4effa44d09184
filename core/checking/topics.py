"""Topics: each tells of one matter over several reports, with figures that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.catalogue.schema import Figure, Series, Topic
from core.checking.finding import Finding
from core.checking.material import Material
from core.checking.numbers import numbers

_ABOUT = "(?:over|about|around|nearly|almost|at least|up to|more than|less than|under)?"
_ONE_NUMBER = re.compile(rf"{_ABOUT} ?£?[\d,.]+ ?(?:k|m|bn|thousand|million|billion)? ?[%+]?")
_Figures = Mapping[tuple[str, str], Figure]


def check_topics(material: Material) -> Iterator[Finding]:
    """Check the topics.

    Args:
        material: what is checked.

    Yields:
        Faults of topics of one report, of initiatives in two topics or out of order, and of series that can't be drawn.
    """
    years = {initiative.id: year for _, year, initiative in material.content.initiatives}
    figures = {
        (initiative.id, figure.label): figure
        for _, _, initiative in material.content.initiatives
        for figure in initiative.figures
    }
    holders: dict[str, str] = {}
    for _, topic in material.content.topics:
        for name, told in (*_of_members(topic, years, holders), *_of_series(topic, years, figures)):
            yield material.finding("topics", topic.id, name, told)


def _of_members(topic: Topic, years: Mapping[str, int], holders: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the initiatives of a topic; notes in ``holders`` whose they are."""
    for record in topic.initiatives:
        other = holders.setdefault(record, topic.id)
        if other != topic.id:
            yield "initiatives", f"{record} belongs to {other} already"
    if len(set(topic.initiatives)) < len(topic.initiatives):
        yield "initiatives", "one stands twice"
    told = [years[record] for record in topic.initiatives if record in years]
    if len(set(told)) < 2:
        yield "initiatives", "all of one report; a topic tells of several"
    if told != sorted(told, reverse=True):
        yield "initiatives", "the newest report comes first"


def _of_series(topic: Topic, years: Mapping[str, int], figures: _Figures) -> Iterator[tuple[str, str]]:
    for series in topic.series:
        held = [figures[key] for key in _keys(series) if key in figures]
        units = {figure.unit.lower() for figure in held}
        if len(units) > 1:
            listed = ", ".join(repr(unit) for unit in sorted(units))
            yield f"series {series.name!r}", f"units differ: {listed}"
        for figure in held:
            if not _ONE_NUMBER.fullmatch(figure.value.lower()) or len(numbers(figure.value)) != 1:
                yield f"series {series.name!r}", f"{figure.value!r} is not one number"
        told = [years[point.initiative] for point in series.points if point.initiative in years]
        if told != sorted(told):
            yield f"series {series.name!r}", "the oldest report comes first"
        if len(set(_keys(series))) < len(series.points):
            yield f"series {series.name!r}", "one point stands twice"


def _keys(series: Series) -> list[tuple[str, str]]:
    return [(point.initiative, point.figure) for point in series.points]
