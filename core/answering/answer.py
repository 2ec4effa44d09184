"""An answer: what is said, with a status that code, logs, exports and tests share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
class Answer:
    """What the assistant says to one message.

    Attributes:
        status: how the message was dealt with.
        text: at most 120 words, the answer first.
        buttons: quick replies.
        records: ids of the records that it was composed from, the main one first.
    """

    status: Status
    text: str
    buttons: tuple[Button, ...] = ()
    records: tuple[str, ...] = ()
