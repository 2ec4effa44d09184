"""Somebody in customer services with a resident on the phone: sign in, look up, copy, flag, and sign out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import GIBBERISH, WARDENS, Chat, tabs_to
from tests.browser.desk import PASSWORD, RECORD, TITLE, Desk
from tests.browser.servers import Gateway
from tests.browser.watch import Watch
from web.staff.store import DeskStore

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_the_desk_is_behind_a_door_that_leads_to_where_one_wanted_to_go(page: Page, store: DeskStore) -> None:
    desk = Desk(page)
    desk.sign_in(at=f"/staff/records/{RECORD}")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Signed in as ann")).to_be_visible()


def test_a_wrong_password_is_told_in_words_and_the_name_stays(page: Page, store: DeskStore, watch: Watch) -> None:
    watch.expects("401")
    page.goto("/staff")
    desk = Desk(page)
    desk.tries("ann", "battery horse correct")
    expect(page.get_by_role("alert")).to_contain_text("That name and password don't fit. Try again.")
    expect(page.get_by_label("Name")).to_have_value("ann")
    expect(page.get_by_label("Password")).to_have_value("")
    desk.tries("ann", PASSWORD)
    expect(desk.box).to_be_focused()


def test_who_guesses_is_locked_out_even_with_the_right_password(page: Page, store: DeskStore, watch: Watch) -> None:
    watch.expects("401", "429")
    page.goto("/staff/login")
    desk = Desk(page)
    for number in range(5):
        desk.tries("ann", f"a wrong guess {number}")
        expect(page.get_by_role("alert")).to_contain_text("don't fit")
    desk.tries("ann", PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("There were too many wrong tries. Wait 15 minutes")


def test_results_come_as_one_types_and_the_keyboard_does_the_rest(desk: Desk, page: Page) -> None:
    expect(desk.box).to_be_focused()
    page.keyboard.type("flood wardens", delay=5)
    desk.finds(TITLE)
    expect(desk.said).to_have_text(re.compile(r"\d+ results"))
    expect(desk.titles.first).to_have_text(TITLE)
    page.keyboard.press("ArrowDown")
    expect(desk.titles.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(desk.titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("/")
    expect(desk.box).to_be_focused()
    expect(desk.box).to_have_value("flood wardens")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    assert page.url.endswith(f"/staff/records/{RECORD}")
    page.go_back()
    expect(desk.box).to_have_value("flood wardens")
    desk.finds(TITLE)


def test_c_copies_the_result_as_text_for_an_email(desk: Desk, page: Page, gateway: Gateway) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=gateway.address)
    desk.looks_up("flood wardens")
    desk.finds(TITLE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.locator("#copied")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "over 100 active wardens" in copied
    assert f"/staff/records/{RECORD}" not in copied
    page.goto(f"/staff/records/{RECORD}")
    page.keyboard.press("c")
    expect(page.locator("#copied")).to_have_text("Copied")


def test_a_c_that_is_typed_is_a_letter(desk: Desk, page: Page) -> None:
    page.keyboard.type("c/c", delay=5)
    expect(desk.box).to_have_value("c/c")
    expect(page.locator("#copied")).to_have_text("")


def test_filters_narrow_what_is_found_and_stay_in_the_address(desk: Desk, page: Page) -> None:
    desk.looks_up("flood wardens")
    desk.finds(TITLE)
    page.get_by_label("Report", exact=True).select_option("2019")
    expect(desk.titles.get_by_text(TITLE, exact=True)).to_have_count(0)
    page.wait_for_url(re.compile("year=2019"))
    page.reload()
    expect(page.get_by_label("Report", exact=True)).to_have_value("2019")
    page.get_by_label("Report", exact=True).select_option("2023")
    desk.finds(TITLE)
    page.get_by_label("Status", exact=True).select_option("delivered")
    expect(desk.titles.get_by_text(TITLE, exact=True)).to_have_count(0)
    page.get_by_label("Service area").select_option("waste")
    expect(desk.titles.get_by_text("Flood warden training events")).to_have_count(0)


def test_a_place_names_the_right_council_and_an_unknown_one_is_told(desk: Desk, page: Page) -> None:
    desk.looks_up("missed bin")
    page.get_by_label("Place or postcode").press_sequentially("Blaby", delay=5)
    expect(desk.results.first).to_contain_text("0116 275 0555")
    page.get_by_label("Place or postcode").fill("Atlantis")
    expect(page.locator("#results .note")).to_contain_text('I don\'t know the place "Atlantis"')


def test_what_would_the_assistant_say(desk: Desk, page: Page, gateway: Gateway) -> None:
    desk.looks_up(WARDENS)
    page.get_by_role("button", name="Ask the assistant").click()
    reply = page.locator("#reply")
    expect(reply).to_contain_text("100")
    expect(reply).to_contain_text("91%")
    assert not [one for one in gateway.services.conversations.senders() if one.startswith("desk-")]


def test_a_flagged_record_waits_in_the_queue_and_is_marked_until_it_is_resolved(desk: Desk, page: Page) -> None:
    desk.flags("There are 120 wardens now.")
    expect(page.locator("article").get_by_text("Under review", exact=True)).to_be_visible()
    page.goto("/staff?q=flood+wardens")
    expect(desk.results.filter(has_text=TITLE).get_by_text("Under review")).to_be_visible()
    page.get_by_role("link", name="Reviews").click()
    expect(page.locator(".notes")).to_contain_text("There are 120 wardens now.")
    page.get_by_role("button", name=f"Resolve the note on {RECORD}").click()
    expect(page.get_by_text("There is nothing here.")).to_be_visible()
    page.get_by_role("link", name="Resolved").click()
    expect(page.locator(".notes")).to_contain_text("Resolved by: ann")
    page.goto("/staff?q=flood+wardens")
    desk.finds(TITLE)
    expect(page.get_by_text("Under review")).to_have_count(0)


def test_an_unanswered_question_is_listed_and_becomes_training_data(desk: Desk, page: Page, store: DeskStore) -> None:
    page.goto("/")
    chat = Chat(page)
    chat.open()
    chat.asks(GIBBERISH)
    expect(chat.answer).to_be_visible()
    page.goto("/staff")
    page.get_by_role("link", name="Unanswered questions").click()
    question = page.locator(".notes li").filter(has_text=GIBBERISH)
    expect(question).to_contain_text("Times: 1")
    question.get_by_role("combobox").select_option("need_waste")
    question.get_by_role("button", name=f"Keep for training: {GIBBERISH}").click()
    with page.expect_download() as download:
        question.get_by_role("link", name="Download as YAML").click()
    text = download.value.path().read_text("utf-8")
    assert "intent: need_waste" in text
    assert f"- {GIBBERISH}" in text


def test_the_whole_desk_with_the_keyboard_alone(page: Page, store: DeskStore) -> None:
    page.goto("/staff")
    # A key that is pressed before the browser has moved the focus there is lost.
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ann")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    desk = Desk(page)
    expect(desk.box).to_be_focused()
    page.keyboard.type("flood wardens", delay=5)
    desk.finds(TITLE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    tabs_to(page, "textarea What is wrong, and what is right?")
    page.keyboard.type("There are 120 wardens now.")
    tabs_to(page, "button Send for review")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is in the review queue")).to_be_visible()


def test_a_look_up_that_fails_is_told(desk: Desk, watch: Watch) -> None:
    watch.expects("ERR_INTERNET_DISCONNECTED")
    watch.context.set_offline(True)
    desk.looks_up("wardens")
    expect(desk.said).to_contain_text("The look-up didn't work. Check the network")
    watch.context.set_offline(False)
    desk.looks_up(" flood")
    desk.finds(TITLE)


def test_who_signs_out_is_out(desk: Desk, page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "desk_session" not in {cookie.get("name") for cookie in page.context.cookies()}


def test_a_sign_in_that_rested_too_long_is_told_while_one_types(
    desk: Desk, page: Page, store: DeskStore, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.expects("401")
    now = store._database.now() + timedelta(hours=2)
    monkeypatch.setattr(store._database, "now", lambda: now)
    desk.looks_up("wardens")
    expect(desk.said).to_contain_text("You have been signed out. Sign in again.")
