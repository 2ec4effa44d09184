"""What the browser visits: a gateway that can be slow, broken or without Rasa, and another site that has the widget."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from core.settings import Settings
from core.turn import World
from core.way import answer
from web.app import create_app
from web.assistant import Assistant
from web.errors import respond
from web.limits import Limiter
from web.services import Services

FAST = 10_000  # requests a minute: nobody in a test is too fast unless the test says so


@contextmanager
def serving(app: ASGIApp, door: socket.socket) -> Iterator[None]:
    """An application that answers at a socket, in a thread of its own."""
    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server doesn't start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def new_door() -> socket.socket:
    """A socket on a free port of this machine; whoever listens on it has the port for sure."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    return door


def port_of(door: socket.socket) -> int:
    """The port of a socket."""
    return int(door.getsockname()[1])


class Rasa:
    """Stands in for Rasa: speaks as its channel does, with the core's own answers.

    Args:
        services: hold the catalogue and the conversations.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self.heard: list[str] = []
        self.mend()

    def mend(self) -> None:
        """Be quick, there, and answer from the catalogue."""
        self.heard.clear()
        self.slow = 0.0
        self.away = False
        self.says: list[dict[str, Any]] = []

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the gateway."""
        if self.away:
            raise httpx.ConnectError("away", request=request)
        if request.method == "GET":
            return httpx.Response(200, json={"status": "ok"})
        body = json.loads(request.content)
        self.heard.append(body["message"])
        await asyncio.sleep(self.slow)
        said = self.says or await run_in_threadpool(self._say, body["sender"], body["message"])
        return httpx.Response(200, json=said)

    def _say(self, sender: str, message: str) -> list[dict[str, Any]]:
        kept = self._services.conversations
        said, after = answer(message, kept.thread(sender), self._services.world)
        kept.add_turn(sender, message, said, after, self._services.settings.turns_kept)
        buttons = [{"title": button.title, "payload": button.title} for button in said.buttons]
        custom = {**said.to_plain(), "intent": "need_waste", "confidence": 0.91}
        return [{"text": said.text, "buttons": buttons, "custom": custom}]


class Gateway:
    """The gateway under test, with a stand-in for Rasa.

    Args:
        settings: of the gateway.
        world: what it answers from; None to open the catalogue of the settings.
    """

    def __init__(self, settings: Settings, world: World | None = None) -> None:
        self.services = Services.of(settings)
        self.services._world = world
        self.rasa = Rasa(self.services)
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.rasa.answer))
        self.services.assistant = Assistant(settings, self.services.conversations, lambda: self.services.world, client)
        self.broken = False
        self._app = create_app(self.services)

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return self.services.settings.gateway_url

    def mend(self) -> None:
        """Be as at the start: whole, in full mode, and patient with everybody."""
        self.broken = False
        self.rasa.mend()
        self.services.assistant._rests_until = 0.0
        self.services.pace = Limiter(FAST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; the API refuses all while the gateway is broken."""
        is_api = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (respond(503, "unavailable", 30) if self.broken and is_api else self._app)(scope, receive, send)


@contextmanager
def gateway_at(door: socket.socket, settings: Settings, world: World | None = None) -> Iterator[Gateway]:
    """A gateway that answers at a socket."""
    port = port_of(door)
    made = Gateway(replace(settings, gateway_port=port, public_url=f"http://127.0.0.1:{port}"), world)
    with serving(made, door):
        yield made


# A site with a style that spares nothing, and a policy that allows the gateway and no more.
_PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<link rel="stylesheet" href="/site.css"><link rel="icon" href="data:,">{tag}</head>
<body><main><h1>{title}</h1><p>Rubbish, <a href="/fees">fees</a> and more.</p><p><button>Go</button></p></main></body>
</html>"""
_LONG_PAGE = """<!doctype html>
<html lang="en-GB"><head><title>Streets</title><link rel="icon" href="data:,">{tag}</head>
<body><h1>Streets</h1><ul>{lines}</ul></body></html>"""
_STYLE = """
html { font-size: 5px; }
body { text-transform: uppercase; letter-spacing: .5em; line-height: 4; word-spacing: 2em; text-align: right;
  cursor: wait; color: #ff00ff; font: italic bold 33px/3 "Times New Roman", serif; }
* { color: #00ff00 !important; background: #ff0000 !important; border-radius: 40px !important; margin: 9px !important;
  text-transform: uppercase !important; font-family: monospace !important; letter-spacing: .3em !important;
  direction: rtl !important; opacity: .9 !important; visibility: visible !important; float: right !important; }
button, textarea, form, dialog, aside, h2, details { display: none !important; }
council-assistant, council-assistant * { display: none !important; font-size: 50px !important;
  transform: scale(3) !important; }
main button { display: inline-block !important; }
"""


def other_site(gateway: str) -> Starlette:
    """Another site that embeds the widget by its one tag.

    Args:
        gateway: its address.
    """
    policy = (
        f"default-src 'none'; script-src {gateway}; connect-src {gateway}; style-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    tag = f'<script src="{gateway}/widget.js" data-title="Ask the shire" data-position="left" defer></script>'

    def page(request: Request) -> Response:
        path = request.url.path
        title = {"/fees": "Fees", "/weather": "Weather"}.get(path, "Bins")
        shown = tag if path in ("/", "/fees", "/pictures") else ""
        # One page allows the pictures of the gateway as well.
        held = policy.replace("img-src", f"img-src {gateway}") if path == "/pictures" else policy
        return HTMLResponse(_PAGE.format(title=title, tag=shown), headers={"Content-Security-Policy": held})

    def long(_request: Request) -> Response:
        lines = "".join(f'<li><a href="#{number}">Street {number}</a></li>' for number in range(1, 61))
        return HTMLResponse(_LONG_PAGE.format(tag=tag, lines=lines), headers={"Content-Security-Policy": policy})

    def style(_request: Request) -> Response:
        return Response(_STYLE, media_type="text/css")

    pages = [Route(path, page) for path in ("/", "/fees", "/bare", "/weather", "/pictures")]
    return Starlette(routes=[*pages, Route("/long", long), Route("/site.css", style)])
