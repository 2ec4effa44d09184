"""Years and amounts that are asked for and not there are said first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.answering.answer import Status
from core.answering.wording import say
from core.steps.not_held import not_held, not_held_of_need
from core.steps.respond import respond
from core.turn import World
from tests.talk import Talk, read, told, with_candidates


@pytest.mark.parametrize("message", ["how many flood wardens in 2021", "how many flood wardens in 2020/21"])
def test_a_year_whose_report_has_nothing_is_said_first(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.NOT_IN_REPORTS
    assert reply.text.startswith(say("not_that_year", asked="2021", found="the 2023 report"))


def test_a_year_without_a_report_is_said_first(world: World) -> None:
    reply = Talk(world).says("how many gritters were there in 2012")
    assert reply.status is Status.NOT_IN_REPORTS
    year = world.snapshot.stubs[world.snapshot.position[reply.records[0]]].year
    assert reply.text.startswith(say("no_report_year", asked="2012", found=f"the {year} report"))


def test_a_year_without_a_report_is_said_once(world: World) -> None:
    reply = Talk(world).says("how many gritters were there in 2012, I mean 2012")
    assert reply.text.split("\n", maxsplit=1)[0].count("2012") == 1


@pytest.mark.parametrize("message", ["how many flood wardens in 2023", "how many flood wardens are there"])
def test_a_year_that_is_there_or_not_asked_needs_no_remark(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith("The council's Flood Wardens scheme")


@pytest.mark.parametrize(
    ("message", "record", "remark"),
    [
        ("how much did it cost to run the flood wardens", "flooding-2023-flood-wardens", "no_cost"),
        ("how much was saved by the flood wardens", "flooding-2023-flood-wardens", "no_saving"),
        ("how many people came to the book club for carers", "carers-2023-reading-friends-lutterworth", "no_number"),
    ],
)
def test_an_amount_that_the_record_does_not_hold_is_said_first(
    world: World, message: str, record: str, remark: str
) -> None:
    reply = respond(with_candidates(world, record, message=message))
    assert (reply.status, reply.records) == (Status.NOT_IN_REPORTS, (record,))
    assert reply.text.startswith(say(remark))


@pytest.mark.parametrize(
    ("message", "record"),
    [
        ("what did the street lights cost", "roads-2017-led-street-lights"),
        ("how much is saved by running the tips", "waste-2017-sites-insourcing-saving"),
        ("how many flood wardens are there", "flooding-2023-flood-wardens"),
        ("how many gritters got a name", "roads-2019-gritter-naming-competition"),
        ("what is a carers passport", "carers-2023-carers-passport"),
    ],
)
def test_an_amount_that_the_record_holds_needs_no_remark(world: World, message: str, record: str) -> None:
    reply = respond(with_candidates(world, record, message=message))
    assert reply.status is Status.ANSWERED
    assert not any(say(remark) in reply.text for remark in ("no_cost", "no_saving", "no_number"))


def test_year_and_amount_that_are_both_missing_are_both_said(world: World) -> None:
    message = "how much did the flood wardens cost in 2021"
    reply = respond(with_candidates(world, "flooding-2023-flood-wardens", message=message))
    assert say("not_that_year", asked="2021", found="the 2023 report") in reply.text
    assert say("no_cost") in reply.text


# Of a need, in a follow-up


WARDROBE = "how do i get an old wardrobe collected"


@pytest.mark.parametrize(
    ("first", "asked", "remark"),
    [
        (WARDROBE, "how long does that take", "no_time"),
        (WARDROBE, "opening hours?", "no_hours"),
        ("there is a pothole in our road", "do i pay", "no_price"),
        (WARDROBE, "what did that save", "no_saving"),
        (WARDROBE, "how much did they spend on that", "no_cost"),
        (WARDROBE, "how many people had that", "no_count"),
    ],
)
def test_what_a_need_does_not_hold_is_said_first(world: World, first: str, asked: str, remark: str) -> None:
    assert Talk(world).hears(first, asked).text.startswith(say(remark))


@pytest.mark.parametrize(
    ("first", "asked"), [("there is a pothole in our road", "how long does that take"), (WARDROBE, "do i pay")]
)
def test_of_what_a_need_holds_nothing_is_said_to_be_missing(world: World, first: str, asked: str) -> None:
    reply = Talk(world).hears(first, asked)
    assert not any(say(remark) in reply.text for remark in ("no_time", "no_hours", "no_price"))


def test_hours_of_the_body_that_is_responsible_are_hours(world: World) -> None:
    turn = read("opening hours?", world, told(world, WARDROBE))
    need = world.catalogue.needs(["waste-bulky-item"])["waste-bulky-item"]
    assert not_held_of_need(turn, need, "9am to 5pm") == []
    assert not_held_of_need(turn, need, "") == [say("no_hours")]


def test_a_number_that_a_need_does_not_hold_is_said_first(world: World) -> None:
    assert (
        Talk(world)
        .says("how many wardrobes do you collect, how do i get mine collected")
        .text.startswith(say("no_count"))
    )


@pytest.mark.parametrize(
    "message", ["how many days until you mend a pothole in our road", "is there a number for an old wardrobe to go"]
)
def test_days_and_phone_numbers_are_no_count(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.records[0] in ("roads-pothole", "waste-bulky-item")
    assert say("no_count") not in reply.text


@pytest.mark.parametrize("asked", ["2021/22", "21/22", "2021-22", "21-22"])
def test_a_period_that_the_record_tells_of_is_held_in_whichever_report(world: World, asked: str) -> None:
    record = world.catalogue.initiatives(["roads-2023-gritting"])["roads-2023-gritting"]
    turn = read(f"how many gritters in {asked}", world)
    turn.question = replace(turn.question, years=replace(turn.question.years, reports=(2025,)))
    remark = say("not_that_year", asked="2025", found="the 2023 report")
    assert remark in not_held(turn, record)
    told = record.copy(update={"summary": f"{record.summary} In 2021/22 there were fewer."})
    assert remark not in not_held(turn, told)
