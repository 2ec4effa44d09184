"""The action that answers what belongs to any conversation."""

from __future__ import annotations

import pytest

from actions.action_converse import Converse
from tests.actions.conftest import Conversation, sure


@pytest.mark.parametrize(
    ("message", "intent", "words"),
    [
        ("wotcha", "greet", "I am a bot, not a person"),
        ("much obliged", "thank", "You're welcome"),
        ("laters", "goodbye", "0116 305 0001"),
        ("is there a human being typing this", "who_are_you", "published reports"),
        ("put me through to a human being", "person", "0116 305 0001"),
    ],
)
def test_a_move_that_only_the_model_knows_is_answered(
    conversation: Conversation, message: str, intent: str, words: str
) -> None:
    assert words in conversation.tell(Converse(), message, **sure(intent)).text


def test_what_it_can_do_is_shown_as_services_to_choose(conversation: Conversation) -> None:
    reply = conversation.tell(Converse(), "what have you got then", **sure("what_can_you_do"))
    assert "Flooding and emergencies" in reply.buttons
    assert "sandbags" in " ".join(conversation.ask("Flooding and emergencies").buttons)


def test_an_unsure_model_never_swallows_a_question(conversation: Conversation) -> None:
    reply = conversation.tell(Converse(), "potholes up our lane", intent={"name": "greet", "confidence": 0.6})
    assert "14 days" in reply.text


def test_a_long_question_is_never_taken_for_a_greeting(conversation: Conversation) -> None:
    reply = conversation.tell(
        Converse(), "good morning there are potholes all the way up our lane again", **sure("greet")
    )
    assert "14 days" in reply.text


def test_an_intent_that_is_no_move_is_looked_up(conversation: Conversation) -> None:
    assert "14 days" in conversation.tell(Converse(), "who mends potholes", **sure("some_new_intent")).text
