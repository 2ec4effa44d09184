"""The words of the catalogue: how many records hold each, and how much it tells of what they are about.

"Bins" stands nearly always in records of waste, "allowed" in those of any service. A message that has only words of the
second kind says nothing of its matter, however many they are: it goes on with what was said before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from core.catalogue.fulltext import content_words

# Few records tell little of how a word is spread; this many more, spread as all records are, are counted in.
_SMOOTHING = 5.0


def vocabulary_of(phrases: Sequence[Mapping[str, Any]], area_of: Mapping[str, str]) -> list[dict[str, Any]]:
    """Count words.

    Args:
        phrases: rows of the table ``phrase``; those of topics and the terms don't count.
        area_of: the service area of each record, by its id.

    Returns:
        Rows of the table ``vocabulary``, by the alphabet. ``tells`` is 0 for a word that is spread over service areas
        as the records are, and more the fewer areas hold it (the Kullback-Leibler divergence, in nats).
    """
    held: dict[str, set[str]] = {}
    for row in phrases:
        if row["kind"] != "topic" and row["part"] != "terms":
            held.setdefault(row["record"], set()).update(content_words(row["text"]))
    areas: dict[str, Counter[str]] = {}
    for record, words in held.items():
        for word in words:
            areas.setdefault(word, Counter())[area_of[record]] += 1
    spread = Counter(area_of[record] for record in held)
    shares = {area: count / len(held) for area, count in spread.items()}
    return [
        {"word": word, "records": counts.total(), "tells": _divergence(counts, shares)}
        for word, counts in sorted(areas.items())
    ]


def _divergence(counts: Counter[str], shares: Mapping[str, float]) -> float:
    records = counts.total() + _SMOOTHING
    seen = {area: (counts[area] + _SMOOTHING * share) / records for area, share in shares.items()}
    return sum(value * math.log(value / shares[area]) for area, value in seen.items())
