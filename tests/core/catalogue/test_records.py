"""What a text of a record tells, without anyone marking it."""

from __future__ import annotations

import pytest

from core.catalogue.records import tells_count, tells_hour, tells_price, tells_time, what_it_gives


@pytest.mark.parametrize(
    "text", ["It is free.", "You pay a charge.", "It costs £12.50.", "Fees vary", "No charge", "The price changes."]
)
def test_a_text_tells_a_price_or_that_there_is_none(text: str) -> None:
    assert tells_price(text)


@pytest.mark.parametrize("text", ["", "Ring the council.", "Freedom of information", "Who is in charge of the payroll"])
def test_other_texts_tell_no_price(text: str) -> None:
    assert not tells_price(text)


@pytest.mark.parametrize(
    ("text", "given"),
    [("", set()), ("£2m for 3 roads", {"money", "number"}), ("45% in 2023", {"share", "number"}), ("in 2023", set())],
)
def test_the_kinds_of_figure_that_a_text_gives(text: str, given: set[str]) -> None:
    assert what_it_gives(text) == given


@pytest.mark.parametrize("text", ["It is free from 9:30am.", "Open 9am to 4pm", "until 16:30", "Ring before noon."])
def test_a_time_of_the_day_is_told(text: str) -> None:
    assert tells_hour(text)
    assert tells_time(text)


@pytest.mark.parametrize("text", ["It takes 28 days.", "Apply a few weeks before.", "Shut on Thursdays", "in May 2026"])
def test_days_and_weeks_are_times_and_none_of_the_day(text: str) -> None:
    assert tells_time(text)
    assert not tells_hour(text)


@pytest.mark.parametrize("text", ["", "You may apply.", "It has 3 places.", "The district does it."])
def test_what_tells_no_time(text: str) -> None:
    assert not tells_time(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ring 0116 305 0001.", "You must be over 18, by law since 2014.", "It takes 10 days.", "It costs £40, or 5%.",
     "Open 9am to 5pm.", "Ring 999."],
)  # fmt: skip
def test_ages_times_prices_and_phone_numbers_are_no_count(text: str) -> None:
    assert not tells_count(text)


@pytest.mark.parametrize("text", ["6,000 carers have one.", "There were 28 in 2019.", "Put out 2 bins.", "Nine homes."])
def test_how_many_there_are_is_a_count(text: str) -> None:
    assert tells_count(text)
