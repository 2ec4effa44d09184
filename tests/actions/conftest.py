"""What the tests of the actions share: a conversation held through real trackers, over the small catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Engine

from actions import door
from actions.action_answer_question import AnswerQuestion


@dataclass(frozen=True)
class Reply:
    """What an action did with one message."""

    messages: list[dict[str, Any]]
    events: list[EventType]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    @property
    def followed_by(self) -> list[str]:
        return [event["name"] for event in self.events if event["event"] == "followup"]


@dataclass
class Conversation:
    """Runs actions as the action server does, and keeps the slots that they set."""

    slots: dict[str, Any] = field(default_factory=dict)

    def tell(self, action: Action, message: str | None, **parsed: Any) -> Reply:
        """Let an action deal with a message; `parsed` is what the model adds, such as the intent."""
        latest = {"text": message, "intent": {}, "entities": [], **parsed}
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, Tracker("resident", dict(self.slots), latest, [], False, None, {}, None), {})
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        return Reply(dispatcher.messages, events)

    def ask(self, question: str, **parsed: Any) -> Reply:
        """Ask a question."""
        return self.tell(AnswerQuestion(), question, **parsed)


def sure(intent: str) -> dict[str, Any]:
    """What the model adds when it is sure of an intent."""
    return {"intent": {"name": intent, "confidence": 0.97}, "intent_ranking": [{"name": intent, "confidence": 0.97}]}


@pytest.fixture(scope="package")
def _served(engine: Engine) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", str(engine.url))
        door._world.cache_clear()
        yield
    door._world.cache_clear()


@pytest.fixture
def conversation(_served: None) -> Conversation:
    """A new conversation over the small catalogue."""
    return Conversation()


@pytest.fixture
def broken(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Conversation]:
    """A new conversation where the database is missing."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/catalogue.db")
    door._world.cache_clear()
    yield Conversation()
    door._world.cache_clear()
