"""Looking up while a caller waits: the desk's first page, results as one types, and a page for each record."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.catalogue.database import DatabaseMissing
from core.catalogue.schema import Status
from core.lookup.staff import Filters, find_place, look_up_with
from web.staff.door import guarded
from web.staff.showing import readable, refuse, show, words
from web.staff.store.sign_ins import SignIn
from web.staff.view import View, Views

if TYPE_CHECKING:
    from web.services import Services

log = logging.getLogger(__name__)
_WORDS = 300  # characters
_OF_EACH_KIND = 6
STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    words: str
    filters: Filters

    @classmethod
    def of(cls, given: QueryParams) -> Asked:
        """What the address of a page asks for."""
        held = {name: readable(given.get(name, "")).strip()[:_WORDS] for name in ("q", *_FILTERS)}
        year = int(held["year"]) if re.fullmatch(r"[12][0-9]{3}", held["year"]) else None
        return cls(held["q"], Filters(held["area"], year, held["status"], held["organisation"], held["place"]))


_FILTERS = ("area", "year", "status", "organisation", "place")


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        views: best first.
        said: how many there are, for the eye and the screen reader.
        place: of the signposts, for the pages of the records; empty when none was told.
        unknown_place: the place of the filter, when nobody knows it.
    """

    views: list[View]
    said: str
    place: str = ""
    unknown_place: str = ""


def routes(services: Services) -> list[BaseRoute]:
    """``/staff``, ``/staff/search`` and ``/staff/records/{record}``."""

    def find(asked: Asked) -> Found:
        if not asked.words:
            return Found([], words()["search"]["hint"])
        world = services.world
        result = look_up_with(world, asked.words, asked.filters, _OF_EACH_KIND)
        order = result.ids()
        place = result.place.name if result.place else ""
        views = Views(
            world,
            datetime.now(timezone.utc),
            result.place.district if result.place else None,
            _under_review(services, order),
        ).of(result.initiatives, [need for need, _ in result.signposts])
        return Found([views[record] for record in order], _count(len(order)), place, result.unknown_place)

    def choices() -> dict[str, Any]:
        snapshot = services.world.snapshot
        return {
            "areas": list(snapshot.areas.values()),
            "years": list(snapshot.reports),
            "statuses": STATUSES,
            "organisations": sorted(snapshot.organisations.values(), key=lambda one: one.name.casefold()),
        }

    def one(record: str, place: str) -> View | None:
        world = services.world
        told = find_place(world, place)
        views = Views(
            world, datetime.now(timezone.utc), told.district if told else None, _under_review(services, [record]), True
        ).of(world.catalogue.initiatives([record]).values(), world.catalogue.needs([record]).values())
        return views.get(record)

    async def desk(request: Request, sign_in: SignIn) -> Response:
        asked = Asked.of(request.query_params)
        found = await run_in_threadpool(find, asked)
        context = {"sign_in": sign_in, "asked": asked, "found": found, "choices": await run_in_threadpool(choices)}
        return show(services, request, "desk.html", context)

    async def search(request: Request, sign_in: SignIn) -> Response:
        asked = Asked.of(request.query_params)
        found = await run_in_threadpool(find, asked)
        template = services.templates.get_template("staff/results.html")
        html = template.render(words=words(), found=found, asked=asked, sign_in=sign_in)
        results = [{**asdict(view), "link": view.link, "mail": view.mail} for view in found.views]
        said = {"count": len(results), "said": found.said, "html": html, "results": results}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    async def record(request: Request, sign_in: SignIn) -> Response:
        place = readable(request.query_params.get("place", ""))[:_WORDS]
        view = await run_in_threadpool(one, readable(request.path_params["record"]), place)
        if view is None:
            return refuse(services, request, 404, "no_record", sign_in)
        reviews = await run_in_threadpool(services.desk.reviews.listed, record=view.id)
        context = {"sign_in": sign_in, "view": view, "place": place, "reviews": reviews}
        return show(services, request, "record.html", {**context, "noted": "noted" in request.query_params})

    return [
        Route("/staff", guarded(services, desk), methods=["GET"]),
        Route("/staff/search", guarded(services, search), methods=["GET"]),
        Route("/staff/records/{record}", guarded(services, record), methods=["GET"]),
    ]


def _under_review(services: Services, records: list[str]) -> frozenset[str]:
    try:
        return services.desk.reviews.under_review(records)
    except DatabaseMissing as error:
        # A caller waits: better the records without marks than none.
        log.error("marks of reviews are missing: %s", error)
        return frozenset()


def _count(number: int) -> str:
    held: dict[str, str] = words()["search"]
    name = {0: "none", 1: "one"}.get(number, "many")
    return held[name].format(count=number)
