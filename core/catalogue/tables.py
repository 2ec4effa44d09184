"""The tables of the local database."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

areas = Table(
    "area",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("contact", String(60), nullable=False),
    Column("page", Text, nullable=False),
    Column("offered", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
)

reports = Table(
    "report",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("period", String(20), nullable=False),
    Column("years", JSON, nullable=False),
    Column("standing", Text, nullable=False),
)

organisations = Table(
    "organisation",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("phone", String(20)),
    Column("web", Text),
    Column("hours", Text, nullable=False),
    Column("serves", JSON, nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("successor", String(60)),
    Column("checked_on", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", String(10), nullable=False),
)

initiatives = Table(
    "initiative",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("area", String(40), nullable=False, index=True),
    Column("report", Integer, nullable=False, index=True),
    Column("lines", JSON, nullable=False),
    Column("section", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("period", Text, nullable=False),
    Column("also", JSON, nullable=False),
    Column("places", JSON, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("asked_as", JSON, nullable=False),
)

needs = Table(
    "need",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("area", String(40), nullable=False, index=True),
    Column("need", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("responsible", String(60), nullable=False),
    Column("have_ready", Text, nullable=False),
    Column("rule", JSON),
    Column("lgsl", Integer),
    Column("initiatives", JSON, nullable=False),
    Column("asked_as", JSON, nullable=False),
)

signposts = Table(
    "signpost",
    metadata,
    Column("id", String(140), primary_key=True),
    Column("need", String(120), nullable=False, index=True),
    Column("area", String(40), nullable=False),
    Column("position", Integer, nullable=False),
    Column("organisation", String(60), nullable=False),
    Column("do", Text, nullable=False),
    Column("phone", String(20)),
    Column("web", Text),
    Column("hours", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("checked_on", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", String(10), nullable=False),
)

places = Table(
    "place",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("district", String(60), nullable=False),
    Column("confidence", String(10), nullable=False),
)

# One row per phrase that a record can be found by; `vector` is empty when the catalogue was loaded without the encoder.
phrases = Table(
    "phrase",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("record", String(120), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("part", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary),
)

# What the database was loaded from, so that an unchanged catalogue isn't loaded twice.
state = Table(
    "catalogue_state",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
