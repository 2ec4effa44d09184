"""Going back to an earlier topic: none, one, several, with a question behind it, and one whose record is gone."""

from __future__ import annotations

import pytest

from core.answering.answer import Status
from core.answering.thread import Thread
from core.steps.go_back import go_back
from core.turn import World
from tests.talk import Talk, read

BIN, WARDENS, POTHOLE = "my bin was missed", "how many flood wardens are there", "there is a pothole in our road"


@pytest.mark.parametrize("message", [BIN, "my back garden floods", "back to the", "go on", "is my bin back to weekly"])
def test_a_message_that_goes_back_to_nothing_goes_on_its_way(world: World, message: str) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    assert go_back(read(message, world, talk.thread)) is None


@pytest.mark.parametrize("before", [(), (BIN,)], ids=["nothing", "the same"])
def test_without_an_earlier_topic_there_is_nothing_to_go_back_to(world: World, before: tuple[str, ...]) -> None:
    talk = Talk(world)
    for message in before:
        talk.says(message)
    assert go_back(read("back to the flood wardens", world, talk.thread)) is None


@pytest.mark.parametrize("message", ["back to the bins", "ok, going back to my bin then", "Can we go back to the bin?"])
def test_an_earlier_topic_is_told_again(world: World, message: str) -> None:
    reply = Talk(world).hears(BIN, WARDENS, message)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "waste-missed-bin")


def test_of_several_topics_the_one_named_is_taken_up(world: World) -> None:
    for matter, record in (("bin", "waste-missed-bin"), ("pothole", "roads-pothole")):
        talk = Talk(world)
        talk.hears(BIN, POTHOLE, WARDENS)
        assert talk.says(f"back to the {matter}").records[0] == record


def test_a_question_behind_the_topic_is_about_it(world: World) -> None:
    reply = Talk(world).hears(f"{BIN} in barwell", WARDENS, "back to the bins, who do i ring")
    assert "Hinckley and Bosworth Borough Council" in reply.text


def test_what_follows_leans_on_the_topic_taken_up(world: World) -> None:
    talk = Talk(world)
    talk.hears(WARDENS, BIN, "back to the flood wardens")
    assert talk.says("the year before that").records[0] == "flooding-2019-flood-wardens"


def test_one_can_go_back_and_forth(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    for _ in range(3):
        assert talk.says("back to the bins").records[0] == "waste-missed-bin"
        assert talk.says("back to the flood wardens").records[0] == "flooding-2023-flood-wardens"


def test_a_matter_that_was_never_talked_of_is_looked_up(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    assert go_back(read("back to the gritting, how many gritters are there", world, talk.thread)) is None


def test_a_topic_whose_record_is_gone_is_no_error(world: World) -> None:
    thread = Thread(topics=[{"question": BIN, "vector": "", "focus": "gone"}])
    assert Talk(world, thread).says("back to the bins").text


def test_starting_over_forgets_the_topics_too(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS, "start over")
    assert go_back(read("back to the bins", world, talk.thread)) is None
