"""Which report years a message asks for: "2019", "2018/19", "18/19", "last year", "the time before that"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from core.catalogue.records import Report
from core.understanding.text import lowered

# A year, or two with a sign between them. What stands around it is looked at afterwards.
_DIGITS = re.compile(
    r"(?<![\w£$€#])(?<!£ )(?<!\d[./:,-])(?:fy ?)?(?P<first>20[0-4]\d|[12]\d)"
    r"(?: ?(?P<sign>[/–—-]|to(?= ?\d)) ?(?P<second>20[0-4]\d|\d\d)|)(?!(?!ish\b)[\w%]| %|[.,:/]\d)"
)
_QUOTED = re.compile(r"\b(?:in|since|of|from|during) '(?P<year>[12]\d)(?![\w%])")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MEASURE = (
    r" ?(?:hours?|hrs?|h|[ap]\.?m|o'?clock|people|miles?|metres?|m|km|mm|kg|tonnes?|litres?|pounds?|quid|words|times|"
    r"calories|per ?cent)\b"
)
# After one year: a measure, or a phone number that goes on; before one: what has a number, or a phone number.
_NO_YEAR_AFTER = re.compile(_MEASURE + r"|[ -](?!20[0-4]\d\b)\d{3,}")
_NO_YEAR_BEFORE = re.compile(
    r"\b(?:flat|unit|number|no\.?|room|bay|bus|route|ref|reference|id|code|pin|ticket|ext|tel|telephone|"
    r"phone|dial)[ :.]*(?:number )?$|(?<!\d)(?!20[0-4]\d[ -]$)\d{3,}[ -]$"
)
_FROM = re.compile(r"\b(?:from|between) $")
_AT = re.compile(r"\bat $")
_AT_PRICES = re.compile(r" (?:prices?|levels?|rates?|report|figures)\b")
_YEAR_WORD = re.compile(r"\b(?:in|since|by|from|of|year|until|till|before|after|during|to) $")
# After two short numbers: ages, hours, a date, a house.
_NO_SPAN_AFTER = re.compile(
    rf"s\b|[- ]?(?:year[- ]?olds?|yrs?\b|y/?os?\b|years\b)|{_MEASURE}|"
    rf" ?(?:months?|weeks?|days?|mins?|minutes?|mph|bus|buses|{_MONTHS})\b| of (?:{_MONTHS})\b|"
    r"(?: [a-z']+){1,2} (?:road|rd|street|st|lane|avenue|close|drive|crescent|court)\b"
)
_NO_SPAN_BEFORE = re.compile(
    r"\b(?:flats?|units?|numbers?|no|nos|rooms?|houses?|bay|bus|buses|service|route|aged?|ages|between|size|pages?|"
    r"section|grade|score|ratio|channel|chapter)[.:]? $"
)
_SPAN_SIGN_BEFORE = re.compile(r"\b(?:financial year|council year|tax year|year|winter|season|in|during|since) $")
_SPAN_SIGN_AFTER = re.compile(
    r" (?:report|figures?|numbers|budget|accounts|financial year|season|winter|year)\b(?!s|[- ]old)"
)
_NOTHING_BEFORE = re.compile(r"(?:(?:and|or|ok|what about|how about|the|what of) )*")
_NOTHING_AFTER = re.compile(r"(?: then)?\W*")
_SURE_SIGN_BEFORE = re.compile(r"\b(?:financial year|council year|tax year|winter|season) $")

_LAST = re.compile(
    r"\b(?P<which>last|this|past) (?:financial |council )?year\b(?! (?:of|at)\b)|"
    r"(?<!the )\b(?P<whose>last|this) years\b|"
    r"\b(?:latest|newest|most recent|current) "
    r"(?:reports?|figures?|year|numbers|data|stats|statistics|results?|version|edition|ones?)\b|"
    r"(?<!at )\bthe (?:very )?latest\b(?= (?:on|about|for|with)\b|\W*$)|^\W*latest\W*$"
)
_YEAR_BEFORE_LAST = re.compile(r"\byear before last\b")
_BEFORE = re.compile(
    r"\b(?:time|year|one|report) before(?: that)?\b|\bbefore that\b|\bprevious(?:ly)?\b(?: year| report| one)?|"
    r"\bearlier (?:report|one|year)|\b(?:up|down) from what\b|^\W*(?:and )?from what\W*$|"
    r"\bwhat (?:was|were) (?:it|they|that) before\b|"
    r"\b(?:more|less|fewer|better|worse|higher|lower|up|down) (?:than |on )?"
    r"(?:last time|(?:the )?(?:last|previous) (?:one|report|time))\W*$"
)
_AFTER = re.compile(r"\b(?:year|time|report) after(?: that)?\b|\bafter that\b|\bnext (?:report|one)\b|\bsince then\b")
_EVERY = re.compile(
    r"\b(?:each|every|across the|all(?: of)?(?: the| these| those)?|(?:the |all )?(?:five|5)) (?:of the )?reports?\b|"
    r"\b(?:across|all) (?:of )?the years\b|\ball years\b|\b(?:the|all) (?:five|5) years\b|\beach of the years\b|"
    r"\b(?:for|in|from|of|across) (?:each|every) year\b|"
    r"\b(?:figures?|numbers?|totals?|how many|how much)\b.{0,60}\b(?:each|every) year\b|"
    r"\b(?:over|across|in) the (?:last|past) (?:five|5) years\b|\bover the (?:last few |past few |past |last )?years\b|"
    r"\b(?:oldest|earliest) (?:figure|number|one|report|year|count|record)s?\b|"
    r"\bover time\b|\byear (?:by|on) year\b|\bgone (?:up|down)\b.{0,80}\bsince\b|\btrends?\b|"
    r"\bhistory of (?:the )?(?:figures?|numbers|spending|reports?)\b"
)
_FROM_THEN = re.compile(r"\bsince (?:the )?$")
_ONWARDS = re.compile(r",? (?:onwards?|to (?:date|now|today|the present)|till now|until now)\b")
# The pandemic came to England in March 2020. "Before covid" within a question may be what a later report compares with,
# so it names a year only by itself ("and before covid?").
_COVID = r"(?:covid|coronavirus|pandemic|(?:first )?lockdowns?)\b"
_IN_COVID = re.compile(
    rf"\b(?:during|throughout) (?:the )?{_COVID}|\bin (?:the pandemic|(?:the )?(?:first )?lockdown)\b"
)
_BEFORE_COVID = re.compile(rf"\W*(?:(?:and|but|what|how|about|was|it|that|so) )*(before (?:the )?{_COVID})\W*")


@dataclass(frozen=True)
class YearFound:
    """A year in a message.

    Attributes:
        year: that is named; of a financial year the second.
        report: year of the report that covers it; None if none does.
        start: position of its first letter.
        end: position after its last letter.
    """

    year: int
    report: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Years:
    """The years of a message.

    Attributes:
        reports: years of the reports that are meant, in the order named.
        unknown: years named that no report covers.
        step: -1 for the report before, 1 for the one after, 0 for neither.
        every: whether all reports are asked for.
        words: the years as typed, for telling them back.
        found: each year where it stands.
    """

    reports: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    step: int = 0
    every: bool = False
    words: str = ""
    found: tuple[YearFound, ...] = field(default=(), compare=False)


def find_years(message: str, reports: Iterable[Report], today: date) -> Years:
    """Find the years that a message asks for.

    Args:
        message: as typed.
        reports: the published reports.
        today: decides what "last year" means.

    Returns:
        The years; a plain `Years()` when there are none.
    """
    text = lowered(message)
    covers = {year: report.year for report in reports for year in report.years}
    named = sorted(_in_digits(text, covers)) or list(_in_words(text, covers, today))
    found = tuple(YearFound(one.year, covers.get(one.year), one.start, one.end) for one in named)
    meant: list[int] = []
    for one in named:
        if one.year in covers:
            # What a plan sets out was first told of in the report before it began.
            before = [year for year in covers.values() if year < covers[one.year]] if one.is_term else []
            meant += [*([max(before)] if before else []), covers[one.year]]
    if len(found) == 1 and meant and _goes_on(text, found[0]):
        meant = [year for year in sorted(covers.values()) if year >= meant[0]]
    step = 0
    if not _YEAR_BEFORE_LAST.search(text):
        step = -1 if _BEFORE.search(text) else 1 if _AFTER.search(text) else 0
    return Years(
        reports=tuple(dict.fromkeys(meant)),
        unknown=tuple(one.year for one in found if one.report is None),
        step=step,
        every=bool(_EVERY.search(text)),
        words=", ".join(dict.fromkeys(message[one.start : one.end] for one in found)),
        found=found,
    )


class _Named(NamedTuple):
    """A year where it is named, and whether it is the first of a plan's term ("2022-26")."""

    start: int
    end: int
    year: int
    is_term: bool = False


def _in_digits(text: str, covers: Mapping[int, int]) -> Iterator[_Named]:
    """Years in digits."""
    for match in _DIGITS.finditer(text):
        if match["second"]:
            yield from _span(text, match, covers)
        elif match.group().startswith("fy") and len(match["first"]) == 2:
            yield _Named(*match.span(), 2000 + int(match["first"]))
        elif len(match["first"]) == 4 and _is_year(text, match.start(), match.end(), int(match["first"])):
            yield _Named(*match.span(), int(match["first"]))
    for match in _QUOTED.finditer(text):
        yield _Named(*match.span("year"), 2000 + int(match["year"]))


def _span(text: str, match: re.Match[str], covers: Mapping[int, int]) -> Iterator[_Named]:
    """What two numbers with a sign between them name: a financial year, a term, two years or nothing."""
    first, second = (int(match[part]) % 100 + 2000 for part in ("first", "second"))
    is_long = len(match["second"]) == 4
    start, end = match.span()
    if len(match["first"]) == 2:
        if second == first + 1 and (is_long or _is_short_span(text, match)):
            yield _Named(start, end, second)
    elif second == first + 1 and not (match["sign"] == "to" and _FROM.search(text[max(0, start - 9) : start])):
        yield _Named(start, end, second)
    elif second > first and not (is_long and second in covers):
        yield _Named(start, end, first, is_term=True)
    elif is_long:
        yield _Named(start, match.end("first"), first)
        yield _Named(match.start("second"), end, second)
    else:
        yield _Named(start, match.end("first"), first)  # 2019/06 is a month


def _is_short_span(text: str, match: re.Match[str]) -> bool:
    """Whether two short numbers in a row are a financial year, not ages, hours, a date or houses."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 40]
    if match.group().startswith("fy"):
        return True
    if _NO_SPAN_AFTER.match(after) or _NO_SPAN_BEFORE.search(before):
        return False
    if int(match["second"]) <= 12:
        return bool(_SURE_SIGN_BEFORE.search(before) or _SPAN_SIGN_AFTER.match(after))
    is_all = _NOTHING_BEFORE.fullmatch(before) and _NOTHING_AFTER.fullmatch(after)
    return match["sign"] == "/" or bool(is_all or _SPAN_SIGN_BEFORE.search(before) or _SPAN_SIGN_AFTER.match(after))


def _is_year(text: str, start: int, end: int, year: int) -> bool:
    """Whether four digits are a year, not a quantity, an hour, a house or a piece of a phone number."""
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _NO_YEAR_AFTER.match(after) or _NO_YEAR_BEFORE.search(before):
        return False
    if _AT.search(before) and not _AT_PRICES.match(after):
        return False
    return year != 2000 or _YEAR_WORD.search(before) is not None


def _in_words(text: str, covers: Mapping[int, int], today: date) -> Iterator[_Named]:
    """A year in words, where a report covers it."""
    newest = max(covers.values(), default=0)
    before_last = _YEAR_BEFORE_LAST.search(text)
    last = _LAST.search(text)
    before_covid, in_covid = _BEFORE_COVID.fullmatch(text), _IN_COVID.search(text)
    if before_last:
        if today.year - 2 in covers:
            yield _Named(*before_last.span(), today.year - 2)
    elif last:
        which = last["which"] or last["whose"]
        year = today.year - (which != "this") if which else newest
        yield _Named(*last.span(), year if year in covers else newest)
    elif before_covid and 2019 in covers:
        yield _Named(*before_covid.span(1), 2019)
    elif in_covid and 2020 in covers:
        yield _Named(*in_covid.span(), 2020)


def _goes_on(text: str, one: YearFound) -> bool:
    """Whether a year is where a time begins: "since 2019", "2019 onwards"."""
    before, after = text[max(0, one.start - 12) : one.start], text[one.end : one.end + 20]
    return bool(_FROM_THEN.search(before) or _ONWARDS.match(after))
