"""Figures: what a record states stands in the lines that it cites, in its own words, and in what residents read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.catalogue.schema import Figure, Initiative, Report, Topic
from core.checking.finding import Finding
from core.checking.material import Material
from core.checking.numbers import Number, numbers, values

COPIED_WORDS = 10
_WORD = re.compile(r"[a-z0-9£%']+")
_SCALE = re.compile(r"£? ?(thousand|million|billion|m|bn|k)\b")
_DASHES_AND_QUOTES = str.maketrans("‐‑‒–—−’‘\u00a0", "------'' ")


def check_figures(material: Material) -> Iterator[Finding]:
    """Check the figures of initiatives and topics.

    Args:
        material: what is checked; the cited lines are looked at where there are reports.

    Yields:
        Faults of figures and citations; notices of figures that no sentence states.
    """
    reports = {report.year: report for report in material.content.reports}
    for _, year, initiative in material.content.initiatives:
        stated = values(f"{initiative.title}. {initiative.summary}")
        for figure in initiative.figures:
            if not all(number.values & stated for number in _numbers_of(figure)):
                told = f"{figure.label!r}: {_written(figure)} stands in neither title nor summary"
                yield material.finding("initiatives", initiative.id, "figures", told, is_fault=False)
        if material.reports is not None:
            for name, told, is_fault in _against_report(initiative, reports[year], material.reports[year]):
                yield material.finding("initiatives", initiative.id, name, told, is_fault)
    members = {initiative.id: (year, initiative) for _, year, initiative in material.content.initiatives}
    for _, topic in material.content.topics:
        held = _held(topic, members, reports)
        for number in numbers(topic.change):
            if not number.is_word and not number.values & held:
                told = f"{number.typed} stands in none of its initiatives"
                yield material.finding("topics", topic.id, "change", told)


def _written(figure: Figure) -> str:
    gap = "" if figure.unit in ("£", "%") else " "
    return f"£{figure.value}" if figure.unit == "£" else f"{figure.value}{gap}{figure.unit}".strip()


def _numbers_of(figure: Figure) -> list[Number]:
    """The numbers of a figure's value; a scale may stand in its unit, such as "million visitors"."""
    scale = _SCALE.match(figure.unit)
    return numbers(f"{figure.value} {scale.group(1)}" if scale else figure.value)


def _held(
    topic: Topic, members: dict[str, tuple[int, Initiative]], reports: dict[int, Report]
) -> frozenset[Decimal]:
    """All values that the initiatives of a topic state, and the years of their reports."""
    held: set[Decimal] = set()
    for record in topic.initiatives:
        if record in members:
            year, initiative = members[record]
            told = [initiative.title, initiative.summary, initiative.period]
            told += [f"{_written(figure)} {figure.period}" for figure in initiative.figures]
            held |= values(". ".join(told)) | (_of_report(reports[year]) if year in reports else set())
    return frozenset(held)


def _of_report(report: Report) -> frozenset[Decimal]:
    """The years that a record may name because its report is of that time."""
    years = values(f"{report.year}. {report.period}. {report.title}") | {Decimal(year) for year in report.years}
    return frozenset(year for year in years if year > 1900)


def _against_report(initiative: Initiative, report: Report, lines: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """What in a record its cited lines don't bear out: field, words, and whether it is a fault.

    A number in words is a notice, since a summary may count for itself: "three things: ...".
    """
    source: list[str] = []
    cites = f"lines {', '.join(initiative.lines)}"
    for cited in initiative.lines:
        first, _, last = cited.partition("-")
        start, end = int(first), int(last or first)
        if end > len(lines):
            yield "lines", f"{cited}: the report's text ends at line {len(lines)}", True
        elif not any(line.strip() for line in lines[start - 1 : end]):
            yield "lines", f"{cited}: no text stands there", True
        source += lines[start - 1 : end]
    text = "\n".join(source)
    if not text.strip():
        return
    known = values(text) | _of_report(report)
    for name, told in (("title", initiative.title), ("summary", initiative.summary)):
        for number in numbers(told):
            if not number.values & known and not number.is_small_word:
                yield name, f"{number.typed} does not stand in {cites}", not number.is_word
    for figure in initiative.figures:
        if not all(number.values & known for number in _numbers_of(figure)):
            yield "figures", f"{figure.label!r}: {_written(figure)} does not stand in {cites}", True
    copied = _copied(initiative.summary, text)
    if copied:
        yield "summary", f"copied from the report: {copied!r}", True


def _copied(summary: str, source: str) -> str:
    """The first ten words in a row that the source has too."""
    words, theirs = _words(summary), f" {' '.join(_words(source))} "
    for start in range(len(words) - COPIED_WORDS + 1):
        run = " ".join(words[start : start + COPIED_WORDS])
        if f" {run} " in theirs:
            return run
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_DASHES_AND_QUOTES).lower())
