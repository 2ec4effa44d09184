"""The chat window with a keyboard alone: in, through and out again, and the focus is always seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import CARER, FAMILY, MISSED_BIN, WARDENS, Chat, focused, is_focus_seen, tabs_to

pytestmark = [pytest.mark.browser, pytest.mark.live]
NARROW = pytest.mark.parametrize("look", [{"viewport": {"width": 375, "height": 812}}], ids=["phone"])


def test_from_the_top_of_the_page_into_the_window_and_back_to_the_button(page: Page) -> None:
    page.goto("/")
    chat = Chat(page)
    passed = tabs_to(page, "button Ask the council")
    assert passed[0] == "a Skip to main content"
    page.keyboard.press("Enter")
    expect(chat.window).to_be_visible()
    expect(chat.box).to_be_focused()
    page.keyboard.type(WARDENS)
    page.keyboard.press("Enter")
    chat.hears("100")
    expect(chat.box).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.window).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_shift_enter_begins_a_line_and_sends_nothing(chat: Chat, page: Page) -> None:
    page.keyboard.type("my bin")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("was missed")
    expect(chat.box).to_have_value("my bin\nwas missed")
    expect(chat.questions).to_have_count(0)


def test_buttons_of_old_turns_are_reached_and_pressed(chat: Chat, page: Page) -> None:
    for question in (CARER, WARDENS):
        page.keyboard.type(question)
        page.keyboard.press("Enter")
        expect(chat.answer).to_be_visible()
    tabs_to(page, f"button {FAMILY}", "Shift+Tab")
    page.keyboard.press("Enter")
    chat.is_asked(FAMILY)
    chat.hears("unpaid carer")
    expect(chat.box).to_be_focused()


def test_the_source_is_unfolded_and_the_number_is_reached(chat: Chat, page: Page) -> None:
    page.keyboard.type(WARDENS)
    page.keyboard.press("Enter")
    chat.hears("100")
    tabs_to(page, "summary Where this comes from", "Shift+Tab")
    page.keyboard.press("Space")
    expect(chat.answer.locator("details p").first).to_be_visible()
    tabs_to(page, "a 0116 305 0001", "Shift+Tab")


def test_the_chat_is_deleted_and_escape_only_steps_back_from_the_question(chat: Chat, page: Page) -> None:
    page.keyboard.type(MISSED_BIN)
    page.keyboard.press("Enter")
    chat.hears("report the missed bin")
    tabs_to(page, "button Delete this chat")
    page.keyboard.press("Enter")
    expect(chat.button("No, keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.window).to_be_visible()
    expect(chat.button("Delete this chat")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "button Yes, delete it"
    page.keyboard.press("Enter")
    chat.sees("This chat has been deleted")
    expect(chat.box).to_be_focused()


def test_beside_a_wide_page_the_focus_is_no_prisoner(chat: Chat, page: Page) -> None:
    # The window is no trap: Shift+Tab leads back out to the page.
    tabs_to(page, "a Accessibility", "Shift+Tab")
    expect(chat.window).to_be_visible()


@NARROW
def test_over_a_small_page_the_focus_stays_in_the_window(chat: Chat, page: Page) -> None:
    passed = [focused(page)]
    assert passed == ["h2 Ask the council"]
    for _ in range(25):
        page.keyboard.press("Tab")
        passed.append(focused(page))
    assert not {"a Accessibility", "a Skip to main content"} & set(passed)
    page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()


@NARROW
def test_what_has_the_focus_is_never_under_the_button(page: Page, site: str) -> None:
    page.goto(f"{site}/long")
    expect(Chat(page).launcher).to_be_visible()
    tabs_to(page, "a Street 50")
    tabs_to(page, "a Street 1", "Shift+Tab")


@NARROW
def test_nor_is_it_at_the_very_end_of_a_page(page: Page, site: str) -> None:
    page.goto(f"{site}/long")
    expect(Chat(page).launcher).to_be_visible()
    tabs_to(page, "a Street 60", most=61)


@pytest.mark.parametrize("address", ["/chat", "/privacy", "/accessibility", "/staff/login"])
def test_every_stop_of_a_page_is_seen(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.activeElement.blur()")
    for _ in range(25):
        page.keyboard.press("Tab")
        stop = focused(page)
        assert is_focus_seen(page), f"the focus is not seen on {stop}"
