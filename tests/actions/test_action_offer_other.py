"""The action that makes good for an answer which wasn't what was asked."""

from __future__ import annotations

from actions.action_offer_other import OfferOther
from tests.actions.conftest import Conversation, sure

SAID = "that is miles off"


def test_with_nothing_told_it_asks_for_other_words_and_names_a_phone(conversation: Conversation) -> None:
    reply = conversation.tell(OfferOther(), SAID, **sure("wrong"))
    assert "0116 305 0001" in reply.text
    assert reply.buttons == []


def test_it_offers_what_was_not_told_yet_and_tells_what_is_chosen(conversation: Conversation) -> None:
    conversation.ask("how many flood wardens are there")
    reply = conversation.tell(OfferOther(), SAID, **sure("wrong"))
    assert 1 < len(reply.buttons) <= 3
    assert "Over 100 flood wardens (2023)" not in reply.buttons
    assert "three flood warden training events" in conversation.ask("Flood warden training events (2023)").text


def test_with_nothing_more_to_offer_it_names_a_phone(conversation: Conversation) -> None:
    conversation.ask("who mends potholes")
    del conversation.slots["thread"]["offers"]
    reply = conversation.tell(OfferOther(), SAID, **sure("wrong"))
    assert "0116 305 0001" in reply.text
    assert reply.buttons == []
