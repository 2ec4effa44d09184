"""Tuning of meanings to the catalogue's own phrases."""

from __future__ import annotations

import numpy as np
import pytest

from core.understanding.encoder import Vector
from core.understanding.tuning import learn_tuning, tuned

SIZE, RECORDS, PHRASES = 32, 40, 6


def unit(rows: Vector) -> Vector:
    made: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return made


def phrases_of(records: int, seed: int = 3) -> Vector:
    """Phrases that tell of their record in some directions and of nothing in the others, which are louder."""
    dice = np.random.default_rng(seed)
    matter = np.repeat(dice.normal(size=(records, SIZE // 2)), PHRASES, axis=0)
    noise = 1.5 * dice.normal(size=(records * PHRASES, SIZE // 2))
    return unit(np.hstack([matter, noise]))


def found_first(vectors: Vector, records: int) -> float:
    """The share of phrases whose own record is nearest, by the average of its other phrases."""
    sums = vectors.reshape(records, PHRASES, -1).sum(1)
    hits = 0
    for at, vector in enumerate(vectors):
        averages = sums / PHRASES
        averages[at // PHRASES] = (sums[at // PHRASES] - vector) / (PHRASES - 1)
        hits += int(np.argmax(averages @ vector) == at // PHRASES)
    return hits / len(vectors)


@pytest.mark.parametrize("records", [0, 1, 19])
def test_few_records_teach_nothing(records: int) -> None:
    vectors = phrases_of(records) if records else np.zeros((0, SIZE), dtype=np.float32)
    matrix = learn_tuning(vectors, np.full(records, PHRASES))
    assert np.array_equal(matrix, np.eye(SIZE))


def test_records_of_one_phrase_teach_nothing() -> None:
    vectors = phrases_of(RECORDS)[:RECORDS]
    assert np.array_equal(learn_tuning(vectors, np.ones(RECORDS, dtype=np.int64)), np.eye(SIZE))


def test_phrases_find_their_records_better_after_tuning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.understanding.tuning._ROUNDS", 60)
    monkeypatch.setattr("core.understanding.tuning._BATCH", 64)
    vectors = phrases_of(RECORDS)
    matrix = learn_tuning(vectors, np.full(RECORDS, PHRASES))
    assert found_first(tuned(vectors, matrix), RECORDS) > found_first(vectors, RECORDS) + 0.1
    # And so do phrases that it never saw.
    others = phrases_of(RECORDS, seed=4)
    assert found_first(tuned(others, matrix), RECORDS) > found_first(others, RECORDS)


def test_the_same_phrases_give_the_same_matrix() -> None:
    vectors, counts = phrases_of(RECORDS), np.full(RECORDS, PHRASES)
    assert np.array_equal(learn_tuning(vectors, counts), learn_tuning(vectors, counts))


def test_a_tuned_vector_has_length_one_and_nothing_stays_nothing() -> None:
    matrix = np.random.default_rng(1).normal(size=(SIZE, SIZE)).astype(np.float32)
    rows = phrases_of(2)
    assert np.allclose(np.linalg.norm(tuned(rows, matrix), axis=1), 1.0, atol=1e-5)
    assert tuned(rows[0], matrix) == pytest.approx(tuned(rows, matrix)[0], abs=1e-5)
    assert not tuned(np.zeros(SIZE, dtype=np.float32), matrix).any()
