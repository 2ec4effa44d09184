"""Products of chosen rows of a large table with vectors, a few rows at a time.

Copies of all chosen rows at once are so large that the memory for them comes from the system and goes back to it with
every question, which took a third of the time of a look-up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.understanding.encoder import Vector

_AT_ONCE = 64 * 1024  # numbers, as many as stay in the processor's own memory


def products(table: NDArray[Any], rows: NDArray[Any], vectors: Vector) -> Vector:
    """Multiply some rows of a table with a vector, or with several.

    Args:
        table: a row of numbers of any kind for each entry.
        rows: which of them.
        vectors: of the length of a row; several as columns.

    Returns:
        A product for each of the rows, or a row of them.
    """
    made: Vector = np.empty((len(rows), *vectors.shape[1:]), dtype=np.float32)
    step = max(1, _AT_ONCE // table.shape[1])
    for start in range(0, len(rows), step):
        some = table[rows[start : start + step]].astype(np.float32, copy=False)
        np.dot(some, vectors, out=made[start : start + step])
    return made
