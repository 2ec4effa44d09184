"""The pictures of the README: made anew with ``MAKE_PICTURES=1``, else only looked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.settings import ROOT, read_settings
from tests.browser.chat import Chat
from tests.browser.desk import PASSWORD, Desk
from tests.browser.servers import Gateway, gateway_at, new_door
from web.staff import passwords

pytestmark = [pytest.mark.browser, pytest.mark.live]

FOLDER = ROOT / "docs" / "images"
WIDE: ViewportSize = {"width": 1280, "height": 800}
TALL: ViewportSize = {"width": 420, "height": 1000}
PHONE: ViewportSize = {"width": 375, "height": 812}
made_now = pytest.mark.skipif(not os.environ.get("MAKE_PICTURES"), reason="pictures are made with MAKE_PICTURES=1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway over the whole catalogue."""
    folder = tmp_path_factory.mktemp("pictures")
    settings = replace(
        read_settings(),
        conversations_url=f"sqlite:///{folder}/conversations.db",
        desk_url=f"sqlite:///{folder}/desk.db",
        run_dir=folder,
    )
    with gateway_at(new_door(), settings) as gateway:
        gateway.services.desk.accounts.put("kim", passwords.hash_of(PASSWORD))
        yield gateway


def photograph(page: Page, name: str) -> None:
    """Write what a page shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


@made_now
@pytest.mark.parametrize(
    ("name", "window", "question"),
    [
        ("widget", WIDE, "how many flood wardens are there"),
        ("widget-phone", PHONE, "they missed my bin in fleckney"),
        ("widget-chart", TALL, "how much was spent on looking after roads over the years"),
    ],
)
def test_make_the_pictures_of_the_widget(
    chromium: Browser, whole: Gateway, name: str, window: ViewportSize, question: str
) -> None:
    context = chromium.new_context(base_url=whole.address, viewport=window)
    page = context.new_page()
    page.goto("/")
    chat = Chat(page)
    chat.open()
    chat.asks(question)
    chat.hears("Who to contact")
    images = "document.querySelector('council-assistant').shadowRoot.querySelectorAll('img')"
    page.wait_for_function(f"[...{images}].every((one) => one.complete)")
    photograph(page, name)
    context.close()


@made_now
def test_make_the_picture_of_the_desk(chromium: Browser, whole: Gateway) -> None:
    context = chromium.new_context(base_url=whole.address, viewport=WIDE)
    page = context.new_page()
    desk = Desk(page)
    desk.sign_in("kim")
    desk.looks_up("flood wardens")
    expect(desk.results.first).to_be_visible()
    page.get_by_role("button", name="Ask the assistant").click()
    expect(page.locator("#reply .answer")).to_be_visible()
    photograph(page, "desk")
    context.close()


# After those that make them.
@pytest.mark.parametrize("name", ["widget", "widget-phone", "widget-chart", "desk"])
def test_the_pictures_are_there_and_small(name: str) -> None:
    picture = FOLDER / f"{name}.png"
    assert picture.read_bytes().startswith(b"\x89PNG\r\n")
    assert picture.stat().st_size < 300_000
