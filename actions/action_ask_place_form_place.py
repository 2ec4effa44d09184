"""Asks nothing of its own: the answer before it has asked for the place already, in one message."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher


class AskPlace(Action):
    """Stands where a form expects its question; a second message would only be noise to a screen reader."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_place_form_place"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say nothing."""
        return []
