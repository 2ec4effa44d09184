"""Sign-ins: found by their token alone, and ended in time."""

from __future__ import annotations

from pathlib import Path

from tests.web.staff.conftest import Clock
from tests.web.staff.store.raw import raw
from web.staff.store import DeskStore


def test_a_sign_in_is_found_by_its_token_alone(store: DeskStore, tmp_path: Path) -> None:
    opened = store.sign_ins.open("ann")
    held = store.sign_ins.find(opened.token)
    assert held is not None
    assert (held.name, held.csrf, held.by_proxy) == ("ann", opened.csrf, False)
    for token in ("", "x", opened.token[:-1], opened.token + "x", opened.csrf):
        assert store.sign_ins.find(token) is None
    assert opened.token.encode() not in raw(tmp_path)


def test_a_sign_in_ends_after_an_hour_of_rest(store: DeskStore, clock: Clock) -> None:
    token = store.sign_ins.open("ann").token
    clock.forward(minutes=59)
    assert store.sign_ins.find(token)
    clock.forward(minutes=59)
    assert store.sign_ins.find(token)
    clock.forward(minutes=61)
    assert store.sign_ins.find(token) is None


def test_a_sign_in_ends_after_eight_hours_however_it_is_used(store: DeskStore, clock: Clock) -> None:
    token = store.sign_ins.open("ann").token
    for _ in range(15):
        clock.forward(minutes=30)
        assert store.sign_ins.find(token)
    clock.forward(minutes=31)
    assert store.sign_ins.find(token) is None


def test_a_closed_sign_in_opens_nothing(store: DeskStore) -> None:
    token = store.sign_ins.open("ann").token
    store.sign_ins.close(token)
    assert store.sign_ins.find(token) is None
