"""Errors that a caller of the API sees: a code for programs, a sentence for people."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.way import COUNCIL
from web.wording import words

_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 500: "error"}


class ApiError(Exception):
    """A request that can't be answered.

    Args:
        status: of HTTP.
        code: for programs, and the name of the sentence in ``data/web/gateway.yml``.
        wait: seconds after which it may be tried again.
    """

    def __init__(self, status: int, code: str, wait: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.wait = status, code, wait


def sentence(code: str, wait: int = 0) -> str:
    """What people are told of an error."""
    told = words()["errors"]
    said: str = (told.get(code) or told["error"]).format(wait=wait, **COUNCIL)
    return said


def respond(status: int, code: str, wait: int = 0) -> JSONResponse:
    """An error as JSON."""
    headers = {"Retry-After": str(wait)} if wait else {}
    return JSONResponse({"error": {"code": code, "message": sentence(code, wait)}}, status, headers)


async def on_api_error(_request: Request, error: Exception) -> Response:
    """Answer an `ApiError`."""
    assert isinstance(error, ApiError)
    return respond(error.status, error.code, error.wait)


async def on_http_error(_request: Request, error: Exception) -> Response:
    """Answer what the router refuses: unknown addresses and methods."""
    assert isinstance(error, HTTPException)
    response = respond(error.status_code, _CODES.get(error.status_code, "error"))
    response.headers.update(error.headers or {})
    return response


async def on_fault(_request: Request, _error: Exception) -> Response:
    """Answer a fault of ours; the log has its cause."""
    return respond(500, "error")
