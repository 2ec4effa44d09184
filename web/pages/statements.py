"""The statements on privacy and accessibility."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web.pages.page import render
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET /privacy`` and ``GET /accessibility``."""

    def fields() -> dict[str, object]:
        settings = services.settings
        return {**services.contact(), "days": settings.retention_days, "hours": settings.session_hours}

    # Not coroutines: Starlette runs them beside its loop, since the contact comes from the catalogue.
    def privacy(request: Request) -> Response:
        return render(services, request, "statement.html", statement="privacy", fields=fields())

    def accessibility(request: Request) -> Response:
        return render(services, request, "statement.html", statement="accessibility", fields=fields())

    return [Route("/privacy", privacy, methods=["GET"]), Route("/accessibility", accessibility, methods=["GET"])]
