"""Step 3: take up a choice that was offered: a button's words, typed or pressed."""

from __future__ import annotations

from core.answering.answer import Answer, Button, Status
from core.answering.wording import say
from core.steps.respond import answer_from, tell
from core.turn import Turn
from core.understanding.moves import Move, plain

_AREA_BUTTONS = 6
_NEEDS_OFFERED = 4
RECORD = "record:"
AREA = "area:"
MORE_AREAS = "areas:"


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
    if target.startswith(RECORD):
        return tell(turn, target.removeprefix(RECORD), question=title)
    # The words that a sense stands for are looked up like a question.
    return answer_from(turn, target)


def offer_areas(turn: Turn, sentence: str, start: int = 0, status: Status = Status.CONVERSATION) -> Answer:
    """Offer the service areas as buttons, a handful at a time."""
    areas = [area for area in turn.world.snapshot.areas.values() if area.offered]
    shown = areas[start : start + _AREA_BUTTONS]
    choices = {area.name: AREA + area.id for area in shown}
    following = start + _AREA_BUTTONS
    choices[say("areas_more")] = f"{MORE_AREAS}{following if following < len(areas) else 0}"
    turn.thread.choices = choices
    return Answer(status, say(sentence, **turn.world.council_fields()), tuple(Button(title) for title in choices))


def _offer_needs(turn: Turn, area: str, name: str) -> Answer:
    stubs = [stub.id for stub in turn.world.snapshot.stubs if stub.kind == "need" and stub.areas[0] == area]
    needs = turn.world.catalogue.needs(stubs)
    # The content file's order is the order of importance; ids come back unordered from the database.
    first = sorted(needs.values(), key=lambda need: (-len(need.asked_as), need.id))[:_NEEDS_OFFERED]
    turn.thread.choices = {need.need: RECORD + need.id for need in first}
    return Answer(Status.ASKED_BACK, say("area_chosen", area=name), tuple(Button(need.need) for need in first))


def is_elsewhere(turn: Turn) -> bool:
    """Whether the person wants none of what was offered."""
    return turn.move in (Move.NO, Move.WRONG)
