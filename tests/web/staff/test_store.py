"""What the desk keeps: accounts, sign-ins that end, lock-outs, reviews, masked questions, feedback."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.catalogue.database import DatabaseMissing
from tests.web.staff.conftest import Clock
from web.staff.store import OPEN, RESOLVED, DeskStore


def raw(tmp_path: Path) -> bytes:
    """Everything in the database as bytes, whatever table it lies in."""
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return "\n".join(connection.iterdump()).encode()


# Accounts


def test_an_account_is_found_by_its_name_in_any_case(store: DeskStore) -> None:
    assert store.put_account("Ann.Lee", "hash")
    assert store.password_hash(" ann.lee ") == "hash"
    assert store.password_hash("nobody") is None
    assert [account.name for account in store.accounts()] == ["ann.lee"]


def test_another_password_ends_open_sign_ins(store: DeskStore) -> None:
    store.put_account("ann", "old")
    token = store.open_sign_in("ann").token
    assert not store.put_account("ann", "new")
    assert store.password_hash("ann") == "new"
    assert store.sign_in_of(token) is None


def test_a_removed_account_is_signed_out(store: DeskStore) -> None:
    store.put_account("ann", "hash")
    token = store.open_sign_in("ann").token
    assert store.remove_account("Ann")
    assert store.sign_in_of(token) is None
    assert not store.remove_account("ann")


# Sign-ins


def test_a_sign_in_is_found_by_its_token_alone(store: DeskStore, tmp_path: Path) -> None:
    opened = store.open_sign_in("ann")
    held = store.sign_in_of(opened.token)
    assert held is not None
    assert (held.name, held.csrf, held.by_proxy) == ("ann", opened.csrf, False)
    for token in ("", "x", opened.token[:-1], opened.token + "x", opened.csrf):
        assert store.sign_in_of(token) is None
    assert opened.token.encode() not in raw(tmp_path)


def test_a_sign_in_ends_after_an_hour_of_rest(store: DeskStore, clock: Clock) -> None:
    token = store.open_sign_in("ann").token
    clock.forward(minutes=59)
    assert store.sign_in_of(token)
    clock.forward(minutes=59)
    assert store.sign_in_of(token)
    clock.forward(minutes=61)
    assert store.sign_in_of(token) is None


def test_a_sign_in_ends_after_eight_hours_however_it_is_used(store: DeskStore, clock: Clock) -> None:
    token = store.open_sign_in("ann").token
    for _ in range(15):
        clock.forward(minutes=30)
        assert store.sign_in_of(token)
    clock.forward(minutes=31)
    assert store.sign_in_of(token) is None


def test_a_closed_sign_in_opens_nothing(store: DeskStore) -> None:
    token = store.open_sign_in("ann").token
    store.close_sign_in(token)
    assert store.sign_in_of(token) is None


# Lock-out


def test_five_failures_lock_a_name_out_for_a_quarter_of_an_hour(store: DeskStore, clock: Clock) -> None:
    for number in range(5):
        assert store.try_sign_in("ann", f"10.0.0.{number}")
        clock.forward(minutes=2)
    assert not store.try_sign_in("ANN", "10.0.9.9")
    assert store.try_sign_in("bob", "10.0.9.9")
    clock.forward(minutes=12)
    assert not store.try_sign_in("ann", "10.0.9.9")
    clock.forward(minutes=2)
    assert store.try_sign_in("ann", "10.0.9.9")


def test_five_failures_lock_an_address_out(store: DeskStore, clock: Clock) -> None:
    for number in range(5):
        assert store.try_sign_in(f"name{number}", "10.0.0.1")
    assert not store.try_sign_in("another", "10.0.0.1")
    assert store.try_sign_in("another", "10.0.0.2")
    clock.forward(minutes=15)
    assert store.try_sign_in("another", "10.0.0.1")


def test_failures_far_apart_lock_nobody_out(store: DeskStore, clock: Clock) -> None:
    for _ in range(12):
        assert store.try_sign_in("ann", "10.0.0.1")
        clock.forward(minutes=4)


def test_a_right_password_wipes_the_failures_of_the_name(store: DeskStore) -> None:
    for _ in range(3):
        for number in range(4):
            assert store.try_sign_in("ann", f"10.0.0.{number}")
        assert store.try_sign_in("ann", "10.0.1.1")
        store.open_sign_in("ann", address="10.0.1.1")


def test_a_right_password_does_not_wipe_what_an_address_guessed_at_others(store: DeskStore) -> None:
    for _ in range(4):
        store.try_sign_in("bob", "10.0.0.1")
        store.try_sign_in("mallory", "10.0.0.1")
        store.open_sign_in("mallory", address="10.0.0.1")
    store.try_sign_in("bob", "10.0.0.1")
    assert not store.try_sign_in("carol", "10.0.0.1")


def test_tries_at_the_same_time_count_too(store: DeskStore) -> None:
    store.accounts()
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: store.try_sign_in("ann", "10.0.0.1"), range(20)))
    assert sum(allowed) == 5


def test_neither_name_nor_address_of_a_try_is_kept_in_words(store: DeskStore, tmp_path: Path) -> None:
    store.try_sign_in("somebody", "203.0.113.9")
    assert b"somebody" not in raw(tmp_path)
    assert b"203.0.113.9" not in raw(tmp_path)


# Reviews


def test_a_review_is_open_until_it_is_resolved(store: DeskStore, clock: Clock) -> None:
    store.add_review("waste-missed-bin", "the number\nhas changed", "ann")
    clock.forward(minutes=1)
    store.add_review("roads-pothole", "gone", "bob")
    assert [review.record for review in store.reviews(OPEN)] == ["roads-pothole", "waste-missed-bin"]
    first = store.reviews(record="waste-missed-bin")[0]
    assert (first.note, first.who, first.state, first.resolved_at) == ("the number has changed", "ann", OPEN, None)
    assert store.under_review(["waste-missed-bin", "other"]) == {"waste-missed-bin"}
    assert store.resolve_review(first.id, "bob")
    assert store.under_review(["waste-missed-bin"]) == frozenset()
    done = store.reviews(RESOLVED)[0]
    assert (done.resolved_by, done.resolved_at) == ("bob", clock.now)
    assert not store.resolve_review(first.id, "ann")
    assert not store.resolve_review(99, "ann")


# Questions and feedback


def test_a_question_is_masked_and_counts_up(store: DeskStore, clock: Clock, tmp_path: Path) -> None:
    store.keeps_numbers(lambda: frozenset({"01163050001"}))
    store.note_unanswered("My name is John Smith, ring 07700 900123 not 0116 305 0001", "asked back")
    clock.forward(days=2)
    store.note_unanswered("my name is Jane Brown, ring 07700 900456 not 0116 305 0001", "not in the reports")
    (held,) = store.questions()
    assert held.text == "My name is [name], ring [phone] not 0116 305 0001"
    assert (held.count, str(held.first), str(held.last)) == (2, "2026-11-24", "2026-11-26")
    assert held.status == "not in the reports"
    for told in (b"Smith", b"07700", b"900123", b"Brown"):
        assert told not in raw(tmp_path)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\n\t"])
def test_nothing_is_no_question(store: DeskStore, text: str) -> None:
    store.note_unanswered(text, "asked back")
    assert store.questions() == []


@pytest.mark.parametrize("text", ["\ud800 half", "a\x00b", "漢字", "x" * 5000, "'; DROP TABLE unanswered; --"])
def test_odd_text_is_kept_as_it_can_be(store: DeskStore, text: str) -> None:
    store.note_unanswered(text, "asked back")
    assert len(store.questions()) == 1
    assert len(store.questions()[0].text) <= 300


def test_questions_come_newest_or_most_frequent_first(store: DeskStore, clock: Clock) -> None:
    for _ in range(3):
        store.note_unanswered("old and frequent", "asked back")
    clock.forward(days=1)
    store.note_unanswered("new", "asked back")
    assert [one.text for one in store.questions()] == ["new", "old and frequent"]
    assert [one.text for one in store.questions(by_count=True)] == ["old and frequent", "new"]


def test_a_question_can_be_chosen_and_removed(store: DeskStore) -> None:
    store.note_unanswered("one", "asked back")
    (held,) = store.questions()
    assert store.choose_intent(held.id, "need_waste")
    assert [one.intent for one in store.questions(only_chosen=True)] == ["need_waste"]
    assert not store.choose_intent(99, "need_waste")
    store.remove_question(held.id)
    assert store.question(held.id) is None


def test_a_question_that_nobody_asks_again_goes_after_a_year(store: DeskStore, clock: Clock) -> None:
    store.note_unanswered("one", "asked back")
    store.note_feedback(False, "bad", [])
    clock.forward(days=366)
    store.note_unanswered("two", "asked back")
    assert [one.text for one in store.questions()] == ["two"]
    assert store.feedback(helpful=False) == []


def test_feedback_is_masked(store: DeskStore) -> None:
    store.note_feedback(False, "ring me on 07700 900123", ["waste-missed-bin", "a b"])
    store.note_feedback(True, "", [])
    (held,) = store.feedback(helpful=False)
    assert (held.reason, held.records) == ("ring me on [phone]", ("waste-missed-bin", "ab"))
    assert str(held.day) == "2026-11-24"


def test_without_a_catalogue_all_numbers_are_masked(store: DeskStore) -> None:
    def away() -> frozenset[str]:
        raise DatabaseMissing("no database")

    store.keeps_numbers(away)
    store.note_unanswered("0116 305 0001", "asked back")
    assert store.questions()[0].text == "[phone]"


# A database that breaks


def test_noting_never_fails_but_reading_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database" * 100)
    broken = DeskStore(f"sqlite:///{tmp_path / 'broken.db'}", 0.1)
    broken.note_unanswered("my secret question", "asked back")
    broken.note_feedback(True, "", [])
    assert "secret" not in caplog.text
    assert caplog.text.count("nothing could be noted") == 2
    with pytest.raises(DatabaseMissing):
        broken.questions()
    with pytest.raises(DatabaseMissing):
        broken.sign_in_of("x")


def test_it_works_in_postgresql(postgres: str, clock: Clock) -> None:
    store = DeskStore(postgres, 5, clock)
    assert store.put_account("pg-ann", "hash")
    try:
        opened = store.open_sign_in("pg-ann")
        assert store.sign_in_of(opened.token)
        clock.forward(minutes=5)
        assert store.sign_in_of(opened.token)
        assert [store.try_sign_in("pg-bob", "10.0.0.9") for _ in range(6)] == [True] * 5 + [False]
        store.add_review("roads-pothole", "gone", "ann")
        assert store.under_review(["roads-pothole"]) == {"roads-pothole"}
        store.note_unanswered("pg question", "asked back")
        store.note_unanswered("PG question", "asked back")
        assert [one.count for one in store.questions() if one.text == "pg question"] == [2]
        store.note_feedback(True, "", [])
    finally:
        store.remove_account("pg-ann")
