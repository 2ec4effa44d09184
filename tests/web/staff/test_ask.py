"""What would the assistant say? Its answer, intent and confidence; nothing of it stays."""

from __future__ import annotations

from starlette.applications import Starlette

from tests.web.staff.conftest import AssistantStandIn, Browser
from web.assistant import Reply
from web.staff.store import DeskStore


def test_it_shows_answer_intent_and_confidence(ann: Browser, assistant: AssistantStandIn) -> None:
    page = ann.fill_in("/staff/ask", q="how many flood wardens").text
    assert "Over 100 &lt;wardens&gt;." in page
    assert "initiative_flooding" in page
    assert "93%" in page
    assert assistant.asked[0][1] == "how many flood wardens"


def test_a_script_gets_json(ann: Browser) -> None:
    headers = {"Accept": "application/json"}
    told = ann.post("/staff/ask", data={"csrf": ann.csrf(), "q": "wardens"}, headers=headers).json()
    assert (told["intent"], told["confidence"], told["mode"]) == ("initiative_flooding", 0.93, "full")
    assert "Over 100 &lt;wardens&gt;." in told["html"]


def test_each_question_has_a_conversation_of_its_own_that_is_forgotten(
    ann: Browser, assistant: AssistantStandIn, store: DeskStore
) -> None:
    ann.fill_in("/staff/ask", q="one")
    ann.fill_in("/staff/ask", q="two")
    sessions = [session for session, _ in assistant.asked]
    assert len(set(sessions)) == 2
    assert assistant.forgotten == sessions
    assert store.unanswered.listed() == []


def test_in_basic_mode_it_says_that_there_is_no_intent(
    app: Starlette, ann: Browser, assistant: AssistantStandIn
) -> None:
    assistant.reply = Reply("basic", assistant.reply.answers)
    page = ann.fill_in("/staff/ask", q="wardens").text
    assert "Basic mode" in page
    assert "Confidence" not in page
