"""The door of the staff desk: who comes in, with a password or vouched for by a single sign-on proxy."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from core.catalogue.database import DatabaseMissing
from web.staff.passwords import hash_of, is_old, is_right
from web.staff.showing import field, refuse, show, wants_json, words
from web.staff.store.sign_ins import SIGN_IN_LASTS, SignIn
from web.staff.store.texts import plain_name

if TYPE_CHECKING:
    from web.services import Services

log = logging.getLogger(__name__)
COOKIE = "desk_session"
_FORM_COOKIE = "desk_form"  # proves that the sign-in form was ours, before there is a sign-in
_HOME, _LOGIN = "/staff", "/staff/login"

Handler = Callable[[Request, SignIn], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(services: Services, handler: Handler) -> Endpoint:
    """A handler behind the door: for somebody signed in, and for forms of our own alone.

    Args:
        services: of the gateway.
        handler: gets the request and the sign-in.

    Returns:
        An endpoint that asks to sign in, refuses forged forms, and says so when a database is away.
    """

    async def answer(request: Request) -> Response:
        sign_in = None
        try:
            sign_in = await run_in_threadpool(_who_asks, services, request)
            if sign_in is None:
                return _ask_to_sign_in(services, request)
            if request.method == "POST" and not await _is_own_form(services, request, sign_in.csrf):
                return refuse(services, request, 403, "forged", sign_in)
            response = await handler(request, sign_in)
        except DatabaseMissing as error:
            log.error("the staff desk can't answer: %s", error)
            return refuse(services, request, 503, "database", sign_in)
        if sign_in.token:
            _set_cookie(services, response, COOKIE, sign_in.token)
        return response

    return answer


def routes(services: Services) -> list[BaseRoute]:
    """``/staff/login`` and ``/staff/logout``."""

    async def form(request: Request) -> Response:
        try:
            if await run_in_threadpool(_who_asks, services, request) is not None:
                return RedirectResponse(_HOME, 303)
        except DatabaseMissing as error:
            log.error("the staff desk can't answer: %s", error)
            return refuse(services, request, 503, "database")
        return _form(services, request)

    async def sign_in(request: Request) -> Response:
        if not await _is_own_form(services, request, request.cookies.get(_FORM_COOKIE, "")):
            return _form(services, request, words()["login"]["again"], 403)
        given = await request.form()
        name = plain_name(field(given, "name", 64))
        try:
            opened, problem = await run_in_threadpool(
                _check, services, name, field(given, "password", 1000), _address(request)
            )
        except DatabaseMissing as error:
            log.error("the staff desk can't answer: %s", error)
            return refuse(services, request, 503, "database")
        if opened is None:
            return _form(services, request, words()["login"][problem], 429 if problem == "locked" else 401, name)
        response = RedirectResponse(_onward(field(given, "next", 500)), 303)
        _set_cookie(services, response, COOKIE, opened.token)
        response.delete_cookie(_FORM_COOKIE, path=_HOME)
        return response

    async def sign_out(request: Request, _sign_in: SignIn) -> Response:
        await run_in_threadpool(services.desk.sign_ins.close, request.cookies.get(COOKIE, ""))
        response = RedirectResponse(_LOGIN, 303)
        response.delete_cookie(COOKIE, path=_HOME, httponly=True, samesite="strict", secure=_is_https(services))
        return response

    return [
        Route(_LOGIN, form, methods=["GET"]),
        Route(_LOGIN, sign_in, methods=["POST"]),
        Route("/staff/logout", guarded(services, sign_out), methods=["POST"]),
    ]


def _who_asks(services: Services, request: Request) -> SignIn | None:
    held = services.desk.sign_ins.find(request.cookies.get(COOKIE, ""))
    vouched = _vouched_for(services, request)
    if vouched:
        if held is not None and held.by_proxy and held.name == vouched:
            return held
        return services.desk.sign_ins.open(vouched, by_proxy=True, address=_address(request))
    # What a proxy opened counts only behind it: who is signed out there is signed out here.
    return None if held is not None and held.by_proxy else held


def _vouched_for(services: Services, request: Request) -> str:
    """The name that a single sign-on proxy gives; empty when there is none, or when it comes from anybody else."""
    header = services.settings.auth_proxy_header
    if not header or request.scope.get("direct_peer") not in services.settings.auth_proxy_addresses:
        return ""
    return plain_name(request.headers.get(header, ""))


def _check(services: Services, name: str, password: str, address: str) -> tuple[SignIn | None, str]:
    """Open a sign-in for a name and password; else which sentence says why not."""
    if not services.desk.attempts.start(name, address):
        log.warning("a sign-in at the staff desk is locked out")
        return None, "locked"
    held = services.desk.accounts.password_hash(name)
    if not is_right(held, password) or held is None:
        return None, "wrong"
    if is_old(held):
        services.desk.accounts.renew_hash(name, hash_of(password))
    return services.desk.sign_ins.open(name, address=address), ""


async def _is_own_form(services: Services, request: Request, token: str) -> bool:
    if not services.is_own_origin(request):
        return False
    given = request.headers.get("x-csrf-token") or field(await request.form(), "csrf", 100)
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def _ask_to_sign_in(services: Services, request: Request) -> Response:
    if wants_json(request):
        return refuse(services, request, 401, "signed_out")
    onward = request.url.path if request.method == "GET" else _HOME
    if request.method == "GET" and request.url.query:
        onward += f"?{request.url.query}"
    return RedirectResponse(f"{_LOGIN}?next={quote(onward, safe='')}", 303)


def _form(services: Services, request: Request, problem: str = "", status: int = 200, name: str = "") -> Response:
    token = secrets.token_urlsafe(32)
    onward = _onward(request.query_params.get("next", ""))
    context = {"csrf": token, "problem": problem, "name": name, "next": onward}
    response = show(services, request, "login.html", context, status)
    _set_cookie(services, response, _FORM_COOKIE, token)
    return response


def _onward(target: str) -> str:
    """Where to go after signing in: a page of the desk, never another site."""
    is_ours = target == _HOME or target.startswith((f"{_HOME}/", f"{_HOME}?"))
    return target if is_ours and target.isprintable() and "\\" not in target and "//" not in target else _HOME


def _set_cookie(services: Services, response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        path=_HOME,
        httponly=True,
        samesite="strict",
        secure=_is_https(services),
    )


def _is_https(services: Services) -> bool:
    return services.settings.gateway_url.startswith("https:")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
