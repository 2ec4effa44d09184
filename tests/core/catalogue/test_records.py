"""What a text of a record tells, without anyone marking it."""

from __future__ import annotations

import pytest

from core.catalogue.records import tells_price, what_it_gives


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
