"""Lines to blocks: which lines make one heading, bullet or paragraph, over wrapped lines and page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.importing.lines import (
    Widths,
    bullet_of,
    contents_lines,
    contents_title,
    frequent_dashes,
    is_ended,
    is_furniture,
    is_heading_like,
    is_open,
    is_row,
    number_behind,
    number_of,
    starts_low,
    without_markup,
)
from core.importing.reading import Line

Kind = Literal["heading", "bullet", "numbered", "lead", "paragraph", "table", "contents"]
_BARE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z].*")
# "Name - text": a dash with a space beside it, no full stop before it, and a text of its own behind it.
_LEAD = re.compile(
    r"(?P<name>(?:[A-Z]|\d+(?!\d* [–—-] ))(?:[^.]|\.(?=\w)){1,90}?)\s*(?:\s[–—-]|[–—-]\s)\s*(?P<rest>\S.*)"
)
_COLON_LEAD = re.compile(r"(?P<name>[A-Z][^.:]{2,60}): (?P<rest>[A-Za-z].*)")
_USUAL = 0.15  # the share of paragraphs with a name in front where names are the report's way
_LONGEST_WORD = 60
_MANY = 5  # colons alone make names only where there are so many
_LONG = 150  # letters; so long a paragraph ends with a full stop, but for a page break
_LEAST_BEHIND = 4  # words of text behind the name
_FLAT_ROW = re.compile(r"\D{3,60}?(?:\s+[£<]?\d[\d.,]*(?:%|k|m|bn)?){1,8}")


@dataclass
class Block:
    """Lines that belong together.

    Attributes:
        kind: what they make.
        first: number of the first line.
        last: number of the last line.
        text: theirs, in one.
        sign: of a bullet.
        name: of a lead: the words before the dash.
        level: of a heading that says so, from 1; 0 for one that doesn't.
        rows: of a table.
    """

    kind: Kind
    first: int
    last: int
    text: str
    sign: str = ""
    name: str = ""
    level: int = 0
    rows: list[str] = field(default_factory=list)


def _is_numbered_heading(text: str) -> bool:
    """Whether it is a heading such as "3.1 People act now": a number alone makes a paragraph as well."""
    return bool(_NUMBERED_HEADING.fullmatch(text)) and is_heading_like(text)


def is_usual(named: int, others: int) -> bool:
    """Whether so many of a report's paragraphs have a name in front that it is meant as one."""
    return named >= _USUAL * (named + others)


def lead_of(text: str) -> tuple[str, str] | None:
    """The name and the text of "Name - text"; None for another text."""
    match = _LEAD.fullmatch(text.strip())
    if match is None or len(match["rest"].split()) < _LEAST_BEHIND:
        return None
    if match["rest"][:1].isupper() and is_heading_like(text):
        return None  # "Great Communities - Heritage and Culture"
    # "... of Life - Social Isolation - in June" is all name until a text begins.
    further = _LEAD.fullmatch(match["rest"])
    if further and len(further["name"].split()) <= 4 and match["rest"][:1].isupper() and further["rest"][:1].islower():
        return f"{match['name'].strip()} – {further['name'].strip()}", further["rest"]
    return match["name"].strip(" –—-"), match["rest"]


def colon_lead_of(text: str) -> tuple[str, str] | None:
    """The name and the text of "Name: text"; None for another text."""
    match = _COLON_LEAD.fullmatch(text.strip())
    if match is None or len(match["name"].split()) > 8 or len(match["rest"].split()) < _LEAST_BEHIND:
        return None
    return match["name"], match["rest"]


class _Gatherer:
    """Decides line by line whether it goes on or begins anew.

    Attributes:
        lines: of the report.
        widths: of its columns.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.widths = Widths(lines)
        self._dashes = frequent_dashes(lines)
        self._contents = contents_lines(lines)
        self._words = frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(line.text for line in lines).lower()))

    def blocks(self) -> Iterator[Block]:
        held: Block | None = None
        before = -1
        for at, line in enumerate(self.lines):
            if not line.text.strip() or is_furniture(line.text):
                continue
            gap = before >= 0 and at - before > 1
            text = line.text.strip()
            if held is not None and not line.hint.startswith("heading") and self._goes_on(held, before, at, gap):
                held.text = self._joined(held.text, text)
                held.last = line.number
            elif held is not None and held.kind == "table" and is_row(line.text) and line.number not in self._contents:
                held.rows.append(without_markup_row(text))
                held.last = line.number
            else:
                if held is not None:
                    yield held
                held = self._begin(line)
            before = at
        if held is not None:
            yield held

    def _begin(self, line: Line) -> Block:
        text = line.text.strip()
        if line.number in self._contents:
            return Block("contents", line.number, line.number, contents_title(line.text) or "")
        if is_row(line.text):
            return Block("table", line.number, line.number, "", rows=[without_markup_row(text)])
        if line.hint.startswith("heading"):
            return Block("heading", line.number, line.number, text, level=_level_of(line.hint))
        bullet = bullet_of(line.text)
        if bullet:
            return Block("bullet", line.number, line.number, bullet[1], sign=bullet[0])
        counted = number_of(line.text) or (number_behind(line.text) if line.text[:1] == " " else None)
        if counted and not (is_heading_like(text) and len(text) < 60):
            return Block("numbered", line.number, line.number, counted[1])
        return Block("paragraph", line.number, line.number, text)

    def _goes_on(self, held: Block, before: int, at: int, gap: bool) -> bool:
        """Whether the line at `at` belongs to the block that is held; `before` is the line before it."""
        line = self.lines[at]
        is_apart = held.kind in ("contents", "table") or self.lines[before].hint.startswith("heading")
        if is_apart or is_row(line.text) or line.number in self._contents:
            return False
        if not held.text:
            return bullet_of(line.text) is None  # the sign stood alone
        if self._begins(held, before, at, gap):
            return False
        if _BARE_NUMBER.fullmatch(held.text):
            return True
        ended = is_ended(held.text)
        if starts_low(line.text):
            return not (ended and gap and not self.widths.is_double_spaced(at))
        return self._goes_on_ended(before, at, gap) if ended else self._goes_on_open(held, before, at, gap)

    def _begins(self, held: Block, before: int, at: int, gap: bool) -> bool:
        """Whether the line begins anew, whatever stands before it: a bullet, a numbered paragraph or heading."""
        text = self.lines[at].text
        ended, full = is_ended(held.text), self.widths.is_full(before)
        if self._begins_bullet(text, ended, gap, full):
            return True
        if self._is_top(at):
            heads = _NUMBERED_HEADING.fullmatch(text.strip()) and is_heading_like(text) and not is_open(held.text)
            if heads or (ended and number_behind(text)):
                return True
        if _FLAT_ROW.fullmatch(text.strip()) and _FLAT_ROW.fullmatch(held.text):
            return True
        return number_of(text) is not None and (ended or not full)

    def _is_top(self, at: int) -> bool:
        """Whether the line may be the first of a page; text from a PDF keeps a space there."""
        line = self.lines[at]
        return line.hint == "top" or (line.text[:1] == " " and line.text[1:2] != " ")

    def _goes_on_ended(self, before: int, at: int, gap: bool) -> bool:
        """Whether a paragraph goes on where a sentence has ended and another begins."""
        if not self.widths.is_wrapped:
            return False
        heads, full = self._heads(at), self.widths.is_full(before)
        if gap:
            return self.widths.is_double_spaced(at) and self.widths.is_full(before, 0.8) and not heads
        if self._is_top(at) and (heads or not full or lead_of(self._with_next(at))):
            return False
        return full or not heads

    def _goes_on_open(self, held: Block, before: int, at: int, gap: bool) -> bool:
        """The same where no sentence has ended."""
        text = self.lines[at].text.strip()
        if not gap and is_open(held.text) and " " in held.text:
            return True
        if not self.widths.is_wrapped:
            # A page break in mid-sentence; a heading is short.
            return gap and len(held.text) > _LONG and not is_heading_like(text) and not lead_of(text)
        if not gap:
            return self.widths.is_full(before, 0.9 if _is_numbered_heading(held.text) else 0.7)
        return self.widths.is_full(before) and (self.widths.is_double_spaced(at) or not self._heads(at))

    def _begins_bullet(self, text: str, ended: bool, gap: bool, full: bool) -> bool:
        bullet = bullet_of(text)
        if bullet is None:
            return False
        if bullet[0] in "-–—*" and bullet[0] not in self._dashes:
            return ended or (gap and not full)
        return True

    def _with_next(self, at: int) -> str:
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        return f"{self.lines[at].text.strip()} {following.strip()}"

    def _heads(self, at: int) -> bool:
        """Whether the line looks like a heading, alone or with the line after it."""
        text = self.lines[at].text.strip()
        if not is_heading_like(text) or self.widths.is_full(at, 0.9):
            return False
        following = self.lines[at + 1].text.strip() if at + 1 < len(self.lines) else ""
        return not following or not starts_low(following)

    def _joined(self, text: str, more: str) -> str:
        """Two lines as one; a word that is broken at the line's end is mended when the report writes it in one."""
        start = re.search(r"\w[\w-]*-$", text[-_LONGEST_WORD:])
        if not start:
            return f"{text} {more}".strip()
        end = re.match(r"\w+", more)
        if end and more[:1].islower():
            one = start.group()[:-1].split("-")[-1].lower() + end.group().lower()
            if one in self._words and f"{start.group().lower()}{end.group().lower()}" not in self._words:
                return text[:-1] + more
        return text + more


def _level_of(hint: str) -> int:
    """The level that a file gives a heading; 0 for none."""
    return int(hint[-1]) if hint[-1:].isdigit() else 0


def without_markup_row(text: str) -> str:
    """A row of a table without markup, its cells still apart."""
    return "\t".join(without_markup(cell) for cell in text.split("\t"))


def gather(lines: Sequence[Line]) -> list[Block]:
    """Put lines together.

    Args:
        lines: of a report.

    Returns:
        Its blocks in order, empty lines and page numbers left out.
    """
    blocks = [_named(block) for block in _Gatherer(lines).blocks() if block.text or block.rows]
    if not is_usual(sum(block.kind == "lead" for block in blocks), sum(block.kind == "paragraph" for block in blocks)):
        for block in blocks:
            if block.kind == "lead":  # a dash in a sentence
                block.kind, block.name = "paragraph", ""
    named = [block for block in blocks if block.kind == "paragraph" and colon_lead_of(block.text)]
    paragraphs = sum(block.kind in ("paragraph", "lead") for block in blocks)
    if len(named) >= _MANY and is_usual(len(named), paragraphs - len(named)):
        for block in named:
            block.kind, block.name = "lead", (colon_lead_of(block.text) or ("", ""))[0]
    return _flat_tables(_whole_headings(blocks))


def _named(block: Block) -> Block:
    """What a paragraph turns out to be once it is whole."""
    if block.kind == "paragraph":
        lead = lead_of(block.text)
        if lead:
            block.kind, block.name = "lead", lead[0]
        elif is_heading_like(block.text) or _BARE_NUMBER.fullmatch(block.text):
            block.kind = "heading"
            numbered = re.match(r"\d{1,2}(?:\.\d{1,2})*", block.text)
            block.level = numbered.group().count(".") + 1 if numbered else 0
    return block


def _whole_headings(blocks: list[Block]) -> list[Block]:
    """Headings that wrapped, in one."""
    whole: list[Block] = []
    for block in blocks:
        last = whole[-1] if whole else None
        both = last is not None and last.kind == block.kind == "heading"
        if last and both and (is_open(last.text) or _BARE_NUMBER.fullmatch(last.text) or starts_low(block.text)):
            last.text = f"{last.text} {block.text}"
            last.last = block.last
        else:
            whole.append(block)
    return whole


def _flat_tables(blocks: list[Block]) -> list[Block]:
    """Three or more rows of a table whose cells lost their borders, in one."""
    done: list[Block] = []
    rows: list[Block] = []
    for block in [*blocks, Block("heading", 0, 0, "")]:
        if block.kind in ("heading", "paragraph") and _FLAT_ROW.fullmatch(block.text) and not block.level:
            rows.append(block)
            continue
        if len(rows) >= 3:
            done.append(Block("table", rows[0].first, rows[-1].last, "", rows=[row.text for row in rows]))
        else:
            done += rows
        rows = []
        done.append(block)
    return done[:-1]
