"""What holds for every request: the size of a body, the pace of an address, and the headers that keep pages safe."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import respond
from web.limits import Limiter

BODY_LIMIT = 64 * 1024  # bytes; the longest message is a small part of it
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With no referrer at all, browsers call the origin of a form "null", and it could not be told from another site's.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EMBEDDED = ("/widget.js", "/api/charts/")  # where what other sites load stands


class DirectPeer:
    """Remembers who connects, before proxies are asked for whom they speak.

    A single sign-on proxy is believed by its own address, while limits go by the caller's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request with the peer in its scope."""
        if scope["type"] == "http":
            scope["direct_peer"] = (scope.get("client") or ("", 0))[0]
        await self._app(scope, receive, send)


class SafeHeaders:
    """Adds the headers that tell browsers what a page may do.

    Args:
        app: that answers.
        https: whether browsers reach the gateway over https.
    """

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                shared = scope["path"].startswith(_EMBEDDED)
                headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
                if self._https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                if not shared and not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, add)


class BodyLimit:
    """Refuses bodies that are larger than any message, before and while they come in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on requests whose body is small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdigit() or int(told) > BODY_LIMIT:
            await respond(413, "too_large")(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > BODY_LIMIT:
                await respond(413, "too_large")(scope, receive, send)
                return
        handed = False

        async def again() -> Message:
            nonlocal handed
            if handed:
                return await receive()
            handed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)


class AddressPace:
    """Refuses an address that asks faster than people do.

    Args:
        app: that answers.
        limiter: of addresses.
    """

    def __init__(self, app: ASGIApp, limiter: Limiter) -> None:
        self._app = app
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on requests that come at a fair pace."""
        free = scope["type"] != "http" or scope["path"].startswith("/static/") or scope["path"] in _FREE
        wait = 0 if free else self._limiter.wait((scope.get("client") or ("unknown", 0))[0])
        if wait:
            await respond(429, "too_many", wait)(scope, receive, send)
            return
        await self._app(scope, receive, send)


_FREE = ("/health", "/ready", "/widget.js")
