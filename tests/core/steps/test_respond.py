"""The answer itself: what is told beside the best record, what is offered, and what the thread keeps of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.lookup.search import Candidate
from core.steps.respond import respond, tell
from core.turn import World
from tests.talk import Talk, changed, read, titles, with_candidates, without_catalogue

BIN, POTHOLE = "my bin was missed", "there is a pothole in our road"
COUNTY = "Leicestershire County Council"


# A record given


@pytest.mark.parametrize("record", ["", "gone", "record:waste-missed-bin"])
def test_a_record_that_is_not_there_is_owned_up_to(world: World, record: str) -> None:
    reply = tell(read("x", world), record)
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong_nothing", **world.council_fields()))


def test_every_record_can_be_told(world: World) -> None:
    for stub in world.snapshot.stubs:
        reply = tell(read("x", world), stub.id)
        assert (reply.status, reply.records[0]) == (Status.ANSWERED, stub.id)
        assert 0 < len(reply.text.split()) <= 120


def test_a_record_told_by_another_name_is_what_is_talked_about_next(world: World) -> None:
    turn = read("x", world, Thread(question="how many gritters"))
    tell(turn, "waste-missed-bin", question="My bin was not emptied")
    assert turn.thread.question == "My bin was not emptied"


def test_without_a_database_nothing_is_answered(world: World, tmp_path: Path) -> None:
    turn = with_candidates(world, "waste-missed-bin")
    turn.world = without_catalogue(tmp_path)
    with pytest.raises(DatabaseMissing):
        respond(turn)


# Best and further records


def test_a_need_tells_what_is_reported_of_its_area_and_nothing_of_another(world: World) -> None:
    same = respond(with_candidates(world, "roads-pothole", "roads-2017-surface-dressing"))
    assert set(same.records) <= {"roads-pothole", "roads-2017-surface-dressing"}
    other = respond(with_candidates(world, "roads-pothole", "flooding-2023-flood-wardens"))
    assert other.records == ("roads-pothole",)
    assert "flood wardens" not in other.text.lower()


def test_an_initiative_tells_further_ones_of_its_area_alone(world: World) -> None:
    wardens, training = "flooding-2023-flood-wardens", "flooding-2023-flood-warden-training"
    assert respond(with_candidates(world, wardens, training)).records == (wardens, training)
    assert respond(with_candidates(world, wardens, "roads-2023-gritting")).records == (wardens,)


def test_needs_that_fit_as_well_are_offered_and_can_be_pressed(world: World) -> None:
    turn = with_candidates(world, "roads-pothole", "roads-gritting", "roads-motorway", "flooding-warning", gap=0.01)
    reply = respond(turn)
    assert reply.records[0] == "roads-pothole"
    assert 1 <= len(reply.buttons) <= 3
    assert titles(reply)[0] == "Which roads are gritted"
    assert len(reply.text.split()) <= 120
    assert Talk(world, turn.thread).says("which roads are gritted").records[0] == "roads-gritting"


def test_a_need_that_fits_worse_is_not_offered(world: World) -> None:
    assert respond(with_candidates(world, "roads-pothole", "roads-gritting", gap=0.2)).buttons == ()


def test_words_and_buttons_together_stay_within_the_limit(world: World) -> None:
    stubs = [stub.id for stub in world.snapshot.stubs]
    needs = [stub.id for stub in world.snapshot.stubs if stub.kind == "need"]
    for record in stubs:
        reply = respond(with_candidates(world, record, *(need for need in needs[:5] if need != record), gap=0.001))
        assert len(" ".join([reply.text, *titles(reply)]).split()) <= 120


def test_nothing_is_offered_beside_the_question_for_a_place(world: World) -> None:
    turn = with_candidates(world, "waste-missed-bin", "waste-bulky-item", gap=0.001)
    reply = respond(turn)
    assert reply.text.endswith(say("which_place"))
    assert (turn.thread.awaits, reply.buttons) == ("place", ())


def test_a_further_record_that_fits_far_worse_is_left_out(world: World) -> None:
    turn = with_candidates(world, "flooding-2023-flood-wardens", "flooding-2023-flood-warden-training")
    turn.candidates[1] = Candidate(turn.candidates[1].stub, 0.2, 0.2, 0.0)
    assert respond(turn).records == ("flooding-2023-flood-wardens",)


def test_a_record_of_what_is_out_of_scope_says_so_with_whom_to_turn_to(engine: Engine, tmp_path: Path) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'out-of-scope' WHERE id = 'roads-motorway'")
    reply = respond(with_candidates(moved, "roads-motorway", "roads-2023-gritting"))
    assert (reply.status, reply.records) == (Status.OUT_OF_SCOPE, ("roads-motorway",))
    assert "National Highways, 0300 123 5000" in reply.text


def test_what_is_out_of_scope_is_by_the_way_amid_other_talk(engine: Engine, tmp_path: Path) -> None:
    talk = Talk(changed(engine, tmp_path, "UPDATE need SET area = 'out-of-scope' WHERE id = 'roads-motorway'"))
    talk.says("my bin was missed")
    reply = talk.says("how long is the queue on the m1 motorway")
    assert reply.records == ("roads-motorway",)
    assert talk.thread.focus == "waste-missed-bin"


def test_what_is_asked_of_a_place_outside_is_talked_of_next(world: World) -> None:
    talk = Talk(world)
    talk.says("how many flood wardens are there")
    assert talk.says("my bin was missed in nuneaton").status is Status.OUT_OF_SCOPE
    assert talk.thread.focus == "waste-missed-bin"


def test_the_thread_remembers_what_was_asked_told_and_not_told(world: World) -> None:
    talk = Talk(world, Thread(failures=1, choices={"Bins": "area:waste"}))
    reply = talk.says("how many flood wardens are there in 2023")
    thread = talk.thread
    assert thread.question == "how many flood wardens are there in 2023"
    assert thread.focus == reply.records[0]
    assert thread.shown == list(reply.records)
    assert thread.offers
    assert not set(thread.offers) & set(thread.shown)
    assert (thread.years, thread.failures, thread.choices) == ([2023], 0, {})


def test_a_new_question_begins_a_new_subject(world: World) -> None:
    talk = Talk(world)
    talk.hears("how many flood wardens are there", BIN)
    assert talk.thread.shown[0] == "waste-missed-bin"
    assert not any(record.startswith("flooding-") for record in talk.thread.shown)


def test_the_thread_stays_small_however_long_one_subject_is_talked_about(world: World) -> None:
    talk = Talk(world)
    talk.says("how many gritters have you got")
    for _ in range(12):
        talk.says("anything else?")
    assert len(talk.thread.shown) <= 12
    assert len(talk.thread.offers) <= 6


WARDENS_2023, WARDENS_2019 = "flooding-2023-flood-wardens", "flooding-2019-flood-wardens"


@pytest.mark.parametrize(
    ("message", "records"),
    [
        ("flood wardens in 2023", (WARDENS_2023,)),
        ("flood wardens in 2019 and 2023", (WARDENS_2023, WARDENS_2019)),
        ("flood wardens in 2021", (WARDENS_2023, WARDENS_2019)),
        ("flood wardens", (WARDENS_2023, WARDENS_2019)),
    ],
    ids=["this year", "both years", "neither year", "no year"],
)
def test_beside_a_record_of_the_year_asked_for_no_other_years_is_told(
    world: World, message: str, records: tuple[str, ...]
) -> None:
    assert respond(with_candidates(world, WARDENS_2023, WARDENS_2019, message=message, gap=0.01)).records == records


def test_beside_a_record_of_the_year_asked_for_another_of_that_year_is_told(world: World) -> None:
    training = "flooding-2023-flood-warden-training"
    turn = with_candidates(world, WARDENS_2023, WARDENS_2019, training, message="flood wardens in 2023", gap=0.01)
    assert respond(turn).records == (WARDENS_2023, training)


# History


def test_an_answer_holds_the_history_between_summary_and_standing(world: World) -> None:
    reply = Talk(world).says("how many gritters have you got")
    kinds = [part.kind for part in reply.parts]
    assert kinds[:2] == ["answer", "series"]
    assert kinds[-3:] == ["standing", "contact", "source"]
    assert len(reply.text.split()) <= 120


def test_the_history_is_told_once_and_not_again_when_the_talk_goes_on(world: World) -> None:
    talk = Talk(world)
    assert "before that: 23 (2018/19)" in talk.says("how many gritters have you got").text
    reply = talk.says("and how much salt is there?")
    assert reply.records[0] == "roads-2025-gritting-2024-25"
    assert not [part for part in reply.parts if part.kind == "series"]


def test_what_the_history_tells_is_not_told_again_as_a_further_record(world: World) -> None:
    turn = with_candidates(world, "waste-2019-composting", "waste-2025-composting-workshops", gap=0.01)
    reply = respond(turn)
    assert reply.text.count("The council ran a series of composting workshops") == 1


# What is left for "tell me more"


@pytest.mark.parametrize(
    ("record", "district", "left"),
    [
        ("waste-missed-bin", "Blaby", "waste-missed-bin"),
        ("roads-pothole", "", "roads-pothole"),
        ("flooding-sandbags", "Melton", ""),
        ("flooding-warning", "", ""),
    ],
    ids=["nothing of the rest told", "half of it", "the rule alone, told", "what to have ready alone, told"],
)
def test_the_thread_keeps_of_which_need_something_was_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, record: str, district: str, left: str
) -> None:
    monkeypatch.setattr("core.answering.compose._COMFORTABLE", 80)  # words
    turn = with_candidates(world, record)
    turn.thread.district, turn.thread.left = district, "something-else"
    respond(turn)
    assert turn.thread.left == left


# A follow-up that is told only what it asks for


@pytest.fixture
def without_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of any record the sentences that are told have neither price nor number."""
    monkeypatch.setattr("core.steps.respond.what_is_asked", lambda *_given: "It is done by the council.")


@pytest.mark.usefixtures("without_the_figure")
@pytest.mark.parametrize(
    ("first", "record", "message", "remark"),
    [
        ("how do i get an old wardrobe collected", "waste-bulky-item", "do they charge", "no_price"),
        ("how many gritters have you got", "roads-2025-gritting-2024-25", "how many are there", "no_number"),
    ],
)
def test_what_the_whole_record_holds_is_never_said_to_be_missing(
    world: World, first: str, record: str, message: str, remark: str
) -> None:
    talk = Talk(world)
    assert talk.says(first).records[0] == record
    reply = talk.says(message)
    assert reply.records[0] == record
    assert "It is done by the council." in reply.text
    assert say(remark) not in reply.text


@pytest.mark.parametrize("asked", ["what do i need to have ready", "what do i need", "what papers do they want"])
def test_what_to_have_ready_is_told_alone_with_whom_to_turn_to(world: World, asked: str) -> None:
    reply = Talk(world).hears("how do i get an old wardrobe collected in quorn", asked)
    assert reply.text.startswith("Have ready: a list of the items")
    assert "Charnwood Borough Council" in reply.text
    assert "pay a charge" not in reply.text
