"""Words brought to one spelling."""

from __future__ import annotations

import pytest

from core.understanding.spelling import make_speller, normalise

SPELLER = make_speller(
    {"cant": ["can not", "can t"], "mum": ["mam", "me old mam"], "nan": ["gran"]},
    ["bleeding", "suicidal"],
    ["breeding"],
    ["curtain"],
)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("  Can't   WAIT!? ", "cant wait"),
        ("he’s gone", "hes gone"),
        ("heeelp", "help"),
        ("24/7, at 5pm…", "24 7 at 5pm"),
        ("\N{FULLWIDTH LATIN SMALL LETTER A}b", "ab"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_a_message_becomes_plain_words(message: str, words: str) -> None:
    assert normalise(message) == words


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("i can not see mam", "i cant see mum"),
        ("i can t see me old mam", "i cant see mum"),
        ("bleding bleedding bledeing bleeeing", "bleeding bleeding bleeding bleeding"),
        ("suicidle", "suicidle"),
        ("bleedin", "bleeding"),
        ("breeding curtain seeding", "breeding curtain seeding"),
        ("", ""),
    ],
)
def test_words_are_brought_to_one_spelling(words: str, spelt: str) -> None:
    assert SPELLER.spell(words) == spelt
