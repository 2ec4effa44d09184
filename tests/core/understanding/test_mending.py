"""Slips of typing: none, one, several; what looks like one and is none."""

from __future__ import annotations

import pytest

from core.understanding.mending import Mender

COUNTS = {
    "library": 40, "libraries": 30, "pothole": 25, "potholes": 20, "recycling": 60, "collected": 50, "spade": 4,
    "floor": 9, "floorboards": 3, "flood": 30, "boards": 8,
    "separate": 12, "spaced": 9, "swadlincote": 1, "carers": 80, "clippings": 5, "budget": 70, "sharps": 6,
}  # fmt: skip


@pytest.fixture
def mender() -> Mender:
    return Mender(COUNTS, ["anstey", "kibworth", "oadby"])


@pytest.mark.parametrize("text", ["", "   ", "??", "漢字 999", "LE11 2TA", "how do i get a bus pass"])
def test_what_holds_no_slip_stays_as_typed(mender: Mender, text: str) -> None:
    assert mender.mend(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("recyling", "recycling"),
        ("reyccling", "recycling"),
        ("recyclling", "recycling"),
        ("racycling", "recycling"),
        ("Seperate", "separate"),
        ("POTHLOE", "pothole"),
        ("libarys", "library"),
    ],
    ids=["a letter lost", "two swapped", "one too many", "a wrong one", "with a capital", "in capitals", "and an s"],
)
def test_a_slip_becomes_the_word_that_is_meant(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed) == meant


def test_several_slips_are_mended_and_all_else_stays(mender: Mender) -> None:
    typed = "When's teh recyling colected,  in Oadby?? (my dads 'pothloe')"
    assert mender.mend(typed) == "When's teh recycling collected,  in Oadby?? (my dads 'pothole')"


@pytest.mark.parametrize(
    "word",
    ["carer", "budgeted", "potholed", "spades", "pothol3", "anstey", "kibworths", "shares", "can't", "swadlincote",
     "floodboards"],
    ids=[
        "an ordinary word", "an ending", "another ending", "and another", "with a figure", "a name", "a name's s",
        "an ordinary word near another", "with an apostrophe", "a rare word of the catalogue", "two words in one",
    ],
)  # fmt: skip
def test_words_that_people_write_stay(mender: Mender, word: str) -> None:
    assert mender.mend(word) == word


@pytest.mark.parametrize("word", ["bns", "qothole", "rxcxcling", "swadlincotte"])
def test_what_is_too_short_or_too_far_off_or_seldom_in_the_catalogue_stays(mender: Mender, word: str) -> None:
    assert mender.mend(word) == word


def test_of_two_words_as_near_the_commoner_is_meant() -> None:
    assert Mender({"gritters": 9, "gritterd": 3}).mend("gritterx") == "gritters"
    assert Mender({"gritters": 3, "gritterd": 9}).mend("gritterx") == "gritterd"


def test_with_no_catalogue_nothing_is_mended() -> None:
    assert Mender({}).mend("recyling") == "recyling"
