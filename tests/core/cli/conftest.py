"""What the tests of the terminal's doors share: the small content in a folder of its own, and a database beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.cli import load
from tests.conftest import CONTENT


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content that the doors load, on words alone, into ``own.db`` beside it."""
    folder = tmp_path / "data"
    shutil.copytree(CONTENT, folder)
    monkeypatch.setattr(load, "DATA", folder)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    monkeypatch.setattr("sys.argv", ["door"])
    return folder
