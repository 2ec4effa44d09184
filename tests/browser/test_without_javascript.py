"""The whole journey on the plain page, in a browser that runs no script at all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import CARER, FAMILY, IN_DANGER, MISSED_BIN, WARDENS
from tests.browser.desk import TITLE, Desk
from tests.browser.servers import Gateway
from tests.browser.watch import Watch
from web.limits import Limiter
from web.staff.store import DeskStore

pytestmark = [
    pytest.mark.browser,
    pytest.mark.live,
    pytest.mark.parametrize("look", [{"java_script_enabled": False}], ids=["no script"]),
]


def asks(page: Page, text: str) -> Locator:
    """Fill in the form; gives the last answer on the page that comes."""
    page.get_by_label("Your question").fill(text)
    page.get_by_role("button", name="Send").click()
    return page.locator(".turn.bot").last


def test_the_demo_page_leads_to_the_plain_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Use the plain chat page instead").click()
    expect(page.get_by_role("heading", name="Ask the council")).to_be_visible()
    expect(page.get_by_text("You are writing to a bot, not a person")).to_be_visible()
    expect(page.get_by_text("30 days at most")).to_be_visible()
    expect(page.get_by_role("link", name="0116 305 0001")).to_have_attribute("href", "tel:01163050001")


def test_ask_go_on_choose_and_delete(page: Page, gateway: Gateway) -> None:
    page.goto("/chat")
    expect(asks(page, MISSED_BIN)).to_contain_text("report the missed bin")
    assert page.url.endswith("/chat#latest")

    answer = asks(page, "i live in blaby")
    expect(answer.locator(".card")).to_contain_text("Blaby District Council")
    expect(answer.get_by_role("link", name="0116 275 0555")).to_have_attribute("href", "tel:01162750555")

    answer = asks(page, WARDENS)
    answer.get_by_text("Where this comes from").click()
    expect(answer.locator("details p").first).to_be_visible()

    asks(page, CARER).get_by_role("button", name=FAMILY).click()
    expect(page.locator(".turn.you").last).to_contain_text(FAMILY)
    expect(page.locator(".turn.you")).to_have_count(5)

    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "assistant_session")
    session = gateway.services.sessions.read(token) or ""
    assert MISSED_BIN in (gateway.services.conversations.read(session) or "")
    page.get_by_text("Delete this chat", exact=True).click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("status").first).to_contain_text("This chat has been deleted")
    expect(page.locator(".turn")).to_have_count(0)
    assert gateway.services.conversations.read(session) is None
    assert page.context.cookies() == []


def test_one_of_the_questions_that_people_often_ask(page: Page) -> None:
    page.goto("/chat")
    page.get_by_role("button", name="My bin was not emptied").click()
    expect(page.locator(".turn.bot")).to_contain_text("report the missed bin")


def test_a_danger_answer_has_a_way_to_leave(page: Page, site: str) -> None:
    page.goto("/chat")
    expect(asks(page, IN_DANGER)).to_contain_text(re.compile("Urgent.*999", re.DOTALL))
    page.get_by_role("link", name="Leave this page").click()
    assert page.url == f"{site}/weather"


def test_an_empty_question_and_one_too_long_are_explained_and_keep_their_text(page: Page, watch: Watch) -> None:
    watch.expects("400")
    page.goto("/chat")
    asks(page, " ")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Type a question first")
    asks(page, "a" * 301)
    expect(alert).to_contain_text("Use 300 characters or fewer")
    expect(page.get_by_label("Your question")).to_have_value("a" * 301)
    expect(page).to_have_title(re.compile("^There is a problem"))


def test_who_asks_too_fast_keeps_the_text(page: Page, gateway: Gateway, watch: Watch) -> None:
    watch.expects("429")
    gateway.services.pace = Limiter(1)
    page.goto("/chat")
    asks(page, WARDENS)
    asks(page, MISSED_BIN)
    expect(page.get_by_role("alert")).to_contain_text("Please wait")
    expect(page.get_by_label("Your question")).to_have_value(MISSED_BIN)


def test_the_desk_works_as_plain_forms(page: Page, store: DeskStore) -> None:
    desk = Desk(page)
    desk.sign_in()
    desk.box.fill("flood wardens")
    page.get_by_role("button", name="Look up").click()
    desk.finds(TITLE)
    page.get_by_label("Question").fill(WARDENS)
    page.get_by_role("button", name="Ask the assistant").click()
    expect(page.locator(".answer")).to_contain_text("100")
