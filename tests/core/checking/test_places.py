"""Places: those of initiatives are known, or are landmarks."""

from __future__ import annotations

import pytest

from core.checking.places import check_places
from tests.core.checking.conftest import Make


def test_no_place_has_nothing_wrong(make: Make) -> None:
    assert list(check_places(make(initiatives=[{}]))) == []


@pytest.mark.parametrize(
    "place",
    ["Melton", "Melton Mowbray", "Barton in the Beans", "Melton Mobray", "Leicestershire"],
)
def test_a_known_place_is_right(make: Make, place: str) -> None:
    assert list(check_places(make(initiatives=[{"places": [place]}]))) == []


def test_a_landmark_is_right(make: Make) -> None:
    landmarks: dict[str, list[str]] = {"Beacon Hill": [], "Town Park": ["Melton"]}
    made = make(initiatives=[{"places": ["Beacon Hill", "Town Park"]}], landmarks=landmarks)
    assert list(check_places(made)) == []


def test_each_place_that_nothing_knows_is_a_fault(make: Make) -> None:
    found = check_places(make(initiatives=[{"places": ["Nowhere", "Melton"]}, {"places": ["Melton Nowhere"]}]))
    assert [(finding.record, finding.told, finding.is_fault) for finding in found] == [
        ("initiatives i-0", "'Nowhere' is not among data/places", True),
        ("initiatives i-1", "'Melton Nowhere' is not among data/places", True),
    ]


def test_a_landmark_in_a_district_that_there_is_not_is_a_fault(make: Make) -> None:
    (finding,) = check_places(make(landmarks={"Beacon Hill": ["Melten"]}))
    assert str(finding) == "data/places/landmarks.yml: landmarks Beacon Hill: districts: no district 'Melten'"
