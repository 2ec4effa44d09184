"""The staff look-up: the same search as the assistant's, as a list of all that fits instead of one answer."""

from __future__ import annotations

from dataclasses import dataclass

from core.answering.compose import contact_line
from core.catalogue.records import ReportedInitiative, ServedNeed
from core.lookup.responsibility import who_is_responsible
from core.lookup.search import Query, search
from core.turn import World
from core.understanding.question import read_question
from core.understanding.years import find_years


@dataclass(frozen=True)
class StaffResult:
    """What a member of staff sees for one search.

    Attributes:
        initiatives: that fit, best first.
        signposts: needs with whom to turn to (one line each), best first.
    """

    initiatives: list[ReportedInitiative]
    signposts: list[tuple[ServedNeed, str]]


def look_up_for_staff(
    world: World, words: str, area: str | None = None, year: int | None = None, limit: int = 6
) -> StaffResult:
    """Look up for a member of staff.

    Args:
        world: catalogue, encoder and day.
        words: as typed; years and places in them count as in a resident's question.
        area: a service area's id to look in alone.
        year: a report's year to look in alone.
        limit: how many of each kind at most.

    Returns:
        Initiatives and signposts; empty lists when nothing fits.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = world.snapshot
    years = find_years(words, snapshot.reports.values(), world.today())
    question = read_question(words, years, world.gazetteer.find(words))
    asked = (year,) if year else years.reports
    places = tuple(place.name.lower() for place in question.places)
    found = {}
    vector = world.encode(words)
    for kind in ("initiative", "need"):
        query = Query(
            words,
            vector,
            years=asked if kind == "initiative" else (),
            places=places,
            wants=question.wants,
            kind=kind,
            strict=year is not None and kind == "initiative",
            within=area or "",
        )
        found[kind] = [candidate.stub.id for candidate in search(world.catalogue, query, limit)]
    initiatives = world.catalogue.initiatives(found["initiative"])
    needs = world.catalogue.needs(found["need"])
    district = next((place.district for place in reversed(question.places) if place.district), None)
    signposts = [
        (
            needs[record],
            contact_line(who_is_responsible(needs[record], district, snapshot.organisations, world.today())),
        )
        for record in found["need"]
    ]
    return StaffResult([initiatives[record] for record in found["initiative"]], signposts)
