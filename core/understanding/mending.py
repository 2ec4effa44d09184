"""Slips of typing in a question, mended by the words of the catalogue: "libary" is a library.

Neither meaning nor words find much by a word that is spelt as nobody spells it. One that is no word at all, but all but
the same as a common one of the catalogue, is taken for that. Dialect and names are words: they stay.

Danger and moves are told from the message as typed, with slips and spellings of their own (`spelling.py`): these need
no catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.catalogue.fulltext import is_empty_word
from core.understanding.places import is_ordinary_word

_WORD = re.compile(r"(?<!\w)[A-Za-z]+(?:['’][A-Za-z]+)?(?!\w)")
_SHORTEST = 5  # letters; one letter more or less makes another word of a shorter one
_SHORTEST_JOINED = 4  # letters of each of two words that make one
_COMMON = 2  # records that hold a word which is meant by a slip; what was typed with a slip seldom stands in two
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "in")
_LIKELY = 12
_REMEMBERED = 4_096  # words


class Mender:
    """Mends slips.

    Args:
        counts: how many records hold each word of the catalogue, in lower case.
        names: words of names, which are right however rare.
    """

    def __init__(self, counts: Mapping[str, int], names: Iterable[str] = ()) -> None:
        self._counts = counts
        self._names = frozenset(names)
        self._common = [word for word, records in counts.items() if records >= _COMMON and len(word) >= _SHORTEST]
        self._mended = lru_cache(_REMEMBERED)(self._mend)

    def mend(self, text: str) -> str:
        """A text with its slips mended, word by word; all else stays as typed."""
        return _WORD.sub(lambda word: self._mended(word[0]), text)

    def _mend(self, typed: str) -> str:
        word = typed.lower()
        if len(word) < _SHORTEST or not word.isalpha() or self._is_right(word):
            return typed
        # "Libarys" is a slip of "library", and stands in no list with its "s".
        for stem, ending in ((word, ""), (word[:-1], "s")):
            if not word.endswith(ending) or len(stem) < _SHORTEST:
                continue
            likely = process.extract(stem, self._common, scorer=OSA.distance, score_cutoff=1, limit=_LIKELY)
            # The first letter is seldom wrong; and of two that are as near, the commoner is meant.
            meant = [found for found, _, _ in likely if found[0] == stem[0]]
            if meant:
                return max(meant, key=lambda found: self._counts[found])
        return typed

    def _is_right(self, word: str) -> bool:
        if is_empty_word(word) or self._is_known(word) or self._is_joined(word):
            return True
        return any(word.endswith(ending) and self._is_known(word[: -len(ending)]) for ending in _ENDINGS)

    def _is_joined(self, word: str) -> bool:
        """Whether two words make it: "floodboards" are no floorboards."""
        splits = range(_SHORTEST_JOINED, len(word) - _SHORTEST_JOINED + 1)
        return any(self._is_known(word[:at]) and self._is_known(word[at:]) for at in splits)

    def _is_known(self, word: str) -> bool:
        return len(word) > 2 and (word in self._counts or word in self._names or is_ordinary_word(word))
