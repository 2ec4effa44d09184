"""The reading side of the database: everything that look-up and answers need, and nothing that changes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from core.catalogue import fulltext, tables
from core.catalogue.database import DatabaseMissing, open_database, or_missing
from core.catalogue.records import (
    Area,
    Figure,
    Organisation,
    Point,
    Report,
    ReportedInitiative,
    Rule,
    Series,
    ServedNeed,
    ServedTopic,
    Signpost,
    Stub,
    what_it_gives,
)
from core.catalogue.schema import Place
from core.settings import Settings
from core.understanding.encoder import DIMENSIONS, Vector
from core.understanding.mending import Mender
from core.understanding.text import lowered
from core.understanding.tuning import Matrix, tuned
from core.understanding.word_meanings import WIDTH, AskedWords, WordFrame, Words, rarity

R = TypeVar("R")
_ROWS = 500
# Which words tell a matter: set by hand from one trial, of questions asked after another one and of conversations;
# values near these do about as well.
_OF_FEW_AREAS, _OF_FEW_RECORDS, _UNKNOWN_TELLS = 0.45, 15, 0.3
_LOOK_AGAIN = 30.0  # seconds between looks whether the catalogue was loaded anew


@dataclass(frozen=True)
class Columns:
    """What records are filtered by, a row a record: a loop over all of them would take longer than the search.

    Attributes:
        kinds: ``initiative`` or ``need``.
        years: of the report; 0 for a need.
        areas: for each service area, whether a record belongs to it.
    """

    kinds: Any
    years: Any
    areas: dict[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """What is kept in memory of one load of the catalogue.

    Attributes:
        digest: of the content that was loaded.
        areas: by id, in the order of ``areas.yml``.
        reports: by year, newest first.
        organisations: by id.
        stubs: one a record.
        tuning: what a vector is tuned by before it is compared with those here; None without the encoder.
        vectors: a row a phrase, tuned, grouped by record; empty without the encoder.
        position: where each record stands in `stubs`, by id.
        starts: where each record's rows begin in `vectors`, in the order of `stubs`.
        counts: how many rows each record has.
        topic_of: id of the topic that an initiative belongs to, by the initiative's id.
        needs_of: ids of the needs that name an initiative, or one of its topic, by the initiative's id.
        topics: for each topic, the meanings of its name and of its series, in their order; empty without the encoder.
        summaries: for each record, the row of its summary.
        averages: for each record, the average of its rows.
        frame: that words are kept in; None without the encoder.
        words: the words of all records, pressed, grouped by record; empty without the encoder.
        word_starts: where each record's words begin in `words`, in the order of `stubs`.
        word_counts: how many words each record has.
        vocabulary: how many records hold a word.
        telling: how much a word tells of the service area, see `core.catalogue.vocabulary`.
    """

    digest: str
    areas: dict[str, Area]
    reports: dict[int, Report]
    organisations: dict[str, Organisation]
    stubs: list[Stub]
    position: dict[str, int]
    topic_of: dict[str, str]
    needs_of: dict[str, tuple[str, ...]]
    topics: dict[str, Vector]
    tuning: Matrix | None
    vectors: Vector
    starts: Any
    counts: Any
    summaries: Any
    averages: Vector
    frame: WordFrame | None
    words: Words
    word_starts: Any
    word_counts: Any
    vocabulary: dict[str, int]
    telling: dict[str, float]

    @cached_property
    def columns(self) -> Columns:
        """The stubs as columns."""
        areas: dict[str, Any] = {}
        for at, stub in enumerate(self.stubs):
            for area in stub.areas:
                areas.setdefault(area, np.zeros(len(self.stubs), dtype=bool))[at] = True
        kinds, years = ([getattr(stub, name) for stub in self.stubs] for name in ("kind", "year"))
        return Columns(np.array(kinds), np.array(years), areas)

    def stub(self, record: str) -> Stub | None:
        """The stub of a record; None when there is none."""
        return self.stubs[self.position[record]] if record in self.position else None

    def tuned(self, vector: Vector | None) -> Vector | None:
        """A vector of the encoder as it can be compared with the vectors here; None stays None."""
        return vector if vector is None or self.tuning is None else tuned(vector, self.tuning)

    def asked_words(self, words: Mapping[str, Vector] | None, without: Collection[str] = ()) -> AskedWords | None:
        """The words of a question as they can be compared with the words here.

        Args:
            words: by the word, as the encoder made them; None without the encoder.
            without: words that are left out.

        Returns:
            The words with their weights; None when there is none, or the catalogue was loaded without the encoder.
        """
        kept = {word: vectors for word, vectors in (words or {}).items() if word not in without}
        if self.frame is None or not kept:
            return None
        weights = [rarity(self.vocabulary.get(word, 0), len(self.stubs)) for word in kept]
        return AskedWords.of(list(kept.values()), weights, self.frame)

    def tells_matter(self, word: str) -> float:
        """How far a word tells what a message is about.

        Args:
            word: in lower case.

        Returns:
            1 for a word of few service areas or few records ("bins"), 0 for one of all ("allowed"); one that
            no record holds may be either, and mostly is slang for the second.
        """
        if word not in self.vocabulary:
            return _UNKNOWN_TELLS
        return float(self.telling[word] >= _OF_FEW_AREAS or self.vocabulary[word] < _OF_FEW_RECORDS)

    def meaning_of(self, record: str, part: Literal["title", "summary"]) -> Vector | None:
        """The meaning of a record's title or summary; None for an unknown record and without the encoder."""
        if record not in self.position or not len(self.vectors):
            return None
        at = self.position[record]
        vector: Vector = self.vectors[self.starts[at] if part == "title" else self.summaries[at]]
        return vector


class Catalogue:
    """Reads records; loads what ranking needs once and again when the content changes.

    Args:
        engine: of a loaded database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._snapshot: Snapshot | None = None
        self._looked = 0.0
        # What is known by id: None for an id that there isn't. All records take some megabytes.
        self._records: dict[str, dict[str, Any]] = {}
        self._records_of = ""
        self._topics: tuple[str, dict[str, ServedTopic]] | None = None
        self._counted = "", fulltext.Counted()
        self._mender: tuple[str, Mender] | None = None
        self._mender_looked = 0.0

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

    def snapshot(self) -> Snapshot:
        """What is kept in memory, read anew when the catalogue was loaded since.

        Raises:
            DatabaseMissing: the database can't be read or holds no catalogue.
        """
        if self._snapshot is not None and time.monotonic() - self._looked < _LOOK_AGAIN:
            return self._snapshot
        with self._connect() as connection:
            digest = _digest(connection)
            if self._snapshot is None or self._snapshot.digest != digest:
                self._snapshot = _take_snapshot(connection, digest)
        self._looked = time.monotonic()
        return self._snapshot

    def mender(self) -> Mender:
        """What mends slips of typing by the words of the catalogue; without what else a snapshot keeps in memory.

        Raises:
            DatabaseMissing: the database can't be read or holds no catalogue.
        """
        if self._mender is not None and time.monotonic() - self._mender_looked < _LOOK_AGAIN:
            return self._mender[1]
        with self._connect() as connection:
            digest = _digest(connection)
            if self._mender is None or self._mender[0] != digest:
                rows = connection.execute(select(tables.vocabulary.c.word, tables.vocabulary.c.records))
                names = connection.execute(select(tables.places.c.name)).scalars()
                words = {word for name in names for word in lowered(name).split()}
                self._mender = digest, Mender(dict(map(tuple, rows)), words)
        self._mender_looked = time.monotonic()
        return self._mender[1]

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
        digest = self.snapshot().digest
        if self._records_of != digest:
            self._records, self._records_of = {}, digest
        records = self._records.setdefault(kind, {})
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
        digest = self.snapshot().digest
        if self._topics is None or self._topics[0] != digest:
            query = select(tables.topics).order_by(tables.topics.c.area, tables.topics.c.id)
            with self._connect() as connection:
                self._topics = digest, {row["id"]: _topic(row) for row in connection.execute(query).mappings()}
        wanted = None if ids is None else set(ids)
        return {name: topic for name, topic in self._topics[1].items() if wanted is None or name in wanted}

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
        with self._connect() as connection:
            return fulltext.search(connection, words, limit, self._counted_now())

    def _counted_now(self) -> fulltext.Counted:
        """What is counted of the catalogue as it is now."""
        digest = self.snapshot().digest
        if self._counted[0] != digest:
            self._counted = digest, fulltext.Counted()
        return self._counted[1]


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


def _take_snapshot(connection: Connection, digest: str) -> Snapshot:
    def rows(query: Any) -> list[Any]:
        return list(connection.execute(query).mappings().all())

    areas = rows(select(tables.areas).order_by(tables.areas.c.position))
    reports = rows(select(tables.reports).order_by(tables.reports.c.year.desc()))
    needs = rows(select(tables.needs).order_by(tables.needs.c.id))
    topics = rows(select(tables.topics.c.id, tables.topics.c.initiatives).order_by(tables.topics.c.id))
    stubs = [
        Stub(row["id"], "initiative", (row["area"], *row["also"]), row["report"],
             tuple(place.lower() for place in row["places"]), row["status"], what_it_gives(row["summary"]))
        for row in rows(select(tables.initiatives).order_by(tables.initiatives.c.id))
    ] + [
        Stub(row["id"], "need", (row["area"],), 0, tuple(place.lower() for place in row["places"]), "",
             roads=frozenset(road.lower() for road in row["roads"]))
        for row in needs
    ]
    position = {stub.id: index for index, stub in enumerate(stubs)}
    order = (tables.phrases.c.record, tables.phrases.c.id)
    is_topic = tables.phrases.c.kind == "topic"
    has_vector = tables.phrases.c.vector.is_not(None)
    with_vector = has_vector & ~is_topic
    names: dict[str, list[Vector]] = {}
    for topic, vector in connection.execute(
        select(tables.phrases.c.record, tables.phrases.c.vector).where(has_vector & is_topic).order_by(*order)
    ):
        names.setdefault(topic, []).append(np.frombuffer(vector, dtype=np.float32))
    parts: dict[str, list[str]] = {stub.id: [] for stub in stubs}
    for record, part in connection.execute(
        select(tables.phrases.c.record, tables.phrases.c.part).where(with_vector).order_by(*order)
    ):
        parts[record].append(part)
    counts = np.array([max(len(held), 1) for held in parts.values()], dtype=int)
    starts = np.cumsum([0, *(len(held) for held in list(parts.values())[:-1])]) if stubs else np.zeros(0, dtype=int)
    vectors = np.empty((sum(map(len, parts.values())), DIMENSIONS), dtype=np.float32)
    filled = dict.fromkeys(parts, 0)
    # A row at a time: all rows at once would take three times the memory, which the process would never give back.
    for record, vector in connection.execute(
        select(tables.phrases.c.record, tables.phrases.c.vector).where(with_vector).order_by(*order)
    ).yield_per(_ROWS):
        vectors[starts[position[record]] + filled[record]] = np.frombuffer(vector, dtype=np.float32)
        filled[record] += 1
    matrix = _matrix(connection)
    if matrix is not None:
        for start in range(0, len(vectors), _ROWS):
            vectors[start : start + _ROWS] = tuned(vectors[start : start + _ROWS], matrix)
    summaries = [
        int(start) + (held.index("summary") if "summary" in held else 0)
        for start, held in zip(starts, parts.values(), strict=True)
    ]
    words, word_counts = _words(connection, position)
    frame = connection.execute(select(tables.frames.c.frame)).scalar()
    vocabulary = connection.execute(select(tables.vocabulary)).all()
    return Snapshot(
        digest=digest,
        areas={row["id"]: Area.construct(**{key: row[key] for key in Area.__fields__}) for row in areas},
        reports={row["year"]: Report.construct(**row) for row in reports},
        organisations={row["id"]: Organisation.construct(**row) for row in rows(select(tables.organisations))},
        stubs=stubs,
        position=position,
        topic_of={record: row["id"] for row in topics for record in row["initiatives"]},
        needs_of=_needs_of(needs, [row["initiatives"] for row in topics]),
        topics={topic: _tuned_names(held, matrix) for topic, held in names.items()},
        tuning=matrix,
        vectors=vectors,
        starts=starts,
        counts=counts,
        summaries=np.array(summaries, dtype=int),
        averages=_averages(vectors, starts, counts),
        frame=None if frame is None else WordFrame.from_bytes(frame),
        words=words,
        word_starts=np.cumsum(word_counts) - word_counts,
        word_counts=word_counts,
        vocabulary={row.word: row.records for row in vocabulary},
        telling={row.word: row.tells for row in vocabulary},
    )


def _words(connection: Connection, position: dict[str, int]) -> tuple[Words, Any]:
    """The words of all records in the order of their positions, and how many each has."""
    counts = np.zeros(len(position), dtype=int)
    sizes = select(tables.words.c.record, func.length(tables.words.c.vectors))
    for record, size in connection.execute(sizes):
        if record in position:
            counts[position[record]] = size // WIDTH
    words = np.empty((int(counts.sum()), WIDTH), dtype=np.int8)
    starts = np.cumsum(counts) - counts
    query = select(tables.words.c.record, tables.words.c.vectors)
    for record, vectors in connection.execute(query).yield_per(_ROWS):
        if record in position:
            start = starts[position[record]]
            held = np.frombuffer(vectors, dtype=np.int8).reshape(-1, WIDTH)
            words[start : start + len(held)] = held
    return words, counts


def _matrix(connection: Connection) -> Matrix | None:
    held = connection.execute(select(tables.tunings.c.matrix)).scalar()
    return None if held is None else np.frombuffer(held, dtype=np.float32).reshape(DIMENSIONS, DIMENSIONS)


def _tuned_names(held: list[Vector], matrix: Matrix | None) -> Vector:
    names: Vector = np.array(held)
    return names if matrix is None else tuned(names, matrix)


def _needs_of(needs: list[Any], topics: list[list[str]]) -> dict[str, tuple[str, ...]]:
    """Needs by initiative: those that name it, or else those that name another of its topic."""
    named: dict[str, list[str]] = {}
    for need in needs:
        for initiative in need["initiatives"]:
            named.setdefault(initiative, []).append(need["id"])
    found = dict(named)
    for members in topics:
        of_topic = list(dict.fromkeys(need for member in members for need in named.get(member, ())))
        if of_topic:
            found.update({member: of_topic for member in members if member not in named})
    return {initiative: tuple(held) for initiative, held in found.items()}


def _averages(vectors: Vector, starts: Any, counts: Any) -> Vector:
    if not len(vectors):
        return np.zeros((len(starts), DIMENSIONS), dtype=np.float32)
    averages: Vector = np.add.reduceat(vectors, starts) / counts[:, None].astype(np.float32)
    return averages
