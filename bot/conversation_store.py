"""Where conversations are kept: one row a conversation, one write a turn, only as many turns as the thread needs.

Rasa's own SQL store adds a row for every event and reads all of them each turn, which costs more than understanding the
message does. Here a turn is one read and one upsert of a small JSON text. A store that is broken or locked costs the
conversation its memory, never its answer; and since Rasa serves everybody in one thread, the database is asked in
another, and after a failure left alone for a while.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from core.conversations import Conversations
from core.settings import read_settings

log = logging.getLogger(__name__)
_HELD_IN_MEMORY = 500
# Every try costs a resident the time-out of the database, so one that failed isn't asked again at once.
_REST_SECONDS = 5.0
# What the pipeline says of a message besides intent and entities; of no use once the turn is over.
_NOT_KEPT = ("intent_ranking", "text_tokens", "sentence_vectors", "word_vectors")


_Result = TypeVar("_Result")


class _OutOfReach(Exception):
    """The database can't be asked now."""


class ConversationStore(TrackerStore):
    """Keeps the last turns of each conversation.

    Args:
        domain: of the assistant.
        host: an SQLAlchemy URL; without one, the setting ``CONVERSATIONS_URL``.
        event_broker: as Rasa hands it over; not used for anything of ours.
        **kwargs: further keys of ``endpoints.yml``; none are known.
    """

    def __init__(
        self, domain: Domain | None, host: str | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        super().__init__(domain, event_broker)
        settings = read_settings()
        self._turns = settings.turns_kept
        self._fallback: OrderedDict[str, str] = OrderedDict()
        self._rests_until: dict[str, float] = {}
        self._kept = Conversations.of(settings, host)
        try:
            self._kept.make_table()
        except SQLAlchemyError as error:
            log.error("conversations can't be kept yet: %s", error.__class__.__name__)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the last turns of a conversation, in one statement; memory takes them when the database can't."""
        await self.stream_events(tracker)
        events = [_slim(event.as_dict()) for event in _last_turns(tracker.events, self._turns)]
        held = json.dumps(events, separators=(",", ":"))
        try:
            await self._reach("saved", self._kept.write, tracker.sender_id, held)
            self._fallback.pop(tracker.sender_id, None)
        except _OutOfReach:
            self._fallback[tracker.sender_id] = held
            while len(self._fallback) > _HELD_IN_MEMORY:
                self._fallback.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Read a conversation; None for a new one, and for one that can't be read."""
        try:
            held = self._fallback.get(sender_id) or await self._reach("read", self._kept.read, sender_id)
            events = [_event(row) for row in json.loads(held)] if held is not None else None
        except _OutOfReach:
            return None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # Written by another version, or cut off: better begin anew than never answer this resident again.
            log.error("a conversation is not readable and begins anew: %s", error.__class__.__name__)
            return None
        if events is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, events, self.domain.slots, max_event_history=self.max_event_history, domain=self.domain
        )

    async def _reach(self, what: str, work: Callable[..., _Result], *given: str) -> _Result:
        """Ask the database in another thread.

        Raises:
            _OutOfReach: it failed, or did so moments ago; the cause is in the log.
        """

        def ask() -> _Result:
            # In the thread, so that those who queue for it learn what the one before them found out.
            if time.monotonic() < self._rests_until.get(what, 0.0):
                raise _OutOfReach
            try:
                return work(*given)
            except (SQLAlchemyError, ValueError) as error:
                # A sender's name that the database can't hold is another error, and no reason to let it rest.
                if isinstance(error, (OperationalError, NoConnection)):
                    self._rests_until[what] = time.monotonic() + _REST_SECONDS
                log.error("a conversation could not be %s: %s", what, error.__class__.__name__)
                raise _OutOfReach from None

        return await asyncio.to_thread(ask)

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations kept."""
        return self._kept.senders()

    def delete(self, sender_id: str) -> None:
        """Forget a conversation for good."""
        self._fallback.pop(sender_id, None)
        self._kept.delete(sender_id)


@cache
def _kind_of_event(name: str) -> type[Event]:
    # Rasa goes through all its classes for every event that it reads.
    kind: type[Event] | None = Event.resolve_by_type(name)
    if kind is None:
        raise ValueError(f"an event of an unknown kind: {name}")
    return kind


def _event(row: dict[str, Any]) -> Event:
    event = _kind_of_event(row["event"])._from_parameters(row)
    if event is None:
        raise ValueError("an event that can't be read")
    return event


def _last_turns(events: Iterable[Event], turns: int) -> list[Event]:
    """Events of the last turns, with the slots and the form as they stood before them."""
    held = list(events)
    said = [index for index, event in enumerate(held) if isinstance(event, UserUttered)]
    if len(said) <= turns:
        return held
    start = said[-turns]
    while start > 0 and not _listens(held[start - 1]):
        start -= 1
    state: dict[tuple[str, str], Event] = {}
    for event in held[: max(start - 1, 0)]:
        if event.type_name == "session_started":
            # A new session forgets what was before it; played back after a slot, it would empty that too.
            state.clear()
        if event.type_name in ("slot", "active_loop", "session_started"):
            state[(event.type_name, getattr(event, "key", ""))] = event
    return [*state.values(), *held[max(start - 1, 0) :]]


def _listens(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == "action_listen"


def _slim(event: dict[str, Any]) -> dict[str, Any]:
    """An event without what later turns never read."""
    if event.get("event") == "user":
        parsed = event.get("parse_data") or {}
        event["parse_data"] = {key: value for key, value in parsed.items() if key not in _NOT_KEPT}
    return event
