"""The chat in the terminal, with a small server in the place of the assistant."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot import shell
from core.settings import Settings
from tests.bot.conftest import free_port

CHOICES: list[dict[str, Any]] = [
    {"text": "Which kind of carer?", "buttons": [{"title": "Young carer", "payload": "Young carer"}]},
    {"buttons": [{"title": "Foster carer", "payload": "Foster carer"}]},
]


@dataclass
class Assistant:
    """What it was told, and what it says to anything."""

    says: Any = field(default_factory=lambda: [{"text": "About that."}])
    status: int = 200
    told: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    made = Assistant()

    class Handler(BaseHTTPRequestHandler):
        def _send(self, body: bytes) -> None:
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._send(b"{}")

        def do_POST(self) -> None:
            made.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send(made.says if isinstance(made.says, bytes) else json.dumps(made.says).encode())

        def log_message(self, *_args: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer((settings.rasa_host, settings.rasa_port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Types lines; then the input ends."""

    def typed(*lines: str) -> None:
        remaining = iter(lines)

        def read(_prompt: str = "") -> str:
            try:
                return next(remaining)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)

    return typed


Typing = Callable[..., None]
Output = pytest.CaptureFixture[str]


def messages(assistant: Assistant) -> list[str]:
    return [request["message"] for request in assistant.told]


def test_a_question_is_sent_and_the_answer_shown(
    assistant: Assistant, settings: Settings, type_in: Typing, capsys: Output
) -> None:
    type_in("  my bin was missed ")
    shell.chat(settings)
    assert messages(assistant) == ["my bin was missed"]
    assert "About that." in capsys.readouterr().out


def test_buttons_are_numbered_through_all_replies(
    assistant: Assistant, settings: Settings, type_in: Typing, capsys: Output
) -> None:
    assistant.says = CHOICES
    type_in("carer help")
    shell.chat(settings)
    assert "  1. Young carer\n  2. Foster carer\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("2", "Foster carer"),
        ("1", "Young carer"),
        ("3", "3"),
        ("0", "0"),
        ("Young carer", "Young carer"),
        ("2023", "2023"),
    ],
)
def test_a_number_sends_the_words_of_its_button(
    assistant: Assistant, settings: Settings, type_in: Typing, typed: str, sent: str
) -> None:
    assistant.says = CHOICES
    type_in("carer help", typed)
    shell.chat(settings)
    assert messages(assistant)[1] == sent


def test_without_buttons_a_number_is_a_message(assistant: Assistant, settings: Settings, type_in: Typing) -> None:
    type_in("1")
    shell.chat(settings)
    assert messages(assistant) == ["1"]


@pytest.mark.parametrize("word", ["quit", "exit", "QUIT"])
def test_quit_ends_it(assistant: Assistant, settings: Settings, type_in: Typing, word: str) -> None:
    type_in("hello", word, "never sent")
    shell.chat(settings)
    assert messages(assistant) == ["hello"]


def test_one_chat_is_one_conversation_and_the_next_another(
    assistant: Assistant, settings: Settings, type_in: Typing
) -> None:
    for _ in range(2):
        type_in("hello", "tell me more")
        shell.chat(settings)
    senders = [request["sender"] for request in assistant.told]
    assert senders[0] == senders[1] != senders[2] == senders[3]


def test_when_the_assistant_has_gone_it_is_said_and_the_chat_goes_on(
    settings: Settings, type_in: Typing, capsys: Output
) -> None:
    type_in("hello", "still there?")
    shell.chat(replace(settings, rasa_port=free_port()))
    assert capsys.readouterr().out.count("the assistant doesn't answer") == 2


@pytest.mark.parametrize("answer", [(500, []), (200, b"<html>"), (400, {"error": "no"})])
def test_an_answer_that_is_none_is_said_to_be_none(
    assistant: Assistant, settings: Settings, type_in: Typing, capsys: Output, answer: tuple[int, Any]
) -> None:
    assistant.status, assistant.says = answer
    type_in("hello")
    shell.chat(settings)
    assert "the assistant doesn't answer" in capsys.readouterr().out


def test_a_running_assistant_is_used_and_left_running(
    assistant: Assistant, settings: Settings, type_in: Typing, capsys: Output
) -> None:
    type_in("hello")
    assert shell.is_running(settings)
    assert shell.main() == 0
    assert messages(assistant) == ["hello"]
    assert "starting" not in capsys.readouterr().out


def test_an_assistant_that_is_not_there_is_not_running(settings: Settings) -> None:
    assert not shell.is_running(settings)


def test_a_wrong_setting_ends_it_with_1_and_its_name(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("ANSWER_TIMEOUT", "soon")
    assert shell.main() == 1
    assert "ANSWER_TIMEOUT must be a number" in capsys.readouterr().err
