"""Records that staff call wrong or out of date: the form's end, the queue, and its export."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from web.staff.door import guarded
from web.staff.showing import field, number_of, refuse, show
from web.staff.store.reviews import NOTE, OPEN, RESOLVED, Review
from web.staff.store.sign_ins import SignIn

if TYPE_CHECKING:
    from web.services import Services

_COLUMNS = ("id", "record", "note", "who", "at", "state", "resolved_by", "resolved_at")


def routes(services: Services) -> list[BaseRoute]:
    """``/staff/reviews`` and what belongs to it."""

    def is_known(record: str) -> bool:
        return record in services.world.snapshot.position

    async def add(request: Request, sign_in: SignIn) -> Response:
        record = request.path_params["record"]
        note = field(await request.form(), "note", NOTE).strip()
        if not await run_in_threadpool(is_known, record):
            return refuse(services, request, 404, "no_record", sign_in)
        if not note:
            return refuse(services, request, 400, "no_note", sign_in)
        await run_in_threadpool(services.desk.reviews.add, record, note, sign_in.name)
        return RedirectResponse(f"/staff/records/{quote(record, safe='')}?noted=1#reviews", 303)

    async def queue(request: Request, sign_in: SignIn) -> Response:
        state = RESOLVED if request.query_params.get("state") == RESOLVED else OPEN
        held = await run_in_threadpool(services.desk.reviews.listed, state)
        return show(services, request, "reviews.html", {"sign_in": sign_in, "reviews": held, "state": state})

    async def resolve(request: Request, sign_in: SignIn) -> Response:
        if not await run_in_threadpool(services.desk.reviews.resolve, number_of(request, "review"), sign_in.name):
            return refuse(services, request, 404, "no_review", sign_in)
        return RedirectResponse("/staff/reviews", 303)

    async def export(_request: Request, _sign_in: SignIn) -> Response:
        text = as_csv(await run_in_threadpool(services.desk.reviews.listed))
        return download(text, "text/csv; charset=utf-8", "reviews.csv")

    return [
        Route("/staff/reviews", guarded(services, queue), methods=["GET"]),
        Route("/staff/reviews.csv", guarded(services, export), methods=["GET"]),
        Route("/staff/reviews/{review:int}/resolve", guarded(services, resolve), methods=["POST"]),
        Route("/staff/records/{record}/review", guarded(services, add), methods=["POST"]),
    ]


def as_csv(reviews: list[Review]) -> str:
    """Reviews as a table that spreadsheets open; times are UTC."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for review in reviews:
        writer.writerow([_cell(getattr(review, name)) for name in _COLUMNS])
    # The mark in front tells spreadsheets that it is UTF-8.
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # A spreadsheet would run what looks like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def download(text: str, kind: str, name: str) -> Response:
    """A text as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, media_type=kind, headers=headers)
