"""A report as PDF: the lines of its pages, without headers, footers and page numbers."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader

from core.importing.reading import Hint, Line, ReportUnreadable, numbered

_EDGE = 2  # lines at the top and the bottom of a page that may be furniture
_SHARE = 0.4  # of the pages that a header or footer stands on
_LEAST_PAGES = 3
_LEAST_LETTERS = 20  # a page with fewer holds a picture
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\u00ad\u200b-\u200d\ufeff]")


def read_pdf(name: str, data: bytes) -> list[Line]:
    """The lines of a PDF.

    Args:
        name: of the file, for messages.
        data: its bytes.

    Returns:
        The lines of its pages; the first of a page says so.

    Raises:
        ReportUnreadable: it is damaged, locked, or holds pictures instead of text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity that it mends
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportUnreadable(f"{name}: is locked with a password; save it without one")
        pages = [_lines_of(page.extract_text()) for page in reader.pages]
    except ReportUnreadable:
        raise
    except Exception as error:  # pypdf meets a damaged file with errors of any kind
        told = " ".join(str(error).split())[:80]
        raise ReportUnreadable(f"{name}: is damaged ({told or type(error).__name__})") from error
    letters = sum(len(row) for page in pages for row in page)
    if letters < _LEAST_LETTERS * max(len(pages), 1):
        raise ReportUnreadable(f"{name}: holds no text but pictures of it; it needs text recognition first")
    rows: list[tuple[str, Hint]] = []
    for page in without_furniture(pages):
        for position, row in enumerate(page):
            rows.append((row, "" if position else "top"))
    return numbered(rows)


def _lines_of(text: str) -> list[str]:
    rows = [_INVISIBLE.sub("", _ODD_SPACE.sub(" ", row)).rstrip() for row in text.split("\n")]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Pages without the lines that stand at the edge of many of them, and without page numbers.

    Args:
        pages: the lines of each page.

    Returns:
        The same pages, shorter.
    """
    edges = Counter(mask for page in pages for mask in {_masked(page[at]) for at in _edges(page)})
    often = {mask for mask, count in edges.items() if count >= max(_LEAST_PAGES, _SHARE * len(pages))}
    kept = []
    for page in pages:
        dropped = {at for at in _edges(page) if _masked(page[at]) in often or _PAGE_NUMBER.fullmatch(page[at].strip())}
        kept.append([row for at, row in enumerate(page) if at not in dropped])
    return kept


def _edges(page: list[str]) -> set[int]:
    filled = [at for at, row in enumerate(page) if row.strip()]
    return {*filled[:_EDGE], *filled[-_EDGE:]}


def _masked(row: str) -> str:
    return re.sub(r"\d+", "#", row.strip().lower())
