"""The assistant behind the web: Rasa, and the core itself while Rasa is away."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import httpx
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from core.answering.answer import Answer, Status
from core.answering.thread import Thread
from core.catalogue.database import DatabaseMissing
from core.conversations import Conversations
from core.settings import Settings
from core.turn import World
from core.understanding.danger import find_danger
from core.way import answer, apology
from web.answers import as_shown, as_told
from web.wording import words

log = logging.getLogger(__name__)
FULL, BASIC = "full", "basic"
# While Rasa rests after a failure, nobody waits for it; a request now and then finds out whether it is back.
_REST_SECONDS = 5.0
_CONNECT_SECONDS = 1.0


@dataclass(frozen=True)
class Reply:
    """What comes back for one message.

    Attributes:
        mode: ``full``, or ``basic`` when Rasa was away and the core answered by itself.
        answers: each as `web.answers` shows it.
        intent: what the model took the message for; empty in basic mode and for danger.
        confidence: of the intent, 0 to 1.
    """

    mode: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    intent: str = ""
    confidence: float = 0.0

    def to_plain(self) -> dict[str, Any]:
        """As the API gives it."""
        notice = words()["chat"]["basic"] if self.mode == BASIC else ""
        return {"mode": self.mode, "notice": notice, "answers": self.answers}


class Assistant:
    """Asks Rasa, or the core when Rasa is away or slow.

    Args:
        settings: where Rasa is, and how long a resident waits.
        conversations: for the thread of a conversation in basic mode.
        world: gives what the core may ask; raises DatabaseMissing.
        client: of HTTP.
    """

    def __init__(
        self,
        settings: Settings,
        conversations: Conversations,
        world: Callable[[], World],
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self._settings = settings
        self._conversations = conversations
        self._world = world
        # The channel keeps to the time-out itself; half a second more lets its own apology through.
        timeout = httpx.Timeout(settings.answer_timeout + 0.5, connect=_CONNECT_SECONDS)
        self._client = client or httpx.AsyncClient(timeout=timeout, trust_env=False)
        self._rests_until = 0.0
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, session: str, text: str) -> Reply:
        """Answer one message of a conversation; messages of one conversation are answered in their order.

        Args:
            session: id of the conversation.
            text: as typed.

        Returns:
            The reply; never empty.
        """
        lock = self._locks.setdefault(session, asyncio.Lock())
        async with lock:
            told = await self._from_rasa(session, text)
            if told is not None:
                first = told[0].get("custom") or {}
                answers = [as_told(message) for message in told]
                return Reply(FULL, answers, str(first.get("intent") or ""), float(first.get("confidence") or 0.0))
            return Reply(BASIC, [await run_in_threadpool(self._from_core, session, text)])

    async def forget(self, session: str) -> None:
        """Delete a conversation, after the answer that may be on its way.

        Raises:
            SQLAlchemyError: it could not be deleted.
        """
        lock = self._locks.setdefault(session, asyncio.Lock())
        async with lock:
            await run_in_threadpool(self._conversations.delete, session)

    @property
    def is_basic(self) -> bool:
        """Whether the core answers by itself just now, since Rasa gave no answer a moment ago."""
        return time.monotonic() < self._rests_until

    async def is_up(self) -> bool:
        """Whether Rasa answers."""
        address = self._settings.rest_url.removesuffix("webhook")
        try:
            return (await self._client.get(address, timeout=_CONNECT_SECONDS)).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _from_rasa(self, session: str, text: str) -> list[dict[str, Any]] | None:
        if self.is_basic:
            return None
        try:
            response = await self._client.post(self._settings.rest_url, json={"sender": session, "message": text})
            told = response.json() if response.is_success else None
        except (httpx.HTTPError, ValueError) as error:
            log.error("Rasa gives no answer: %s", error.__class__.__name__)
            self._rests_until = time.monotonic() + _REST_SECONDS
            return None
        if not isinstance(told, list) or not told or not all(_is_message(message) for message in told):
            log.error("Rasa gives an answer that isn't one: status %s", response.status_code)
            return None
        if (told[0].get("custom") or {}).get("status") == Status.ERROR.value:
            # Rasa is there, but the action server or the database isn't; the core may still know.
            return None
        return told

    def _from_core(self, session: str, text: str) -> dict[str, Any]:
        text = " ".join(text.replace("\x00", " ").split())[: self._settings.message_limit]
        try:
            before = self._conversations.thread(session)
        except SQLAlchemyError as error:
            log.error("a conversation could not be read: %s", error.__class__.__name__)
            before = Thread()
        try:
            said, after = answer(text, before, self._world())
        except DatabaseMissing as error:
            log.error("no catalogue: %s", error)
            danger = find_danger(text)
            said = Answer(Status.DANGER, danger.answer, danger=danger.kind) if danger else apology()
            after = before
        try:
            self._conversations.add_turn(session, text, said, after, self._settings.turns_kept)
        except SQLAlchemyError as error:
            log.error("a conversation could not be saved: %s", error.__class__.__name__)
        return as_shown(said)


def _is_message(message: Any) -> bool:
    return isinstance(message, dict) and isinstance(message.get("text"), str)
