"""Unanswered questions: the list, and their export as training data."""

from __future__ import annotations

from datetime import date

import pytest

from core.turn import World
from core.yaml_text import parse_yaml
from tests.web.staff.conftest import Browser, Clock
from web.services import Services
from web.staff.numbers import CouncilNumbers
from web.staff.questions import as_training_data, intents
from web.staff.store import DeskStore
from web.staff.store.unanswered import Question


def question(text: str, intent: str) -> Question:
    return Question(1, text, date(2026, 1, 1), date(2026, 1, 2), 1, "asked back", intent)


def test_the_list_is_empty_at_first(ann: Browser) -> None:
    assert "There are none" in ann.get("/staff/questions").text
    assert parse_yaml(ann.get("/staff/questions.yml").text) == {"version": "3.1", "nlu": []}


def test_it_lists_newest_or_most_frequent_first(ann: Browser, store: DeskStore, clock: Clock) -> None:
    for _ in range(3):
        store.unanswered.note("about llamas", "asked back")
    clock.forward(days=1)
    # The sign-in has ended meanwhile.
    ann.sign_in()
    store.unanswered.note("about camels", "asked back")
    newest, frequent = ann.get("/staff/questions").text, ann.get("/staff/questions?order=count").text
    assert newest.index("about camels") < newest.index("about llamas")
    assert frequent.index("about llamas") < frequent.index("about camels")


def test_a_question_becomes_training_data(ann: Browser, store: DeskStore) -> None:
    store.unanswered.note("can i keep a llama, ring 07700 900123", "asked back")
    (held,) = store.unanswered.listed()
    assert ann.get(f"/staff/questions/{held.id}.yml").status_code == 404
    done = ann.fill_in(f"/staff/questions/{held.id}", do="keep", intent="need_other", order="count")
    assert done.headers["location"] == "/staff/questions?order=count"
    for address in (f"/staff/questions/{held.id}.yml", "/staff/questions.yml"):
        response = ann.get(address)
        assert response.headers["content-disposition"].startswith("attachment")
        assert parse_yaml(response.text) == {
            "version": "3.1",
            "nlu": [{"intent": "need_other", "examples": "- can i keep a llama, ring [phone]\n"}],
        }


def test_a_question_can_be_removed(ann: Browser, store: DeskStore) -> None:
    store.unanswered.note("one", "asked back")
    ann.fill_in(f"/staff/questions/{store.unanswered.listed()[0].id}", do="remove")
    assert store.unanswered.listed() == []


def test_an_unknown_intent_or_question_is_refused(ann: Browser, store: DeskStore) -> None:
    store.unanswered.note("one", "asked back")
    number = store.unanswered.listed()[0].id
    assert ann.fill_in(f"/staff/questions/{number}", do="keep", intent="no_such_intent").status_code == 400
    assert ann.fill_in("/staff/questions/99", do="keep", intent="need_other").status_code == 404
    assert ann.fill_in(f"/staff/questions/{10**30}", do="keep", intent="need_other").status_code == 404
    assert ann.get(f"/staff/questions/{10**30}.yml").status_code == 404


def test_mark_up_in_questions_and_reasons_is_shown_as_text(ann: Browser, store: DeskStore) -> None:
    store.unanswered.note('"><script>alert(1)</script>', "asked back")
    store.feedback.note(False, "<img src=x onerror=alert(1)>", ["<b>"])
    page = ann.get("/staff/questions").text
    for mark in ("<script>alert", "<img", "<b>"):
        assert mark not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(
    "text",
    ["plain", "a: b # c", "- dash", "'quote\" {x}", "| >", "[a](b) and [a]{b}", "% & * !", "é 漢字", "a\u2028b\x85c"],
)
def test_any_text_is_one_example_of_yaml(text: str) -> None:
    read = parse_yaml(as_training_data([question(text, "need_waste"), question("two", "need_roads")]))
    assert [block["intent"] for block in read["nlu"]] == ["need_roads", "need_waste"]
    example = read["nlu"][1]["examples"]
    assert example.count("\n") == 1
    assert "](" not in example
    assert "]{" not in example


def test_intents_are_those_of_the_training_phrases() -> None:
    assert {"need_waste", "initiative_flooding"} <= set(intents())


def test_the_councils_own_numbers_stay_in_what_is_noted(services: Services, ann: Browser, world: World) -> None:
    numbers = CouncilNumbers(lambda: world)()
    assert "01163050001" in numbers
    services.desk.unanswered.note("nobody answers 0116 305 0001 or 07700 900123", "asked back")
    assert services.desk.unanswered.listed()[0].text == "nobody answers 0116 305 0001 or [phone]"
