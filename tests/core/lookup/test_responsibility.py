"""Whom a resident turns to: by need, place and day; councils and their dates are data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.catalogue.records import Organisation, ServedNeed, Signpost
from core.lookup.responsibility import Responsible, council_of, county_council, who_is_responsible
from core.turn import World

TODAY = date(2026, 11, 22)
AFTER = date(2028, 4, 1)
CHECKED: dict[str, Any] = {"checked_on": "2026-11", "source": "https://example.org", "confidence": "high"}


def organisation(name: str, kind: str, **fields: Any) -> Organisation:
    whole = {"id": name, "name": name.title(), "kind": kind, "phone": f"0116 {len(name)}", **CHECKED, **fields}
    return Organisation.parse_obj(whole)


def register(*more: Organisation) -> dict[str, Organisation]:
    """The councils of today, and what is given besides or instead."""
    held = [
        organisation("county", "county", serves=["Melton", "Charnwood"], web="https://county.gov.uk", hours="9 to 5"),
        organisation("melton", "district", serves=["Melton"], web="https://melton.gov.uk"),
        organisation("charnwood", "district", serves=["Charnwood"]),
        organisation("rutland", "unitary", serves=["Rutland"]),
        organisation("shelter", "charity"),
        *more,
    ]
    return {one.id: one for one in held}


# Two districts and the county end on the last day of March 2028; one unitary council follows.
AFTER_REFORM = register(
    organisation("county", "county", serves=["Melton", "Charnwood"], valid_to="2028-03-31", successor="north"),
    organisation("melton", "district", serves=["Melton"], valid_to="2028-03-31", successor="north"),
    organisation("charnwood", "district", serves=["Charnwood"], valid_to="2028-03-31", successor="north"),
    organisation("north", "unitary", valid_from="2028-04-01"),
)


def post(organisation: str, **fields: Any) -> Signpost:
    return Signpost(organisation=organisation, **{**CHECKED, **fields})


def need(responsible: str, *signposts: Signpost) -> ServedNeed:
    return ServedNeed(id="need", area="area", need="need", asked_as=["?"], responsible=responsible,
                      answer="This is what to do now.", signposts=list(signposts))  # fmt: skip


def name_of(responsible: Responsible) -> str:
    return responsible.organisation.id if responsible.organisation else ""


def test_no_council_is_found_without_organisations() -> None:
    assert council_of("Melton", {}, TODAY) is None
    assert county_council({}, TODAY) is None
    assert who_is_responsible(need("county"), "Melton", {}, TODAY) == Responsible(None)


@pytest.mark.parametrize(
    ("district", "council"),
    [("Melton", "melton"), ("Charnwood", "charnwood"), ("Rutland", "rutland"), ("Nowhere", ""), ("", "")],
)
def test_a_district_has_its_council(district: str, council: str) -> None:
    found = council_of(district, register(), TODAY)
    assert (found.id if found else "") == council


@pytest.mark.parametrize(("day", "council"), [(date(2028, 3, 31), "melton"), (AFTER, "north"), (date.max, "north")])
def test_a_council_that_has_ended_is_followed_by_its_successor(day: date, council: str) -> None:
    found = council_of("Melton", AFTER_REFORM, day)
    assert found is not None
    assert found.id == council


def test_the_successor_of_a_successor_is_found() -> None:
    held = register(
        organisation("melton", "district", serves=["Melton"], valid_to="2028-03-31", successor="north"),
        organisation("north", "unitary", valid_from="2028-04-01", valid_to="2030-03-31", successor="shire"),
        organisation("shire", "unitary", valid_from="2030-04-01"),
    )
    found = council_of("Melton", held, date(2031, 1, 1))
    assert found is not None
    assert found.id == "shire"


@pytest.mark.parametrize("successor", [None, "nobody"])
def test_a_council_that_has_ended_without_a_successor_is_gone(successor: str | None) -> None:
    held = register(organisation("melton", "district", serves=["Melton"], valid_to="2028-03-31", successor=successor))
    assert council_of("Melton", held, AFTER) is None


class Patient(dict[str, Organisation]):
    """A register that is asked only so often, so that a look-up without end shows as a failure."""

    asked = 0

    def __contains__(self, key: object) -> bool:
        self.asked += 1
        assert self.asked < 100, "goes round in a circle"
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, default) if key in self else default


@pytest.mark.parametrize("district", ["Melton", None])
def test_successors_in_a_circle_come_to_an_end(district: str | None) -> None:
    held = Patient(register(
        organisation("county", "county", valid_to="2028-03-31", successor="county"),
        organisation("melton", "district", serves=["Melton"], valid_to="2028-03-31", successor="charnwood"),
        organisation("charnwood", "district", serves=["Charnwood"], valid_to="2028-03-31", successor="melton"),
    ))  # fmt: skip
    if district:
        assert council_of(district, held, AFTER) is None
    else:
        assert county_council(held, AFTER) == held["county"]


@pytest.mark.parametrize(("day", "council"), [(TODAY, "county"), (AFTER, "north")])
def test_the_county_council_is_followed_by_its_successor(day: date, council: str) -> None:
    found = county_council(AFTER_REFORM, day)
    assert found is not None
    assert found.id == council


@pytest.mark.parametrize("district", [None, "", "Melton", "Charnwood", "Nowhere"])
def test_the_countys_need_is_the_countys_in_every_district(district: str | None) -> None:
    found = who_is_responsible(need("county"), district, register(), TODAY)
    assert name_of(found) == "county"
    assert (found.phone, found.web, found.hours) == ("0116 6", "https://county.gov.uk", "9 to 5")
    assert not found.needs_place


def test_the_countys_need_is_the_unitary_councils_in_its_place() -> None:
    held = need("county", post("county", do="Ring the county."), post("rutland", do="Ring Rutland."))
    assert who_is_responsible(held, "Rutland", register(), TODAY).do == "Ring Rutland."
    assert name_of(who_is_responsible(need("county"), "Rutland", register(), TODAY)) == "rutland"


def test_the_countys_signpost_says_more_than_its_record() -> None:
    posts = post("melton", phone="01664 1"), post("county", phone="0116 2", hours="24 hours", do="Ring.")
    found = who_is_responsible(need("county", *posts), None, register(), TODAY)
    assert (name_of(found), found.phone, found.hours, found.do) == ("county", "0116 2", "24 hours", "Ring.")
    assert found.web == "https://county.gov.uk"


@pytest.mark.parametrize("responsible", ["district", "parish"])
def test_a_local_need_without_a_place_asks_for_it(responsible: str) -> None:
    for posts in [(), (post("melton"),), (post("county"),), (post("melton"), post("charnwood"))]:
        found = who_is_responsible(need(responsible, *posts), None, register(), TODAY)
        assert found == Responsible(None, needs_place=True)


@pytest.mark.parametrize("responsible", ["district", "parish"])
@pytest.mark.parametrize(("district", "council"), [("Melton", "melton"), ("Rutland", "rutland")])
def test_a_local_need_with_a_place_is_its_councils(responsible: str, district: str, council: str) -> None:
    found = who_is_responsible(need(responsible, post("county"), post("charnwood")), district, register(), TODAY)
    assert name_of(found) == council
    assert not found.needs_place


def test_a_place_outside_names_no_council() -> None:
    found = who_is_responsible(need("district"), "outside Leicestershire and Rutland", register(), TODAY)
    assert found == Responsible(None, needs_place=True)


@pytest.mark.parametrize("responsible", ["district", "parish"])
def test_a_helper_for_all_is_named_until_the_place_is_known(responsible: str) -> None:
    held = need(responsible, post("melton", do="Ring Melton."), post("shelter", do="Free advice."))
    found = who_is_responsible(held, None, register(), TODAY)
    assert (name_of(found), found.do, found.needs_place) == ("shelter", "Free advice.", True)
    assert name_of(who_is_responsible(held, "Melton", register(), TODAY)) == "melton"


def test_a_local_signpost_is_preferred_to_the_councils_record() -> None:
    local = post("melton", do="Use the form.", phone="01664 1", web="https://melton.gov.uk/form", hours="mornings")
    found = who_is_responsible(need("district", post("shelter"), local), "Melton", register(), TODAY)
    assert (found.do, found.phone, found.web, found.hours) == (
        "Use the form.", "01664 1", "https://melton.gov.uk/form", "mornings",
    )  # fmt: skip


def test_what_a_local_signpost_lacks_comes_from_the_councils_record() -> None:
    found = who_is_responsible(need("district", post("melton", do="Ring.")), "Melton", register(), TODAY)
    assert (found.phone, found.web, found.do) == ("0116 6", "https://melton.gov.uk", "Ring.")


def test_of_two_signposts_of_one_council_the_first_counts() -> None:
    held = need("district", post("melton", do="First."), post("melton", do="Second."))
    assert who_is_responsible(held, "Melton", register(), TODAY).do == "First."


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ({}, True),
        ({"valid_from": "2026-11-22"}, True),
        ({"valid_to": "2026-11-22"}, True),
        ({"valid_from": "2026-01-01", "valid_to": "2027-01-01"}, True),
        ({"valid_from": "2026-11-23"}, False),
        ({"valid_to": "2026-11-21"}, False),
    ],
)
def test_a_signpost_outside_its_dates_is_passed_over(dates: dict[str, str], counts: bool) -> None:
    local = who_is_responsible(need("district", post("melton", do="Now.", **dates)), "Melton", register(), TODAY)
    general = who_is_responsible(need("county", post("shelter", **dates)), None, register(), TODAY)
    assert local.do == ("Now." if counts else "")
    assert name_of(general) == ("shelter" if counts else "county")


def test_after_its_dates_the_next_signpost_counts() -> None:
    posts = post("shelter", do="Old.", valid_to="2026-03-31"), post("shelter", do="New.", valid_from="2026-04-01")
    assert who_is_responsible(need("county", *posts), None, register(), TODAY).do == "New."
    assert who_is_responsible(need("county", *posts), None, register(), date(2026, 1, 1)).do == "Old."


def test_a_need_of_one_body_is_that_bodys_everywhere() -> None:
    for district in (None, "Melton", "Rutland"):
        assert name_of(who_is_responsible(need("shelter"), district, register(), TODAY)) == "shelter"


def test_a_need_of_an_unknown_body_names_nobody() -> None:
    assert who_is_responsible(need("nobody"), "Melton", register(), TODAY) == Responsible(None)


@pytest.mark.parametrize("responsible", ["county", "district", "parish"])
def test_after_the_reform_the_successor_has_the_needs_of_both_tiers(responsible: str) -> None:
    held = need(responsible, post("melton", do="Ring Melton."), post("county", do="Ring the county."))
    found = who_is_responsible(held, "Melton", AFTER_REFORM, AFTER)
    assert (name_of(found), found.do) == ("north", "")


def test_after_the_reform_the_countys_need_goes_to_the_successor_without_a_place() -> None:
    assert name_of(who_is_responsible(need("county"), None, AFTER_REFORM, AFTER)) == "north"


def test_after_the_reform_a_signpost_to_the_ended_county_is_passed_over() -> None:
    held = need("county", post("county", do="Ring the county."))
    assert name_of(who_is_responsible(held, None, AFTER_REFORM, AFTER)) == "north"


@pytest.mark.parametrize(("day", "name"), [(TODAY, "shelter"), (AFTER, "refuge")])
def test_a_body_that_has_ended_is_followed_by_its_successor(day: date, name: str) -> None:
    held = register(
        organisation("shelter", "charity", valid_to="2028-03-31", successor="refuge"), organisation("refuge", "charity")
    )
    for posts in [(), (post("shelter"),)]:
        assert name_of(who_is_responsible(need("shelter", *posts), "Melton", held, day)) == name


@pytest.mark.parametrize(
    ("record", "district", "name"),
    [
        ("roads-pothole", None, "leicestershire"),
        ("roads-pothole", "Charnwood", "leicestershire"),
        ("roads-pothole", "Leicester", "leicester"),
        ("roads-motorway", "Charnwood", "national-highways"),
        ("waste-missed-bin", None, ""),
        ("waste-missed-bin", "Melton", "melton"),
    ],
)
def test_the_records_name_the_right_body(world: World, record: str, district: str | None, name: str) -> None:
    held = world.catalogue.needs([record])[record]
    assert name_of(who_is_responsible(held, district, world.snapshot.organisations, TODAY)) == name
