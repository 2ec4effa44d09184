"""All that the staff desk keeps, in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from web.staff.store.accounts import Accounts
from web.staff.store.attempts import Attempts
from web.staff.store.database import DeskDatabase, utc_now
from web.staff.store.feedback import AllFeedback
from web.staff.store.noting import Noting
from web.staff.store.reviews import Reviews
from web.staff.store.sign_ins import SignIns
from web.staff.store.unanswered import Unanswered


class DeskStore:
    """Keeps what the staff desk needs, in SQLite or PostgreSQL; nothing is connected until it is used.

    Attributes:
        accounts: of those who may sign in.
        attempts: to sign in, that lock out who guesses.
        sign_ins: that are open.
        reviews: of records that somebody says are wrong.
        unanswered: questions of residents.
        feedback: of residents.

    Args:
        url: an SQLAlchemy URL.
        timeout: seconds to wait for a lock or a connection.
        now: the time in UTC.

    Raises:
        DatabaseMissing: the URL can't be used. Every method of the attributes but those that note something raises it
            as well, when the database can't be reached.
    """

    def __init__(self, url: str, timeout: float, now: Callable[[], datetime] = utc_now) -> None:
        self._database = DeskDatabase(url, timeout, now)
        self._noting = Noting(self._database)
        self.accounts = Accounts(self._database)
        self.attempts = Attempts(self._database)
        self.sign_ins = SignIns(self._database)
        self.reviews = Reviews(self._database)
        self.unanswered = Unanswered(self._noting)
        self.feedback = AllFeedback(self._noting)

    def keeps_numbers(self, source: Callable[[], frozenset[str]]) -> None:
        """Say where the council's own phone numbers come from, which masking leaves in."""
        self._noting.keeps_numbers(source)
