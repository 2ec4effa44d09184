"""The tables of the local database.

Texts have no length, since SQLite minds none: what loads there must load in PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

areas = Table(
    "area",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("offered", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
)

reports = Table(
    "report",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("years", JSON, nullable=False),
    Column("standing", Text, nullable=False),
)

organisations = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("phone", Text),
    Column("web", Text),
    Column("hours", Text, nullable=False),
    Column("serves", JSON, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("successor", Text),
    Column("checked_on", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)

initiatives = Table(
    "initiative",
    metadata,
    Column("id", Text, primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("report", Integer, nullable=False, index=True),
    Column("lines", JSON, nullable=False),
    Column("section", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("also", JSON, nullable=False),
    Column("places", JSON, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("asked_as", JSON, nullable=False),
)

needs = Table(
    "need",
    metadata,
    Column("id", Text, primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("need", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("places", JSON, nullable=False),
    Column("roads", JSON, nullable=False),
    Column("elsewhere", Boolean, nullable=False),
    Column("have_ready", Text, nullable=False),
    Column("rule", JSON),
    Column("lgsl", Integer),
    Column("initiatives", JSON, nullable=False),
    Column("asked_as", JSON, nullable=False),
)

topics = Table(
    "topic",
    metadata,
    Column("id", Text, primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("topic", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("initiatives", JSON, nullable=False),
    Column("series", JSON, nullable=False),
)

signposts = Table(
    "signpost",
    metadata,
    Column("id", Text, primary_key=True),
    Column("need", Text, nullable=False, index=True),
    Column("area", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("do", Text, nullable=False),
    Column("phone", Text),
    Column("web", Text),
    Column("hours", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("checked_on", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)

places = Table(
    "place",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)

# One row per phrase that a record can be found by; `vector` is empty when the catalogue was loaded without the encoder.
phrases = Table(
    "phrase",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary),
)

# How meanings are tuned to the catalogue (core/understanding/tuning.py): one row, none without the encoder.
tunings = Table(
    "tuning",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("matrix", LargeBinary, nullable=False),
)

# The words of each record's phrases (core/understanding/word_meanings.py); none without the encoder. `phrases` is a
# digest of the phrases that they were made from.
words = Table(
    "word",
    metadata,
    Column("record", Text, primary_key=True),
    Column("phrases", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

# The frame that words are kept in: one row, none without the encoder.
frames = Table(
    "frame",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("frame", LargeBinary, nullable=False),
)

# The sense of what goes on with a conversation (core/understanding/follow_up_sense.py): one row, or none.
follow_up_senses = Table(
    "follow_up_sense",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sense", LargeBinary, nullable=False),
)

# How many records hold a word in a phrase, and how much it tells of the service area (see `core.catalogue.vocabulary`).
vocabulary = Table(
    "vocabulary",
    metadata,
    Column("word", Text, primary_key=True),
    Column("records", Integer, nullable=False),
    Column("tells", Float, nullable=False),
)

# What the database was loaded from, so that an unchanged catalogue isn't loaded twice.
state = Table(
    "catalogue_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
