"""Places in a message: names, outcodes and postcodes, and the districts that they may lie in."""

from __future__ import annotations

import pytest

from core.catalogue.schema import Place
from core.turn import World
from core.understanding.places import OUTSIDE, Gazetteer


def _place(name: str, kind: str, district: str, confidence: str = "high") -> Place:
    return Place(name=name, kind=kind, district=district, confidence=confidence)


GAZETTEER = Gazetteer(
    [
        _place("Melton", "district", "Melton"),
        _place("Melton Mowbray", "town", "Melton"),
        _place("Loughborough", "town", "Charnwood"),
        _place("Oadby", "town", "Oadby and Wigston"),
        _place("Leicester", "district", "Leicester"),
        _place("Quorn", "village", "Charnwood"),
        _place("Hose", "village", "Melton"),
        _place("Burrough on the Hill", "village", "Melton"),
        _place("Ashby", "village", "Harborough", "low"),
        _place("Ashby", "village", "Melton", "low"),
        _place("Swinford", "village", "Harborough", "low"),
        _place("Nuneaton", "outside", OUTSIDE),
        _place("LE11", "outcode", "Charnwood"),
        _place("LE18", "outcode", "Oadby and Wigston"),
        _place("LE18", "outcode", "Blaby", "low"),
        _place("LE11 2TA", "postcode", "Charnwood"),
        _place("LE11 9ZZ", "postcode", "Melton", "low"),
        _place("LE11 2TR", "postcode", "Charnwood", "low"),
    ],
    frozenset({"hose"}),
)


def found(message: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(place.name, place.districts) for place in GAZETTEER.find(message)]


@pytest.mark.parametrize("message", ["", "   ", "my bin", "leicestershire council", "le99", "quornish", "12"])
def test_a_message_without_a_place_gives_none(message: str) -> None:
    assert found(message) == []


def test_an_empty_gazetteer_knows_only_that_a_full_postcode_is_outside() -> None:
    empty = Gazetteer([])
    assert empty.find("quorn and le11") == []
    assert [place.is_outside for place in empty.find("le11 2ta")] == [True]


@pytest.mark.parametrize(
    ("message", "name", "district"),
    [
        ("my bin in quorn", "Quorn", "Charnwood"),
        ("QUORN", "Quorn", "Charnwood"),
        ("quorn's bins", "Quorn", "Charnwood"),
        ("quorn’s bins", "Quorn", "Charnwood"),
        ("who does bins in Loughborough?", "Loughborough", "Charnwood"),
        ("burrough-on-the-hill", "Burrough on the Hill", "Melton"),
        ("a village of doubtful standing, swinford", "Swinford", "Harborough"),
        ("i live in leicester", "Leicester", "Leicester"),
    ],
)
def test_a_name_gives_its_district(message: str, name: str, district: str) -> None:
    place = GAZETTEER.find(message)[0]
    assert (place.name, place.district, place.is_outside) == (name, district, False)


def test_of_overlapping_names_the_longest_counts() -> None:
    assert found("a pothole in melton mowbray") == [("Melton Mowbray", ("Melton",))]


def test_a_district_is_known_as_one() -> None:
    assert [place.kind for place in GAZETTEER.find("melton, then quorn")] == ["district", "village"]


def test_a_name_in_several_districts_is_not_certain() -> None:
    place = GAZETTEER.find("bins in ashby")[0]
    assert (place.districts, place.district, place.is_outside) == (("Harborough", "Melton"), None, False)


def test_a_name_outside_the_county_is_told_as_such() -> None:
    place = GAZETTEER.find("bins in nuneaton")[0]
    assert place.is_outside
    assert place.kind == "outside"


def test_several_places_come_in_the_order_typed() -> None:
    names = [name for name, _ in found("a bus from LE11 2TA to oadby by loughborough or le18")]
    assert names == ["LE11 2TA", "Oadby", "Loughborough", "LE18"]


@pytest.mark.parametrize(
    ("message", "is_meant"),
    [
        ("hose", True),
        ("Hose.", True),
        ("my bin in hose", True),
        ("i live near hose", True),
        ("i need a hose", False),
        ("hose pipe ban", False),
        ("the fire hose", False),
    ],
)
def test_an_ordinary_word_is_a_place_only_where_a_place_would_stand(message: str, is_meant: bool) -> None:
    assert bool(found(message)) is is_meant


@pytest.mark.parametrize("typed", ["LE11 2TA", "le11 2ta", "le112ta", "LE11  2TA", "it is le11 2ta."])
def test_a_postcode_is_found_however_it_is_typed(typed: str) -> None:
    assert found(typed) == [("LE11 2TA", ("Charnwood",))]


@pytest.mark.parametrize(
    ("postcode", "districts"),
    [
        ("LE11 5XX", ("Charnwood",)),  # not on the list: its outcode tells
        ("LE18 1AA", ("Oadby and Wigston", "Blaby")),
        ("LE11 2TR", ("Charnwood",)),  # doubtful, but its outcode agrees
        ("LE11 9ZZ", ("Melton", "Charnwood")),  # doubtful, and its outcode says otherwise
        ("NG1 1AA", (OUTSIDE,)),
    ],
)
def test_a_postcode_that_is_not_certain_leans_on_its_outcode(postcode: str, districts: tuple[str, ...]) -> None:
    assert found(postcode) == [(postcode, districts)]


def test_an_outcode_gives_all_its_districts() -> None:
    assert found("le18 or LE11") == [("LE18", ("Oadby and Wigston", "Blaby")), ("LE11", ("Charnwood",))]


def test_a_postcode_is_not_found_again_as_an_outcode() -> None:
    assert len(found("le11 2ta")) == 1


@pytest.mark.xfail(strict=True, reason="an ordinal or an hour after a road's name passes for a postcode outside")
@pytest.mark.parametrize("message", ["lights out on the a6 2nd time this week", "m69 3rd exit", "can i call b4 5pm"])
def test_ordinals_and_hours_are_no_postcodes(message: str) -> None:
    assert found(message) == []


@pytest.mark.xfail(strict=True, reason="names of the list keep their 's, words of the message lose it")
@pytest.mark.parametrize("message", ["king's norton", "bins in King’s Norton"])
def test_a_name_with_an_apostrophe_is_found(message: str) -> None:
    gazetteer = Gazetteer([_place("King's Norton", "village", "Harborough")])
    assert [place.district for place in gazetteer.find(message)] == ["Harborough"]


@pytest.mark.xfail(strict=True, reason="a name of six words or more is longer than the longest looked for")
def test_a_name_of_seven_words_is_found() -> None:
    gazetteer = Gazetteer([_place("Waltham on the Wolds and Thorpe Arnold", "parish", "Melton")])
    assert [place.district for place in gazetteer.find("waltham on the wolds and thorpe arnold")] == ["Melton"]


def test_the_world_reads_places_from_the_catalogue(world: World) -> None:
    assert [place.district for place in world.gazetteer.find("le11 2ta")] == ["Charnwood"]
    assert world.gazetteer.find("i need a hose") == []
    assert world.gazetteer is world.gazetteer
