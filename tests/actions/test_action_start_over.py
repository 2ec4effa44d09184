"""The action that forgets."""

from __future__ import annotations

from actions.action_start_over import StartOver
from actions.action_tell_more import TellMore
from tests.actions.conftest import Conversation, sure


def test_with_nothing_to_forget_it_only_asks(conversation: Conversation) -> None:
    assert "What would you like to know?" in conversation.tell(StartOver(), "wipe it", **sure("start_over")).text


def test_what_was_told_and_the_place_are_forgotten(conversation: Conversation) -> None:
    conversation.ask("where do i collect sandbags in melton mowbray")
    conversation.tell(StartOver(), "wipe it", **sure("start_over"))
    assert conversation.slots["thread"] == {}
    assert "Tell me first" in conversation.tell(TellMore(), "tell me more", **sure("more")).text
    assert "Tell me your town" in conversation.ask("my bin was missed").text
