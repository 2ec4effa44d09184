"""What each part of the search is worth: the same questions with a part left out, or with one that was not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from unittest.mock import patch

from core.answering.thread import Thread
from core.catalogue import snapshot as reading
from core.catalogue.catalogue import Catalogue
from core.catalogue.fulltext import content_words
from core.lookup import search as searching
from core.lookup.search import WEIGHTS, Query, Weights, search
from core.steps.query_of import query_of
from core.steps.read_message import read_message
from core.turn import Turn, Understanding, World
from core.understanding.encoder import blend
from core.yaml_text import parse_yaml
from tests.evaluation.measure import place_of, ranks
from tests.evaluation.questions import FOLDER, Question

Understood = Mapping[str, Understanding]
Ranking = Callable[[World, Sequence[Question], Understood], list[int]]
_FUSED = 60  # as the method's authors chose it (Cormack and others, 2009)
_DEEP = 50


@dataclass(frozen=True)
class Trial:
    """A way of searching.

    Attributes:
        name: what differs from the assistant's own.
        is_kept: whether the assistant does what is tried here, so that this trial does without it.
        ranking: places of the right records, as `measure.ranks` gives them.
    """

    name: str
    is_kept: bool
    ranking: Ranking


@contextmanager
def _weights(weights: Weights) -> Iterator[None]:
    with patch.object(searching, "WEIGHTS", weights):
        yield


def _weighed(**changed: float) -> Ranking:
    def ranking(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
        with _weights(replace(WEIGHTS, **changed)):
            return ranks(world, questions, understood)

    return ranking


def _untuned(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    with patch.object(reading, "_matrix", lambda _connection: None):
        plain = replace(world, catalogue=Catalogue(world.catalogue.engine))
        return ranks(plain, questions, understood)


def _alike(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    with patch.object(reading, "rarity", lambda _held_by, _records: 1.0):
        return ranks(world, questions, understood)


def _wordwise(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    return ranks(World(world.catalogue, lambda _text: None, world.today), questions, understood)


def _without_model(world: World, questions: Sequence[Question], _understood: Understood) -> list[int]:
    return ranks(world, questions, {})


def _without_places(turn: Turn) -> None:
    """Leaves the names of places out of the meaning of the question."""
    named = {word for place in turn.question.places for word in place.words}
    left = " ".join(word for word in turn.question.gist.split() if re.sub(r"\W", "", word.lower()) not in named)
    if named and len(left.split()) > 2:
        turn.__dict__["vector"] = turn.world.meaning_of(left)


def _placeless(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    return ranks(world, questions, understood, _without_places)


def _fused(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    """Reciprocal ranks of a search by words and one by meaning, added up."""
    places = []
    for question in questions:
        turn = Turn(question.ask, Thread(), world, understood.get(question.ask, Understanding()))
        read_message(turn)
        query = query_of(turn)
        by_words = [record for record, _ in world.catalogue.by_words(content_words(query.text), _DEEP)]
        by_meaning = [one.stub.id for one in search(world.catalogue, replace(query, text=""), _DEEP)]
        score: dict[str, float] = {}
        for found in (by_words, by_meaning):
            for place, record in enumerate(found, 1):
                score[record] = score.get(record, 0.0) + 1 / (_FUSED + place)
        places.append(place_of(sorted(score, key=lambda record: -score[record])[:8], question))
    return places


def _bare(world: World, questions: Sequence[Question], _understood: Understood) -> list[int]:
    """Meaning and words of the whole message and nothing else."""
    return [
        place_of(
            [one.stub.id for one in search(world.catalogue, _plain(world, question.ask))],
            question,
        )
        for question in questions
    ]


@cache
def _thesaurus() -> tuple[dict[str, str], re.Pattern[str]]:
    words = parse_yaml((FOLDER / "thesaurus.yml").read_text("utf-8"))["words"]
    means = {said.replace("'", ""): meant for meant, every in words.items() for said in every}
    longest_first = sorted(means, key=len, reverse=True)
    return means, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _translated(turn: Turn) -> None:
    """Blends the meaning of the question with that of the question in the words of records."""
    means, pattern = _thesaurus()
    plain = turn.question.gist.lower().replace("’", "'").replace("'", "")
    other = pattern.sub(lambda found: means[found[0]], plain)
    if other != plain:
        turn.__dict__["vector"] = blend(turn.vector, turn.world.meaning_of(other))
        turn.__dict__["words"] = turn.world.words_of(other, turn.question.where_and_when)


def _in_other_words(world: World, questions: Sequence[Question], understood: Understood) -> list[int]:
    return ranks(world, questions, understood, _translated)


def _plain(world: World, text: str) -> Query:
    return Query(text, world.meaning_of(text), words=world.words_of(text))


TRIALS = (
    Trial("without the tuning of meanings", True, _untuned),
    Trial("without the meanings of single words", True, _weighed(each_word=0.0)),
    Trial("however much alike a record's phrases are", True, _weighed(alike=0.0)),
    Trial("all words of a question count alike, rare or not", False, _alike),
    Trial("without the trained model (service area)", True, _without_model),
    Trial("without the full-text search", True, _weighed(words=0.0)),
    Trial("without meanings: words alone", True, _wordwise),
    Trial(
        "by the closest two phrases of a record alone",
        True,
        _weighed(closest_two=1.2, all_phrases=0.0, alike=0.0, summary=0.0, each_word=0.0),
    ),
    Trial("without year, place and kind of figure, and without the model", True, _bare),
    Trial("the ranks of words and meaning fused, instead of a weighed sum", False, _fused),
    Trial("the names of places left out of the meaning", False, _placeless),
    Trial("questions translated by a residents' thesaurus of 4,700 phrases", False, _in_other_words),
)
