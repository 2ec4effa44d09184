"""A Chromium, a gateway over the small catalogue, another site beside it, and an eye on what happens in the browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy.engine import Engine

import web.assistant
from core.turn import World
from tests.browser.chat import Chat
from tests.browser.desk import PASSWORD, Desk
from tests.browser.servers import FAST, Gateway, gateway_at, new_door, other_site, port_of, serving
from tests.browser.watch import Watch
from tests.web.conftest import make_settings
from web.staff import passwords
from web.staff.numbers import CouncilNumbers
from web.staff.store import DeskStore

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# A browser that refuses cookies of third parties, as more and more do.
_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--test-third-party-cookie-phaseout"]
_PATIENCE = 10_000  # milliseconds; nothing waits longer than it must


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test in a browser once more before it counts as failed: a busy machine may swallow a key press."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


# Not for the whole session: while Playwright runs, no other test could start an event loop.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; skipped, saying so, where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if not found and os.environ.get("TEST_BROWSER_REQUIRED"):
        pytest.fail("a Chromium is required, but there is none")
    if not found:
        pytest.skip(f"no browser here: none of {', '.join(_NAMES)} is installed")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def _gateway_and_site(
    tmp_path_factory: pytest.TempPathFactory, engine: Engine, world: World
) -> Iterator[tuple[Gateway, str]]:
    folder = tmp_path_factory.mktemp("browser")
    door, other = new_door(), new_door()
    # By another name, so that browsers take it for another site and not for another port of the same.
    site = f"http://localhost:{port_of(other)}"
    settings = make_settings(
        folder,
        engine,
        widget_origins=(site,),
        # Nothing in these tests leaves this machine.
        quick_exit=f"{site}/weather",
        session_rate=FAST,
        address_rate=FAST,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.assistant, "_REST_SECONDS", 0.3)
        # The real settings take a tenth of a second by intent.
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        with gateway_at(door, settings, world) as gateway, serving(other_site(gateway.address), other):
            yield gateway, site


@pytest.fixture
def gateway(_gateway_and_site: tuple[Gateway, str]) -> Iterator[Gateway]:
    """The gateway, whole and quick at the start of each test."""
    made = _gateway_and_site[0]
    made.mend()
    yield made
    made.mend()


@pytest.fixture
def site(_gateway_and_site: tuple[Gateway, str]) -> str:
    """The address of the other site."""
    return _gateway_and_site[1]


@pytest.fixture
def look() -> dict[str, Any]:
    """How the browser is set up: a wide window in light colours. Tests of others are parametrized with ``look``."""
    return {}


@pytest.fixture
def watch(chromium: Browser, gateway: Gateway, site: str, look: dict[str, Any]) -> Iterator[Watch]:
    """An eye on a fresh browser profile: afterwards nothing may have gone wrong in it that the test didn't expect."""
    context = chromium.new_context(base_url=gateway.address, locale="en-GB", **look)
    context.set_default_timeout(_PATIENCE)
    made = Watch(context, gateway.address, site)
    yield made
    context.close()
    assert made.faults() == []


@pytest.fixture
def context(watch: Watch) -> BrowserContext:
    """That profile."""
    return watch.context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture
def chat(page: Page) -> Chat:
    """The chat window on the demo page, opened."""
    page.goto("/")
    window = Chat(page)
    window.open()
    return window


@pytest.fixture
def store(gateway: Gateway, tmp_path: Path) -> Iterator[DeskStore]:
    """What the desk keeps, empty but for Ann's account."""
    before = gateway.services.desk
    made = DeskStore(f"sqlite:///{tmp_path / 'desk.db'}", 2)
    made.keeps_numbers(CouncilNumbers(lambda: gateway.services.world))
    made.accounts.put("ann", passwords.hash_of(PASSWORD))
    gateway.services.desk = made
    yield made
    gateway.services.desk = before


@pytest.fixture
def desk(page: Page, store: DeskStore) -> Desk:
    """The staff desk, with Ann signed in."""
    made = Desk(page)
    made.sign_in()
    return made
