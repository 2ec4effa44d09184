"""Offering records and service areas as buttons, and what a button stands for until the next message."""

from __future__ import annotations

from core.answering.answer import Answer, Button, Status
from core.answering.wording import say
from core.turn import Turn

RECORD = "record:"
AREA = "area:"
MORE_AREAS = "areas:"
_AREA_BUTTONS = 6


def record_titles(turn: Turn, ids: list[str]) -> dict[str, str]:
    """Short names of records, for buttons, in the order of the ids; an initiative's tells its year."""
    needs = turn.world.catalogue.needs(ids)
    initiatives = turn.world.catalogue.initiatives(ids)
    titles: dict[str, str] = {}
    for record in ids:
        if record in needs:
            titles[record] = needs[record].need
        elif record in initiatives:
            titles[record] = f"{initiatives[record].title} ({initiatives[record].report})"
    return titles


def offer_records(turn: Turn, titles: dict[str, str], *, or_areas: bool = False) -> tuple[Button, ...]:
    """Buttons for records.

    Args:
        turn: its thread remembers what each button stands for.
        titles: short names by id.
        or_areas: whether "something else" is offered too, which leads to the service areas.

    Returns:
        The buttons, in the order of the titles.
    """
    turn.thread.choices = {title: RECORD + record for record, title in titles.items()}
    if or_areas:
        turn.thread.choices[say("button_else")] = f"{MORE_AREAS}0"
    return tuple(Button(title) for title in turn.thread.choices)


def offer_areas(turn: Turn, sentence: str, start: int = 0, status: Status = Status.CONVERSATION) -> Answer:
    """Offer the service areas as buttons, a handful at a time."""
    areas = [area for area in turn.world.snapshot.areas.values() if area.offered]
    shown = areas[start : start + _AREA_BUTTONS]
    choices = {area.name: AREA + area.id for area in shown}
    following = start + _AREA_BUTTONS
    choices[say("areas_more")] = f"{MORE_AREAS}{following if following < len(areas) else 0}"
    turn.thread.choices = choices
    return Answer(status, say(sentence, **turn.world.council_fields()), tuple(Button(title) for title in choices))
