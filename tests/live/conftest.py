"""Starts the real assistant once for all live tests: real database, real model, free ports, a folder of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import serve
from bot.serve import Servers
from core.settings import ROOT, Settings, read_settings
from tests.bot.conftest import free_port
from tests.live.assistant import Assistant

BUILT = ROOT / ".run" / "catalogue.db"
TIMEOUT = "4"


@pytest.fixture(scope="session")
def live_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a run beside any other; the database is the project's own when it fits, else built here."""
    folder = tmp_path_factory.mktemp("live")
    database = folder / "catalogue.db"
    if BUILT.is_file():
        copy(BUILT, database)
    given = {
        "DATABASE_URL": f"sqlite:///{database}",
        "CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
        "RASA_PORT": str(free_port()),
        "ACTIONS_PORT": str(free_port()),
        "GATEWAY_PORT": str(free_port()),
        "DESK_URL": f"sqlite:///{folder / 'desk.db'}",
        "ANSWER_TIMEOUT": TIMEOUT,
        "LOG_LEVEL": "WARNING",
        "SENTENCE_ENCODER": "on",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        serve.build_database()
        yield replace(read_settings(), run_dir=folder)


@pytest.fixture(scope="session")
def model(live_settings: Settings) -> Path:
    """The model that fits the data, trained now if there is none."""
    return serve.trained_model(live_settings, live_settings.run_dir / "training.log")


@pytest.fixture(scope="session")
def assistant(live_settings: Settings, model: Path) -> Iterator[Assistant]:
    """The running assistant."""
    servers = Servers(live_settings, model)
    running = Assistant(live_settings, servers)
    try:
        servers.start()
        servers.wait_until_ready()
        yield running
    finally:
        servers.stop()
        running.stop_restarted()


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite database whole, also while others write to it."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as read, sqlite3.connect(target) as written:
        read.backup(written)
    read.close()
    written.close()
