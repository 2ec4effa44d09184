"""What puts right what was asked before: meant, not meant, meant last, a grumble."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalogue.records import Report
from core.understanding.question import Question, read_question
from core.understanding.years import find_years

REPORTS = [Report(year=2019, title="", period="", years=[2018, 2019], standing="report")]


def read(message: str) -> Question:
    return read_question(message, find_years(message, REPORTS, date(2026, 11, 22)), [])


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("I meant the blue badge", "the blue badge"),
        ("no sorry i meant garden waste", "garden waste"),
        ("That's not what I asked, I meant Recycling sites", "Recycling sites"),
    ],
)
def test_a_repair_keeps_only_what_is_meant(message: str, text: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == text


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("not that one, the 1620s house", "the 1620s house"),
        ("not that sorry, i meant the bus pass", "the bus pass"),
        ("no not the bus pass, the blue badge", "no not the bus pass, the blue badge"),
        ("wrong one, the library card", "wrong one, the library card"),
    ],
)
def test_what_says_what_is_not_meant_is_a_repair(message: str, text: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == text


@pytest.mark.parametrize("message", ["No, I meant garden waste", "sorry, i meant garden waste"])
def test_a_repair_may_have_commas(message: str) -> None:
    question = read(message)
    assert question.is_repair
    assert question.text == "garden waste"


def test_a_repair_that_says_nothing_further_keeps_its_words() -> None:
    question = read("that's not what I asked")
    assert question.is_repair
    assert question.text == "that's not what I asked"


def test_an_ordinary_question_is_no_repair() -> None:
    assert not read("what does the asset plan mean").is_repair


@pytest.mark.parametrize("rest", ["bins aren't emptied, they won't come", "the council’s own carers’ grant"])
def test_a_repair_with_apostrophes_is_cut_at_the_right_letter(rest: str) -> None:
    assert read(f"I meant {rest}").text == rest


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("sorry, the green bin i meant", "the green bin"),
        ("no, the one in Quorn I meant.", "the one in Quorn"),
        ("sorry i keep saying adopt i mean foster. who do we talk to", "foster. who do we talk to"),
        ("no not them, i mean the smart libraries", "the smart libraries"),
        ("youre just reading me a leaflet. how many houses got it inside", "how many houses got it inside"),
        ("That's no help. Who do I ring about the light?", "Who do I ring about the light?"),
    ],
)
def test_what_is_asked_is_read_without_what_puts_it_right(message: str, text: str) -> None:
    question = read(message)
    assert (question.text, question.is_repair) == (text, True)


@pytest.mark.parametrize(
    "message",
    ["you are great. thanks a lot for that", "my bin was missed again. who do i ring", "this is rubbish."],
)
def test_what_grumbles_about_no_answer_is_no_repair(message: str) -> None:
    assert read(message).text == message
