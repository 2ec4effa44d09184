"""Whether somebody answers the phone now, from hours as the records give them in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

UK = ZoneInfo("Europe/London")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = {
    "every day": (0, 1, 2, 3, 4, 5, 6),
    "daily": (0, 1, 2, 3, 4, 5, 6),
    "weekdays": (0, 1, 2, 3, 4),
    "weekends": (5, 6),
}
_ALWAYS = re.compile(r"24 hours|day and night|24/7|at any time")
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)\s*(?:to|-|–)\s*(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)")
_DAY = "|".join(day[:3] + f"(?:{day[3:]})?" for day in _DAYS)
_RUN = re.compile(rf"\b({_DAY})s?\s*(?:to|-|–)\s*({_DAY})s?\b")
_ONE = re.compile(rf"\b({_DAY})s?\b")
# Hours that depend on what the words alone don't tell.
_UNSURE = re.compile(
    r"summer|winter|term|appointment|first|last|office|working hours|undated|online|season|visit|viewing"
)


def is_open(hours: str, moment: datetime) -> bool | None:
    """Whether it is open.

    Args:
        hours: as a record gives them, such as "Monday to Friday, 9am to 5pm"; empty when unknown.
        moment: with a time zone.

    Returns:
        Yes or no; None when the hours don't say it clearly, or on a bank holiday that they don't mention.
    """
    text = " ".join(hours.lower().split())
    if not text or _UNSURE.search(text):
        return None
    if _ALWAYS.search(text):
        return True
    local = moment.astimezone(UK)
    spans = list(_spans(text))
    if not spans:
        return None
    if local.date() in _bank_holidays(local.year):
        return None
    return any(local.weekday() in days and opens <= local.time() < closes for days, opens, closes in spans)


def _spans(text: str) -> Iterator[tuple[frozenset[int], time, time]]:
    """Days with opening and closing time; days stand before their times or, as in "8am to 8pm weekdays", behind."""
    found = list(_SPAN.finditer(text))
    between = [0, *(edge for match in found for edge in match.span()), len(text)]
    gaps = [text[start:end] for start, end in zip(between[::2], between[1::2], strict=True)]
    behind = 0 if found and _days(gaps[0]) else 1
    for number, match in enumerate(found):
        days = _days(gaps[number + behind])
        if days:
            yield days, _time(*match.groups()[:3]), _time(*match.groups()[3:])


def _days(text: str) -> frozenset[int]:
    days = {day for name, held in _NAMED.items() if name in text for day in held}
    for match in _RUN.finditer(text):
        first, last = (_number(name) for name in match.groups())
        days.update(range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1)))
    days.update(_number(match.group(1)) for match in _ONE.finditer(text))
    return frozenset(days)


def _number(name: str) -> int:
    return next(number for number, day in enumerate(_DAYS) if day.startswith(name[:3]))


def _time(hour: str, minute: str | None, half: str) -> time:
    return time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))


@lru_cache(maxsize=4)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
