"""Tries to sign in: who guesses is locked out, and nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.web.staff.conftest import Clock
from tests.web.staff.store.raw import raw
from web.staff.store import DeskStore


def test_five_failures_lock_a_name_out_for_a_quarter_of_an_hour(store: DeskStore, clock: Clock) -> None:
    for number in range(5):
        assert store.attempts.start("ann", f"10.0.0.{number}")
        clock.forward(minutes=2)
    assert not store.attempts.start("ANN", "10.0.9.9")
    assert store.attempts.start("bob", "10.0.9.9")
    clock.forward(minutes=12)
    assert not store.attempts.start("ann", "10.0.9.9")
    clock.forward(minutes=2)
    assert store.attempts.start("ann", "10.0.9.9")


def test_five_failures_lock_an_address_out(store: DeskStore, clock: Clock) -> None:
    for number in range(5):
        assert store.attempts.start(f"name{number}", "10.0.0.1")
    assert not store.attempts.start("another", "10.0.0.1")
    assert store.attempts.start("another", "10.0.0.2")
    clock.forward(minutes=15)
    assert store.attempts.start("another", "10.0.0.1")


def test_failures_far_apart_lock_nobody_out(store: DeskStore, clock: Clock) -> None:
    for _ in range(12):
        assert store.attempts.start("ann", "10.0.0.1")
        clock.forward(minutes=4)


def test_a_right_password_wipes_the_failures_of_the_name(store: DeskStore) -> None:
    for _ in range(3):
        for number in range(4):
            assert store.attempts.start("ann", f"10.0.0.{number}")
        assert store.attempts.start("ann", "10.0.1.1")
        store.sign_ins.open("ann", address="10.0.1.1")


def test_a_right_password_does_not_wipe_what_an_address_guessed_at_others(store: DeskStore) -> None:
    for _ in range(4):
        store.attempts.start("bob", "10.0.0.1")
        store.attempts.start("mallory", "10.0.0.1")
        store.sign_ins.open("mallory", address="10.0.0.1")
    store.attempts.start("bob", "10.0.0.1")
    assert not store.attempts.start("carol", "10.0.0.1")


def test_tries_at_the_same_time_count_too(store: DeskStore) -> None:
    store.accounts.listed()
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: store.attempts.start("ann", "10.0.0.1"), range(20)))
    assert sum(allowed) == 5


def test_neither_name_nor_address_of_a_try_is_kept_in_words(store: DeskStore, tmp_path: Path) -> None:
    store.attempts.start("somebody", "203.0.113.9")
    assert b"somebody" not in raw(tmp_path)
    assert b"203.0.113.9" not in raw(tmp_path)
