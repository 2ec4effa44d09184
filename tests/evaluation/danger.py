"""Messages that tell of danger, and calm ones that sound like it: what is heeded, and what falsely so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.answering.answer import Answer, Status
from core.answering.thread import Thread
from core.turn import Understanding, World
from core.understanding.danger import find_danger
from core.way import answer
from core.yaml_text import parse_yaml
from tests.evaluation.questions import FOLDER

_EXPECTED = ("danger", "calm")


@dataclass(frozen=True)
class Message:
    """A message to be heeded or not.

    Attributes:
        ask: as typed.
        is_danger: whether it tells of danger.
    """

    ask: str
    is_danger: bool


@dataclass(frozen=True)
class Heeded:
    """How a message fared.

    Attributes:
        message: what was said.
        by_phrase: whether a phrase of ``data/danger`` knows it.
        whole: whether the answer is that to a danger.
        line: whether a line of caution, or an answer that begins with 999, comes first instead.
    """

    message: Message
    by_phrase: bool
    whole: bool
    line: bool


def read_messages(folder: Path = FOLDER) -> list[Message]:
    """The messages of ``danger.yml``.

    Raises:
        ValueError: one is expected to be neither danger nor calm.
    """
    rows = parse_yaml((folder / "danger.yml").read_text("utf-8"))["messages"]
    if wrong := [row["ask"] for row in rows if row["expect"] not in _EXPECTED]:
        raise ValueError(f"danger.yml: {wrong[0]!r} is expected to be neither of {', '.join(_EXPECTED)}")
    return [Message(str(row["ask"]), row["expect"] == "danger") for row in rows]


def heed_all(world: World, messages: Sequence[Message], understood: Mapping[str, Understanding]) -> list[Heeded]:
    """Say each message in a conversation of its own."""
    rows = []
    for message in messages:
        said, _ = answer(message.ask, Thread(), world, understood.get(message.ask))
        whole = said.status is Status.DANGER
        by_phrase = find_danger(message.ask) is not None
        rows.append(Heeded(message, by_phrase, whole, not whole and _begins_with_care(said)))
    return rows


def _begins_with_care(said: Answer) -> bool:
    return any(part.kind == "caution" for part in said.parts) or "999" in said.text.split("\n", 1)[0]
