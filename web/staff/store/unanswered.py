"""Questions that found no answer, for staff to teach the assistant from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from web.staff.store import tables
from web.staff.store.noting import Noting
from web.staff.store.texts import digest_of


@dataclass(frozen=True)
class Question:
    """A question, masked, that the assistant had no answer to.

    Attributes:
        id: of the row.
        text: masked.
        first: day of the first time.
        last: day of the last time.
        count: how often it was asked.
        status: of the answer that residents got.
        intent: that staff chose for it as training data; empty for none.
    """

    id: int
    text: str
    first: date
    last: date
    count: int
    status: str
    intent: str


class Unanswered:
    """Keeps questions that found no answer, each once.

    Args:
        noting: how something of a resident is noted.
    """

    def __init__(self, noting: Noting) -> None:
        self._noting = noting
        self._database = noting.database

    def note(self, text: str, status: str) -> None:
        """Keep a question that found no answer, masked; one that is there already counts up. Never fails.

        Args:
            text: as typed.
            status: of the answer.
        """
        masked = self._noting.masked(text)
        if not masked:
            return
        today = self._database.now().date()
        row = {
            "text_hash": digest_of(masked.casefold()),
            "text": masked,
            "first": today,
            "last": today,
            "count": 1,
            "status": status[:32],
            "intent": "",
        }
        table = tables.questions
        again = {"count": table.c.count + 1, "last": today, "status": row["status"]}
        statement = self._database.insert(table).on_conflict_do_update(index_elements=["text_hash"], set_=again)
        self._noting.write(statement, row)

    def listed(self, *, only_chosen: bool = False, by_count: bool = False, limit: int = 200) -> list[Question]:
        """Questions that found no answer.

        Args:
            only_chosen: those alone that have an intent.
            by_count: the most frequent first, else the newest.
            limit: how many at most.
        """
        table = tables.questions
        order = (table.c.last.desc(), table.c.count.desc(), table.c.id.desc())
        if by_count:
            order = (table.c.count.desc(), table.c.last.desc(), table.c.id.desc())
        query = select(table).order_by(*order).limit(limit)
        if only_chosen:
            query = query.where(table.c.intent != "")
        with self._database.begin() as connection:
            return [_question(row) for row in connection.execute(query).mappings()]

    def find(self, question: int) -> Question | None:
        """One question by its number."""
        with self._database.begin() as connection:
            row = connection.execute(select(tables.questions).where(tables.questions.c.id == question)).mappings()
            held = row.first()
        return _question(held) if held else None

    def choose_intent(self, question: int, intent: str) -> bool:
        """Mark a question as training data for an intent, or as none with an empty one; tells whether it is there."""
        table = tables.questions
        with self._database.begin() as connection:
            done = connection.execute(update(table).where(table.c.id == question).values(intent=intent))
            return bool(done.rowcount)

    def remove(self, question: int) -> None:
        """Forget a question."""
        with self._database.begin() as connection:
            connection.execute(delete(tables.questions).where(tables.questions.c.id == question))


def _question(row: Any) -> Question:
    return Question(**{key: row[key] for key in row if key != "text_hash"})
