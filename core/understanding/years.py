"""Which report years a message asks for: "2019", "2018/19", "18/19", "last year", "the time before that"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.catalogue.records import Report

_SPAN = re.compile(r"(?<![\d£.,])(20)?([12]\d)\s?(?:/|-|–|to)\s?(?:20)?([12]\d)(?![\d%])")
_YEAR = re.compile(r"(?<![\d£.,/])(20[0-4]\d)(?![\d%]|,\d)")
_LAST = re.compile(r"\b(last|this) year\b(?! of)|\b(latest|newest|most recent|current) (report|figures?|year)\b")
_BEFORE = re.compile(
    r"\b(?:time|year|one|report) before(?: that)?\b|\bbefore that\b|\bprevious(?:ly)?\b(?: year| report| one)?|\bearlier (?:report|one|year)"
)
_AFTER = re.compile(r"\b(?:year|time|report) after(?: that)?\b|\bafter that\b|\bnext (?:report|one)\b|\bsince then\b")
_EVERY = re.compile(
    r"\b(?:each|every|all(?: the)?|across the|five|5) (?:of the )?(?:reports?|years?)\b|\bover the (?:last few |past |last )?years\b"
    r"|\bover time\b|\byear (?:by|on) year\b|\bgone (?:up|down)\b.*\bsince\b|\btrend\b|\bhistory of\b"
)


@dataclass(frozen=True)
class Years:
    """The years of a message.

    Attributes:
        reports: years of the reports that are meant, in the order named.
        unknown: years named that no report covers.
        step: -1 for the report before, 1 for the one after, 0 for neither.
        every: whether all reports are asked for.
        words: the years as typed, for telling them back.
    """

    reports: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    step: int = 0
    every: bool = False
    words: str = ""


def find_years(message: str, reports: Iterable[Report], today: date) -> Years:
    """Find the years that a message asks for.

    Args:
        message: as typed.
        reports: the published reports.
        today: decides what "last year" means.

    Returns:
        The years; a plain `Years()` when there are none.
    """
    text = message.lower()
    covers = {year: report.year for report in reports for year in report.years}
    newest = max(covers.values(), default=0)
    named: list[int] = []
    words: list[str] = []
    for match in _SPAN.finditer(text):
        first, second = 2000 + int(match.group(2)), 2000 + int(match.group(3))
        # 2022-26 is a plan's term, not a financial year; its first year tells which report is meant.
        if second == first + 1:
            named.append(second)
            words.append(match.group().strip())
    rest = _SPAN.sub(" ", text)
    for match in _YEAR.finditer(rest):
        named.append(int(match.group()))
        words.append(match.group())
    if not named and _LAST.search(text):
        last = _LAST.search(text)
        year = today.year - (1 if last and last.group(1) == "last" else 0)
        named.append(year if year in covers else newest)
        words.append(last.group() if last else "")
    step = -1 if _BEFORE.search(text) else 1 if _AFTER.search(text) else 0
    found = tuple(dict.fromkeys(covers[year] for year in named if year in covers))
    unknown = tuple(year for year in named if year not in covers)
    return Years(found, unknown, step, bool(_EVERY.search(text)), ", ".join(words))
