"""The whole way: order of its steps, the thread left alone, the apology, and an answer to any text whatever."""

from __future__ import annotations

import copy
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from core import way
from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.settings import DATA
from core.turn import World
from core.way import COUNCIL, STEPS, answer
from core.yaml_text import parse_yaml
from tests.talk import Talk, changed, titles, without_catalogue

BIN, WARDENS = "my bin was missed", "how many flood wardens are there"
SECRET = "purple wheelbarrow of Mrs Featherstonehaugh"


def broken_encoder(_text: str) -> None:
    raise RuntimeError("the encoder came apart")


# Order


def test_the_steps_come_in_the_order_that_the_module_tells() -> None:
    names = [step.__name__ for step in STEPS]
    told = next(line for line in str(way.__doc__).split("\n") if "->" in line)
    assert len(told.split("->")) == len(names)
    fixed = "heed_danger read_message take_choice converse follow_up ask_which_sense look_up respond"
    assert " ".join(name for name in names if name in fixed.split()) == fixed
    assert (names[0], names[-1]) == ("heed_danger", "respond")


def test_danger_comes_before_a_choice(world: World) -> None:
    talk = Talk(world, Thread(choices={"The house is on fire": "record:waste-missed-bin"}))
    assert talk.says("the house is on fire").status is Status.DANGER


def test_a_choice_comes_before_a_move(world: World) -> None:
    assert Talk(world, Thread(choices={"Help": "record:roads-pothole"})).says("help").records[0] == "roads-pothole"


def test_a_move_comes_before_a_place_that_is_awaited(world: World) -> None:
    assert Talk(world).hears(BIN, "thanks").text == say("thanks")


def test_a_follow_up_comes_before_the_look_up(world: World) -> None:
    assert Talk(world).hears(WARDENS, "the year before that").records[0] == "flooding-2019-flood-wardens"


def test_a_word_of_several_senses_is_asked_about_before_it_is_looked_up(world: World) -> None:
    reply = Talk(world).says("carers")
    assert (reply.status, reply.records) == (Status.ASKED_BACK, ())


def test_a_question_goes_the_whole_way(world: World) -> None:
    reply, thread = answer(WARDENS, Thread(), world)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "flooding-2023-flood-wardens")
    assert thread.focus == "flooding-2023-flood-wardens"


# The thread


@pytest.mark.parametrize(
    "message", [BIN, "quorn", "and in 2019?", "anything else", "start over", "carer", "xyzzy", "", "he is hitting me"]
)
def test_the_thread_that_comes_in_is_left_as_it_is(world: World, tmp_path: Path, message: str) -> None:
    talk = Talk(world)
    talk.hears("how many gritters have you got", "xyzzy", BIN)
    before = copy.deepcopy(talk.thread)
    for one_world in (world, without_catalogue(tmp_path)):
        answer(message, talk.thread, one_world)
        assert talk.thread == before


def test_what_was_awaited_and_the_danger_are_those_of_the_last_message_alone(world: World) -> None:
    _, thread = answer("hello", Thread(awaits="place", danger="fire"), world)
    assert (thread.awaits, thread.danger) == ("", "")


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (f"{BIN} in quorn", ("Quorn", "Charnwood")),
        ("tips from quorn to barwell", ("Barwell", "Hinckley and Bosworth")),
        (f"{BIN} in ashby", ("", "")),
        (f"{BIN} in nuneaton", ("", "")),
        (BIN, ("", "")),
    ],
)
def test_the_last_place_that_lies_in_one_district_is_remembered(
    world: World, message: str, kept: tuple[str, str]
) -> None:
    _, thread = answer(message, Thread(), world)
    assert (thread.place, thread.district) == kept


def test_a_place_stays_until_another_is_named(world: World) -> None:
    talk = Talk(world)
    talk.hears(f"{BIN} in quorn", WARDENS, "thanks")
    assert talk.thread.district == "Charnwood"
    talk.says("and in barwell?")
    assert talk.thread.district == "Hinckley and Bosworth"


# What breaks


def test_without_a_database_the_answer_tells_whom_to_ring(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    reply, thread = answer(BIN, Thread(place="Quorn"), without_catalogue(tmp_path))
    assert (reply.status, reply.text) == (Status.ERROR, say("trouble", **COUNCIL))
    for part in (COUNCIL["name"], COUNCIL["phone"], COUNCIL["web"], "999"):
        assert part in reply.text
    assert len(reply.text.split()) <= 120
    assert thread == Thread(place="Quorn")
    assert any(record.levelno == logging.ERROR for record in caplog.records)
    assert "database" in caplog.text


@pytest.mark.parametrize("message", ["", "hello", "quorn", "more", "漢字"])
def test_without_a_database_every_message_gets_the_apology(tmp_path: Path, message: str) -> None:
    assert answer(message, Thread(), without_catalogue(tmp_path))[0] == way.apology()


def test_whatever_breaks_the_answer_tells_whom_to_ring_and_the_log_the_cause(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = World(world.catalogue, broken_encoder, world.today)
    reply, thread = answer(f"who picks up the {SECRET}", Thread(focus="roads-pothole"), broken)
    assert reply == way.apology()
    assert thread == Thread(focus="roads-pothole")
    assert "RuntimeError: the encoder came apart" in caplog.text
    assert not any(word in caplog.text for word in SECRET.split() if len(word) > 3)


@pytest.mark.parametrize("table", ["record_text", "initiative", "need", "signpost"])
def test_a_database_that_broke_while_running_is_logged_without_the_words_of_the_message(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture, table: str
) -> None:
    broken = changed(engine, tmp_path)
    assert broken.snapshot.stubs and broken.gazetteer
    with closing(sqlite3.connect(tmp_path / "changed.db")) as connection:
        connection.execute(f"DROP TABLE {table}")
        connection.commit()
    reply, _ = answer(f"my bin was missed and the {SECRET} too", Thread(), broken)
    assert reply == way.apology()
    assert table in caplog.text
    assert not any(word.lower() in caplog.text.lower() for word in SECRET.split() if len(word) > 3)


def test_a_conversation_goes_on_once_the_database_is_back(world: World, tmp_path: Path) -> None:
    talk = Talk(world)
    talk.says(BIN)
    _, talk.thread = answer("quorn", talk.thread, without_catalogue(tmp_path))
    assert "Charnwood Borough Council" in talk.says("quorn").text


def test_the_council_of_the_apology_is_the_one_in_the_content_files() -> None:
    rows = parse_yaml((DATA / "organisations" / "councils.yml").read_text("utf-8"))["organisations"]
    (county,) = [row for row in rows if row["kind"] == "county"]
    assert {field: county[field] for field in COUNCIL} == COUNCIL


# Any text whatever


AWAITING = Thread(question=BIN, focus="waste-missed-bin", shown=["waste-missed-bin"], awaits="place")
TOLD = Thread(question="gritters", focus="roads-2023-gritting", shown=["roads-2023-gritting"], years=[2023], failures=1)
OFFERED = Thread(choices={"Bins": "area:waste", "More": "areas:6", "Pothole": "record:roads-pothole", "Carer": "care"})
# Words that the steps listen for, so that texts made of them get far along the way.
HEARD = st.sampled_from(
    [
        *("bin", "missed", "pothole", "gritters", "flood wardens", "carer", "in", "quorn", "ashby", "oakham"),
        *("LE9", "LE11 2TA", "2019", "2012", "2017/18", "the year before", "after that", "each", "every report", "and"),
        *("what about", "how much", "did it cost", "how many", "who do i ring", "more", "anything else", "source for"),
        *("53", "£2m", "no", "thanks", "not what i asked", "start over", "?", ".", ",", "\n", "😀", "漢字"),
    ]
)
MESSAGES = st.one_of(
    st.text(max_size=300),
    st.lists(HEARD, min_size=1, max_size=40).map(" ".join),
    st.tuples(st.lists(HEARD, max_size=5).map(" ".join), st.text(max_size=40)).map(" ".join),
)


@pytest.mark.thorough
@settings(max_examples=150, deadline=None, derandomize=True)
@given(message=MESSAGES, thread=st.sampled_from([Thread(), AWAITING, TOLD, OFFERED]))
@example("", Thread())
@example("\x00\x01\x07\x1b[31m", TOLD)
@example("\u202e\u200b\ufeff\U0010ffff", AWAITING)
@example("my bin\x00was missed", AWAITING)
@example("<script>alert('bin')</script><b>bin", AWAITING)
@example("'; DROP TABLE need; --", TOLD)
@example('" OR 1=1 NEAR(bin pothole) *:^', Thread())
@example("/restart", TOLD)
@example('/intent{"a": 1}', AWAITING)
@example("/session_start", Thread())
@example("{name} {0} %s %(phone)s ${web}", AWAITING)
@example("£" * 50, TOLD)
@example("bin " * 2500, AWAITING)
@example("x" * 10_000, Thread())
@example("missed my bin? " * 600 + "漢" * 1000, TOLD)
@example("quorn " * 1666, AWAITING)
@example("2019 2012 " * 1000, TOLD)
@example("how many flood wardens and " * 370, Thread())
@example("(" * 5000 + ")" * 5000, TOLD)
def test_any_text_gets_an_answer_that_is_not_empty_nor_too_long_nor_an_error(
    world: World, message: str, thread: Thread
) -> None:
    reply, after = answer(message, thread, world)
    assert reply.text.strip()
    assert len(reply.text.split()) <= 120
    assert reply.status is not Status.ERROR
    assert all(title.strip() for title in titles(reply))
    assert Thread.from_slot(after.to_slot()) == after


def test_half_a_surrogate_pair_is_answered(world: World) -> None:
    reply, _ = answer("my bin was missed \ud83d", Thread(), world)
    assert reply.status is Status.ANSWERED
