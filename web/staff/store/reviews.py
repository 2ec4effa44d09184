"""Reviews: records that somebody at the desk says are wrong or out of date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from web.staff.store import tables
from web.staff.store.database import DeskDatabase
from web.staff.store.texts import in_one_line

OPEN, RESOLVED = "open", "resolved"
NOTE = 2000  # characters of one


@dataclass(frozen=True)
class Review:
    """A record that somebody says is wrong or out of date."""

    id: int
    record: str
    note: str
    who: str
    at: datetime
    state: str
    resolved_by: str
    resolved_at: datetime | None


class Reviews:
    """Keeps the review queue, and what was resolved.

    Args:
        database: that they lie in.
    """

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def add(self, record: str, note: str, who: str) -> None:
        """Put a record into the review queue."""
        row = {
            "record": record[:120],
            "note": in_one_line(note)[:NOTE],
            "who": who,
            "at": self._database.now(),
            "state": OPEN,
            "resolved_by": "",
        }
        with self._database.begin() as connection:
            connection.execute(insert(tables.reviews), row)

    def listed(self, state: str = "", record: str = "") -> list[Review]:
        """Reviews, the newest first.

        Args:
            state: ``open`` or ``resolved``; empty for both.
            record: of one record; empty for all.
        """
        table = tables.reviews
        query = select(table).order_by(table.c.at.desc(), table.c.id.desc())
        if state:
            query = query.where(table.c.state == state)
        if record:
            query = query.where(table.c.record == record)
        with self._database.begin() as connection:
            return [Review(**row) for row in connection.execute(query).mappings()]

    def resolve(self, review: int, who: str) -> bool:
        """Say that a record was looked after; tells whether there was an open review of this number."""
        table = tables.reviews
        with self._database.begin() as connection:
            done = connection.execute(
                update(table)
                .where(table.c.id == review, table.c.state == OPEN)
                .values(state=RESOLVED, resolved_by=who, resolved_at=self._database.now())
            )
            return bool(done.rowcount)

    def under_review(self, records: Iterable[str]) -> frozenset[str]:
        """Which of some records have an open review."""
        table = tables.reviews
        query = select(table.c.record).where(table.c.state == OPEN, table.c.record.in_(list(records)))
        with self._database.begin() as connection:
            return frozenset(connection.execute(query).scalars())
