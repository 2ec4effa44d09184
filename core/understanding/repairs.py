"""What puts right what was asked before: "no, I meant", "not that one", and a grumble about the answer."""

from __future__ import annotations

import re

from core.understanding.text import lowered

_REPAIR = re.compile(
    r"(?:(?:no|sorry|but|oh|wait)[ ,.!-]+)*"
    r"(?:thats not what i (?:asked|meant|said)|not what i (?:asked|meant)|i meant?(?: to (?:say|ask))?|"
    r"sorry i? ?meant?|not (?:it|them|those|that|him|her)[ ,.]+i meant?|"
    r"i (?:was|am) asking(?: about)?|(?:sorry|no|oops)\b[^.?!]{0,40}?\bi meant?)\b[ ,.:;-]*(?:i meant?\b|but\b)?[ ,:]*"
)
# "No 2017 I meant".
_MEANT_LAST = re.compile(r"(?:(?:no|sorry|oops|oh|nah)[ ,.]+)+(?P<meant>[^.?!]{1,40}?),? i meant?\W*$")
# What is said of the answer, before what is asked: "you're just reading me a leaflet. how many houses got it".
_GRUMBLE = re.compile(
    r"(?:(?:no|sorry|but|oh|look|right)[ ,]+)*(?:(?:you|u|ur|youre|youve|ya)\b|(?:thats?|this|it)(?: is| s|s)? "
    r"(?:just |only )?(?:no|not|dont|doesnt|didnt|a|rubbish|useless)\b)[^.?!]{0,60}?\b"
    r"(?:leaflet|listening|reading|answer(?:ed|ing)?|help(?:ful|ing)?|useless|rubbish|asked|robot|repeat(?:ing)?|again)\b"
    r"[^.?!]{0,20}[.?!]+ +(?=\S+ \S+ \S+)"
)
# "Not that one, the museum", "wrong one, the library card".
_NOT_THAT = re.compile(
    r"\s*(?:(?:no|sorry|oh|wait)[ ,.!-]+)*(?:not (?:the|that|this|those|these)|wrong (?:one|thing))\b"
)


def after_repair(text: str) -> str | None:
    """What follows a lead-in such as "No, I meant", or stands before it; None without one."""
    letters = lowered(text)
    kept = [position for position, letter in enumerate(letters) if letter != "'"]
    plain = "".join(letters[position] for position in kept)
    last = _MEANT_LAST.match(plain)
    if last is not None:
        return text[kept[last.start("meant")] : kept[last.end("meant") - 1] + 1]
    lead_in = _REPAIR.match(plain) or _GRUMBLE.match(plain)
    if lead_in is None:
        return None
    return text[kept[lead_in.end()] :] if lead_in.end() < len(kept) else ""


def names_what_is_not_meant(message: str) -> bool:
    """Whether a message begins by saying what isn't meant: "not that one, the museum", "wrong one"."""
    return _NOT_THAT.match(message.lower()) is not None
