"""Noting what residents said: masked without a catalogue, tidied, and never failing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue.database import DatabaseMissing
from tests.web.staff.conftest import Clock
from web.staff.store import DeskStore


def test_a_question_that_nobody_asks_again_goes_after_a_year(store: DeskStore, clock: Clock) -> None:
    store.unanswered.note("one", "asked back")
    store.feedback.note(False, "bad", [])
    clock.forward(days=366)
    store.unanswered.note("two", "asked back")
    assert [one.text for one in store.unanswered.listed()] == ["two"]
    assert store.feedback.listed(helpful=False) == []


def test_without_a_catalogue_all_numbers_are_masked(store: DeskStore) -> None:
    def away() -> frozenset[str]:
        raise DatabaseMissing("no database")

    store.keeps_numbers(away)
    store.unanswered.note("0116 305 0001", "asked back")
    assert store.unanswered.listed()[0].text == "[phone]"


def test_noting_never_fails_but_reading_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database" * 100)
    broken = DeskStore(f"sqlite:///{tmp_path / 'broken.db'}", 0.1)
    broken.unanswered.note("my secret question", "asked back")
    broken.feedback.note(True, "", [])
    assert "secret" not in caplog.text
    assert caplog.text.count("nothing could be noted") == 2
    with pytest.raises(DatabaseMissing):
        broken.unanswered.listed()
    with pytest.raises(DatabaseMissing):
        broken.sign_ins.find("x")
