"""What a follow-up asks for: nothing that fits, one sentence, several, one that goes on from another."""

from __future__ import annotations

import pytest

from core.answering.what_is_asked import what_is_asked

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
def test_where_no_sentence_fits_there_is_nothing(words: tuple[str, ...], wants: tuple[str, ...]) -> None:
    assert what_is_asked(WARDROBE, words, wants) == ""


@pytest.mark.parametrize(
    ("words", "wants", "told"),
    [
        (("builders", "waste"), (), "Builder's waste is not taken."),
        (("time",), ("when",), "Put them outside by 6am."),
        (("shops",), (), "A shop may take the old one."),
        (("shop", "outside"), (), "Put them outside by 6am. A shop may take the old one."),
    ],
    ids=["its words", "a time", "another form", "two as well as each other"],
)
def test_the_sentences_that_fit_best_are_told_alone(words: tuple[str, ...], wants: tuple[str, ...], told: str) -> None:
    assert what_is_asked(WARDROBE, words, wants) == told


def test_what_goes_on_from_another_sentence_brings_it_along() -> None:
    told = what_is_asked(f"Keep it dry. {WARDROBE}", (), ("cost",))
    assert told == "Book a collection with your district. It is £20 for three items."
    assert what_is_asked(FLEET, ("miles",), ()) == "In 2024 the council had 23 gritters. They cover 1,300 miles."


def test_a_sentence_brings_along_what_goes_on_from_it() -> None:
    assert what_is_asked(FLEET, ("gritters",), ()) == "In 2024 the council had 23 gritters. They cover 1,300 miles."
    assert what_is_asked(FLEET, ("salt",), ("number",)) == "18,000 tonnes of salt were in store."


def test_what_wants_two_things_is_told_both() -> None:
    assert what_is_asked(WARDROBE, ("items",), ("cost", "when")) == (
        "Book a collection with your district. It is £20 for three items. Put them outside by 6am."
    )
    permit = "Yes, you need a free permit. It is for one site. It comes by e-mail and lasts 14 days."
    told = what_is_asked(permit, ("lasts",), ("cost", "when"))
    assert "free" in told and "14 days" in told


def test_what_the_report_does_not_tell_is_never_left_out() -> None:
    split = "Around £500,000 was set aside for two villages. The report does not split the sum. Work began in May 2025."
    told = what_is_asked(split, ("villages",), ("money",))
    assert told == "Around £500,000 was set aside for two villages. The report does not split the sum."
