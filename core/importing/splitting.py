"""Blocks to items: what a report says of one matter, and what is left out as none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.importing.blocks import Block, colon_lead_of, gather, is_usual, lead_of
from core.importing.headings import AIMS, BUSINESS, CONTENTS, DEEDS, FOREWORD, MINUTES, REPORT_OF
from core.importing.lines import is_ended, without_markup
from core.importing.reading import Line
from core.importing.signs import CONTACT, DEED, FIGURE, PLACEHOLDER, PLAIN_YEAR

ItemKind = Literal["named", "bullet", "commitment", "paragraph", "table"]
_PROMISE = re.compile(r"(?:we|the council) will\b", re.IGNORECASE)
_LIST_OPENS = re.compile(r":\s*$")
_LEAST_WORDS = 8
_LONGEST_NAME = 8
_FRAGMENTS = 4  # headings in a row are the words of a diagram


@dataclass
class Item:
    """What a report says of one matter.

    Attributes:
        kind: how the report sets it out.
        first: number of its first line.
        last: number of its last line.
        sections: the headings that it stands under, the widest first.
        name: its run-in heading; empty for none.
        text: its words, without the run-in heading's dash.
        lead_in: the sentence that introduces the list that it is in.
        under: the sign of its bullet.
        rows: of a table.
    """

    kind: ItemKind
    first: int
    last: int
    sections: tuple[str, ...]
    text: str
    name: str = ""
    lead_in: str = ""
    under: str = ""
    rows: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The nearest heading."""
        return self.sections[-1] if self.sections else ""

    @property
    def lines(self) -> str:
        """The range of its lines as records cite it."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class LeftOut:
    """Lines that make no item.

    Attributes:
        first: number of the first line.
        last: number of the last line.
        reason: why not, in a few words.
        text: how they begin.
    """

    first: int
    last: int
    reason: str
    text: str


@dataclass
class Split:
    """A report in parts.

    Attributes:
        items: in order.
        left_out: what makes no item, in order.
    """

    items: list[Item]
    left_out: list[LeftOut]


def split(lines: Sequence[Line]) -> Split:
    """Split a report into items.

    Args:
        lines: of the report.

    Returns:
        Its items, and what was left out.
    """
    return _Splitter(gather(lines)).split()


class _Splitter:
    """Walks over the blocks and remembers which headings they stand under."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._chapters = {_plain(block.text) for block in blocks if block.kind == "contents"}
        self._headings: list[tuple[int, str]] = []
        self._items: list[Item] = []
        self._left_out: list[LeftOut] = []
        self._aims: set[str] = set()
        self._is_aims = self._aims_until = self._is_business = self._is_foreword = self._is_minutes = False
        self._open: Item | None = None  # the item that a sub-bullet or a further paragraph belongs to
        self._lead_in = ""
        self._top_sign = self._commonest_sign()
        bullets = [block for block in blocks if block.kind == "bullet"]
        named = sum(bool(_bullet_name(block.text)) for block in bullets)
        self._names_bullets = bool(bullets) and is_usual(named, len(bullets) - named)

    def split(self) -> Split:
        run: list[Block] = []
        for block in self._blocks:
            if self._is_heading(block):
                run.append(block)
                continue
            self._take_headings(run)
            run = []
            self._take(block)
        for block in run:
            self._leave(block, "heading without text")
        return Split(self._items, self._left_out)

    def _commonest_sign(self) -> str:
        signs = [block.sign for block in self._blocks if block.kind == "bullet"]
        return max(sorted(set(signs)), key=signs.count, default="")

    def _is_heading(self, block: Block) -> bool:
        # The aims of a plan come again as headings over what it promises for them.
        return block.kind == "heading" or (block.kind == "paragraph" and _plain(block.text) in self._aims)

    def _take_headings(self, run: list[Block]) -> None:
        if len(run) >= _FRAGMENTS and not any(DEEDS.fullmatch(block.text) or block.level for block in run):
            ruled = [block for block in run if REPORT_OF.fullmatch(block.text) or BUSINESS.fullmatch(block.text)]
            for block in run[:-1]:
                if block not in ruled:
                    self._leave(block, "layout fragment")
            run = [*(block for block in ruled if block is not run[-1]), run[-1]]
        for block in run:
            self._take_heading(block)

    def _take_heading(self, block: Block) -> None:
        text = block.text.strip()
        self._open, self._lead_in = None, ""
        if PLACEHOLDER.search(text):
            self._leave(block, "placeholder")
            return
        title = re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text)
        is_chapter = _plain(text) in self._chapters or _plain(title) in self._chapters
        if REPORT_OF.fullmatch(text):
            self._headings = []
            self._is_minutes = self._is_business = self._is_aims = self._aims_until = False
            return
        if MINUTES.fullmatch(text):
            self._is_minutes = True
        if CONTENTS.fullmatch(title):
            return
        self._is_business = bool(BUSINESS.fullmatch(title))
        is_numbered = title != text or block.level == 1 or is_chapter
        is_aims = bool(AIMS.fullmatch(title)) and not DEEDS.fullmatch(title)
        # Aims under a numbered heading have headings of their own.
        self._aims_until = (is_numbered and is_aims) or (self._aims_until and not is_numbered)
        self._is_aims = is_aims or self._aims_until
        if (is_aims or DEEDS.fullmatch(title)) and not is_numbered and len(title.split()) <= 7:
            return  # "Progress in 2024/25" is no section
        self._put_heading(text, 1 if is_chapter and not block.level else block.level or 9)
        self._is_foreword = bool(FOREWORD.fullmatch(title)) or (is_numbered and is_aims)

    def _put_heading(self, text: str, level: int) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, text))

    def _take(self, block: Block) -> None:
        reason = self._reason_against(block)
        if reason:
            self._leave(block, reason)
            if reason == "aim":
                self._aims.add(_plain(block.text))
            if block.kind in ("lead", "numbered", "table"):
                self._open = None
            return
        if self._belongs_above(block):
            self._add(block)
            return
        self._begin(block)

    def _reason_against(self, block: Block) -> str:  # noqa: PLR0911 - one line a reason
        text = block.text
        if block.kind == "contents":
            return "contents"
        if MINUTES.fullmatch(text):
            self._is_minutes = True
        if self._is_minutes:
            return "minutes of a meeting"
        if PLACEHOLDER.search(text):
            return "placeholder"
        if CONTACT.search(text) and len(text.split()) < 40:
            return "officer's contact"
        if self._is_business:
            return "committee business"
        if re.fullmatch(r"[‘“\"'].*[’”\"']\.?", text) and block.kind in ("paragraph", "bullet"):
            return "quotation"
        if self._is_aims and block.kind in ("bullet", "lead", "table"):
            return "aim"
        if block.kind == "bullet" and _plain(text) in self._aims:
            return "aim"
        if block.kind == "table":
            return "aim" if re.search(r"\baims?\b|\boutcomes?\b", " ".join(block.rows[:1]), re.IGNORECASE) else ""
        if re.match(r"\d+\s*[-–—]\s", text) and lead_of(text[text.find(" ") :].strip(" -–—")):
            return "aim"
        return ""

    def _belongs_above(self, block: Block) -> bool:
        """Whether it goes on with the item above."""
        held = self._open
        if held is None or block.kind in ("lead", "numbered", "table"):
            return False
        if block.kind == "bullet":
            return held.kind == "bullet" and block.sign not in (held.under, self._top_sign)
        if _PROMISE.match(block.text) and held.kind != "named":
            return False
        if held.kind == "named":
            return True
        if held.kind == "bullet":
            return not is_ended(held.text) and block.text[:1].islower()
        return bool(re.search(r"[:;]\s*(?:and|or)?$", held.text)) and len(block.text.split()) < 40

    def _add(self, block: Block) -> None:
        held = self._open
        assert held is not None
        mark = "• " if block.kind == "bullet" else ""
        held.text = f"{held.text} {mark}{block.text}"
        held.last = block.last

    def _begin(self, block: Block) -> None:
        if block.kind == "table":
            rows = [row for row in block.rows if row.strip()]
            item = self._item(block, "table", " ".join("; ".join(rows).replace("\t", ", ").split()))
            item.rows = rows
            self._items.append(item)
            self._open = None
            return
        if block.kind == "lead":
            lead = lead_of(block.text) or colon_lead_of(block.text) or (block.name, block.text)
            item = self._item(block, "named", lead[1])
            item.name = lead[0]
        elif block.kind == "bullet":
            item = self._item(block, "bullet", block.text)
            item.under = block.sign
            item.lead_in = self._lead_in
            name, text = self._name_of(block)
            if name:
                item.name, item.text = name, without_markup(text)
        else:
            if not self._is_worth_it(block):
                if _LIST_OPENS.search(block.text):
                    self._lead_in = block.text
                self._open = None
                self._leave(block, "foreword without facts" if self._is_foreword else "no facts")
                return
            item = self._item(block, "commitment" if _PROMISE.match(block.text) else "paragraph", block.text)
        if block.kind != "bullet":
            self._lead_in = block.text if _LIST_OPENS.search(block.text) else ""
        self._items.append(item)
        self._open = item

    def _name_of(self, block: Block) -> tuple[str, str]:
        found = _bullet_name(block.text) if self._names_bullets else None
        return found or ("", block.text)

    def _is_worth_it(self, block: Block) -> bool:
        """Whether a paragraph without a heading of its own states a fact or makes a promise."""
        text = block.text
        if len(text.split()) < _LEAST_WORDS and not FIGURE.search(text):
            return False
        if len(text.split()) < 5 or not re.search(r"[a-z]", text):
            return False
        has_figure = bool(FIGURE.search(PLAIN_YEAR.sub(" ", text)))
        if self._is_foreword:
            return has_figure
        return has_figure or bool(DEED.search(text)) or bool(_PROMISE.match(text))

    def _item(self, block: Block, kind: ItemKind, text: str) -> Item:
        sections = tuple(text for _, text in self._headings)
        return Item(kind, block.first, block.last, sections, without_markup(text))

    def _leave(self, block: Block, reason: str) -> None:
        text = block.text or " ".join(block.rows)
        self._left_out.append(LeftOut(block.first, block.last, reason, " ".join(text.split())[:90]))


def _bullet_name(text: str) -> tuple[str, str] | None:
    lead = lead_of(text) or colon_lead_of(text)
    return lead if lead and len(lead[0].split()) <= _LONGEST_NAME and not _PROMISE.search(lead[0]) else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
