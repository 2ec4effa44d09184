"""A gateway over the small catalogue, with a stand-in for Rasa where a test wants one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from core.settings import Settings
from core.turn import World
from web.app import create_app
from web.assistant import Assistant
from web.services import Services


def make_settings(folder: Path, engine: Engine, **changes: Any) -> Settings:
    """Settings of a gateway whose stores lie in a folder; nothing listens where it looks for Rasa."""
    given: dict[str, Any] = {
        "database_url": str(engine.url),
        "conversations_url": f"sqlite:///{folder}/conversations.db",
        "desk_url": f"sqlite:///{folder}/desk.db",
        "rasa_host": "127.0.0.1",
        "rasa_port": 9,
        "actions_host": "127.0.0.1",
        "actions_port": 9,
        "answer_timeout": 1,
        "database_timeout": 2,
        "message_limit": 2000,
        "turns_kept": 12,
        "retention_days": 30,
        "encoder": "on",
        "log_level": "WARNING",
        "session_secret": "for tests alone",
        "session_rate": 1000,
        "address_rate": 10_000,
        "run_dir": folder,
    }
    return Settings(**{**given, **changes})


class Rasa:
    """Stands in for Rasa's channel: hears messages, gives what it is told to give."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.says: Any = None
        self.fails = False

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the gateway."""
        if self.fails:
            raise httpx.ReadTimeout("slow", request=request)
        if request.method == "GET":
            return httpx.Response(200, json={"status": "ok"})
        body = httpx.Response(200, content=request.content).json()
        self.heard.append((body["sender"], body["message"]))
        if self.says is not None:
            return httpx.Response(200, json=self.says)
        plain = {"status": "answered", "records": ["roads-pothole"], "danger": "", "intent": "need_roads",
                 "confidence": 0.9, "parts": [{"kind": "answer", "text": f"heard {body['message']}"}]}
        return httpx.Response(200, json=[{"text": f"heard {body['message']}", "custom": plain}])


@pytest.fixture
def settings(tmp_path: Path, engine: Engine) -> Settings:
    """Settings of the gateway."""
    return make_settings(tmp_path, engine)


@pytest.fixture
def services(settings: Settings, world: World) -> Services:
    """Services over the small catalogue; Rasa is away."""
    made = Services.of(settings)
    made._world = world
    return made


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    """A browser without a session, at a gateway in basic mode."""
    with TestClient(create_app(services)) as browser:
        yield browser


@pytest.fixture
def rasa(services: Services) -> Rasa:
    """A stand-in for Rasa, at work behind `client`."""
    stand_in = Rasa()
    answered = httpx.AsyncClient(transport=httpx.MockTransport(stand_in.answer))
    services.assistant = Assistant(services.settings, services.conversations, lambda: services.world, answered)
    return stand_in


class Caller:
    """Somebody with a session of their own.

    Args:
        client: of the gateway.
    """

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = client.post("/api/session").json()["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def says(self, message: str) -> dict[str, Any]:
        """Say something, get the reply."""
        response = self.client.post("/api/chat", json={"message": message}, headers=self.headers)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        return reply

    def history(self) -> list[dict[str, Any]]:
        """The conversation as the gateway gives it."""
        turns: list[dict[str, Any]] = self.client.get("/api/history", headers=self.headers).json()["turns"]
        return turns


@pytest.fixture
def caller(client: TestClient) -> Caller:
    """Somebody with a session."""
    return Caller(client)
