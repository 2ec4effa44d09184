"""``make check-content``: what it prints, its exit status, and that the published content has no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli import check_content
from core.settings import DATA
from tests.core.checking.conftest import write_content

OVERDUE = {"id": "county", "checked_on": "2019"}
TODAY = ["--today", "2026-11-22"]


def run(monkeypatch: pytest.MonkeyPatch, data: Path, *arguments: str) -> int:
    monkeypatch.setattr(check_content, "DATA", data)
    monkeypatch.setattr("sys.argv", ["check_content", *arguments])
    return check_content.main()


def test_content_without_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data", initiatives=[{}], needs=[{}])
    assert run(monkeypatch, tmp_path / "data", *TODAY) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 initiatives, 1 needs, 0 topics: no faults, no notices",
        "figures were not compared with the reports: --reports names the folder of their texts",
    ]


def test_each_fault_is_a_line_and_notices_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data", initiatives=[{"places": ["Nowhere", "Nohow"]}], organisations=[OVERDUE])
    assert run(monkeypatch, tmp_path / "data", *TODAY) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "data/initiatives/roads/2023.yml: initiatives i-0: places: 'Nowhere' is not among data/places",
        "data/initiatives/roads/2023.yml: initiatives i-0: places: 'Nohow' is not among data/places",
        "1 initiatives, 0 needs, 0 topics: 2 faults, 1 notice (dates 1); --all lists them",
    ]


def test_notices_are_listed_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data", organisations=[OVERDUE])
    assert run(monkeypatch, tmp_path / "data", "--all", *TODAY) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "notice, dates: data/organisations/all.yml: organisations county: checked_on:"
        " last checked more than 24 months ago, once, the oldest 2019",
        "0 initiatives, 0 needs, 0 topics: no faults, 1 notice (dates 1)",
    ]


def test_figures_are_compared_with_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data", initiatives=[{"title": "7 gritters"}])
    for year in (2021, 2023, 2025):
        (tmp_path / f"{year}.txt").write_text("eight gritters", "utf-8")
    assert run(monkeypatch, tmp_path / "data", "--reports", str(tmp_path), *TODAY) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("initiatives i-0: title: 7 does not stand in lines 1")
    assert len(told) == 2


def test_what_the_schema_finds_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data", initiatives=[{"status": "done", "places": ["Nowhere"]}])
    assert run(monkeypatch, tmp_path / "data") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("data/initiatives/roads/2023.yml: initiatives i-0: status: unexpected value")
    assert told[1:] == ["1 fault; the rest is checked once the files can be read"]


def test_without_content_it_cannot_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path / "data") == 2
    assert capsys.readouterr().err == f"there is no content folder {tmp_path / 'data'}\n"


def test_without_the_reports_that_were_named_it_cannot_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path / "data")
    assert run(monkeypatch, tmp_path / "data", "--reports", str(tmp_path / "none")) == 2
    assert capsys.readouterr().err.startswith("the report of 2021 can't be read from ")


def test_a_day_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(monkeypatch, tmp_path, "--today", "soon")
    assert stopped.value.code == 2


@pytest.mark.thorough
def test_the_published_content_has_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(monkeypatch, DATA)
    assert status == 0, capsys.readouterr().out


@pytest.mark.thorough
@pytest.mark.shared
def test_the_published_content_has_no_fault_beside_the_reports(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shared: Path
) -> None:
    status = run(monkeypatch, DATA, "--reports", str(shared / "reports"))
    assert status == 0, capsys.readouterr().out
