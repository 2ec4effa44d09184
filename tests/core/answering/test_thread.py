"""The thread of a conversation goes into a slot and comes back; rubbish starts a new one."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from core.answering.thread import Thread

FULL = Thread(
    question="how many gritters",
    vector="abc",
    focus="roads-2017-gritting",
    shown=["roads-2017-gritting"],
    offers=["roads-2023-gritting", "roads-gritting"],
    years=[2017],
    left="roads-gritting",
    place="Quorn",
    district="Charnwood",
    awaits="place",
    choices={"Report a pothole": "record:roads-pothole"},
    failures=2,
    danger="life",
    topics=[{"question": "my bin was missed", "vector": "abc", "focus": "waste-missed-bin"}],
)


def test_a_new_thread_has_an_empty_slot() -> None:
    assert Thread().to_slot() == {}
    assert Thread.from_slot({}) == Thread()


def test_every_field_of_the_full_thread_is_filled() -> None:
    """Else the round trip below would not show a field that gets lost."""
    assert set(FULL.to_slot()) == {item.name for item in fields(Thread)}


def test_a_thread_comes_back_from_its_slot() -> None:
    assert Thread.from_slot(FULL.to_slot()) == FULL


def test_a_thread_comes_back_from_a_slot_stored_as_json() -> None:
    assert Thread.from_slot(json.loads(json.dumps(FULL.to_slot()))) == FULL


def test_one_field_comes_back_alone() -> None:
    assert Thread.from_slot({"place": "Quorn"}) == Thread(place="Quorn")


def test_a_copy_through_the_slot_is_independent() -> None:
    copy = Thread.from_slot(FULL.to_slot())
    copy.shown.append("another")
    copy.choices["Something else"] = "areas:0"
    assert FULL.shown == ["roads-2017-gritting"]
    assert list(FULL.choices) == ["Report a pothole"]


@pytest.mark.parametrize("rubbish", [None, "", "thread", 7, 1.5, True, [], ["focus"], object(), FULL])
def test_anything_but_a_mapping_starts_a_new_thread(rubbish: object) -> None:
    assert Thread.from_slot(rubbish) == Thread()


@pytest.mark.parametrize(
    "rubbish",
    [
        {"question": 5},
        {"focus": None},
        {"years": "2019"},
        {"years": {2019: True}},
        {"choices": ["Report a pothole"]},
        {"failures": "two"},
        {"left": ["waste-missed-bin"]},
        {"unknown": "field"},
        {7: "seven"},
    ],
)
def test_fields_of_another_kind_are_left_out(rubbish: dict[object, object]) -> None:
    assert Thread.from_slot(rubbish) == Thread()
    assert Thread.from_slot({**rubbish, "place": "Quorn"}) == Thread(place="Quorn")


def test_two_new_threads_share_nothing() -> None:
    one, other = Thread(), Thread()
    one.shown.append("roads-pothole")
    assert other.shown == []


def test_an_earlier_topic_is_set_aside_and_taken_up_again() -> None:
    thread = Thread(question="my bin was missed", vector="abc", focus="waste-missed-bin", shown=["waste-missed-bin"])
    thread.set_aside()
    thread.question, thread.vector, thread.focus = "how many gritters", "def", "roads-2017-gritting"
    thread.take_up(thread.topics[0])
    assert (thread.question, thread.vector, thread.focus) == ("my bin was missed", "abc", "waste-missed-bin")
    assert thread.shown == []
    assert [topic["focus"] for topic in thread.topics] == ["waste-missed-bin", "roads-2017-gritting"]


def test_few_topics_are_kept_and_each_once() -> None:
    thread = Thread()
    for focus in ("one", "two", "two", "three", "four", "one"):
        thread.focus = focus
        thread.set_aside()
    assert [topic["focus"] for topic in thread.topics] == ["three", "four", "one"]
