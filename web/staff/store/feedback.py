"""Feedback: what residents thought of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from web.staff.store import tables
from web.staff.store.noting import Noting


@dataclass(frozen=True)
class Feedback:
    """What a resident thought of an answer."""

    helpful: bool
    reason: str
    records: tuple[str, ...]
    day: date


class AllFeedback:
    """Keeps what residents thought of answers.

    Args:
        noting: how something of a resident is noted.
    """

    def __init__(self, noting: Noting) -> None:
        self._noting = noting
        self._database = noting.database

    def note(self, helpful: bool, reason: str, records: Iterable[str]) -> None:
        """Keep what a resident thought of an answer; the reason is masked. Never fails.

        Args:
            helpful: thumb up or down.
            reason: in the resident's words; may be empty.
            records: ids of the records of the answer.
        """
        row = {
            "helpful": helpful,
            "reason": self._noting.masked(reason),
            "records": " ".join("".join(str(record).split())[:120] for record in list(records)[:10]),
            "day": self._database.now().date(),
        }
        self._noting.write(insert(tables.feedback), row)

    def listed(self, *, helpful: bool, limit: int = 50) -> list[Feedback]:
        """What residents thought of answers, the newest first."""
        table = tables.feedback
        query = select(table).where(table.c.helpful == helpful).order_by(table.c.id.desc()).limit(limit)
        with self._database.begin() as connection:
            rows = connection.execute(query).mappings().all()
        return [Feedback(row["helpful"], row["reason"], tuple(row["records"].split()), row["day"]) for row in rows]
