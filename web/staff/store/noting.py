"""How something of a resident is noted: masked, without ever failing, and for a year at most."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from core.catalogue.database import DatabaseMissing
from core.understanding.masking import mask
from web.staff.store import tables
from web.staff.store.database import DeskDatabase
from web.staff.store.texts import in_one_line

log = logging.getLogger(__name__)

_TEXT = 300  # characters of a question or a reason
_KEPT_DAYS = 365  # a question that nobody asked again, and feedback, go after a year
_KEPT_QUESTIONS = 5000
_TIDY_EVERY = timedelta(hours=1)


class Noting:
    """Notes what residents asked or thought, and tidies it.

    Attributes:
        database: that it lies in.

    Args:
        database: that it lies in.
    """

    def __init__(self, database: DeskDatabase) -> None:
        self.database = database
        self._keep: Callable[[], frozenset[str]] = frozenset
        self._tidied = datetime.min

    def keeps_numbers(self, source: Callable[[], frozenset[str]]) -> None:
        """Say where the council's own phone numbers come from, which masking leaves in."""
        self._keep = source

    def masked(self, text: str) -> str:
        """A text as typed, masked, in one line, and not too long."""
        return in_one_line(mask(text, self._numbers()))[:_TEXT]

    def write(self, statement: Any, row: Mapping[str, Any]) -> None:
        """Write a row; a failure is logged, since a resident's answer doesn't hang on it."""
        try:
            with self.database.begin() as connection:
                connection.execute(statement, row)
                self._tidy(connection)
        except DatabaseMissing as error:
            log.error("nothing could be noted for staff: %s", error.__cause__.__class__.__name__)

    def _numbers(self) -> frozenset[str]:
        try:
            return self._keep()
        except DatabaseMissing:
            # Better too much masked than a resident's number kept.
            return frozenset()

    def _tidy(self, connection: Connection) -> None:
        """Now and then, remove what nobody needs any more, and what is too much."""
        now = self.database.now()
        if now - self._tidied < _TIDY_EVERY:
            return
        self._tidied = now
        table, oldest = tables.questions, now.date() - timedelta(days=_KEPT_DAYS)
        connection.execute(delete(table).where(table.c.last < oldest, table.c.intent == ""))
        connection.execute(delete(tables.feedback).where(tables.feedback.c.day < oldest))
        kept = select(table.c.id).order_by(table.c.last.desc(), table.c.count.desc()).limit(_KEPT_QUESTIONS)
        connection.execute(delete(table).where(table.c.id.not_in(kept), table.c.intent == ""))
