"""The staff look-up: all that fits, of one area or one report alone, with whom to turn to at a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.compose import contact_line
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.lookup.staff import Filters, StaffResult, look_up_for_staff, look_up_with
from core.turn import World
from tests.talk import changed, without_catalogue


def initiatives(result: StaffResult) -> list[str]:
    return [initiative.id for initiative in result.initiatives]


def needs(result: StaffResult) -> list[str]:
    return [need.id for need, _ in result.signposts]


def contact(result: StaffResult, need: str) -> str:
    return contact_line({found.id: responsible for found, responsible in result.signposts}[need])


@pytest.mark.parametrize("words", ["xyzzy", "", "?!", "漢字"])
def test_words_that_nothing_fits_find_nothing(wordless_world: World, words: str) -> None:
    assert look_up_for_staff(wordless_world, words) == StaffResult([], [])


def test_words_of_one_record_find_that_one(wordless_world: World) -> None:
    result = look_up_for_staff(wordless_world, "granite")
    assert (initiatives(result), needs(result)) == (["roads-2019-gritters-in-heatwave"], [])


@pytest.mark.parametrize("with_encoder", [True, False])
@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("flood wardens 2023", ("flooding-2023-flood-wardens", "flooding-warning")),
        ("gritting in 2017", ("roads-2017-gritting", "roads-gritting")),
    ],
)
def test_initiatives_and_needs_that_fit_come_best_first(
    world: World, wordless_world: World, with_encoder: bool, words: str, records: tuple[str, str]
) -> None:
    result = look_up_for_staff(world if with_encoder else wordless_world, words)
    assert initiatives(result)[0] == records[0]
    assert records[1] in needs(result)[:3]


def test_no_record_comes_twice(world: World) -> None:
    result = look_up_for_staff(world, "gritting the roads")
    found = [*initiatives(result), *needs(result)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("limit", [1, 3, 6])
def test_no_more_of_each_kind_come_than_wanted(world: World, limit: int) -> None:
    result = look_up_for_staff(world, "gritting", limit=limit)
    assert (len(result.initiatives), len(result.signposts)) == (limit, limit)


# One area, one report


@pytest.mark.parametrize("area", ["waste", "carers", "communities", "roads"])
def test_an_area_leaves_the_others_out(world: World, area: str) -> None:
    result = look_up_for_staff(world, "help for residents", area=area)
    assert result.initiatives
    assert all(area in (one.area, *one.also) for one in result.initiatives)
    assert {need.area for need, _ in result.signposts} <= {area}


@pytest.mark.parametrize("area", ["council-finance", "no-such-area"])
def test_an_area_without_a_record_that_fits_finds_nothing(wordless_world: World, area: str) -> None:
    assert look_up_for_staff(wordless_world, "gritting", area=area) == StaffResult([], [])


def test_a_short_list_of_an_area_is_the_start_of_the_long_one(world: World) -> None:
    short, long = (look_up_for_staff(world, "gritting", area="carers", limit=limit) for limit in (1, 6))
    assert initiatives(long)
    assert initiatives(short) == initiatives(long)[:1]
    assert needs(short) == needs(long)[:1]


@pytest.mark.parametrize("year", [2017, 2019, 2021, 2023, 2025])
def test_a_report_leaves_the_others_out_and_the_needs_in(world: World, year: int) -> None:
    result = look_up_for_staff(world, "gritting", year=year)
    assert result.initiatives
    assert {one.report for one in result.initiatives} == {year}
    assert "roads-gritting" in needs(result)


def test_the_report_chosen_goes_before_a_year_in_the_words(world: World) -> None:
    result = look_up_for_staff(world, "gritting 2017", year=2023)
    assert initiatives(result)[0] == "roads-2023-gritting"
    assert {one.report for one in result.initiatives} == {2023}


def test_a_year_in_the_words_comes_first_and_leaves_others_in(world: World) -> None:
    result = look_up_for_staff(world, "gritting 2019")
    assert result.initiatives[0].report == 2019
    assert len({one.report for one in result.initiatives}) > 1


@pytest.mark.parametrize("year", [1999, 2018])
def test_a_year_without_a_report_finds_no_initiative(world: World, year: int) -> None:
    assert look_up_for_staff(world, "gritting", year=year).initiatives == []


def test_area_and_report_go_together(world: World) -> None:
    result = look_up_for_staff(world, "help", area="carers", year=2025)
    assert initiatives(result) == ["carers-2025-hospital-discharge-grants"]


# Whom to turn to


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("missed bin", say("your_district")),
        ("missed bin quorn", "Charnwood Borough Council, https://www.charnwood.gov.uk/pages/recycling_and_bins_faqs"),
        ("missed bin LE9 8AA", "Hinckley and Bosworth Borough Council, 01455 238141"),
        ("missed bin quorn or barwell", "Hinckley and Bosworth Borough Council, 01455 238141"),
        ("missed bin leicester", "Leicester City Council, 0116 454 1002"),
        ("missed bin oakham", "Rutland County Council, 01572 722577"),
        ("missed bin ashby", say("your_district")),
        ("missed bin nuneaton", say("your_district")),
    ],
)
def test_a_place_in_the_words_names_its_council(world: World, words: str, line: str) -> None:
    assert contact(look_up_for_staff(world, words), "waste-missed-bin").startswith(line)


def test_a_need_of_the_county_names_the_county_with_its_hours(world: World) -> None:
    line = contact(look_up_for_staff(world, "pothole in quorn"), "roads-pothole")
    assert line.startswith("Leicestershire County Council, 0116 305 0001, https://")
    assert "online 24 hours" in line


# Status, organisation, place


@pytest.mark.parametrize("status", ["delivered", "under way", "planned"])
def test_a_status_leaves_other_initiatives_and_all_needs_out(world: World, status: str) -> None:
    result = look_up_with(world, "help for residents", Filters(status=status))
    assert result.initiatives
    assert {one.status for one in result.initiatives} == {status}
    assert result.signposts == []


def test_an_organisation_leaves_the_needs_of_others_out(world: World) -> None:
    result = look_up_with(world, "bins and flooding", Filters(organisation="charnwood"))
    assert result.initiatives == []
    assert needs(result)
    for need, responsible in result.signposts:
        named = {post.organisation for post in need.signposts}
        assert "charnwood" in named | {responsible.organisation.id if responsible.organisation else ""}


def test_the_county_council_keeps_the_initiatives(world: World) -> None:
    result = look_up_with(world, "gritting", Filters(organisation="leicestershire"))
    assert initiatives(result)[0].startswith("roads-")
    assert needs(result)[0] == "roads-gritting"


def test_an_unknown_organisation_finds_nothing(world: World) -> None:
    assert look_up_with(world, "gritting", Filters(organisation="nobody")) == StaffResult([], [])


def test_a_place_names_its_council_without_being_in_the_words(world: World) -> None:
    result = look_up_with(world, "missed bin", Filters(place="quorn"))
    assert contact(result, "waste-missed-bin").startswith("Charnwood Borough Council")
    assert result.place is not None
    assert result.place.district == "Charnwood"


def test_a_place_leaves_initiatives_about_other_places_out(world: World) -> None:
    about = {one.id: one.places for one in look_up_with(world, "help", Filters(), limit=100).initiatives}
    kept = initiatives(look_up_with(world, "help", Filters(place="Quorn"), limit=100))
    assert kept
    for record in kept:
        assert not about.get(record) or {"Quorn", "Quorndon", "Charnwood"} & set(about[record])


def test_an_unknown_place_is_named_and_narrows_nothing(world: World) -> None:
    result = look_up_with(world, "gritting", Filters(place="Atlantis"))
    assert result.unknown_place == "Atlantis"
    assert initiatives(result) == initiatives(look_up_with(world, "gritting", Filters()))


def test_records_of_both_kinds_stand_in_one_order(world: World) -> None:
    result = look_up_with(world, "gritting", Filters())
    order = result.ids()
    assert sorted(order) == sorted([*initiatives(result), *needs(result)])
    assert [record for record in order if record in initiatives(result)] == initiatives(result)
    assert [record for record in order if record in needs(result)] == needs(result)


# What breaks


def test_without_a_catalogue_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        look_up_for_staff(without_catalogue(tmp_path), "bins")


@pytest.mark.parametrize("table", ["record_text", "initiative", "need"])
def test_a_broken_catalogue_is_an_error(engine: Engine, tmp_path: Path, table: str) -> None:
    broken = changed(engine, tmp_path)
    assert broken.snapshot.stubs
    broken = changed(engine, tmp_path, f"DROP TABLE {table}")
    with pytest.raises(DatabaseMissing):
        look_up_for_staff(broken, "bins")
