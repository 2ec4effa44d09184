"""Tuning of meanings: a change of sentence vectors, learned from the catalogue's own phrases.

The encoder was trained on the language at large. Here phrases of one record are brought nearer to each other and
further from those of other records, which also helps with questions in words that no record has (by how much, tells
``docs/evaluation.md``). It is one matrix, learned in seconds when the database is built; the same phrases give the
same one.

The method is contrastive learning with a linear map (InfoNCE: van den Oord and others, 2018): each phrase must find the
average of its record's other phrases among the averages of all records.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.understanding.encoder import Vector

Matrix = NDArray[np.float32]
_ROUNDS, _BATCH, _SEED = 2, 1024, 1
_RATE = 1e-3  # how far a step goes
_SHARPNESS = 0.05  # of the choice among records: the smaller, the more a near miss counts
_HOLD = 1e-3  # how strongly the matrix is held near one that changes nothing
_FEW = 20  # records; fewer tell nothing about what sets records apart


def learn_tuning(vectors: Vector, counts: NDArray[np.int64]) -> Matrix:
    """Learn the tuning.

    Args:
        vectors: a row of length one a phrase, grouped by record.
        counts: how many rows each record has, in the order of the rows; none is zero.

    Returns:
        A square matrix that vectors are multiplied by; one that changes nothing when there are few records.
    """
    size = vectors.shape[1]
    matrix = np.eye(size, dtype=np.float32)
    if len(counts) < _FEW:
        return matrix
    of_record = np.repeat(np.arange(len(counts)), counts)
    sums: Vector = np.add.reduceat(vectors, np.cumsum([0, *counts[:-1]]))
    steps = _Steps(size)
    order = np.random.default_rng(_SEED)
    several = np.flatnonzero(counts[of_record] > 1)
    for _ in range(_ROUNDS):
        shuffled = order.permutation(several)
        for start in range(0, len(shuffled), _BATCH):
            rows = shuffled[start : start + _BATCH]
            records = of_record[rows]
            matrix = steps.next(matrix, _slope(matrix, vectors[rows], records, sums, counts))
    return matrix


def tuned(vectors: Vector, matrix: Matrix) -> Vector:
    """Vectors after tuning, of length one again; those of nothing stay as they are."""
    changed: Vector = vectors @ matrix
    lengths = np.linalg.norm(changed, axis=-1, keepdims=True)
    made: Vector = (changed / np.maximum(lengths, 1e-9)).astype(np.float32)
    return made


class _Steps:
    """Steps down a slope, each as long as the slopes before it allow (Adam: Kingma and Ba, 2015)."""

    def __init__(self, size: int) -> None:
        self._mean = np.zeros((size, size), dtype=np.float32)
        self._square = np.zeros((size, size), dtype=np.float32)
        self._taken = 0

    def next(self, matrix: Matrix, slope: Matrix) -> Matrix:
        """The matrix after one step."""
        self._taken += 1
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._square = 0.999 * self._square + 0.001 * slope * slope
        mean, square = self._mean / (1 - 0.9**self._taken), self._square / (1 - 0.999**self._taken)
        made: Matrix = (matrix - _RATE * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)
        return made


def _slope(matrix: Matrix, phrases: Vector, records: Any, sums: Vector, counts: NDArray[np.int64]) -> Matrix:
    """How the loss of some phrases changes with the matrix."""
    averages: Vector = sums / counts[:, None].astype(np.float32)
    # A phrase must not find its record by itself.
    others: Vector = (sums[records] - phrases) / (counts[records] - 1)[:, None].astype(np.float32)
    (asked, of_asked), (held, of_held), (own, of_own) = (_unit(rows @ matrix) for rows in (phrases, averages, others))
    at = np.arange(len(phrases))
    odds = asked @ held.T / _SHARPNESS
    odds[at, records] = (asked * own).sum(1) / _SHARPNESS
    odds = np.exp(odds - odds.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    odds[at, records] -= 1
    odds /= len(phrases) * _SHARPNESS
    right = odds[at, records][:, None].copy()
    odds[at, records] = 0
    slope: Matrix = (
        phrases.T @ _along(odds @ held + right * own, asked, of_asked)
        + averages.T @ _along(odds.T @ asked, held, of_held)
        + others.T @ _along(right * asked, own, of_own)
        + 2 * _HOLD * (matrix - np.eye(len(matrix), dtype=np.float32))
    )
    return slope


def _unit(rows: Vector) -> tuple[Vector, Vector]:
    """Rows at length one, and their lengths."""
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows / lengths, lengths


def _along(slopes: Vector, rows: Vector, lengths: Vector) -> Vector:
    """Slopes by rows at length one as slopes by the rows themselves."""
    made: Vector = (slopes - (slopes * rows).sum(1, keepdims=True) * rows) / lengths
    return made
