"""The action that says whom to turn to."""

from __future__ import annotations

from actions.action_give_contact import GiveContact
from tests.actions.conftest import Conversation, sure

ASKED = "whose desk does it land on"


def test_with_nothing_told_it_asks_what_it_is_about(conversation: Conversation) -> None:
    assert "Tell me first what it is about" in conversation.tell(GiveContact(), ASKED, **sure("contact")).text


def test_after_a_need_it_gives_the_body_of_the_need(conversation: Conversation) -> None:
    conversation.ask("pothole on the m1 by junction 21")
    assert (
        "Contact: National Highways, 0300 123 5000" in conversation.tell(GiveContact(), ASKED, **sure("contact")).text
    )


def test_after_an_initiative_it_gives_the_contact_of_its_service(conversation: Conversation) -> None:
    conversation.ask("how many flood wardens are there")
    assert (
        "Contact: Leicestershire County Council, 0116 305 0001"
        in conversation.tell(GiveContact(), ASKED, **sure("contact")).text
    )


def test_where_the_district_decides_it_asks_for_the_place(conversation: Conversation) -> None:
    conversation.ask("where do i collect sandbags")
    reply = conversation.tell(GiveContact(), ASKED, **sure("contact"))
    assert "your district or borough council" in reply.text
    assert reply.followed_by == ["place_form"]


def test_where_the_place_is_known_it_names_the_council(conversation: Conversation) -> None:
    conversation.ask("where do i collect sandbags in melton mowbray")
    reply = conversation.tell(GiveContact(), ASKED, **sure("contact"))
    assert "Melton Borough Council, 01664 502502" in reply.text
    assert reply.followed_by == []
