"""Offering records and service areas as buttons, and what a button stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.offer import offer_areas, offer_records, record_titles
from core.turn import Turn, Understanding, World
from tests.talk import Talk, changed, titles, without_catalogue


@pytest.mark.parametrize("ids", [[], ["gone"], ["record:waste-missed-bin"]])
def test_nothing_known_has_no_title(world: World, ids: list[str]) -> None:
    assert record_titles(Turn("", Thread(), world, Understanding()), ids) == {}


def test_records_have_titles_in_the_order_wanted_and_initiatives_their_year(world: World) -> None:
    wanted = ["roads-motorway", "roads-2017-gritting", "gone", "waste-missed-bin"]
    found = record_titles(Turn("", Thread(), world, Understanding()), wanted)
    assert list(found.items()) == [
        ("roads-motorway", "Problem on a motorway or trunk road"),
        ("roads-2017-gritting", "Gritters and grit stock (2017)"),
        ("waste-missed-bin", "My bin was not emptied"),
    ]


def test_without_a_database_there_are_no_titles(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        record_titles(Turn("", Thread(), without_catalogue(tmp_path), Understanding()), ["waste-missed-bin"])


@pytest.mark.parametrize("or_areas", [False, True])
def test_a_button_for_a_record_can_be_pressed(world: World, or_areas: bool) -> None:
    turn = Turn("", Thread(choices={"Old": "areas:0"}), world, Understanding())
    buttons = offer_records(turn, {"roads-pothole": "Report a pothole"}, or_areas=or_areas)
    wanted = ["Report a pothole", say("button_else")] if or_areas else ["Report a pothole"]
    assert [button.title for button in buttons] == wanted
    assert Talk(world, turn.thread).says("report a pothole").records[0] == "roads-pothole"
    if or_areas:
        assert titles(Talk(world, turn.thread).says(say("button_else")))[0] == "Bins, tips and recycling"


def test_no_record_makes_no_button_and_ends_the_last_offer(world: World) -> None:
    turn = Turn("", Thread(choices={"Old": "areas:0"}), world, Understanding())
    assert offer_records(turn, {}) == ()
    assert turn.thread.choices == {}


@pytest.mark.parametrize("status", [Status.CONVERSATION, Status.ASKED_BACK])
def test_areas_are_offered_a_handful_at_a_time_with_the_sentence_asked_for(world: World, status: Status) -> None:
    turn = Turn("", Thread(), world, Understanding())
    reply = offer_areas(turn, "unsure_again", status=status)
    assert (reply.status, reply.text) == (status, say("unsure_again", **world.council_fields()))
    assert 3 <= len(reply.buttons) <= 10
    assert titles(reply) == list(turn.thread.choices)


def test_an_area_that_is_not_offered_is_not_shown(engine: Engine, tmp_path: Path) -> None:
    hidden = changed(engine, tmp_path, "UPDATE area SET offered = 0 WHERE id NOT IN ('roads', 'carers')")
    reply = offer_areas(Turn("", Thread(), hidden, Understanding()), "what_can_you_do")
    assert titles(reply) == ["Carers", "Roads, pavements and street lights", say("areas_more")]


def test_without_any_area_the_services_are_still_named_in_words(engine: Engine, tmp_path: Path) -> None:
    none = changed(engine, tmp_path, "UPDATE area SET offered = 0")
    assert Talk(none).says("what can you do").text == say("what_can_you_do", **none.council_fields())
