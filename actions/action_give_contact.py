"""Says whom to turn to about what was last told."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.door import reply
from core.understanding.moves import Move


class GiveContact(Action):
    """Says whom to turn to about what was last told."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_give_contact"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """See `actions.door.reply`."""
        return reply(dispatcher, tracker, Move.CONTACT)
