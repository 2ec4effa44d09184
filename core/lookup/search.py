"""Candidates for an answer: meaning and words fused, weighed by area, kind, year, place and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.catalogue.catalogue import Catalogue, Snapshot
from core.catalogue.fulltext import content_words
from core.catalogue.records import Stub
from core.understanding.encoder import Vector

_BY_WORDS = 60  # how many full-text hits are looked at
_YEARS_BACK = 8  # a report this much older than the newest has no advantage of being new


@dataclass(frozen=True)
class Weights:
    """What each sign of a fit is worth, on the scale of the cosine of two sentences (0 to 1).

    The values come from measurement on the project's own question sets (``docs/architecture.md`` says how).
    """

    closest: float = 0.26
    closest_two: float = 0.17
    all_phrases: float = 0.29
    summary: float = 0.27
    words: float = 0.20
    area: float = 0.07
    kind: float = 0.09
    year_hit: float = 0.20
    year_miss: float = -0.08
    year_need: float = -0.04
    place_hit: float = 0.02
    place_miss: float = -0.015
    newest: float = 0.035
    ended: float = -0.01
    gives: float = 0.055


WEIGHTS = Weights()


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Attributes:
        text: the question, with what the thread adds.
        vector: its meaning; None without the encoder.
        areas: how likely each service area is (0 to 1).
        need_odds: how likely it is that a need is asked for and not an initiative; None when nothing tells.
        years: report years asked for; empty for any.
        places: names in the question, lower case.
        wants: what the answer should hold: ``money``, ``number``, ``share`` (see `core.understanding.question`).
        kind: ``need`` or ``initiative`` to look for these alone.
        strict: whether other years than those asked for are left out.
        within: a service area to look in alone; empty for all.
    """

    text: str
    vector: Vector | None = None
    areas: Mapping[str, float] = field(default_factory=dict)
    need_odds: float | None = None
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    kind: str = ""
    strict: bool = False
    within: str = ""


@dataclass(frozen=True)
class Candidate:
    """A record that may answer.

    Attributes:
        stub: the record.
        score: how well it fits, all signs together.
        meaning: the closest phrase's cosine; 0 without the encoder.
        words: full-text score, 0 to 1, relative to the best record.
    """

    stub: Stub
    score: float
    meaning: float
    words: float


def search(catalogue: Catalogue, query: Query, limit: int = 8) -> list[Candidate]:
    """The records that fit a query best.

    Args:
        catalogue: to look in.
        query: what is looked for.
        limit: how many candidates at most.

    Returns:
        Candidates, best first; none when neither meaning nor words find anything.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = catalogue.snapshot()
    if not snapshot.stubs:
        return []
    meaning, score = _meaning(snapshot, query.vector)
    words = np.zeros(len(snapshot.stubs), dtype=np.float32)
    hits = catalogue.by_words(content_words(query.text), _BY_WORDS)
    for record, value in hits:
        if record in snapshot.position:
            words[snapshot.position[record]] = value / hits[0][1]
    score = score + WEIGHTS.words * words
    if query.vector is None:
        # Words must carry the whole weight then, and a record without a hit isn't a candidate.
        score = np.where(words > 0, words, -1.0)
    if query.kind or query.strict or query.within:
        score = np.where(_allowed(snapshot, query), score, -1.0)
    newest = max(snapshot.reports, default=0)
    chosen = np.argsort(-score)[: max(limit * 12, 100)]
    candidates = []
    for index in chosen:
        if score[index] < 0:
            break
        stub = snapshot.stubs[index]
        value = float(score[index]) + _fit(stub, query, newest)
        candidates.append(Candidate(stub, value, float(meaning[index]), float(words[index])))
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.stub.id))
    return [candidate for candidate in candidates[:limit] if candidate.score > 0]


def _meaning(snapshot: Snapshot, vector: Vector | None) -> tuple[Vector, Vector]:
    """For every record, the cosine of its closest phrase, and a blend of that with its other phrases.

    One phrase that happens to come close says less than several that do, so the closest two, all of them and the
    summary have their say as well.
    """
    if vector is None or not len(snapshot.vectors):
        nothing = np.zeros(len(snapshot.stubs), dtype=np.float32)
        return nothing, nothing
    cosines = snapshot.vectors @ vector
    starts, counts = snapshot.starts, snapshot.counts
    closest: Vector = np.maximum.reduceat(cosines, starts)
    others = np.where(cosines == np.repeat(closest, counts), -1.0, cosines)
    second = np.where(counts > 1, np.maximum.reduceat(others, starts), closest)
    blend = (
        WEIGHTS.closest * closest
        + WEIGHTS.closest_two * (closest + second) / 2
        + WEIGHTS.all_phrases * np.add.reduceat(cosines, starts) / counts
        + WEIGHTS.summary * cosines[snapshot.summaries]
    )
    return closest, blend


def _allowed(snapshot: Snapshot, query: Query) -> Any:
    """Which records the query's kind and years leave in."""
    return np.array(
        [
            (not query.kind or stub.kind == query.kind)
            and (not query.within or query.within in stub.areas)
            and (not query.strict or not query.years or stub.year in query.years)
            for stub in snapshot.stubs
        ]
    )


def _fit(stub: Stub, query: Query, newest: int) -> float:
    """What the signs besides meaning and words are worth for a record."""
    value = WEIGHTS.area * max((query.areas.get(area, 0.0) for area in stub.areas), default=0.0)
    if query.need_odds is not None:
        odds = query.need_odds if stub.kind == "need" else 1 - query.need_odds
        value += WEIGHTS.kind * odds
    if query.years:
        if stub.kind == "need":
            value += WEIGHTS.year_need
        else:
            value += WEIGHTS.year_hit if stub.year in query.years else WEIGHTS.year_miss
    elif stub.kind == "initiative":
        value += WEIGHTS.newest * max(0.0, 1 - (newest - stub.year) / _YEARS_BACK)
    if query.places and stub.places:
        value += WEIGHTS.place_hit if set(stub.places) & set(query.places) else WEIGHTS.place_miss
    if query.wants & stub.gives:
        value += WEIGHTS.gives
    if stub.status == "ended":
        value += WEIGHTS.ended
    return value
