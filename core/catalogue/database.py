"""Opening the database, with time-outs, so that nobody waits for one that is busy or gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from core.settings import ROOT


class DatabaseMissing(RuntimeError):
    """The database isn't there, can't be reached, is locked or holds no catalogue."""


@contextmanager
def or_missing(done: str) -> Iterator[None]:
    """Raise DatabaseMissing for whatever the database raises within; the message says what could not be done."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip()
        raise DatabaseMissing(f"the database can't be {done}: {cause}") from error


def open_database(url: str, timeout: float, *, create: bool = False) -> Engine:
    """Open a database.

    Args:
        url: an SQLAlchemy URL of SQLite or PostgreSQL.
        timeout: seconds to wait for a lock, a connection or a statement.
        create: whether a missing SQLite file may be made.

    Returns:
        An engine; nothing is connected yet.

    Raises:
        DatabaseMissing: the URL can't be used, or an SQLite file that must be there isn't.
    """
    try:
        return _open(make_url(url), timeout, create)
    except (ArgumentError, ImportError):
        # The URL stays out of the message: it may hold a password.
        usable = "sqlite:///catalogue.db or postgresql://user:word@host/name"
        raise DatabaseMissing(f"a database URL can't be used; it must look like {usable}") from None


def _open(place: URL, timeout: float, create: bool) -> Engine:
    if place.get_backend_name() == "sqlite":
        file = Path(place.database or "")
        if place.database and place.database != ":memory:":
            file = file if file.is_absolute() else ROOT / file
            if create:
                try:
                    file.parent.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise DatabaseMissing(f"no database can be made at {file}: {error.strerror}") from error
            elif not file.is_file():
                raise DatabaseMissing(f"no database at {file}")
            place = place.set(database=str(file))
        engine = create_engine(
            place,
            future=True,
            # Opening a file anew for every question takes longer than reading from it.
            poolclass=QueuePool if file.name else None,
            connect_args={"timeout": timeout, "check_same_thread": False},
        )
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if file.name:
            _watch_file(engine, file)
        return engine
    milliseconds = int(timeout * 1000)
    return create_engine(
        place,
        future=True,
        pool_pre_ping=True,
        pool_timeout=timeout,
        connect_args={
            "connect_timeout": max(1, round(timeout)),
            "options": f"-c statement_timeout={milliseconds if not create else 0} -c lock_timeout={milliseconds}",
        },
    )


def _tune_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]
    """Readers and a writer don't block each other, and a commit needs no disk flush of its own."""
    # The driver would leave statements that make or drop tables outside the transaction; `_begin_sqlite` opens it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _watch_file(engine: Engine, file: Path) -> None:
    """Leave a kept connection when its file was deleted or replaced: it would go on reading what is no longer there."""

    def inode() -> int:
        return file.stat().st_ino if file.exists() else 0

    def remember(_connection: Any, record: Any) -> None:
        record.info["inode"] = inode()

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["inode"] != inode():
            raise DisconnectionError(f"{file.name} is another file now")

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _begin_sqlite(connection: Connection) -> None:
    # The driver's own connection: on the way through SQLAlchemy it takes longer than many a query.
    connection.connection.cursor().execute("BEGIN")
