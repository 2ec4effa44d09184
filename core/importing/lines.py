"""What a single line looks like: a bullet, a number, a heading, furniture of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.importing.reading import Line

_ROUND_SIGNS = "•●▪■◦‣·∙○\uf0b7\uf0a7\uf02d"
_DASHES = "-–—*"
_BULLET = re.compile(rf"\s*(?P<sign>[{_ROUND_SIGNS}]|[{_DASHES}](?=\s)|o(?=\s))\s*(?P<rest>.*)")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s+(?P<rest>[A-Z‘“\"'(].*)")
_NUMBER_BEHIND = re.compile(r"\s(?P<rest>\S.*(?:[a-z0-9,’)]|[.:] ?)) (?P<number>\d{1,2})\.\s*")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*\S*(?:https?://|www\.)\S+\s*")
_CONTENTS = re.compile(r"(?P<title>.*?\S)\s*(?:\.{3,}\s*|\t\s*)\d{1,4}\s*")
_CONTENTS_HEADING = re.compile(r"(?:table of )?contents|page", re.IGNORECASE)
_BLANK_PAGE = re.compile(r"\s*this page is intentionally left blank\.?\s*", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z/][^>]*>", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;…][\s”’\"')\]\d]*$")
_OPEN = re.compile(r"(?:,|&|-|\b(?:and|or|of|the|a|an|in|to|for|with|by|on|at|from|our))$", re.IGNORECASE)
_LONGEST_HEADING = 130
_MOST_WORDS = 20
_TAIL = 80  # letters at the end that tell whether a sentence ends
_LONGEST_ENTRY = 300  # letters of a line of a table of contents
_OFTEN = 5  # a dash at the start of as many lines is a bullet


def bullet_of(text: str) -> tuple[str, str] | None:
    """The sign and the words of a bulleted line; None for another."""
    match = _BULLET.fullmatch(text)
    return (match["sign"], match["rest"].strip()) if match else None


def number_of(text: str) -> tuple[int, str] | None:
    """The number and the words of a numbered line; None for another."""
    match = _NUMBERED.fullmatch(text)
    return (int(match["number"]), match["rest"].strip()) if match else None


def number_behind(text: str) -> tuple[int, str] | None:
    """The same where the number slipped to the end of an indented line; None for another."""
    match = _NUMBER_BEHIND.fullmatch(text)
    return (int(match["number"]), match["rest"].strip()) if match else None


def is_furniture(text: str) -> bool:
    """Whether it is a page number, a bare web address or a word on an empty page."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _ADDRESS.fullmatch(text) or _BLANK_PAGE.fullmatch(text))


def contents_title(text: str, is_within: bool = True) -> str | None:
    """The heading that a line of a table of contents names; None for another line.

    Args:
        text: of the line.
        is_within: whether it stands under "Contents"; elsewhere dots must lead to the number.
    """
    match = _CONTENTS.fullmatch(text) if len(text) <= _LONGEST_ENTRY else None
    if match is None or not (is_within or "..." in text):
        return None
    return match["title"].strip(" .\t")


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines of tables of contents."""
    numbers: set[int] = set()
    is_within = False
    for line in lines:
        if not line.text.strip():
            continue
        if contents_title(line.text, is_within):
            numbers.add(line.number)
            is_within = True
        elif not is_row(line.text):
            is_within = bool(_CONTENTS_HEADING.fullmatch(line.text.strip()))
    return frozenset(numbers)


def is_row(text: str) -> bool:
    """Whether it is a row of a table, with tabs between its cells."""
    return "\t" in text.strip()


def without_markup(text: str) -> str:
    """A text without what is left of HTML, its spaces made one."""
    return " ".join(_MARKUP.sub(" ", text).split())


def is_ended(text: str) -> bool:
    """Whether a sentence ends where the text ends."""
    return bool(_ENDS.search(text.rstrip()[-_TAIL:]))


def is_open(text: str) -> bool:
    """Whether the text can't end there."""
    return bool(_OPEN.search(text.rstrip()[-_TAIL:]))


def starts_low(text: str) -> bool:
    """Whether it reads on from the line before: a small letter, or a sign that begins no sentence."""
    return bool(re.match(r"[a-z,;)%&/–—-]", text.lstrip()))


def is_heading_like(text: str) -> bool:
    """Whether a paragraph may be a heading: short, without an end, beginning large."""
    bare = text.strip()
    return (
        0 < len(bare) <= _LONGEST_HEADING
        and len(bare.split()) <= _MOST_WORDS
        and not re.search(r"[.!;,:…]$", bare)
        and not re.fullmatch(r"[‘“\"'](?:\S+\s+){6,}\S+[’”\"']", bare)  # what somebody said
        and bool(re.match(r"[A-Z0-9‘“\"'(]", bare))
        and bool(re.search(r"[A-Za-z]", bare))
    )


def frequent_dashes(lines: Sequence[Line]) -> frozenset[str]:
    """The dashes that begin so many lines that they are bullets of the report."""
    counts = Counter(found[0] for line in lines if (found := bullet_of(line.text)))
    return frozenset(sign for sign, count in counts.items() if sign in _DASHES and count >= _OFTEN)


class Widths:
    """How wide the text runs around each line, which tells a wrapped line from a last one.

    Args:
        lines: of the report.
    """

    _AROUND = 20
    _WIDEST_PAGE = 160

    def __init__(self, lines: Sequence[Line]) -> None:
        self._filled = [at for at, line in enumerate(lines) if line.text.strip()]
        self._lengths = [len(lines[at].text.strip()) for at in self._filled]
        self._place = {at: place for place, at in enumerate(self._filled)}
        self._low = {at for at in self._filled if starts_low(lines[at].text)}
        longest = sorted(self._lengths)[-max(len(self._lengths) // 10, 1) :] or [0]
        self.is_wrapped = longest[0] <= self._WIDEST_PAGE

    def around(self, at: int) -> int:
        """The width of the column around a line that isn't empty."""
        place = self._place[at]
        near = sorted(self._lengths[max(place - self._AROUND, 0) : place + self._AROUND + 1])
        return near[int(len(near) * 0.9)] if len(near) > 1 else near[0]

    def is_full(self, at: int, share: float = 0.75) -> bool:
        """Whether a line reaches so far that the next word would have wrapped."""
        return self.is_wrapped and self._lengths[self._place[at]] >= share * self.around(at)

    def is_double_spaced(self, at: int) -> bool:
        """Whether an empty line stands between the wrapped lines of one paragraph around there."""
        place = self._place[at]
        near = self._filled[max(place - 4, 0) : place + 7]
        apart = [now - before > 1 for before, now in pairwise(near) if now in self._low]
        return self.is_wrapped and sum(apart) > len(apart) / 2
