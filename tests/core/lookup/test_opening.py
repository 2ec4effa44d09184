"""Open now or not, from hours in words."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.lookup.opening import UK, is_open

WEEK = "Monday to Thursday 8:30am to 5pm, Friday 8:30am to 4:30pm"


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        ("Monday to Friday, 9am to 5pm", "2026-11-25 10:00", True),
        ("Monday to Friday, 9am to 5pm", "2026-11-25 17:00", False),
        ("Monday to Friday, 9am to 5pm", "2026-11-28 10:00", False),
        (WEEK, "2026-11-26 16:45", True),
        (WEEK, "2026-11-27 16:45", False),
        ("8am to 8pm every day", "2026-11-29 19:59", True),
        ("8am to 8pm weekdays, 10am to 8pm weekends and bank holidays", "2026-11-28 09:00", False),
        ("8am to 8pm weekdays, 10am to 8pm weekends and bank holidays", "2026-11-28 11:00", True),
        ("8am to 8pm weekdays, 10am to 8pm weekends and bank holidays", "2026-11-27 09:00", True),
        ("Monday to Friday 9am to 7pm, Saturday 10am to 2pm", "2026-11-28 13:00", True),
        ("24 hours", "2026-12-25 03:00", True),
        ("Mon-Fri 12pm to 2pm", "2026-11-25 12:30", True),
        # Clocks: 16:30 UTC in July is 17:30 in Leicestershire.
        ("Monday to Friday, 9am to 5pm", "2026-07-15 17:30", False),
    ],
)
def test_hours_in_words_are_read(hours: str, moment: str, expected: bool) -> None:
    assert is_open(hours, datetime.fromisoformat(moment).replace(tzinfo=UK)) is expected


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        ("", "2026-11-25 10:00"),
        ("office hours", "2026-11-25 10:00"),
        ("yearly, in autumn", "2026-11-25 10:00"),
        ("9am to 5pm", "2026-11-25 10:00"),
        ("online 24 hours", "2026-11-25 10:00"),
        ("viewing Monday to Friday, 9am to 4pm, by appointment", "2026-11-25 10:00"),
        # Christmas Day is a Friday.
        ("Monday to Friday, 9am to 5pm", "2026-12-25 10:00"),
    ],
)
def test_what_the_words_do_not_tell_is_not_guessed(hours: str, moment: str) -> None:
    assert is_open(hours, datetime.fromisoformat(moment).replace(tzinfo=UK)) is None
