"""A resident's own conversation: reading it again, and deleting it for good."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web.api.bodies import session_of
from web.errors import ApiError
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``GET`` and ``DELETE /api/history``."""

    async def read(request: Request) -> Response:
        session = session_of(services, request)
        try:
            return JSONResponse({"turns": await run_in_threadpool(services.turns, session)})
        except SQLAlchemyError:
            raise ApiError(503, "unavailable", 30) from None

    async def forget(request: Request) -> Response:
        session = session_of(services, request)
        try:
            await services.assistant.forget(session)
        except SQLAlchemyError:
            raise ApiError(503, "unavailable", 30) from None
        return Response(status_code=204)

    async def history(request: Request) -> Response:
        return await (forget(request) if request.method == "DELETE" else read(request))

    # One route, so that a refusal of another method names both of these.
    return [Route("/api/history", history, methods=["GET", "DELETE"])]
