"""The way of a question, from words in to an answer with a status; every door to the assistant goes this way.

    danger? -> read -> choice? -> back to? -> move? -> follow-up? -> which sense? -> look up -> respond

One `Turn` travels the way. Each step reads what came before and adds its own; a step that returns an answer ends it.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from core.answering.answer import Answer, Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.caution import with_caution
from core.steps.converse import converse
from core.steps.follow_up import follow_up
from core.steps.go_back import go_back
from core.steps.heed_danger import heed_danger
from core.steps.look_up import ask_which_sense, look_up
from core.steps.read_message import read_message
from core.steps.respond import respond
from core.steps.take_choice import take_choice
from core.turn import Turn, Understanding, World

log = logging.getLogger(__name__)

STEPS = (heed_danger, read_message, take_choice, go_back, converse, follow_up, ask_which_sense, look_up, respond)

# What can be said with no database; a test holds it against the records.
COUNCIL = {
    "name": "Leicestershire County Council",
    "phone": "0116 305 0001",
    "web": "https://www.leicestershire.gov.uk",
}


def answer(
    message: str, thread: Thread, world: World, understanding: Understanding | None = None
) -> tuple[Answer, Thread]:
    """Answer one message of a conversation.

    Args:
        message: as typed, already cut to the limit of the door it came through.
        thread: of the conversation; left as it is.
        world: catalogue, encoder and day.
        understanding: what the trained model makes of the message, where there is one.

    Returns:
        The answer, never empty, and the thread for the next message. A missing or broken database gives an answer with
        the status ERROR that tells whom to ring; its cause is logged.
    """
    # JSON can carry half a character, which nothing further on could write down.
    message = message.encode("utf-8", "replace").decode()
    after = Thread.from_slot(thread.to_slot())
    after.awaits, after.danger = "", ""
    turn = Turn(message, after, world, understanding or Understanding(), before=thread)
    try:
        for step in STEPS:
            reply = step(turn)
            if reply is not None:
                _remember_place(turn)
                return with_caution(turn, reply), turn.thread
    except DatabaseMissing as error:
        log.error("no catalogue: %s", error)
    except Exception:
        # Whatever goes wrong, the resident is told whom to ring; the log has the rest, without the message's words.
        log.exception("the way of a question broke")
    return with_caution(turn, apology()), replace(thread)


def apology() -> Answer:
    """What is said when nothing can be looked up: whom to ring."""
    return Answer(Status.ERROR, say("trouble", **COUNCIL))


def _remember_place(turn: Turn) -> None:
    """Keep the last place that lies in one district, so that later answers fit it."""
    for place in turn.question.places:
        if place.district is not None and not place.is_outside:
            turn.thread.place, turn.thread.district = place.name, place.district
