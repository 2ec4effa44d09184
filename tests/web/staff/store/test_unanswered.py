"""Questions that found no answer: masked, counted, chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.staff.conftest import Clock
from tests.web.staff.store.raw import raw
from web.staff.store import DeskStore


def test_a_question_is_masked_and_counts_up(store: DeskStore, clock: Clock, tmp_path: Path) -> None:
    store.keeps_numbers(lambda: frozenset({"01163050001"}))
    store.unanswered.note("My name is John Smith, ring 07700 900123 not 0116 305 0001", "asked back")
    clock.forward(days=2)
    store.unanswered.note("my name is Jane Brown, ring 07700 900456 not 0116 305 0001", "not in the reports")
    (held,) = store.unanswered.listed()
    assert held.text == "My name is [name], ring [phone] not 0116 305 0001"
    assert (held.count, str(held.first), str(held.last)) == (2, "2026-11-24", "2026-11-26")
    assert held.status == "not in the reports"
    for told in (b"Smith", b"07700", b"900123", b"Brown"):
        assert told not in raw(tmp_path)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\n\t"])
def test_nothing_is_no_question(store: DeskStore, text: str) -> None:
    store.unanswered.note(text, "asked back")
    assert store.unanswered.listed() == []


@pytest.mark.parametrize("text", ["\ud800 half", "a\x00b", "漢字", "x" * 5000, "'; DROP TABLE unanswered; --"])
def test_odd_text_is_kept_as_it_can_be(store: DeskStore, text: str) -> None:
    store.unanswered.note(text, "asked back")
    assert len(store.unanswered.listed()) == 1
    assert len(store.unanswered.listed()[0].text) <= 300


def test_questions_come_newest_or_most_frequent_first(store: DeskStore, clock: Clock) -> None:
    for _ in range(3):
        store.unanswered.note("old and frequent", "asked back")
    clock.forward(days=1)
    store.unanswered.note("new", "asked back")
    assert [one.text for one in store.unanswered.listed()] == ["new", "old and frequent"]
    assert [one.text for one in store.unanswered.listed(by_count=True)] == ["old and frequent", "new"]


def test_a_question_can_be_chosen_and_removed(store: DeskStore) -> None:
    store.unanswered.note("one", "asked back")
    (held,) = store.unanswered.listed()
    assert store.unanswered.choose_intent(held.id, "need_waste")
    assert [one.intent for one in store.unanswered.listed(only_chosen=True)] == ["need_waste"]
    assert not store.unanswered.choose_intent(99, "need_waste")
    store.unanswered.remove(held.id)
    assert store.unanswered.find(held.id) is None
