"""What a follow-up asks for comes first: nothing that fits, one sentence, one that goes on from another."""

from __future__ import annotations

import pytest

from core.answering.asked_first import asked_first

WARDROBE = (
    "Book a collection with your district. It is £20 for three items. Put them outside by 6am. "
    "Builder's waste is not taken. A shop may take the old one."
)
FLEET = "In 2024 the council had 23 gritters. They cover 1,300 miles. 18,000 tonnes of salt were in store."


@pytest.mark.parametrize(
    ("words", "wants"),
    [((), ()), (("dog", "licence"), ()), (("there",), ("now",)), (("xyz",), ("share",))],
    ids=["nothing asked", "other words", "no sign", "neither"],
)
def test_where_nothing_fits_the_order_stays(words: tuple[str, ...], wants: tuple[str, ...]) -> None:
    assert asked_first(WARDROBE, words, wants) == WARDROBE


@pytest.mark.parametrize(
    ("words", "wants", "begins"),
    [
        (("builders", "waste"), (), "Builder's waste is not taken."),
        (("time",), ("when",), "Put them outside by 6am."),
        (("shops",), (), "A shop may take the old one."),
    ],
    ids=["its words", "a time", "another form"],
)
def test_the_sentence_that_fits_comes_first_and_none_is_lost(
    words: tuple[str, ...], wants: tuple[str, ...], begins: str
) -> None:
    told = asked_first(WARDROBE, words, wants)
    assert told.startswith(begins)
    assert sorted(told.split()) == sorted(WARDROBE.split())


def test_what_goes_on_from_another_sentence_brings_it_along() -> None:
    assert asked_first(WARDROBE, (), ("cost",)) == WARDROBE
    told = asked_first(f"Keep it dry. {WARDROBE}", (), ("cost",))
    assert told.startswith("Book a collection with your district. It is £20")
    assert asked_first(FLEET, ("miles",), ("number",)).startswith("In 2024 the council had 23 gritters. They cover")


def test_of_two_that_fit_as_well_the_first_stays_first() -> None:
    assert asked_first(FLEET, (), ("number",)) == FLEET
    assert asked_first(FLEET, ("salt",), ("number",)).startswith("18,000 tonnes of salt")
