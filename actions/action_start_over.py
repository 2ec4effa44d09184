"""Forgets the thread."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.door import reply
from core.understanding.moves import Move


class StartOver(Action):
    """Forgets the thread."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """See `actions.door.reply`."""
        return reply(dispatcher, tracker, Move.START_OVER)
