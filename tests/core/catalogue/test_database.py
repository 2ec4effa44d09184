"""Opening the database: what is missing, locked or out of reach is told as DatabaseMissing, and soon."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.catalogue.load import load
from core.settings import ROOT
from tests.conftest import CONTENT

SOON = 3.0  # seconds; far below the time that an answer may take, far above the time-outs set here


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database file of its own, loaded with words alone."""
    path = tmp_path / "own.db"
    engine = open_database(f"sqlite:///{path}", 1, create=True)
    load(engine, CONTENT, None)
    engine.dispose()
    return path


@pytest.fixture
def locked(file: Path) -> Iterator[Path]:
    """The same file while another process keeps everybody else out."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE other (id)")
    yield file
    other.close()


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match=f"no database at {tmp_path}/none.db"):
        open_database(f"sqlite:///{tmp_path}/none.db", 1)
    assert not (tmp_path / "none.db").exists()


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="no database at"):
        open_database(f"sqlite:///{tmp_path}", 1)


def test_a_relative_path_begins_at_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.db").touch()
    with pytest.raises(DatabaseMissing, match=f"no database at {ROOT}/here.db"):
        open_database("sqlite:///here.db", 1)


def test_a_file_that_may_be_made_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "new.db"
    with open_database(f"sqlite:///{path}", 1, create=True).connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    assert path.is_file()


def test_a_file_that_is_there_is_opened_as_it_is(file: Path) -> None:
    for create in (False, True):
        assert len(Catalogue(open_database(f"sqlite:///{file}", 1, create=create)).snapshot().stubs) > 1


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear council, " * 500, "utf-8")
    with pytest.raises(DatabaseMissing, match="not a database"):
        Catalogue(open_database(f"sqlite:///{tmp_path}/letter.db", 1)).snapshot()


@pytest.mark.parametrize(
    "url", ["catalogue.db", "postgres://resident:secret@localhost/assistant", "oracle://resident:secret@localhost/it"]
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseMissing, match="must look like sqlite:///") as caught:
        open_database(url, 1)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(DatabaseMissing, match=f"no database can be made at {tmp_path}/letter/new.db"):
        open_database(f"sqlite:///{tmp_path}/letter/new.db", 1, create=True)


def test_a_locked_database_is_given_up_after_the_timeout(locked: Path) -> None:
    catalogue = Catalogue(open_database(f"sqlite:///{locked}", 0.3))
    began = time.monotonic()
    with pytest.raises(DatabaseMissing, match="locked"):
        catalogue.snapshot()
    assert 0.25 < time.monotonic() - began < SOON


def test_a_database_locked_after_a_first_look_is_given_up_too(file: Path) -> None:
    engine = open_database(f"sqlite:///{file}", 0.1)
    catalogue = Catalogue(engine)
    known = catalogue.snapshot()
    engine.dispose()  # while a connection is kept, nobody can lock it out
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE other (id)")
    with pytest.raises(DatabaseMissing):
        catalogue.needs(["roads-pothole"])
    with pytest.raises(DatabaseMissing):
        catalogue.by_words(["pothole"], 5)
    assert catalogue.snapshot() is known
    other.close()
    assert list(catalogue.needs(["roads-pothole"])) == ["roads-pothole"]


def test_a_writer_at_work_does_not_keep_readers_waiting(file: Path) -> None:
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    writer.execute("DELETE FROM need")
    began = time.monotonic()
    assert list(Catalogue(open_database(f"sqlite:///{file}", 2)).needs(["roads-pothole"])) == ["roads-pothole"]
    assert time.monotonic() - began < 1
    writer.close()


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A port of this machine that is taken; nobody answers there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken


def test_a_postgresql_that_refuses_is_told_at_once(port: socket.socket) -> None:
    engine = open_database(f"postgresql://resident:word@127.0.0.1:{port.getsockname()[1]}/assistant", 2)
    began = time.monotonic()
    with pytest.raises(DatabaseMissing) as caught:
        Catalogue(engine).snapshot()
    assert time.monotonic() - began < 1
    assert "resident:word" not in str(caught.value)


def test_a_postgresql_that_never_answers_is_given_up_after_the_timeout(port: socket.socket) -> None:
    port.listen()
    engine = open_database(f"postgresql://resident@127.0.0.1:{port.getsockname()[1]}/assistant", 1)
    began = time.monotonic()
    with pytest.raises(DatabaseMissing):
        Catalogue(engine).snapshot()
    assert time.monotonic() - began < SOON


@pytest.fixture
def loaded_postgres(own_postgres: str) -> Engine:
    """The PostgreSQL database with the small catalogue."""
    engine = open_database(own_postgres, 2, create=True)
    load(engine, CONTENT, None)
    return engine


@pytest.mark.postgres
def test_a_locked_postgresql_is_given_up_after_the_timeout(postgres: str, loaded_postgres: Engine) -> None:
    catalogue = Catalogue(open_database(postgres, 0.3))
    with loaded_postgres.begin() as other:
        other.execute(text("LOCK TABLE need IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        with pytest.raises(DatabaseMissing, match="timeout"):
            catalogue.needs(["roads-pothole"])
        assert 0.25 < time.monotonic() - began < SOON
    assert list(catalogue.needs(["roads-pothole"])) == ["roads-pothole"]


@pytest.mark.postgres
def test_a_postgresql_connection_that_was_cut_is_made_anew(postgres: str, loaded_postgres: Engine) -> None:
    catalogue = Catalogue(open_database(postgres, 1))
    assert list(catalogue.needs(["roads-pothole"])) == ["roads-pothole"]
    with loaded_postgres.begin() as other:
        others = "pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        assert other.execute(text(f"SELECT count(pg_terminate_backend(pid)) FROM {others}")).scalar()
    assert list(catalogue.needs(["roads-pothole"])) == ["roads-pothole"]


def test_a_database_that_is_taken_away_is_told(file: Path) -> None:
    catalogue = Catalogue(open_database(f"sqlite:///{file}", 1))
    known = catalogue.snapshot()
    file.unlink()
    shutil.rmtree(file.parent)
    with pytest.raises(DatabaseMissing):
        catalogue.needs(["roads-pothole"])
    assert catalogue.snapshot() is known
