"""The description of the endpoints, for other programs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.yaml_text import parse_yaml
from web.services import Services

_PATH = Path(__file__).parent.parent / "openapi.yml"


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The OpenAPI document."""
    held: dict[str, Any] = parse_yaml(_PATH.read_text("utf-8"))
    return held


def routes(_services: Services) -> list[BaseRoute]:
    """``GET /openapi.json``."""

    async def describe(_request: Request) -> Response:
        return JSONResponse(description())

    return [Route("/openapi.json", describe, methods=["GET"])]
