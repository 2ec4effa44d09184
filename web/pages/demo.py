"""The demo page: what a council page looks like with the chat window on it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web.pages.page import render
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET /``."""

    def show(request: Request) -> Response:
        return render(services, request, "demo.html")

    return [Route("/", show, methods=["GET"])]
