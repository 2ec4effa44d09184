"""Which service area an item belongs to, learnt from the records of earlier reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from core.importing.known import Encode, Knowledge, KnownRecord, likenesses
from core.importing.splitting import Item
from core.understanding.encoder import Vector

Shares = NDArray[np.float64]
_NEAREST = 15
_SHARPNESS = 12.0  # how much more a nearer record counts
_ALSO_SHARE = 0.3
_RECORDS_WEIGHT, _SECTION_WEIGHT, _NEIGHBOURS_WEIGHT = 0.5, 0.3, 0.8
_ENOUGH = 4  # items of a section that tell what it is about
_FLATTEN = 0.5  # several judges of one text say the same twice; their product is too sure of itself
_LEAST_SHARE = 0.15
_LEAST = 1e-4


@dataclass(frozen=True)
class AreaGuess:
    """What area an item may belong to.

    Attributes:
        area: the likeliest.
        certainty: from 0 to 1.
        others: further ones that are likely, with their certainty.
    """

    area: str
    certainty: float
    others: tuple[tuple[str, float], ...] = ()


class AreaGuesser:
    """Learns from records and judges items.

    Args:
        knowledge: with records of at least one area.

    Raises:
        ValueError: there is no record.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        if not knowledge.records:
            raise ValueError("the catalogue holds no record to learn service areas from")
        self._records = knowledge.records
        self._areas = sorted({record.area for record in self._records})
        self._place = {area: place for place, area in enumerate(self._areas)}
        self._encode = knowledge.encode if knowledge.has_meanings else None
        self._by_words = _WordJudge([record.text for record in self._records], self._targets(), len(self._areas))
        if self._encode is not None:
            self._learn_meanings(self._encode)

    def _targets(self) -> list[int]:
        return [self._place[record.area] for record in self._records]

    def _learn_meanings(self, encode: Encode) -> None:
        rows = [(meaning, self._place[record.area]) for record in self._records for meaning in record.meanings]
        self._by_meaning = _Judge(np.array([row for row, _ in rows]), [place for _, place in rows], len(self._areas))
        sections = sorted({record.section for record in self._records})
        vectors = dict(zip(sections, encode(sections), strict=True))
        rows = [(vectors[record.section], self._place[record.area]) for record in self._records]
        self._by_section = _Judge(
            np.array([row for row, _ in rows]), [place for _, place in rows], len(self._areas), strength=3, even=False
        )

    def guess(self, items: Sequence[Item], vectors: Vector | None) -> list[AreaGuess]:
        """Judge items, each by its own words and by its neighbours under the same heading.

        Args:
            items: of one report.
            vectors: their meanings, or None.

        Returns:
            A guess for each.
        """
        if not items:
            return []
        logs = np.log(self._by_words.shares([text_of(item) for item in items]) + _LEAST)
        if self._encode is not None and vectors is not None:
            sections = self._encode([": ".join(item.sections) for item in items])
            logs += np.log(self._by_meaning.shares(vectors) + _LEAST)
            logs += _RECORDS_WEIGHT * np.log(self._nearest(vectors) + _LEAST)
            logs += _SECTION_WEIGHT * np.log(self._by_section.shares(sections) + _LEAST)
        shares = _with_neighbours(_normal(logs), items)
        return [self._told(row) for row in _normal(_FLATTEN * np.log(shares + _LEAST))]

    def _nearest(self, vectors: Vector) -> Shares:
        """The areas of the nearest records, the nearer the more."""
        shares = np.zeros((len(vectors), len(self._areas)))
        for at, row in enumerate(likenesses(vectors, self._records)):
            nearest = np.argsort(-row)[:_NEAREST]
            for near in nearest:
                weight = float(np.exp(_SHARPNESS * (row[near] - row[nearest[0]])))
                self._count(shares[at], self._records[near], weight)
        total: Shares = shares / shares.sum(axis=1, keepdims=True)
        return total

    def _count(self, shares: Shares, record: KnownRecord, weight: float) -> None:
        shares[self._place[record.area]] += weight
        for area in record.also:
            if area in self._place:
                shares[self._place[area]] += _ALSO_SHARE * weight

    def _told(self, row: Shares) -> AreaGuess:
        order = [int(place) for place in np.argsort(-row)]
        others = [(self._areas[place], float(row[place])) for place in order[1:3] if row[place] >= _LEAST_SHARE]
        return AreaGuess(self._areas[order[0]], float(row[order[0]]), tuple(others))


class _Judge:
    """A linear classifier that gives every class a share, also where there is but one to learn from."""

    def __init__(self, rows: Any, targets: list[int], classes: int, strength: float = 5, even: bool = True) -> None:
        # Over many words one class against the rest is learnt in a tenth of the time, and no worse.
        solver = "lbfgs" if isinstance(rows, np.ndarray) else "liblinear"
        self._classes = classes
        self._only = targets[0] if len(set(targets)) == 1 else None
        self._model = LogisticRegression(
            C=strength, max_iter=500, class_weight="balanced" if even else None, solver=solver, random_state=0
        )
        if self._only is None:
            self._model.fit(rows, targets)

    def shares(self, rows: Any) -> Shares:
        shares: Shares = np.zeros((rows.shape[0], self._classes))
        if self._only is not None:
            shares[:, self._only] = 1
        else:
            shares[:, self._model.classes_] = self._model.predict_proba(rows)
        return shares


class _WordJudge:
    """The same over words and pairs of words."""

    def __init__(self, texts: list[str], targets: list[int], classes: int) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
        self._judge = _Judge(self._words.fit_transform(texts), targets, classes, strength=10)

    def shares(self, texts: list[str]) -> Shares:
        return self._judge.shares(self._words.transform(texts))


def text_of(item: Item) -> str:
    """What an item is judged by: its name and its words."""
    return f"{item.name}. {item.text}" if item.name else item.text


def _normal(logs: Shares) -> Shares:
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    total: Shares = shares / shares.sum(axis=1, keepdims=True)
    return total


def _with_neighbours(shares: Shares, items: Sequence[Item]) -> Shares:
    """Shares that lean to what the other items under the same headings are about."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        groups[item.sections].append(at)
    leaning = np.log(shares + 1e-6)
    for group in groups.values():
        for at in group:
            others = [other for other in group if other != at]
            if not others:
                continue
            told = min(len(others) / _ENOUGH, 1)
            around = shares[others].mean(axis=0) * told + (1 - told) / shares.shape[1]
            leaning[at] += _NEIGHBOURS_WEIGHT * np.log(around + 0.02)
    return _normal(leaning)
