"""Looks into the database of the desk, past the store."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def raw(tmp_path: Path) -> bytes:
    """Everything in the database as bytes, whatever table it lies in."""
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return "\n".join(connection.iterdump()).encode()
