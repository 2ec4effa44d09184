"""What follows the answer to a danger: nothing, one record or several; only needs; and never in the danger's way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Answer, Status
from core.answering.compose import WORD_LIMIT, count_words
from core.answering.thread import Thread
from core.answering.wording import say
from core.steps import beside_danger, heed_danger
from core.steps.beside_danger import add_beside
from core.turn import Turn, Understanding, World
from core.understanding.danger import Danger
from core.understanding.encoder import Vector
from tests.conftest import TODAY
from tests.dangers import DANGERS
from tests.talk import Talk, changed, titles, told, without_catalogue

CALL = Answer(Status.DANGER, "Ring 999.", danger="any")
NOTHING_FITS = ["", "?!", "🙂?", "what about zzxqwv blorp", "he is hitting me?", "why is she so scared of him"]
TOLD_ONLY = ["my bin was missed", "there is a pothole in our road", "i have nowhere to sleep tonight", "flood wardens"]
BIN, POTHOLE = "my bin was missed, who do i ring", "who mends potholes"
HOMELESS = "i have nowhere to sleep tonight, where can i go"
WARDENS, GRITTERS = "how many flood wardens are there", "how many gritters has the council got"
QUESTIONS = [BIN, POTHOLE, HOMELESS, WARDENS, GRITTERS]


def turn_of(message: str, world: World, thread: Thread | None = None) -> Turn:
    """A turn as it comes to the first step, before the message is read."""
    return Turn(message, thread or Thread(), world, Understanding())


def beside(message: str, world: World, answer: Answer = CALL, *, told: bool = True) -> Answer:
    return add_beside(turn_of(message, world), answer, told=told)


def heard(danger: Danger, message: str, world: World, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """The answer to a message that is taken for a danger."""
    monkeypatch.setattr(heed_danger, "find_danger", lambda _message: danger)
    reply = heed_danger.heed_danger(turn_of(message, world))
    assert reply is not None
    return reply


def added(reply: Answer, answer: Answer = CALL) -> str:
    """What was told beside the danger."""
    assert reply.text == answer.text or reply.text.startswith(f"{answer.text}\n")
    assert reply.text == reply.text.rstrip(), "an empty line"
    return reply.text[len(answer.text) + 1 :]


def of_words(count: int) -> Answer:
    return Answer(Status.DANGER, " ".join(["call"] * count), danger="any")


# Nothing, one, many


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("message", NOTHING_FITS)
def test_where_nothing_fits_the_answer_is_as_it_was(world: World, message: str, told: bool) -> None:
    turn = turn_of(message, world)
    assert add_beside(turn, CALL, told=told) == CALL
    assert turn.thread == Thread()


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("message", TOLD_ONLY)
def test_who_only_tells_of_the_danger_is_told_of_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, message: str, told: bool
) -> None:
    """And nothing is looked up."""
    assert beside(f"{message}?", world).buttons, "the same, asked, finds something"
    monkeypatch.setattr(beside_danger, "read_message", None)
    monkeypatch.setattr(beside_danger, "search", None)
    turn = turn_of(message, world)
    assert add_beside(turn, CALL, told=told) == CALL
    assert turn.thread == Thread()
    assert caplog.text == ""


@pytest.mark.parametrize(
    "asked",
    [
        *("{}?", "Who do I tell that {}", "WHERE DO I GO {}", "how do i report that {}", "when will you come, {}"),
        *("{} can i complain", "{}, is there a number", "{} and any help would be good", "tell me, {}"),
        *("{} i wondered", "{}, do you collect it", "i need to know, {}", "{} should i ring"),
    ],
)
def test_whoever_asks_something_as_well_is_answered(world: World, asked: str) -> None:
    assert "My bin was not emptied" in titles(beside(asked.format("my bin was missed"), world))


@pytest.mark.parametrize("more", ["and nowhere is safe", "somehow", "he whoops and shouts", "but anyhow i coped"])
def test_words_that_only_hold_a_word_of_asking_ask_nothing(world: World, more: str) -> None:
    assert beside(f"my bin was missed {more}", world) == CALL


@pytest.mark.parametrize("told", [True, False])
def test_what_is_out_of_scope_is_neither_told_nor_offered(engine: Engine, tmp_path: Path, told: bool) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'out-of-scope' WHERE id = 'waste-missed-bin'")
    reply = beside(BIN, moved, told=told)
    assert "My bin was not emptied" not in titles(reply)
    assert "waste-missed-bin" not in reply.records
    assert "right day" not in reply.text


@pytest.mark.parametrize(
    ("message", "record", "told", "contact"),
    [
        (POTHOLE, "roads-pothole", "Report the pothole", "Contact: Leicestershire County Council, 0116 305 0001"),
        (BIN, "waste-missed-bin", "Check that it was the right day", "Contact: your district or borough council"),
        (HOMELESS, "housing-homeless-tonight", "With nowhere to sleep tonight", "Contact: Shelter, 0808 800 4444"),
    ],
)
def test_a_need_that_fits_is_told_in_short_with_its_contact_and_offered(
    world: World, message: str, record: str, told: str, contact: str
) -> None:
    turn = turn_of(message, world)
    reply = add_beside(turn, CALL, told=True)
    need = world.catalogue.needs([record])[record]
    line = added(reply)
    assert line.startswith(say("beside_danger", text="").strip())
    assert told in line
    assert contact in line
    assert "\n" not in line
    assert reply.records == (record,)
    assert titles(reply)[0] == need.need
    assert turn.thread.choices[need.need] == f"record:{record}"


def test_when_to_call_is_not_told_again(world: World) -> None:
    assert "Ring 999." in world.catalogue.needs(["housing-homeless-tonight"])["housing-homeless-tonight"].answer
    assert "999" not in added(beside(HOMELESS, world))


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("message", QUESTIONS)
def test_what_the_council_did_is_neither_told_nor_offered(world: World, message: str, told: bool) -> None:
    turn = turn_of(message, world)
    reply = add_beside(turn, CALL, told=told)
    records = [choice.removeprefix("record:") for choice in turn.thread.choices.values()]
    assert list(world.catalogue.needs(records)) == records
    assert set(reply.records) <= set(records)
    assert "report)" not in reply.text
    assert len(reply.buttons) == len(records) <= 3


def test_status_and_kind_of_the_danger_stay(world: World) -> None:
    reply = beside(BIN, world)
    assert (reply.status, reply.danger) == (Status.DANGER, "any")


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every need that is found fits."""
    monkeypatch.setattr(beside_danger, "is_sure", lambda *_given: True)
    monkeypatch.setattr(beside_danger, "_NEAR", 9.0)


@pytest.mark.parametrize("message", QUESTIONS)
def test_of_several_that_are_near_three_are_offered_and_the_best_is_told(
    world: World, sure: None, message: str
) -> None:
    turn = turn_of(message, world)
    reply = add_beside(turn, CALL, told=True)
    offered = [choice.removeprefix("record:") for choice in turn.thread.choices.values()]
    assert len(titles(reply)) == len(set(titles(reply))) == 3
    assert titles(reply) == list(turn.thread.choices)
    assert reply.records == (offered[0],)
    assert added(reply).count(say("beside_danger", text="").strip()) == 1


def test_one_that_fits_much_worse_than_the_best_is_not_offered(
    world: World, sure: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty = beside(BIN, world)
    monkeypatch.setattr(beside_danger, "_NEAR", 0.0001)
    assert titles(beside(BIN, world)) == titles(plenty)[:1]


def test_the_district_that_is_known_names_the_contact(world: World) -> None:
    reply = add_beside(turn_of(BIN, world, Thread(district="Charnwood", place="Quorn")), CALL, told=True)
    assert "Contact: Charnwood Borough Council" in added(reply)


@pytest.mark.parametrize("message", [f"my husband hits me, {BIN}", f"my husband hits me. {WARDENS}"])
def test_what_is_offered_can_be_taken_up(world: World, message: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.DANGER
    assert reply.buttons
    (record,) = reply.records
    assert talk.says(titles(reply)[0]).records[0] == record


# Offered only


@pytest.mark.parametrize(
    ("message", "wanted"), [(BIN, "My bin was not emptied"), (HOMELESS, "I have nowhere to sleep tonight")]
)
def test_where_needs_are_offered_only_nothing_is_told(world: World, message: str, wanted: str) -> None:
    turn = turn_of(message, world)
    reply = add_beside(turn, CALL, told=False)
    assert (reply.text, reply.records) == (CALL.text, ())
    assert titles(reply)[0] == wanted
    assert titles(reply) == list(turn.thread.choices)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("message", ["what is the flood warden training", "salt used in winter?"])
def test_where_initiatives_alone_fit_the_answer_is_as_it_was(world: World, message: str, told: bool) -> None:
    assert beside(message, world, told=told) == CALL


# Kinds of danger


@pytest.mark.parametrize("message", QUESTIONS)
@pytest.mark.parametrize("danger", [one for one in DANGERS if not one.beside], ids=lambda one: one.kind)
def test_where_not_a_second_must_be_lost_nothing_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, danger: Danger, message: str
) -> None:
    """And nothing is looked up: there is no catalogue here."""
    monkeypatch.setattr(heed_danger, "add_beside", None)
    reply = heard(danger, message, without_catalogue(tmp_path), monkeypatch)
    assert reply == Answer(Status.DANGER, danger.answer, danger=danger.kind)


@pytest.mark.parametrize("message", [*QUESTIONS, "he is hitting me"])
@pytest.mark.parametrize("danger", DANGERS, ids=lambda one: one.kind)
def test_every_danger_comes_first_and_whole_and_the_answer_stays_short(
    world: World, monkeypatch: pytest.MonkeyPatch, danger: Danger, message: str
) -> None:
    reply = heard(danger, message, world, monkeypatch)
    plain = Answer(Status.DANGER, danger.answer, danger=danger.kind)
    line = added(reply, plain)
    assert (reply.status, reply.danger) == (Status.DANGER, danger.kind)
    assert count_words(reply.text) <= WORD_LIMIT
    assert bool(line) is bool(reply.records)
    assert len(reply.buttons) <= 3
    if danger.beside != "answer":
        assert not line


@pytest.mark.parametrize(
    ("message", "kind", "offered"),
    [
        (f"my husband hits me and {BIN}", "domestic", ["My bin was not emptied"]),
        ("my husband hits me and my bin was missed", "domestic", []),
        (f"i want to kill myself, {HOMELESS}", "suicide", ["I have nowhere to sleep tonight"]),
        ("i want to kill myself, i have nowhere to sleep tonight", "suicide", []),
        ("i want to die. how much salt is used in winter", "suicide", []),
        (f"the house is on fire and {BIN}", "life-fire", []),
    ],
)
def test_by_the_whole_way_a_danger_with_a_question(world: World, message: str, kind: str, offered: list[str]) -> None:
    reply = Talk(world).says(message)
    assert (reply.danger, titles(reply)) == (kind, offered)


# Room


@pytest.mark.parametrize("message", QUESTIONS)
@pytest.mark.parametrize("words", [1, 60, 80, 85, 90, 95, 100, 105, 110, 117, 118, 119, 300])
def test_the_whole_is_never_longer_than_an_answer_may_be(world: World, message: str, words: int) -> None:
    answer = of_words(words)
    reply = beside(message, world, answer)
    added(reply, answer)
    assert count_words(reply.text) <= max(WORD_LIMIT, words)
    assert reply.buttons, "what there is no room to tell can still be offered"


@pytest.mark.parametrize("words", [WORD_LIMIT - 3, WORD_LIMIT, WORD_LIMIT + 50])
def test_without_room_nothing_is_told_but_offered(world: World, words: int) -> None:
    reply = beside(POTHOLE, world, of_words(words))
    assert (reply.text, reply.records) == (of_words(words).text, ())
    assert "Report a pothole" in titles(reply)


def test_with_less_room_less_is_told(world: World) -> None:
    lines = [added(beside(WARDENS, world, of_words(words)), of_words(words)) for words in (1, 95, 118)]
    lengths = [count_words(line) for line in lines]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > lengths[-1] == 0


@pytest.fixture
def long_winded(engine: Engine, tmp_path: Path) -> Callable[[str, str], World]:
    """Makes a catalogue in which a record says everything in one long sentence."""
    told = "The council and all of its many partners " + "work on and on " * 10 + "for everybody."

    def made(text: str, record: str) -> World:
        table, column = text.split(".")
        return changed(engine, tmp_path, f"UPDATE {table} SET {column} = '{told}' WHERE id = '{record}'")

    return made


@pytest.mark.parametrize("words", [10, 80, 95])
@pytest.mark.parametrize(
    ("text", "record", "message"),
    [("need.answer", "waste-missed-bin", BIN), ("need.answer", "roads-pothole", POTHOLE)],
)
def test_a_record_without_a_short_sentence_is_not_told_by_half(
    long_winded: Callable[[str, str], World], text: str, record: str, message: str, words: int
) -> None:
    """A line that holds no sentence of the record would say nothing but a year."""
    reply = beside(message, long_winded(text, record), of_words(words))
    assert reply.buttons
    line = added(reply, of_words(words))
    assert bool(line) is bool(reply.records)
    assert not line.startswith("On your question: ("), line
    assert "  " not in line, line


# Numbers


def with_number(engine: Engine, folder: Path, phone: str) -> World:
    """A catalogue in which the county council has another number."""
    numbers = (
        f"UPDATE organisation SET phone = '{phone}' WHERE id = 'county-council' OR kind = 'county'",
        "UPDATE signpost SET phone = NULL WHERE need = 'roads-pothole'",
    )
    return changed(engine, folder, *numbers)


@pytest.mark.parametrize("phone", ["0116 305 0005", "01163050005", "0808 2000 247", "0800 1111", "101", "116 123"])
def test_a_number_that_was_told_already_is_not_told_twice(engine: Engine, tmp_path: Path, phone: str) -> None:
    other = with_number(engine, tmp_path, phone)
    assert phone in added(beside(POTHOLE, other))
    answer = Answer(Status.DANGER, f"If you are in danger call 999. Ring {phone} at any time.", danger="any")
    reply = beside(POTHOLE, other, answer)
    assert reply.text.count(phone) == 1
    assert "Report a pothole" in titles(reply)


def test_a_number_that_is_like_one_that_was_told_is_told(engine: Engine, tmp_path: Path) -> None:
    other = with_number(engine, tmp_path, "0116 305 0006")
    answer = Answer(Status.DANGER, "Ring 0116 305 0005 at any time.", danger="any")
    assert "0116 305 0006" in added(beside(POTHOLE, other, answer), answer)


# What is broken


def broken(_text: str) -> Vector:
    raise RuntimeError("the encoder is gone")


def broken_words(_text: str) -> Mapping[str, Vector]:
    raise RuntimeError("the encoder is gone")


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("message", [BIN, HOMELESS, "is he hitting me"])
def test_without_a_catalogue_the_danger_is_answered_whole(tmp_path: Path, message: str, told: bool) -> None:
    turn = turn_of(message, without_catalogue(tmp_path))
    assert add_beside(turn, CALL, told=told) == CALL
    assert turn.thread == Thread()


@pytest.mark.parametrize("told", [True, False])
def test_with_a_broken_encoder_the_danger_is_answered_whole(world: World, told: bool) -> None:
    for sick in (
        World(world.catalogue, broken, lambda: TODAY, world.encode_words),
        World(world.catalogue, world.encode, lambda: TODAY, broken_words),
    ):
        turn = turn_of(BIN, sick)
        assert add_beside(turn, CALL, told=told) == CALL
        assert turn.thread == Thread()


@pytest.mark.parametrize("table", ["record_text", "need", "organisation", "word", "vocabulary", "phrase", "place"])
def test_a_catalogue_that_lacks_a_part_costs_nothing_of_the_danger(engine: Engine, tmp_path: Path, table: str) -> None:
    turn = turn_of(BIN, changed(engine, tmp_path, f"DROP TABLE {table}"))
    assert add_beside(turn, CALL, told=True) == CALL


@pytest.mark.parametrize("step", ["search", "in_short", "record_titles", "offer_records", "read_message"])
def test_whatever_breaks_the_danger_is_answered_whole(world: World, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ValueError("something else")

    monkeypatch.setattr(beside_danger, step, fail)
    turn = turn_of(BIN, world)
    assert add_beside(turn, CALL, told=True) == CALL
    assert turn.thread.choices == {}


@pytest.mark.parametrize("statement", ["DROP TABLE record_text", "DROP TABLE organisation"])
def test_what_broke_is_logged_without_a_word_of_the_message(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture, statement: str
) -> None:
    sick = changed(engine, tmp_path, statement)
    with caplog.at_level(logging.DEBUG):
        assert beside("why was my wheelie bin missed by ludmilla", sick) == CALL
    assert "nothing could be looked up beside a danger" in caplog.text
    assert not [word for word in ("wheelie", "missed", "ludmilla") if word in caplog.text]


def test_without_the_encoder_a_question_is_still_answered_beside_it(wordless_world: World) -> None:
    assert beside("how do i report a pothole", wordless_world).records == ("roads-pothole",)
    assert beside("zzxqwv blorp?", wordless_world) == CALL


# What is talked of afterwards


def test_what_was_told_beside_a_danger_is_talked_of_afterwards(world: World) -> None:
    turn = turn_of(POTHOLE, world, told(world, BIN))
    before = turn.thread.focus
    reply = add_beside(turn, CALL, told=True)
    assert turn.thread.focus == reply.records[0] != before
    assert [topic["focus"] for topic in turn.thread.topics] == [before]
    assert turn.thread.vector and turn.thread.question == POTHOLE


def test_what_was_only_offered_beside_a_danger_is_not(world: World) -> None:
    turn = turn_of(POTHOLE, world, told(world, BIN))
    before = turn.thread.focus
    assert add_beside(turn, CALL, told=False).buttons
    assert turn.thread.focus == before
