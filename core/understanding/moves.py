"""The moves of a conversation besides asking: greeting, thanks, "tell me more", "who do I ring about that"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.settings import DATA
from core.yaml_text import parse_yaml

_LONGEST = 16  # words; a longer message is a question whatever it begins with


class Move(str, Enum):
    """What a message does in the conversation, when it isn't a question of its own."""

    GREET = "greet"
    THANK = "thank"
    GOODBYE = "goodbye"
    START_OVER = "start_over"
    WHO_ARE_YOU = "who_are_you"
    WHAT_CAN_YOU_DO = "what_can_you_do"
    PERSON = "person"
    MORE = "more"
    ANOTHER = "another"
    CONTACT = "contact"
    OURS = "ours"
    DOING = "doing"
    IN_VAIN = "in_vain"
    AT_NIGHT = "at_night"
    SOURCE = "source"
    WRONG = "wrong"
    PRETEND = "pretend"
    YES = "yes"
    NO = "no"


def plain(message: str) -> str:
    """A message in lower case, without punctuation and doubled spaces; a leading slash stays."""
    text = message.lower().strip().replace("’", "").replace("'", "")
    return re.sub(r"\s+", " ", re.sub(r"(?<!^)/|[^\w\s/£%]", " ", text)).strip()


@lru_cache(maxsize=1)
def _read(path: Path = DATA / "moves.yml") -> dict[str, Any]:
    held: dict[str, Any] = parse_yaml(path.read_text("utf-8"))
    return held


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Move, re.Pattern[str]]]:
    moves = _read()["moves"]
    return [(Move(name), re.compile("|".join(f"(?:{pattern})" for pattern in held))) for name, held in moves.items()]


def need_in_vain() -> str:
    """The id of the need that is told when somebody has asked in vain: how to complain."""
    return str(_read()["need_in_vain"])


def need_at_night(areas: Iterable[str]) -> str:
    """The id of the need that tells whom to turn to at night for the first of these areas that has one, or nothing."""
    held = _read()["needs_at_night"]
    return next((str(held[area]) for area in areas if area in held), "")


def find_move(message: str) -> Move | None:
    """The move that a whole message makes.

    Args:
        message: as typed.

    Returns:
        The move, or None for a message that asks something of its own.
    """
    text = plain(message)
    if not text or len(text.split()) > _LONGEST:
        return None
    return next((move for move, pattern in _patterns() if pattern.fullmatch(text)), None)
