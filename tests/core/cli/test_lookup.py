"""The look-up in the terminal: table and JSON, one area, one report, nothing that fits, no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from core.cli import lookup
from core.settings import ROOT


@dataclass(frozen=True)
class Run:
    """What a call came to."""

    status: int
    out: str
    err: str

    def read(self) -> dict[str, list[dict[str, Any]]]:
        """Its output as JSON."""
        read: dict[str, list[dict[str, Any]]] = json.loads(self.out)
        return read


class Terminal:
    """Calls the look-up as from a terminal, on a given database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("DATABASE_URL", database)

    def call(self, *words: str) -> Run:
        """The outcome of one call."""
        self._monkeypatch.setattr(sys, "argv", ["lookup", *words])
        try:
            status = lookup.main()
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = self._capsys.readouterr()
        return Run(status, out, err)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine) -> Terminal:
    return Terminal(monkeypatch, capsys, str(engine.url))


@pytest.fixture
def wordless(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine
) -> Terminal:
    """The same with the encoder switched off, so that there are words that nothing fits."""
    monkeypatch.setattr(lookup, "encode_once", lambda _text: None)
    return Terminal(monkeypatch, capsys, str(engine.url))


# Table and JSON


def test_the_table_tells_report_status_summary_source_and_contact(terminal: Terminal) -> None:
    run = terminal.call("flood wardens 2023")
    assert (run.status, run.err) == (0, "")
    text = " ".join(run.out.split())
    for part in ("2023", "under way", "Over 100 flood wardens", "It has over 100 active wardens", "0345 988 1188"):
        assert part in text
    assert "Annual Delivery Report 2023" in text
    assert "283" in text


def test_the_table_fits_a_page(terminal: Terminal) -> None:
    assert max(len(line) for line in terminal.call("flood wardens").out.split("\n")) <= 140


def test_json_holds_records_with_report_lines_and_contact(terminal: Terminal) -> None:
    run = terminal.call("missed bin quorn", "--json")
    assert (run.status, run.err) == (0, "")
    read = run.read()
    assert set(read) == {"initiatives", "signposts"}
    (bin_,) = [need for need in read["signposts"] if need["id"] == "waste-missed-bin"]
    assert bin_["contact"].startswith("Charnwood Borough Council")
    assert bin_["rule"]["source"].startswith("https://")
    assert all({"report", "lines", "section", "summary", "status"} <= set(one) for one in read["initiatives"])


def test_json_keeps_pound_signs_as_they_are(terminal: Terminal) -> None:
    assert "£2m extra to tackle flooding" in terminal.call("extra money for flooding", "--json").out


# One area, one report


def test_an_area_leaves_the_others_out(terminal: Terminal) -> None:
    read = terminal.call("help", "--area", "carers", "--json").read()
    assert {need["area"] for need in read["signposts"]} == {"carers"}
    assert all("carers" in (one["area"], *one["also"]) for one in read["initiatives"])


def test_a_report_leaves_the_others_out(terminal: Terminal) -> None:
    read = terminal.call("gritting", "--year", "2017", "--json").read()
    assert {one["report"] for one in read["initiatives"]} == {2017}


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--area", "wast"), ("'wast'", "waste", "housing")),
        (("--year", "2018"), ("2018", "2017", "2025")),
        (("--year", "last"), ("last",)),
    ],
)
def test_an_area_or_report_that_is_not_there_is_named_with_those_that_are(
    terminal: Terminal, options: tuple[str, ...], named: tuple[str, ...]
) -> None:
    run = terminal.call("gritting", *options)
    assert (run.status, run.out) == (2, "")
    assert all(part in run.err for part in named)


def test_a_call_without_words_tells_how_to_call(terminal: Terminal) -> None:
    run = terminal.call()
    assert (run.status, run.out) == (2, "")
    assert "usage:" in run.err


def test_help_names_every_option(terminal: Terminal) -> None:
    run = terminal.call("--help")
    assert run.status == 0
    assert all(option in run.out for option in ("words", "--area", "--year", "--series", "--json"))


# Figures over the years


def series_of(run: Run) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(run.out)
    return read


def test_figures_over_the_years_come_as_a_table(terminal: Terminal) -> None:
    run = terminal.call("--series")
    assert (run.status, run.err) == (0, "")
    lines = run.out.split("\n")
    assert max(map(len, lines)) <= 140
    text = " ".join(run.out.split())
    for part in ("Figures over the years", "Gritting in winter", "gritting routes", "2016/17: 21", "2025", "theatre"):
        assert part in text
    # The oldest first, one below the other.
    assert run.out.index("2016/17: 18,100 tonnes") < run.out.index("November 2024: 16,500 tonnes")


def test_words_pick_one_figure(terminal: Terminal) -> None:
    run = terminal.call("theatre sessions", "--series", "--json")
    assert (run.status, run.err) == (0, "")
    assert series_of(run) == [
        {
            "series": "waste-school-theatre/0",
            "name": "theatre sessions offered to primary schools",
            "values": [
                {"period": "January 2019", "amount": "50"},
                {"period": "2022/23", "amount": "60 two-hour sessions"},
            ],
        }
    ]


def test_words_pick_many_the_best_first(terminal: Terminal) -> None:
    names = [one["name"] for one in series_of(terminal.call("gritters", "--series", "--json"))]
    assert names[0] == "gritters ready for winter"
    assert len(names) > 1


def test_without_words_json_holds_every_figure(terminal: Terminal) -> None:
    read = series_of(terminal.call("--series", "--json"))
    assert len(read) == 8
    assert all(len(one["values"]) > 1 and set(one) == {"series", "name", "values"} for one in read)


def test_an_area_leaves_the_figures_of_others_out(terminal: Terminal) -> None:
    read = series_of(terminal.call("--series", "--area", "waste", "--json"))
    assert {one["series"] for one in read} == {"waste-school-theatre/0", "waste-tips/0"}


@pytest.mark.parametrize("call", [("xyzzy", "--series"), ("--series", "--area", "carers")])
def test_no_figure_that_fits_is_said_with_status_1(wordless: Terminal, call: tuple[str, ...]) -> None:
    run = wordless.call(*call)
    assert (run.status, run.err) == (1, "")
    assert run.out.strip() == "No figure over the years fits. Try other words, or leave out --area."
    run = wordless.call(*call, "--json")
    assert (run.status, series_of(run)) == (1, [])


def test_figures_of_an_area_that_is_not_there_are_refused(terminal: Terminal) -> None:
    run = terminal.call("--series", "--area", "wast")
    assert (run.status, run.out) == (2, "")
    assert "'wast'" in run.err


@pytest.mark.parametrize("call", [("  ",), ("--json",), ("--area", "waste")])
def test_neither_words_nor_series_tells_how_to_call(terminal: Terminal, call: tuple[str, ...]) -> None:
    run = terminal.call(*call)
    assert (run.status, run.out) == (2, "")
    assert "say what to look up, in any words" in run.err


# Nothing that fits, nothing to look in


def test_nothing_that_fits_is_said_with_status_1(wordless: Terminal) -> None:
    run = wordless.call("xyzzy")
    assert (run.status, run.err) == (1, "")
    assert run.out.strip()


def test_nothing_that_fits_is_empty_json_with_status_1(wordless: Terminal) -> None:
    run = wordless.call("xyzzy", "--json")
    assert (run.status, run.read()) == (1, {"initiatives": [], "signposts": []})


@pytest.mark.parametrize("content", [None, b"", b"no database, only a few words " * 200])
def test_without_a_database_status_2_and_how_to_build_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "bad.db").write_bytes(content)
    terminal = Terminal(monkeypatch, capsys, f"sqlite:///{tmp_path / 'bad.db'}")
    for call in (("gritting", "--area", "nowhere"), ("--series",)):
        run = terminal.call(*call)
        assert (run.status, run.out) == (2, "")
        assert "make data" in run.err
        assert "Traceback" not in run.err


def test_a_wrong_setting_is_told_with_status_2(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_TIMEOUT", "soon")
    run = terminal.call("gritting")
    assert run.status == 2
    assert "DATABASE_TIMEOUT" in run.err


def test_the_exit_status_reaches_the_shell(engine: Engine, tmp_path: Path) -> None:
    def shell(database: str, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DATABASE_URL": database, "SENTENCE_ENCODER": "off", "PYTHONPATH": str(ROOT)}
        call = [sys.executable, "-m", "core.cli.lookup", *words]
        return subprocess.run(call, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert shell(str(engine.url), "granite", "--json").returncode == 0
    assert shell(str(engine.url), "xyzzy").returncode == 1
    assert shell(f"sqlite:///{tmp_path / 'none.db'}", "granite").returncode == 2
