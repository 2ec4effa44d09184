"""HTML pages for residents: a demo page, the chat without JavaScript, and two statements."""

from __future__ import annotations

from starlette.routing import BaseRoute

from web.pages import chat, demo, statements
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """Every page for residents."""
    return [*demo.routes(services), *chat.routes(services), *statements.routes(services)]
