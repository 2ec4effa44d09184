"""The figures and the period that an item's words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_I = re.IGNORECASE
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SPAN = re.compile(r"\b(20\d\d)\s?[/–-]\s?((?:20)?\d\d)\b")
_MONTH = re.compile(rf"\b(?:in|since|by|from|during)?\s*\b((?:{_MONTHS}) (?:20\d\d))\b")
_YEAR = re.compile(
    r"\b(?:in|during|since|by|until|spring|summer|autumn|winter|early|late) (20\d\d)\b(?!\s?[/–-]\s?\d)", _I
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9£“‘\"'])")
_NUMBER = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<bound>\b(?:over|more than|nearly|almost|around|about|approximately|circa|up to|at least|just under|c)\s?)?"
    rf"(?:(?P<pound>£)\s?)?(?<![\w./-])(?P<number>{_NUMBER})(?P<plus>\+)?"
    rf"(?:\s?-?(?P<scale>k|m|bn|thousand|million|billion)\b)?(?:\s?(?P<share>%|per ?cent\b))?"
    rf"|\b(?P<word>{'|'.join(_SMALL)})\b(?=\s+[a-z])",
    _I,
)
# Numbers that count nothing: dates, ages, roads, times, parts of names.
_DATE_BEHIND = re.compile(
    rf"\s*(?:st|nd|rd|th)?\b(?:\s+of)?\s+(?:{_MONTHS})\b|(?:st|nd|rd|th)\b|[/–-]\d|:\d\d|\s?(?:am|pm)\b", _I
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTHS}|section|phase|stage|part|wave|version|period|key stage|aged?|ages|tier|level|act|plan|form"
    r"|junction|week|day|item|appendix|standing order|rule|covid|progress|band|m|a|b|no\.?|number)[ -]?|[–-])$",
    _I,
)
_AGE_BEHIND = re.compile(r"[\s-]?(?:year|yr)s?[\s-]olds?\b|\s?\+?\s?(?:and|to|-|–) \d+[\s-]year", _I)
_A_YEAR = re.compile(r"\s?(?:a|per|each|every) (?:year|annum)\b|\s?p\.?a\b", _I)
_STOP = re.compile(r"[.,;:()\[\]“”\"?!•]|\s[–—-]\s|£|\d")
_CUT = re.compile(
    r"\s+(?:and|or|which|that|to|in|with|as|by|from|since|while|when|where|compared|during|through)\b.*", _I
)
_MANY = re.compile(
    r"\b(?:(?!is\b|was\b|has\b|this\b|as\b|its\b|us\b|plus\b|across\b|less\b|does\b|previous\b|various\b)[a-z-]{2,}s"
    r"|people|children|men|women|staff|young people|hours|tonnes|FTE)\b",
    _I,
)
_BEGINNING = re.compile(r"(?:of|in|for|was|were|is|are|has been|have|had|on|to|increase)\b\s*", _I)
_SMALL_LABEL, _LONG_LABEL = 6, 9
_AROUND = 120  # letters around a figure that are looked at


@dataclass(frozen=True)
class FoundFigure:
    """A figure that an item states.

    Attributes:
        label: the words around it.
        value: in full, in digits.
        unit: £, % or what is counted.
        period: the time that its sentence names; empty for none.
    """

    label: str
    value: str
    unit: str
    period: str


def periods_in(text: str) -> list[str]:
    """The periods that a text names: financial years, months and years, each once.

    Args:
        text: of an item or a sentence.

    Returns:
        Such as 2024/25, November 2024 and 2025, in the order of the text.
    """
    found = [(match.start(), f"{match[1]}/{match[2][-2:]}") for match in _SPAN.finditer(text) if _is_financial(match)]
    found += [(match.start(1), match[1]) for match in _MONTH.finditer(text)]
    found += [(match.start(1), match[1]) for match in _YEAR.finditer(text)]
    return list(dict.fromkeys(period for _, period in sorted(found)))


def _is_financial(match: re.Match[str]) -> bool:
    return int(match[2][-2:]) == (int(match[1]) + 1) % 100


def figures_in(text: str) -> list[FoundFigure]:
    """The figures that a text states.

    Args:
        text: of an item.

    Returns:
        Each once, in the order of the text.
    """
    found: dict[tuple[str, str, str], FoundFigure] = {}
    for sentence in _SENTENCE.split(text):
        periods = periods_in(sentence)
        period = periods[0] if len(periods) == 1 else ""
        for figure in _in_sentence(sentence, period):
            found.setdefault((figure.label, figure.value, figure.unit), figure)
    return list(found.values())


def _in_sentence(sentence: str, period: str) -> Iterator[FoundFigure]:
    for match in _FIGURE.finditer(sentence):
        before = sentence[max(match.start() - _AROUND, 0) : match.start()]
        behind = sentence[match.end() : match.end() + _AROUND]
        value = _value(match, before, behind)
        if value is None:
            continue
        after = _words_after(behind)
        unit, label = _unit(match, behind, after), _label(match, before, after)
        if unit is None:
            continue
        bound = (match["bound"] or "").strip().lower()
        if bound or match["plus"]:
            label = f"{label} ({'over' if match['plus'] and not bound else bound})"
        yield FoundFigure(label.strip(), value, unit, period)


def _value(match: re.Match[str], before: str, behind: str) -> str | None:
    """The value in full; None for a number that counts nothing."""
    if match["word"]:
        return str(_SMALL[match["word"].lower()])
    digits = re.sub(r"[,\s]", "", match["number"])
    is_plain = not (match["pound"] or match["share"] or match["scale"])
    if is_plain and (_DATE_BEHIND.match(behind) or _NO_COUNT_BEFORE.search(before + (match["bound"] or ""))):
        return None
    if is_plain and (_AGE_BEHIND.match(behind) or re.match(r"[A-Za-z]", behind)):
        return None
    if is_plain and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return None  # a year
    amount = float(digits) * _SCALES.get((match["scale"] or "").lower(), 1)
    return f"{amount:.12g}" if amount < 10**12 else f"{amount:.0f}"


def _unit(match: re.Match[str], behind: str, after: str) -> str | None:
    """What is counted; None where nothing is."""
    if match["pound"]:
        return "£ a year" if _A_YEAR.match(behind) else "£"
    if match["share"]:
        return "%"
    near = " ".join(after.split()[:4])
    many = _MANY.search(near)
    if many:
        return many.group().lower()
    return None if match["word"] or not (match["scale"] or len(re.sub(r"\D", "", match["number"])) > 1) else ""


def _words_after(behind: str) -> str:
    stop = _STOP.search(behind)
    return " ".join(behind[: stop.start() if stop else None].split())


def _label(match: re.Match[str], before: str, after: str) -> str:
    """A few words on what is counted, from behind the figure, else from before it."""
    begun = _BEGINNING.match(after)
    words = after[begun.end() if begun else 0 :].lstrip("-–—’' ")
    if re.match(r"(?:from|by|over|under|and|that|which|so|with|during|between)\b", words):
        words = ""
    words = _CUT.sub("", words) or words
    if words:
        return " ".join(words.split()[: _LONG_LABEL if match["share"] or match["pound"] else _SMALL_LABEL])
    stops = list(_STOP.finditer(before))
    start = stops[-1].end() if stops else 0
    near = before[start:].split()[-_SMALL_LABEL:] or words.split() or after.split()[:_SMALL_LABEL]
    return " ".join(near) or "figure"
