"""The endpoints that the widget and other programs ask; ``web/openapi.yml`` describes them."""

from __future__ import annotations

from starlette.routing import BaseRoute

from web.api import catalogue, charts, chat, contact, description, feedback, health, history
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """The routes of all endpoints."""
    modules = (chat, history, feedback, contact, catalogue, charts, health, description)
    return [route for module in modules for route in module.routes(services)]
