"""The running assistant as the live tests see it: asked over REST, and broken in the ways that a computer breaks."""

from __future__ import annotations

import os
import re
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import requests

from bot.serve import Servers
from core.settings import ROOT, Settings
from tests.conversations.scenario import Heard

ACTION_SERVER = "-m rasa_sdk"
GATEWAY = "-m web.serve"
RASA = "-m bot.rasa_server"
GRACE = 2.0  # seconds beyond the time-out that a reply may take
_START_SECONDS = 120


@dataclass(frozen=True)
class Reply:
    """What came back for one message, and when."""

    status: int
    messages: list[dict[str, Any]]
    seconds: float

    @property
    def text(self) -> str:
        return "\n".join(message.get("text") or "" for message in self.messages)

    @property
    def heard(self) -> Heard:
        buttons = [button["title"] for message in self.messages for button in message.get("buttons") or []]
        return Heard(self.text, tuple(buttons))


def line_of(process: psutil.Process) -> str:
    """A process's command line; empty for one that has ended."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


@dataclass
class Assistant:
    """Both servers, started as `make run` starts them, with files of their own."""

    settings: Settings
    servers: Servers
    _known: dict[str, tuple[list[str], dict[str, str]]] = field(default_factory=dict)

    @property
    def limit(self) -> float:
        """Seconds that the slowest reply may take."""
        return self.settings.answer_timeout + GRACE

    def ask(self, message: str, sender: str | None = None) -> Reply:
        """Ask one thing; without a sender it is a conversation of its own."""
        return self.post(json={"sender": sender or uuid.uuid4().hex, "message": message})

    def post(self, **request: Any) -> Reply:
        """Send a request as it is."""
        began = time.monotonic()
        answer = requests.post(self.settings.rest_url, timeout=60, **request)
        seconds = time.monotonic() - began
        body = answer.json()
        return Reply(answer.status_code, body if isinstance(body, list) else [body], seconds)

    def process(self, server: str) -> psutil.Process:
        """One of the servers, by words of its command line."""
        found = [child for child in psutil.Process().children() if server in line_of(child)]
        assert len(found) == 1, f"{len(found)} processes of {server!r}"
        return found[0]

    def kill(self, server: str) -> None:
        """End a server without warning."""
        process = self.process(server)
        self._known[server] = process.cmdline(), process.environ()
        process.kill()
        process.wait(10)

    def start(self, server: str, **environment: str) -> None:
        """Start a killed server anew by the same command; `environment` is what is different."""
        command, before = self._known[server]
        with (self.settings.run_dir / "restarted.log").open("ab") as out:
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**before, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        actions = f"http://{self.settings.actions_host}:{self.settings.actions_port}/health"
        _wait_for(actions if server == ACTION_SERVER else self.settings.rest_url.removesuffix("webhook"))

    def restart(self, server: str, **environment: str) -> None:
        """Kill a server and start it anew."""
        self.kill(server)
        self.start(server, **environment)

    def mend(self) -> None:
        """Bring back the action server as it was at first, whatever a test has done to it."""
        running = [child for child in psutil.Process().children() if ACTION_SERVER in line_of(child)]
        if running and running[0].environ()["DATABASE_URL"] == os.environ["DATABASE_URL"]:
            running[0].resume()
            return
        if running:
            self.kill(ACTION_SERVER)
        self.start(ACTION_SERVER, DATABASE_URL=os.environ["DATABASE_URL"])

    def stop_restarted(self) -> None:
        """End the servers that tests started, which `Servers` doesn't know of."""
        for child in psutil.Process().children():
            if any(server in line_of(child) for server in (ACTION_SERVER, RASA)):
                child.kill()
                child.wait(10)

    def logged(self) -> str:
        """All that the servers have written to their logs."""
        logs = sorted(Path(self.settings.run_dir).glob("*.log"))
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(path.read_text("utf-8", "replace") for path in logs))


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")
