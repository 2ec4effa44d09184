"""A Word file: headings, bullets and tables, or why it can't be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.importing.reading import ReportUnreadable, read_report
from tests.core.importing.conftest import SECTIONS, write_word


def test_headings_bullets_and_tables_are_written_out(tmp_path: Path) -> None:
    lines = read_report(write_word(tmp_path / "report.docx"))
    hints = {line.text: line.hint for line in lines}
    assert hints["Roads and Transport"] == "heading 1"
    assert hints["Progress in 2026/27"] == "heading"
    assert hints[f"• {SECTIONS['Libraries'][0]}"] == ""
    assert "o A smaller matter that belongs to it" in hints
    assert "Kibworth\t1,200" in hints


def test_a_zip_of_something_else_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "no.docx", "w") as archive:
        archive.writestr("a.txt", "words " * 400)
    with pytest.raises(ReportUnreadable, match=r"^no\.docx: is damaged, or no Word file inside$"):
        read_report(tmp_path / "no.docx")


def test_half_a_word_file_is_told(tmp_path: Path) -> None:
    data = write_word(tmp_path / "whole.docx").read_bytes()
    (tmp_path / "half.docx").write_bytes(data[: len(data) // 2])
    with pytest.raises(ReportUnreadable, match=r"^half\.docx: is damaged, or no Word file inside$"):
        read_report(tmp_path / "half.docx")
