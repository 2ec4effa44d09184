"""Accounts: who may sign in with a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from web.staff.store import sign_ins, tables
from web.staff.store.database import DeskDatabase
from web.staff.store.texts import plain_name


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    name: str
    made: datetime


class Accounts:
    """Keeps accounts, by name.

    Args:
        database: that they lie in.
    """

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def put(self, name: str, password_hash: str) -> bool:
        """Add an account, or give it another password and end its sign-ins.

        Returns:
            Whether it is new.
        """
        name = plain_name(name)
        with self._database.begin() as connection:
            changed = connection.execute(
                update(tables.accounts).where(tables.accounts.c.name == name).values(password_hash=password_hash)
            )
            if changed.rowcount:
                sign_ins.end_all(connection, name)
                return False
            row = {"name": name, "password_hash": password_hash, "made": self._database.now()}
            connection.execute(insert(tables.accounts), row)
            return True

    def renew_hash(self, name: str, password_hash: str) -> None:
        """Keep a newer hash of the same password."""
        with self._database.begin() as connection:
            connection.execute(
                update(tables.accounts)
                .where(tables.accounts.c.name == plain_name(name))
                .values(password_hash=password_hash)
            )

    def remove(self, name: str) -> bool:
        """Remove an account and end its sign-ins; tells whether there was one."""
        name = plain_name(name)
        with self._database.begin() as connection:
            sign_ins.end_all(connection, name)
            gone = connection.execute(delete(tables.accounts).where(tables.accounts.c.name == name))
            return bool(gone.rowcount)

    def listed(self) -> list[Account]:
        """Every account, by name."""
        query = select(tables.accounts.c.name, tables.accounts.c.made).order_by(tables.accounts.c.name)
        with self._database.begin() as connection:
            return [Account(**row) for row in connection.execute(query).mappings()]

    def password_hash(self, name: str) -> str | None:
        """The hash of an account's password; None for an unknown one."""
        query = select(tables.accounts.c.password_hash).where(tables.accounts.c.name == plain_name(name))
        with self._database.begin() as connection:
            held: str | None = connection.execute(query).scalar()
        return held
