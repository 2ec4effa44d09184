"""A report's file in, its lines out: plain text, PDF or Word, or a word on why it can't be read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Hint = Literal["", "top", "heading", "heading 1", "heading 2", "heading 3"]
LEAST_WORDS = 300
_LARGEST = 100_000_000
_PDF, _ZIP, _OLD_OFFICE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


class ReportUnreadable(ValueError):
    """A report's file can't be read or isn't a report; the message is one line that says why."""


@dataclass(frozen=True)
class Line:
    """A line of a report.

    Attributes:
        number: from 1, as records cite it.
        text: as it stands there.
        hint: what the file itself says of it: a heading, of some level or none, or the first line of a page.
    """

    number: int
    text: str
    hint: Hint = ""


def numbered(rows: list[tuple[str, Hint]]) -> list[Line]:
    """Lines with their numbers, from texts and hints."""
    return [Line(number, text, hint) for number, (text, hint) in enumerate(rows, 1)]


def read_report(path: Path) -> list[Line]:
    """Read a report.

    Args:
        path: a .txt, .pdf or .docx file.

    Returns:
        Its lines: of a text file exactly its own, of others those that `report.txt` will hold.

    Raises:
        ReportUnreadable: the file is missing, damaged, locked, without text, of another kind or far too short.
    """
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise ReportUnreadable(f"{path.name}: can't be read: {error.strerror or error}") from error
    lines = _reader_for(path, data)(path.name, data)
    words = sum(len(_WORD_OF_LETTERS.findall(line.text)) for line in lines)
    if words < LEAST_WORDS:
        raise ReportUnreadable(f"{path.name}: holds {words} words, too few for a report (at least {LEAST_WORDS})")
    return lines


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise ReportUnreadable(f"{path.name}: is a folder, not a file")
    if path.stat().st_size > _LARGEST:
        raise ReportUnreadable(f"{path.name}: is larger than {_LARGEST // 1_000_000} MB")
    data = path.read_bytes()
    if not data.strip():
        raise ReportUnreadable(f"{path.name}: is empty")
    return data


def _reader_for(path: Path, data: bytes) -> Callable[[str, bytes], list[Line]]:
    # Here, since each of them brings a library that the other kinds don't need.
    kind = path.suffix.lower()
    if kind == ".txt":
        return read_text
    if kind == ".pdf":
        if _PDF not in data[:1024]:
            raise ReportUnreadable(f"{path.name}: is damaged or no PDF, whatever its name says")
        from core.importing.reading_pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    if kind == ".docx":
        if data.startswith(_OLD_OFFICE):
            raise ReportUnreadable(f"{path.name}: is locked with a password or an old Word file; save it as .docx")
        if not data.startswith(_ZIP):
            raise ReportUnreadable(f"{path.name}: is damaged or no Word file, whatever its name says")
        from core.importing.reading_word import read_word  # noqa: PLC0415

        return read_word
    raise ReportUnreadable(f"{path.name}: is no .txt, .pdf or .docx file")


def read_text(name: str, data: bytes) -> list[Line]:
    """The lines of a text file, as they are.

    Args:
        name: of the file, for messages.
        data: its bytes.

    Returns:
        Its lines; a form feed before one marks the top of a page.

    Raises:
        ReportUnreadable: it is no text.
    """
    text = _decoded(data)
    if text is None or len(_UNPRINTABLE.findall(text)) > len(text) / 1000:
        raise ReportUnreadable(f"{name}: is no plain text, whatever its name says")
    rows = text.split("\n")
    # A last line break ends the last line; it doesn't begin another.
    if rows and not rows[-1]:
        rows.pop()
    return numbered([(row.rstrip("\r"), "top" if row.startswith("\f") else "") for row in rows])


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    text = _strictly(data, "utf-8-sig")
    if text is None:
        mended = data.decode("utf-8-sig", "replace")
        broken = mended.count("\ufffd")
        # A few broken letters among many good ones are damage; broken ones alone are another coding.
        is_damaged = sum(letter > "\x7f" for letter in mended) > 2 * broken
        text = mended if is_damaged else _strictly(data, "cp1252")
    return text


def _strictly(data: bytes, coding: str) -> str | None:
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return None
