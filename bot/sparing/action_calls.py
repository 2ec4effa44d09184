"""Rasa calls the action server over a new connection each time, and sends it the whole conversation with each call.

Our actions read what the conversation has come to: the latest message, the slots, the form, and the events since. All
earlier events, each with what the model made of its message, are most of a call, and both sides spend more time on them
than on the rest. Here a call leaves them out, and goes over a connection that is kept.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

# Less than the five seconds for which the action server keeps an idle connection: it must not close one just as a
# message goes out on it.
IDLE_SECONDS = 2.0
RASAS_CALL = RemoteAction._action_call_format
RASAS_SESSION = EndpointConfig.session


class _InShort:
    """As much of a conversation as a call needs; looks to Rasa like the whole."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._tracker = tracker
        self.sender_id = tracker.sender_id

    def current_state(self, _verbosity: Any) -> dict[str, Any]:
        return {**self._tracker.current_state(), "events": [event.as_dict() for event in _since_message(self._tracker)]}


def _since_message(tracker: DialogueStateTracker) -> list[Event]:
    """The events after the latest message; the slots that a form has just set are among them."""
    since: list[Event] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        since.insert(0, event)
    return since


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    call: dict[str, Any] = RASAS_CALL(self, _InShort(tracker), domain)
    return call


class _Kept:
    """A session with its connections, which goes on when a call is done; for one event loop."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        self.loop = asyncio.get_running_loop()
        connections = aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS)
        self.session = aiohttp.ClientSession(headers=endpoint.headers, connector=connections)

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self.session

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        return


def _session(self: EndpointConfig) -> Any:
    if self.basic_auth:
        # Rasa's session knows how to send it; ours need not, since nothing here asks for a password.
        return RASAS_SESSION(self)
    kept: _Kept | None = self.__dict__.get("kept")
    if kept is None or kept.session.closed or kept.loop is not asyncio.get_running_loop():
        kept = self.__dict__["kept"] = _Kept(self)
    return kept


def call_in_short() -> None:
    """Let Rasa, in this process, call over kept connections, and without what came before the message."""
    RemoteAction._action_call_format = _action_call_format
    EndpointConfig.session = _session
