"""A resident at the chat window: asking, going on, coming back, taking the words away again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import CARER, FAMILY, GIBBERISH, GRITTERS, IN_DANGER, MISSED_BIN, WARDENS, Chat
from tests.browser.rules import violations
from tests.browser.servers import Gateway
from tests.browser.watch import Watch
from web.limits import Limiter
from web.staff.store import DeskStore

pytestmark = [pytest.mark.browser, pytest.mark.live]


def held_by(gateway: Gateway, chat: Chat) -> Callable[[], str | None]:
    """What the server holds of the conversation in a window, now and later."""
    session = gateway.services.sessions.read(chat.token() or "")
    assert session, "the browser has no session"
    return lambda: gateway.services.conversations.read(session)


def soon(check: Callable[[], bool]) -> bool:
    """Whether something comes true within a few seconds."""
    deadline = time.monotonic() + 5
    while not check() and time.monotonic() < deadline:
        time.sleep(0.05)
    return check()


def test_before_the_first_question_it_says_what_it_is_and_what_is_kept(chat: Chat) -> None:
    chat.sees("This is a bot, not a person", "30 days at most", "You can delete it at any time")
    expect(chat.link("How we use what you type")).to_be_visible()
    assert chat.token() is None


def test_a_missed_bin_then_the_town_and_the_answer_says_whom_to_ring(chat: Chat) -> None:
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    chat.asks("i live in blaby")
    chat.hears("Blaby District Council")
    card = chat.answer.locator(".card")
    expect(card).to_contain_text("Who to contact")
    expect(card.get_by_role("link", name="0116 275 0555")).to_have_attribute("href", "tel:01162750555")


def test_the_source_lies_folded_under_the_answer(chat: Chat) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    source = chat.answer.locator("details")
    expect(source.locator("p").first).to_be_hidden()
    source.get_by_text("Where this comes from").click()
    expect(source.locator("p").first).to_be_visible()
    expect(source.locator("p").first).to_contain_text("2023")


def test_a_figure_over_the_years_is_a_picture_and_a_table(chat: Chat, page: Page) -> None:
    chat.asks(GRITTERS)
    chat.hears("Gritters ready for winter: 23 (November 2024)", "21 (2016/17)")
    picture = chat.answer.get_by_role("img")
    expect(picture).to_have_accessible_name(
        "Bar chart: gritters ready for winter. The table below it gives the same figures."
    )
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    box, window = picture.bounding_box(), chat.window.bounding_box()
    assert box
    assert window
    assert box["x"] >= window["x"]
    assert box["x"] + box["width"] <= window["x"] + window["width"]
    table = chat.answer.get_by_role("table")
    expect(table).to_be_hidden()
    chat.answer.get_by_text("The figures as a table").click()
    expect(table).to_be_visible()
    assert [row.inner_text().split("\t") for row in table.get_by_role("row").all()] == [
        ["When", "How much or how many"],
        ["2016/17", "21"],
        ["2018/19", "23"],
        ["November 2024", "23"],
    ]
    assert violations(page) == []
    page.reload()
    expect(chat.past.get_by_role("img")).to_be_visible()
    expect(chat.past).to_contain_text("November 2024")


def test_a_question_leans_on_the_answer_before(chat: Chat) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    chat.asks("when was that")
    chat.hears("2022/23")


def test_a_quick_reply_sends_its_own_words(chat: Chat) -> None:
    chat.asks(CARER)
    expect(chat.answer.get_by_role("group", name="Choose one of these")).to_be_visible()
    chat.chooses(FAMILY)
    chat.is_asked(FAMILY)
    chat.hears("unpaid carer")


def test_a_button_of_an_old_turn_still_works(chat: Chat) -> None:
    chat.asks(CARER)
    chat.hears("carer")
    chat.asks(WARDENS)
    chat.hears("100")
    chat.chooses(FAMILY)
    chat.is_asked(FAMILY)
    chat.hears("unpaid carer")


def test_questions_that_people_often_ask_are_offered_first(chat: Chat) -> None:
    chat.chooses("My bin was not emptied")
    chat.hears("report the missed bin")


def test_two_messages_in_quick_succession_are_answered_in_their_order(chat: Chat, gateway: Gateway) -> None:
    gateway.rasa.slow = 0.5
    chat.asks(WARDENS)
    chat.asks(MISSED_BIN)
    waiting = chat.questions.last.get_by_text("Waiting to be sent")
    expect(waiting).to_be_visible()
    chat.hears("report the missed bin")
    assert gateway.rasa.heard == [WARDENS, MISSED_BIN]
    assert chat.order() == ["resident", "assistant"] * 2
    expect(waiting).to_be_hidden()


def test_within_a_tenth_of_a_second_something_shows_that_it_works(chat: Chat, gateway: Gateway) -> None:
    gateway.rasa.slow = 0.5
    chat.box.fill(WARDENS)
    waited = chat.widget.evaluate(
        """widget => new Promise(done => {
            const typing = widget.shadowRoot.querySelector(".typing");
            const began = performance.now();
            const look = () => typing.hidden || done(performance.now() - began);
            new MutationObserver(look).observe(typing, { attributes: true });
            widget.shadowRoot.querySelector(".send").click();
        })"""
    )
    assert waited < 100
    chat.hears("100")
    expect(chat.typing).to_be_hidden()


def test_the_conversation_is_there_again_after_the_page_changed(chat: Chat, page: Page) -> None:
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    page.goto("/privacy")
    page.goto("/")
    expect(chat.window).to_be_visible()
    expect(chat.past).to_contain_text(MISSED_BIN)
    chat.asks("i live in blaby")
    chat.hears("Blaby District Council")


def test_starting_again_folds_the_turns_away_and_forgets_the_place(chat: Chat) -> None:
    chat.asks("they missed my bin in blaby")
    chat.hears("Blaby District Council")
    chat.chooses("Start again")
    chat.hears("forgotten")
    expect(chat.past.get_by_text("they missed my bin in blaby")).to_be_hidden()
    chat.asks("they missed my bin")
    chat.hears("your town")
    chat.past.get_by_text("Earlier messages").click()
    expect(chat.past.get_by_text("they missed my bin in blaby")).to_be_visible()


def test_delete_really_deletes_on_the_server(chat: Chat, gateway: Gateway, page: Page) -> None:
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    held = held_by(gateway, chat)
    assert MISSED_BIN in (held() or "")
    chat.chooses("Delete this chat")
    chat.sees("Delete this chat for good?")
    chat.chooses("Yes, delete it")
    chat.sees("This chat has been deleted from the council's server")
    assert held() is None
    assert chat.token() is None
    expect(chat.questions).to_have_count(0)
    page.reload()
    expect(chat.window).to_be_visible()
    expect(chat.window).not_to_contain_text(MISSED_BIN)


def test_who_thinks_twice_keeps_the_chat(chat: Chat, gateway: Gateway) -> None:
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    held = held_by(gateway, chat)
    chat.chooses("Delete this chat")
    chat.chooses("No, keep it")
    expect(chat.button("Delete this chat")).to_be_focused()
    assert held() is not None


def test_when_deleting_fails_it_says_so_and_can_be_tried_again(chat: Chat, gateway: Gateway, watch: Watch) -> None:
    watch.expects("503")
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    held = held_by(gateway, chat)
    gateway.broken = True
    chat.chooses("Delete this chat")
    chat.chooses("Yes, delete it")
    chat.sees("The chat could not be deleted")
    expect(chat.questions).to_have_count(1)
    gateway.broken = False
    chat.chooses("Delete this chat")
    chat.chooses("Yes, delete it")
    chat.sees("This chat has been deleted")
    assert held() is None


def test_a_thumb_with_a_reason_reaches_the_desk(chat: Chat, store: DeskStore) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    chat.sees("Did this help?")
    chat.chooses("No")
    chat.widget.get_by_label("Tell us why, if you like").fill("ring me on 07700 900123, the number is old")
    chat.widget.locator(".feedback").get_by_role("button", name="Send").click()
    chat.sees("Thank you. That helps us.")
    assert soon(lambda: bool(store.feedback.listed(helpful=False)))
    kept = store.feedback.listed(helpful=False)[0]
    assert "the number is old" in kept.reason
    assert "900123" not in kept.reason
    assert "flooding-2023-flood-wardens" in kept.records


def test_a_thumb_up_needs_no_reason(chat: Chat, store: DeskStore) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    chat.chooses("Yes")
    chat.chooses("Skip")
    chat.sees("Thank you. That helps us.")
    assert soon(lambda: [one.reason for one in store.feedback.listed(helpful=True)] == [""])


def test_a_question_in_vain_reaches_the_desk(chat: Chat, store: DeskStore) -> None:
    chat.asks(f"{GIBBERISH}, my name is Kim Smith")
    expect(chat.answer).to_be_visible()
    assert soon(lambda: bool(store.unanswered.listed()))
    assert GIBBERISH in store.unanswered.listed()[0].text
    assert "Kim" not in store.unanswered.listed()[0].text


def test_danger_comes_first_and_offers_a_way_to_leave_that_leaves_no_trace(
    chat: Chat, gateway: Gateway, page: Page, site: str
) -> None:
    expect(chat.button("Leave this page")).to_be_hidden()
    chat.asks(IN_DANGER)
    chat.hears("Urgent", "999", "0808 2000 247")
    expect(chat.answer.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    held = held_by(gateway, chat)
    leave = chat.button("Leave this page")
    expect(leave).to_be_in_viewport(ratio=1)
    leave.click()
    page.wait_for_url(f"{site}/weather")
    assert soon(lambda: held() is None)
    # The page with the chat is not among those that "back" leads to.
    page.go_back()
    assert page.url == "about:blank"
    page.goto("/")
    assert chat.token() is None
    expect(chat.window).to_be_hidden()


def test_the_way_to_leave_is_there_again_after_the_page_changed(chat: Chat, page: Page) -> None:
    chat.asks(IN_DANGER)
    chat.hears("999")
    page.reload()
    expect(chat.past).to_contain_text("999")
    expect(chat.button("Leave this page")).to_be_visible()


def test_a_person_is_always_in_sight(chat: Chat, gateway: Gateway) -> None:
    number = chat.person.get_by_role("link", name="0116 305 0001")
    expect(number).to_be_in_viewport(ratio=1)
    expect(number).to_have_attribute("href", "tel:01163050001")
    for question in (MISSED_BIN, WARDENS, CARER):
        chat.asks(question)
        expect(chat.answer).to_be_visible()
        expect(number).to_be_in_viewport(ratio=1)
    gateway.rasa.slow = 1
    chat.asks(WARDENS)
    expect(chat.typing).to_be_visible()
    expect(number).to_be_in_viewport(ratio=1)


def test_three_hundred_characters_are_counted_and_no_more_are_sent(chat: Chat, gateway: Gateway) -> None:
    chat.box.fill("a" * 290)
    chat.sees("10 characters left")
    chat.box.fill("a" * 312)
    chat.sees("12 characters too many")
    chat.send.click()
    chat.sees("Use 300 characters or fewer.")
    expect(chat.box).to_have_value("a" * 312)
    expect(chat.box).to_have_attribute("aria-invalid", "true")
    assert gateway.rasa.heard == []
    chat.asks("a" * 300)
    expect(chat.answer).to_be_visible()
    assert gateway.rasa.heard == ["a" * 300]


def test_nothing_typed_is_nothing_sent(chat: Chat, gateway: Gateway) -> None:
    chat.asks("   ")
    chat.sees("Type a question first.")
    expect(chat.questions).to_have_count(0)
    assert gateway.rasa.heard == []


def test_after_a_failure_the_text_is_still_there_and_goes_with_one_press(
    chat: Chat, gateway: Gateway, watch: Watch
) -> None:
    watch.expects("503")
    gateway.broken = True
    chat.asks(WARDENS)
    expect(chat.failure).to_contain_text("This message was not answered")
    chat.is_asked(WARDENS)
    gateway.broken = False
    chat.chooses("Try again")
    chat.hears("100")
    expect(chat.failure).to_have_count(0)
    expect(chat.questions).to_have_count(1)


def test_a_message_typed_while_offline_is_sent_when_the_connection_is_back(chat: Chat, watch: Watch) -> None:
    watch.expects("ERR_INTERNET_DISCONNECTED")
    notice = chat.widget.locator(".offline")
    watch.context.set_offline(True)
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("You are offline")
    chat.asks(WARDENS)
    expect(chat.questions.last.get_by_text("Waiting to be sent")).to_be_visible()
    watch.context.set_offline(False)
    expect(notice).to_be_hidden()
    chat.hears("100")


def test_who_asks_faster_than_people_do_is_told_how_long_to_wait(chat: Chat, gateway: Gateway, watch: Watch) -> None:
    watch.expects("429")
    gateway.services.pace = Limiter(1)
    chat.asks(WARDENS)
    chat.hears("100")
    chat.asks(MISSED_BIN)
    expect(chat.failure).to_contain_text("You have sent a lot of messages. Please wait")
    expect(chat.failure).to_contain_text("seconds and try again")
    gateway.services.pace = Limiter(1000)
    chat.chooses("Try again")
    chat.hears("report the missed bin")


def test_a_session_that_has_ended_begins_anew_without_a_word(chat: Chat, page: Page, watch: Watch) -> None:
    watch.expects("401")
    page.evaluate("sessionStorage.setItem('council-assistant', 'forged')")
    chat.asks(WARDENS)
    chat.hears("100")
    assert chat.token() not in (None, "forged")


def test_while_rasa_is_away_it_says_so_once_and_it_comes_back_by_itself(chat: Chat, gateway: Gateway) -> None:
    gateway.rasa.away = True
    basic = chat.log.locator(".basic")
    chat.asks(WARDENS)
    chat.hears("100")
    expect(basic).to_contain_text("basic mode")
    chat.asks(MISSED_BIN)
    chat.hears("report the missed bin")
    expect(basic).to_have_count(1)
    gateway.rasa.away = False
    time.sleep(0.4)
    chat.asks(WARDENS)
    chat.hears("100")
    assert gateway.rasa.heard == [WARDENS]
    expect(basic).to_have_count(1)


def test_the_conversation_can_be_taken_along(chat: Chat, page: Page, tmp_path: Path) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    with page.expect_download() as download:
        chat.chooses("Download")
    download.value.save_as(tmp_path / "chat.txt")
    text = (tmp_path / "chat.txt").read_text("utf-8")
    assert download.value.suggested_filename == "council-chat.txt"
    assert text.index(f"You asked:\n{WARDENS}") < text.index("Assistant:\n")
    assert "100" in text


def test_only_the_conversation_is_printed(chat: Chat, page: Page) -> None:
    page.evaluate("window.print = () => {}")
    chat.asks(WARDENS)
    chat.hears("100")
    chat.chooses("Print")
    page.emulate_media(media="print")
    paper = chat.widget.locator(".paper")
    expect(paper).to_contain_text(WARDENS)
    expect(paper).to_be_visible()
    expect(page.get_by_role("heading", name="Bins and recycling", exact=True)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_role("heading", name="Bins and recycling", exact=True)).to_be_visible()


def test_an_answer_that_comes_while_the_window_is_closed_is_told_on_the_button(chat: Chat, gateway: Gateway) -> None:
    gateway.rasa.slow = 0.5
    chat.asks(WARDENS)
    chat.button("Close").click()
    expect(chat.window).to_be_hidden()
    expect(chat.launcher).to_contain_text("New answer")
    chat.launcher.click()
    chat.hears("100")


def test_each_answer_is_announced_once(chat: Chat) -> None:
    chat.widget.evaluate(
        """widget => {
            window.told = [];
            const keep = changes => {
                for (const { type, addedNodes } of changes)
                    window.told.push([type, ...[...addedNodes].map(node => node.className || node.nodeName)].join(" "));
            };
            const log = widget.shadowRoot.querySelector("[role=log]");
            new MutationObserver(keep).observe(log, { childList: true, characterData: true, subtree: true });
        }"""
    )
    chat.asks(WARDENS)
    chat.hears("100")
    chat.page.wait_for_timeout(300)
    assert chat.page.evaluate("window.told") == ["childList turn you", "childList turn bot"]


def test_nothing_but_the_session_and_the_open_window_is_kept_in_the_browser(chat: Chat, page: Page) -> None:
    chat.asks(WARDENS)
    chat.hears("100")
    kept = json.loads(page.evaluate("JSON.stringify([Object.keys(sessionStorage).sort(), localStorage.length])"))
    assert kept == [["council-assistant", "council-assistant-open"], 0]
    assert page.context.cookies() == []
