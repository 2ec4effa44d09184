"""Reviews: open until they are resolved."""

from __future__ import annotations

from tests.web.staff.conftest import Clock
from web.staff.store import DeskStore
from web.staff.store.reviews import OPEN, RESOLVED


def test_a_review_is_open_until_it_is_resolved(store: DeskStore, clock: Clock) -> None:
    store.reviews.add("waste-missed-bin", "the number\nhas changed", "ann")
    clock.forward(minutes=1)
    store.reviews.add("roads-pothole", "gone", "bob")
    assert [review.record for review in store.reviews.listed(OPEN)] == ["roads-pothole", "waste-missed-bin"]
    first = store.reviews.listed(record="waste-missed-bin")[0]
    assert (first.note, first.who, first.state, first.resolved_at) == ("the number has changed", "ann", OPEN, None)
    assert store.reviews.under_review(["waste-missed-bin", "other"]) == {"waste-missed-bin"}
    assert store.reviews.resolve(first.id, "bob")
    assert store.reviews.under_review(["waste-missed-bin"]) == frozenset()
    done = store.reviews.listed(RESOLVED)[0]
    assert (done.resolved_by, done.resolved_at) == ("bob", clock.now)
    assert not store.reviews.resolve(first.id, "ann")
    assert not store.reviews.resolve(99, "ann")
