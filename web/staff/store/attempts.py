"""Tries to sign in: who fails too often is locked out for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from web.staff.store import tables
from web.staff.store.database import DeskDatabase
from web.staff.store.texts import digest_of, plain_name

FAILURES = 5  # of one name, or from one address, until it is locked out
LOCKED = timedelta(minutes=15)


class Attempts:
    """Counts tries to sign in that failed, by name and by address.

    Args:
        database: that they lie in.
    """

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def start(self, name: str, address: str) -> bool:
        """Count a try as failed before it is known how it ends, so that tries at the same time count as well.

        Args:
            name: of the account that is tried, known or not.
            address: that the try comes from.

        Returns:
            Whether it may go on; not when the name or the address is locked out.
        """
        now = self._database.now()
        with self._database.begin() as connection:
            # Writing first takes SQLite's lock: what is read next nobody else changes.
            connection.execute(delete(tables.attempts).where(tables.attempts.c.at < now - 2 * LOCKED))
            keys = _who(name, address)
            if any(_is_locked(connection, key, now) for key in keys):
                return False
            connection.execute(insert(tables.attempts), [{"who": key, "at": now} for key in keys])
        return True


def forgive(connection: Connection, name: str, address: str) -> None:
    """Count failures no more after a try that went well: all of its name, of its address that try alone.

    Args:
        connection: with an open transaction, that of the sign-in.
        name: of the account.
        address: that the try came from.
    """
    by_name, by_address = _who(name, address)
    connection.execute(delete(tables.attempts).where(tables.attempts.c.who == by_name))
    latest = select(func.max(tables.attempts.c.id)).where(tables.attempts.c.who == by_address)
    connection.execute(delete(tables.attempts).where(tables.attempts.c.id == latest.scalar_subquery()))


def _is_locked(connection: Connection, who: str, now: datetime) -> bool:
    """Whether the last failures came close together, and lately."""
    query = (
        select(tables.attempts.c.at)
        .where(tables.attempts.c.who == who)
        .order_by(tables.attempts.c.at.desc())
        .limit(FAILURES)
    )
    times = list(connection.execute(query).scalars())
    return len(times) == FAILURES and now - times[0] < LOCKED and times[0] - times[-1] <= LOCKED


def _who(name: str, address: str) -> tuple[str, str]:
    return digest_of(f"name {plain_name(name)}"), digest_of(f"address {address}")
