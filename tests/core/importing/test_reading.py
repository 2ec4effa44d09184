"""A report's file in, its lines out; whatever is no report is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.importing.reading import LEAST_WORDS, ReportUnreadable, read_report, read_text
from tests.core.importing.conftest import report_rows, write_text


def test_a_text_has_exactly_its_own_lines(tmp_path: Path) -> None:
    rows = ["", " first ", *report_rows(3), "last"]
    lines = read_report(write_text(tmp_path / "report.txt", rows))
    assert [line.text for line in lines] == rows
    assert [line.number for line in lines] == list(range(1, len(rows) + 1))


def test_line_ends_and_form_feeds_are_no_text() -> None:
    lines = read_text("a.txt", b"one\r\n\x0ctwo\r\n")
    assert [line.text for line in lines] == ["one", "\x0ctwo"]
    assert [line.hint for line in lines] == ["", "top"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_may_be_coded_in_any_usual_way(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(("Café for £5 – " + "words " * LEAST_WORDS).encode(coding))
    assert read_report(path)[0].text.startswith("Café for £5 – words")


def test_a_few_broken_letters_leave_the_others_whole() -> None:
    lines = read_text("a.txt", ("Caf\u00e9s for \u00a35 \u2013 " + "word " * 900).encode() + b"\xff")
    assert lines[0].text.startswith("Caf\u00e9s for \u00a35 \u2013 word")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "empty.txt: is empty"),
        ("blank.txt", b" \n\n", "blank.txt: is empty"),
        ("short.txt", b"Just four such words.", "short.txt: holds 4 words, too few for a report (at least 300)"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt: is no plain text, whatever its name says"),
        ("report.doc", b"words " * 400, "report.doc: is no .txt, .pdf or .docx file"),
        ("report", b"words " * 400, "report: is no .txt, .pdf or .docx file"),
        ("report.pdf", b"words " * 400, "report.pdf: is damaged or no PDF, whatever its name says"),
        ("report.docx", b"words " * 400, "report.docx: is damaged or no Word file, whatever its name says"),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0" + b"x" * 400,
            "locked.docx: is locked with a password or an old Word file; save it as .docx",
        ),
    ],
)
def test_what_is_no_report_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReportUnreadable) as caught:
        read_report(path)
    assert str(caught.value) == told


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(ReportUnreadable, match=r"no\.txt: can't be read: No such file"):
        read_report(tmp_path / "no.txt")
    with pytest.raises(ReportUnreadable, match="is a folder, not a file"):
        read_report(tmp_path)
