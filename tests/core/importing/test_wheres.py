"""Places in print."""

from __future__ import annotations

import pytest

from core.importing.wheres import FindPlaces, place_finder


@pytest.fixture(scope="module")
def find() -> FindPlaces:
    return place_finder()


def test_none_one_and_many(find: FindPlaces) -> None:
    assert find("") == []
    assert find("A bridge in Measham.") == ["Measham"]
    assert find("Libraries in Syston and Blaby, and again in Syston.") == ["Syston", "Blaby"]


def test_a_council_or_a_road_is_no_place(find: FindPlaces) -> None:
    assert find("Blaby District Council and Melton Road met.") == []


def test_the_whole_county_is_no_place(find: FindPlaces) -> None:
    assert find("A board for Leicester, Leicestershire and Rutland was set up.") == []
    assert find("The strategy of Leicester and Leicestershire.") == []


def test_small_letters_are_no_names(find: FindPlaces) -> None:
    assert find("They wing it with a hose and measham.") == []
