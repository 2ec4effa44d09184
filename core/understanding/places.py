"""Places: which district a name, an outcode or a postcode lies in, and whether the message needs asking back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from core.catalogue.schema import Place

OUTSIDE = "outside Leicestershire and Rutland"
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_OUTCODE = re.compile(r"\b((?:le|cv|de|ng|b|pe|nn)\d{1,2})\b")
_WORD = re.compile(r"[a-z0-9&']+")
_LONGEST_NAME = 5
# A name that is also an ordinary word counts as a place only after one of these.
_BEFORE_A_PLACE = frozenset("in at near from to of by around round outside through live living".split())


@dataclass(frozen=True)
class PlaceFound:
    """A place in a message.

    Attributes:
        name: as typed, or the postcode.
        kind: district, town, village, parish, outcode, postcode or outside.
        districts: where it can lie; one when it is certain.
    """

    name: str
    kind: str
    districts: tuple[str, ...]

    @property
    def district(self) -> str | None:
        """The district when there is just one."""
        return self.districts[0] if len(self.districts) == 1 else None

    @property
    def is_outside(self) -> bool:
        """Whether it surely lies outside the county."""
        return self.districts == (OUTSIDE,)


class Gazetteer:
    """Finds places in messages.

    Args:
        places: names, outcodes and postcodes with districts.
        common: names that are ordinary words as well ("hose", "wing").
    """

    def __init__(self, places: Iterable[Place], common: frozenset[str] = frozenset()) -> None:
        self._common = common
        self._names: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        self._postcodes: dict[str, Place] = {}
        self._outcodes: dict[str, list[str]] = defaultdict(list)
        for place in places:
            if place.kind == "postcode":
                self._postcodes[place.name.lower().replace(" ", "")] = place
            elif place.kind == "outcode":
                self._outcodes[place.name.lower()].append(place.district)
            else:
                self._names[tuple(_WORD.findall(place.name.lower()))].append(place)

    def find(self, message: str) -> list[PlaceFound]:
        """Find the places in a message.

        Args:
            message: as typed.

        Returns:
            The places in the order typed; of overlapping names the longest.
        """
        text = message.lower().replace("’", "'")
        found: list[tuple[int, PlaceFound]] = []
        for match in _POSTCODE.finditer(text):
            found.append((match.start(), self._postcode(match.group(1), match.group(2))))
        without = _POSTCODE.sub(lambda match: " " * len(match.group()), text)
        for match in _OUTCODE.finditer(without):
            outcode = match.group(1)
            if outcode in self._outcodes:
                districts = tuple(dict.fromkeys(self._outcodes[outcode]))
                found.append((match.start(), PlaceFound(outcode.upper(), "outcode", districts)))
        found += self._in_words(without)
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]

    def _postcode(self, outcode: str, incode: str) -> PlaceFound:
        name = f"{outcode} {incode}".upper()
        known = self._postcodes.get(outcode + incode)
        if known is not None and known.confidence != "low":
            return PlaceFound(name, "postcode", (known.district,))
        districts = tuple(dict.fromkeys(self._outcodes.get(outcode, ()))) or (OUTSIDE,)
        if known is not None and known.district not in districts:
            districts = (known.district, *districts)
        return PlaceFound(name, "postcode", districts)

    def _in_words(self, text: str) -> list[tuple[int, PlaceFound]]:
        words = list(_WORD.finditer(text))
        found = []
        index = 0
        while index < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
                name = tuple(word.group().removesuffix("'s") for word in words[index : index + length])
                if name in self._names and self._is_meant(name, words, index):
                    found.append((words[index].start(), _found(" ".join(name), self._names[name])))
                    index += length - 1
                    break
            index += 1
        return found

    def _is_meant(self, name: tuple[str, ...], words: list[re.Match[str]], index: int) -> bool:
        if " ".join(name) not in self._common:
            return True
        return len(words) == 1 or (index > 0 and words[index - 1].group() in _BEFORE_A_PLACE)


def _found(name: str, rows: list[Place]) -> PlaceFound:
    # A name can be a district and a village; residents mean the district's council either way if both agree.
    certain = [row for row in rows if row.confidence != "low"]
    districts = tuple(dict.fromkeys(row.district for row in (certain if len({r.district for r in rows}) == 1 else rows)))
    districts = districts or tuple(dict.fromkeys(row.district for row in rows))
    kinds = [row.kind for row in rows]
    kind = "district" if "district" in kinds else kinds[0]
    return PlaceFound(_title(name), kind, districts)


def _title(name: str) -> str:
    small = {"and", "on", "the", "in", "le", "de", "la", "under", "with", "upon", "by", "cum"}
    return " ".join(word if number and word in small else word[:1].upper() + word[1:]
                    for number, word in enumerate(name.split()))
