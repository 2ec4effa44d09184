"""The action that answers questions: one fit, several, none, a place to ask for, and a chosen button."""

from __future__ import annotations

from actions.action_answer_question import AnswerQuestion
from tests.actions.conftest import Conversation


def test_a_question_is_answered_with_whom_to_turn_to(conversation: Conversation) -> None:
    reply = conversation.ask("who mends potholes")
    assert "An inspector comes within 14 days" in reply.text
    assert "Contact: Leicestershire County Council, 0116 305 0001" in reply.text
    assert len(reply.messages) == 1, "a screen reader should hear one message"


def test_the_best_of_several_is_told_and_the_rest_kept_for_later(conversation: Conversation) -> None:
    reply = conversation.ask("how many gritters have you got")
    assert "23 gritters" in reply.text
    thread = conversation.slots["thread"]
    assert thread["focus"] == "roads-2025-gritting-2024-25"
    assert "roads-2017-gritting" in thread["offers"]


def test_words_that_fit_nothing_bring_an_offer_instead_of_an_answer(conversation: Conversation) -> None:
    reply = conversation.ask("zzxqwv blorp")
    assert "not sure" in reply.text
    assert reply.buttons[-1] == "Something else"
    assert "focus" not in conversation.slots["thread"]


def test_a_button_sends_its_own_words_and_they_are_taken_up(conversation: Conversation) -> None:
    reply = conversation.ask("zzxqwv blorp")
    buttons = [button for message in reply.messages for button in message["buttons"]]
    assert buttons
    assert [button["payload"] for button in buttons] == [button["title"] for button in buttons]
    told = conversation.ask("Over 100 flood wardens (2023)")
    assert "over 100 active wardens" in told.text


def test_a_need_of_the_districts_asks_for_the_place_and_starts_the_form(conversation: Conversation) -> None:
    reply = conversation.ask("my bin was missed")
    assert "Tell me your town, village or postcode" in reply.text
    assert reply.followed_by == ["place_form"]
    named = conversation.ask("quorn")
    assert "Charnwood Borough Council" in named.text
    assert named.followed_by == []
    assert conversation.slots["place"] == "Quorn"


def test_an_answer_that_needs_no_place_starts_no_form(conversation: Conversation) -> None:
    assert conversation.ask("who mends potholes").followed_by == []


def test_what_follows_leans_on_the_thread(conversation: Conversation) -> None:
    conversation.ask("how many gritters have you got")
    assert "18,500 tonnes" in conversation.ask("what about 2019").text


def test_a_message_without_text_is_answered_with_how_to_ask(conversation: Conversation) -> None:
    assert "Please type a question" in conversation.tell(AnswerQuestion(), None).text


def test_a_broken_thread_starts_a_new_one(conversation: Conversation) -> None:
    conversation.slots["thread"] = ["of", "another", "version"]
    assert "14 days" in conversation.ask("who mends potholes").text
