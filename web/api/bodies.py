"""Reading what a request brings, with clear errors."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from web.errors import ApiError
from web.services import Services


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object of a request.

    Raises:
        ApiError: it isn't one. Only JSON is taken, since a form of another site could send anything else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ApiError(415, "wrong_type")
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise ApiError(400, "bad_request") from None
    if not isinstance(body, dict):
        raise ApiError(400, "bad_request")
    return body


def text_of(body: dict[str, Any], name: str, most: int, default: str | None = None) -> str:
    """A text in a JSON object.

    Args:
        body: the object.
        name: of the text.
        most: characters at most.
        default: for one that isn't there; None when it must be.

    Raises:
        ApiError: it is missing, is no text or is too long.
    """
    value = body.get(name, default)
    if not isinstance(value, str):
        raise ApiError(400, "bad_request")
    if len(value) > most:
        raise ApiError(400, "too_long")
    # JSON can carry half a character, which no database holds.
    return value.encode("utf-8", "replace").decode()


def session_of(services: Services, request: Request) -> str:
    """The session of a request.

    Raises:
        ApiError: it brings none that we signed, or one that is too old.
    """
    session = services.sessions.of_request(request)
    if session is None:
        raise ApiError(401, "no_session")
    return session
