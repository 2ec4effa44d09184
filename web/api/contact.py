"""The line of a person, whether somebody answers it now, and the two settings that the widget tells or follows."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET /api/contact``."""

    async def contact(_request: Request) -> Response:
        line = await run_in_threadpool(services.contact)
        settings = services.settings
        return JSONResponse({**line, "days": settings.retention_days, "leave": settings.quick_exit})

    return [Route("/api/contact", contact, methods=["GET"])]
