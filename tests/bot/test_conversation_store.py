"""Where conversations are kept: what is remembered, what is dropped, and what a broken store costs."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, func, insert, select, update

from bot import conversation_store
from bot.assemble import make_domain
from bot.conversation_store import ConversationStore
from core.conversations import conversations

DAY = 86400.0
REST = 0.3  # seconds that a broken database is left alone
DOMAIN = Domain.from_dict(make_domain(["greet", "need_waste"]))


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNS_KEPT", "3")
    monkeypatch.setenv("RETENTION_DAYS", "30")
    monkeypatch.setenv("DATABASE_TIMEOUT", "0.2")
    monkeypatch.setattr(conversation_store, "_REST_SECONDS", REST)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """A database of its own, of either kind, empty again afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{file}"
        return
    address = request.getfixturevalue("postgres")
    yield address
    # The table goes as well: other tests take the database for empty.
    conversations.drop(create_engine(address, future=True), checkfirst=True)


def open_store(url: str) -> ConversationStore:
    return ConversationStore(DOMAIN, url)


def new(sender: str = "anna") -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, [SessionStarted(), ActionExecuted("action_listen")], DOMAIN.slots)


def talk(tracker: DialogueStateTracker, message: str, *more: Any, parsed: dict[str, Any] | None = None) -> None:
    """One turn; `more` are the events that the action brings."""
    events = [
        UserUttered(message, {"name": "need_waste"}, parse_data={"text": message, **(parsed or {})}),
        ActionExecuted("action_answer_question"),
        *more,
        BotUttered(f"about {message}"),
        ActionExecuted("action_listen"),
    ]
    for event in events:
        tracker.update(event, DOMAIN)


def save(store: ConversationStore, tracker: DialogueStateTracker) -> None:
    asyncio.run(store.save(tracker))


def held(store: ConversationStore, sender: str = "anna") -> DialogueStateTracker | None:
    return asyncio.run(store.retrieve(sender))


def known(store: ConversationStore, sender: str = "anna") -> DialogueStateTracker:
    tracker = held(store, sender)
    assert tracker is not None, "the conversation is forgotten"
    return tracker


def messages(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_nobody_is_known_at_first(url: str) -> None:
    assert held(open_store(url)) is None


def test_a_conversation_goes_on_after_a_restart(url: str) -> None:
    tracker = new()
    talk(tracker, "my bin was missed", SlotSet("thread", {"focus": "waste-missed-bin"}), SlotSet("place", "Quorn"))
    save(open_store(url), tracker)
    found = known(open_store(url))
    assert messages(found) == ["my bin was missed"]
    assert found.get_slot("thread") == {"focus": "waste-missed-bin"}
    assert found.get_slot("place") == "Quorn"
    assert found.latest_action_name == "action_listen"


def test_each_resident_has_a_conversation_of_their_own(url: str) -> None:
    store = open_store(url)
    for sender in ("anna", "bert"):
        tracker = new(sender)
        talk(tracker, f"this is {sender}")
        save(store, tracker)
    assert messages(known(store, "anna")) == ["this is anna"]
    assert sorted(asyncio.run(store.keys())) == ["anna", "bert"]  # type: ignore[arg-type]


def test_a_turn_is_one_row_however_long_the_conversation(url: str) -> None:
    store, tracker = open_store(url), new()
    for number in range(5):
        talk(tracker, f"question {number}")
        save(store, tracker)
    with create_engine(url, future=True).connect() as connection:
        assert connection.execute(select(func.count()).select_from(conversations)).scalar() == 1


def test_only_the_last_turns_are_kept_and_the_slots_with_them(url: str) -> None:
    store, tracker = open_store(url), new()
    talk(tracker, "question 0", SlotSet("place", "Quorn"), SlotSet("thread", {"focus": "old"}))
    for number in range(1, 8):
        talk(tracker, f"question {number}", SlotSet("thread", {"focus": f"record {number}"}))
    save(store, tracker)
    found = known(store)
    assert messages(found) == ["question 5", "question 6", "question 7"]
    assert found.get_slot("place") == "Quorn"
    assert found.get_slot("thread") == {"focus": "record 7"}
    talk(found, "question 8")
    save(store, found)
    assert messages(known(store)) == ["question 6", "question 7", "question 8"]
    assert known(store).get_slot("place") == "Quorn"


def test_a_form_that_was_open_before_the_turns_kept_is_open_still(url: str) -> None:
    store, tracker = open_store(url), new()
    talk(tracker, "my bin was missed", ActiveLoop("place_form"))
    for number in range(4):
        talk(tracker, f"what for {number}")
    save(store, tracker)
    assert known(store).active_loop_name == "place_form"


def test_what_a_session_long_over_knew_does_not_come_back(url: str) -> None:
    store, tracker = open_store(url), new()
    talk(tracker, "my bin was missed", SlotSet("place", "Quorn"))
    tracker.update(SessionStarted(), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)
    talk(tracker, "sandbags", SlotSet("thread", {"focus": "flooding-sandbags"}))
    for number in range(4):
        talk(tracker, f"more {number}")
    save(store, tracker)
    assert known(store).get_slot("place") is None
    assert known(store).get_slot("thread") == {"focus": "flooding-sandbags"}


def test_a_slot_set_again_in_a_new_session_is_kept(url: str) -> None:
    store, tracker = open_store(url), new()
    talk(tracker, "my bin was missed", SlotSet("place", "Quorn"))
    tracker.update(SessionStarted(), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)
    talk(tracker, "a bin in hose", SlotSet("place", "Hose"))
    for number in range(4):
        talk(tracker, f"more {number}")
    save(store, tracker)
    assert known(store).get_slot("place") == "Hose"


def test_what_later_turns_never_read_is_not_written(url: str) -> None:
    store, tracker = open_store(url), new()
    parsed = {
        "intent": {"name": "need_waste", "confidence": 0.9},
        "intent_ranking": [{"name": f"intent {number}", "confidence": 0.01} for number in range(40)],
        "text_tokens": [[0, 2], [3, 6]],
        "sentence_vectors": {"my bin was missed": "x" * 480},
        "word_vectors": {"my bin was missed": {"bin": "y" * 480, "missed": "z" * 480}},
    }
    talk(tracker, "my bin was missed", parsed=parsed)
    save(store, tracker)
    with create_engine(url, future=True).connect() as connection:
        written = connection.execute(select(conversations.c.events)).scalar()
    assert written is not None
    assert not any(word in written for word in ("intent_ranking", "text_tokens", "sentence_vectors", "word_vectors"))
    assert len(written) < 2500
    assert known(store).latest_message is not None
    assert json.loads(written), "not JSON"


def test_conversations_that_rested_too_long_are_deleted(url: str) -> None:
    store = open_store(url)
    for sender, days in (("old", 31), ("young", 29)):
        with create_engine(url, future=True).begin() as connection:
            connection.execute(
                insert(conversations).values(sender=sender, saved_at=time.time() - days * DAY, events="[]")
            )
    save(store, new("anna"))
    assert sorted(asyncio.run(store.keys())) == ["anna", "young"]  # type: ignore[arg-type]


def test_a_conversation_that_goes_on_does_not_grow_old(url: str) -> None:
    tracker = new()
    talk(tracker, "hello")
    save(open_store(url), tracker)
    with create_engine(url, future=True).begin() as connection:
        connection.execute(update(conversations).values(saved_at=time.time() - 29 * DAY))
    store = open_store(url)
    save(store, known(store))
    with create_engine(url, future=True).connect() as connection:
        saved_at = connection.execute(select(conversations.c.saved_at)).scalar()
    assert saved_at is not None
    assert time.time() - saved_at < 60


def test_a_deleted_conversation_is_gone_for_good(url: str) -> None:
    store = open_store(url)
    save(store, new())
    store.delete("anna")
    assert held(store) is None
    assert held(open_store(url)) is None


@pytest.mark.parametrize("sender", ["a\x00b", "a\ud800b", "a" * 500, "'; DROP TABLE conversation; --", "安娜"])
def test_an_odd_sender_is_remembered_like_any_other(url: str, sender: str) -> None:
    store, tracker = open_store(url), new(sender)
    talk(tracker, "hello")
    save(store, tracker)
    assert messages(known(store, sender)) == ["hello"]
    assert held(store) is None


@pytest.mark.parametrize(
    "events", ["", "not json", '[{"event":"user","text":', "[1, 2]", "3", "null", '[{"event":"no such event"}]']
)
def test_a_row_that_cannot_be_read_begins_a_new_conversation(
    url: str, events: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(url)
    with create_engine(url, future=True).begin() as connection:
        connection.execute(insert(conversations).values(sender="anna", saved_at=time.time(), events=events))
    with caplog.at_level(logging.ERROR):
        assert held(store) is None
    assert "not readable" in caplog.text
    tracker = new()
    talk(tracker, "hello")
    save(store, tracker)
    assert messages(known(store)) == ["hello"]


@pytest.fixture
def other(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program with the same SQLite file open."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=5)
    yield connection
    connection.close()


def test_while_the_database_is_locked_memory_serves(
    file: Path, other: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    store, tracker = open_store(f"sqlite:///{file}"), new()
    talk(tracker, "the brolly question")
    save(store, tracker)
    other.execute("BEGIN EXCLUSIVE")
    talk(tracker, "a second brolly question")
    began = time.monotonic()
    with caplog.at_level(logging.ERROR):
        save(store, tracker)
    assert time.monotonic() - began < 1
    assert messages(known(store)) == ["the brolly question", "a second brolly question"]
    assert "could not be saved" in caplog.text
    assert "brolly" not in caplog.text, "the log holds the resident's words"
    other.execute("ROLLBACK")
    time.sleep(REST)
    save(store, tracker)
    assert messages(known(open_store(f"sqlite:///{file}"))) == ["the brolly question", "a second brolly question"]


def test_a_locked_database_is_left_alone_for_a_while(file: Path, other: sqlite3.Connection) -> None:
    """Otherwise everybody would wait for the time-out, one after the other."""
    store = open_store(f"sqlite:///{file}")
    save(store, new("first"))
    other.execute("BEGIN EXCLUSIVE")
    save(store, new("second"))
    began = time.monotonic()
    for number in range(20):
        save(store, new(f"resident {number}"))
        assert held(store, f"resident {number}") is not None
    assert held(store, "first") is not None, "what can be read is read"
    assert time.monotonic() - began < 2, "twenty time-outs are four seconds"


def test_a_locked_database_keeps_nobody_else_waiting(
    file: Path, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "1")
    store = open_store(f"sqlite:///{file}")
    other.execute("BEGIN EXCLUSIVE")

    async def longest_pause() -> float:
        saving = asyncio.ensure_future(store.save(new()))
        longest, last = 0.0, time.monotonic()
        while not saving.done():
            await asyncio.sleep(0.001)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        return longest

    assert asyncio.run(longest_pause()) < 0.5
    assert held(store) is not None


def test_a_sender_that_cannot_be_saved_costs_the_others_nothing(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    save(store, new("a\ud800b"))
    save(store, new("anna"))
    assert held(open_store(f"sqlite:///{file}")) is not None


def test_a_database_that_can_be_used_only_later_is_used_then(file: Path, other: sqlite3.Connection) -> None:
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN EXCLUSIVE")
    store, tracker = open_store(f"sqlite:///{file}"), new()
    talk(tracker, "hello")
    save(store, tracker)
    assert messages(known(store)) == ["hello"]
    other.execute("ROLLBACK")
    time.sleep(REST)
    save(store, tracker)
    assert messages(known(open_store(f"sqlite:///{file}"))) == ["hello"]


def test_memory_holds_the_latest_conversations_only(tmp_path: Path) -> None:
    """A folder stands where the file should be, so that nothing can ever be saved."""
    store = open_store(f"sqlite:///{tmp_path}")
    for number in range(510):
        save(store, new(f"resident {number}"))
    assert held(store, "resident 0") is None
    assert held(store, "resident 509") is not None


def test_a_conversation_kept_in_memory_can_be_deleted_while_locked(file: Path, other: sqlite3.Connection) -> None:
    store = open_store(f"sqlite:///{file}")
    other.execute("BEGIN EXCLUSIVE")
    save(store, new())
    other.execute("ROLLBACK")
    store.delete("anna")
    assert held(store) is None
