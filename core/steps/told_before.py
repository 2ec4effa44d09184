"""How far a message speaks of the record told last: by its words, whatever it seems to lean on.

"My bill says Anglian" and "the neighbour says you still give boxes out" begin nothing new when the record told names
Anglian and boxes, and hardly another fits. The values lie between those of two forms that were fitted to 601 turns of
conversations (conditional logit over the records that could answer each), and were chosen among seven on whole
conversations; in cross-validation the fitted ones found the record of two turns in a hundred more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.catalogue.fulltext import content_words
from core.catalogue.records import Stub
from core.lookup.search import Candidate
from core.turn import Turn
from core.understanding.exclusions import without_excluded
from core.understanding.question import LEANS
from core.understanding.word_meanings import rarity

_NAMES_IT = 0.45  # what the record gains when all words of a message that leans on nothing are its own
_TOLD = -0.09  # what it gains because it was told: mostly people go on to something else; half with one that leans
_FITS_NOTHING, _FITS = 0.15, 0.6  # what it gains for each cosine that the nearest record is short of a fit


def or_told_before(turn: Turn, found: list[Candidate]) -> list[Candidate]:
    """Candidates with the record told last at its place among them, of a message that seems to stand alone.

    Args:
        turn: with a thread that has a focus; its question is taken for one that goes on if that record comes first.
        found: by the message alone, as many as can be had.
    """
    stub = turn.world.snapshot.stub(turn.thread.focus)
    if stub is None or not found:
        return found
    told = with_told(found, stub)
    told = replace(told, score=told.score + gain_of_told(turn, found))
    if told.score <= found[0].score:
        return found
    turn.question = replace(turn.question, leans=max(turn.question.leans, LEANS))
    return [told, *(one for one in found if one.stub.id != stub.id)]


def with_told(found: Sequence[Candidate], stub: Stub) -> Candidate:
    """The record told last as it was found, or as far down as could be seen."""
    return next((one for one in found if one.stub.id == stub.id), Candidate(stub, found[-1].score, 0.0, 0.0))


def gain_of_told(turn: Turn, found: Sequence[Candidate]) -> float:
    """What the record told last gains on the scores of search.

    Args:
        turn: with a thread that has a focus.
        found: by the message alone.
    """
    said = " ".join(turn.message.split())
    if without_excluded(said) != said:
        # "Not the environment ones" names it, and doesn't mean it.
        return 0.0
    nearest = max((one.meaning for one in found), default=0.0)
    leans = turn.question.leans
    named = _NAMES_IT * (1 - leans) * _share_in_told(turn)
    return named + _TOLD * (1 - leans / 2) + _FITS_NOTHING * max(0.0, _FITS - nearest)


def _share_in_told(turn: Turn) -> float:
    """The share of a message's words that stand in the record told last; rare ones weigh more."""
    snapshot, record = turn.world.snapshot, turn.thread.focus
    words = {_stem(word): word for word in turn.question.words if word not in turn.question.where_and_when}
    weights = {stem: rarity(snapshot.vocabulary.get(word, 0), len(snapshot.stubs)) for stem, word in words.items()}
    if not weights:
        return 0.0
    told = {_stem(word) for word in content_words(_text_of(turn, record))}
    return sum(weight for stem, weight in weights.items() if stem in told) / sum(weights.values())


def _text_of(turn: Turn, record: str) -> str:
    need = turn.world.catalogue.needs([record]).get(record)
    if need is not None:
        return " ".join([need.need, need.answer, need.rule.text if need.rule else "", need.have_ready or ""])
    told = turn.world.catalogue.initiatives([record]).get(record)
    return " ".join([told.title, told.summary, *told.asked_as]) if told is not None else ""


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
