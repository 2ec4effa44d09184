"""The gateway: residents' pages and widget, the API behind them, and the staff desk, as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from web import api, pages, staff
from web.errors import ApiError, on_api_error, on_fault, on_http_error
from web.middleware import AddressPace, BodyLimit, DirectPeer, SafeHeaders
from web.services import Services

_STATIC = Path(__file__).parent / "static"


def create_app(services: Services) -> Starlette:
    """The application over its services."""
    settings = services.settings

    async def widget(_request: Request) -> Response:
        return FileResponse(
            _STATIC / "widget.js", media_type="text/javascript", headers={"Cache-Control": "public, max-age=300"}
        )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await services.assistant.close()

    routes: list[BaseRoute] = [
        *api.routes(services),
        *pages.routes(services),
        *staff.routes(services),
        Route("/widget.js", widget, methods=["GET"]),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    middleware = [
        Middleware(DirectPeer),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxy_addresses)),
        Middleware(SafeHeaders, https=settings.gateway_url.startswith("https:")),
        # Sites that embed the widget; tokens travel in a header, so no cookie is sent along.
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.widget_origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After"],
            max_age=600,
        ),
        Middleware(AddressPace, limiter=services.addresses),
        Middleware(BodyLimit),
    ]
    handlers = {ApiError: on_api_error, HTTPException: on_http_error, Exception: on_fault}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=lifespan)
