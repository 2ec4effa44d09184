"""Whether an answer helped; kept without the question and without who asked."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web.api.bodies import read_json, session_of, text_of
from web.errors import ApiError
from web.services import Services

_REASON = 300  # characters
_RECORDS = 20


def routes(services: Services) -> list[BaseRoute]:
    """``POST /api/feedback``."""

    async def note(request: Request) -> Response:
        session = session_of(services, request)
        wait = services.pace.wait(f"feedback {session}")
        if wait:
            raise ApiError(429, "too_many", wait)
        body = await read_json(request)
        helpful, records = body.get("helpful"), body.get("records", [])
        are_ids = isinstance(records, list) and all(isinstance(one, str) and len(one) <= 120 for one in records)
        if not isinstance(helpful, bool) or not are_ids or len(records) > _RECORDS:
            raise ApiError(400, "bad_request")
        reason = text_of(body, "reason", _REASON, "")
        records = [one.encode("utf-8", "replace").decode() for one in records]
        await run_in_threadpool(services.desk.feedback.note, helpful, reason, records)
        return JSONResponse({}, 201)

    return [Route("/api/feedback", note, methods=["POST"])]
