"""Step 3: take up a choice that was offered: a button's words, typed or pressed."""

from __future__ import annotations

from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.steps.offer import AREA, MORE_AREAS, RECORD, offer_areas, offer_records
from core.steps.respond import tell
from core.turn import Turn
from core.understanding.moves import plain

_NEEDS_OFFERED = 4


def take_choice(turn: Turn) -> Answer | None:
    """Answer with the record or the area that was chosen."""
    choices = {plain(title): (title, target) for title, target in turn.thread.choices.items()}
    chosen = choices.get(plain(turn.message))
    if chosen is None:
        return None
    title, target = chosen
    if target.startswith(MORE_AREAS):
        return offer_areas(turn, "what_can_you_do", start=int(target.removeprefix(MORE_AREAS)))
    if target.startswith(AREA):
        return _offer_needs(turn, target.removeprefix(AREA), title)
    return tell(turn, target.removeprefix(RECORD), question=title)


def _offer_needs(turn: Turn, area: str, name: str) -> Answer:
    stubs = [stub.id for stub in turn.world.snapshot.stubs if stub.kind == "need" and stub.areas[0] == area]
    needs = turn.world.catalogue.needs(stubs)
    if not needs:
        return offer_areas(turn, "what_can_you_do")
    # What is asked in many ways is asked often; ids come back unordered from the database.
    first = sorted(needs.values(), key=lambda need: (-len(need.asked_as), need.id))[:_NEEDS_OFFERED]
    buttons = offer_records(turn, {need.id: need.need for need in first})
    return Answer(Status.ASKED_BACK, say("area_chosen", area=name), buttons)
