"""Who is responsible for a need where the resident is."""

from __future__ import annotations

from core.answering.answer import Answer, Status
from core.answering.compose import contact_line
from core.answering.wording import say
from core.catalogue.records import ServedNeed
from core.lookup.responsibility import Responsible, council_of, who_is_responsible
from core.turn import Turn
from core.understanding.places import PlaceFound


def at_place(turn: Turn, need: ServedNeed) -> tuple[Responsible, str, list[str], Answer | None]:
    """Who is responsible where the resident is; or an answer, when the place is outside or must be asked."""
    snapshot, today = turn.world.snapshot, turn.world.today()
    places = turn.question.places
    if need.elsewhere:
        # The other place, in "moved here from Leicester", isn't where it is asked for.
        places = tuple(place for place in places if _is_of_two_tiers(turn, place))
    place = places[-1] if places else None
    local = need.responsible in ("district", "parish", "county")
    if place is None or not local:
        district = turn.thread.district or None
        responsible = who_is_responsible(need, district, snapshot.organisations, today)
        named = turn.thread.place if district and need.responsible == "district" else ""
        return responsible, named, [], None
    if place.is_outside:
        answer = Answer(Status.OUT_OF_SCOPE, say("place_outside", place=place.name), records=(need.id,))
        return Responsible(None), place.name, [], answer
    if place.district is None and need.responsible != "county":
        names = [name for name in place.districts if not name.startswith("outside")]
        turn.thread.awaits = "place"
        text = say("place_unsure", place=place.name, districts=" or ".join(names) or "Leicestershire")
        return Responsible(None), "", [], Answer(Status.ASKED_BACK, text, records=(need.id,))
    responsible = who_is_responsible(need, place.district, snapshot.organisations, today)
    remarks = []
    council = council_of(place.district, snapshot.organisations, today) if place.district else None
    if council is not None and council.kind == "unitary" and place.district != "Leicester":
        text = say(
            "place_other_council",
            place=place.name,
            name=council.name,
            contact=contact_line(who_is_responsible(need, place.district, snapshot.organisations, today)),
        )
        return responsible, place.name, [], Answer(Status.OUT_OF_SCOPE, text, records=(need.id,))
    is_of_county = council is not None and council.kind == "district"
    if need.responsible == "county" and is_of_county and turn.question.leans >= 0.5:
        county = turn.world.council_fields()["name"]
        remarks.append(say("county_everywhere", name=county, place=place.name))
    return responsible, place.name, remarks, None


def _is_of_two_tiers(turn: Turn, place: PlaceFound) -> bool:
    """Whether a district council and the county council share the place."""
    if place.is_outside or place.district is None:
        return False
    council = council_of(place.district, turn.world.snapshot.organisations, turn.world.today())
    return council is not None and council.kind == "district"
