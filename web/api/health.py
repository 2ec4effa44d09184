"""Whether the gateway is alive, and what it could do for a resident now."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.catalogue.database import DatabaseMissing
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET /health`` and ``GET /ready``."""

    def has_catalogue() -> bool:
        try:
            return bool(services.world.catalogue.digest())
        except (DatabaseMissing, SQLAlchemyError):
            return False

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_request: Request) -> Response:
        rasa, catalogue = await services.assistant.is_up(), await run_in_threadpool(has_catalogue)
        status = "ready" if rasa and catalogue else "basic" if catalogue else "not ready"
        return JSONResponse({"status": status, "rasa": rasa, "catalogue": catalogue}, 200 if catalogue else 503)

    return [Route("/health", health, methods=["GET"]), Route("/ready", ready, methods=["GET"])]
