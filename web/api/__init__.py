"""The endpoints that the widget and other programs ask; ``web/openapi.yml`` describes them."""

from __future__ import annotations

from starlette.routing import BaseRoute

from web.api import catalogue, chat, contact, description, feedback, health, history
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """The routes of all endpoints."""
    modules = (chat, history, feedback, contact, catalogue, health, description)
    return [route for module in modules for route in module.routes(services)]
