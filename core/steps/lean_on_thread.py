"""What a message finds that leans on the one before: records that fit both, beside those that fit it alone."""

from __future__ import annotations

import re
from dataclasses import replace

from core.catalogue.records import Stub, tells_hour, tells_price, tells_time, what_it_gives
from core.lookup.search import Candidate, Query, search
from core.steps.not_held import asks_hour, asks_price
from core.turn import Turn
from core.understanding.encoder import blend, unpack
from core.understanding.question import FIGURES, LEANS

SAME_AREA = 0.06  # what a record of the service area talked about gains
_STAYS = 0.11  # what the record last told gains with a message that says nothing alone
_STAYS_LESS = 0.04  # the same, when a figure or a time is asked for and the record tells none
_SAYS_NOTHING = 0.2  # what a need gains besides with "how long does that take", unless it can't answer
_OF_THE_SAME = frozenset({"when", "cost", "ready"})  # what is asked then
_PRICED = 0.15  # what a need that tells a price gains when it is asked for and the record told last tells none
_REPAIRS = 0.5  # how much what puts the last question right leans on it at least
_NOT_MEANT = 0.3  # what the record last told loses then
_THERE = 0.15  # what a record of a place gains with a message that leans and names the place
_AT_THAT_PLACE = re.compile(
    r"\b(?<!is )(?<!are )(?<!was )there\b|\b(?:nearest|local)\b"
    r"|\b(?:near|by|round|around) (?:me|us|here|him|her|them)\b",
    re.I,
)
_FITS_ALONE = 0.6  # the cosine from which a record needs no earlier question
_FITS_WHOLLY, _NAMES = 0.7, 3  # the same for several words that point back: "is that hardship fund still on"


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
    question = turn.question
    # "I meant the bus pass" wants another matter, "I meant how much it cost" another fact of the same.
    is_other = question.is_repair and not (question.wants and question.leans >= LEANS)
    lean = max(question.leans, _REPAIRS) if is_other else question.leans
    focus = turn.world.snapshot.stub(turn.thread.focus)
    text = f"{turn.question.gist} {turn.thread.question}"
    # The less it leans, the more its own words count.
    vector = blend(turn.vector, unpack(turn.thread.vector), max(0.5, 1 - lean))
    talked_of = focus.year if focus is not None else 0
    if "now" in question.wants and talked_of:
        # "And bridges, latest?" leaves the year that was talked about.
        turn.thread.years, talked_of = [], max(turn.world.snapshot.reports, default=0)
    years = turn.question.years.reports or tuple(turn.thread.years)
    places = {place.name.lower() for place in question.places}
    if not places and turn.thread.place and _AT_THAT_PLACE.search(question.gist):
        places = {turn.thread.place.lower()}
    together = search(
        turn.world.catalogue,
        Query(
            text,
            vector,
            # What was meant may be of another service, and the same is asked of it.
            {} if is_other else area_odds(focus),
            years,
            tuple(places),
            wants=turn.question.wants,
            # "Has it gone up" and "what did that cost" have no word of the matter.
            words=None if lean >= 1.0 or {"trend", "story"} & turn.question.wants else turn.words,
        ),
    )
    told = turn.world.catalogue.needs([one.stub.id for one in together]) if "cost" in question.wants else {}
    priced = {record for record, need in told.items() if tells_price(need.answer)}
    is_unpriced = turn.thread.focus not in priced and _tells_no_price(turn)
    stays = _STAYS if _may_answer(turn) else _STAYS_LESS
    if stays == _STAYS and lean >= 1.0 and talked_of == 0 and _OF_THE_SAME & question.wants:
        stays += _SAYS_NOTHING
    best: dict[str, Candidate] = {}
    for candidate in alone:
        # What fits so well by itself needs no earlier question to lean on, unless it points back with hardly a word.
        is_named = candidate.meaning >= _FITS_WHOLLY and len(question.words) >= _NAMES
        alone_enough = is_named or (candidate.meaning >= _FITS_ALONE and lean < LEANS)
        best[candidate.stub.id] = candidate if alone_enough else _scaled(candidate, 1 - 0.3 * lean)
    for candidate in together:
        value = candidate.score * (0.85 + 0.15 * lean)
        of_area = focus is not None and bool(set(candidate.stub.areas) & set(focus.areas))
        if focus is not None and not is_other and of_area and candidate.stub.year == talked_of:
            value += SAME_AREA
        if candidate.stub.id in priced and is_unpriced:
            # "Do they charge?" after a record that doesn't say: a need of the same matter may.
            value += _PRICED
        if candidate.stub.id == turn.thread.focus and not is_other and candidate.stub.year == talked_of:
            value += stays * lean
        held = best.get(candidate.stub.id)
        if held is None or held.score < value:
            best[candidate.stub.id] = Candidate(candidate.stub, value, candidate.meaning, candidate.words)
    for record, candidate in best.items():
        if is_other and record == turn.thread.focus:
            best[record] = replace(candidate, score=candidate.score - _NOT_MEANT)
        elif places & set(candidate.stub.places):
            # Of the matter talked about, what is told of the place named now: "and in Stoney Stanton?"
            best[record] = replace(candidate, score=candidate.score + _THERE)
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.stub.id))[:8]


def _tells_no_price(turn: Turn) -> bool:
    """Whether a price is asked for and the record told last, where it is an initiative, doesn't tell one."""
    initiative = turn.world.catalogue.initiatives([turn.thread.focus]).get(turn.thread.focus)
    return initiative is None or (asks_price(turn) and not tells_price(initiative.summary))


def _may_answer(turn: Turn) -> bool:
    """Whether the need told last may answer: it tells a figure, or a time, or one of the day, where that is asked."""
    need = turn.world.catalogue.needs([turn.thread.focus]).get(turn.thread.focus)
    if need is None:
        return True
    figures = turn.question.wants & FIGURES
    if figures and not figures & what_it_gives(need.answer):
        return False
    if "when" not in turn.question.wants:
        return True
    return (tells_hour if asks_hour(turn) else tells_time)(need.answer)


def _scaled(candidate: Candidate, factor: float) -> Candidate:
    return Candidate(candidate.stub, candidate.score * factor, candidate.meaning, candidate.words)
