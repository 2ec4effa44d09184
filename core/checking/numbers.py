"""Numbers in a text, however they are written: "two" and 2, "£2m" and "2,000,000", "half" and 50%."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple


def _counted(words: str, first: int) -> dict[str, int]:
    return {word: value for value, word in enumerate(words.split(), first)}


_SMALL = _counted(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """,
    0,
)
_TENS = {word: 10 * tens for word, tens in _counted("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
_ORDINALS = _counted("first second third fourth fifth sixth seventh eighth ninth tenth", 1)
_PARTS = {
    "half": ("0.5", "50"),
    "halves": ("0.5", "50"),
    "halved": ("0.5", "50"),
    "quarter": ("0.25", "25"),
    "quarters": ("0.25", "25", "75"),
    "double": ("2",),
    "doubled": ("2",),
    "twice": ("2",),
    "pair": ("2",),
    "both": ("2",),
    "decade": ("10",),
    "third": ("3", "33"),
    "thirds": ("3",),
    "fourth": ("4", "25"),
    "fifth": ("5", "20"),
    "fifths": ("5",),
    "tenth": ("10",),
}
_SCALES = {
    "dozen": 12,
    "hundred": 10**2,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}
_SELDOM_COUNTS = ("one", "both", "decade", "quarter", "third", "pair", "million", "thousand", "hundred")
_LETTERS = ("k", "m", "b")
_DASHES = str.maketrans("‐‑‒–—−\u00a0", "------ ")
_SCALE = rf"(?:[ -]?(?P<scale>{'|'.join(sorted(_SCALES, key=len)[::-1])})(?![a-z]))?"
_DIGITS = re.compile(rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?){_SCALE}")
_SPACED = re.compile(r"(?<![\d,.])\d{1,3}(?:,? \d{3})+(?!\d|,\d)")
_RANGE = re.compile(rf"(?P<first>\d+(?:,\d{{3}})*(?:\.\d+)?)(?= ?(?:-|to|and|or) ?£?\d[\d,.]*{_SCALE})")
_YEARS = re.compile(r"(?<!\d)20\d\d ?[/-] ?(?P<last>\d\d)(?!\d)")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT = rf"(?:(?:{_any(_TENS)})(?:[ -](?:{_any(list(_SMALL)[1:10])}))?|{_any([*_SMALL, *_ORDINALS, *_PARTS])})"
_GROUP = rf"(?:{_UNIT}(?: hundred(?: and {_UNIT})?)?|(?<!\d )hundred)"
_GREAT = "(?:dozen|thousand|million|billion)"
_COUNTED = rf"{_GROUP}(?:[ -]{_GREAT}(?:(?: and)? {_GROUP})?)?"
_WORDS = re.compile(rf"(?<![a-z])(?:half[ -]a[ -]{_GREAT}|{_COUNTED}|(?<!\d )(?<!\d-){_GREAT})(?![a-z])")


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        typed: as it stands there.
        values: all that it can be read as.
        is_word: whether it is written in words.
    """

    typed: str
    values: frozenset[Decimal]
    is_word: bool = False

    @property
    def is_small_word(self) -> bool:
        """Whether it is a word that seldom counts anything: "one of them", "first", "both"."""
        return self.is_word and (self.typed in _SELDOM_COUNTS or self.typed in _ORDINALS)


def numbers(text: str) -> list[Number]:
    """The numbers of a text.

    Args:
        text: any.

    Returns:
        Each number with the values that it can be read as: more than one where its way of writing leaves that open.
    """
    plain = text.translate(_DASHES).lower()
    others = _other_readings(plain)
    found = []
    for match in _DIGITS.finditer(plain):
        value, scale = Decimal(match["number"].replace(",", "")), match["scale"]
        read = {value * _SCALES[scale] if scale else value} | others[match.start()]
        if scale in _LETTERS and plain[match.start() - 1 : match.start()] != "£":
            read.add(value)  # "50m" of road, a "5k" run
        found.append(Number(match.group(), frozenset(read)))
    found += (Number(match.group(), _worded(match.group()), True) for match in _WORDS.finditer(plain))
    return found


def _other_readings(plain: str) -> defaultdict[int, set[Decimal]]:
    """What else the digits at a position can mean: a range shares its scale, "2022/23" its century, "1, 234" is one."""
    others: defaultdict[int, set[Decimal]] = defaultdict(set)
    for match in _RANGE.finditer(plain):
        if match["scale"]:
            others[match.start()].add(Decimal(match["first"].replace(",", "")) * _SCALES[match["scale"]])
    for match in _YEARS.finditer(plain):
        others[match.start("last")].add(Decimal("20" + match["last"]))
    for match in _SPACED.finditer(plain):
        others[match.start()].add(Decimal(re.sub("[, ]", "", match.group())))
    return others


def values(text: str) -> frozenset[Decimal]:
    """All values that the numbers of a text can be read as."""
    return frozenset(value for number in numbers(text) for value in number.values)


def _worded(typed: str) -> frozenset[Decimal]:
    """The values of a number in words: "two hundred and fifty" is 250, "first" is 1, "half" is 0.5 or 50 (per cent)."""
    words = re.split(r"[ -]", typed)
    if words[:2] == ["half", "a"]:
        return frozenset([Decimal(_SCALES[words[-1]]) / 2])
    total = group = 0
    parts: set[Decimal] = set()
    for word in words:
        if word in _PARTS:
            parts.update(Decimal(value) for value in _PARTS[word])
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
        elif word != "and":
            group += _SMALL.get(word) or _TENS.get(word) or _ORDINALS.get(word) or 0
    counted = {Decimal(total + group)} if total or group or typed == "zero" else set()
    return frozenset(counted | parts)
