"""The door of the importer: what it says, and that it writes nothing when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli import import_report, load
from core.understanding.encoder import shared_encoder
from tests.core.importing.conftest import report_rows, write_text


@pytest.fixture
def report(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A report beside a catalogue that is loaded on words alone."""
    shared_encoder.cache_clear()
    load.main()
    capsys.readouterr()
    return write_text(tmp_path / "report.txt", report_rows())


@pytest.fixture(autouse=True)
def _no_encoder_kept() -> object:
    yield
    shared_encoder.cache_clear()


def call(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["door", *map(str, words)])
    return import_report.main()


def test_a_report_is_drafted_and_told(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    into = report.parent / "drafts"
    assert call(monkeypatch, report, 2027, "--into", into) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("8 drafts in ")
    assert said.out.endswith(f"Begin with {into.resolve() / '2027' / 'overview.md'}. Nothing of it is served.\n")
    assert (into / "2027" / "report.txt").read_bytes() == report.read_bytes()


def test_drafts_are_replaced_only_when_asked_to(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    into = report.parent / "drafts"
    assert call(monkeypatch, report, 2027, "--into", into) == 0
    assert call(monkeypatch, report, 2027, "--into", into) == 1
    assert "is there already" in capsys.readouterr().err
    assert call(monkeypatch, report, 2027, "--into", into, "--again") == 0


@pytest.mark.parametrize("content", [b"", b"few words", b"\x00\x01" * 900])
def test_what_is_no_report_is_told_in_a_line_and_writes_nothing(
    report: Path, content: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_bytes(content)
    into = report.parent / "drafts"
    assert call(monkeypatch, report, 2027, "--into", into) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("report.txt: ")
    assert said.err.count("\n") == 1
    assert not into.exists()


def test_a_missing_catalogue_is_told_with_the_way_out(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = write_text(tmp_path / "report.txt", report_rows())
    assert call(monkeypatch, report, 2027, "--into", tmp_path / "drafts") == 1
    assert capsys.readouterr().err.endswith("'make data' builds it.\n")
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize("year", ["27", "next", "1999", "２０２７"])
def test_a_year_must_be_one(
    data: Path, year: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        call(monkeypatch, "report.txt", year)
    assert caught.value.code == 2
    assert "is no year from 2000 to 2100" in capsys.readouterr().err
