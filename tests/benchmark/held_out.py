"""The questions that intents are measured with, without any that a model was trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.yaml_text import parse_yaml

QUESTIONS = Path(__file__).parent / "held_out.yml"
_WORD = re.compile(r"[a-z0-9£%]+")


@dataclass(frozen=True)
class HeldOut:
    """A question with its intent."""

    text: str
    intent: str


def read_held_out(path: Path = QUESTIONS) -> list[HeldOut]:
    """The questions of the file."""
    return [HeldOut(row["text"], row["intent"]) for row in parse_yaml(path.read_text("utf-8"))["questions"]]


def unseen(questions: Sequence[HeldOut], phrases: Iterable[str]) -> list[HeldOut]:
    """The questions that aren't training phrases, letter case and punctuation aside.

    Two people who write apart from one another still hit on the same short words now and then.

    Args:
        questions: to choose from.
        phrases: that models are trained on.
    """
    known = {_words(phrase) for phrase in phrases}
    return [question for question in questions if _words(question.text) not in known]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower().replace("'", "").replace("’", "")))
