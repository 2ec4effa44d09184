"""A report as Word file: a line a paragraph, bullets and tables written out."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.table import Table

from core.importing.reading import Hint, Line, ReportUnreadable, numbered

_HEADINGS: dict[str, Hint] = {"heading 1": "heading 1", "heading 2": "heading 2", "heading 3": "heading 3"}
_SIGNS = ("• ", "o ")
_LONGEST_HEADING = 100


def read_word(name: str, data: bytes) -> list[Line]:
    """The lines of a Word file.

    Args:
        name: of the file, for messages.
        data: its bytes.

    Returns:
        A line for each paragraph and for each row of a table, with an empty line after each paragraph.

    Raises:
        ReportUnreadable: it is damaged, or another kind of file inside.
    """
    try:
        document = Document(io.BytesIO(data))
        rows: list[tuple[str, Hint]] = []
        for part in document.iter_inner_content():
            rows += _table(part) if isinstance(part, Table) else _paragraph(part)
            rows.append(("", ""))
    except Exception as error:  # zip, XML and the library each have errors of their own
        raise ReportUnreadable(f"{name}: is damaged, or no Word file inside") from error
    return numbered(rows)


def _table(table: Table) -> list[tuple[str, Hint]]:
    rows: list[tuple[str, Hint]] = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[Any] = set()
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell is named once for each column that it spans
                seen.add(cell._tc)
                cells.append(" ".join(cell.text.split()))
        rows.append(("\t".join(cells), ""))
    return rows


def _paragraph(paragraph: Any) -> list[tuple[str, Hint]]:
    texts = [" ".join(text.split()) for text in paragraph.text.split("\n")]
    texts = [text for text in texts if text]
    if not texts:
        return []
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style.startswith(("heading", "title")) or _is_bold_heading(paragraph, texts):
        return [(" ".join(texts), _HEADINGS.get(style, "heading"))]
    level = _level(paragraph, style)
    if level is not None:
        return [(_SIGNS[min(level, 1)] + " ".join(texts), "")]
    return [(text, "") for text in texts]


def _is_bold_heading(paragraph: Any, texts: list[str]) -> bool:
    if len(texts) != 1 or len(texts[0]) > _LONGEST_HEADING or texts[0].endswith((".", ";", ",")):
        return False
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _level(paragraph: Any, style: str) -> int | None:
    """How deep a list the paragraph stands in, from 0; None when it is in none."""
    properties = paragraph._p.pPr
    numbering = properties.numPr if properties is not None else None
    if numbering is not None:
        return int(numbering.ilvl.val) if numbering.ilvl is not None else 0
    if style.startswith("list"):
        return 1 if style.endswith(("2", "3", "4", "5")) else 0
    return None
