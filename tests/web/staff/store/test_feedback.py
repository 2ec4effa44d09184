"""Feedback: masked."""

from __future__ import annotations

from web.staff.store import DeskStore


def test_feedback_is_masked(store: DeskStore) -> None:
    store.feedback.note(False, "ring me on 07700 900123", ["waste-missed-bin", "a b"])
    store.feedback.note(True, "", [])
    (held,) = store.feedback.listed(helpful=False)
    assert (held.reason, held.records) == ("ring me on [phone]", ("waste-missed-bin", "ab"))
    assert str(held.day) == "2026-11-24"
