"""Figures and tables: nothing measured, one value, many; the right way round; targets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmark.summary import (
    Row,
    accuracy,
    aim,
    area_of,
    compare,
    comparison,
    figure,
    likeliest,
    median,
    percentile,
    table,
    verdict,
)

UNSURE = {"name": "nlu_fallback"}


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95, 1.0])
def test_of_one_value_every_percentile_is_that_value(share: float) -> None:
    assert percentile([7.0], share) == 7.0


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (0.95, 4.8), (1.0, 5.0)])
def test_a_percentile_lies_between_its_neighbours_whatever_the_order(share: float, value: float) -> None:
    assert percentile([5, 1, 4, 2, 3], share) == pytest.approx(value)


def test_the_median_of_an_even_number_lies_in_the_middle_of_two() -> None:
    assert median([10, 1, 2, 4]) == 3
    assert median([2, 9, 1]) == 2


def test_one_slow_answer_moves_the_95th_percentile_and_not_the_median() -> None:
    calm, once_slow = [10.0] * 20, [10.0] * 19 + [500.0]
    assert median(once_slow) == median(calm)
    assert percentile(once_slow, 0.95) > percentile(calm, 0.95)


@pytest.mark.parametrize("share", [-0.1, 1.1, 95])
def test_a_percentile_outside_nought_to_one_is_an_error(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile([1.0], share)


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="needs values"):
        median([])


@pytest.mark.parametrize(
    ("expected", "got", "share"),
    [(["a"], ["a"], 100.0), (["a"], ["b"], 0.0), (["a", "b", "c", "d"], ["a", "c", "b", "d"], 50.0)],
)
def test_accuracy_is_the_share_in_its_place(expected: list[str], got: list[str], share: float) -> None:
    assert accuracy(expected, got) == share


@pytest.mark.parametrize(("expected", "got"), [([], []), (["a"], []), ([], ["a"]), (["a", "b"], ["a"])])
def test_accuracy_of_nothing_or_of_unequal_numbers_is_an_error(expected: list[str], got: list[str]) -> None:
    with pytest.raises(ValueError, match="can't compare"):
        accuracy(expected, got)


@pytest.mark.parametrize(
    ("intent", "area"),
    [
        ("need_waste", "waste"),
        ("initiative_adult_social_care", "adult_social_care"),
        ("start_over", "start_over"),
        ("", ""),
    ],
)
def test_an_intent_has_the_area_behind_its_kind(intent: str, area: str) -> None:
    assert area_of(intent) == area


@pytest.mark.parametrize(
    ("parsed", "name"),
    [
        ({}, ""),
        ({"intent": None}, ""),
        ({"intent": {"name": None}, "intent_ranking": []}, ""),
        ({"intent": {"name": "need_waste"}}, "need_waste"),
        ({"intent": UNSURE, "intent_ranking": [UNSURE]}, ""),
        ({"intent": UNSURE, "intent_ranking": [UNSURE, {"name": "b"}, {"name": "c"}]}, "b"),
    ],
)
def test_the_likeliest_intent_is_the_best_that_is_not_the_fallback(parsed: dict[str, Any], name: str) -> None:
    assert likeliest(parsed) == name


def test_less_is_better_for_times_and_more_for_throughput() -> None:
    assert Row("time", 10, 25, "ms").times_better == 2.5
    assert Row("time", 25, 10, "ms").times_better == 0.4
    assert Row("throughput", 90, 30, "/s", more_is_better=True).times_better == 3
    assert comparison(Row("time", 10, 25, "ms")) == "2.5 times"


@pytest.mark.parametrize(("ours", "default"), [(0, 1), (1, 0), (0, 0)])
def test_of_nothing_there_is_no_ratio(ours: float, default: float) -> None:
    row = Row("time", ours, default, "ms")
    assert comparison(row) == "–"
    with pytest.raises(ValueError, match="time: no ratio"):
        _ = row.times_better


def test_percentages_are_compared_in_points_with_a_sign() -> None:
    assert comparison(Row("right", 72.5, 61.0, "%", more_is_better=True)) == "+11.5 points"
    assert comparison(Row("right", 61.0, 72.5, "%", more_is_better=True)) == "-11.5 points"
    assert comparison(Row("failed", 2.0, 5.0, "%")) == "+3.0 points"
    assert comparison(Row("failed", 0.0, 0.0, "%")) == "–"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (72.46, "%", "72.5%"),
        (100, "%", "100.0%"),
        (5.94, "ms", "5.9 ms"),
        (1137.4, "MB", "1,137 MB"),
        (0, "/s", "0.0 /s"),
    ],
)
def test_a_figure_is_as_precise_as_it_deserves(value: float, unit: str, text: str) -> None:
    assert figure(value, unit) == text


def test_a_verdict_says_the_target_and_whether_it_is_met() -> None:
    row = Row("ready", 9, 30, "s")
    assert verdict(row) == ""
    assert verdict(aim(row, "under 15 s", True)) == "under 15 s: met"
    assert verdict(aim(row, "under 5 s", False)) == "under 5 s: not met"


def test_a_table_without_rows_has_a_head() -> None:
    assert table(["what", "how much"], [], figures=(1,)) == "| what | how much |\n| --- | ---: |"


def test_a_table_of_many_rows_has_a_line_each_and_keeps_bars_apart() -> None:
    assert table(["a", "b"], [["1", "2"], ["x|y", "3"]]).splitlines()[2:] == ["| 1 | 2 |", "| x\\|y | 3 |"]


def test_a_row_with_too_few_cells_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        table(["a", "b"], [["1"]])


def test_the_comparison_names_both_sides_and_every_row() -> None:
    rows = [aim(Row("speed", 10, 25, "ms"), "at least 2 times faster", True), Row("right", 70, 60, "%", True)]
    assert compare(rows, "ours", "theirs").splitlines() == [
        "|  | ours | theirs | ours is better by | target |",
        "| --- | ---: | ---: | ---: | --- |",
        "| speed | 10.0 ms | 25.0 ms | 2.5 times | at least 2 times faster: met |",
        "| right | 70.0% | 60.0% | +10.0 points |  |",
    ]
