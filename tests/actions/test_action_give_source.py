"""The action that says where an answer stands."""

from __future__ import annotations

from actions.action_give_source import GiveSource
from tests.actions.conftest import Conversation, sure

ASKED = "prove it"


def test_with_nothing_told_it_asks_what_it_is_about(conversation: Conversation) -> None:
    assert "Tell me first what it is about" in conversation.tell(GiveSource(), ASKED, **sure("source")).text


def test_an_initiative_is_traced_to_report_section_and_lines(conversation: Conversation) -> None:
    conversation.ask("how many flood wardens are there")
    text = conversation.tell(GiveSource(), ASKED, **sure("source")).text
    assert "Annual Delivery Report 2023, 4.5 Volunteering (line 283" in text


def test_a_need_is_traced_to_its_rule_and_day(conversation: Conversation) -> None:
    conversation.ask("who mends potholes")
    text = conversation.tell(GiveSource(), ASKED, **sure("source")).text
    assert "leicestershire.gov.uk/roads-and-travel/road-maintenance/report-a-road-problem" in text
    assert "checked" in text
    assert "2026" in text


def test_of_several_told_the_one_with_the_figure_is_traced(conversation: Conversation) -> None:
    told = conversation.ask("how many gritters have you got").text
    assert "Also (2019 report)" in told
    assert (
        "Annual Delivery Report 2019" in conversation.tell(GiveSource(), "source for the 18,500", **sure("source")).text
    )
    assert (
        "Progress and performance report"
        in conversation.tell(GiveSource(), "source for the 16,500", **sure("source")).text
    )
