"""The thread of a conversation: the little that must be remembered from one message to the next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

_TOPICS = 3


@dataclass
class Thread:
    """What is remembered of a conversation.

    Attributes:
        question: the last question, in words that stand alone.
        vector: its meaning, packed.
        focus: id of the record last told.
        shown: ids of records told since the subject last changed.
        offers: ids of records that fit too and weren't told yet.
        years: report years asked for last.
        left: id of a need of which something was left out of the last answer, for "tell me more".
        place: name of the place last named.
        district: that place's district.
        awaits: what the assistant asked: ``place``, ``choice``, or nothing.
        choices: titles and texts of the buttons offered last.
        failures: questions in a row that weren't understood.
        danger: kind of danger that the last message told of.
        topics: what was talked about before, the newest last: ``question``, ``vector`` and ``focus`` of each.
    """

    question: str = ""
    vector: str = ""
    focus: str = ""
    shown: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    left: str = ""
    place: str = ""
    district: str = ""
    awaits: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    danger: str = ""
    topics: list[dict[str, str]] = field(default_factory=list)

    def set_aside(self) -> None:
        """Keep what is talked about now among the topics, before another takes its place."""
        if self.focus:
            others = [topic for topic in self.topics if topic["focus"] != self.focus]
            self.topics = [*others, {"question": self.question, "vector": self.vector, "focus": self.focus}][-_TOPICS:]

    def take_up(self, topic: dict[str, str]) -> None:
        """Talk of an earlier topic again."""
        self.set_aside()
        self.question, self.vector, self.focus = topic["question"], topic["vector"], topic["focus"]
        self.shown, self.offers, self.years = [], [], []

    def to_slot(self) -> dict[str, Any]:
        """As a plain mapping, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_slot(cls, value: object) -> Thread:
        """From what `to_slot` gave; anything else, such as a thread of an older version, starts a new one."""
        if not isinstance(value, dict):
            return cls()
        kinds = {item.name: type(getattr(cls(), item.name)) for item in fields(cls)}
        return cls(**{name: held for name, held in value.items() if name in kinds and isinstance(held, kinds[name])})
