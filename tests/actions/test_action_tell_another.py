"""The action that tells another record that fits."""

from __future__ import annotations

from actions.action_tell_another import TellAnother
from tests.actions.conftest import Conversation, sure

ASKED = "got any others up your sleeve"


def test_with_nothing_told_it_asks_what_it_is_about(conversation: Conversation) -> None:
    assert "Tell me first what it is about" in conversation.tell(TellAnother(), ASKED, **sure("another")).text


def test_each_time_it_tells_one_that_was_not_told_yet(conversation: Conversation) -> None:
    told = [conversation.ask("how many flood wardens are there").text]
    for _ in range(3):
        told.append(conversation.tell(TellAnother(), ASKED, **sure("another")).text)
    assert "training events" in told[1]
    assert len(set(told)) == 4


def test_after_the_last_it_says_so_and_names_a_phone(conversation: Conversation) -> None:
    conversation.ask("how many flood wardens are there")
    del conversation.slots["thread"]["offers"]
    text = conversation.tell(TellAnother(), ASKED, **sure("another")).text
    assert "nothing more on that" in text
    assert "0116 305 0001" in text
