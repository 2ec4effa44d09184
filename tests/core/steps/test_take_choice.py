"""Taking up a choice: a record, an area, more areas or a sense, pressed or typed in any way."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Answer, Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.take_choice import take_choice
from core.turn import Turn, Understanding, World
from tests.talk import Talk, changed, read, titles, without_catalogue

OFFERED = {
    "My bin was not emptied": "record:waste-missed-bin",
    "Young Carer's passport (2023)": "record:carers-2023-young-carers-passport",
    "Something else": "areas:0",
}


def choose(world: World, message: str, choices: dict[str, str]) -> tuple[Answer | None, Thread]:
    turn = read(message, world, Thread(choices=dict(choices)))
    return take_choice(turn), turn.thread


def chosen(world: World, message: str, choices: dict[str, str]) -> Answer:
    reply, _ = choose(world, message, choices)
    assert reply is not None
    return reply


@pytest.mark.parametrize("message", ["my bin was not emptied", "something else", "Bins, tips and recycling", ""])
def test_without_an_offer_nothing_is_chosen(world: World, message: str) -> None:
    assert choose(world, message, {}) == (None, Thread())


@pytest.mark.parametrize("message", ["my bin", "how many gritters have you got", "record:waste-missed-bin", "areas:0"])
def test_a_message_that_is_no_choice_goes_on_and_the_offer_stays(world: World, message: str) -> None:
    assert choose(world, message, OFFERED) == (None, Thread(choices=OFFERED))


@pytest.mark.parametrize(
    "message",
    ["My bin was not emptied", "my bin was not emptied", "MY BIN WAS NOT EMPTIED!", "  my bin,   was not emptied.  "],
)
def test_a_record_is_chosen_however_its_title_is_typed(world: World, message: str) -> None:
    assert chosen(world, message, OFFERED).records[0] == "waste-missed-bin"


@pytest.mark.parametrize(
    "message", ["Young Carer's passport (2023)", "young carers passport 2023", "Young Carer’s passport (2023)"]
)
def test_apostrophes_and_brackets_may_be_left_out(world: World, message: str) -> None:
    assert chosen(world, message, OFFERED).records[0] == "carers-2023-young-carers-passport"


def test_a_choice_of_a_record_is_used_up_and_can_be_talked_about(world: World) -> None:
    _, thread = choose(world, "my bin was not emptied", OFFERED)
    assert (thread.choices, thread.focus, thread.failures) == ({}, "waste-missed-bin", 0)
    assert Talk(world, thread).says("quorn").records[0] == "waste-missed-bin"


def test_a_record_that_is_gone_is_owned_up_to(world: World) -> None:
    reply = chosen(world, "gone", {"Gone": "record:gone"})
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong_nothing", **world.council_fields()))


@pytest.mark.parametrize("message", ["Bins, tips and recycling", "bins tips and recycling", "BINS TIPS AND RECYCLING"])
def test_an_area_is_chosen_and_offers_its_needs(world: World, message: str) -> None:
    reply, thread = choose(world, message, {"Bins, tips and recycling": "area:waste"})
    assert reply is not None
    assert reply.status is Status.ASKED_BACK
    assert reply.text == say("area_chosen", area="Bins, tips and recycling")
    assert set(thread.choices.values()) == {"record:waste-missed-bin", "record:waste-bulky-item"}
    assert titles(reply) == list(thread.choices)


def test_an_area_with_many_needs_offers_a_handful(world: World, engine: Engine, tmp_path: Path) -> None:
    one_area = changed(engine, tmp_path, "UPDATE need SET area = 'waste'")
    reply = chosen(one_area, "waste", {"Waste": "area:waste"})
    assert 2 <= len(reply.buttons) <= 6


@pytest.mark.parametrize("area", ["adult-social-care", "gone"])
def test_an_area_without_needs_offers_something_all_the_same(world: World, area: str) -> None:
    assert chosen(world, "care", {"Care": f"area:{area}"}).buttons


def test_a_chosen_need_of_a_chosen_area_is_told(world: World) -> None:
    talk = Talk(world)
    talk.hears("what can you do", "carers")
    reply = talk.says("ask for a carer's assessment")
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "carers-assessment")


def test_more_areas_lead_through_all_of_them_and_back_to_the_first(world: World) -> None:
    talk = Talk(world)
    first = titles(talk.says("what can you do"))
    seen = first[:-1]
    for _ in range(len(world.snapshot.areas)):
        shown = titles(talk.says(say("areas_more").upper()))
        if shown == first:
            break
        seen += shown[:-1]
    assert shown == first
    assert sorted(seen) == sorted(area.name for area in world.snapshot.areas.values() if area.offered)
    assert titles(talk.says(say("areas_more"))) != first


def test_a_start_beyond_the_last_area_begins_no_error(world: World) -> None:
    reply = chosen(world, "more services", {"More services": "areas:600"})
    assert reply.status is Status.CONVERSATION


@pytest.mark.parametrize("message", ["I look after family or a friend", "i look after family, or a friend!"])
def test_a_sense_leads_to_its_record(world: World, message: str) -> None:
    talk = Talk(world)
    talk.says("carer")
    reply = talk.says(message)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "carers-am-i-a-carer")
    assert talk.thread.choices == {}


@pytest.mark.parametrize("target", ["record:waste-missed-bin", "area:waste", "areas:0"])
def test_without_a_database_a_choice_is_an_error(tmp_path: Path, target: str) -> None:
    turn = Turn("bins", Thread(choices={"Bins": target}), without_catalogue(tmp_path), Understanding())
    with pytest.raises(DatabaseMissing):
        take_choice(turn)
