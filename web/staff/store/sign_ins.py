"""Sign-ins: who is at the desk now, until they leave, rest too long, or the working day is over."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from web.staff.store import attempts, tables
from web.staff.store.database import DeskDatabase
from web.staff.store.texts import digest_of, plain_name

SIGN_IN_LASTS = timedelta(hours=8)
SIGN_IN_IDLE = timedelta(minutes=60)
_SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use of a sign-in is known


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


class SignIns:
    """Keeps sign-ins, by the hash of their token.

    Args:
        database: that they lie in.
    """

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def open(self, name: str, *, by_proxy: bool = False, address: str = "") -> SignIn:
        """Open a sign-in after the password, or a proxy, was believed; failures of the name count no more.

        Args:
            name: of the person.
            by_proxy: whether a proxy vouched for the person.
            address: that the person signs in from; its own last try counts no more.
        """
        now = self._database.now()
        opened = SignIn(plain_name(name), secrets.token_urlsafe(32), by_proxy, secrets.token_urlsafe(32))
        with self._database.begin() as connection:
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.expires < now))
            attempts.forgive(connection, name, address)
            connection.execute(
                insert(tables.sign_ins),
                {
                    "token_hash": digest_of(opened.token),
                    "name": opened.name,
                    "by_proxy": by_proxy,
                    "csrf": opened.csrf,
                    "seen": now,
                    "expires": now + SIGN_IN_LASTS,
                },
            )
        return opened

    def find(self, token: str) -> SignIn | None:
        """The sign-in that a token opens; None for one that is unknown, too old, or rested too long."""
        if not token:
            return None
        now, table = self._database.now(), tables.sign_ins
        is_held = (table.c.token_hash == digest_of(token), table.c.expires > now, table.c.seen > now - SIGN_IN_IDLE)
        with self._database.begin() as connection:
            row = connection.execute(select(table).where(*is_held)).mappings().first()
        if row is None:
            return None
        if now - row["seen"] >= _SEEN_EVERY:
            with self._database.begin() as connection:
                connection.execute(update(table).where(*is_held).values(seen=now))
        return SignIn(row["name"], row["csrf"], row["by_proxy"])

    def close(self, token: str) -> None:
        """End a sign-in."""
        with self._database.begin() as connection:
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.token_hash == digest_of(token)))


def end_all(connection: Connection, name: str) -> None:
    """End every sign-in of an account, in the transaction that changes or removes it.

    Args:
        connection: with an open transaction.
        name: as accounts are found by it.
    """
    connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.name == name))
