"""Bringing the assistant up: what is wrong is named, and nothing is left running.

A small script stands in the place of Python, so that servers start, answer and die at once; `tests/live` runs the real
ones.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot import assemble, serve
from bot.serve import ServeError, Servers
from core.settings import Settings

LASTS = "exec sleep 60"
DIES = "for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do echo complaint $n; done; exit 3"
STUBBORN = "trap '' TERM; while true; do sleep 0.1; done"
ANSWERS = """exec {python} -c '
import http.server, os
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.do_POST()
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"[{{}}]")
http.server.HTTPServer(("127.0.0.1", {port}), Answer).serve_forever()
'"""

Interpreter = Callable[..., None]

_OTHERS: frozenset[int] = frozenset()


@pytest.fixture
def interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interpreter:
    """Puts a script in the place of Python: what it does as action server, Rasa, training and loader."""

    def install(
        actions: str = LASTS, rasa: str = LASTS, training: str = "exit 1", loader: str = "exit 0", gateway: str = LASTS
    ) -> None:
        cases = {"*rasa_sdk*": actions, "*web.serve*": gateway, "*'rasa train'*": training, "*core.cli.load*": loader}
        cases["*"] = rasa
        branches = "\n".join(f"{pattern})\n{does}\n;;" for pattern, does in cases.items())
        script = tmp_path / "python"
        script.write_text(f'#!/bin/sh\ncase "$*" in\n{branches}\nesac\n', "utf-8")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))

    return install


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The test runner gets its own signals back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def servers(settings: Settings, tmp_path: Path) -> Iterator[Servers]:
    made = Servers(settings, tmp_path / "model.tar.gz")
    yield made
    made.stop()
    left = children()
    for child in left:
        child.kill()
    assert left == [], "something is left running"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model that fits the data, in a folder of its own."""
    monkeypatch.setattr(serve, "MODELS", tmp_path / "models")
    monkeypatch.setattr(serve, "assemble", lambda: assemble.assemble(tmp_path / "build"))
    (tmp_path / "models").mkdir()
    path = tmp_path / "models" / f"assistant-{assemble.training_fingerprint()}.tar.gz"
    path.touch()
    return path


@pytest.fixture(autouse=True)
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What earlier tests left running, such as the helper of a pool of processes, is no affair of these tests."""
    monkeypatch.setattr(sys.modules[__name__], "_OTHERS", frozenset(one.pid for one in psutil.Process().children()))


def children() -> list[psutil.Process]:
    """What this process has started since the test began and is still running."""
    started = [child for child in psutil.Process().children() if child.pid not in _OTHERS]
    return [child for child in started if child.status() != psutil.STATUS_ZOMBIE]


def wait_for(happens: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it didn't happen"
        time.sleep(0.02)


def died(servers: Servers) -> bool:
    try:
        servers.check()
    except ServeError:
        return True
    return False


@pytest.mark.parametrize(("setting", "port"), [("ACTIONS_PORT", "actions_port"), ("RASA_PORT", "rasa_port")])
def test_a_taken_port_is_named_with_its_setting_and_nothing_is_started(
    interpreter: Interpreter, settings: Settings, servers: Servers, setting: str, port: str
) -> None:
    interpreter()
    number = getattr(settings, port)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", number))
        taken.listen()
        with pytest.raises(ServeError, match=f"port {number} .*{setting}"):
            servers.start()
    assert children() == []


def test_a_port_that_was_just_freed_can_be_used(settings: Settings) -> None:
    with socket.socket() as before:
        before.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        before.bind(("127.0.0.1", settings.rasa_port))
        before.listen()
        with socket.create_connection(("127.0.0.1", settings.rasa_port)):
            before.accept()[0].close()
    serve.refuse_taken_port("127.0.0.1", settings.rasa_port, "RASA_PORT")


@pytest.mark.parametrize(("name", "dying"), [("action server", "actions"), ("Rasa", "rasa")])
def test_a_server_that_dies_is_named_with_its_last_lines(
    interpreter: Interpreter, servers: Servers, name: str, dying: str
) -> None:
    interpreter(**{dying: DIES})
    servers.start()
    wait_for(lambda: died(servers))
    with pytest.raises(ServeError) as caught:
        servers.check()
    assert f"the {name} stopped (exit status 3)" in str(caught.value)
    assert "complaint 18" in str(caught.value)
    assert "complaint 3\n" not in str(caught.value)


def test_a_server_that_dies_at_the_start_is_not_waited_for(interpreter: Interpreter, servers: Servers) -> None:
    interpreter(rasa=DIES)
    began = time.monotonic()
    servers.start()
    with pytest.raises(ServeError, match="the Rasa stopped"):
        servers.wait_until_ready()
    assert time.monotonic() - began < 5


def test_servers_that_never_answer_are_given_up(
    interpreter: Interpreter, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter()
    monkeypatch.setattr(serve, "_START_SECONDS", 0.5)
    servers.start()
    with pytest.raises(ServeError, match="no answer after"):
        servers.wait_until_ready()


def test_while_both_run_nothing_is_wrong(interpreter: Interpreter, servers: Servers) -> None:
    interpreter()
    servers.start()
    servers.check()
    assert len(children()) == 2


def test_stopping_ends_both_also_when_done_twice(interpreter: Interpreter, servers: Servers) -> None:
    interpreter()
    servers.start()
    servers.stop()
    assert children() == []
    servers.stop()


def test_a_server_that_does_not_heed_is_killed(
    interpreter: Interpreter, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_STOP_SECONDS", 0.3)
    interpreter(actions=STUBBORN, rasa=STUBBORN)
    servers.start()
    time.sleep(0.2)
    servers.stop()
    assert children() == []


def test_a_model_that_fits_is_not_trained_again(
    interpreter: Interpreter, settings: Settings, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interpreter(training="exit 1")
    assert serve.trained_model(settings, tmp_path / "training.log") == model
    assert "up to date" in capsys.readouterr().out


TRAINS = """while [ $# -gt 0 ]; do
case "$1" in --out) out=$2;; --fixed-model-name) name=$2;; esac
shift
done
touch "$out/$name.tar.gz\""""


def test_a_model_that_does_not_fit_is_replaced(
    interpreter: Interpreter, settings: Settings, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model.rename(model.with_name("assistant-0123.tar.gz"))
    interpreter(training=TRAINS)
    assert serve.trained_model(settings, tmp_path / "training.log") == model
    assert [path.name for path in model.parent.iterdir()] == [model.name]
    assert "model: trained in" in capsys.readouterr().out


def test_a_training_that_fails_tells_its_last_lines_and_keeps_the_old_model(
    interpreter: Interpreter, settings: Settings, model: Path, tmp_path: Path
) -> None:
    old = model.rename(model.with_name("assistant-0123.tar.gz"))
    interpreter(training=DIES)
    with pytest.raises(ServeError, match=r"(?s)the training failed.*complaint 18"):
        serve.trained_model(settings, tmp_path / "training.log")
    assert old.is_file()


def test_the_program_says_when_it_is_ready_and_how_to_ask_and_stops_on_an_interrupt(
    interpreter: Interpreter, settings: Settings, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rasa, gateway = (ANSWERS.format(python=sys.executable, port=n) for n in (settings.rasa_port, settings.gateway_port))
    interpreter(rasa=rasa, gateway=gateway)
    said: list[str] = []

    def interrupt_when_ready() -> None:
        deadline = time.monotonic() + 10
        while "ready after" not in "".join(said) and time.monotonic() < deadline:
            time.sleep(0.05)
            said.append(capsys.readouterr().out)
        os.kill(os.getpid(), signal.SIGINT)

    watcher = threading.Thread(target=interrupt_when_ready)
    watcher.start()
    assert serve.main() == 0
    watcher.join()
    assert f"curl -s http://127.0.0.1:{settings.rasa_port}/webhooks/rest/webhook" in "".join(said)
    assert f"Open http://127.0.0.1:{settings.gateway_port}/ in a browser" in "".join(said)
    assert "make shell" in "".join(said)
    assert children() == []


def test_the_program_ends_with_1_and_the_reason_when_a_port_is_taken(
    interpreter: Interpreter, settings: Settings, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interpreter()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.rasa_port))
        taken.listen()
        assert serve.main() == 1
    assert "RASA_PORT" in capsys.readouterr().err


def test_the_program_ends_with_1_and_the_reason_when_a_server_dies(
    interpreter: Interpreter, settings: Settings, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interpreter(actions=DIES)
    assert serve.main() == 1
    assert "the action server stopped" in capsys.readouterr().err
    assert children() == []


def test_the_program_ends_with_1_when_the_content_is_wrong(
    interpreter: Interpreter, settings: Settings, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interpreter(loader="exit 1")
    assert serve.main() == 1
    assert "the database could not be built" in capsys.readouterr().err


def test_the_program_ends_with_1_and_the_name_of_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RASA_PORT", "http")
    assert serve.main() == 1
    assert "RASA_PORT must be a number" in capsys.readouterr().err
