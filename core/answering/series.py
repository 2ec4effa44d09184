"""Figures that several reports give, counted the same way: what a topic's series says, point by point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.answering.compose import amount
from core.catalogue.fulltext import content_words
from core.catalogue.records import Figure, Report, ReportedInitiative, Series, ServedTopic

_NUMBER = re.compile(
    r"(?:over|about|more than|nearly|almost|around|some|up to|at least)? ?£?(\d[\d,]*(?:\.\d+)?) ?"
    r"(k|m|million|bn|billion|)\+?%?"
)
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_SIGNS = ("£", "%")
_A_WORD, _ITS_OWN = 0.15, 0.1  # what a shared word, and a value of the record that was found, are worth as a cosine
_FITS = 0.4  # of several series the best must fit at least so well
_STEM = 4  # letters by which two words are taken for forms of one


@dataclass(frozen=True)
class Value:
    """One value of a series.

    Attributes:
        initiative: id of the record that states it.
        report: year of the report.
        period: the time that it is about.
        amount: as it is read.
        number: as it is compared.
    """

    initiative: str
    report: int
    period: str
    amount: str
    number: float


@dataclass(frozen=True)
class FigureSeries:
    """A series with its values.

    Attributes:
        topic: id of the topic.
        position: of the series in the topic.
        name: what is counted.
        unit: what the numbers are counted in, for instance £.
        values: the oldest first.
    """

    topic: str
    position: int
    name: str
    unit: str
    values: tuple[Value, ...]

    @property
    def id(self) -> str:
        """Names the series wherever it is shown."""
        return f"{self.topic}/{self.position}"

    @property
    def heading(self) -> str:
        """The name as a line begins with it."""
        return self.name[:1].upper() + self.name[1:]

    def has(self, initiative: str) -> bool:
        """Whether a value is of this record."""
        return any(value.initiative == initiative for value in self.values)

    def up_to(self, report: int) -> tuple[Value, ...]:
        """The values that reports before this one give, the oldest first."""
        return tuple(value for value in self.values if value.report < report)

    def to_fields(self) -> dict[str, Any]:
        """As a part of an answer carries it."""
        return {
            "series": self.id,
            "name": self.name,
            "values": [{"period": value.period, "amount": value.amount} for value in self.values],
        }


def number_of(value: str) -> float | None:
    """The number that a figure's value states; None where it states none or several.

    Args:
        value: as printed: 10,837, 1.78m, over 500.
    """
    match = _NUMBER.fullmatch(value.strip().lower())
    return float(match[1].replace(",", "")) * _TIMES[match[2]] if match else None


def all_series(
    topic: ServedTopic, initiatives: Mapping[str, ReportedInitiative], reports: Mapping[int, Report]
) -> tuple[FigureSeries, ...]:
    """The series of a topic with their values.

    Args:
        topic: that they belong to.
        initiatives: its records, by id; a value of one that is missing is left out.
        reports: by year.

    Returns:
        Series of two values or more.
    """
    made = (_series(topic, number, held, initiatives, reports) for number, held in enumerate(topic.series))
    return tuple(series for series in made if len(series.values) > 1)


def _series(
    topic: ServedTopic,
    position: int,
    held: Series,
    initiatives: Mapping[str, ReportedInitiative],
    reports: Mapping[int, Report],
) -> FigureSeries:
    values, unit = [], ""
    for point in held.points:
        initiative = initiatives.get(point.initiative)
        figure = next((one for one in initiative.figures if one.label == point.figure), None) if initiative else None
        number = number_of(str(figure.value)) if figure else None
        if initiative is None or figure is None or number is None:
            continue
        unit = figure.unit
        period = point.period or period_of(figure, initiative, reports[initiative.report])
        values.append(Value(initiative.id, initiative.report, period, _short(figure, held.name), number))
    return FigureSeries(topic.id, position, held.name, unit, tuple(values))


def period_of(figure: Figure, initiative: ReportedInitiative, report: Report) -> str:
    """The time that a figure is about: its own, else the record's, else the report's."""
    period: str = figure.period or initiative.period
    if not period:
        return str(report.period)
    return period if re.search(r"(?:19|20)\d\d", period) else f"{period} ({report.period})"


def _short(figure: Figure, name: str) -> str:
    """The amount without a unit that the name of the series says already."""
    if figure.unit in _SIGNS or not figure.unit:
        return amount(figure)
    named = {word[:_STEM] for word in content_words(name)}
    said = all(word[:_STEM] in named for word in content_words(figure.unit))
    whole = amount(figure)
    return whole.removesuffix(f" {figure.unit}") if said else whole


def that_fits(
    series: Iterable[FigureSeries], words: Iterable[str], nearness: Mapping[int, float], initiative: str = ""
) -> FigureSeries | None:
    """The series that a question asks for.

    Args:
        series: to choose from, all of one topic.
        words: that say what the question is about.
        nearness: how near the question is to the name of each series, by its position; empty without the encoder.
        initiative: id of the record that fits the question best.

    Returns:
        The one that shares most words and meaning with the question; None when several have nothing to do with it.
    """
    asked = {word[:_STEM] for word in words}

    def fit(one: FigureSeries) -> float:
        shared = len(asked & {word[:_STEM] for word in content_words(one.name)})
        return _A_WORD * shared + nearness.get(one.position, 0.0) + _ITS_OWN * one.has(initiative)

    ranked = sorted(series, key=lambda one: (-fit(one), one.position))
    if not ranked or (len(ranked) > 1 and fit(ranked[0]) < _FITS):
        return None
    return ranked[0]
