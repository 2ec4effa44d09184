"""What a record gains as one of what is talked of: still of the matter, or the one that tells what is asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.catalogue.records import Stub, tells_count, tells_hour, tells_price, tells_time, what_it_gives
from core.lookup.search import Candidate
from core.steps.not_held import asks_price
from core.turn import Turn
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
_WHO_IS_THERE = re.compile(
    r"\b(?:they|they['’]?re|them|em|numbers?|phones?|lines?|anyone|anybody|someone|somebody)\b", re.I
)
_LOOKED_AT = 8  # candidates, for a price


@dataclass(frozen=True)
class Talk:
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


def gains_of(turn: Turn, talk: Talk, together: list[Candidate]) -> dict[str, float]:
    """What each record gains.

    Args:
        turn: with a message that leans on the thread.
        talk: what is talked of.
        together: candidates of the message and what it leans on.

    Returns:
        By record, on the scale of the scores of search.
    """
    wants = turn.question.wants
    needs = turn.world.catalogue.needs([one.stub.id for one in together[:_LOOKED_AT]]) if "cost" in wants else {}
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


def _asks_what_to_do(turn: Turn, talk: Talk) -> bool:
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


def _told_in_topic(turn: Turn, talk: Talk) -> frozenset[str]:
    """Records of the topic told last, where a figure is asked for and the record told last gives none of the kind.

    "What's that cost" of a road that is being built may stand in the report that told of its planning.
    """
    wants = turn.question.wants & FIGURES
    topic = turn.world.snapshot.topic_of.get(talk.focus.id)
    if topic is None or talk.lean < LEANS or talk.is_other or not wants or wants & talk.focus.gives:
        return frozenset()
    return frozenset(record for record, of in turn.world.snapshot.topic_of.items() if of == topic)


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
