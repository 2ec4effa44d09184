"""Meanings of single words: which word of a record comes nearest to each word of a question.

A sentence's vector blends all its words, so one that matters can drown in those that don't. Here each word of the
question looks for its nearest in the record, by what both mean in their sentences, and the average of these counts, in
which rare words weigh more (late interaction: ColBERT, Khattab and Zaharia, 2020). By how much it helps, tells
``docs/evaluation.md``.

A record's words are kept once each, averaged over its phrases, in a few directions (the principal components of all
words, after tuning) and as bytes: 64 of them a word, some three thousand a record. A word that the encoder only knows
in pieces counts as its pieces, which also finds the misspelt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.understanding.encoder import DIMENSIONS, Reading, Vector, unit
from core.understanding.products import products
from core.understanding.tuning import Matrix

WIDTH = 64  # directions; 128 find no more
Words = NDArray[np.int8]
_PEAK = 127


@dataclass(frozen=True)
class WordFrame:
    """The directions that words are kept in.

    Attributes:
        matrix: from the encoder's numbers to `WIDTH` directions.
        centre: what all words have in common there, which tells nothing.
    """

    matrix: Matrix
    centre: Vector

    def of(self, words: Vector) -> Vector:
        """Word vectors of the encoder in this frame, each of length one."""
        return unit(words @ self.matrix - self.centre)

    def to_bytes(self) -> bytes:
        """The frame as the database keeps it."""
        return np.vstack([self.matrix, self.centre]).astype(np.float32).tobytes()

    @classmethod
    def from_bytes(cls, held: bytes) -> WordFrame:
        """The frame that `to_bytes` wrote."""
        rows = np.frombuffer(held, dtype=np.float32).reshape(DIMENSIONS + 1, WIDTH)
        return cls(rows[:-1], rows[-1])


@dataclass(frozen=True)
class AskedWords:
    """The words of a question.

    Attributes:
        vectors: a row a word in the frame; at least one.
        weights: how much each word counts; they add up to one.
    """

    vectors: Vector
    weights: Vector

    @classmethod
    def of(cls, words: Sequence[Vector], weights: Sequence[float], frame: WordFrame) -> AskedWords:
        """Words as the encoder made them, each with its pieces and the weight of each of these; at least one."""
        each = np.repeat(np.array(weights, dtype=np.float32), [len(pieces) for pieces in words])
        return cls(frame.of(np.concatenate(words)), each / each.sum())


def rarity(held_by: int, records: int) -> float:
    """How much a word counts that some records hold: the fewer they are, the more it tells (inverse frequency).

    Args:
        held_by: how many records hold it.
        records: how many there are.
    """
    return math.log(1 + max(records, 1) / (1 + held_by))


def learn_frame(words: Vector, tuning: Matrix) -> WordFrame:
    """Find the directions in which words differ most.

    Args:
        words: a row a word of the catalogue, as the encoder made it.
        tuning: of sentences; it helps words as well.

    Returns:
        The frame; with no words, the tuning's first directions.
    """
    if len(words) < 2:
        return WordFrame(tuning[:, :WIDTH].copy(), np.zeros(WIDTH, dtype=np.float32))
    tuned = words @ tuning
    middle = tuned.mean(0)
    _, directions = np.linalg.eigh(np.cov((tuned - middle).T))
    main = directions[:, ::-1][:, :WIDTH].astype(np.float32)
    return WordFrame((tuning @ main).astype(np.float32), (middle @ main).astype(np.float32))


def words_of_record(readings: Sequence[Reading]) -> Vector:
    """The words of a record's phrases, each once: the average of what it means in them."""
    held: dict[tuple[str, int], list[Vector]] = {}
    for reading in readings:
        for word, rows in reading.words.items():
            for piece, row in enumerate(rows):
                held.setdefault((word, piece), []).append(row)
    words = [np.mean(rows, axis=0) for rows in held.values()]
    return np.array(words, dtype=np.float32).reshape(len(words), DIMENSIONS)


def pressed(words: Vector) -> Words:
    """Vectors of length one as bytes."""
    made: Words = np.rint(words * _PEAK).astype(np.int8)
    return made


def word_fit(asked: AskedWords, held: Words, starts: Any, counts: Any) -> Vector:
    """How well each of some records has the words of a question.

    Args:
        asked: the question's words.
        held: words of all records, pressed, grouped by record.
        starts: where each record's words begin in `held`.
        counts: how many words each record has; zero is none that fits.

    Returns:
        For each record the weighed average over the question's words of the cosine of the nearest word, -1 to 1.
    """
    fits = np.zeros(len(counts), dtype=np.float32)
    some = np.flatnonzero(counts)
    if not len(some):
        return fits
    ends = np.cumsum(counts[some])
    firsts = ends - counts[some]
    rows = np.repeat(starts[some] - firsts, counts[some]) + np.arange(ends[-1])
    cosines = products(held, rows, asked.vectors.T / _PEAK)
    fits[some] = np.maximum.reduceat(cosines, firsts) @ asked.weights
    return fits
