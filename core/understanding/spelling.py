"""Words as they are meant: dialect, short forms, missing apostrophes and slips brought to one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_DROPPED = re.compile("['’‘ʼ`´\u200b-\u200d\ufeff\u00ad]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "heeelp"
_NOT_A_WORD = re.compile(r"[\W_]+")
_SHORTEST_SLIP = 5  # letters; one letter more or less makes another word of a shorter one


def normalise(message: str) -> str:
    """Bring a message into plain words.

    Args:
        message: as typed.

    Returns:
        Lower-case words parted by single spaces; "Can't" has become "cant", and "heeelp" "help".
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", message).lower())
    return _DRAWN_OUT.sub(r"\1", _NOT_A_WORD.sub(" ", text)).strip()


@dataclass(frozen=True)
class Speller:
    """Brings words to one spelling.

    Attributes:
        same: by variant, one word or several, the word that it stands for.
        slips: by a word of `guessed`, or such a word less one letter, that word.
        right: words that look like a slip and are none.
        ends_in_in: words that do not lack a "g" at their end.
    """

    same: Mapping[str, str]
    slips: Mapping[str, str]
    right: frozenset[str]
    ends_in_in: frozenset[str]

    def spell(self, words: str) -> str:
        """Bring every word of a normalised message to its one spelling."""
        given = words.split()
        spelt = []
        at = 0
        while at < len(given):
            for length in (3, 2, 1):
                variant = " ".join(given[at : at + length])
                if variant in self.same:
                    spelt.append(self.same[variant])
                    break
            else:
                spelt.append(self._guess(variant))
            at += length
        return " ".join(spelt)

    def _guess(self, word: str) -> str:
        if len(word) < _SHORTEST_SLIP or word in self.right or not word.isalpha():
            return word
        if word.endswith("in") and word not in self.ends_in_in:
            word += "g"
        for less in (word, *_less_a_letter(word)):
            meant = self.slips.get(less)
            if meant and meant[0] == word[0] and _is_slip(word, meant):
                return meant
        return word


def make_speller(
    same: Mapping[str, Iterable[str]], guessed: Iterable[str], right: Iterable[str], ends_in_in: Iterable[str]
) -> Speller:
    """Make a speller.

    Args:
        same: by word, what is written for it: each one to three words.
        guessed: words to be recognised with one letter wrong, missing, added or swapped.
        right: words that are not to be taken for one of those.
        ends_in_in: words of five letters or more whose end is not "ing" without its "g".
    """
    variants = {normalise(variant): word for word, written in same.items() for variant in written}
    guessed = list(guessed)
    slips = {less: word for word in guessed for less in _less_a_letter(word)}
    slips.update({word: word for word in guessed})
    return Speller(variants, slips, frozenset(right), frozenset(ends_in_in))


def _less_a_letter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ in one letter wrong, missing or added, or in two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
