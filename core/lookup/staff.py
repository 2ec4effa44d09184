"""The staff look-up: the same search as the assistant's, as a list of all that fits instead of one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.catalogue.records import ReportedInitiative, ServedNeed, Stub
from core.lookup.responsibility import Responsible, county_council, who_is_responsible
from core.lookup.search import Query, search
from core.turn import World
from core.understanding.places import PlaceFound
from core.understanding.question import read_question
from core.understanding.years import find_years

_LOOKED_THROUGH = 300  # records that filters choose from; the search looks no closer at more than about as many


@dataclass(frozen=True)
class Filters:
    """What a member of staff narrows a search to; empty values narrow nothing.

    Attributes:
        area: a service area's id to look in alone.
        year: a report's year to look in alone; needs stand in no report, and stay.
        status: of initiatives; needs have none, and go.
        organisation: id of whom to turn to; initiatives are the county council's.
        place: name or postcode; initiatives about other places go, and signposts are those of the place.
    """

    area: str = ""
    year: int | None = None
    status: str = ""
    organisation: str = ""
    place: str = ""


@dataclass(frozen=True)
class StaffResult:
    """What a member of staff sees for one search.

    Attributes:
        initiatives: that fit, best first.
        signposts: needs with whom to turn to, best first.
        scores: how well each record fits, by id: the order across both lists.
        place: the place that signposts are for, when one was told.
        unknown_place: the place to narrow to, when nobody knows it.
    """

    initiatives: list[ReportedInitiative]
    signposts: list[tuple[ServedNeed, Responsible]]
    scores: Mapping[str, float] = field(default_factory=dict)
    place: PlaceFound | None = None
    unknown_place: str = ""

    def ids(self) -> list[str]:
        """Ids of all records, best first."""
        return sorted(self.scores, key=lambda record: (-self.scores[record], record))


def look_up_for_staff(
    world: World, words: str, area: str | None = None, year: int | None = None, limit: int = 6
) -> StaffResult:
    """Look up for a member of staff, in one area or report.

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
    return look_up_with(world, words, Filters(area or "", year), limit)


def look_up_with(world: World, words: str, filters: Filters, limit: int = 6) -> StaffResult:
    """Look up for a member of staff, with all filters.

    Args:
        world: catalogue, encoder and day.
        words: as typed; years and places in them count as in a resident's question.
        filters: what to narrow it to.
        limit: how many of each kind at most.

    Returns:
        Initiatives and signposts; empty lists when nothing fits.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = world.snapshot
    words = world.mended(words)
    years = find_years(words, snapshot.reports.values(), world.today())
    question = read_question(words, years, world.gazetteer.find(words))
    asked = (filters.year,) if filters.year else years.reports
    wanted = find_place(world, filters.place)
    told = [*question.places, *([wanted] if wanted else [])]
    in_district = next((place for place in reversed(told) if place.district), None)
    district = in_district.district if in_district else None
    found, scores = {}, {}
    vector, in_words = world.meaning_of(words), world.words_of(words, question.where_and_when)
    is_narrow = bool(filters.status or filters.organisation or filters.place)
    for kind in ("initiative", "need"):
        query = Query(
            words,
            vector,
            years=asked if kind == "initiative" else (),
            places=tuple(place.name.lower() for place in told),
            wants=question.wants,
            kind=kind,
            strict=filters.year is not None and kind == "initiative",
            within=filters.area,
            words=in_words,
        )
        candidates = search(world.catalogue, query, _LOOKED_THROUGH if is_narrow else limit)
        if kind == "initiative":
            candidates = [one for one in candidates if _keeps_initiative(world, one.stub, filters, wanted)]
        elif filters.status:
            candidates = []
        found[kind] = [candidate.stub.id for candidate in candidates]
        scores.update({candidate.stub.id: candidate.score for candidate in candidates})
    needs = world.catalogue.needs(found["need"])
    today = world.today()
    signposts = [
        (need, who_is_responsible(need, district, snapshot.organisations, today))
        for need in (needs[record] for record in found["need"])
    ]
    if filters.organisation:
        signposts = [pair for pair in signposts if _is_to_turn_to(filters.organisation, *pair)]
    signposts = signposts[:limit]
    initiatives = world.catalogue.initiatives(found["initiative"][:limit])
    shown = [*initiatives, *(need.id for need, _ in signposts)]
    return StaffResult(
        [initiatives[record] for record in found["initiative"][:limit]],
        signposts,
        {record: scores[record] for record in shown},
        in_district,
        filters.place if filters.place.strip() and wanted is None else "",
    )


def find_place(world: World, name: str) -> PlaceFound | None:
    """The place of a name or postcode that stands by itself; None for an empty or unknown one."""
    # After "in", a name that is an ordinary word as well is meant as a place.
    return next(iter(world.gazetteer.find(f"in {name}")), None) if name.strip() else None


def _keeps_initiative(world: World, stub: Stub, filters: Filters, place: PlaceFound | None) -> bool:
    if filters.status and stub.status != filters.status:
        return False
    if filters.organisation:
        county = county_council(world.snapshot.organisations, world.today())
        if county is None or county.id != filters.organisation:
            return False
    return place is None or not stub.places or any(_is_of(world, name, place) for name in stub.places)


def _is_of(world: World, name: str, place: PlaceFound) -> bool:
    """Whether something at a place by this name concerns another place: it is the same, or one lies in the other."""
    if name in (place.name.lower(), *(district.lower() for district in place.districts)):
        return True
    other = find_place(world, name)
    return place.kind == "district" and other is not None and other.district == place.district


def _is_to_turn_to(organisation: str, need: ServedNeed, responsible: Responsible) -> bool:
    named = {post.organisation for post in need.signposts}
    if responsible.organisation is not None:
        named.add(responsible.organisation.id)
    return organisation in named
