"""What a message finds that leans on the one before: records that fit both, beside those that fit it alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.catalogue.records import Stub, tells_count, tells_hour, tells_price, tells_time, what_it_gives
from core.lookup.search import Candidate, Query, search
from core.steps.not_held import asks_price
from core.steps.respond import OUT_OF_SCOPE
from core.steps.told_before import gain_of_told, with_told
from core.turn import Turn
from core.understanding.encoder import blend, unpack
from core.understanding.question import LEANS
from core.understanding.wants import FIGURES

SAME_AREA = 0.06  # what a record of the service area talked about gains
_STAYS = 0.08  # what the record last told gains with a message that says nothing alone
_STAYS_LESS = 0.04  # the same, when a figure or a time is asked for and the record tells none
_SAYS_NOTHING = 0.2  # what a need gains besides with "how long does that take", unless it can't answer
_OF_THE_SAME = frozenset({"when", "cost", "ready"})  # what is asked then
# What one can or must do is asked of the need that goes with what the council did: "what can't go in it".
_PRACTICAL = re.compile(
    r"^(?:and |but |so |ok |what |where |how |who )*(?:cant?|can['’]t|could|do|should|must|would|may|am|will) "
    r"(?:i|we|you|u|my|mum|dad|he|she|they|go|it|anyone)\b|\b(?:allowed|can['’]?t go|have to|need to|got to)\b",
    re.I,
)
_TO_DO, _IS_THERE = 0.12, 0.2  # what that need gains then, and when it is asked whether somebody is there
_SINCE_WHEN = re.compile(
    r"\b(?:when|what year|how long ago) (?:did|was|were|has|have) (?:it|that|this|they)\b.{0,20}"
    r"\b(?:start|begin|began|open|come in|set up|launch|first)",
    re.I,
)
_BEGAN = re.compile(r"\b(?:began|begun|started|starts|opened|launched|set up|since|introduced|new)\b", re.I)
# What an initiative of the need told last, or of its topic, gains when it tells the figure asked for, and that doesn't.
_LINKED = 0.2
_PRICED = 0.15  # what a need that tells a price gains when it is asked for and the record told last tells none
_REPAIRS = 0.5  # how much what puts the last question right leans on it at least
_NOT_MEANT = 0.3  # what the record last told loses then
_THERE = 0.15  # what a record of a place gains with a message that leans and names the place
_AT_THAT_PLACE = re.compile(
    r"\b(?<!is )(?<!are )(?<!was )there\b|\b(?:nearest|local)\b"
    r"|\b(?:near|by|round|around) (?:me|us|here|him|her|them)\b",
    re.I,
)
_WHO_IS_THERE = re.compile(
    r"\b(?:they|they['’]?re|them|em|numbers?|phones?|lines?|anyone|anybody|someone|somebody)\b", re.I
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


@dataclass(frozen=True)
class _Talk:
    """What is talked of, and how a message leans on it.

    Attributes:
        focus: the record told last.
        year: of the report that is talked of; 0 for none.
        lean: how much the message leans, 0 to 1.
        is_other: whether another matter was meant than the one told last.
        places: lower case, that the message means.
    """

    focus: Stub
    year: int
    lean: float
    is_other: bool
    places: frozenset[str]

    def goes_on(self, stub: Stub) -> bool:
        """Whether a record is of what is talked of still."""
        return not self.is_other and stub.year == self.year


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
    gains = _gains(turn, talk, together)
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


def _read_talk(turn: Turn, focus: Stub) -> _Talk:
    question, thread, year = turn.question, turn.thread, focus.year
    # "I meant the bus pass" wants another matter, "I meant how much it cost" another fact of the same.
    is_other = question.is_repair and not (question.wants and question.leans >= LEANS)
    if "now" in question.wants and year:
        # "And bridges, latest?" leaves the year that was talked about.
        thread.years, year = [], max(turn.world.snapshot.reports, default=0)
    places = frozenset(place.name.lower() for place in question.places)
    if not places and thread.place and _AT_THAT_PLACE.search(question.gist):
        places = frozenset([thread.place.lower()])
    return _Talk(focus, year, max(question.leans, _REPAIRS) if is_other else question.leans, is_other, places)


def _search_together(turn: Turn, talk: _Talk) -> list[Candidate]:
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


def _gains(turn: Turn, talk: _Talk, together: list[Candidate]) -> dict[str, float]:
    """What each record gains as one of what is talked of, or as one that tells the price."""
    wants = turn.question.wants
    needs = turn.world.catalogue.needs([one.stub.id for one in together[:KEPT]]) if "cost" in wants else {}
    priced = {record for record, need in needs.items() if tells_price(need.answer)}
    if talk.focus.id in priced or not _tells_no_price(turn):
        # "Do they charge?" after a record that doesn't say: a need of the same matter may.
        priced = set()
    stays = _STAYS_LESS
    if _may_answer(turn):
        asks_more_of_need = talk.lean >= 1.0 and talk.focus.kind == "need" and bool(_OF_THE_SAME & wants)
        stays = _STAYS + _SAYS_NOTHING * asks_more_of_need
    since_when = _SINCE_WHEN.search(turn.question.gist) is not None
    areas, counted = set(talk.focus.areas), _told_with_need(turn) | _told_in_topic(turn, talk)
    to_do = turn.world.linked_need(talk.focus.id, turn.vector) if _asks_what_to_do(turn, talk) else ""
    return {
        one.stub.id: SAME_AREA * (talk.goes_on(one.stub) and bool(areas & set(one.stub.areas)))
        + _PRICED * (one.stub.id in priced)
        + _LINKED * (one.stub.id in counted and (since_when or bool(one.stub.gives & wants)))
        + (_IS_THERE if "hour" in wants else _TO_DO) * (one.stub.id == to_do)
        + stays * talk.lean * (talk.goes_on(one.stub) and one.stub.id == talk.focus.id)
        for one in together
    }


def _asks_what_to_do(turn: Turn, talk: _Talk) -> bool:
    """Whether a message that leans on an initiative asks what one can or must do, or when somebody is there."""
    is_initiative = talk.focus.kind == "initiative" and talk.lean >= LEANS and not talk.is_other
    wants = turn.question.wants
    asks = "hour" in wants or (not wants & FIGURES and _PRACTICAL.search(turn.question.gist) is not None)
    return is_initiative and asks


def _told_with_need(turn: Turn) -> frozenset[str]:
    """Initiatives of the need told last, where what the council saved or how many it was is asked and it doesn't tell.

    "What did that save" is asked of what the council did, of which the need tells no more than whom to turn to.
    """
    need = turn.world.catalogue.needs([turn.thread.focus]).get(turn.thread.focus)
    if need is None or turn.question.leans < LEANS or asks_price(turn):
        return frozenset()
    of_need = [record for record, needs in turn.world.snapshot.needs_of.items() if need.id in needs]
    if _SINCE_WHEN.search(turn.question.gist):
        told_of = turn.world.catalogue.initiatives(of_need).items()
        return frozenset(record for record, told in told_of if _BEGAN.search(told.summary))
    wants = turn.question.wants & FIGURES
    told = what_it_gives(need.answer) - (frozenset() if tells_count(need.answer) else {"number"})
    if not wants or wants & told:
        return frozenset()
    return frozenset(of_need)


def _told_in_topic(turn: Turn, talk: _Talk) -> frozenset[str]:
    """Records of the topic told last, where a figure is asked for and the record told last gives none of the kind.

    "What's that cost" of a road that is being built may stand in the report that told of its planning.
    """
    wants = turn.question.wants & FIGURES
    topic = turn.world.snapshot.topic_of.get(talk.focus.id)
    if topic is None or talk.lean < LEANS or talk.is_other or not wants or wants & talk.focus.gives:
        return frozenset()
    return frozenset(record for record, of in turn.world.snapshot.topic_of.items() if of == topic)


def _by_itself(turn: Turn, talk: _Talk, one: Candidate) -> Candidate:
    """A candidate of the message alone, for less the more that leans.

    What fits very well needs no earlier question, unless the message points back with hardly a word: "where is that".
    """
    is_named = one.meaning >= _FITS_WHOLLY and len(turn.question.words) >= _NAMES
    is_named = is_named or (one.meaning >= _STRAYS and OUT_OF_SCOPE in one.stub.areas)
    if is_named or (one.meaning >= _FITS_ALONE and talk.lean < LEANS):
        return one
    return replace(one, score=one.score * (1 - 0.3 * talk.lean))


def _as_meant(turn: Turn, talk: _Talk, one: Candidate) -> Candidate:
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


def _tells_no_price(turn: Turn) -> bool:
    """Whether an initiative told last lacks the price that is asked for; a need is held against `priced` instead."""
    initiative = turn.world.catalogue.initiatives([turn.thread.focus]).get(turn.thread.focus)
    return initiative is None or (asks_price(turn) and not tells_price(initiative.summary))


def _may_answer(turn: Turn) -> bool:
    """Whether the need told last may answer: it tells a figure, or a time, or one of the day, where that is asked.

    When somebody can be rung is asked of the body that was told, whether or not its hours are held.
    """
    need = turn.world.catalogue.needs([turn.thread.focus]).get(turn.thread.focus)
    if need is None or ("hour" in turn.question.wants and _WHO_IS_THERE.search(turn.question.gist)):
        return True
    figures = turn.question.wants & FIGURES
    if figures and not figures & what_it_gives(need.answer):
        return False
    if _SINCE_WHEN.search(turn.question.gist):
        return _BEGAN.search(need.answer) is not None
    if "when" not in turn.question.wants:
        return True
    return (tells_hour if "hour" in turn.question.wants else tells_time)(need.answer)
