"""The whole store in PostgreSQL."""

from __future__ import annotations

from tests.web.staff.conftest import Clock
from web.staff.store import DeskStore


def test_it_works_in_postgresql(postgres: str, clock: Clock) -> None:
    store = DeskStore(postgres, 5, clock)
    assert store.accounts.put("pg-ann", "hash")
    try:
        opened = store.sign_ins.open("pg-ann")
        assert store.sign_ins.find(opened.token)
        clock.forward(minutes=5)
        assert store.sign_ins.find(opened.token)
        assert [store.attempts.start("pg-bob", "10.0.0.9") for _ in range(6)] == [True] * 5 + [False]
        store.reviews.add("roads-pothole", "gone", "ann")
        assert store.reviews.under_review(["roads-pothole"]) == {"roads-pothole"}
        store.unanswered.note("pg question", "asked back")
        store.unanswered.note("PG question", "asked back")
        assert [one.count for one in store.unanswered.listed() if one.text == "pg question"] == [2]
        store.feedback.note(True, "", [])
    finally:
        store.accounts.remove("pg-ann")
