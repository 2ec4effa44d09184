"""Asking the questions of the evaluation, on the small catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue.database import DatabaseMissing
from core.turn import World
from tests.evaluation.danger import Heeded, Message
from tests.evaluation.measure import Asked, ask_all, confusion, place_of, ranks, shows
from tests.evaluation.page import Tried, make_page
from tests.evaluation.questions import SETS, Question
from tests.evaluation.trials import TRIALS
from tests.talk import without_catalogue

GRITTERS = Question(
    "how many gritters are there", "resident", "plain", "roads", ("roads-2025-gritting-2024-25",), (("23",), ("2024",))
)
ELSEWHERE = Question("what is the best recipe for soup", "staff", "need", "waste", ("waste-missed-bin",), (("broth",),))


def test_no_question_gives_no_row(world: World) -> None:
    assert ask_all(world, [], {}) == []
    assert ranks(world, [], {}) == []


def test_a_question_that_finds_its_record_is_first_and_passes(world: World) -> None:
    (row,) = ask_all(world, [GRITTERS], {})
    assert (row.is_first, row.is_among, row.passes, row.area) == (True, True, True, "roads")
    assert 0 < row.words <= 120
    # The search alone takes earlier years for about as good; the way of a question puts the newest first.
    assert ranks(world, [GRITTERS], {})[0] in (1, 2, 3)


def test_a_question_that_finds_another_lacks_its_facts(world: World) -> None:
    (row,) = ask_all(world, [ELSEWHERE], {})
    assert not (row.is_first or row.passes)
    assert row.missing == "broth"
    assert ranks(world, [ELSEWHERE], {})[0] != 1


def test_without_a_database_nothing_is_measured(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        ranks(without_catalogue(tmp_path), [GRITTERS], {})


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It cost £2.5 million.", "£2.5m"),
        ("It had 10,837 journeys", "10837"),
        ("open 9am–4pm", "9am-4pm"),
        ("the Council’s plan", "council's plan"),
        ("there were workshops", "workshop"),
        ("30.53 million visitors", "30.53"),
    ],
)
def test_a_fact_shows_in_any_usual_writing(text: str, fact: str) -> None:
    assert shows(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("615 people", "61"),
        ("112%", "12%"),
        ("", "23"),
        ("£12.5m", "£2.5m"),
        ("12.5m", "5m"),
        ("1.25", "1.2"),
        ("from now on", "no"),
    ],
)
def test_a_part_of_a_number_or_of_a_short_word_is_no_fact(text: str, fact: str) -> None:
    assert not shows(text, fact)


@pytest.mark.parametrize(
    ("found", "place"), [([], 0), (["a", "b"], 0), (["roads-2025-gritting-2024-25"], 1), (["a", *GRITTERS.records], 2)]
)
def test_a_place_counts_from_one(found: list[str], place: int) -> None:
    assert place_of(found, GRITTERS) == place


def test_only_answers_from_another_area_are_confusions() -> None:
    def told(area: str) -> Asked:
        return Asked(GRITTERS, ("x",), area, "", 10, "")

    assert confusion([told("roads"), told(""), told("waste"), told("waste")]) == {("roads", "waste"): 2}


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_every_trial_ranks_every_question(world: World, trial: object) -> None:
    assert isinstance(trial, type(TRIALS[0]))
    places = trial.ranking(world, [GRITTERS, ELSEWHERE], {})
    assert len(places) == 2
    assert places[0] in range(1, 9)


def test_a_trial_leaves_the_search_as_it_was(world: World) -> None:
    before = ranks(world, [GRITTERS, ELSEWHERE], {})
    for trial in TRIALS:
        trial.ranking(world, [GRITTERS], {})
    assert ranks(world, [GRITTERS, ELSEWHERE], {}) == before


def test_the_page_tells_of_every_set_sort_and_trial(world: World) -> None:
    rows = ask_all(world, [GRITTERS, ELSEWHERE], {})
    tried = [Tried("", True, {name: [1, 2] for name in SETS}), Tried("less", True, {name: [0, 0] for name in SETS})]
    heeded = [
        Heeded(Message("help", True), True, True, False),
        Heeded(Message("oh dear", True), False, False, True),
        Heeded(Message("bins", False), False, False, False),
    ]
    page = make_page("2026-11-28", dict.fromkeys(SETS, rows), tried, heeded, {"mended": rows, "not mended": rows})
    assert "| danger | 2 | 1 | 1 | 1 | 0 |" in page
    assert "| calm | 1 | 0 | 0 | 0 | 1 |" in page
    assert "| not mended | 50.0% |" in page
    assert "6 questions of 3 sets" in page
    assert all(f"| {name} | 2 | 50.0% |" in page for name in SETS)
    assert "| **as it is** | 50.0% | 100.0% | 50.0% | 100.0% | 50.0% | 100.0% |" in page
    assert "| less | 0.0% (-50.0) |" in page
    assert "| plain | 3 | 100.0% | 100.0% | 100.0% |" in page
