"""The command that adds, removes and lists accounts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from web.staff import accounts, passwords
from web.staff.store import DeskStore


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: DeskStore) -> DeskStore:
    monkeypatch.setenv("DESK_URL", f"sqlite:///{tmp_path / 'desk.db'}")
    return store


def call(monkeypatch: pytest.MonkeyPatch, line: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    return accounts.main(arguments)


def test_a_person_is_added_listed_and_removed(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "a long enough one\n", "add", "ann") == 0
    held = desk.accounts.password_hash("ann")
    assert held is not None
    assert held.startswith("$argon2id$")
    assert passwords.is_right(held, "a long enough one")
    assert call(monkeypatch, "", "list") == 0
    assert "ann\tsince" in capsys.readouterr().out
    assert call(monkeypatch, "", "remove", "ann") == 0
    assert desk.accounts.listed() == []
    assert call(monkeypatch, "", "remove", "ann") == 1


def test_adding_again_gives_another_password(desk: DeskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    call(monkeypatch, "the first password\n", "add", "ann")
    token = desk.sign_ins.open("ann").token
    assert call(monkeypatch, "the second password\n", "add", "ann") == 0
    assert passwords.is_right(desk.accounts.password_hash("ann"), "the second password")
    assert desk.sign_ins.find(token) is None


@pytest.mark.parametrize("password", ["", "short", "elevenchars", "aaaaaaaaaaaaaaa", "x" * 201])
def test_a_weak_password_is_refused(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    assert call(monkeypatch, f"{password}\n", "add", "ann") == 1
    assert "password must have" in capsys.readouterr().err
    assert desk.accounts.listed() == []


@pytest.mark.parametrize("name", ["", "a", "a b", "<b>", "a" * 65])
def test_an_odd_name_is_refused(desk: DeskStore, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert call(monkeypatch, "a long enough one\n", "add", name) == 1
    assert desk.accounts.listed() == []


def test_a_password_that_is_typed_must_be_typed_twice(desk: DeskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    typed = iter(["a long enough one", "another long one", "a long enough one", "a long enough one"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert accounts.main(["add", "ann"]) == 1
    assert accounts.main(["add", "ann"]) == 0


def test_without_a_database_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DESK_URL", "nonsense")
    assert call(monkeypatch, "", "list") == 2
    assert "database URL" in capsys.readouterr().err


def test_an_unknown_name_takes_as_much_work_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    real = passwords._hasher

    class Counting:
        def verify(self, held: str, password: str) -> bool:
            verified.append(held)
            return real.verify(held, password)

        def hash(self, password: str) -> str:
            return real.hash(password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    held = real.hash("a long enough one")
    assert not passwords.is_right(None, "a long enough one")
    assert not passwords.is_right(held, "a wrong password")
    assert passwords.is_right(held, "a long enough one")
    assert len(verified) == 3
