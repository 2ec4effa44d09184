"""Opening the database, with time-outs, so that nobody waits for one that is busy or gone."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url

from core.settings import ROOT


class DatabaseMissing(RuntimeError):
    """The database isn't there, can't be reached, is locked or holds no catalogue."""


def open_database(url: str, timeout: float, *, create: bool = False) -> Engine:
    """Open a database.

    Args:
        url: an SQLAlchemy URL of SQLite or PostgreSQL.
        timeout: seconds to wait for a lock, a connection or a statement.
        create: whether a missing SQLite file may be made.

    Returns:
        An engine; nothing is connected yet.

    Raises:
        DatabaseMissing: an SQLite file that must be there isn't.
    """
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        file = Path(place.database or "")
        if place.database and place.database != ":memory:":
            file = file if file.is_absolute() else ROOT / file
            if create:
                file.parent.mkdir(parents=True, exist_ok=True)
            elif not file.is_file():
                raise DatabaseMissing(f"no database at {file}")
            place = place.set(database=str(file))
        engine = create_engine(place, future=True, connect_args={"timeout": timeout, "check_same_thread": False})
        event.listen(engine, "connect", _tune_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
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
    # The driver would leave statements that make or drop tables outside the transaction; `_begin_sqlite` opens it for all.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
