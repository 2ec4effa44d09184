"""The database that everything of the staff desk lies in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from core.catalogue.database import open_database, or_missing
from web.staff.store import tables


def utc_now() -> datetime:
    """The time in UTC, without a zone, as databases of both kinds hold it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


class DeskDatabase:
    """Opens the database at first use, and makes the tables that aren't there.

    Attributes:
        now: the time in UTC.

    Args:
        url: an SQLAlchemy URL.
        timeout: seconds to wait for a lock or a connection.
        now: the time in UTC.

    Raises:
        DatabaseMissing: the URL can't be used.
    """

    def __init__(self, url: str, timeout: float, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = open_database(url, timeout, create=True)
        self._has_tables = False
        self._making = threading.Lock()
        self.now = now

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction, that holds when nothing is raised within.

        Raises:
            DatabaseMissing: the database can't be reached, or refuses a statement.
        """
        with or_missing("used by the staff desk"):
            if not self._has_tables:
                with self._making:
                    tables.metadata.create_all(self._engine)
                    self._has_tables = True
            with self._engine.begin() as connection:
                yield connection

    def insert(self, table: Any) -> Any:
        """An INSERT that can say what to do about a row that is there already."""
        dialect: Any = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        return dialect.insert(table)
