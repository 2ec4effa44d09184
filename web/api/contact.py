"""The line of a person, and whether somebody answers it now."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET /api/contact``."""

    async def contact(_request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(services.contact))

    return [Route("/api/contact", contact, methods=["GET"])]
