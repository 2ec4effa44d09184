"""Step 3: take up a choice that was offered: a button's words, typed or pressed."""

from __future__ import annotations

from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.steps.offer import AREA, MORE_AREAS, RECORD, offer_areas, offer_records
from core.steps.respond import tell
from core.turn import Turn
from core.understanding.moves import plain

_NEEDS_OFFERED = 4
_NUMBERS: tuple[set[str], ...] = (
    {"1", "1st", "first"},
    {"2", "2nd", "second", "two"},
    {"3", "3rd", "third", "three"},
    {"4", "4th", "fourth", "four"},
    {"5", "5th", "fifth", "five"},
    {"6", "6th", "sixth", "six"},
    {"7", "7th", "seventh", "seven"},
)


def take_choice(turn: Turn) -> Answer | None:
    """Answer with the record or the area that was chosen."""
    choices = {plain(title): (title, target) for title, target in turn.thread.choices.items()}
    chosen = choices.get(plain(turn.message)) or _by_number(turn)
    if chosen is None:
        return None
    title, target = chosen
    if target.startswith(MORE_AREAS):
        return offer_areas(turn, "what_can_you_do", start=int(target.removeprefix(MORE_AREAS)))
    if target.startswith(AREA):
        return _offer_needs(turn, target.removeprefix(AREA), title)
    return tell(turn, target.removeprefix(RECORD), question=title)


def _by_number(turn: Turn) -> tuple[str, str] | None:
    """The choice of a message such as "2" or "the second one", which people type where they can't press."""
    words = set(plain(turn.message).split())
    numbers = [number for number, names in enumerate(_NUMBERS) if words & names]
    held = list(turn.thread.choices.items())
    says_no_more = words <= {"the", "one", "number", "option", "please"}.union(*_NUMBERS)
    return held[numbers[0]] if len(numbers) == 1 and says_no_more and numbers[0] < len(held) else None


def _offer_needs(turn: Turn, area: str, name: str) -> Answer:
    stubs = [stub.id for stub in turn.world.snapshot.stubs if stub.kind == "need" and stub.areas[0] == area]
    needs = turn.world.catalogue.needs(stubs)
    if not needs:
        return offer_areas(turn, "what_can_you_do")
    # What is asked in many ways is asked often; ids come back unordered from the database.
    first = sorted(needs.values(), key=lambda need: (-len(need.asked_as), need.id))[:_NEEDS_OFFERED]
    buttons = offer_records(turn, {need.id: need.need for need in first})
    return Answer(Status.ASKED_BACK, say("area_chosen", area=name), buttons)
