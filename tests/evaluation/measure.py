"""Asking every question: what is found first and among three, and whether the answer shows the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.answering.compose import count_words
from core.answering.thread import Thread
from core.lookup.search import search
from core.steps.offer import RECORD
from core.steps.query_of import query_of
from core.steps.read_message import read_message
from core.turn import Turn, Understanding, World
from core.way import answer
from tests.evaluation.questions import Question

_AMONG = 3


@dataclass(frozen=True)
class Asked:
    """How one question fared by the whole way.

    Attributes:
        question: that was asked.
        told: ids of records, the one told first and then what else was told or offered.
        area: service area of the record told first; empty when none was.
        missing: the first fact that the answer lacks, in its first wording; empty when it passes.
        words: of the answer.
        text: of the answer.
    """

    question: Question
    told: tuple[str, ...]
    area: str
    missing: str
    words: int
    text: str

    @property
    def is_first(self) -> bool:
        """Whether a right record was told first."""
        return bool(self.told) and self.told[0] in self.question.records

    @property
    def is_among(self) -> bool:
        """Whether a right record was told or offered among the first three."""
        return bool(set(self.told[:_AMONG]) & set(self.question.records))

    @property
    def passes(self) -> bool:
        """Whether the answer shows every fact."""
        return not self.missing


def ask_all(world: World, questions: Sequence[Question], understood: Mapping[str, Understanding]) -> list[Asked]:
    """Ask each question in a conversation of its own, by the whole way of a question."""
    rows = []
    for question in questions:
        said, thread = answer(question.ask, Thread(), world, understood.get(question.ask))
        offered = [target.removeprefix(RECORD) for target in thread.choices.values() if target.startswith(RECORD)]
        told = tuple(dict.fromkeys([*said.records, *offered]))
        shown = " ".join([said.text, *(button.title for button in said.buttons)])
        missing = next((ways[0] for ways in question.holds if not any(shows(shown, way) for way in ways)), "")
        area = _area(world, said.records[0]) if said.records else ""
        rows.append(Asked(question, told, area, missing, count_words(said.text), said.text))
    return rows


def _area(world: World, record: str) -> str:
    snapshot = world.snapshot
    return snapshot.stubs[snapshot.position[record]].areas[0] if record in snapshot.position else ""


_SHORTEST = 3  # letters of a word that must be whole


def shows(text: str, fact: str) -> bool:
    """Whether a text shows a fact: the same words and numbers, whatever the case, commas and kind of dash.

    A number counts whole ("12" isn't in "112" or "12.5"); a word may go on ("workshop" is in "workshops"), but for the
    shortest, which begin too many others.
    """
    fact = _plain(fact)
    is_short = len(fact.split()[-1]) <= _SHORTEST
    end = r"(?!\d)(?!\.\d)" if fact[-1].isdigit() else r"(?!\w)" if is_short else ""
    return re.search(rf"(?<!\w)(?<!\d\.){re.escape(fact)}{end}", _plain(text)) is not None


def _plain(text: str) -> str:
    text = re.sub(r"[‐‑‒–—]", "-", text.lower().replace("’", "'"))
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<=\d) ?(?:million|m)\b", "m", text)
    return " ".join(text.split())


def ranks(
    world: World,
    questions: Sequence[Question],
    understood: Mapping[str, Understanding],
    change: Callable[[Turn], None] = lambda _turn: None,
) -> list[int]:
    """The place of the first right record in the search alone, from 1; 0 when it is not among the first eight.

    Args:
        world: catalogue, encoder and day.
        questions: to look up.
        understood: what the model makes of each; empty for none.
        change: what a trial changes in a turn before the search.
    """
    places = []
    for question in questions:
        turn = Turn(question.ask, Thread(), world, understood.get(question.ask, Understanding()))
        read_message(turn)
        change(turn)
        found = [candidate.stub.id for candidate in search(world.catalogue, query_of(turn))]
        places.append(place_of(found, question))
    return places


def place_of(found: Sequence[str], question: Question) -> int:
    """The place of the first right record, from 1; 0 when it isn't found."""
    return next((place for place, one in enumerate(found, 1) if one in question.records), 0)


def confusion(rows: Sequence[Asked]) -> Counter[tuple[str, str]]:
    """How often a question of one service area was answered from another: pairs of right and told area."""
    return Counter((row.question.area, row.area) for row in rows if row.area and row.area != row.question.area)
