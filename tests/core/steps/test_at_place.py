"""Places: none, one, several, outside, in two districts, of another council."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.wording import say
from core.turn import World
from tests.talk import Talk, changed

BIN, POTHOLE = "my bin was missed", "there is a pothole in our road"
COUNTY = "Leicestershire County Council"


def test_no_place_asks_for_one_and_names_how_to_find_the_council(world: World) -> None:
    talk = Talk(world)
    reply = talk.says(BIN)
    assert (reply.status, talk.thread.awaits) == (Status.ANSWERED, "place")
    assert reply.text.endswith(say("which_place"))
    assert say("your_district") in reply.text


@pytest.mark.parametrize(
    ("place", "council"),
    [
        ("quorn", "Charnwood Borough Council"),
        ("Barwell", "Hinckley and Bosworth Borough Council, 01455 238141"),
        ("LE11 2TA", "Charnwood Borough Council"),
        ("leicester", "Leicester City Council, 0116 454 1002"),
    ],
)
def test_one_place_names_its_council(world: World, place: str, council: str) -> None:
    reply = Talk(world).says(f"{BIN} in {place}")
    assert reply.status is Status.ANSWERED
    assert council in reply.text
    assert say("which_place") not in reply.text


def test_of_several_places_the_last_one_counts(world: World) -> None:
    assert "Hinckley and Bosworth" in Talk(world).says("moved from quorn to barwell and my bin was missed").text


def test_a_place_told_before_counts_for_the_next_need(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed in quorn")
    reply = talk.says("how do i get an old wardrobe collected")
    assert reply.records[0] == "waste-bulky-item"
    assert "Charnwood Borough Council" in reply.text


@pytest.mark.parametrize("place", ["ashby", "LE9", "braunstone"])
def test_a_place_in_two_districts_is_asked_back_and_told_what_for(world: World, place: str) -> None:
    talk = Talk(world)
    reply = talk.says(f"{BIN} in {place}")
    (found,) = world.gazetteer.find(place)
    asked = say("place_unsure", place=found.name, districts=" or ".join(found.districts))
    assert (reply.status, reply.text, reply.records) == (Status.ASKED_BACK, asked, ("waste-missed-bin",))
    assert talk.thread.awaits == "place"
    assert talk.thread.district == ""


def test_a_place_in_two_districts_does_not_matter_to_a_need_of_the_county(world: World) -> None:
    reply = Talk(world).says("there is a pothole in ashby")
    assert reply.status is Status.ANSWERED
    assert "0116 305 0001" in reply.text


@pytest.mark.parametrize("message", [f"{BIN} in nuneaton", "where can i get sandbags in nottingham"])
def test_a_place_outside_is_out_of_scope(world: World, message: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    place = message.rsplit(" ", maxsplit=1)[-1].title()
    assert (reply.status, reply.text) == (Status.OUT_OF_SCOPE, say("place_outside", place=place))
    assert talk.thread.district == ""


def test_a_need_that_is_asked_of_places_outside_is_told_of_them(engine: Engine, tmp_path: Path) -> None:
    travels = changed(engine, tmp_path, "UPDATE need SET elsewhere = 1 WHERE id IN ('roads-pothole')")
    for place in ("nuneaton", "oakham", "leicester"):
        reply = Talk(travels).says(f"there is a pothole in {place}")
        assert (reply.status, reply.records[0]) == (Status.ANSWERED, "roads-pothole")
        assert "0116 305 0001" in reply.text


@pytest.mark.parametrize(
    ("said", "council"),
    [
        (f"{BIN} in quorn", "Charnwood Borough Council"),
        (f"moved from leicester to quorn and {BIN}", "Charnwood Borough Council"),
        (f"{BIN} in quorn, it never was in leicester", "Charnwood Borough Council"),
        (f"moved from quorn to barwell and {BIN}", "Hinckley and Bosworth"),
        (f"{BIN} in nuneaton", say("which_place")),
        (f"{BIN} in ashby", say("which_place")),
    ],
)
def test_of_a_need_asked_of_places_outside_a_place_inside_names_the_council(
    engine: Engine, tmp_path: Path, said: str, council: str
) -> None:
    travels = changed(engine, tmp_path, "UPDATE need SET elsewhere = 1 WHERE id IN ('waste-missed-bin')")
    reply = Talk(travels).says(said)
    assert reply.status is Status.ANSWERED
    assert council in reply.text


def test_a_need_of_the_county_is_not_the_countys_outside(world: World) -> None:
    reply = Talk(world).says("there is a pothole in nuneaton")
    assert (reply.status, reply.text) == (Status.OUT_OF_SCOPE, say("place_outside", place="Nuneaton"))


def test_a_need_of_a_national_body_is_the_same_everywhere(world: World) -> None:
    reply = Talk(world).says("there is a problem on the motorway at nuneaton")
    assert reply.records[0] == "roads-motorway"
    assert "National Highways, 0300 123 5000" in reply.text


@pytest.mark.parametrize("message", [f"{BIN} in oakham", "there is a pothole in oakham"])
def test_a_place_of_another_council_is_told_that_council(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.OUT_OF_SCOPE
    assert "Oakham" in reply.text
    assert "Rutland County Council, 01572 722577" in reply.text
    assert "0116 305 0001" not in reply.text


def test_a_need_of_the_county_is_the_citys_in_the_city(world: World) -> None:
    assert "Contact: Leicester City Council" in Talk(world).says("there is a pothole in leicester").text


@pytest.mark.parametrize("place", ["quorn", "barwell", "melton mowbray"])
def test_whoever_asks_about_a_place_hears_that_the_county_does_it_everywhere(world: World, place: str) -> None:
    reply = Talk(world).hears(POTHOLE, f"and in {place}?")
    assert reply.text.startswith(say("county_everywhere", name=COUNTY, place=place.title()))
    assert len(reply.text.split()) <= 120


def test_in_the_city_the_county_does_nothing_everywhere(world: World) -> None:
    reply = Talk(world).hears(POTHOLE, "and in leicester?")
    assert say("county_everywhere", name=COUNTY, place="Leicester") not in reply.text
    assert "Leicester City Council" in reply.text


def test_whoever_tells_where_the_pothole_is_does_not_hear_that(world: World) -> None:
    reply = Talk(world).says("there is a big pothole in the road at quorn")
    assert say("county_everywhere", name=COUNTY, place="Quorn") not in reply.text


def test_a_council_that_has_ended_gives_way_to_its_successor(engine: Engine, tmp_path: Path) -> None:
    merged = changed(
        engine,
        tmp_path,
        "UPDATE organisation SET valid_to = '2026-10-31', successor = 'leicester' WHERE id = 'charnwood'",
    )
    reply = Talk(merged).says("my bin was missed in quorn")
    assert "Leicester City Council" in reply.text
    assert "Charnwood Borough Council" not in reply.text
