"""The action that stands where the form would ask: it stays silent."""

from __future__ import annotations

from actions.action_ask_place_form_place import AskPlace
from tests.actions.conftest import Conversation


def test_the_question_for_the_place_is_not_asked_twice(conversation: Conversation) -> None:
    conversation.ask("my bin was missed")
    reply = conversation.tell(AskPlace(), "my bin was missed")
    assert reply.messages == []
    assert reply.events == []
