"""How often the search finds the right record: as it is, by words alone, and by meaning alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.lookup.search import Query, search
from core.turn import World
from core.understanding.question import read_question
from core.understanding.years import find_years
from core.yaml_text import parse_yaml

QUESTIONS = Path(__file__).parent / "look_up.yml"
_BEST = 3
Way = Callable[[World, str, str], Query]


@dataclass(frozen=True)
class Sought:
    """A question with the records that answer it."""

    text: str
    records: frozenset[str]


@dataclass(frozen=True)
class Found:
    """How one way of searching fared.

    Attributes:
        way: of searching.
        first: per cent of the questions with a right record first.
        among_three: per cent of the questions with a right record among the first three.
    """

    way: str
    first: float
    among_three: float


def read_sought(path: Path = QUESTIONS) -> list[Sought]:
    """The questions of the file."""
    rows = parse_yaml(path.read_text("utf-8"))["questions"]
    return [Sought(row["text"], frozenset([row["record"], *row.get("also", [])])) for row in rows]


def measure_look_up(world: World, sought: Sequence[Sought]) -> list[Found]:
    """Search for every question in every way.

    What a question says of year, place and kind of figure counts in each, so that only words and meaning differ.

    Args:
        world: catalogue, encoder and day.
        sought: questions with their records; at least one.

    Returns:
        A row a way, the full search first.
    """
    ways = {"full search": (True, True), "words alone": (True, False), "meaning alone": (False, True)}
    rows = []
    for way, (by_words, by_meaning) in ways.items():
        ranks = [rank(_search(world, one.text, by_words, by_meaning), one.records) for one in sought]
        rows.append(Found(way, share_within(ranks, 1), share_within(ranks, _BEST)))
    return rows


def _search(world: World, text: str, by_words: bool, by_meaning: bool) -> list[str]:
    years = find_years(text, world.snapshot.reports.values(), world.today())
    question = read_question(text, years, world.gazetteer.find(text))
    query = Query(
        text=question.gist if by_words else "",
        vector=world.meaning_of(question.gist) if by_meaning else None,
        years=years.reports,
        places=tuple(place.name.lower() for place in question.places),
        wants=question.wants,
    )
    return [candidate.stub.id for candidate in search(world.catalogue, query, _BEST)]


def rank(found: Sequence[str], right: frozenset[str]) -> int:
    """The place of the first right record, from 1; 0 when none is found."""
    return next((place for place, record in enumerate(found, 1) if record in right), 0)


def share_within(ranks: Sequence[int], best: int) -> float:
    """Per cent of ranks that are found and at most that.

    Raises:
        ValueError: there are none.
    """
    if not ranks:
        raise ValueError("no question was looked up")
    return 100 * sum(0 < place <= best for place in ranks) / len(ranks)
