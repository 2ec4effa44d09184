"""The action that tells more about what was told."""

from __future__ import annotations

from actions.action_tell_more import TellMore
from tests.actions.conftest import Conversation, sure

ASKED = "do carry on i am all ears"


def test_with_nothing_told_it_asks_what_it_is_about(conversation: Conversation) -> None:
    assert "Tell me first what it is about" in conversation.tell(TellMore(), ASKED, **sure("more")).text


def test_it_first_tells_what_was_left_out_of_the_answer(conversation: Conversation) -> None:
    answer = conversation.ask("who mends potholes").text
    text = conversation.tell(TellMore(), ASKED, **sure("more")).text
    assert "The rule: The county council must keep up its public roads" in text
    assert "The rule" not in answer
    assert conversation.slots["thread"]["focus"] == "roads-pothole"


def test_then_it_goes_on_with_the_same_service(conversation: Conversation) -> None:
    conversation.ask("who mends potholes")
    conversation.tell(TellMore(), ASKED, **sure("more"))
    conversation.tell(TellMore(), ASKED, **sure("more"))
    assert conversation.slots["thread"]["focus"].startswith("roads-20")


def test_with_nothing_else_on_the_service_it_says_whom_to_ask(conversation: Conversation) -> None:
    conversation.ask("who mends potholes")
    conversation.tell(TellMore(), ASKED, **sure("more"))
    conversation.slots["thread"]["offers"] = ["waste-2019-composting"]
    text = conversation.tell(TellMore(), ASKED, **sure("more")).text
    assert "Contact: Leicestershire County Council, 0116 305 0001" in text
    assert "compost" not in text
