"""Answers a question: what the council has done or plans, and whom to turn to."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.door import reply


class AnswerQuestion(Action):
    """Answers a question: what the council has done or plans, and whom to turn to."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """See `actions.door.reply`."""
        return reply(dispatcher, tracker)
