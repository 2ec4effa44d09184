"""The reading side of the database: everything that look-up and answers need, and nothing that changes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from core.catalogue import fulltext, tables
from core.catalogue.database import DatabaseMissing, open_database, or_missing
from core.catalogue.records import (
    Figure,
    Organisation,
    Point,
    ReportedInitiative,
    Rule,
    Series,
    ServedNeed,
    ServedTopic,
    Signpost,
)
from core.catalogue.schema import Place
from core.catalogue.snapshot import Snapshot, take_snapshot
from core.settings import Settings
from core.understanding.mending import Mender
from core.understanding.text import lowered

R = TypeVar("R")
_ROWS = 500
_LOOK_AGAIN = 30.0  # seconds between looks whether the catalogue was loaded anew


class Kept(Generic[R]):
    """Something made of the catalogue, kept until that is loaded anew."""

    def __init__(self) -> None:
        self._held: tuple[str, R] | None = None

    def of(self, digest: str, make: Callable[[], R]) -> R:
        """It, as made of the load that `digest` names.

        Args:
            digest: of the catalogue.
            make: makes it.
        """
        if self._held is None or self._held[0] != digest:
            self._held = digest, make()
        return self._held[1]


class Catalogue:
    """Reads records; loads what ranking needs once and again when the content changes.

    Args:
        engine: of a loaded database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loaded: tuple[str, float] | None = None
        self._snapshot = Kept[Snapshot]()
        self._mender = Kept[Mender]()
        self._topics = Kept[dict[str, ServedTopic]]()
        self._counted = Kept[fulltext.Counted]()
        # By kind, what is known by id: None for an id that there isn't. All records take some megabytes.
        self._records = Kept[dict[str, dict[str, Any]]]()

    @classmethod
    def of(cls, settings: Settings) -> Catalogue:
        """The catalogue that the settings name.

        Raises:
            DatabaseMissing: it isn't there.
        """
        return cls(open_database(settings.database_url, settings.database_timeout))

    @property
    def engine(self) -> Engine:
        """The database that it reads."""
        return self._engine

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with or_missing("read"), self._engine.connect() as connection:
            yield connection

    def _digest_lately(self) -> str:
        """What `digest` told when it was last asked, which is now or was a moment ago."""
        if self._loaded is None or time.monotonic() - self._loaded[1] >= _LOOK_AGAIN:
            self._loaded = self.digest(), time.monotonic()
        return self._loaded[0]

    def snapshot(self) -> Snapshot:
        """What is kept in memory, read anew when the catalogue was loaded since.

        Raises:
            DatabaseMissing: the database can't be read or holds no catalogue.
        """
        digest = self._digest_lately()
        return self._snapshot.of(digest, lambda: self._take_snapshot(digest))

    def _take_snapshot(self, digest: str) -> Snapshot:
        with self._connect() as connection:
            return take_snapshot(connection, digest)

    def mender(self) -> Mender:
        """What mends slips of typing by the words of the catalogue; without what else a snapshot keeps in memory.

        Raises:
            DatabaseMissing: the database can't be read or holds no catalogue.
        """
        return self._mender.of(self._digest_lately(), self._read_mender)

    def _read_mender(self) -> Mender:
        with self._connect() as connection:
            rows = connection.execute(select(tables.vocabulary.c.word, tables.vocabulary.c.records))
            names = connection.execute(select(tables.places.c.name)).scalars()
            words = {word for name in names for word in lowered(name).split()}
            return Mender(dict(map(tuple, rows)), words)

    def digest(self) -> str:
        """Names the content that is loaded.

        Raises:
            DatabaseMissing: the database can't be read or holds no catalogue.
        """
        with self._connect() as connection:
            return _digest(connection)

    def organisations(self) -> dict[str, Organisation]:
        """Every organisation by id, without what else a snapshot keeps in memory.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        with self._connect() as connection:
            rows = connection.execute(select(tables.organisations)).mappings()
            return {row["id"]: Organisation.construct(**row) for row in rows}

    def contact_texts(self) -> list[str]:
        """Every text that may hold a phone number which the catalogue gives out.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        columns = (tables.organisations.c.phone, tables.signposts.c.phone, tables.signposts.c.do, tables.needs.c.answer)
        with self._connect() as connection:
            return [text for column in columns for text in connection.execute(select(column)).scalars() if text]

    def initiatives(self, ids: Iterable[str]) -> dict[str, ReportedInitiative]:
        """Initiatives by id; an unknown id is left out.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        return self._held("initiative", ids, self._read_initiatives)

    def _read_initiatives(self, wanted: list[str]) -> dict[str, ReportedInitiative]:
        with self._connect() as connection:
            rows = connection.execute(select(tables.initiatives).where(tables.initiatives.c.id.in_(wanted)))
            return {row["id"]: _initiative(row) for row in rows.mappings()}

    def needs(self, ids: Iterable[str]) -> dict[str, ServedNeed]:
        """Needs with their signposts by id; an unknown id is left out.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        return self._held("need", ids, self._read_needs)

    def _read_needs(self, wanted: list[str]) -> dict[str, ServedNeed]:
        with self._connect() as connection:
            rows = connection.execute(select(tables.needs).where(tables.needs.c.id.in_(wanted))).mappings().all()
            posts = connection.execute(
                select(tables.signposts).where(tables.signposts.c.need.in_(wanted)).order_by(tables.signposts.c.position)
            ).mappings().all()
        return {row["id"]: _need(row, [post for post in posts if post["need"] == row["id"]]) for row in rows}

    def _held(self, kind: str, ids: Iterable[str], read: Callable[[list[str]], dict[str, R]]) -> dict[str, R]:
        """Records as they were read before, or now; a query for each answer's few records takes longer than the rest.

        Args:
            kind: of the records.
            ids: of those wanted.
            read: gets those that weren't read since the catalogue was loaded; an unknown id is left out.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        records = self._records.of(self._digest_lately(), dict).setdefault(kind, {})
        new = [record for record in wanted if record not in records]
        if new:
            found = read(new)
            records.update({record: found.get(record) for record in new})
        return {record: records[record] for record in wanted if records[record] is not None}

    def topics(self, ids: Iterable[str] | None = None) -> dict[str, ServedTopic]:
        """Topics by id; an unknown id is left out. They are few and kept in memory, since every answer may want one.

        Args:
            ids: of the topics; None for all of them, by area.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        topics = self._topics.of(self._digest_lately(), self._read_topics)
        wanted = None if ids is None else set(ids)
        return {name: topic for name, topic in topics.items() if wanted is None or name in wanted}

    def _read_topics(self) -> dict[str, ServedTopic]:
        query = select(tables.topics).order_by(tables.topics.c.area, tables.topics.c.id)
        with self._connect() as connection:
            return {row["id"]: _topic(row) for row in connection.execute(query).mappings()}

    def all_initiatives(self) -> list[ReportedInitiative]:
        """Every initiative, by area and report."""
        order = (tables.initiatives.c.area, tables.initiatives.c.report, tables.initiatives.c.id)
        with self._connect() as connection:
            rows = connection.execute(select(tables.initiatives).order_by(*order))
            return [_initiative(row) for row in rows.mappings()]

    def places(self) -> Iterator[Place]:
        """Every name, outcode and postcode, one at a time: all of them take more memory than what is made of them.

        Raises:
            DatabaseMissing: the database can't be read.
        """
        columns = (tables.places.c.name, tables.places.c.kind, tables.places.c.district, tables.places.c.confidence)
        with self._connect() as connection:
            for row in connection.execute(select(*columns).order_by(tables.places.c.id)).yield_per(_ROWS).mappings():
                yield Place.construct(**row)

    def by_words(self, words: list[str], limit: int) -> list[tuple[str, float]]:
        """Records found by full text, best first: see `fulltext.search`."""
        counted = self._counted.of(self._digest_lately(), fulltext.Counted)
        with self._connect() as connection:
            return fulltext.search(connection, words, limit, counted)


def _digest(connection: Connection) -> str:
    digest = connection.execute(select(tables.state.c.value).where(tables.state.c.key == "fingerprint")).scalar()
    if digest is None:
        raise DatabaseMissing("the database holds no catalogue")
    return str(digest)


def _initiative(row: Any) -> ReportedInitiative:
    fields = dict(row)
    fields["figures"] = [Figure.construct(**figure) for figure in fields["figures"]]
    return ReportedInitiative.construct(**fields)


def _topic(row: Any) -> ServedTopic:
    fields = dict(row)
    fields["series"] = [
        Series.construct(name=held["name"], points=[Point.construct(**point) for point in held["points"]])
        for held in fields["series"]
    ]
    return ServedTopic.construct(**fields)


def _need(row: Any, posts: list[Any]) -> ServedNeed:
    fields = dict(row)
    fields["rule"] = Rule.construct(**fields["rule"]) if fields["rule"] else None
    kept = set(Signpost.__fields__)
    fields["signposts"] = [Signpost.construct(**{key: post[key] for key in kept}) for post in posts]
    return ServedNeed.construct(**fields)
