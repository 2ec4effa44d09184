"""Places in a message: names, outcodes and postcodes, and the districts that they may lie in."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from core.catalogue.files import read_places
from core.catalogue.schema import Place
from core.settings import DATA
from core.turn import World
from core.understanding.places import OUTSIDE, Gazetteer, PlaceFound, gazetteer_over, is_ordinary_word, read_names
from core.yaml_text import parse_yaml

MESSAGES: dict[str, list[Any]] = parse_yaml((Path(__file__).parent / "places.yml").read_text("utf-8"))


def _place(name: str, kind: str, district: str, confidence: str = "high") -> Place:
    return Place.parse_obj({"name": name, "kind": kind, "district": district, "confidence": confidence})


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
        ("hose please", True),
        ("it's Hose in Leicestershire", True),
        ("hose village hall", True),
        ("12 church lane, hose", True),
        ("the village of hose", True),
        ("a bus from hose to melton", True),
        ("water from hose to drain", False),
        ("in hose pipe bans", False),
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


@pytest.mark.parametrize("message", ["lights out on the a6 2nd time this week", "m69 3rd exit", "can i call b4 5pm"])
def test_ordinals_and_hours_are_no_postcodes(message: str) -> None:
    assert found(message) == []


@pytest.mark.parametrize("message", ["king's norton", "bins in King’s Norton"])
def test_a_name_with_an_apostrophe_is_found(message: str) -> None:
    gazetteer = Gazetteer([_place("King's Norton", "village", "Harborough")])
    assert [place.district for place in gazetteer.find(message)] == ["Harborough"]


def test_a_name_of_seven_words_is_found() -> None:
    gazetteer = Gazetteer([_place("Waltham on the Wolds and Thorpe Arnold", "parish", "Melton")])
    assert [place.district for place in gazetteer.find("waltham on the wolds and thorpe arnold")] == ["Melton"]


def test_the_world_reads_places_from_the_catalogue(world: World) -> None:
    assert [place.district for place in world.gazetteer.find("le11 2ta")] == ["Charnwood"]
    assert world.gazetteer.find("i need a hose") == []
    assert world.gazetteer is world.gazetteer


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("a pothole on melton road", []),
        ("melton road, oadby", ["Oadby"]),
        ("loughborough road in quorn", ["Quorn"]),
        ("oadby's street lights", ["Oadby"]),
        ("oadby street lights are off", ["Oadby"]),
        ("a sign on oadby street is bent", []),
        ("melton road works", ["Melton"]),
        ("oadby close needs gritting", []),
        ("is oadby close to leicester", ["Oadby", "Leicester"]),
        ("flooding on leicester st", []),
        ("mrs melton next door", []),
        ("a bed at leicester royal infirmary", []),
    ],
)
def test_a_street_or_a_person_that_bears_a_name_is_not_the_place(message: str, names: list[str]) -> None:
    assert [name for name, _ in found(message)] == names


def test_words_of_two_sentences_make_no_name() -> None:
    assert [name for name, _ in found("i live in melton. mowbray is a friend")] == ["Melton"]


@pytest.mark.parametrize("typed", ["le11-2ta", "LE 11 2TA", "le 112ta"])
def test_a_postcode_may_have_its_gaps_elsewhere(typed: str) -> None:
    assert found(typed) == [("LE11 2TA", ("Charnwood",))]


@pytest.mark.parametrize("message", ["zz1 1aa", "my mp3 4gb player", "b4 5kg", "le11 2tav", "xle11 2ta"])
def test_what_no_postcode_looks_like_is_none(message: str) -> None:
    assert [kind for kind in (place.kind for place in GAZETTEER.find(message)) if kind == "postcode"] == []


def test_an_ordinal_after_an_outcode_of_the_county_is_a_postcode() -> None:
    assert found("le11 2nd") == [("LE11 2ND", ("Charnwood",))]


@pytest.mark.parametrize(
    ("message", "typed"),
    [
        ("bins in QUORN’S lanes", "QUORN"),
        ("burrough-on-the-hill", "burrough-on-the-hill"),
        ("İ live in melton  mowbray", "melton  mowbray"),
        ("at le112ta.", "le112ta"),
    ],
)
def test_a_place_knows_where_it_was_typed(message: str, typed: str) -> None:
    (place,) = GAZETTEER.find(message)
    assert (place.typed, message[place.start : place.end]) == (typed, typed)


def test_the_words_of_a_place_are_those_of_its_name_and_those_typed() -> None:
    assert PlaceFound("Loughborough", "town", ("Charnwood",), "loughboro", 3).words == {"loughborough", "loughboro"}


# Other spellings

SPELT = Gazetteer(
    [_place("Loughborough", "town", "Charnwood"), _place("Hinckley", "town", "Hinckley and Bosworth"),
     _place("Barrow upon Soar", "village", "Charnwood"), _place("Stoney Stanton", "village", "Blaby"),
     _place("Woodhouse", "village", "Charnwood"), _place("Ashby", "village", "Melton", "low"),
     _place("Ashby de la Zouch", "town", "North West Leicestershire")],
    spellings={
        "ashby": "Ashby de la Zouch",
        "lufbra": "Loughborough",
        "stony stanton": "Stoney Stanton",
        "syst": "Syston",
    },
    is_ordinary=lambda word: word == "woodlouse",
)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("lufbra", "Loughborough"),
        ("ashby tip", "Ashby de la Zouch"),
        ("barrow on soar", "Barrow upon Soar"),
        ("Barrow on the Soar", "Barrow upon Soar"),
        ("stoneystanton", "Stoney Stanton"),
        ("stony stanton", "Stoney Stanton"),
        ("stoney stantin", "Stoney Stanton"),
        ("loughbrough bins", "Loughborough"),
        ("looghborugh", "Loughborough"),
        ("bins in hinkley", "Hinckley"),
        ("bins in hincklye", "Hinckley"),
        ("hinckleys bins", "Hinckley"),
        ("hinkley library", "Hinckley"),
        ("12 high street hinkley", "Hinckley"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(message: str, name: str) -> None:
    assert [place.name for place in SPELT.find(message)] == [name]


@pytest.mark.parametrize(
    "message",
    [
        "bins in woodlouse",  # an ordinary word, however near
        "bins in inckley",  # the first letter is never wrong
        "bins in hinkly",  # two slips in a short name
        "hinkley was rude to me",  # nothing says that a place is meant
        "mr loughbrough",
        "hinkley road",
        "syst",  # a spelling of a name that isn't among the places
        "bins in hinckl3y",
    ],
)
def test_a_word_that_may_be_another_is_not_taken_for_a_misspelt_name(message: str) -> None:
    assert SPELT.find(message) == []


def test_without_a_list_of_ordinary_words_no_slip_is_mended() -> None:
    assert found("bins in loughbrough") == []


def test_ordinary_words_are_known() -> None:
    assert is_ordinary_word("weather")
    assert not is_ordinary_word("loughbrough")
    assert not is_ordinary_word("")


# The project's own tables


@lru_cache(maxsize=1)
def _whole() -> Gazetteer:
    return gazetteer_over(read_places(DATA))


@pytest.mark.parametrize(("message", "names", "districts"), MESSAGES["named"])
def test_residents_places_are_found(message: str, names: list[str], districts: list[str]) -> None:
    places = _whole().find(message)
    assert [place.name for place in places] == names
    assert sorted(places[-1].districts) == sorted(districts)


@pytest.mark.parametrize("message", MESSAGES["unnamed"])
def test_no_place_is_found_where_none_is_meant(message: str) -> None:
    assert _whole().find(message) == []


def test_every_spelling_means_a_name_of_the_tables() -> None:
    names = {place.name for place in read_names()}
    with (DATA / "places" / "spellings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["name"] for row in rows} <= names
    assert len({row["spelling"].lower() for row in rows}) == len(rows)


def test_every_common_word_is_a_name_or_a_spelling() -> None:
    lines = (DATA / "places" / "common_words.txt").read_text("utf-8").splitlines()
    gazetteer = _whole()
    assert [line for line in lines if not line.startswith("#") and not gazetteer.find(f"i live in {line}")] == []


@pytest.mark.parametrize(
    "hostile", ["a", "le1 ", "le1-", "b1", "'", "a'", "ashby de la ", "hincley ", "in hose ", "1", "İ", " "]
)
def test_a_long_odd_message_is_searched_in_no_time(hostile: str) -> None:
    gazetteer = _whole()
    began = process_time()
    gazetteer.find((hostile * 2000)[:2000])
    assert process_time() - began < 0.5
