"""A PDF: its text without the furniture of its pages, or why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter

from core.importing.reading import ReportUnreadable, read_report
from core.importing.reading_pdf import without_furniture
from tests.core.importing.conftest import report_rows, write_pdf


def test_headers_footers_and_page_numbers_are_no_lines(tmp_path: Path) -> None:
    rows = report_rows(3)
    lines = read_report(write_pdf(tmp_path / "report.pdf", rows))
    text = "\n".join(line.text for line in lines)
    assert "Anyshire" not in text
    assert "Page " not in text
    assert [line.text.strip() for line in lines if line.text.strip()] == [row for row in rows if row]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert sum(line.hint == "top" for line in lines) > 3


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "open.pdf", report_rows(3))))
    writer.encrypt("secret", algorithm="RC4-128")
    with (tmp_path / "locked.pdf").open("wb") as file:
        writer.write(file)
    with pytest.raises(ReportUnreadable, match=r"^locked\.pdf: is locked with a password; save it without one$"):
        read_report(tmp_path / "locked.pdf")


def test_a_pdf_that_anybody_may_read_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "open.pdf", report_rows(3))))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    with (tmp_path / "owned.pdf").open("wb") as file:
        writer.write(file)
    assert len(read_report(tmp_path / "owned.pdf")) > 10


def test_a_damaged_pdf_is_told_in_one_line(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "whole.pdf", report_rows(3)).read_bytes()
    for name, part in {"cut.pdf": data[:600], "stirred.pdf": b"%PDF-1.4\n" + data[200:900]}.items():
        (tmp_path / name).write_bytes(part)
        with pytest.raises(ReportUnreadable) as caught:
            read_report(tmp_path / name)
        assert str(caught.value).startswith(name)
        assert "\n" not in str(caught.value)


def test_pictures_of_pages_are_told(tmp_path: Path) -> None:
    figure = Figure()
    FigureCanvasPdf(figure).print_pdf(tmp_path / "scan.pdf")
    with pytest.raises(ReportUnreadable, match="holds no text but pictures of it"):
        read_report(tmp_path / "scan.pdf")


def test_furniture_is_what_stands_at_the_edge_of_many_pages() -> None:
    assert without_furniture([]) == []
    assert without_furniture([["Plan", "one"]]) == [["Plan", "one"]]
    pages = [["Plan 2027", f"An {word} matter", f"{word * 3} and", str(at)] for at, word in enumerate("abcd")]
    assert without_furniture(pages) == [[f"An {word} matter", f"{word * 3} and"] for word in "abcd"]
