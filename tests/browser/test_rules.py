"""No rule of axe is broken, in any state of the chat window and on any page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import CARER, GIBBERISH, GRITTERS, IN_DANGER, MISSED_BIN, WARDENS, Chat
from tests.browser.desk import RECORD, TITLE, Desk
from tests.browser.rules import violations
from tests.browser.servers import Gateway
from tests.browser.watch import Watch
from web.staff.store import DeskStore

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_the_rules_see_into_the_window_at_all(chat: Chat, page: Page) -> None:
    chat.send.evaluate("button => button.replaceChildren()")
    assert [fault for fault in violations(page) if fault.startswith("button-name")] != []


def test_closed_and_open(page: Page) -> None:
    page.goto("/")
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    assert violations(page) == []
    chat.open()
    chat.sees("0116 305 0001")
    assert violations(page) == []


def test_answering_and_answered_with_card_source_and_buttons(chat: Chat, page: Page, gateway: Gateway) -> None:
    gateway.rasa.slow = 2
    chat.asks(WARDENS)
    expect(chat.typing).to_be_visible()
    chat.asks(CARER)
    assert violations(page) == []
    gateway.rasa.slow = 0
    expect(chat.answer.get_by_role("group", name="Choose one of these")).to_be_visible()
    chat.asks("my bin was missed in blaby")
    chat.hears("Blaby District Council")
    chat.widget.locator("details summary").first.click()
    assert violations(page) == []


def test_danger_and_the_way_to_leave(chat: Chat, page: Page) -> None:
    chat.asks(IN_DANGER)
    chat.hears("999")
    assert violations(page) == []


def test_error_too_long_and_offline(chat: Chat, page: Page, gateway: Gateway, watch: Watch) -> None:
    watch.expects("503", "ERR_INTERNET_DISCONNECTED")
    gateway.broken = True
    chat.asks(WARDENS)
    expect(chat.failure).to_be_visible()
    chat.box.fill("a" * 301)
    chat.send.click()
    chat.sees("Use 300 characters or fewer.")
    assert violations(page) == []
    watch.context.set_offline(True)
    chat.asks(MISSED_BIN)
    expect(chat.widget.locator(".offline")).to_be_visible()
    assert violations(page) == []
    watch.context.set_offline(False)


def test_basic_mode_a_vote_and_the_question_before_deleting(chat: Chat, page: Page, gateway: Gateway) -> None:
    gateway.rasa.away = True
    chat.asks(WARDENS)
    chat.hears("100")
    chat.chooses("No")
    chat.chooses("Delete this chat")
    chat.sees("Delete this chat for good?", "Tell us why")
    assert violations(page) == []
    chat.chooses("Yes, delete it")
    chat.sees("This chat has been deleted")
    assert violations(page) == []


def test_a_long_history_kept_over_a_page_change_and_folded(chat: Chat, page: Page) -> None:
    for question in (WARDENS, CARER, MISSED_BIN, "i live in blaby", GIBBERISH, IN_DANGER):
        chat.asks(question)
        expect(chat.answer).to_be_visible()
    page.reload()
    expect(chat.past).to_contain_text(WARDENS)
    assert violations(page) == []
    chat.chooses("Start again")
    expect(chat.answer).to_be_visible()
    chat.past.get_by_text("Earlier messages").click()
    assert violations(page) == []


@pytest.mark.parametrize("address", ["/", "/chat", "/privacy", "/accessibility", "/staff/login"])
def test_pages(page: Page, address: str) -> None:
    page.goto(address)
    assert violations(page) == []


def test_the_plain_page_with_a_history_and_a_fault(page: Page, watch: Watch) -> None:
    watch.expects("400")
    page.goto("/chat")
    for question in (WARDENS, CARER, GRITTERS, "my bin was missed in blaby", IN_DANGER, " "):
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("Delete this chat", exact=True).click()
    assert violations(page) == []


def test_a_refused_sign_in(page: Page, store: DeskStore, watch: Watch) -> None:
    watch.expects("401")
    page.goto("/staff/login")
    Desk(page).tries("ann", "battery horse correct")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_the_desk_with_results_and_a_reply(desk: Desk, page: Page) -> None:
    assert violations(page) == []
    desk.looks_up("missed bin")
    expect(desk.titles.first).to_be_visible()
    page.get_by_role("button", name="Ask the assistant").click()
    expect(page.locator("#reply .answer")).to_be_visible()
    desk.results.first.locator("details").first.locator("summary").click()
    assert violations(page) == []


def test_a_record_reviews_and_questions(desk: Desk, page: Page, store: DeskStore) -> None:
    desk.flags("There are 120 wardens now.")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert violations(page) == []
    store.unanswered.note("where is my cat", "not in the reports")
    store.feedback.note(False, "the number is old", [RECORD])
    charted = "/staff/records/roads-2025-gritting-2024-25"
    for address in ("/staff/records/waste-missed-bin", charted, "/staff/reviews", "/staff/questions"):
        page.goto(address)
        assert violations(page) == [], address
