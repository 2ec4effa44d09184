"""What the catalogue knows already: the records that a new report's items are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.catalogue.catalogue import Catalogue
from core.catalogue.snapshot import Snapshot
from core.understanding.encoder import Vector

Encode = Callable[[list[str]], Vector]


@dataclass(frozen=True)
class KnownRecord:
    """An initiative of an earlier report.

    Attributes:
        id: of the record.
        area: its service area.
        also: further ones.
        year: of its report.
        title: the initiative in a few words.
        summary: the answer.
        section: heading that it stands under.
        status: how far it had come.
        topic: the matter that it tells of with other reports; empty for none.
        meanings: of its title and its summary; empty without the encoder.
    """

    id: str
    area: str
    also: tuple[str, ...]
    year: int
    title: str
    summary: str
    section: str
    status: str
    topic: str
    meanings: tuple[Vector, ...]

    @property
    def text(self) -> str:
        """Its title and its summary."""
        return f"{self.title}. {self.summary}"


@dataclass(frozen=True)
class Knowledge:
    """The earlier records, and the means to compare with them.

    Attributes:
        records: of earlier reports.
        areas: the service areas by id, with their names.
        encode: texts to vectors; None to go by words alone.
        drafts: years whose report is a draft plan.
    """

    records: tuple[KnownRecord, ...]
    areas: Mapping[str, str]
    encode: Encode | None
    drafts: frozenset[int]

    @property
    def has_meanings(self) -> bool:
        """Whether texts can be compared by meaning."""
        return self.encode is not None and any(record.meanings for record in self.records)


def read_knowledge(catalogue: Catalogue, encode: Encode | None, without: Sequence[int] = ()) -> Knowledge:
    """Read what is known.

    Args:
        catalogue: loaded.
        encode: the sentence encoder's, or None.
        without: years of reports whose records don't count.

    Returns:
        The records of the other reports.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = catalogue.snapshot()
    topics = snapshot.topic_of
    records = []
    for held in catalogue.all_initiatives():
        if held.report in without:
            continue
        meanings = [snapshot.meaning_of(held.id, "title"), snapshot.meaning_of(held.id, "summary")]
        records.append(
            KnownRecord(
                id=held.id,
                area=held.area,
                also=tuple(held.also),
                year=held.report,
                title=held.title,
                summary=held.summary,
                section=held.section,
                status=held.status,
                topic=topics.get(held.id, ""),
                meanings=tuple(meaning for meaning in meanings if meaning is not None),
            )
        )
    return Knowledge(
        records=tuple(records),
        areas={area.id: area.name for area in snapshot.areas.values() if area.offered},
        encode=None if encode is None else _alike(encode, snapshot),
        drafts=frozenset(year for year, report in snapshot.reports.items() if "draft" in report.standing),
    )


def _alike(encode: Encode, snapshot: Snapshot) -> Encode:
    """The encoder, its vectors tuned as those of the records are."""

    def tuned(texts: list[str]) -> Vector:
        vectors = encode(texts)
        changed = snapshot.tuned(vectors)
        return vectors if changed is None else changed

    return tuned


def likenesses(vectors: Vector, records: Sequence[KnownRecord]) -> Vector:
    """How alike texts and records are: a row a text, a column a record.

    Args:
        vectors: of the texts, of length one.
        records: with meanings.

    Returns:
        The cosine with the record's title or summary, whichever is nearer; -1 without meanings.
    """
    alike = np.full((len(vectors), len(records)), -1.0, dtype=np.float32)
    for part in range(max((len(record.meanings) for record in records), default=0)):
        having = [at for at, record in enumerate(records) if len(record.meanings) > part]
        rows = np.array([records[at].meanings[part] for at in having], dtype=np.float32)
        alike[:, having] = np.maximum(alike[:, having], vectors @ rows.T)
    return alike
