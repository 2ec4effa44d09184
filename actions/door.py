"""What every action shares: the tracker read, the core asked, its answer sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from core.answering.answer import Answer, Status
from core.answering.thread import Thread
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.settings import read_settings
from core.turn import Understanding, World
from core.understanding.danger import find_danger
from core.understanding.danger_sense import Alarm
from core.understanding.encoder import encode_once, encode_words_once, unpack, unpack_words
from core.understanding.moves import Move
from core.way import answer, apology

log = logging.getLogger(__name__)
PLACE_FORM = "place_form"
_Unpacked = TypeVar("_Unpacked")
# Reads the phrases now, half of what the first message after a start would have to wait for.
find_danger("")


@lru_cache(maxsize=1)
def _world() -> World:
    return World(Catalogue.of(read_settings()), encode_once, encode_words=encode_words_once)


def reply(dispatcher: CollectingDispatcher, tracker: Tracker, move: Move | None = None) -> list[EventType]:
    """Answer the latest message by the core and keep the thread.

    Args:
        dispatcher: sends the answer.
        tracker: of the conversation.
        move: what the model takes the message for, when it isn't a question.

    Returns:
        Events that keep the thread and the place, and start the form when the answer asks for a place.
    """
    thread = Thread.from_slot(tracker.get_slot("thread"))
    understood = understanding_of(tracker.latest_message, move)
    message = tracker.latest_message.get("text") or ""
    try:
        said, after = answer(message, thread, _world(), understood)
    except DatabaseMissing as error:
        # There was no database when the action server started; the next message looks again.
        log.error("no catalogue: %s", error)
        said, after = _without_catalogue(message, thread)
    send(dispatcher, said, understood)
    events: list[EventType] = [SlotSet("thread", after.to_slot())]
    if after.place:
        events.append(SlotSet("place", after.place))
    if after.awaits == "place":
        events += [SlotSet("place", None), FollowupAction(PLACE_FORM)]
    return events


def _without_catalogue(message: str, thread: Thread) -> tuple[Answer, Thread]:
    """Danger is heeded with or without records; for anything else there is whom to ring."""
    danger = find_danger(message)
    if danger is not None:
        return Answer(Status.DANGER, danger.answer, danger=danger.kind), replace(thread, danger=danger.kind)
    return apology(), thread


def send(dispatcher: CollectingDispatcher, said: Answer, understood: Understanding) -> None:
    """Send an answer with its parts, and what the message was taken for; a button sends its own words."""
    dispatcher.utter_message(
        text=said.text,
        buttons=[{"title": button.title, "payload": button.title} for button in said.buttons],
        json_message={**said.to_plain(), "intent": understood.intent, "confidence": understood.confidence},
    )


def understanding_of(message: dict[str, Any], move: Move | None = None) -> Understanding:
    """What the model made of a message.

    Args:
        message: as the tracker holds it.
        move: what the rules took it for.

    Returns:
        Intent, ranking and vector; empty where the message lacks them.
    """
    intent = message.get("intent") or {}
    ranking = {row["name"]: float(row["confidence"]) for row in message.get("intent_ranking") or [] if row.get("name")}
    return Understanding(
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=ranking,
        vectors=_unpacked(message.get("sentence_vectors"), unpack),
        words=_unpacked(message.get("word_vectors"), unpack_words),
        move=move,
        alarm=_alarm(message.get("alarm")),
    )


def _alarm(held: Mapping[str, Any] | None) -> Alarm | None:
    try:
        return Alarm(str(held["kind"]), float(held["strength"])) if held else None
    except (KeyError, TypeError, ValueError):
        return None


def _unpacked(packed: Mapping[str, Any] | None, unpacked: Callable[[Any], _Unpacked | None]) -> dict[str, _Unpacked]:
    made = {piece: unpacked(held) for piece, held in (packed or {}).items()}
    return {piece: held for piece, held in made.items() if held is not None}


def move_of(message: dict[str, Any]) -> Move | None:
    """The move that the model's intent stands for, if it stands for one."""
    name = (message.get("intent") or {}).get("name")
    return Move(name) if name in {move.value for move in Move} else None
