"""Markup and scripts in what people type and in what the catalogue holds: shown as typed, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.engine import Engine

from core.turn import World
from tests.browser.chat import WARDENS, Chat
from tests.browser.desk import RECORD, Desk
from tests.browser.servers import Gateway
from tests.talk import changed
from web.staff.store import DeskStore

pytestmark = [pytest.mark.browser, pytest.mark.live]

IMAGE = '<img src=x onerror="window.ran=1">'
SCRIPT = "<script>window.ran=1</script>"
EVIL = f"{IMAGE} {SCRIPT} \"'>&lt;b&gt;"


@pytest.fixture(autouse=True)
def _nothing_ran(page: Page) -> Iterator[None]:
    yield
    assert page.evaluate("window.ran") is None
    assert page.locator("img, council-assistant img").count() == 0


def evil_answer() -> list[dict[str, Any]]:
    """An answer whose every text is markup, and whose links lead to scripts."""
    parts = [
        {"kind": "answer", "text": f"{EVIL} javascript:window.ran=1 data:text/html,{SCRIPT} https://shire.test/?{IMAGE}"},
        {"kind": "contact", "text": EVIL, "name": EVIL, "phone": f"0116 {IMAGE}", "web": "javascript:window.ran=1",
         "hours": EVIL, "checked": EVIL},
        {"kind": "source", "text": EVIL, "title": EVIL, "section": EVIL},
    ]  # fmt: skip
    custom = {"status": "answered", "records": [EVIL[:100]], "danger": "", "parts": parts}
    return [{"text": EVIL, "buttons": [{"title": EVIL[:60]}], "custom": custom}]


def test_a_question_is_shown_as_typed(chat: Chat, page: Page) -> None:
    chat.asks(EVIL)
    chat.is_asked(EVIL)
    expect(chat.answer).to_be_visible()
    page.reload()
    expect(chat.past).to_contain_text(EVIL)


def test_an_answer_is_text_whatever_it_holds(chat: Chat, gateway: Gateway, page: Page) -> None:
    gateway.rasa.says = evil_answer()
    chat.asks(WARDENS)
    chat.hears(EVIL)
    expect(chat.answer.locator(".card")).to_contain_text(EVIL)
    chat.answer.locator("summary").click()
    addresses = [link.get_attribute("href") or "" for link in chat.answer.get_by_role("link").all()]
    assert addresses
    assert all(address.startswith(("https://", "tel:")) for address in addresses)
    chat.chooses(EVIL[:60])
    chat.is_asked(EVIL[:60])


def test_so_it_is_on_the_plain_page(page: Page) -> None:
    page.goto("/chat")
    page.get_by_label("Your question").fill(EVIL)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn.you")).to_contain_text(EVIL)


def test_so_it_is_in_what_is_printed_and_downloaded(chat: Chat, page: Page) -> None:
    page.evaluate("window.print = () => {}")
    chat.asks(EVIL)
    expect(chat.answer).to_be_visible()
    chat.chooses("Print")
    expect(chat.widget.locator(".paper")).to_contain_text(EVIL)


@pytest.fixture
def evil_catalogue(gateway: Gateway, world: World, engine: Engine, tmp_path: Path) -> Iterator[None]:
    """A catalogue with markup in the texts of a record."""
    quoted = EVIL.replace("'", "''")
    gateway.services._world = changed(
        engine,
        tmp_path,
        f"UPDATE initiative SET title = '{quoted}', summary = '{quoted} ' || summary WHERE id = '{RECORD}'",
        f"UPDATE report SET title = '{quoted}'",
    )
    yield
    gateway.services._world = world


@pytest.mark.usefixtures("evil_catalogue")
def test_text_of_the_catalogue_is_text_for_residents(chat: Chat, page: Page) -> None:
    chat.asks(WARDENS)
    chat.hears(IMAGE)
    page.goto("/chat")
    page.get_by_label("Your question").fill(WARDENS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn.bot")).to_contain_text(IMAGE)


@pytest.mark.usefixtures("evil_catalogue")
def test_and_for_staff(desk: Desk, page: Page) -> None:
    desk.looks_up("flood wardens")
    desk.finds(EVIL)
    page.get_by_role("link", name=EVIL, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EVIL)


def test_notes_questions_and_reasons_are_text_for_staff(desk: Desk, page: Page, store: DeskStore) -> None:
    desk.flags(EVIL)
    expect(page.locator("#reviews .notes")).to_contain_text(EVIL)
    page.goto("/staff/reviews")
    expect(page.locator(".notes")).to_contain_text(EVIL)
    store.unanswered.note(EVIL, "not in the reports")
    store.feedback.note(False, EVIL, [EVIL[:100]])
    page.goto("/staff/questions")
    expect(page.get_by_role("heading", name=EVIL)).to_be_visible()
    expect(page.locator(".notes").last).to_contain_text(EVIL)


def test_words_that_are_looked_up_are_text_too(desk: Desk, page: Page, gateway: Gateway) -> None:
    desk.box.fill(EVIL)
    expect(desk.said).not_to_be_empty()
    page.get_by_label("Place or postcode").fill(IMAGE)
    expect(page.locator("#results .note")).to_contain_text(IMAGE)
    gateway.rasa.says = evil_answer()
    page.get_by_role("button", name="Ask the assistant").click()
    expect(page.locator("#reply")).to_contain_text(EVIL)
    page.reload()
    expect(desk.box).to_have_value(EVIL)
