"""``make data``: it loads what changed, and says what is wrong by file, record and field."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from core.catalogue.catalogue import Catalogue
from core.cli import load
from core.settings import read_settings


def digest() -> str:
    return Catalogue.of(read_settings()).snapshot().digest


def test_the_content_is_loaded_and_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load.main() == 0
    said = capsys.readouterr()
    assert "with words alone" in said.out
    assert f"database: {len(Catalogue.of(read_settings()).all_initiatives())} initiatives, " in said.out
    assert said.err == ""


def test_what_is_up_to_date_is_not_loaded_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (load.main(), load.main()) == (0, 0)
    assert capsys.readouterr().out.endswith("database: up to date\n")


def test_it_is_loaded_again_when_asked_to(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load.main()
    monkeypatch.setattr("sys.argv", ["door", "--again"])
    capsys.readouterr()
    assert load.main() == 0
    assert "up to date" not in capsys.readouterr().out


def test_it_is_loaded_again_when_the_content_changed(data: Path) -> None:
    load.main()
    before = digest()
    areas = (data / "areas.yml").read_text("utf-8")
    (data / "areas.yml").write_text(areas.replace("name: Carers", "name: Care givers"), "utf-8")
    assert load.main() == 0
    assert digest() != before


def test_a_wrong_record_is_told_by_file_record_and_field(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load.main()
    before = digest()
    path = data / "needs" / "roads.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("responsible: county", "responsible: cuonty", 1), "utf-8")
    capsys.readouterr()
    assert load.main() == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "The database was not changed:"
    assert len(told) == 2
    assert told[1].startswith("data/needs/roads.yml: needs ")
    assert told[1].endswith(": responsible: no organisation 'cuonty'")
    assert digest() == before


def test_every_fault_is_told_a_line_each(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "areas.yml").write_text("areas: [}", "utf-8")
    (data / "places" / "places.csv").unlink()
    assert load.main() == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert told[1].startswith("data/areas.yml, line 1: not YAML: ")
    assert told[2].startswith("data/places/places.csv: cannot be read: ")


def test_a_wrong_setting_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "soon")
    assert load.main() == 1
    assert "DATABASE_TIMEOUT must be a number, not 'soon'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("catalogue.db", "a database URL can't be used"),
        ("postgresql://resident:secret@127.0.0.1:1/none", "the database can't be read: "),
    ],
)
def test_a_database_out_of_reach_is_told_without_its_password(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert load.main() == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The database was not changed:\n{told}")
    assert "secret" not in said


def test_a_database_that_somebody_else_writes_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "0.2")
    load.main()
    other = sqlite3.connect(data.parent / "own.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("sys.argv", ["door", "--again"])
    assert load.main() == 1
    assert "the database can't be written: database is locked" in capsys.readouterr().err
    other.close()
