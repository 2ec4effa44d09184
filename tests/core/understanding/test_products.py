"""Products of chosen rows: none, one, many; with one vector and with several."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.understanding import products as module
from core.understanding.products import products

TABLE = np.random.default_rng(7).integers(-127, 127, (50, 8)).astype(np.int8)
VECTORS = np.random.default_rng(8).normal(size=(8, 3)).astype(np.float32)


@pytest.mark.parametrize("numbers", [8, 64, 10_000], ids=["a row at a time", "some rows", "all at once"])
@pytest.mark.parametrize("rows", [[], [3], [4, 4, 49, 0], list(range(50))], ids=["none", "one", "some twice", "all"])
@pytest.mark.parametrize("vectors", [VECTORS, VECTORS[:, 0]], ids=["several", "one vector"])
def test_the_rows_asked_for_are_multiplied_in_their_order(
    monkeypatch: pytest.MonkeyPatch, numbers: int, rows: list[int], vectors: Any
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", numbers)
    chosen = np.array(rows, dtype=np.intp)
    made = products(TABLE, chosen, vectors)
    assert made.dtype == np.float32
    assert made.shape == (len(rows), *vectors.shape[1:])
    np.testing.assert_allclose(made, TABLE[chosen].astype(np.float32) @ vectors, rtol=1e-5, atol=1e-3)


def test_a_row_longer_than_what_is_taken_at_once_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    assert products(TABLE, np.arange(2), VECTORS).shape == (2, 3)


def test_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        products(TABLE, np.array([50]), VECTORS)
