"""Accounts: found by name, and gone with their sign-ins."""

from __future__ import annotations

from web.staff.store import DeskStore


def test_an_account_is_found_by_its_name_in_any_case(store: DeskStore) -> None:
    assert store.accounts.put("Ann.Lee", "hash")
    assert store.accounts.password_hash(" ann.lee ") == "hash"
    assert store.accounts.password_hash("nobody") is None
    assert [account.name for account in store.accounts.listed()] == ["ann.lee"]


def test_another_password_ends_open_sign_ins(store: DeskStore) -> None:
    store.accounts.put("ann", "old")
    token = store.sign_ins.open("ann").token
    assert not store.accounts.put("ann", "new")
    assert store.accounts.password_hash("ann") == "new"
    assert store.sign_ins.find(token) is None


def test_a_removed_account_is_signed_out(store: DeskStore) -> None:
    store.accounts.put("ann", "hash")
    token = store.sign_ins.open("ann").token
    assert store.accounts.remove("Ann")
    assert store.sign_ins.find(token) is None
    assert not store.accounts.remove("ann")
