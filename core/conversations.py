"""Where conversations are kept: one row a conversation, deleted after a time of rest or when the resident asks for it.

A row holds the events of the last turns as Rasa writes them (``bot/conversation_store.py``). The gateway reads them
back for the resident, deletes them, and adds a turn of its own while Rasa is away.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from sqlalchemy import Column, Float, MetaData, String, Table, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from core.answering.answer import Answer
from core.answering.thread import Thread
from core.catalogue.database import open_database
from core.settings import Settings

log = logging.getLogger(__name__)
metadata = MetaData()
conversations = Table(
    "conversation",
    metadata,
    Column("sender", String(128), primary_key=True),
    Column("saved_at", Float, nullable=False, index=True),
    Column("events", Text, nullable=False),
)
_PURGE_EVERY = 3600.0
Event = dict[str, Any]


class Conversations:
    """Reads, writes and deletes conversations.

    Args:
        engine: of the database; the table is made when first written or read.
        retention_days: days after which a conversation that rests is deleted.

    Every method raises SQLAlchemyError when the database can't be used.
    """

    def __init__(self, engine: Engine, retention_days: int) -> None:
        self._engine = engine
        self._keep_seconds = retention_days * 86400.0
        self._purged = 0.0
        self._has_table = False
        dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
        insert = dialect.insert(conversations)  # type: ignore[attr-defined]
        self._upsert = insert.on_conflict_do_update(
            index_elements=["sender"], set_={"saved_at": insert.excluded.saved_at, "events": insert.excluded.events}
        )

    @classmethod
    def of(cls, settings: Settings, url: str | None = None) -> Conversations:
        """The conversations that the settings name, or those at another URL.

        Raises:
            DatabaseMissing: the URL can't be used.
        """
        engine = open_database(url or settings.conversations_url, settings.database_timeout, create=True)
        return cls(engine, settings.retention_days)

    def make_table(self) -> None:
        """Make the table if need be; a database that is away at the start may come back later."""
        if not self._has_table:
            metadata.create_all(self._engine)
            self._has_table = True

    def write(self, sender: str, events: str) -> None:
        """Keep a conversation's events (JSON) in one statement; now and then delete those that rested too long."""
        self.make_table()
        now = time.time()
        with self._engine.begin() as connection:
            connection.execute(self._upsert, {"sender": sender, "saved_at": now, "events": events})
            if now - self._purged > _PURGE_EVERY:
                connection.execute(delete(conversations).where(conversations.c.saved_at < now - self._keep_seconds))
                self._purged = now

    def read(self, sender: str) -> str | None:
        """A conversation's events (JSON); None for an unknown one."""
        with self._engine.connect() as connection:
            query = select(conversations.c.events).where(conversations.c.sender == sender)
            held: str | None = connection.execute(query).scalar()
        return held

    def senders(self) -> list[str]:
        """Ids of all conversations kept."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(conversations.c.sender)).scalars())

    def delete(self, sender: str) -> None:
        """Forget a conversation for good."""
        self.make_table()
        with self._engine.begin() as connection:
            connection.execute(delete(conversations).where(conversations.c.sender == sender))

    def events(self, sender: str) -> list[Event]:
        """A conversation's events; none for an unknown one, and for one that another version wrote."""
        self.make_table()
        held = self.read(sender)
        try:
            events = json.loads(held) if held else []
        except ValueError:
            log.error("a conversation is not readable")
            return []
        return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []

    def thread(self, sender: str) -> Thread:
        """What is remembered of a conversation."""
        value = None
        for event in self.events(sender):
            if event.get("event") == "session_started":
                value = None
            elif event.get("event") == "slot" and event.get("name") == "thread":
                value = event.get("value")
        return Thread.from_slot(value)

    def add_turn(self, sender: str, text: str, said: Answer, after: Thread, turns: int) -> None:
        """Add a turn that was answered without Rasa, in the form that Rasa reads.

        Args:
            sender: id of the conversation.
            text: of the resident.
            said: the answer.
            after: the thread for the next message.
            turns: how many turns are kept at most.
        """
        events = self.events(sender) or [
            {"event": "action", "name": "action_session_start"},
            {"event": "session_started"},
            {"event": "action", "name": "action_listen"},
        ]
        now = time.time()
        buttons = [{"title": button.title, "payload": button.title} for button in said.buttons]
        data = {"buttons": buttons, "custom": said.to_plain()}
        parsed = {"intent": {"name": _INTENT, "confidence": 0.0}, "entities": [], "text": text}
        events += [
            {"event": "user", "timestamp": now, "text": text, "parse_data": parsed, "input_channel": "rest"},
            {"event": "action", "timestamp": now, "name": "action_answer_question"},
            {"event": "slot", "timestamp": now, "name": "thread", "value": after.to_slot()},
            {"event": "bot", "timestamp": now, "text": said.text, "data": data},
            {"event": "action", "timestamp": now, "name": "action_listen"},
        ]
        self.write(sender, json.dumps(_last_turns(events, turns), separators=(",", ":")))


_INTENT = "need_other"  # some intent that every model knows; nothing reads it again


def _last_turns(events: list[Event], turns: int) -> list[Event]:
    """The last turns, after the events that begin a session; the thread is written anew in every turn."""
    said = [index for index, event in enumerate(events) if event.get("event") == "user"]
    if len(said) <= turns:
        return events
    begins = [event for event in events[: said[0]] if event.get("event") in ("action", "session_started")]
    return [*begins, *events[said[-turns] :]]
