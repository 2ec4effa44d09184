"""What the tests of the importer share: a small report as text, PDF and Word file, and knowledge without a database."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import pytest
from docx import Document
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure

from core.importing.known import Knowledge, KnownRecord
from core.importing.reading import Line, numbered

SECTIONS = {
    "Waste and Recycling": [
        "In March 2027 the new recycling site at Kibworth opened after a rebuild that cost £2.4m; it takes batteries.",
        "We will collect food waste from 40,000 homes, working with the districts, once the new depot is ready.",
        "Over 500 compost bins were sold at a reduced price so that garden waste and peelings need not be thrown away.",
    ],
    "Roads and Transport": [
        "We completed 8,764 road repairs with five new hotbox machines, which keep tarmac warm on the way to potholes.",
        "Consultation on a lower speed limit in Measham was launched in May 2027 and ran for eight weeks there.",
        "Work continues on the bypass round Melton, where the bridge over the river is being built by our contractor.",
    ],
    "Libraries": [
        "Libraries were visited 900,000 times in 2026/27, and the summer reading challenge drew 6,200 children.",
        "A draft plan for the museum in Hinckley is being considered, with options for longer hours and a new café.",
    ],
}
PADDING = "The council works with partners and with residents to make the county a good place to live in for all. "


def report_rows(repeat: int = 1) -> list[str]:
    """The small report, wrapped as a typist would, long enough to count as one."""
    rows = ["1. Introduction", "", *textwrap.wrap(PADDING * 8, 78), ""]
    for number, (section, items) in enumerate(SECTIONS.items(), 2):
        rows += [f"{number}. {section}", "", "Progress in 2026/27", ""]
        for item in items * repeat:
            rows += [*textwrap.wrap(f"• {item}", 78), ""]
    return rows


def lines_of(text: str) -> list[Line]:
    """Lines of a text as it is read from a file."""
    return numbered([(row, "") for row in text.split("\n")])


def write_text(path: Path, rows: Sequence[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def write_pdf(path: Path, rows: Sequence[str], on_a_page: int = 14) -> Path:
    """A PDF with a header, a footer and a page number on each page."""
    pages = [rows[start : start + on_a_page] for start in range(0, len(rows), on_a_page)]
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(path) as out:
        for number, page in enumerate(pages, 1):
            figure = Figure(figsize=(8.27, 11.69))
            FigureCanvasPdf(figure)
            figure.text(0.1, 0.97, "Anyshire County Council")
            for place, row in enumerate(page):
                figure.text(0.1, 0.93 - place * 0.05, row)
            figure.text(0.5, 0.02, f"Page {number} of {len(pages)}")
            out.savefig(figure)
    return path


def write_word(path: Path) -> Path:
    """A Word file with headings, bullets of two depths and a table."""
    document = Document()
    document.add_heading("Introduction", 1)
    document.add_paragraph(PADDING * 8)
    for section, items in SECTIONS.items():
        document.add_heading(section, 1)
        document.add_paragraph().add_run("Progress in 2026/27").bold = True
        for item in items:
            document.add_paragraph(item, style="List Bullet")
        document.add_paragraph("A smaller matter that belongs to it", style="List Bullet 2")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Site", "Visits"), ("Kibworth", "1,200")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def known(id: str, area: str, summary: str, status: str = "delivered", *, also: str = "") -> KnownRecord:
    """A record of an earlier report, without meanings."""
    return KnownRecord(
        id=id,
        area=area,
        also=(also,) if also else (),
        year=2023,
        title=summary.partition(".")[0][:40],
        summary=summary,
        section=area.title(),
        status=status,
        topic="",
        meanings=(),
    )


@pytest.fixture
def knowledge() -> Knowledge:
    """A few records of three areas, to be compared by words."""
    records = (
        known("waste-a", "waste", "The recycling site takes batteries, garden waste and food waste from homes."),
        known("waste-b", "waste", "Residents bought compost bins so that less waste is thrown away.", "under way"),
        known("waste-c", "waste", "The council will collect food waste at the depot.", "planned"),
        known("roads-a", "roads", "Potholes were mended in road repairs and tarmac laid on the bypass."),
        known("roads-b", "roads", "The speed limit in the village was consulted on.", "consulted on", also="safety"),
        known("roads-c", "roads", "The bridge of the bypass is being built and work continues.", "under way"),
        known("libraries-a", "libraries", "Libraries were visited often and the reading challenge drew children."),
        known("libraries-b", "libraries", "Options for the museum are being considered.", "proposed"),
    )
    names = {"waste": "Bins", "roads": "Roads", "libraries": "Libraries"}
    return Knowledge(records=records, areas=names, encode=None, drafts=frozenset())
