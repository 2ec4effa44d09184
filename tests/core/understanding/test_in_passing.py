"""A place outside the county counts only where something is asked for there."""

from __future__ import annotations

import pytest

from core.understanding.in_passing import without_passing
from core.understanding.places import OUTSIDE, PlaceFound

_OUTSIDE = ("Derby", "Rugby", "Leeds", "Nuneaton", "Nottingham")


def _places(text: str) -> list[PlaceFound]:
    inside = ("Coalville", "Quorn")
    return [
        PlaceFound(name, "town", (OUTSIDE,) if name in _OUTSIDE else ("Charnwood",), name, text.index(name))
        for name in sorted((*_OUTSIDE, *inside), key=text.find)
        if name in text
    ]


@pytest.mark.parametrize(
    "text",
    [
        "two kids, we moved from Derby at Easter, which form do i fill in",
        "can't drag the bins out, must I drive over from Rugby every week",
        "he is off to uni in Leeds, do i lose my discount",
        "my lad works nights in Nuneaton and needs a bus",
        "she went into hospital in Nottingham, who sorts her care at home",
        "we're moving to Derby, who do I tell about the council tax",
        "why can't we have trams like in Nottingham",
        "me mam cant drag the bin out any more and i live in Derby, can they fetch it",
        "my dad's on his own in his flat, we're down in Rugby, who checks on him",
    ],
)
def test_outside_in_passing_is_left_out(text: str) -> None:
    assert _places(text) != []
    assert without_passing(_places(text), text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "im from Derby, can i use your tip",
        "my aunt lives in Leeds and needs a carer",
        "bin not emptied in Nuneaton",
        "Rugby: who empties the bins",
        "whos the council for Nottingham",
        "when do the road works in Nottingham finish",
        "he was born in hospital in Leeds, where do i get the certificate",
        "i live in Derby, can i use your tip",
        "my mum lives with me and i live in Derby, who does her carers assessment",
    ],
)
def test_outside_where_it_is_asked_for_stays(text: str) -> None:
    assert [place.name for place in without_passing(_places(text), text)] == [place.name for place in _places(text)]


def test_places_of_the_county_always_stay() -> None:
    text = "we moved from Derby to Coalville, and before that from Quorn"
    assert [place.name for place in without_passing(_places(text), text)] == ["Coalville", "Quorn"]


def test_nothing_found_stays_nothing() -> None:
    assert without_passing([], "where is my bin") == ()
