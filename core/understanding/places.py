"""Places: which district a name, an outcode or a postcode lies in, and whether the message needs asking back."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.catalogue.schema import Place
from core.settings import DATA
from core.understanding.text import lowered, word_set

OUTSIDE = "outside Leicestershire and Rutland"
# The last two letters of a postcode are never C, I, K, M, O or V: that rules out "5pm" and "5kg".
_POSTCODE = re.compile(
    r"(?<![a-z0-9])(?P<area>[a-z]{1,2})(?P<gap> ?)(?P<sector>\d[a-z\d]?)"
    r"(?P<dash>[\s-]{0,3})(?P<unit>\d[abd-hjlnp-uw-z]{2})(?![a-z0-9])"
)
_OUTCODE = re.compile(r"(?<![a-z0-9£])(?:le ?|cv|de|ng|b|pe|nn)\d{1,2}(?![a-z0-9])")
_AREAS = word_set(
    """
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g
    gl gu ha hd hg hp hr hs hu hx ig im ip iv ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox
    pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf
    wn wr ws wv yo ze
    """
)
_OWN_OUTCODE = re.compile(r"(?<![a-z0-9£])le ?\d{1,2}(?![a-z0-9])")
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|&")
_SENTENCE_ENDS = re.compile(r"[.?!;]")
_ON_OR_IN = re.compile(r"\b(on|upon|in)(?: the)?\b")

# A name that is also an ordinary word counts as a place only after one of these ...
_BEFORE_A_PLACE = word_set("in at near nr around round outside through live living")
# ... or after these, if it is about a way there or what lies there ...
_ON_THE_WAY = word_set("to from between and")
_JOURNEY = word_set(
    "bus buses train drive driving travel travelling get go going cycle cycling route walk walking moved move moving"
)
_PART_OF = word_set(
    "village parish town residents resident people north south east west edge side centre middle outskirts"
)
# ... or before these ...
_AFTER_A_PLACE = word_set("village parish leics leicestershire rutland")
# ... or with nothing beside it but these.
_BESIDE_A_PLACE = word_set(
    "please thanks its is it i im we my our the in at near live area here am are ok oh so and leics "
    "leicestershire rutland village"
)
_TITLES = word_set("mr mrs ms miss dr doctor cllr councillor sir lady rev reverend")
# A misspelt name stands by itself only after or before these too.
_BEFORE_A_SLIP = word_set("to from of by for between and")
_AFTER_A_SLIP = word_set(
    "library tip town council college area station market bin bins leisure park high school schools road street centre"
)
# "Melton Road" lies anywhere but in Melton; "Melton street lights" are there.
_STREETS = word_set("road rd street lane ln avenue ave crescent terrace grove drive close")
_NO_STREET = {
    "street": word_set(
        "light lights lighting lamp lamps cleaning cleaner cleaners sweeping sweeper parking party parties trading"
    ),
    "road": word_set(
        "work works closure closures safety gritting tax users network conditions casualties deaths sweeper"
    ),
    "close": word_set("to by down enough at for on in the early"),
    "drive": word_set("to from"),
}
# Where people go rather than live, and who only bears the name.
_NAMED_AFTER = word_set("royal infirmary hospital tigers")
_NO_PLACE_AFTER = word_set("club clubs union league team teams pitch pitches match pipe pipes ban county")

_LEAST_LETTERS = 7
_LONG_WORD = 10


@dataclass(frozen=True)
class PlaceFound:
    """A place in a message.

    Attributes:
        name: its usual name, or the postcode.
        kind: district, town, village, parish, outcode, postcode or outside.
        districts: where it can lie; one when it is certain.
        typed: as typed.
        start: position of its first letter in the message.
    """

    name: str
    kind: str
    districts: tuple[str, ...]
    typed: str = field(default="", compare=False)
    start: int = field(default=0, compare=False)

    @property
    def end(self) -> int:
        """Position after its last letter."""
        return self.start + len(self.typed)

    @property
    def district(self) -> str | None:
        """The district when there is just one."""
        return self.districts[0] if len(self.districts) == 1 else None

    @property
    def is_outside(self) -> bool:
        """Whether it surely lies outside the county."""
        return self.districts == (OUTSIDE,)

    @property
    def words(self) -> frozenset[str]:
        """Its words in lower case, of its usual name and as typed."""
        text = lowered(f"{self.name} {self.typed}")
        return frozenset([*text.split(), *_WORD.findall(text), *_WORD.findall(text.replace("'", ""))])


def typed_codes(message: str) -> list[tuple[int, int]]:
    """Where postcodes, and outcodes of the county's own area, stand in a message.

    Their form tells, whether or not there is such a one, so that this needs no list of them.

    Args:
        message: as typed.

    Returns:
        Start and end of each, in their order.
    """
    text = lowered(message)
    found = [
        match.span()
        for match in _POSTCODE.finditer(text)
        if match["area"] in _AREAS
        and (not match["gap"] or match["area"] == "le")
        and not _ORDINAL.fullmatch(match["unit"])
    ]
    for match in _OWN_OUTCODE.finditer(text):
        if not any(start <= match.start() < end for start, end in found):
            found.append(match.span())
    return sorted(found)


class _Name(NamedTuple):
    """What is known of a name: how it is usually written, its kind, and where it can lie."""

    name: str
    kind: str
    districts: tuple[str, ...]


class _Word(NamedTuple):
    """A word of a message: as looked up, also without its 's, where it stands, and whether mending it was a guess."""

    plain: str
    owner: str
    start: int
    end: int
    is_doubtful: bool = False


class Gazetteer:
    """Finds places in messages.

    Args:
        places: names, outcodes and postcodes with districts; gone through once and not kept.
        common: names that are ordinary words as well ("hose", "wing"), in lower case.
        spellings: other ways to write a name, each with that name; passed over where the name isn't among the places.
        is_ordinary: tells ordinary words, which are never taken for a misspelt name; without it none is looked for.
    """

    def __init__(
        self,
        places: Iterable[Place],
        common: frozenset[str] = frozenset(),
        spellings: Mapping[str, str] | None = None,
        is_ordinary: Callable[[str], bool] | None = None,
    ) -> None:
        self._common = frozenset(_key(name) for name in common)
        self._is_ordinary = is_ordinary
        self._outcodes: dict[str, tuple[str, ...]] = {}
        self._units: dict[str, list[tuple[str, str, str]]] = {}
        self._names: dict[str, _Name] = {}
        self._read(places)
        for key, name in list(self._names.items()):
            for variant in _variants(key):
                self._names.setdefault(variant, name)
        self._alike = self._words_by_letter()
        self._mend = lru_cache(maxsize=4096)(self._usual_spelling)
        for spelling, usual in (spellings or {}).items():
            target = self._names.get(_key(usual))
            if target is not None:
                self._names[_key(spelling)] = target
        # For each first word, how many words the longest name has that begins so.
        self._longest: dict[str, int] = {}
        for key in self._names:
            words = key.split()
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def _read(self, places: Iterable[Place]) -> None:
        names: dict[str, list[Place]] = defaultdict(list)
        outcodes: dict[str, list[str]] = defaultdict(list)
        units: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for place in places:
            if place.kind == "postcode":
                outcode, unit = place.name.lower().split()
                units[outcode][place.district, place.confidence].append(unit)
            elif place.kind == "outcode":
                outcodes[place.name.lower()].append(place.district)
            elif key := _key(place.name):
                names[key].append(place)
        self._names = {key: _known(rows) for key, rows in names.items()}
        self._outcodes = {outcode: tuple(dict.fromkeys(districts)) for outcode, districts in outcodes.items()}
        # Tens of thousands of postcodes take little room as one text a district and outcode: "1aa1ab1ad". A unit begins
        # with the only digit in it, so that it can't be found across two others.
        self._units = {
            outcode: [(district, confidence, "".join(held)) for (district, confidence), held in by_district.items()]
            for outcode, by_district in units.items()
        }

    def _words_by_letter(self) -> dict[str, tuple[str, ...]]:
        """The words that a misspelt one may be meant for, by first letter."""
        if self._is_ordinary is None:
            return {}
        alike: dict[str, set[str]] = defaultdict(set)
        for key in self._names:
            for word in key.split():
                if len(word) < _LEAST_LETTERS or not word.isalpha() or word in self._common:
                    continue
                if word in self._names or not self._is_ordinary(word):
                    alike[word[0]].add(word)
        return {letter: tuple(sorted(words)) for letter, words in alike.items()}

    def find(self, message: str) -> list[PlaceFound]:
        """Find the places in a message.

        Args:
            message: as typed.

        Returns:
            The places in the order typed; of overlapping names the longest.
        """
        text = lowered(message)
        found = []
        for match in _POSTCODE.finditer(text):
            if self._is_postcode(match):
                place = self._postcode(match["area"] + match["sector"], match["unit"])
                found.append((match.start(), match.end(), place))
        for start, end, _ in found:
            text = text[:start] + "|" * (end - start) + text[end:]
        for match in _OUTCODE.finditer(text):
            outcode = match.group().replace(" ", "")
            if outcode in self._outcodes:
                found.append((match.start(), match.end(), _Name(outcode.upper(), "outcode", self._outcodes[outcode])))
        found += self._in_words(text)
        return [
            PlaceFound(place.name, place.kind, place.districts, message[start:end], start)
            for start, end, place in sorted(found, key=lambda span: span[0])
        ]

    def _is_postcode(self, match: re.Match[str]) -> bool:
        """Whether it is a postcode and not a road with an ordinal after it ("the a6 2nd time")."""
        if match["area"] not in _AREAS or (match["gap"] and match["area"] != "le"):
            return False
        apart = match["dash"] and _ORDINAL.fullmatch(match["unit"])
        return not apart or match["area"] + match["sector"] in self._outcodes

    def _postcode(self, outcode: str, unit: str) -> _Name:
        name = f"{outcode} {unit}".upper()
        rows = ((district, confidence) for district, confidence, held in self._units.get(outcode, ()) if unit in held)
        district, confidence = next(rows, ("", ""))
        if district and confidence != "low":
            return _Name(name, "postcode", (district,))
        districts = self._outcodes.get(outcode, ()) or (OUTSIDE,)
        if district and district not in districts:
            districts = (district, *districts)
        return _Name(name, "postcode", districts)

    def _in_words(self, text: str) -> list[tuple[int, int, _Name]]:
        words = [self._word(match) for match in _WORD.finditer(text)]
        found = []
        index = 0
        while index < len(words):
            most = max(self._longest.get(words[index].plain, 0), self._longest.get(words[index].owner, 0))
            for length in range(min(most, len(words) - index), 0, -1):
                held = self._at(words[index : index + length], text)
                if held is not None and self._is_meant(held[0], words, index, length, text):
                    found.append((words[index].start, held[1], self._names[held[0]]))
                    index += length - 1
                    break
            index += 1
        return found

    def _word(self, match: re.Match[str]) -> _Word:
        typed = match.group()
        plain = "and" if typed == "&" else typed.replace("'", "")
        owner = typed[:-2].replace("'", "") if typed.endswith("'s") else plain
        if self._alike and len(owner) >= _LEAST_LETTERS - 1 and not self._longest.keys() & {plain, owner}:
            mended, is_doubtful = self._mend(owner)
            return _Word(mended, mended, match.start(), match.end(), is_doubtful)
        return _Word(plain, owner, match.start(), match.end())

    def _usual_spelling(self, word: str) -> tuple[str, bool]:
        """The word of a name that a misspelt word is meant for, else the word itself; whether it may be something else.

        One letter may be wrong, missing, doubled or swapped with the next; two in a long word; never the first.
        """
        best: list[str] = []
        distance = 3
        for other in self._alike.get(word[0], ()):
            slips = 2 if len(other) >= _LONG_WORD else 1
            apart = OSA.distance(word, other, score_cutoff=slips)
            if apart <= min(slips, distance):
                best = [other] if apart < distance else [*best, other]
                distance = apart
        if len(best) != 1 or not word.isalpha() or self._is_ordinary is None or self._is_ordinary(word):
            return word, False
        return best[0], distance > 1 or len(best[0]) < _LONG_WORD

    def _at(self, words: list[_Word], text: str) -> tuple[str, int] | None:
        """The name that these words make, with the position after it."""
        last = words[-1]
        key = " ".join(word.plain for word in words)
        end = last.end
        if key not in self._names:
            if last.owner == last.plain:
                return None
            key = " ".join([*(word.plain for word in words[:-1]), last.owner])
            end = last.end - len("'s")
            if key not in self._names:
                return None
        if len(words) > 1 and _SENTENCE_ENDS.search(text[words[0].start : last.start]):
            return None
        return key, end

    def _is_meant(self, name: str, words: list[_Word], index: int, length: int, text: str) -> bool:
        before = words[index - 1].plain if index else ""
        after, then = ([word.plain for word in words[index + length : index + length + 2]] + ["", ""])[:2]
        if before in _TITLES or after in _NAMED_AFTER:
            return False
        if after in _STREETS and then not in _NO_STREET.get(after, ()):
            return False
        if after == "st" and (not then or text[words[index + length].end] != " "):
            return False
        is_slip = length == 1 and words[index].is_doubtful
        if name not in self._common and not is_slip:
            return True
        if after in _NO_PLACE_AFTER:
            return False
        return (
            (is_slip and (before in _BEFORE_A_SLIP or before in _STREETS or after in _AFTER_A_SLIP))
            or before in _BEFORE_A_PLACE
            or after in _AFTER_A_PLACE
            or (before in _ON_THE_WAY and any(word.plain in _JOURNEY for word in words))
            or (before == "of" and index > 1 and words[index - 2].plain in _PART_OF)
            or (before in _STREETS and "," in text[words[index - 1].end : words[index].start])
            or all(word.plain in _BESIDE_A_PLACE for word in (*words[:index], *words[index + length :]))
        )


def gazetteer_over(places: Iterable[Place], folder: Path = DATA / "places") -> Gazetteer:
    """A gazetteer over these places that knows ordinary words and other spellings.

    Args:
        places: names, outcodes and postcodes.
        folder: with ``common_words.txt`` and ``spellings.csv``.

    Returns:
        The gazetteer.
    """
    lines = (folder / "common_words.txt").read_text("utf-8").splitlines()
    common = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    spellings = {row["spelling"]: row["name"] for row in _rows(folder / "spellings.csv")}
    return Gazetteer(places, common, spellings, is_ordinary_word)


def read_names(folder: Path = DATA / "places") -> Iterator[Place]:
    """Read the names and outcodes from the content files, without the postcodes.

    Args:
        folder: with ``places.csv`` and ``outside.csv``.

    Yields:
        Places, unchecked: loading the catalogue has checked them.
    """
    for table in ("places.csv", "outside.csv"):
        for row in _rows(folder / table):
            yield Place.construct(None, **row)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _ordinary_words() -> str:
    # One text of words a line: a set of them would take twenty times the room, and a word is looked for only once it is
    # all but the same as a name.
    return "\n" + (DATA / "encoder" / "vocab.txt").read_text("utf-8").strip() + "\n"


def is_ordinary_word(word: str) -> bool:
    """Whether a word in lower case is an ordinary one, or a well-known name, by the sentence encoder's vocabulary."""
    return f"\n{word}\n" in _ordinary_words()


def _key(name: str) -> str:
    """A name as it is looked up: words in lower case, without apostrophes."""
    return " ".join("and" if word == "&" else word.replace("'", "") for word in _WORD.findall(lowered(name)))


def _variants(key: str) -> Iterator[str]:
    """Other ways to type a name that mean the same: "upon" for "on", without "the", all in one word."""
    pieces = _ON_OR_IN.split(key)
    if len(pieces) > 1:
        choices = [("in", "in the") if word == "in" else ("on", "upon", "on the", "upon the") for word in pieces[1::2]]
        for chosen in product(*choices):
            yield "".join(piece + word for piece, word in zip(pieces[::2], (*chosen, ""), strict=True))
    elif " " in key and len(key) > _LONG_WORD:
        yield key.replace(" ", "")


def _known(rows: list[Place]) -> _Name:
    """What the rows of one name tell together. A name that is a district's and a village's means the district."""
    sure = [row for row in rows if row.confidence == "high"] or rows
    kinds = [row.kind for row in rows]
    kind = "district" if "district" in kinds else kinds[0]
    return _Name(sure[0].name.replace("&", "and"), kind, tuple(dict.fromkeys(row.district for row in rows)))
