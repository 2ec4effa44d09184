"""The plain page with scripts: answers come in place, and a message that does not go is not lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import CARER, FAMILY, MISSED_BIN
from tests.browser.servers import Gateway
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.live]


def asks(page: Page, text: str) -> None:
    page.get_by_label("Your question").fill(text)
    page.get_by_role("button", name="Send").click()


def test_answers_come_without_loading_the_page_anew(page: Page) -> None:
    page.goto("/chat")
    page.evaluate("window.isTheSamePage = true")
    asks(page, MISSED_BIN)
    expect(page.locator(".turn.bot").last).to_contain_text("report the missed bin")
    expect(page.locator("#latest")).to_be_focused()
    asks(page, CARER)
    page.get_by_role("button", name=FAMILY).click()
    expect(page.locator(".turn.you").last).to_contain_text(FAMILY)
    assert page.evaluate("window.isTheSamePage") is True
    page.reload()
    expect(page.locator(".turn.you")).to_have_count(3)


def test_what_is_typed_while_the_answer_is_on_its_way_is_kept(page: Page, gateway: Gateway) -> None:
    page.goto("/chat")
    gateway.rasa.slow = 1
    asks(page, MISSED_BIN)
    page.get_by_label("Your question").fill("and one more thing")
    expect(page.locator(".turn.bot").last).to_contain_text("report the missed bin")
    expect(page.get_by_label("Your question")).to_have_value("and one more thing")


def test_nothing_typed_is_told_at_the_box(page: Page, watch: Watch) -> None:
    watch.expects("400 (Bad Request)")
    page.goto("/chat")
    asks(page, " ")
    expect(page.get_by_role("alert")).to_contain_text("Type a question first")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_a_message_that_does_not_go_stays_and_goes_the_next_time(page: Page, watch: Watch) -> None:
    watch.expects("ERR_INTERNET_DISCONNECTED")
    page.goto("/chat")
    page.context.set_offline(True)
    asks(page, MISSED_BIN)
    expect(page.get_by_role("status").filter(has_text="did not go")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(MISSED_BIN)
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn.bot").last).to_contain_text("report the missed bin")


def test_deleting_takes_the_whole_way(page: Page) -> None:
    page.goto("/chat")
    asks(page, MISSED_BIN)
    page.get_by_text("Delete this chat").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".turn")).to_have_count(0)
