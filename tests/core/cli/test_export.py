"""``make export``: every initiative as a line of JSON, and a word when there is no catalogue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import export, load
from core.settings import ROOT


def test_every_initiative_is_a_line_of_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load.main()
    capsys.readouterr()
    assert export.main() == 0
    said = capsys.readouterr()
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert "flooding-2023-flood-wardens" in [row["id"] for row in rows]
    assert all(row["report_title"] and row["lines"] and row["summary"] for row in rows)
    assert said.err == ""


def test_a_missing_catalogue_is_told_with_the_way_out(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"no database at {data.parent}/own.db. 'make data' builds it.\n"


def test_a_wrong_setting_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "soon")
    assert export.main() == 1
    assert capsys.readouterr().err == "DATABASE_TIMEOUT must be a number, not 'soon'\n"


def test_a_reader_that_has_had_enough_is_no_error(data: Path) -> None:
    load.main()
    command = [sys.executable, "-m", "core.cli.export"]
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0
