"""The catalogue for other programs: search, and one record."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.catalogue.database import DatabaseMissing
from core.catalogue.records import ReportedInitiative, ServedNeed
from core.lookup.staff import look_up_for_staff
from web.errors import ApiError
from web.services import Services

_WORDS = 300  # characters
_MOST = 20
_INNER = {"asked_as"}  # phrases that look-up uses; no part of what a record says


def routes(services: Services) -> list[BaseRoute]:
    """``GET /api/search`` and ``GET /api/records/{id}``."""

    def find(words: str, area: str, year: int | None, limit: int) -> dict[str, Any]:
        world = services.world
        if (area and area not in world.snapshot.areas) or (year and year not in world.snapshot.reports):
            raise ApiError(404, "not_found")
        found = look_up_for_staff(world, words, area=area or None, year=year, limit=limit)
        return {
            "initiatives": [_plain(initiative) for initiative in found.initiatives],
            "needs": [_plain(need) for need, *_ in found.signposts],
        }

    def one(record: str) -> dict[str, Any] | None:
        catalogue = services.world.catalogue
        held = catalogue.initiatives([record]).get(record) or catalogue.needs([record]).get(record)
        return None if held is None else _plain(held)

    async def search(request: Request) -> Response:
        asked = request.query_params
        words = asked.get("q", "").encode("utf-8", "replace").decode().replace("\x00", " ")
        if len(words) > _WORDS or not words.strip():
            raise ApiError(400, "bad_request")
        year, limit = _whole(asked.get("year", "")), _whole(asked.get("limit", "6"))
        if limit is None or not 1 <= limit <= _MOST:
            raise ApiError(400, "bad_request")
        try:
            return JSONResponse(await run_in_threadpool(find, words, asked.get("area", ""), year, limit))
        except DatabaseMissing:
            raise ApiError(503, "unavailable", 30) from None

    async def record(request: Request) -> Response:
        try:
            held = await run_in_threadpool(one, request.path_params["record"])
        except DatabaseMissing:
            raise ApiError(503, "unavailable", 30) from None
        if held is None:
            raise ApiError(404, "not_found")
        return JSONResponse(held)

    return [Route("/api/search", search, methods=["GET"]), Route("/api/records/{record}", record, methods=["GET"])]


def _plain(record: ReportedInitiative | ServedNeed) -> dict[str, Any]:
    kind = "initiative" if isinstance(record, ReportedInitiative) else "need"
    return {"kind": kind, **record.dict(exclude=_INNER)}


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ApiError(400, "bad_request")
    return int(text)
