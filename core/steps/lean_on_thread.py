"""What a message finds that leans on the one before: records that fit both, beside those that fit it alone."""

from __future__ import annotations

import re
from dataclasses import replace

from core.catalogue.records import Stub
from core.lookup.search import Candidate, Query, search
from core.steps.gains import Talk, gains_of
from core.steps.respond import OUT_OF_SCOPE
from core.steps.told_before import gain_of_told, with_told
from core.turn import Turn
from core.understanding.encoder import blend, unpack
from core.understanding.question import LEANS

_REPAIRS = 0.5  # how much what puts the last question right leans on it at least
_NOT_MEANT = 0.3  # what the record last told loses then
_THERE = 0.15  # what a record of a place gains with a message that leans and names the place
_AT_THAT_PLACE = re.compile(
    r"\b(?<!is )(?<!are )(?<!was )there\b|\b(?:nearest|local)\b"
    r"|\b(?:near|by|round|around) (?:me|us|here|him|her|them)\b",
    re.I,
)
_NO_MATTER = 0.25  # what a record of what is out of scope loses then
KEPT = 8  # candidates
_SAME_YEAR = 0.6  # how much a message leans at least that is still of the year talked about
_TOGETHER = 40  # candidates of both questions; the record told last may stand far down, and gain by what is asked of it
_FITS_ALONE = 0.6  # the cosine from which a record needs no earlier question
_FITS_WHOLLY, _NAMES = 0.7, 3  # the same for several words that point back: "is that hardship fund still on"
_STRAYS = 0.8  # and for a record of what is out of scope: "will it rain tomorrow"


def area_odds(stub: Stub | None) -> dict[str, float]:
    """The service areas of a record as those that are talked about; none without one."""
    return dict.fromkeys(stub.areas, 1.0) if stub else {}


def lean_on_thread(turn: Turn, alone: list[Candidate]) -> list[Candidate]:
    """Candidates of a message that leans on the last question, with that question taken in as well.

    Args:
        turn: with a thread that has a focus.
        alone: candidates of the message by itself.

    Returns:
        Both kinds in one order.
    """
    focus = turn.world.snapshot.stub(turn.thread.focus)
    if focus is None:
        return alone
    talk = _read_talk(turn, focus)
    together = _search_together(turn, talk)
    if together and all(one.stub.id != focus.id for one in together):
        # What is asked of the record told last counts, however far down it stands.
        together.append(with_told(together, focus))
    gains = gains_of(turn, talk, together)
    told = 0.0 if talk.is_other else gain_of_told(turn, alone)
    best = {one.stub.id: _by_itself(turn, talk, one) for one in alone}
    for one in together:
        score = one.score * (0.85 + 0.15 * talk.lean) + gains.get(one.stub.id, 0.0)
        if one.stub.id not in best or best[one.stub.id].score < score:
            best[one.stub.id] = replace(one, score=score)
    if together:
        best[focus.id] = replace(best[focus.id], score=best[focus.id].score + told)
    found = (_as_meant(turn, talk, one) for one in best.values())
    return sorted(found, key=lambda one: (-one.score, one.stub.id))[:KEPT]


def _read_talk(turn: Turn, focus: Stub) -> Talk:
    question, thread, year = turn.question, turn.thread, focus.year
    # "I meant the bus pass" wants another matter, "I meant how much it cost" another fact of the same.
    is_other = question.is_repair and not (question.wants and question.leans >= LEANS)
    if "now" in question.wants and year:
        # "And bridges, latest?" leaves the year that was talked about.
        thread.years, year = [], max(turn.world.snapshot.reports, default=0)
    places = frozenset(place.name.lower() for place in question.places)
    if not places and thread.place and _AT_THAT_PLACE.search(question.gist):
        places = frozenset([thread.place.lower()])
    return Talk(focus, year, max(question.leans, _REPAIRS) if is_other else question.leans, is_other, places)


def _search_together(turn: Turn, talk: Talk) -> list[Candidate]:
    """What fits the message and the last question both."""
    question, thread = turn.question, turn.thread
    # "Has it gone up" and "what did that cost" have no word of the matter.
    without_words = talk.lean >= 1.0 or bool({"trend", "story"} & question.wants)
    query = Query(
        text=f"{question.gist} {thread.question}",
        # The less it leans, the more its own words count.
        vector=blend(turn.vector, unpack(thread.vector), max(0.5, 1 - talk.lean)),
        # What was meant may be of another service, and the same is asked of it.
        areas={} if talk.is_other else area_odds(talk.focus),
        years=question.years.reports or (tuple(thread.years) if talk.lean >= _SAME_YEAR else ()),
        places=tuple(talk.places),
        wants=question.wants,
        words=None if without_words else turn.words,
    )
    return search(turn.world.catalogue, query, _TOGETHER)


def _by_itself(turn: Turn, talk: Talk, one: Candidate) -> Candidate:
    """A candidate of the message alone, for less the more that leans.

    What fits very well needs no earlier question, unless the message points back with hardly a word: "where is that".
    """
    is_named = one.meaning >= _FITS_WHOLLY and len(turn.question.words) >= _NAMES
    is_named = is_named or (one.meaning >= _STRAYS and OUT_OF_SCOPE in one.stub.areas)
    if is_named or (one.meaning >= _FITS_ALONE and talk.lean < LEANS):
        return one
    return replace(one, score=one.score * (1 - 0.3 * talk.lean))


def _as_meant(turn: Turn, talk: Talk, one: Candidate) -> Candidate:
    if talk.is_other and one.stub.id == talk.focus.id:
        return replace(one, score=one.score - _NOT_MEANT)
    if talk.places & set(one.stub.places):
        # Of the matter talked about, what is told of the place named now: "and in Stoney Stanton?"
        return replace(one, score=one.score + _THERE)
    strays = OUT_OF_SCOPE in one.stub.areas and one.stub.id != talk.focus.id and one.meaning < _FITS_WHOLLY
    if strays and turn.question.leans >= LEANS:
        # Who goes on with a talk about buses asks for no capital of the world.
        return replace(one, score=one.score - _NO_MATTER)
    return one
