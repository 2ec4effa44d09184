"""Charts of figures over the years, as pictures for the widget, the pages and the desk."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core.catalogue.database import DatabaseMissing
from core.lookup.topics import one_series
from web.charts import draw_chart
from web.errors import ApiError
from web.services import Services

# A picture by itself may load nothing; its own styles are all it has.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def routes(services: Services) -> list[BaseRoute]:
    """``GET /api/charts/{topic}/{position}.svg``."""

    def drawn(topic: str, position: str) -> bytes | None:
        # Starlette's own kind of number breaks on thousands of digits.
        if not re.fullmatch(r"[0-9]{1,3}", position):
            return None
        series = one_series(services.world.catalogue, topic, int(position))
        return None if series is None else draw_chart(series)

    async def chart(request: Request) -> Response:
        try:
            picture = await run_in_threadpool(drawn, request.path_params["topic"], request.path_params["position"])
        except DatabaseMissing:
            raise ApiError(503, "unavailable", 30) from None
        if picture is None:
            raise ApiError(404, "not_found")
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "public, max-age=3600"}
        return Response(picture, media_type="image/svg+xml", headers=headers)

    return [Route("/api/charts/{topic}/{position}.svg", chart, methods=["GET"])]
