"""What goes first: the record of the year asked for, the newest, what gives the figure, what tells the hours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.lookup.search import search
from core.steps import goes_first as module
from core.steps.goes_first import best_first
from core.steps.look_up import look_up
from core.steps.query_of import query_of
from core.turn import World
from tests.talk import Talk, read, with_candidates

NONE, NUMBER = frozenset[str](), frozenset({"number"})
GRITTERS_NOW, GRITTERS_THEN = "roads-2025-gritting-2024-25", "roads-2019-winter-maintenance-gritters"


def test_of_nothing_nothing_goes_first(world: World) -> None:
    assert best_first(read("how many gritters", world), []) == []


@pytest.mark.parametrize(
    ("message", "record", "other"),
    [
        ("how many flood wardens were there in 2019", "flooding-2019-flood-wardens", "flooding-2023-flood-wardens"),
        ("composting workshops in 2023", "waste-2023-home-compost-bins", "waste-2025-composting-workshops"),
        ("composting workshops in 2019", "waste-2019-composting", "waste-2025-composting-workshops"),
    ],
)
def test_the_record_of_the_year_comes_before_one_of_the_same_matter_that_fits_better(
    world: World, message: str, record: str, other: str
) -> None:
    turn = read(message, world)
    by_fit = search(world.catalogue, query_of(turn))
    assert by_fit[0].stub.id == other
    assert look_up(turn) is None
    found = [candidate.stub.id for candidate in turn.candidates]
    assert found[:2] == [record, other]
    assert len(found) == len(set(found))
    scores = [candidate.score for candidate in turn.candidates]
    assert scores == sorted(scores, reverse=True)
    assert Talk(world).says(message).records[0] == record


@pytest.mark.parametrize(
    "message",
    ["carers passport in 2019", "gritter naming competition in 2017", "led street lights in 2023"],
)
def test_a_record_of_the_year_but_of_another_matter_stays_behind(world: World, message: str) -> None:
    turn = read(message, world)
    best = search(world.catalogue, query_of(turn))[0].stub
    assert best.year not in turn.question.years.reports
    look_up(turn)
    assert turn.candidates[0].stub.id == best.id


@pytest.mark.parametrize("message", ["is there a pothole in our road in 2017", "composting workshops"])
def test_a_need_or_a_question_without_a_year_is_not_put_behind_a_record_of_some_year(
    world: World, message: str
) -> None:
    turn = read(message, world)
    best = search(world.catalogue, query_of(turn))[0].stub.id
    look_up(turn)
    assert turn.candidates[0].stub.id == best


def test_of_records_of_one_topic_that_fit_as_well_the_newest_is_told(world: World) -> None:
    # Each of three reports has it among what residents would ask.
    assert Talk(world).says("how many gritters have you got").records[0] == "roads-2025-gritting-2024-25"
    turn = read("how many gritters have you got", world)
    look_up(turn)
    assert turn.candidates[0].score == max(candidate.score for candidate in turn.candidates)


@pytest.mark.parametrize(
    ("message", "gap", "first"),
    [
        ("when is the road depot open", 0.05, "roads-gritting"),
        ("opening times of the road depot", 0.05, "roads-gritting"),
        ("opening times of the road depot", 0.2, "roads-2023-gritting"),
        ("when did the road depot open", 0.05, "roads-2023-gritting"),
    ],
    ids=["open", "times", "too far down", "when it was opened"],
)
def test_when_hours_are_asked_the_need_that_tells_them_goes_first(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str, gap: float, first: str
) -> None:
    monkeypatch.setattr(module, "tells_hour", lambda _text: True)
    turn = with_candidates(world, "roads-2023-gritting", "roads-gritting", message=message, gap=gap)
    assert module._hours_first(turn, turn.candidates)[0].stub.id == first


def test_a_need_without_hours_does_not_go_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tells_hour", lambda _text: False)
    turn = with_candidates(world, "roads-2023-gritting", "roads-gritting", message="when is the depot open", gap=0.05)
    assert module._hours_first(turn, turn.candidates) == turn.candidates


def two(
    world: World, message: str, records: tuple[str, str], gap: float, gives: tuple[frozenset[str], frozenset[str]]
) -> list[str]:
    """The order of two records after the look-up, which give these figures."""
    turn = with_candidates(world, *records, message=message, gap=gap)
    held = [
        replace(one, stub=replace(one.stub, gives=given)) for one, given in zip(turn.candidates, gives, strict=True)
    ]
    return [one.stub.id for one in module._figure_first(turn, held)]


@pytest.mark.parametrize(
    ("message", "gap", "gives", "swapped"),
    [
        ("how many gritters", 0.05, (NONE, NUMBER), True),
        ("how many gritters", 0.05, (NUMBER, NUMBER), False),
        ("how many gritters", 0.05, (NONE, NONE), False),
        ("how many gritters", 0.2, (NONE, NUMBER), False),
        ("which gritters", 0.05, (NONE, NUMBER), False),
        ("how many gritters in 2025", 0.05, (NONE, NUMBER), False),
    ],
    ids=["only the second", "both", "neither", "too far down", "no figure asked", "of another year"],
)
def test_of_one_matter_what_gives_the_figure_goes_first(
    world: World, message: str, gap: float, gives: tuple[frozenset[str], frozenset[str]], swapped: bool
) -> None:
    order = two(world, message, (GRITTERS_NOW, GRITTERS_THEN), gap, gives)
    assert order == ([GRITTERS_THEN, GRITTERS_NOW] if swapped else [GRITTERS_NOW, GRITTERS_THEN])


def test_of_another_matter_it_does_not(world: World) -> None:
    order = two(world, "how many gritters", (GRITTERS_NOW, "flooding-2023-flood-wardens"), 0.05, (NONE, NUMBER))
    assert order[0] == GRITTERS_NOW


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("how many gritters are there, and who do i ring about ice", "roads-2023-gritting"),
        ("my road is icy, how many gritters are there", "roads-gritting"),
        ("my road is icy, is there a number i can ring", "roads-gritting"),
    ],
    ids=["and whom to ring", "nobody to ring", "only a phone number"],
)
def test_before_a_need_goes_what_is_reported_when_both_are_asked(world: World, message: str, first: str) -> None:
    assert two(world, message, ("roads-gritting", "roads-2023-gritting"), 0.05, (NONE, NUMBER))[0] == first
