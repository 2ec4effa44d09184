"""Answers what belongs to any conversation: greeting, thanks, "are you a bot?", "a person please"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.door import move_of, reply


class Converse(Action):
    """Answers what belongs to any conversation: greeting, thanks, "are you a bot?", "a person please"."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_converse"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """See `actions.door.reply`."""
        return reply(dispatcher, tracker, move_of(tracker.latest_message))
