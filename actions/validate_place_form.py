"""Ends the question for a place after one message, whether it named a place or asked something else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher


class ValidatePlaceForm(Action):
    """Takes the place from the message, if there is one; a form that insists would be a dead end."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_place_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set the place, and ask for nothing further; when the form only begins, there is nothing to take yet."""
        if tracker.get_slot("requested_slot") != "place":
            return []
        found = tracker.latest_message.get("entities") or []
        places = [entity["value"] for entity in found if entity["entity"] == "place"]
        return [SlotSet("place", places[-1] if places else None), SlotSet("requested_slot", None)]
