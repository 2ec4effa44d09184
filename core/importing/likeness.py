"""What an item is like: records of earlier reports that tell of the same matter, and other items of its own report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from core.importing.areas import text_of
from core.importing.known import Knowledge, KnownRecord, likenesses
from core.importing.splitting import Item
from core.understanding.encoder import Vector

_NEAR, _NEAR_BY_WORDS = 0.45, 0.25
_TWICE, _TWICE_BY_WORDS = 0.86, 0.7
_MOST, _LOOKED_AT = 3, 12


@dataclass(frozen=True)
class SameMatter:
    """A record that may tell of the same matter.

    Attributes:
        id: of the record.
        year: of its report.
        title: of the record.
        topic: that it belongs to; empty for none.
        likeness: from 0 to 1.
    """

    id: str
    year: int
    title: str
    topic: str
    likeness: float


def same_matters(items: Sequence[Item], vectors: Vector | None, knowledge: Knowledge) -> list[list[SameMatter]]:
    """The records that each item is most like.

    Args:
        items: of one report.
        vectors: their meanings, or None to go by words.
        knowledge: the earlier records.

    Returns:
        For each item at most three records that are near enough, the nearest first; of a topic only the nearest.
    """
    records = knowledge.records
    if not items or not records:
        return [[] for _ in items]
    if vectors is not None and knowledge.has_meanings:
        alike, least = likenesses(vectors, records), _NEAR
    else:
        texts = [text_of(item) for item in items] + [record.text for record in records]
        rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
        alike, least = (rows[: len(items)] @ rows[len(items) :].T).toarray(), _NEAR_BY_WORDS
    return [_nearest(row, records, least) for row in alike]


def _nearest(row: Vector, records: Sequence[KnownRecord], least: float) -> list[SameMatter]:
    """The nearest records, of each topic but the nearest."""
    found: list[SameMatter] = []
    for at in np.argsort(-row)[:_LOOKED_AT]:
        record = records[int(at)]
        is_told = bool(record.topic) and record.topic in {one.topic for one in found}
        if row[at] >= least and not is_told and len(found) < _MOST:
            likeness = round(float(row[at]), 2)
            found.append(SameMatter(record.id, record.year, record.title, record.topic, likeness))
    return found


def repeats(items: Sequence[Item], vectors: Vector | None) -> list[int | None]:
    """Which items say what an earlier one of the report says.

    Args:
        items: of one report.
        vectors: their meanings, or None to go by words.

    Returns:
        For each item the position of the first that it repeats, or None.
    """
    if len(items) < 2:
        return [None for _ in items]
    if vectors is None:
        rows = TfidfVectorizer(sublinear_tf=True).fit_transform([text_of(item) for item in items])
        alike, least = (rows @ rows.T).toarray(), _TWICE_BY_WORDS
    else:
        alike, least = vectors @ vectors.T, _TWICE
    found: list[int | None] = []
    for at in range(len(items)):
        earlier = [other for other in range(at) if alike[at, other] >= least]
        found.append(earlier[0] if earlier else None)
    return found
