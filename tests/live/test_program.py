"""The program behind `make run`, in a copy of the project: it says what it does, and leaves nothing running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import requests

from core.settings import ROOT, Settings
from tests.bot.conftest import free_port
from tests.live.assistant import ACTION_SERVER, GATEWAY, RASA, line_of
from tests.live.conftest import copy

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, live_settings: Settings, model: Path) -> Path:
    """A copy of the project with database and model as the last run left them."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("core", "actions", "bot", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "models").mkdir()
    shutil.copy(model, folder / "models")
    (folder / ".run").mkdir()
    database = folder / ".run" / "catalogue.db"
    copy(Path(live_settings.database_url.removeprefix("sqlite:///")), database)
    first_run = {**os.environ, "PYTHONPATH": str(folder), "DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([sys.executable, "-m", "core.cli.load"], cwd=folder, env=first_run, check=True, capture_output=True)
    return folder


@dataclass
class Program:
    """`python -m bot.serve`, started in a process group of its own and without a terminal."""

    process: subprocess.Popen[bytes]
    output: Path
    rasa_port: int
    gateway_port: int

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def wait_for(self, happens: Callable[[], bool], seconds: float = 150) -> None:
        deadline = time.monotonic() + seconds
        while not happens():
            assert self.process.poll() is None, f"it ended:\n{self.said()}"
            assert time.monotonic() < deadline, f"it didn't happen:\n{self.said()}"
            time.sleep(0.1)

    def members(self) -> list[psutil.Process]:
        """The processes of the group that still run."""
        return [one for one in psutil.process_iter() if line_of(one) and _group(one.pid) == self.process.pid]

    def server(self, words: str) -> psutil.Process | None:
        return next((one for one in self.members() if words in line_of(one)), None)


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


Starter = Callable[..., Program]


@pytest.fixture
def start(project: Path) -> Iterator[Starter]:
    """Starts the program; whatever a test leaves running is ended."""
    started: list[Program] = []

    def run(**given: str) -> Program:
        ports = {name: str(free_port()) for name in ("RASA_PORT", "ACTIONS_PORT", "GATEWAY_PORT")}
        changed = {**ports, "PYTHONPATH": str(project), **given}
        kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        output = project / f"output-{len(started)}.txt"
        with output.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot.serve"],
                cwd=project,
                env={**kept, **changed},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(Program(process, output, int(changed["RASA_PORT"]), int(changed["GATEWAY_PORT"])))
        return started[-1]

    yield run
    for program in started:
        for member in program.members():
            member.kill()
        program.process.wait(10)


def test_it_comes_up_says_how_to_ask_and_an_interrupt_ends_it_whole(start: Starter) -> None:
    program = start()
    program.wait_for(lambda: "Ctrl-C stops it" in program.said())
    address = f"http://127.0.0.1:{program.rasa_port}/webhooks/rest/webhook"
    page = f"http://127.0.0.1:{program.gateway_port}/"
    for words in ("database: up to date", "model: up to date", f"Open {page} in a browser", "make shell", address):
        assert words in program.said()
    reply = requests.post(address, json={"sender": "me", "message": "who mends potholes"}, timeout=10)
    assert "14 days" in reply.json()[0]["text"]
    assert "widget.js" in requests.get(page, timeout=10).text
    assert requests.get(f"{page}ready", timeout=10).json()["status"] == "ready"
    assert len(program.members()) >= 4
    os.killpg(program.process.pid, signal.SIGINT)
    assert program.process.wait(20) == 0
    assert program.members() == []
    assert "stopping" in program.said()
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", program.rasa_port))


@pytest.mark.parametrize(("server", "name"), [(ACTION_SERVER, "action server"), (RASA, "Rasa"), (GATEWAY, "gateway")])
def test_when_a_server_is_killed_it_ends_with_1_and_says_which(start: Starter, server: str, name: str) -> None:
    program = start()
    program.wait_for(lambda: None not in map(program.server, (ACTION_SERVER, RASA, GATEWAY)))
    killed = program.server(server)
    assert killed is not None
    killed.kill()
    assert program.process.wait(40) == 1
    assert f"the {name} stopped" in program.said()
    assert program.members() == []


@pytest.mark.parametrize("setting", ["RASA_PORT", "ACTIONS_PORT", "GATEWAY_PORT"])
def test_when_a_port_is_taken_it_ends_with_1_and_names_port_and_setting(start: Starter, setting: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = start(**{setting: str(port)})
        assert program.process.wait(40) == 1
    assert f"port {port}" in program.said()
    assert setting in program.said()
    assert program.members() == []
