"""What the tests of the Rasa side share."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from core.settings import Settings, read_settings


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a run of its own: free ports, files in a temporary folder."""
    for name, value in {
        "RASA_PORT": str(free_port()),
        "ACTIONS_PORT": str(free_port()),
        "GATEWAY_PORT": str(free_port()),
        "DATABASE_URL": f"sqlite:///{tmp_path}/catalogue.db",
        "CONVERSATIONS_URL": f"sqlite:///{tmp_path}/conversations.db",
    }.items():
        monkeypatch.setenv(name, value)
    return Settings(**{**read_settings().__dict__, "run_dir": tmp_path})
