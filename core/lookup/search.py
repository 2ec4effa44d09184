"""Candidates for an answer: meaning and words fused, weighed by area, kind, year, place and status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.catalogue.catalogue import Catalogue
from core.catalogue.fulltext import content_words
from core.catalogue.records import Stub
from core.catalogue.snapshot import Snapshot
from core.understanding.encoder import Vector
from core.understanding.products import products
from core.understanding.roads import find_roads
from core.understanding.word_meanings import AskedWords, word_fit

_OTHER_ROAD = -0.3  # what a record of certain roads loses when another is named
_BY_WORDS = 60  # how many full-text hits are looked at
# Records whose phrases are all compared; of 5,008 best eights none came from further down the order of average meaning.
_NEAREST = 200
# Taken from the fit of words and from how alike a record's phrases are, so that scores keep one scale; and how the fit
# goes with the meaning of whole sentences, for a query whose words aren't known. From the questions that the weights
# were fitted to.
_WORDS_TYPICAL, _ALIKE_TYPICAL = 0.196, 0.6
_WORDS_RISE, _WORDS_BASE = 0.752, 0.389
_YEARS_BACK = 8  # a report this much older than the newest has no advantage of being new


@dataclass(frozen=True)
class Weights:
    """What each sign of a fit is worth, on the scale of the cosine of two sentences (0 to 1).

    The values come from measurement on the project's own question sets (``docs/architecture.md`` says how).
    """

    closest_two: float = 0.335
    all_phrases: float = 0.535
    alike: float = -0.395
    summary: float = 0.076
    each_word: float = 0.526
    words: float = 0.099
    area: float = 0.046
    year_hit: float = 0.049
    year_miss: float = -0.1
    year_need: float = -0.079
    place_hit: float = 0.055
    place_need: float = 0.02
    newest: float = 0.037
    ended: float = -0.039
    gives: float = 0.062


WEIGHTS = Weights()


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Attributes:
        text: the question, with what the thread adds.
        vector: its meaning; None without the encoder.
        areas: how likely each service area is (0 to 1).
        years: report years asked for; empty for any.
        places: names in the question, lower case.
        wants: what the answer should hold: ``money``, ``number``, ``share`` (see `core.understanding.question`).
        kind: ``need`` or ``initiative`` to look for these alone.
        strict: whether other years than those asked for are left out.
        within: a service area to look in alone; empty for all.
        words: the meanings of its words, in the catalogue's frame; None when they aren't known.
    """

    text: str
    vector: Vector | None = None
    areas: Mapping[str, float] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    wants: frozenset[str] = frozenset()
    kind: str = ""
    strict: bool = False
    within: str = ""
    words: AskedWords | None = None


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
    words = np.zeros(len(snapshot.stubs), dtype=np.float32)
    hits = [hit for hit in catalogue.by_words(content_words(query.text), _BY_WORDS) if hit[0] in snapshot.position]
    for record, value in hits:
        words[snapshot.position[record]] = value / hits[0][1]
    looked_at = _looked_at(snapshot, query, words)
    closest, score = _meaning(snapshot, query, looked_at)
    # Without meaning, words must carry the whole weight.
    by_words_alone = query.vector is None or not len(snapshot.vectors)
    score = score + (1.0 if by_words_alone else WEIGHTS.words) * words[looked_at]
    best = np.argsort(-score)[: max(limit * 12, 100)]
    chosen = looked_at[best]
    value = score[best] + _signs(snapshot, query, chosen)
    # Of equals the first by name, so that the same question gets the same answer.
    order = sorted(range(len(chosen)), key=lambda at: (-value[at], snapshot.stubs[chosen[at]].id))[:limit]
    return [
        Candidate(snapshot.stubs[chosen[at]], float(value[at]), float(closest[best[at]]), float(words[chosen[at]]))
        for at in order
        if value[at] > 0
    ]


def _looked_at(snapshot: Snapshot, query: Query, words: Vector) -> Any:
    """Positions of the records worth a closer look: those near in average meaning, and those found by words."""
    allowed = _allowed(snapshot, query)
    if query.vector is None or not len(snapshot.vectors):
        return np.flatnonzero(allowed & (words > 0))
    far = snapshot.averages @ -query.vector
    far[~allowed] = np.inf
    chosen = words > 0
    chosen[np.argpartition(far, min(_NEAREST, len(far) - 1))[:_NEAREST]] = True
    return np.flatnonzero(allowed & chosen)


def _meaning(snapshot: Snapshot, query: Query, looked_at: Any) -> tuple[Vector, Vector]:
    """For some records, the cosine of the closest phrase, and a blend of that with the other phrases and the words.

    One phrase that happens to come close says less than several that do, so the closest two, all of them and the
    summary have their say; and so have single words. Of a record whose phrases are much alike all come near together,
    which would count for more than it says.
    """
    vector = query.vector
    if vector is None or not len(snapshot.vectors) or not len(looked_at):
        nothing = np.zeros(len(looked_at), dtype=np.float32)
        return nothing, nothing
    counts = snapshot.counts[looked_at]
    ends = np.cumsum(counts)
    starts = ends - counts
    rows = np.repeat(snapshot.starts[looked_at] - starts, counts) + np.arange(ends[-1])
    cosines = products(snapshot.vectors, rows, vector)
    closest: Vector = np.maximum.reduceat(cosines, starts)
    others = np.where(cosines == np.repeat(closest, counts), -1.0, cosines)
    second = np.where(counts > 1, np.maximum.reduceat(others, starts), closest)
    summaries = cosines[starts + snapshot.summaries[looked_at] - snapshot.starts[looked_at]]
    blend = (
        WEIGHTS.closest_two * (closest + second) / 2
        + WEIGHTS.all_phrases * (snapshot.averages[looked_at] @ vector)
        + WEIGHTS.alike * (snapshot.alike[looked_at] - _ALIKE_TYPICAL)
        + WEIGHTS.summary * summaries
    )
    if query.words is None or not len(snapshot.words):
        fit: Vector = _WORDS_RISE * blend + _WORDS_BASE
    else:
        fit = word_fit(query.words, snapshot.words, snapshot.word_starts[looked_at], snapshot.word_counts[looked_at])
    return closest, blend + WEIGHTS.each_word * (fit - _WORDS_TYPICAL)


def _allowed(snapshot: Snapshot, query: Query) -> Any:
    """Which records the query's kind and years leave in."""
    if not (query.kind or query.strict or query.within):
        return np.ones(len(snapshot.stubs), dtype=bool)
    columns = snapshot.columns
    allowed = np.ones(len(snapshot.stubs), dtype=bool)
    if query.kind:
        allowed &= columns.kinds == query.kind
    if query.within:
        allowed &= columns.areas.get(query.within, False)
    if query.strict and query.years:
        allowed &= np.isin(columns.years, query.years)
    return allowed


def _signs(snapshot: Snapshot, query: Query, chosen: Any) -> Any:
    """What the signs besides meaning and words are worth for some records, by their positions."""
    columns, newest = snapshot.columns, max(snapshot.reports, default=0)
    needs, years = columns.kinds[chosen] == "need", columns.years[chosen]
    likeliest = np.zeros(len(chosen))
    for area, odds in query.areas.items():
        if area in columns.areas:
            np.maximum(likeliest, odds * columns.areas[area][chosen], out=likeliest)
    value = WEIGHTS.area * likeliest
    if query.years:
        of_year = np.where(np.isin(years, query.years), WEIGHTS.year_hit, WEIGHTS.year_miss)
        value += np.where(needs, WEIGHTS.year_need, of_year)
    else:
        value += np.where(needs, 0.0, WEIGHTS.newest * np.maximum(0.0, 1 - (newest - years) / _YEARS_BACK))
    if query.places:
        named = _any(snapshot, chosen, lambda stub: not set(stub.places).isdisjoint(query.places))
        value += np.where(named, np.where(needs, WEIGHTS.place_need, WEIGHTS.place_hit), 0.0)
    if roads := find_roads(query.text):
        value += _OTHER_ROAD * _any(snapshot, chosen, lambda stub: bool(stub.roads) and roads.isdisjoint(stub.roads))
    gives = [columns.gives[wanted][chosen] for wanted in query.wants if wanted in columns.gives]
    if gives:
        value += WEIGHTS.gives * np.logical_or.reduce(gives)
    return value + WEIGHTS.ended * columns.ended[chosen]


def _any(snapshot: Snapshot, chosen: Any, is_so: Callable[[Stub], bool]) -> Any:
    return np.array([is_so(snapshot.stubs[at]) for at in chosen], dtype=bool)
