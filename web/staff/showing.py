"""Pages of the staff desk: their words, templates and errors."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.lookup.opening import UK
from web.staff.store.sign_ins import SignIn
from web.wording import read_words

if TYPE_CHECKING:
    from web.services import Services

log = logging.getLogger(__name__)


def words() -> dict[str, Any]:
    """Every sentence of the desk, by page and name, from ``data/web/desk.yml``."""
    return read_words("desk")


def show(
    services: Services,
    request: Request,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> Response:
    """A page of the desk.

    Args:
        services: with the templates.
        request: that asks for it.
        template: its name in ``web/templates/staff``.
        context: what the template shows; `sign_in` is that of the person who looks.
        status: of HTTP.
    """
    held = {"words": words(), "day_of": day_of, "time_of": time_of, "path": request.url.path}
    response = services.templates.TemplateResponse(request, f"staff/{template}", {**held, **context}, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def refuse(
    services: Services, request: Request, status: int, name: str, sign_in: SignIn | None = None
) -> Response:
    """An error as a readable page, or as JSON for a script.

    Args:
        services: with the templates.
        request: that can't be answered.
        status: of HTTP.
        name: of the error in ``data/web/desk.yml``.
        sign_in: of the person who asks.
    """
    said = words()["errors"][name]
    if wants_json(request):
        return JSONResponse({"error": {"code": name, "message": said["text"]}}, status, {"Cache-Control": "no-store"})
    return show(services, request, "error.html", {"said": said, "sign_in": sign_in}, status)


def wants_json(request: Request) -> bool:
    """Whether a script asks and not a person."""
    return request.url.path == "/staff/search" or "application/json" in request.headers.get("accept", "")


def field(form: FormData, name: str, most: int) -> str:
    """A text of a form, cut to a length, of characters that every database holds; empty for a missing one or a file."""
    value = form.get(name)
    return readable(value)[:most] if isinstance(value, str) else ""


def number_of(request: Request, name: str) -> int:
    """The number of a row in the address of a page; one too large for a database is that of no row."""
    return min(int(request.path_params[name]), 2**31 - 1)


def readable(text: str) -> str:
    """A text without half characters and without the character that ends texts in databases."""
    return text.encode("utf-8", "replace").decode().replace("\x00", " ")


def day_of(day: Any) -> str:
    """A date in words: 5 November 2026."""
    return f"{day.day} {day:%B %Y}"


def time_of(moment: datetime) -> str:
    """A time in UTC as the clock here shows it."""
    local = moment.replace(tzinfo=timezone.utc).astimezone(UK)
    return f"{day_of(local)}, {local:%H:%M}"
