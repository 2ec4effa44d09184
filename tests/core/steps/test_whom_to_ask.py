"""Whom to ask about an initiative: the body for the need that goes with it, or the area's contact."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.compose import contact_line
from core.answering.thread import Thread
from core.steps.whom_to_ask import contact_for, nearest_need
from core.turn import Turn, Understanding, World
from tests.talk import changed, with_candidates


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
