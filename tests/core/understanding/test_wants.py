"""What a question wants to know: amounts, numbers, shares, dates, hours, trends, stories."""

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
    ("message", "wants"),
    [
        ("who mends potholes", set()),
        ("how much did it cost", {"money", "cost", "number"}),
        ("what was saved by that", {"money", "cost"}),
        ("what is the budget for roads", {"money"}),
        ("is there £5 off", {"money"}),
        ("how many gritters are there", {"number"}),
        ("number of carers passports", {"number"}),
        ("what percentage of waste is recycled", {"share"}),
        ("over 50%?", {"share"}),
        ("when does it open", {"when"}),
        ("when's the library shut", {"when"}),
        ("how long will it take", {"when"}),
        ("how soon does someone come", {"when"}),
        ("what time does it shut", {"when", "hour"}),
        ("opening times please", {"when", "hour"}),
        ("how long did he go down for", {"when"}),
        ("do they answer all hours", {"when", "hour"}),
        ("is there anyone there at 2 in the morning", {"when", "hour"}),
        ("open round the clock?", {"when", "hour"}),
        ("which days", {"when", "hour"}),
        ("there is a hole in the path of a morning walk", set()),
        ("are they open saturdays", {"when", "hour"}),
        ("is anyone there at weekends", {"when", "hour"}),
        ("a bus on saturdays to melton", {"when", "hour"}),
        ("my carer comes weekends", set()),
        ("and hours?", {"when", "hour"}),
        ("whats our fee", {"cost"}),
        ("how many, and at what cost", {"number", "money", "cost"}),
        ("a costume for the parade", set()),
        ("is it free", {"cost"}),
        ("Is that all free?", {"cost"}),
        ("are they still free", {"cost", "now"}),
        ("was it free", {"cost"}),
        ("free school meals", set()),
        ("how do i get a free bus pass", set()),
        ("is there free parking", set()),
        ("is it freezing", set()),
        ("how much do we the residents pay", {"money", "number"}),
        ("paid for already, how much is left", {"number"}),
    ],
)
def test_what_an_answer_should_hold_is_read_from_the_words(message: str, wants: set[str]) -> None:
    assert read(message).wants == wants


@pytest.mark.parametrize(
    "message",
    [
        *("has recycling gone up", "are complaints going down", "has the number of buses come down", "did it go up"),
        *("has crime increased", "is air quality improving", "have the roads worsened", "an increase in carers"),
        *("have visitor numbers risen", "has spending on libraries fallen", "is the fleet growing", "have they grown"),
        *("has it got any better", "are buses getting worse", "is recycling better or worse", "has it shrunk"),
        *("are there more gritters than before", "is it higher than last year", "fewer than it was", "up on last year"),
        *("compared to 2019", "compare the number of wardens", "how has spending on roads changed"),
        *("how did the number of gritters change", "How have bus numbers changed since 2017?", "HAS IT GONE DOWN"),
        *("has spending fallen in the last year", "have numbers grown over the years", "did you increase the budget"),
        *("was it less before", "were there more back then", "a tree has fallen, has the number of gritters gone up"),
    ],
)
def test_up_or_down_over_the_years_is_a_trend(message: str) -> None:
    assert "trend" in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("a tree has fallen on the path", "a tree came down across our road", "branches falling off", "fallen tree"),
        *("the hedge has grown over the pavement", "weeds growing through the tarmac", "growing veg in the garden"),
        *("i fell on the pavement", "mum has fallen", "i've fallen behind with the rent", "my son fell over"),
        *("the wall is falling to bits", "i grew up in care", "a grown man", "a pay rise", "i dropped my ring"),
        *("who came up with that", "poo coming up through the drain", "falling apart", "two grown-ups"),
        *("how do i get a dropped kerb", "where can i be dropped off", "someone dropping litter"),
        *("the river is rising", "water still rising in the street", "there is rising damp", "a rose bush in the way"),
        *("can i go down to the tip", "will you come up my road", "when are you coming down our street"),
        *("what are you doing to improve the buses", "will you increase council tax", "how can we improve our village"),
        *("is the council improving the roads", "plans to increase recycling", "upstairs", "the growth hub", "change"),
        *("i want to change my address", "has my address changed", "more about that", "a bigger bin", "down the road"),
    ],
)
def test_what_falls_grows_or_should_get_better_is_no_trend(message: str) -> None:
    assert "trend" not in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("what happened to the shire grants", "whatever happened to the bus to melton", "What's happened to the bus"),
        *("what\u2019s changed", "what's become of the tip"),
        *("what became of the library van", "whats become of it", "what has become of the wardens", "what has changed"),
        *("what changed in gritting", "there used to be a tip here", "any changes since 2019"),
        "changes over the years",
    ],
)
def test_what_became_of_something_is_a_story(message: str) -> None:
    assert "story" in read(message).wants


@pytest.mark.parametrize(
    "message",
    [
        *("what happens to my recycling", "what happened", "what happens with my bin", "i used to be a carer"),
        *("we used to be with another council", "tell me a story", "can i change my bin day", "what is happening"),
    ],
)
def test_what_happens_now_is_no_story(message: str) -> None:
    assert "story" not in read(message).wants


@pytest.mark.parametrize(
    ("message", "wants"),
    [
        ("has the number of gritters gone up", {"number", "trend"}),
        ("what happened to the money for the grants", {"story"}),
        ("has spending gone up and what changed", {"money", "trend", "story"}),
    ],
)
def test_a_trend_or_a_story_may_want_a_figure_as_well(message: str, wants: set[str]) -> None:
    assert read(message).wants >= wants


@pytest.mark.parametrize("message", ["did it ever come to owt", "what came of the electric buses, did they ever run"])
def test_what_came_of_something_is_a_story(message: str) -> None:
    assert "story" in read(message).wants


def test_what_it_saves_is_money() -> None:
    assert {"money", "cost"} <= read("what do they reckon it saves").wants
