"""The staff desk on the small catalogue, with a browser of sorts and a clock that can be set forward."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.settings import Settings, read_settings
from core.turn import World
from web.app import create_app
from web.assistant import Reply
from web.services import Services
from web.staff import passwords
from web.staff.store import DeskStore

PASSWORD = "correct horse battery"


@dataclass
class Clock:
    """A clock that stands still until it is set forward."""

    now: datetime = datetime(2026, 11, 24, 10, 0)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Set it forward, such as by ``minutes=5``."""
        self.now += timedelta(**by)


@dataclass
class AssistantStandIn:
    """Answers every question alike, and remembers what it was told to forget."""

    reply: Reply
    asked: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def ask(self, session: str, text: str) -> Reply:
        self.asked.append((session, text))
        return self.reply

    async def forget(self, session: str) -> None:
        self.forgotten.append(session)

    async def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    # The real settings take a tenth of a second by intent.
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> DeskStore:
    return DeskStore(f"sqlite:///{tmp_path / 'desk.db'}", 2, clock)


@pytest.fixture
def settings(tmp_path: Path, engine: Engine) -> Settings:
    return replace(
        read_settings(),
        database_url=str(engine.url),
        conversations_url=f"sqlite:///{tmp_path / 'conversations.db'}",
        desk_url=f"sqlite:///{tmp_path / 'desk.db'}",
        public_url="",
        gateway_host="127.0.0.1",
        gateway_port=8080,
        session_secret="secret of the tests",
        address_rate=100_000,
        auth_proxy_header="",
        auth_proxy_addresses=(),
        run_dir=tmp_path,
    )


@pytest.fixture
def assistant() -> AssistantStandIn:
    answer = {
        "status": "answered",
        "text": "Over 100 <wardens>.",
        "parts": [{"kind": "answer", "text": "Over 100 <wardens>."}],
        "buttons": [],
        "records": ["flooding-2023-flood-wardens"],
        "exit": False,
    }
    return AssistantStandIn(Reply("full", [answer], "initiative_flooding", 0.93))


@pytest.fixture
def services(settings: Settings, store: DeskStore, world: World, assistant: AssistantStandIn) -> Services:
    made = Services.of(settings)
    made.desk = store
    made.assistant = assistant  # type: ignore[assignment]
    made._world = world
    return made


@pytest.fixture
def app(services: Services) -> Starlette:
    return create_app(services)


class Browser(TestClient):
    """A browser of a member of staff, that follows no redirect by itself."""

    def csrf(self, page: str = "/staff") -> str:
        """The token that the forms of a page carry."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found is not None, f"{page} has no form"
        return found[1]

    def sign_in(self, name: str = "ann", password: str = PASSWORD, **fields: str) -> Any:
        """Fill in the sign-in form and send it."""
        data = {"csrf": self.csrf("/staff/login"), "name": name, "password": password, **fields}
        return self.post("/staff/login", data=data)

    def fill_in(self, address: str, **fields: Any) -> Any:
        """Fill in a form of ours and send it."""
        return self.post(address, data={"csrf": self.csrf(), **fields})


@pytest.fixture
def stranger(app: Starlette, store: DeskStore) -> Browser:
    """Somebody who isn't signed in; ann has an account."""
    store.accounts.put("ann", passwords.hash_of(PASSWORD))
    return Browser(app, base_url="http://127.0.0.1:8080", client=("10.0.0.1", 5000), follow_redirects=False)


@pytest.fixture
def ann(stranger: Browser) -> Browser:
    """Ann, signed in."""
    assert stranger.sign_in().status_code == 303
    return stranger
