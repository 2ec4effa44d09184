"""The places that an item names."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.understanding.places import Gazetteer, gazetteer_over, read_names
from core.understanding.text import lowered

FindPlaces = Callable[[str], list[str]]
_KINDS = ("district", "town", "village", "parish")
_BODY = re.compile(
    r"(?:['’]s)?,?\s+(?:(?:and|&) [A-Z]\w+ )?(?:borough |district |city |town |parish |county )*council\b",
    re.IGNORECASE,
)
# "Leicester, Leicestershire and Rutland" is as far as a partnership reaches, and no place that a resident asks for.
_WHOLE_COUNTY = re.compile(
    r"\bLeicester(?:shire)?(?:,| and|,? &) (?:Leicester(?:shire)?|Rutland)\b"
    r"(?:,? (?:and|&) (?:Leicester|Rutland)\b)?(?! City)"
)
_OTHER_NAME = re.compile(r"\s+(?:University|College|Road|Street|Lane|Hospital|Award|House|Building|Trust)\b")


def place_finder(gazetteer: Gazetteer | None = None) -> FindPlaces:
    """A function that finds the places in an item's words.

    Args:
        gazetteer: of the county; the one of the content files by default.

    Returns:
        A function from text to names, each once, in the order of the text.
    """
    names = gazetteer or gazetteer_over(read_names())

    def find(text: str) -> list[str]:
        found = []
        text = _WHOLE_COUNTY.sub(lambda match: " " * len(match.group()), text)
        for place in names.find(text):
            if place.kind not in _KINDS or place.is_outside or not place.typed[:1].isupper():
                continue
            behind = text[place.end :]
            # A council or a road is named after a place; a misspelt word isn't looked for in print.
            if _BODY.match(behind) or _OTHER_NAME.match(behind) or not _is_spelt(place.typed, place.name):
                continue
            found.append(place.name)
        return list(dict.fromkeys(found))

    return find


def _is_spelt(typed: str, name: str) -> bool:
    plain = [re.sub(r"[^a-z]", "", lowered(text).replace("&", "and")) for text in (typed, name)]
    return plain[0] == plain[1] or plain[0].removesuffix("s") == plain[1] or len(typed.split()) > 1
