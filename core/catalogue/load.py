"""Loading the content files into the database: all in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import insert, inspect, select
from sqlalchemy.engine import Connection, Engine

from core.catalogue import fulltext, tables
from core.catalogue.database import or_missing
from core.catalogue.files import Content, read_content
from core.catalogue.meanings import RECIPE, add_meanings, learn_follow_ups, read_known, recipe
from core.catalogue.vocabulary import vocabulary_of
from core.understanding.encoder import SentenceEncoder

_CODE = Path(__file__).parent
_ROWS = 500
_FILES = ("*.yml", "organisations/*.yml", "initiatives/*/*.yml", "needs/*.yml", "topics/*.yml", "places/*")


def fingerprint(data: Path, with_vectors: bool) -> str:
    """A digest of everything that decides what the database holds: content, loader, and whether vectors are made."""
    digest = hashlib.sha256(b"vectors" if with_vectors else b"words")
    files = [path for pattern in _FILES for path in data.glob(pattern)]
    for path in [*sorted(files), *sorted(_CODE.glob("*.py"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    digest.update(recipe().encode())
    return digest.hexdigest()


def is_current(engine: Engine, digest: str) -> bool:
    """Whether the database was loaded from just this content.

    Raises:
        DatabaseMissing: the database can't be read.
    """
    with or_missing("read"), engine.connect() as connection:
        if not inspect(connection).has_table(tables.state.name):
            return False
        held = connection.execute(select(tables.state.c.value).where(tables.state.c.key == "fingerprint")).scalar()
    return bool(held == digest)


def load(engine: Engine, data: Path, encoder: SentenceEncoder | None) -> dict[str, int]:
    """Read the content files and replace what the database holds.

    Args:
        engine: of the database; missing tables are made.
        data: the content folder.
        encoder: makes the vectors; None loads the words alone.

    Returns:
        How many rows each table holds now.

    Raises:
        ContentError: a file is wrong; the database is as it was.
        DatabaseMissing: the database can't be written; it is as it was.
    """
    content = read_content(data)
    digest = fingerprint(data, encoder is not None)
    rows = _rows(content)
    rows["phrase"] = _phrases(content)
    areas = {row["id"]: row["area"] for kind in ("initiative", "need") for row in rows[kind]}
    rows["vocabulary"] = vocabulary_of(rows["phrase"], areas)
    rows.update(tuning=[], frame=[], word=[], follow_up_sense=[])
    if encoder is not None:
        with or_missing("read"), engine.connect() as connection:
            known = read_known(connection)
        rows.update(add_meanings(rows["phrase"], encoder, known))
        rows["follow_up_sense"] = learn_follow_ups(content, rows["phrase"], encoder)
    rows["catalogue_state"] = [{"key": "fingerprint", "value": digest}, {"key": RECIPE, "value": recipe()}]
    with or_missing("written"), engine.begin() as connection:
        # Everything here is made from the content files, so tables of an older form need no migration.
        tables.metadata.drop_all(connection)
        tables.metadata.create_all(connection)
        for table in tables.metadata.sorted_tables:
            _insert(connection, table, rows[table.name])
        fulltext.build(connection)
    return {name: len(records) for name, records in rows.items()}


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(table), rows[start : start + _ROWS])


def _rows(content: Content) -> dict[str, list[dict[str, Any]]]:
    signposts = []
    for area, need in content.needs:
        for position, signpost in enumerate(need.signposts):
            signposts.append(
                {"id": f"{need.id}:{position}", "need": need.id, "area": area, "position": position, **signpost.dict()}
            )
    return {
        "area": [{**area.dict(), "position": position} for position, area in enumerate(content.areas)],
        "report": [report.dict() for report in content.reports],
        "organisation": [organisation.dict() for organisation in content.organisations],
        "initiative": [
            {"area": area, "report": year, **initiative.dict()} for area, year, initiative in content.initiatives
        ],
        "need": [{"area": area, **need.dict(exclude={"signposts"})} for area, need in content.needs],
        "topic": [{"area": area, **topic.dict()} for area, topic in content.topics],
        "signpost": signposts,
        "place": [{"id": number, **place.dict()} for number, place in enumerate(content.places)],
    }


def _phrases(content: Content) -> list[dict[str, Any]]:
    """What every record can be found by: its title, its answer, and how residents ask for it; and names of topics."""
    rows: list[dict[str, Any]] = []

    def add(record: str, kind: str, part: str, text: str) -> None:
        rows.append({"id": len(rows), "record": record, "kind": kind, "part": part, "text": text, "vector": None})

    for _, year, initiative in content.initiatives:
        add(initiative.id, "initiative", "title", initiative.title)
        add(initiative.id, "initiative", "summary", initiative.summary)
        extra = " ".join([*initiative.places, *(figure.label for figure in initiative.figures), str(year)])
        add(initiative.id, "initiative", "terms", extra)
        for asked in initiative.asked_as:
            add(initiative.id, "initiative", "asked", asked)
    for _, need in content.needs:
        add(need.id, "need", "title", need.need)
        add(need.id, "need", "summary", need.answer)
        for asked in need.asked_as:
            add(need.id, "need", "asked", asked)
    for _, topic in content.topics:
        add(topic.id, "topic", "title", topic.topic)
        for series in topic.series:
            add(topic.id, "topic", "series", series.name)
    return rows
