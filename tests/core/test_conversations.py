"""Conversations kept: read again, added to without Rasa, cut to the last turns, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from core.answering.answer import Answer, Button, Status
from core.answering.thread import Thread
from core.catalogue.database import open_database
from core.conversations import Conversations, metadata

SAID = Answer(Status.ANSWERED, "Ring us.", (Button("Melton"),), ("waste-missed-bin",))


@pytest.fixture(params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Conversations:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/conversations.db"
    else:
        address = request.getfixturevalue("postgres")
        request.addfinalizer(lambda: metadata.drop_all(create_engine(address, future=True)))
    return Conversations(open_database(address, 2, create=True), retention_days=30)


def test_an_unknown_conversation_is_empty(kept: Conversations) -> None:
    assert kept.events("anna") == []
    assert kept.thread("anna") == Thread()
    assert kept.senders() == []


def test_a_turn_is_kept_with_its_thread(kept: Conversations) -> None:
    kept.add_turn("anna", "my bin", SAID, Thread(question="my bin", place="Melton"), turns=12)
    kept.add_turn("anna", "and now", SAID, Thread(question="and now"), turns=12)
    assert kept.thread("anna") == Thread(question="and now")
    assert [event["text"] for event in kept.events("anna") if event["event"] == "user"] == ["my bin", "and now"]
    assert [event["event"] for event in kept.events("anna")][:3] == ["action", "session_started", "action"]


def test_only_the_last_turns_are_kept(kept: Conversations) -> None:
    for number in range(5):
        kept.add_turn("anna", str(number), SAID, Thread(question=str(number)), turns=2)
    events = kept.events("anna")
    assert [event["text"] for event in events if event["event"] == "user"] == ["3", "4"]
    assert events[1]["event"] == "session_started"


def test_deleting_one_leaves_the_others(kept: Conversations) -> None:
    kept.add_turn("anna", "a", SAID, Thread(), turns=2)
    kept.add_turn("ben", "b", SAID, Thread(), turns=2)
    kept.delete("anna")
    kept.delete("nobody")
    assert kept.senders() == ["ben"]


@pytest.mark.parametrize("held", ["", "{", "3", "{}", '["x"]'])
def test_what_is_not_readable_counts_as_nothing(kept: Conversations, held: str) -> None:
    kept.write("anna", held)
    assert kept.events("anna") == []
