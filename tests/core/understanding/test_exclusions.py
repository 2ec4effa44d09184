"""What a question says it isn't about is no part of what is looked for."""

from __future__ import annotations

import pytest

from core.understanding.exclusions import without_excluded


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what is the largest shire grant, not the climate one", "what is the largest shire grant"),
        ("how much is the tip permit? Not the one for vans.", "how much is the tip permit?."),
        ("places at the new school in Barwell, not the one at Shepshed?", "places at the new school in Barwell?"),
        ("children in funded care, number? (not the two year olds)", "children in funded care, number?"),
        ("overspend at period 5, 2021/22 (not p3 or p4)", "overspend at period 5, 2021/22"),
        ("which grant paid for the boiler, I don't mean the bin one", "which grant paid for the boiler"),
        ("new buses, how many, i dont mean the park n ride ones", "new buses, how many"),
        ("the £1.3m cut - not the other £1.3m - did it go ahead", "the £1.3m cut - did it go ahead"),
        ("not the junction 23 one, when did junction 22 finish", "when did junction 22 finish"),
        ("rating for the board, not for the whole service?", "rating for the board?"),
    ],
)
def test_what_is_excluded_is_taken_out(text: str, asked: str) -> None:
    assert without_excluded(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not that one",
        "no, not that one",
        "no not the blue badge",
        "it is not the council's job is it",
        "septic tank backing up, not on mains",
        "they say not their problem, so whose is it",
        "why was my bin not emptied, the others were",
        "number of kids taught at home and not in school",
    ],
)
def test_other_uses_of_not_stay(text: str) -> None:
    assert without_excluded(text) == text
