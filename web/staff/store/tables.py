"""The tables of the staff desk. Times are UTC; nothing in them tells who a caller or a resident is."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, String, Table, Text

metadata = MetaData()

accounts = Table(
    "account",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("made", DateTime, nullable=False),
)

# Sessions of staff. The browser has the token; here is only its hash, so that a stolen table opens nothing.
sign_ins = Table(
    "sign_in",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(64), nullable=False, index=True),
    Column("by_proxy", Boolean, nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("seen", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False),
)

# Failed sign-ins, by hash of name and of address, for as long as they count.
attempts = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)

reviews = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record", String(120), nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("resolved_by", String(64), nullable=False),
    Column("resolved_at", DateTime),
)

questions = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text_hash", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False, index=True),
    Column("count", Integer, nullable=False),
    Column("status", String(32), nullable=False),
    Column("intent", String(64), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("records", Text, nullable=False),
    Column("day", Date, nullable=False, index=True),
)
