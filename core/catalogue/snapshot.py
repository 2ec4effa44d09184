"""What is kept in memory of one load of the catalogue: a search reads nothing but full text from the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from core.catalogue import tables
from core.catalogue.records import Area, Organisation, Report, Stub, what_it_gives
from core.understanding.encoder import DIMENSIONS, Vector
from core.understanding.follow_up_sense import FollowUpSense
from core.understanding.tuning import Matrix, tuned
from core.understanding.word_meanings import WIDTH, AskedWords, WordFrame, Words, rarity

_ROWS = 500
# Which words tell a matter: set by hand from one trial, of questions asked after another one and of conversations;
# values near these do about as well.
_OF_FEW_AREAS, _OF_FEW_RECORDS, _UNKNOWN_TELLS = 0.45, 15, 0.3


@dataclass(frozen=True)
class Columns:
    """What records are filtered by, a row a record: a loop over all of them would take longer than the search.

    Attributes:
        kinds: ``initiative`` or ``need``.
        years: of the report; 0 for a need.
        areas: for each service area, whether a record belongs to it.
        gives: for each thing that an answer may hold, whether a record's holds it.
        ended: whether what a record tells of has ended.
    """

    kinds: Any
    years: Any
    areas: dict[str, Any]
    gives: dict[str, Any]
    ended: Any


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
        follow_up_sense: of what goes on with a conversation; None without the encoder.
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
    follow_up_sense: FollowUpSense | None = None

    @cached_property
    def columns(self) -> Columns:
        """The stubs as columns."""
        areas = self._held_by([stub.areas for stub in self.stubs])
        gives = self._held_by([stub.gives for stub in self.stubs])
        kinds, years, statuses = (
            np.array([getattr(stub, name) for stub in self.stubs]) for name in ("kind", "year", "status")
        )
        return Columns(kinds, years, areas, gives, statuses == "ended")

    def _held_by(self, each: list[Any]) -> dict[str, Any]:
        """For each word that the records hold, which of them do."""
        held: dict[str, Any] = {}
        for at, words in enumerate(each):
            for word in words:
                held.setdefault(word, np.zeros(len(self.stubs), dtype=bool))[at] = True
        return held

    @cached_property
    def alike(self) -> Any:
        """How much alike the phrases of each record are: 1 for a single one, less the more they differ."""
        return np.linalg.norm(self.averages, axis=1)

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


def take_snapshot(connection: Connection, digest: str) -> Snapshot:
    """What is kept in memory of the catalogue that is loaded.

    Args:
        connection: to the database.
        digest: of its content.
    """
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
    sense = connection.execute(select(tables.follow_up_senses.c.sense)).scalar()
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
        follow_up_sense=None if sense is None else FollowUpSense.from_bytes(bytes(sense)),
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
