"""The measure of the search, and the questions that it is measured with."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue.files import Content
from core.turn import World
from tests.benchmark.look_up import Sought, measure_look_up, rank, read_sought, share_within

BIN = frozenset({"waste-missed-bin"})


@pytest.mark.parametrize(
    ("found", "right", "place"),
    [
        ([], {"a"}, 0),
        (["b"], {"a"}, 0),
        (["a"], {"a"}, 1),
        (["b", "a", "c"], {"a"}, 2),
        (["b", "c", "a"], {"a", "c"}, 2),
    ],
)
def test_the_first_right_record_gives_the_rank(found: list[str], right: set[str], place: int) -> None:
    assert rank(found, frozenset(right)) == place


def test_a_record_that_is_not_found_is_within_nothing() -> None:
    assert [share_within([0, 1, 2, 3], best) for best in (1, 3)] == [25, 75]
    assert share_within([0], 3) == 0
    assert share_within([1], 1) == 100


def test_no_questions_have_no_share() -> None:
    with pytest.raises(ValueError, match="no question"):
        share_within([], 1)


def test_words_alone_miss_what_meaning_finds(world: World) -> None:
    full, words, meaning = measure_look_up(world, [Sought("lorry ignored the rubbish outside ours", BIN)])
    assert (full.way, words.way, meaning.way) == ("full search", "words alone", "meaning alone")
    assert (full.first, words.first, meaning.first) == (100, 0, 100)


def test_a_right_record_that_is_not_first_counts_among_three(world: World) -> None:
    sought = [Sought("my black bin was missed", BIN), Sought("my black bin was missed", frozenset({"no-such-record"}))]
    assert [(one.first, one.among_three) for one in measure_look_up(world, sought)] == [(50, 50)] * 3


def test_the_year_of_a_question_counts_in_every_way(world: World) -> None:
    records = {year: frozenset({f"flooding-{year}-flood-wardens"}) for year in (2019, 2023)}
    sought = [Sought(f"flood wardens in the {year} report", right) for year, right in records.items()]
    assert [one.first for one in measure_look_up(world, sought)] == [100] * 3


def test_other_records_that_answer_count_as_well(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text("questions:\n  - {text: q, record: a, also: [b]}\n  - {text: r, record: c}\n", "utf-8")
    assert read_sought(file) == [Sought("q", frozenset("ab")), Sought("r", frozenset("c"))]


def test_every_record_that_is_sought_is_in_the_catalogue(published: Content) -> None:
    known = {need.id for _, need in published.needs} | {initiative.id for _, _, initiative in published.initiatives}
    assert {record for sought in read_sought() for record in sought.records} - known == set()
