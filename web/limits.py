"""How often one session or address may ask.

The libraries for this want a newer ``packaging`` than Rasa allows, and one process needs no more than a count.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

_KEYS = 20_000  # held at most; the ones that rested longest go first


class Limiter:
    """A bucket of tokens for each key: it fills evenly, and each request takes one.

    Args:
        per_minute: requests that a key may make in a minute; as many may come at once.
        clock: seconds that only grow.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._rate = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Take a token.

        Returns:
            0 when the request may go on; else whole seconds after which it may.
        """
        now = self._clock()
        tokens, then = self._buckets.pop(key, (self._most, now))
        tokens = min(self._most, tokens + (now - then) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > _KEYS:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) / self._rate))
