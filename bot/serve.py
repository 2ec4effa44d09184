"""Brings the assistant up and keeps it up: database, model, action server, Rasa, gateway. ``make run`` calls it.

What is up to date is not made again. When a port is taken or a server dies it says which, and stops the rest.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import requests

from bot.assemble import BUILD, assemble, training_fingerprint
from core.settings import ROOT, SettingError, Settings, read_settings

MODELS = ROOT / "models"
CREDENTIALS = ROOT / "bot" / "credentials.yml"
_START_SECONDS = 180.0
_STOP_SECONDS = 10.0
_WARM_UP = "who mends potholes"


class ServeError(RuntimeError):
    """The assistant can't be brought up or has stopped; the message says what and why."""


def environment(settings: Settings) -> dict[str, str]:
    """What the servers are told through their environment: no telemetry, loopback, quiet libraries."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "ACTIONS_URL": settings.actions_url,
        "CONVERSATIONS_URL": settings.conversations_url,
        "SANIC_HOST": settings.actions_host,
        "LOG_LEVEL": settings.log_level,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        # A message's products of vectors are small: more threads only wait for each other, at the cost of the next one.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # Loading libraries and models takes much memory for a moment; this way the C library gives it back.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": "1048576",
        "MALLOC_MMAP_THRESHOLD_": "1048576",
    }


def build_database() -> None:
    """Load the content, if it changed.

    Raises:
        ServeError: the content is wrong; the loader has said where.
    """
    if subprocess.run([sys.executable, "-m", "core.cli.load"], cwd=ROOT, check=False).returncode:
        raise ServeError("the database could not be built; see above")


def train_command(assembled: Path, out: Path, name: str) -> list[str]:
    """How Rasa is told to train.

    Args:
        assembled: folder that `bot.assemble.assemble` wrote.
        out: folder for the model.
        name: of the model's file, without its ending.
    """
    return [
        *(sys.executable, "-m", "rasa", "train", "--fixed-model-name", name, "--out", str(out)),
        *("--config", str(assembled / "config.yml"), "--domain", str(assembled / "domain.yml")),
        *("--data", str(assembled / "data")),
    ]


def trained_model(settings: Settings, log: Path) -> Path:
    """The model that fits the current data; trained now if there is none.

    Args:
        settings: for the environment of the training.
        log: takes what the training prints.

    Returns:
        The model's file.

    Raises:
        ServeError: the training failed.
    """
    name = f"assistant-{training_fingerprint()}"
    model = MODELS / f"{name}.tar.gz"
    if model.is_file():
        print("model: up to date")
        return model
    assemble()
    MODELS.mkdir(exist_ok=True)
    command = train_command(BUILD, MODELS, name)
    print("model: training it; one to three minutes ", end="", flush=True)
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(settings), stdout=out, stderr=subprocess.STDOUT)
        while process.poll() is None:
            time.sleep(1)
            if int(time.monotonic() - began) % 10 == 0:
                print(".", end="", flush=True)
    print()
    if process.returncode or not model.is_file():
        raise ServeError(f"the training failed; its last lines:\n{last_lines(log)}")
    for old in MODELS.glob("assistant-*.tar.gz"):
        if old != model:
            old.unlink()
    print(f"model: trained in {time.monotonic() - began:.0f} s")
    return model


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-count:]) if log.is_file() else ""


def refuse_taken_port(host: str, port: int, setting: str) -> None:
    """Raise ServeError when something listens on a port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServeError(
                f"port {port} on {host} is taken or can't be used ({error.strerror}): "
                f"stop what uses it, or set {setting} in .env"
            ) from None


class Servers:
    """The action server, Rasa and the gateway, as child processes.

    Args:
        settings: ports, time-outs, log level.
        model: the model's file.
        credentials: Rasa's file of channels.
        gateway: whether the web is wanted too.
        rasa: the module that is Rasa's command line.
    """

    def __init__(
        self,
        settings: Settings,
        model: Path,
        credentials: Path = CREDENTIALS,
        *,
        gateway: bool = False,
        rasa: str = "bot.rasa_server",
    ) -> None:
        self._settings = settings
        self._model = model
        self._credentials = credentials
        self._gateway = gateway
        self._rasa = rasa
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start all of them.

        Raises:
            ServeError: a port is taken.
        """
        settings = self._settings
        refuse_taken_port(settings.actions_host, settings.actions_port, "ACTIONS_PORT")
        refuse_taken_port(settings.rasa_host, settings.rasa_port, "RASA_PORT")
        actions = ["-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)]
        rasa = [
            *("-m", self._rasa, "run", "--model", str(self._model)),
            *("--endpoints", str(ROOT / "bot" / "endpoints.yml"), "--credentials", str(self._credentials)),
            *("--interface", settings.rasa_host, "--port", str(settings.rasa_port)),
            *("--response-timeout", str(int(settings.answer_timeout) + 5)),
        ]
        if self._gateway:
            refuse_taken_port(settings.gateway_host, settings.gateway_port, "GATEWAY_PORT")
            # First: it answers in basic mode while the others get ready.
            self._spawn("gateway", ["-m", "web.serve"])
        self._spawn("action server", actions)
        self._spawn("Rasa", rasa)

    def _spawn(self, name: str, arguments: list[str]) -> None:
        with self.log_of(name).open("wb") as out:
            self._children[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment(self._settings),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def log_of(self, name: str) -> Path:
        """Where a server's log lies."""
        self._settings.run_dir.mkdir(parents=True, exist_ok=True)
        return self._settings.run_dir / f"{name.lower().replace(' ', '-')}.log"

    def wait_until_ready(self) -> float:
        """Wait until a question is answered.

        Returns:
            Seconds that it took.

        Raises:
            ServeError: a server died, or it took too long.
        """
        began = time.monotonic()
        while time.monotonic() - began < _START_SECONDS:
            self.check()
            if self._answers() and (not self._gateway or self._gateway_answers()):
                return time.monotonic() - began
            time.sleep(0.2)
        raise ServeError(f"no answer after {_START_SECONDS:.0f} s; the logs are in {self._settings.run_dir.name}/")

    def _answers(self) -> bool:
        try:
            reply = requests.post(self._settings.rest_url, json={"sender": "warm-up", "message": _WARM_UP}, timeout=30)
            return reply.ok and bool(reply.json())
        except (requests.RequestException, ValueError):
            return False

    def _gateway_answers(self) -> bool:
        try:
            reply = requests.get(f"{gateway_address(self._settings)}/ready", timeout=30)
            return reply.ok
        except requests.RequestException:
            return False

    def check(self) -> None:
        """Raise ServeError when a server has died."""
        for name, child in self._children.items():
            if child.poll() is not None:
                raise ServeError(
                    f"the {name} stopped (exit status {child.returncode}); its last lines:\n"
                    f"{last_lines(self.log_of(name))}"
                )

    def stop(self) -> None:
        """Stop all; one that doesn't heed is killed."""
        for child in self._children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


class Interrupted(Exception):
    """Somebody asked to stop."""


def stop_on_signals() -> None:
    """Let an interrupt or a termination end the program in order, also where interrupts are ignored by default."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise Interrupted

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


def gateway_address(settings: Settings) -> str:
    """Where this machine reaches the gateway, whatever name browsers know it by."""
    return f"http://{settings.gateway_host}:{settings.gateway_port}"


def how_to_ask(settings: Settings, seconds: float) -> str:
    """What is printed when the assistant is ready."""
    example = json.dumps({"sender": "me", "message": "my bin was missed"})
    return (
        f"ready after {seconds:.0f} s. Open {settings.gateway_url}/ in a browser (for staff: /staff there),\n"
        "ask in another terminal with 'make shell', or over REST:\n"
        f"  curl -s {settings.rest_url} -H 'Content-Type: application/json' -d '{example}'\n"
        "Ctrl-C stops it."
    )


def main() -> int:
    """Run until interrupted; exit status 0 then, 1 when something failed."""
    stop_on_signals()
    servers: Servers | None = None
    try:
        settings = read_settings()
        settings.run_dir.mkdir(parents=True, exist_ok=True)
        build_database()
        model = trained_model(settings, settings.run_dir / "training.log")
        servers = Servers(settings, model, gateway=True)
        print("servers: starting gateway, action server and Rasa ...", flush=True)
        servers.start()
        print(how_to_ask(settings, servers.wait_until_ready()), flush=True)
        while True:
            servers.check()
            time.sleep(1)
    except Interrupted:
        print("\nstopping", flush=True)
        return 0
    except (ServeError, SettingError) as error:
        print(f"The assistant is not running: {error}", file=sys.stderr)
        return 1
    finally:
        if servers is not None:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            servers.stop()


if __name__ == "__main__":
    sys.exit(main())
