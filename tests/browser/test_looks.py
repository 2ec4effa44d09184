"""Small windows, large letters, dark colours, no movement, colours of one's own: all stays readable and in reach."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import CARER, GRITTERS, IN_DANGER, MISSED_BIN, WARDENS, Chat, too_wide
from tests.browser.desk import RECORD, Desk
from tests.browser.rules import violations
from tests.browser.servers import Gateway

pytestmark = [pytest.mark.browser, pytest.mark.live]


def looks(**kinds: dict[str, Any]) -> pytest.MarkDecorator:
    """A test for each of several ways to set up the browser."""
    return pytest.mark.parametrize("look", list(kinds.values()), ids=[name.replace("_", " ") for name in kinds])


NARROW = {"viewport": {"width": 320, "height": 640}}
ZOOMED = {"viewport": {"width": 320, "height": 256}}  # what 400% leaves of a window of 1280 by 1024
DARK = {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}
small = looks(width_320=NARROW, zoom_400=ZOOMED)


@small
def test_the_window_fits_whatever_is_said(chat: Chat, page: Page) -> None:
    assert too_wide(page) == []
    for question in (MISSED_BIN, "i live in blaby", WARDENS, CARER, "w" * 300):
        chat.asks(question)
        expect(chat.answer).to_be_visible()
    chat.widget.locator("details summary").last.click()
    assert too_wide(page) == []
    chat.asks(IN_DANGER)
    chat.hears("999")
    expect(chat.button("Leave this page")).to_be_in_viewport(ratio=1)
    expect(chat.person.get_by_role("link")).to_be_in_viewport(ratio=1)
    chat.chooses("Delete this chat")
    assert too_wide(page) == []


@small
def test_a_chart_and_its_table_fit_in_the_window_and_on_the_page(chat: Chat, page: Page) -> None:
    chat.asks(GRITTERS)
    expect(chat.answer.get_by_role("img")).to_be_visible()
    chat.answer.get_by_text("The figures as a table").click()
    assert too_wide(page) == []
    page.goto("/chat")
    page.get_by_label("Your question").fill(GRITTERS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("img")).to_be_visible()
    page.get_by_text("The figures as a table").click()
    assert too_wide(page) == []


@looks(dark=DARK, forced=FORCED)
def test_a_chart_keeps_the_rules_in_other_colours(chat: Chat, page: Page) -> None:
    chat.asks(GRITTERS)
    expect(chat.answer.get_by_role("img")).to_be_visible()
    chat.answer.get_by_text("The figures as a table").click()
    assert violations(page) == []


@small
def test_the_start_of_an_answer_is_what_is_seen(chat: Chat) -> None:
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    expect(chat.answer.locator("p").first).to_be_in_viewport()


@small
@pytest.mark.parametrize("address", ["/", "/chat", "/privacy", "/accessibility", "/staff/login"])
def test_no_page_scrolls_sideways(page: Page, address: str) -> None:
    page.goto(address)
    assert too_wide(page) == []


@small
def test_the_plain_page_fits_with_a_conversation(page: Page) -> None:
    page.goto("/chat")
    for number, question in enumerate((MISSED_BIN, "i live in blaby", CARER, "w" * 300, IN_DANGER), 1):
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".turn.you")).to_have_count(number)
    assert too_wide(page) == []


@small
def test_the_desk_fits(desk: Desk, page: Page) -> None:
    for address in ("/staff?q=flood+wardens", f"/staff/records/{RECORD}", "/staff/reviews", "/staff/questions"):
        page.goto(address)
        assert too_wide(page) == [], address


@looks(dark=DARK, forced_colours=FORCED, dark_and_narrow={**DARK, **NARROW})
def test_contrast_and_all_other_rules_hold_in_other_colours(chat: Chat, page: Page) -> None:
    assert violations(page) == []
    for question in (WARDENS, CARER, IN_DANGER):
        chat.asks(question)
        expect(chat.answer).to_be_visible()
    assert violations(page) == []


@looks(dark=DARK)
def test_dark_is_really_dark(chat: Chat, page: Page) -> None:
    background = "element => getComputedStyle(element).backgroundColor"
    for element in (chat.window, page.locator("body")):
        red, green, blue = (int(part) for part in element.evaluate(background)[4:-1].split(","))
        assert max(red, green, blue) < 64


@looks(dark=DARK, forced_colours=FORCED)
def test_pages_and_desk_keep_the_rules_in_other_colours(desk: Desk, page: Page) -> None:
    for address in ("/chat", "/privacy", "/staff?q=flood+wardens", f"/staff/records/{RECORD}"):
        page.goto(address)
        assert violations(page) == [], address


@looks(forced_colours=FORCED)
def test_with_forced_colours_turns_and_the_focus_keep_their_edges(chat: Chat) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    edge = "element => getComputedStyle(element).borderTopWidth"
    assert chat.answer.evaluate(edge) != "0px"
    assert chat.launcher.evaluate(edge) != "0px"
    assert chat.box.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"


@looks(less_movement={"reduced_motion": "reduce"})
def test_who_wants_no_movement_sees_none(chat: Chat, gateway: Gateway) -> None:
    gateway.rasa.slow = 1
    chat.asks(WARDENS)
    expect(chat.typing).to_be_visible()
    running = "widget => widget.shadowRoot.getAnimations().filter(one => one.playState === 'running').length"
    assert chat.widget.evaluate(running) == 0
    chat.hears("100")


def test_everything_to_press_is_large_enough(chat: Chat) -> None:
    for question in (CARER, WARDENS):
        chat.asks(question)
        expect(chat.answer).to_be_visible()
    too_small = chat.widget.evaluate(
        """widget => [...widget.shadowRoot.querySelectorAll("button, summary, textarea, .card a, .person a, .notice a")]
            .map(target => [target.textContent, target.getBoundingClientRect()])
            .filter(([, { width, height }]) => width && (width < 24 || height < 24))
            .map(([words]) => words)"""
    )
    assert too_small == []
