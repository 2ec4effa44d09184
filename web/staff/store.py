"""What the staff desk keeps: accounts, sign-ins, reviews, and what residents asked in vain."""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from core.catalogue.database import DatabaseMissing, open_database, or_missing
from core.understanding.masking import mask
from web.staff import tables

log = logging.getLogger(__name__)

SIGN_IN_LASTS = timedelta(hours=8)
SIGN_IN_IDLE = timedelta(minutes=60)
FAILURES = 5  # of one name, or from one address, until it is locked out
LOCKED = timedelta(minutes=15)
OPEN, RESOLVED = "open", "resolved"
_SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use of a sign-in is known
_TEXT = 300  # characters of a question or a reason
_NOTE = 2000
_KEPT_DAYS = 365  # a question that nobody asked again, and feedback, go after a year
_KEPT_QUESTIONS = 5000
_TIDY_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    name: str
    made: datetime


@dataclass(frozen=True)
class SignIn:
    """An open sign-in.

    Attributes:
        name: of the person.
        csrf: what every form of this sign-in carries.
        by_proxy: whether a single sign-on proxy vouched for the person.
        token: for the browser; empty when it has it already.
    """

    name: str
    csrf: str
    by_proxy: bool = False
    token: str = ""


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


@dataclass(frozen=True)
class Feedback:
    """What a resident thought of an answer."""

    helpful: bool
    reason: str
    records: tuple[str, ...]
    day: date


def utc_now() -> datetime:
    """The time in UTC, without a zone, as databases of both kinds hold it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


class DeskStore:
    """Keeps what the staff desk needs, in SQLite or PostgreSQL; nothing is connected until it is used.

    Args:
        url: an SQLAlchemy URL.
        timeout: seconds to wait for a lock or a connection.
        now: the time in UTC.

    Raises:
        DatabaseMissing: the URL can't be used. Every method but those that note something raises it as well, when the
            database can't be reached.
    """

    def __init__(self, url: str, timeout: float, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = open_database(url, timeout, create=True)
        self._now = now
        self._keep: Callable[[], frozenset[str]] = frozenset
        self._has_tables = False
        self._making = threading.Lock()
        self._tidied = datetime.min

    def keeps_numbers(self, source: Callable[[], frozenset[str]]) -> None:
        """Say where the council's own phone numbers come from, which masking leaves in."""
        self._keep = source

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with or_missing("used by the staff desk"):
            if not self._has_tables:
                with self._making:
                    tables.metadata.create_all(self._engine)
                    self._has_tables = True
            with self._engine.begin() as connection:
                yield connection

    def _insert(self, table: Any) -> Any:
        """An INSERT that can say what to do about a row that is there already."""
        dialect: Any = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        return dialect.insert(table)

    # Accounts

    def put_account(self, name: str, password_hash: str) -> bool:
        """Add an account, or give it another password and end its sign-ins.

        Returns:
            Whether it is new.
        """
        name = plain_name(name)
        with self._begin() as connection:
            changed = connection.execute(
                update(tables.accounts)
                .where(tables.accounts.c.name == name)
                .values(password_hash=password_hash)
            )
            if changed.rowcount:
                connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.name == name))
                return False
            row = {"name": name, "password_hash": password_hash, "made": self._now()}
            connection.execute(insert(tables.accounts), row)
            return True

    def renew_hash(self, name: str, password_hash: str) -> None:
        """Keep a newer hash of the same password."""
        with self._begin() as connection:
            connection.execute(
                update(tables.accounts)
                .where(tables.accounts.c.name == plain_name(name))
                .values(password_hash=password_hash)
            )

    def remove_account(self, name: str) -> bool:
        """Remove an account and end its sign-ins; tells whether there was one."""
        name = plain_name(name)
        with self._begin() as connection:
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.name == name))
            gone = connection.execute(delete(tables.accounts).where(tables.accounts.c.name == name))
            return bool(gone.rowcount)

    def accounts(self) -> list[Account]:
        """Every account, by name."""
        query = select(tables.accounts.c.name, tables.accounts.c.made).order_by(tables.accounts.c.name)
        with self._begin() as connection:
            return [Account(**row) for row in connection.execute(query).mappings()]

    def password_hash(self, name: str) -> str | None:
        """The hash of an account's password; None for an unknown one."""
        query = select(tables.accounts.c.password_hash).where(tables.accounts.c.name == plain_name(name))
        with self._begin() as connection:
            held: str | None = connection.execute(query).scalar()
        return held

    # Signing in

    def try_sign_in(self, name: str, address: str) -> bool:
        """Count a try as failed before it is known how it ends, so that tries at the same time count as well.

        Args:
            name: of the account that is tried, known or not.
            address: that the try comes from.

        Returns:
            Whether it may go on; not when the name or the address is locked out.
        """
        now = self._now()
        with self._begin() as connection:
            # Writing first takes SQLite's lock: what is read next nobody else changes.
            connection.execute(delete(tables.attempts).where(tables.attempts.c.at < now - 2 * LOCKED))
            keys = _who(name, address)
            if any(self._is_locked(connection, key, now) for key in keys):
                return False
            connection.execute(insert(tables.attempts), [{"who": key, "at": now} for key in keys])
        return True

    def _is_locked(self, connection: Connection, who: str, now: datetime) -> bool:
        """Whether the last failures came close together, and lately."""
        query = (
            select(tables.attempts.c.at)
            .where(tables.attempts.c.who == who)
            .order_by(tables.attempts.c.at.desc())
            .limit(FAILURES)
        )
        times = list(connection.execute(query).scalars())
        return len(times) == FAILURES and now - times[0] < LOCKED and times[0] - times[-1] <= LOCKED

    def open_sign_in(self, name: str, *, by_proxy: bool = False, address: str = "") -> SignIn:
        """Open a sign-in after the password, or a proxy, was believed; failures of the name count no more.

        Args:
            name: of the person.
            by_proxy: whether a proxy vouched for the person.
            address: that the person signs in from; its own last try counts no more.
        """
        now = self._now()
        opened = SignIn(plain_name(name), secrets.token_urlsafe(32), by_proxy, secrets.token_urlsafe(32))
        with self._begin() as connection:
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.expires < now))
            by_name, by_address = _who(name, address)
            connection.execute(delete(tables.attempts).where(tables.attempts.c.who == by_name))
            latest = select(func.max(tables.attempts.c.id)).where(tables.attempts.c.who == by_address)
            connection.execute(delete(tables.attempts).where(tables.attempts.c.id == latest.scalar_subquery()))
            connection.execute(
                insert(tables.sign_ins),
                {
                    "token_hash": _hash(opened.token),
                    "name": opened.name,
                    "by_proxy": by_proxy,
                    "csrf": opened.csrf,
                    "seen": now,
                    "expires": now + SIGN_IN_LASTS,
                },
            )
        return opened

    def sign_in_of(self, token: str) -> SignIn | None:
        """The sign-in that a token opens; None for one that is unknown, too old, or rested too long."""
        if not token:
            return None
        now, table = self._now(), tables.sign_ins
        is_held = (table.c.token_hash == _hash(token), table.c.expires > now, table.c.seen > now - SIGN_IN_IDLE)
        with self._begin() as connection:
            row = connection.execute(select(table).where(*is_held)).mappings().first()
        if row is None:
            return None
        if now - row["seen"] >= _SEEN_EVERY:
            with self._begin() as connection:
                connection.execute(update(table).where(*is_held).values(seen=now))
        return SignIn(row["name"], row["csrf"], row["by_proxy"])

    def close_sign_in(self, token: str) -> None:
        """End a sign-in."""
        with self._begin() as connection:
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.token_hash == _hash(token)))

    # Reviews

    def add_review(self, record: str, note: str, who: str) -> None:
        """Put a record into the review queue."""
        row = {
            "record": record[:120],
            "note": _readable(note)[:_NOTE],
            "who": who,
            "at": self._now(),
            "state": OPEN,
            "resolved_by": "",
        }
        with self._begin() as connection:
            connection.execute(insert(tables.reviews), row)

    def reviews(self, state: str = "", record: str = "") -> list[Review]:
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
        with self._begin() as connection:
            return [Review(**row) for row in connection.execute(query).mappings()]

    def resolve_review(self, review: int, who: str) -> bool:
        """Say that a record was looked after; tells whether there was an open review of this number."""
        table = tables.reviews
        with self._begin() as connection:
            done = connection.execute(
                update(table)
                .where(table.c.id == review, table.c.state == OPEN)
                .values(state=RESOLVED, resolved_by=who, resolved_at=self._now())
            )
            return bool(done.rowcount)

    def under_review(self, records: Iterable[str]) -> frozenset[str]:
        """Which of some records have an open review."""
        table = tables.reviews
        query = select(table.c.record).where(table.c.state == OPEN, table.c.record.in_(list(records)))
        with self._begin() as connection:
            return frozenset(connection.execute(query).scalars())

    # What residents ask in vain

    def note_unanswered(self, text: str, status: str) -> None:
        """Keep a question that found no answer, masked; one that is there already counts up. Never fails.

        Args:
            text: as typed.
            status: of the answer.
        """
        masked = _readable(mask(text, self._numbers()))[:_TEXT]
        if not masked:
            return
        today = self._now().date()
        row = {
            "text_hash": _hash(masked.casefold()),
            "text": masked,
            "first": today,
            "last": today,
            "count": 1,
            "status": status[:32],
            "intent": "",
        }
        table = tables.questions
        again = {"count": table.c.count + 1, "last": today, "status": row["status"]}
        self._note(self._insert(table).on_conflict_do_update(index_elements=["text_hash"], set_=again), row)

    def note_feedback(self, helpful: bool, reason: str, records: Iterable[str]) -> None:
        """Keep what a resident thought of an answer; the reason is masked. Never fails.

        Args:
            helpful: thumb up or down.
            reason: in the resident's words; may be empty.
            records: ids of the records of the answer.
        """
        row = {
            "helpful": helpful,
            "reason": _readable(mask(reason, self._numbers()))[:_TEXT],
            "records": " ".join("".join(str(record).split())[:120] for record in list(records)[:10]),
            "day": self._now().date(),
        }
        self._note(insert(tables.feedback), row)

    def _note(self, statement: Any, row: Mapping[str, Any]) -> None:
        """Write a row; a failure is logged, since a resident's answer doesn't hang on it."""
        try:
            with self._begin() as connection:
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
        now = self._now()
        if now - self._tidied < _TIDY_EVERY:
            return
        self._tidied = now
        table, oldest = tables.questions, now.date() - timedelta(days=_KEPT_DAYS)
        connection.execute(delete(table).where(table.c.last < oldest, table.c.intent == ""))
        connection.execute(delete(tables.feedback).where(tables.feedback.c.day < oldest))
        kept = select(table.c.id).order_by(table.c.last.desc(), table.c.count.desc()).limit(_KEPT_QUESTIONS)
        connection.execute(delete(table).where(table.c.id.not_in(kept), table.c.intent == ""))

    def questions(self, *, only_chosen: bool = False, by_count: bool = False, limit: int = 200) -> list[Question]:
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
        with self._begin() as connection:
            return [_question(row) for row in connection.execute(query).mappings()]

    def question(self, question: int) -> Question | None:
        """One question by its number."""
        with self._begin() as connection:
            row = connection.execute(select(tables.questions).where(tables.questions.c.id == question)).mappings()
            held = row.first()
        return _question(held) if held else None

    def choose_intent(self, question: int, intent: str) -> bool:
        """Mark a question as training data for an intent, or as none with an empty one; tells whether it is there."""
        table = tables.questions
        with self._begin() as connection:
            done = connection.execute(update(table).where(table.c.id == question).values(intent=intent))
            return bool(done.rowcount)

    def remove_question(self, question: int) -> None:
        """Forget a question."""
        with self._begin() as connection:
            connection.execute(delete(tables.questions).where(tables.questions.c.id == question))

    def feedback(self, *, helpful: bool, limit: int = 50) -> list[Feedback]:
        """What residents thought of answers, the newest first."""
        table = tables.feedback
        query = select(table).where(table.c.helpful == helpful).order_by(table.c.id.desc()).limit(limit)
        with self._begin() as connection:
            rows = connection.execute(query).mappings().all()
        return [Feedback(row["helpful"], row["reason"], tuple(row["records"].split()), row["day"]) for row in rows]


def plain_name(name: str) -> str:
    """A name as accounts are found by it."""
    return "".join(name.split()).casefold()[:64]


def _question(row: Any) -> Question:
    return Question(**{key: row[key] for key in row if key != "text_hash"})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _who(name: str, address: str) -> tuple[str, str]:
    return _hash(f"name {plain_name(name)}"), _hash(f"address {address}")


def _readable(text: str) -> str:
    """A text in one line, of characters that every database holds."""
    text = text.encode("utf-8", "replace").decode().replace("\x00", " ")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
