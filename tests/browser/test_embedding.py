"""The widget on another site: under a strict policy, without cookies, beside a style that spares nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import CARER, GRITTERS, IN_DANGER, MISSED_BIN, WARDENS, Chat
from tests.browser.rules import violations
from tests.browser.servers import Gateway
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.live]

# What a style of the page would change first.
_LOOKS = (
    "display", "visibility", "opacity", "color", "backgroundColor", "fontFamily", "fontSize", "fontWeight", "fontStyle",
    "lineHeight", "letterSpacing", "wordSpacing", "textTransform", "textAlign", "direction", "margin", "padding",
    "float", "borderTopWidth", "borderTopColor", "borderTopLeftRadius", "transform", "cursor", "position", "boxSizing",
)  # fmt: skip


@pytest.fixture
def shire(page: Page, site: str) -> Chat:
    """The chat window on the other site."""
    page.goto(site)
    return Chat(page)


def look_of(element: Locator) -> dict[str, Any]:
    """How an element looks."""
    held: dict[str, Any] = element.evaluate(
        "(element, names) => Object.fromEntries(names.map(name => [name, getComputedStyle(element)[name]]))",
        list(_LOOKS),
    )
    return held


def test_a_conversation_goes_on_from_page_to_page(shire: Chat, page: Page) -> None:
    expect(shire.launcher).to_have_text("Ask the shire")
    shire.open()
    shire.asks(MISSED_BIN)
    shire.hears("report the missed bin")
    page.get_by_role("link", name="fees").click()
    expect(page.get_by_role("heading", name="Fees")).to_be_visible()
    expect(shire.past).to_contain_text(MISSED_BIN)
    shire.asks("i live in blaby")
    shire.hears("Blaby District Council")
    shire.chooses("Delete this chat")
    shire.chooses("Yes, delete it")
    shire.sees("This chat has been deleted")


def test_no_cookie_is_sent_or_set_and_the_session_storage_is_all_that_is_used(
    shire: Chat, page: Page, gateway: Gateway, watch: Watch
) -> None:
    # Even a browser that has the cookie of our own page doesn't send it along.
    page.context.add_cookies([{"name": "assistant_session", "value": "own", "url": gateway.address}])
    shire.open()
    shire.asks(WARDENS)
    shire.hears("100")
    calls = [request for request in watch.requests if "/api/" in request.url]
    assert {request.method for request in calls} >= {"GET", "POST"}
    assert not [request.url for request in calls if "cookie" in request.all_headers()]
    answers = [request.response() for request in calls]
    assert not [answer.url for answer in answers if answer and "set-cookie" in answer.all_headers()]
    kept = page.evaluate(
        """async () => JSON.stringify({
            session: Object.keys(sessionStorage).sort(), local: localStorage.length, cookie: document.cookie,
            databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert json.loads(kept) == {
        "session": ["council-assistant", "council-assistant-open"],
        "local": 0, "cookie": "", "databases": 0, "caches": 0, "workers": 0,
    }  # fmt: skip
    assert [cookie.get("value") for cookie in page.context.cookies()] == ["own"]


def test_the_style_of_the_page_does_not_leak_in(shire: Chat, page: Page, gateway: Gateway) -> None:
    seen: list[list[dict[str, Any]]] = []
    for address in (page.url, gateway.address):
        page.goto(address)
        window = Chat(page)
        seen.append([look_of(window.launcher.locator("svg"))])
        window.open()
        window.asks(WARDENS)
        window.hears("100")
        parts = (
            window.window, window.box, window.send, window.person, window.questions.first, window.answer,
            window.answer.locator("p").first, window.answer.locator("summary"), window.button("Close"),
            window.button("Delete this chat"), window.widget.locator("h2"), window.widget.locator(".card").first,
        )  # fmt: skip
        seen[-1] += [look_of(part) for part in parts if part.count()]
    assert seen[0] == seen[1]


def test_the_style_of_the_widget_does_not_leak_out_and_it_leaves_no_names(page: Page, site: str) -> None:
    seen, names = [], []
    for address in ("/bare", "/"):
        page.goto(site + address)
        if address == "/":
            Chat(page).open()
        seen.append([look_of(page.get_by_role("heading", name="Bins")), look_of(page.locator("main button"))])
        names.append(set(page.evaluate("Object.keys(window)")))
        assert page.evaluate("document.adoptedStyleSheets.length") == 0
    assert seen[0] == seen[1]
    assert names[0] == names[1]


def test_where_the_policy_forbids_pictures_of_other_hosts_the_table_stands_alone(shire: Chat, watch: Watch) -> None:
    watch.expects("/api/charts/")
    shire.open()
    shire.asks(GRITTERS)
    shire.hears("Gritters ready for winter: 23 (November 2024)")
    expect(shire.answer.get_by_role("img")).to_have_count(0)
    expect(shire.answer.locator("figcaption")).to_be_visible()
    shire.answer.get_by_text("The figures as a table").click()
    expect(shire.answer.get_by_role("table")).to_be_visible()
    expect(shire.answer.get_by_role("row", name="November 2024 23")).to_be_visible()


def test_where_the_policy_allows_them_another_site_shows_the_picture(page: Page, site: str) -> None:
    page.goto(f"{site}/pictures")
    shire = Chat(page)
    shire.open()
    shire.asks(GRITTERS)
    picture = shire.answer.get_by_role("img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def test_a_second_tag_changes_nothing(shire: Chat, page: Page) -> None:
    source = page.locator("script").get_attribute("src")
    page.evaluate(
        """source => new Promise(done => {
            document.head.append(Object.assign(document.createElement("script"), { src: source, onload: done }));
        })""",
        source,
    )
    expect(page.locator("council-assistant")).to_have_count(1)
    shire.open()
    shire.asks(WARDENS)
    shire.hears("100")


def test_it_stands_in_the_corner_that_the_tag_names(shire: Chat, page: Page) -> None:
    box = shire.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100


def test_a_site_that_is_not_named_in_the_settings_gets_no_answer(
    page: Page, site: str, gateway: Gateway, watch: Watch
) -> None:
    watch.expects("CORS", "ERR_FAILED", "Access-Control-Allow-Origin")
    # The same site by its number is another origin.
    stranger = site.replace("localhost", "127.0.0.1")
    watch.allows(stranger)
    page.goto(stranger)
    chat = Chat(page)
    chat.open()
    chat.sees("the number did not load")
    chat.asks(WARDENS)
    expect(chat.failure).to_be_visible()
    assert gateway.rasa.heard == []


def test_the_rules_hold_there_too(shire: Chat, page: Page) -> None:
    shire.open()
    for question in (WARDENS, CARER, IN_DANGER):
        shire.asks(question)
        expect(shire.answer).to_be_visible()
    # The page itself breaks many rules by intent.
    assert [fault for fault in violations(page) if "council-assistant" in fault] == []
