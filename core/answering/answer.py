"""An answer: what is said, with a status that code, logs, exports and tests share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Status(str, Enum):
    """How a message was dealt with; the one list of it."""

    ANSWERED = "answered"
    ASKED_BACK = "asked back"
    NOT_IN_REPORTS = "not in the reports"
    OUT_OF_SCOPE = "out of scope"
    CONVERSATION = "conversation"
    DANGER = "danger"
    ERROR = "error"


@dataclass(frozen=True)
class Button:
    """A quick reply. It sends its own words, so that a typed message can do all that a button does."""

    title: str


@dataclass(frozen=True)
class Part:
    """A line of an answer, and what it is; doors that can show more than text lay answers out by it.

    Attributes:
        kind: ``answer``, ``remark`` (said before it), ``also`` (a further record), ``standing`` (year and status),
            ``contact``, ``source``, ``ready`` (what to have at hand), ``rule``, ``ask`` (a question back),
            ``series`` (a figure over the years), ``caution`` (what to do first, in danger) or ``text``.
        text: the line.
        fields: what the line is made of, by name: of a contact ``name``, ``phone``, ``web``, ``hours``, ``checked``; of
            a source ``title``, ``section``; of an initiative's answer ``figures``, each with ``label``, ``amount``,
            ``period``; of a series ``series`` (its id), ``name`` and ``values``, each with ``period``, ``amount``.
    """

    kind: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one message.

    Attributes:
        status: how the message was dealt with.
        text: at most 120 words, the answer first.
        buttons: quick replies.
        records: ids of the records that it was composed from, the main one first.
        parts: of lines of the text, what they are; a line that is none of them is plain text.
        danger: id of the kind of danger that it is about.
    """

    status: Status
    text: str
    buttons: tuple[Button, ...] = ()
    records: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    danger: str = ""

    def lines(self) -> list[Part]:
        """The text, line by line, each with what it is."""
        known = {part.text: part for part in self.parts}
        return [known.get(line) or Part("text", line) for line in self.text.split("\n") if line.strip()]

    def to_plain(self) -> dict[str, Any]:
        """All but the text and the buttons as plain mappings, as it travels beside them."""
        return {
            "status": self.status.value,
            "parts": [{**part.fields, "kind": part.kind, "text": part.text} for part in self.lines()],
            "records": list(self.records),
            "danger": self.danger,
        }
