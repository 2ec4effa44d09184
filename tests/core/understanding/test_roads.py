"""Numbers of roads: none, one, several, and what only looks like one."""

from __future__ import annotations

import pytest

from core.understanding.roads import find_roads


@pytest.mark.parametrize(
    ("text", "roads"),
    [
        ("", set()),
        ("there is a pothole in our road", set()),
        ("pothole on the A511 near Ashby", {"a511"}),
        ("is the a6 yours or the A46, and M1?", {"a6", "a46", "m1"}),
        ("a 5 year old on page B", set()),
        ("LE11 2TA, ba123456, vitamin b12345", set()),
    ],
)
def test_roads_are_known_by_letter_and_number(text: str, roads: set[str]) -> None:
    assert find_roads(text) == roads
