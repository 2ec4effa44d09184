"""What the pages and endpoints share: settings, sessions, the assistant, the catalogue and the stores."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.templating import Jinja2Templates

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.conversations import Conversations
from core.lookup.opening import is_open
from core.lookup.responsibility import county_council
from core.settings import Settings
from core.turn import World
from core.understanding.encoder import encode_once, encode_words_once
from core.way import COUNCIL
from web.answers import turns_of
from web.assistant import Assistant
from web.limits import Limiter
from web.sessions import Sessions
from web.staff.store import DeskStore

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass
class Services:
    """What the pages and endpoints share.

    Attributes:
        settings: of the process.
        sessions: of residents.
        conversations: of residents.
        assistant: that answers.
        desk: what the staff desk keeps.
        pace: of the messages of a session.
        addresses: of the requests of an address.
        templates: of pages.
    """

    settings: Settings
    sessions: Sessions
    conversations: Conversations
    assistant: Assistant
    desk: DeskStore
    pace: Limiter
    addresses: Limiter
    templates: Jinja2Templates
    _world: World | None = None
    _opening: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, settings: Settings) -> Services:
        """The services that the settings ask for; nothing is connected yet.

        Raises:
            DatabaseMissing: the URL of a store can't be used.
        """
        conversations = Conversations.of(settings)
        # The assistant asks for the world when it needs one, and these services are what opens it.
        services = cls(
            settings=settings,
            sessions=Sessions.of(settings),
            conversations=conversations,
            assistant=Assistant(settings, conversations, lambda: services.world),
            desk=DeskStore(settings.desk_url, settings.database_timeout),
            pace=Limiter(settings.session_rate),
            addresses=Limiter(settings.address_rate),
            templates=Jinja2Templates(directory=_TEMPLATES),
        )
        return services

    @property
    def world(self) -> World:
        """What the core may ask; opened at first use, and looked for again while there is no database.

        Raises:
            DatabaseMissing: the catalogue isn't there.
        """
        with self._opening:
            if self._world is None:
                self._world = World(Catalogue.of(self.settings), encode_once, encode_words=encode_words_once)
            return self._world

    def contact(self) -> dict[str, Any]:
        """The line of a person, and whether somebody answers now; None when the hours don't tell."""
        now = datetime.now(timezone.utc)
        try:
            council = county_council(self.world.catalogue.organisations(), self.world.today())
        except DatabaseMissing:
            council = None
        if council is None:
            return {**COUNCIL, "hours": "", "open_now": None}
        return {
            "name": council.name,
            "phone": council.phone or "",
            "web": council.web or "",
            "hours": council.hours,
            "open_now": is_open(council.hours, now),
        }

    def turns(self, session: str) -> list[dict[str, Any]]:
        """A conversation as the resident saw it; empty when it can't be read.

        Raises:
            SQLAlchemyError: the store can't be used.
        """
        return turns_of(self.conversations.events(session))

    def turns_or_none(self, session: str) -> list[dict[str, Any]] | None:
        """The same, or None when the store can't be used."""
        try:
            return self.turns(session)
        except SQLAlchemyError:
            return None

    def is_own_origin(self, request: Request) -> bool:
        """Whether a request comes from a page of ours, as far as the browser tells."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        if origin is None:
            return True
        host = request.headers.get("host", "")
        return urlsplit(origin).netloc in {host, urlsplit(self.settings.gateway_url).netloc}
