"""Whom to ask about an initiative: the body for the need that goes with it, or the area's contact."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.compose import contact_line
from core.answering.thread import Thread
from core.answering.wording import say
from core.steps import look_up as look_up_module
from core.steps import whom_to_ask as module
from core.steps.whom_to_ask import contact_for, nearest_need, need_besides
from core.turn import Turn, Understanding, World
from tests.talk import Talk, changed, read, with_candidates


def test_the_contact_of_an_initiative_is_that_of_the_need_that_fits(world: World) -> None:
    turn = with_candidates(world, "roads-2023-gritting", "roads-gritting")
    told = world.catalogue.initiatives(["roads-2023-gritting"])["roads-2023-gritting"]
    assert "winter-weather" in contact_for(turn, told).web


@pytest.mark.parametrize("others", [(), ("flooding-warning",)], ids=["none", "another area's"])
def test_without_a_need_that_fits_the_contact_is_the_areas(world: World, others: tuple[str, ...]) -> None:
    turn = with_candidates(world, "carers-2023-carers-passport", *others)
    told = world.catalogue.initiatives(["carers-2023-carers-passport"])["carers-2023-carers-passport"]
    contact = contact_line(contact_for(turn, told))
    assert contact.startswith("Support for Carers Leicestershire (VASL), 01858 468543")


@pytest.mark.parametrize(
    ("record", "need"),
    [("waste-missed-bin", "waste-missed-bin"), ("roads-2023-gritting", "roads-gritting"), ("gone", None)],
)
def test_the_need_that_goes_with_a_record(world: World, record: str, need: str | None) -> None:
    turn = Turn("x", Thread(question="gritting the roads"), world, Understanding())
    found = nearest_need(turn, record)
    assert (found.id if found else None) == need


def test_an_initiative_without_a_need_near_it_has_none(engine: Engine, tmp_path: Path) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'carers'")
    turn = Turn("x", Thread(question="gritting the roads"), moved, Understanding())
    assert nearest_need(turn, "roads-2023-gritting") is None


# A question and whom to turn to, in one message

GRITTERS, WHOM = "how many gritters were there in the 2023 report", "who do i tell about an icy road"


def test_a_message_that_also_asks_whom_to_turn_to_gets_both(world: World) -> None:
    reply = Talk(world).says(f"{GRITTERS}, and {WHOM}")
    assert reply.records[0] == "roads-2023-gritting"
    assert world.catalogue.initiatives([reply.records[0]])[reply.records[0]].summary in reply.text
    need = world.catalogue.needs(["roads-gritting"])["roads-gritting"]
    assert say("two", text=need.answer[:30]).rstrip(".") in reply.text
    assert "Who to ask" not in reply.text, "it would name a body twice"
    (contact,) = (part for part in reply.parts if part.kind == "contact")
    assert contact.fields["phone"] == "0116 305 0001", "a card may be made of it"


@pytest.mark.parametrize("message", [GRITTERS, WHOM, f"{GRITTERS}, and how much salt"])
def test_a_message_that_asks_for_nobody_besides_is_told_of_nobody(world: World, message: str) -> None:
    told = world.catalogue.initiatives(["roads-2023-gritting"])["roads-2023-gritting"]
    assert need_besides(read(message, world), told) is None


def test_without_a_need_there_is_nobody_besides(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "search", lambda *_: [])
    monkeypatch.setattr(World, "linked_need", lambda *_: "")
    told = world.catalogue.initiatives(["roads-2023-gritting"])["roads-2023-gritting"]
    assert need_besides(read(f"{GRITTERS}, and {WHOM}", world), told) is None


def test_who_asks_two_things_is_answered_though_no_record_fits_the_whole_well(world: World) -> None:
    """Asked by halves, either would be answered; both together fit each record less."""
    turn = with_candidates(world, "roads-2023-gritting", message=f"{GRITTERS}, and {WHOM}")
    turn.candidates = [replace(turn.candidates[0], score=0.51)]
    assert look_up_module._unsure(turn) is None
    turn = with_candidates(world, "roads-2023-gritting", message=GRITTERS)
    turn.candidates = [replace(turn.candidates[0], score=0.51)]
    assert look_up_module._unsure(turn) is not None
