"""Places outside the county that are only told in passing: "he's off to uni in Leeds", "I drive over from Rugby"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.understanding.places import PlaceFound

_FAR = 60  # letters before a name that are looked at
_MOVES = (
    r"mov(?:e|ed|es|ing)|relocat(?:e|ed|ing)|com(?:e|es|ing)|came|driv(?:e|es|ing)|drove|travel(?:s|led|ling)?|"
    r"transferr?(?:ed|ing)?|commut(?:e|es|ing)|bought|brought|sent|posted|delivered|visit(?:s|ing)?|"
    r"over|down|up|back|home|train|bus|coach|flight|trip"
)
_GOES = r"mov(?:e|ed|es|ing)|relocat(?:e|ed|ing)|go(?:es|ing|ne)?|went|off|away|back|train|bus|coach|flight|trip|drive"
_BUSY = (
    r"uni|university|college|student|study|studies|studying|degree|boarding|(?<!road )works?|working|worked|job|office|"
    r"shift|hospital|holiday|army|barracks|prison|grew up|brought up|used to live|lived before"
)
_BETWEEN = r"(?:[\w'’]+ ){0,3}"
_IN_PASSING = re.compile(
    rf"\b(?:(?:{_MOVES}) {_BETWEEN}from|(?:{_GOES}) {_BETWEEN}to|(?:{_BUSY}) {_BETWEEN}(?:in|at|near|to|round)|"
    r"(?:like|than|as) (?:they (?:do|have|did) )?in)(?: the)? $",
    re.I,
)
# Where somebody lives who asks for a relative: "me mam can't drag the bin out, and I live in Derby".
_I_LIVE = re.compile(
    r"\b(?:i|we)(?:['’]?m|['’]?re| am| are)? (?:(?:only|just|now|both|all) )?(?:live |living |based |stuck )?"
    r"(?:(?:down|up|over|miles away|away|out) )?(?:in|near|at)(?: the)? $",
    re.I,
)
_OF_RELATIVE = re.compile(
    r"\b(?:my|me|our|his|her) (?:elderly |old |poor |own |late )?"
    r"(?:mum|mam|mother|dad|father|parents?|nan|nana|gran|grandma|grandad|grandpa|aunt|auntie|uncle|sister|brother|"
    r"mother.in.law|father.in.law|in.laws|mates?|friends?)['’]?s?\b",
    re.I,
)
_LIVES_WITH_ME = re.compile(r"\b(?:lives?|living|staying|moved|moving) (?:in )?(?:with|near|next to) (?:me|us)\b", re.I)
# A birth or death belongs to the place where it happened, wherever people live.
_HAPPENED = re.compile(
    r"\b(?:born|births?|die[ds]?|deaths?|passed away|regist(?:er|ered|ering|ration|rar)|certificates?)\b", re.I
)


def without_passing(places: Sequence[PlaceFound], text: str) -> tuple[PlaceFound, ...]:
    """The places that may be where something is asked for.

    Args:
        places: found in the text.
        text: as typed.

    Returns:
        The places without those outside the county that somebody comes from, goes to, works or studies in, or lives in
        who asks for a relative. "I am from Derby" and "my aunt lives in Leeds" stay: there another council does answer.
    """
    if _HAPPENED.search(text):
        return tuple(places)
    return tuple(place for place in places if not (place.is_outside and _is_in_passing(place, text)))


def _is_in_passing(place: PlaceFound, text: str) -> bool:
    before = text[max(0, place.start - _FAR) : place.start]
    if _IN_PASSING.search(before):
        return True
    return bool(_I_LIVE.search(before) and _OF_RELATIVE.search(text) and not _LIVES_WITH_ME.search(text))
