"""Dates: those to come, those too long ago, and those that end before they begin."""

from __future__ import annotations

from datetime import date

import pytest

from core.checking.dates import check_dates
from tests.core.checking.conftest import Make


def told(make: Make, today: date = date(2026, 11, 22), **records: object) -> list[tuple[str, str, bool]]:
    made = make(today=today, **records)
    return [(finding.field, finding.told, finding.is_fault) for finding in check_dates(made)]


def test_what_was_checked_now_has_nothing_wrong(make: Make) -> None:
    assert told(make) == []


@pytest.mark.parametrize("checked", ["2026-12", "2027", "2026-11-23"])
def test_a_date_to_come_is_a_fault(make: Make, checked: str) -> None:
    needs = [{"signposts": [{"checked_on": checked}]}]
    assert told(make, needs=needs) == [("signposts county: checked_on", f"{checked} is yet to come", True)]


@pytest.mark.parametrize("checked", ["2026", "2026-11", "2026-11-22", "2025-26", "2024-11-22"])
def test_a_date_of_the_last_two_years_is_right(make: Make, checked: str) -> None:
    assert told(make, needs=[{"signposts": [{"checked_on": checked}]}]) == []


@pytest.mark.parametrize("checked", ["lately", "2026-13", "11/2026", "2026-02-30"])
def test_what_is_no_date_is_a_fault(make: Make, checked: str) -> None:
    expected = [("checked_on", f"{checked!r} is no date such as 2026-11", True)]
    assert told(make, organisations=[{"id": "county", "checked_on": checked}]) == expected


@pytest.mark.parametrize("checked", ["2023", "2024-10", "2020s", "2022-23", "2024-11-21"])
def test_what_was_checked_long_ago_is_a_notice(make: Make, checked: str) -> None:
    message = f"last checked more than 24 months ago, once, the oldest {checked}"
    assert told(make, needs=[{"signposts": [{"checked_on": checked}]}]) == [("checked_on", message, False)]


def test_what_was_checked_long_ago_is_summed_up_by_organisation(make: Make) -> None:
    needs = [{"signposts": [{"checked_on": "2019-07"}, {"checked_on": "2015", "organisation": "other"}]}]
    found = told(
        make,
        organisations=[{"id": "county", "checked_on": "2021"}, {"id": "other"}],
        needs=[*needs, {"signposts": [{"checked_on": "2020"}]}],
    )
    assert found == [
        ("checked_on", "last checked more than 24 months ago, 3 times, the oldest 2019-07", False),
        ("checked_on", "last checked more than 24 months ago, once, the oldest 2015", False),
    ]


def test_the_day_decides(make: Make) -> None:
    needs = [{"signposts": [{"checked_on": "2026-11"}]}]
    (found,) = told(make, today=date(2026, 10, 1), needs=needs, organisations=[{"id": "county", "checked_on": "2026"}])
    assert found[1:] == ("2026-11 is yet to come", True)


def test_an_end_before_the_beginning_is_a_fault(make: Make) -> None:
    days = {"valid_from": "2028-04-01", "valid_to": "2028-03-31"}
    found = told(make, organisations=[{"id": "other", **days}], needs=[{"signposts": [days]}])
    message = "2028-03-31 is before it begins, 2028-04-01"
    assert found == [("valid_to", message, True), ("signposts county: valid_to", message, True)]


def test_an_organisation_that_ended_needs_a_successor(make: Make) -> None:
    ended = {"id": "old", "valid_to": "2025-03-31"}
    followed = {"id": "older", "valid_to": "2024-03-31", "successor": "county"}
    to_end = {"id": "county", "valid_to": "2028-03-31"}
    assert told(make, organisations=[ended, followed, to_end]) == [
        ("successor", "ended on 2025-03-31, and nobody follows it", True)
    ]
