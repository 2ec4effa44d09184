"""Dates: what was checked too long ago, ends before it begins, or has ended without a successor."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.checking.finding import Finding
from core.checking.material import Material

MONTHS_AT_MOST = 24
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_DECADE = re.compile(r"(\d{3}0)s")


class _Checked(NamedTuple):
    """When something was checked: the record, its field, the organisation that it is about, and the date."""

    kind: str
    record: str
    field: str
    organisation: str
    on: str


def check_dates(material: Material) -> Iterator[Finding]:
    """Check the dates of organisations, signposts and rules.

    Args:
        material: what is checked, with the day to compare with.

    Yields:
        Faults of dates that can't be; a notice for each organisation whose contacts were checked too long ago.
    """
    overdue: defaultdict[str, list[str]] = defaultdict(list)
    for checked in _checked(material):
        days = _days(checked.on)
        told = ""
        if days is None:
            told = f"{checked.on!r} is no date such as 2026-11"
        elif days[0] > material.today:
            told = f"{checked.on} is yet to come"
        elif checked.organisation and _months_between(days[1], material.today) > MONTHS_AT_MOST:
            overdue[checked.organisation].append(checked.on)
        if told:
            yield material.finding(checked.kind, checked.record, checked.field, told)
    yield from _spans(material)
    for organisation, dates in sorted(overdue.items()):
        amount = "once" if len(dates) == 1 else f"{len(dates)} times"
        told = f"last checked more than {MONTHS_AT_MOST} months ago, {amount}, the oldest {min(dates)}"
        yield material.finding("organisations", organisation, "checked_on", told, is_fault=False)


def _checked(material: Material) -> Iterator[_Checked]:
    for organisation in material.content.organisations:
        yield _Checked("organisations", organisation.id, "checked_on", organisation.id, organisation.checked_on)
    for _, need in material.content.needs:
        if need.rule and need.rule.checked_on:
            yield _Checked("needs", need.id, "rule: checked_on", "", need.rule.checked_on)
        for signpost in need.signposts:
            name = f"signposts {signpost.organisation}: checked_on"
            yield _Checked("needs", need.id, name, signpost.organisation, signpost.checked_on)


def _spans(material: Material) -> Iterator[Finding]:
    for organisation in material.content.organisations:
        if organisation.valid_to and organisation.valid_from and organisation.valid_to < organisation.valid_from:
            told = f"{organisation.valid_to} is before it begins, {organisation.valid_from}"
            yield material.finding("organisations", organisation.id, "valid_to", told)
        if organisation.valid_to and organisation.valid_to < material.today.isoformat() and not organisation.successor:
            told = f"ended on {organisation.valid_to}, and nobody follows it"
            yield material.finding("organisations", organisation.id, "successor", told)
    for _, need in material.content.needs:
        for signpost in need.signposts:
            if signpost.valid_to and signpost.valid_from and signpost.valid_to < signpost.valid_from:
                told = f"{signpost.valid_to} is before it begins, {signpost.valid_from}"
                yield material.finding("needs", need.id, f"signposts {signpost.organisation}: valid_to", told)


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date stands for; None for what is no date.

    It may be a day, a month, a year, two years such as 2024-25, or a decade, which counts from its beginning.
    """
    decade = _DECADE.fullmatch(text)
    if decade:
        return date(int(decade[1]), 1, 1), date(int(decade[1]), 12, 31)
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if not day and month > 12 and month == (year + 1) % 100:
        return date(year, 1, 1), date(year + 1, 12, 31)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = month or 1, month or 12
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:  # calendar's error for a month that there is not is a ValueError too
        return None


def _months_between(earlier: date, later: date) -> int:
    """Months begun from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months + (later.day > earlier.day)
