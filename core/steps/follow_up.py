"""Step 6: a message that leans on what was said before: another year, another place, "how much did it cost"."""

from __future__ import annotations

import re
from dataclasses import replace

from core.answering.answer import Answer, Status
from core.answering.compose import sentences_of
from core.answering.series import FigureSeries, all_series, that_fits
from core.answering.wording import say
from core.catalogue.fulltext import content_words
from core.catalogue.records import Stub, what_it_gives
from core.lookup.responsibility import council_of
from core.lookup.search import Candidate, Query, search
from core.lookup.topics import best_of_matter, nearness, topic_of
from core.steps.gains import SAME_AREA
from core.steps.lean_on_thread import area_odds
from core.steps.over_years import tell_each_report, tell_over_years
from core.steps.respond import respond, tell
from core.steps.whom_to_ask import nearest_need
from core.turn import Turn
from core.understanding.encoder import blend, pack, unpack
from core.understanding.places import PlaceFound
from core.understanding.question import LEANS, Question
from core.understanding.readings import asks_something
from core.understanding.wants import FIGURES, what_is_wanted
from core.understanding.years import Years

_FITS_MATTER = 0.50  # how near, on the cosine scale, a record of another year must be to be of the same matter
_ONLY_A_PLACE = 0.8  # a message that leans this much and names a place says hardly more than that
_FITS, _FITS_WELL = 0.55, 0.6  # cosines from which a record fits a message that could also be a place
_NAME_LETTERS = 40
_LIKELY = 3
_PLACE_ONLY, _SURELY = "place_only", 0.9  # an intent, and the confidence from which it says no more than that
_NEEDS_ALIKE = 30  # of different places
_PERIOD = re.compile(r"\b20\d\d/\d\d\b")
_YEAR = re.compile(r"\b20[012]\d\b")
# "Would it be them too", "same lot?": only the place is new, whatever else is told.
_SAME_THERE = re.compile(
    r"\b(?:is|are|be|was) (?:it|that|they|them|this) (?:still |also )?(?:them|you|the same|that lot|too|as well)\b"
    r"|\b(?:would|will) (?:it|that) be (?:them|you|the same|that lot)\b"
    r"|\bsame (?:lot|people|council|number|place|team|ones?)(?: there| then| as (?:before|here))?\s*\W*$",
    re.I,
)
_NEAR_BY = re.compile(r"\b(?:near|by|outside|next to|close to|just off|not far from)(?: the)? $", re.I)
_THE_YEAR_BEFORE = re.compile(r"\b(?:the|a) year (?:before|earlier)\b|\bprevious year\b|\b(?:up|down) from\b", re.I)
_YEAR_BEFORE = re.compile(r"\b(?:year|yr) before\b|\b(?:previous|prior) year\b(?! report)", re.I)
_WITHOUT_PLACE = 0.6  # the share of the question before in "what about Kibworth?"


def follow_up(turn: Turn) -> Answer | None:
    """Answer what only makes sense after the last question; a message that stands alone goes on its way."""
    awaited = _awaited_place(turn)
    if awaited is not None:
        return awaited
    if turn.question.years.every:
        return _series(turn)
    if turn.thread.focus and (turn.question.leans >= LEANS or _names_another_place(turn)):
        return _leaning(turn)
    if not turn.thread.focus and turn.question.leans >= 1.0 and turn.question.places:
        return _only_a_place(turn)
    return None


def _names_another_place(turn: Turn) -> bool:
    """Whether a message says hardly more than where: "asfordby, near melton", "in Quorn, would it be them too"."""
    if not turn.question.places:
        return False
    only = turn.understanding.intent == _PLACE_ONLY and turn.understanding.confidence >= _SURELY
    return only or _SAME_THERE.search(turn.message) is not None


def _only_a_place(turn: Turn) -> Answer | None:
    """The place is kept for later questions; nothing was asked yet that it could be the answer to."""
    place, world = turn.question.places[-1], turn.world
    if place.is_outside:
        return Answer(Status.OUT_OF_SCOPE, say("place_outside", place=place.name))
    council = council_of(place.district, world.snapshot.organisations, world.today()) if place.district else None
    if council is None:
        return None
    return Answer(Status.CONVERSATION, say("place_kept", place=place.name, name=council.name))


def _leaning(turn: Turn) -> Answer | None:
    years = turn.question.years
    if years.step:
        return _step(turn, years.step)
    if turn.question.places and (turn.question.leans >= 1.0 or _names_another_place(turn)):
        return _for_place(turn)
    return _for_year(turn) if years.reports else None


def _awaited_place(turn: Turn) -> Answer | None:
    """The answer to "which place?": the same need again, for that place."""
    thread = turn.thread
    if turn.before.awaits != "place" or not thread.focus:
        return None
    if turn.question.places and (turn.question.leans >= _ONLY_A_PLACE or not _asks_something_else(turn, _FITS)):
        return tell(turn, thread.focus, question=thread.question)
    # "Any charge?" asks, and names no place.
    asks = bool(turn.question.wants) or asks_something(turn.message)
    is_a_word = len(turn.message.split()) <= 2 and turn.move is None and not asks
    if not turn.question.places and is_a_word and not _asks_something_else(turn, _FITS_WELL):
        thread.awaits = "place"
        name = turn.message.strip().title()[:_NAME_LETTERS]
        return Answer(Status.ASKED_BACK, say("place_unknown", place=name))
    return None


def _asks_something_else(turn: Turn, fits: float) -> bool:
    """Whether another record than the one last told fits the message."""
    found = search(turn.world.catalogue, Query(turn.question.gist, turn.vector), 1)
    return bool(found) and found[0].stub.id != turn.thread.focus and found[0].meaning >= fits


def _for_place(turn: Turn) -> Answer | None:
    stub = turn.world.snapshot.stub(turn.thread.focus)
    if stub is None:
        return None
    place = _meant(turn)
    turn.question = replace(turn.question, places=(place,))
    other = _other_need_there(turn, stub, place)
    if other:
        return tell(turn, other, question=turn.question.gist)
    if stub.kind == "need":
        return tell(turn, _need_at(turn, stub, place), question=turn.thread.question)
    text, vector = f"{turn.thread.question} {place.name}", unpack(turn.thread.vector)
    with_place = Query(text, blend(vector, turn.vector, _WITHOUT_PLACE), area_odds(stub), places=(place.name.lower(),))
    turn.candidates = search(turn.world.catalogue, with_place)
    turn.looks_for(text, vector)
    there = [one for one in turn.candidates if _is_told_of(one.stub, place)]
    if there:
        turn.candidates = [*there, *(one for one in turn.candidates if one not in there)]
    elif turn.candidates:
        # Nothing is reported of the place: what is left to tell is whom to turn to there.
        need = nearest_need(turn, stub.id)
        near = turn.world.snapshot.stub(need.id) if need is not None else None
        if near is not None:
            return tell(turn, _need_at(turn, near, place), question=turn.thread.question)
    return respond(turn) if turn.candidates else None


def _meant(turn: Turn) -> PlaceFound:
    """The place that a message means: the last, but of "Asfordby, near Melton" the one before."""
    *before, last = turn.question.places
    is_beside = _NEAR_BY.search(turn.message[: last.start]) is not None
    return before[-1] if before and is_beside else last


def _other_need_there(turn: Turn, told: Stub, place: PlaceFound) -> str:
    """A need of that very place which the message names: "what about the tip at Kibworth, is that every day"."""
    words = [word for word in turn.question.words if word not in turn.question.where_and_when]
    if not words or _SAME_THERE.search(turn.message):
        return ""
    found = search(turn.world.catalogue, Query(turn.question.gist, turn.vector, kind="need", words=turn.words), _LIKELY)
    best = next((one for one in found if place.name.lower() in one.stub.places), None)
    fits = best is not None and best.stub.id != told.id and best.meaning >= _FITS_WELL
    return best.stub.id if fits and best is not None else ""


def _is_told_of(stub: Stub, place: PlaceFound) -> bool:
    return bool({place.name.lower(), (place.district or "").lower()} & set(stub.places))


def _need_at(turn: Turn, need: Stub, place: PlaceFound) -> str:
    """The need at another place: one of that place, or else itself."""
    world = turn.world
    meaning = world.snapshot.meaning_of(need.id, "title")
    query = Query(world.catalogue.needs([need.id])[need.id].need, meaning, area_odds(need), kind="need")
    alike = (one.stub for one in search(world.catalogue, query, _NEEDS_ALIKE) if one.meaning >= _FITS_MATTER)
    return next((other.id for other in alike if _is_at(other, place.name.lower(), need)), need.id)


def _is_at(other: Stub, place: str, need: Stub) -> bool:
    """Whether a need is of a place; "the Harborough one" is that of Market Harborough, after one of its kind."""
    if other.areas[0] != need.areas[0]:
        return False
    return place in other.places or (bool(need.places) and any(place in name.split() for name in other.places))


def _for_year(turn: Turn) -> Answer | None:
    wanted = turn.question.years.reports
    found = _of_period_first(turn, same_matter(turn, wanted))
    if not found and turn.question.leans < 1.0:
        # It may name a matter of its own as well.
        return None
    if not found:
        stub = turn.world.snapshot.stub(turn.thread.focus)
        if stub is None or stub.kind == "need":
            return None
        turn.remarks.append(say("not_that_year", asked=" or ".join(map(str, wanted)), found=f"the {stub.year} report"))
        turn.question = _without_years(turn)
        answer = tell(turn, stub.id, question=turn.thread.question)
        return replace(answer, status=Status.NOT_IN_REPORTS)
    turn.candidates = _counted_first(turn, found)
    turn.looks_for(turn.thread.question, unpack(turn.thread.vector))
    return respond(turn)


def _of_period_first(turn: Turn, found: list[Candidate]) -> list[Candidate]:
    """Records of the matter that tell of the very period named before those of the report that covers it.

    "And in 2019/20?": the 2021 report covers that year, but the plan for it may stand in the report of 2019.
    """
    periods = set(_PERIOD.findall(turn.message.replace("-", "/")))
    if not periods:
        return found
    others = same_matter(turn, tuple(turn.world.snapshot.reports))
    told = turn.world.catalogue.initiatives([one.stub.id for one in (*found[:1], *others)])

    def tells(one: Candidate) -> bool:
        return bool(periods & set(_PERIOD.findall(told[one.stub.id].summary.replace("-", "/"))))

    if found and tells(found[0]):
        return found
    first = [one for one in others if tells(one)]
    return [*first, *(one for one in found if one.stub.id not in {other.stub.id for other in first})]


def _step(turn: Turn, step: int) -> Answer | None:
    stub = turn.world.snapshot.stub(turn.thread.focus)
    if stub is None or stub.kind == "need":
        return None
    if step < 0 and _YEAR_BEFORE.search(turn.message):
        told = _of_year_before(turn, stub.id)
        if told:
            return Answer(Status.ANSWERED, told, records=(stub.id,))
    years = sorted(turn.world.snapshot.reports, reverse=step < 0)
    wanted = _asked_of(turn) & FIGURES
    steps = [year for year in years if (year < stub.year if step < 0 else year > stub.year)]
    found = [(year, candidates) for year in steps if (candidates := same_matter(turn, (year,)))]
    # A report that tells of the matter without the figure asked for is passed over when another has it.
    series = _series_asked_for(turn)
    counted = {value.report for value in series.values} if series is not None else set()
    found.sort(key=lambda pair: (bool(counted) and pair[0] not in counted, not wanted <= pair[1][0].stub.gives))
    if not found:
        nothing = _of_before(turn, stub.id) if step < 0 else say("no_later")
        return Answer(Status.NOT_IN_REPORTS, nothing or say("no_earlier"), records=(stub.id,))
    year, turn.candidates = found[0][0], _counted_first(turn, found[0][1])
    turn.looks_for(turn.thread.question, unpack(turn.thread.vector))
    turn.question = _without_years(turn)
    turn.thread.years = [year]
    return respond(turn)


def _of_year_before(turn: Turn, record: str) -> str:
    """What a record tells of two years on end, where the year before is asked for and not the report before."""
    told = turn.world.catalogue.initiatives([record])[record]
    for sentence in sentences_of(told.summary):
        years = {int(year) for year in _YEAR.findall(sentence)}
        if years and max(years) - 1 in years and what_it_gives(sentence):
            return say("report_says", year=told.report, text=sentence)
    return ""


def _of_before(turn: Turn, record: str) -> str:
    """What a record tells of the year before its own, where no earlier report tells of the matter; mostly nothing."""
    told = turn.world.catalogue.initiatives([record])[record]
    years = _YEAR.findall(told.summary)
    earlier = [
        sentence
        for sentence in sentences_of(told.summary)
        if _THE_YEAR_BEFORE.search(sentence) or (years and any(year < max(years) for year in _YEAR.findall(sentence)))
    ]
    return say("only_there", year=told.report, text=earlier[0]) if earlier else ""


def _asked_of(turn: Turn) -> frozenset[str]:
    """What is wanted of the matter that was asked about last."""
    return turn.question.wants or what_is_wanted(turn.thread.question)


def _series_asked_for(turn: Turn) -> FigureSeries | None:
    """The figure that was asked for last, where the topic of the record told last has it as a series."""
    topic = topic_of(turn.world.catalogue, turn.thread.focus) if _asked_of(turn) & {*FIGURES, "trend"} else None
    if topic is None:
        return None
    told, snapshot = turn.world.catalogue.initiatives(topic.initiatives), turn.world.snapshot
    near = nearness(snapshot, topic.id, unpack(turn.thread.vector))
    words = content_words(turn.thread.question)
    return that_fits(all_series(topic, told, snapshot.reports), words, near, turn.thread.focus)


def _counted_first(turn: Turn, found: list[Candidate]) -> list[Candidate]:
    """What gives the figure asked for last before what doesn't, unless the message asks for something itself."""
    series = _series_asked_for(turn) if turn.question.leans >= 1.0 else None
    return found if series is None else sorted(found, key=lambda one: not series.has(one.stub.id))


def _series(turn: Turn) -> Answer | None:
    """One line for every report that tells of the matter, newest first."""
    question = turn.question
    if question.leans >= LEANS and turn.thread.focus and len(question.words) <= 3:
        text, vector = turn.thread.question, unpack(turn.thread.vector)
    else:
        text, vector = question.gist, turn.vector
    turn.looks_for(text, vector)
    found = search(turn.world.catalogue, Query(text, vector, turn.understanding.areas(), wants=question.wants))
    if found and found[0].stub.kind == "need":
        return None
    if found and (vector is None or found[0].meaning >= _FITS_MATTER + 0.05):
        answer = tell_over_years(turn, best_of_matter(turn.world.catalogue, found, vector))
        if answer is not None:
            turn.thread.question, turn.thread.vector = text, pack(vector) if vector is not None else ""
            return answer
    return tell_each_report(turn, list(turn.world.snapshot.reports), text, vector)


def same_matter(turn: Turn, years: tuple[int, ...]) -> list[Candidate]:
    """Initiatives of these reports about what was last asked and told, best first; none if nothing is near enough.

    Records of one topic are of one matter; where there is no topic, nearness tells.
    """
    focus = turn.world.snapshot.stub(turn.thread.focus)
    asked = unpack(turn.thread.vector)
    vector = blend(asked, turn.world.snapshot.meaning_of(turn.thread.focus, "summary"))
    if turn.question.words and turn.question.leans < 1.0:
        vector = blend(turn.vector, vector, 0.3)
    found = search(
        turn.world.catalogue,
        Query(turn.thread.question, vector, area_odds(focus), years=years, kind="initiative", strict=True),
    )
    if focus is not None:
        # Records also stand in further areas; what is mainly of the same area goes first.
        found = sorted(found, key=lambda one: -one.score - SAME_AREA * (one.stub.areas[0] == focus.areas[0]))
    topics = turn.world.snapshot.topic_of
    topic = topics.get(turn.thread.focus)
    of_topic = [candidate for candidate in found if topic and topics.get(candidate.stub.id) == topic]
    if of_topic:
        return [*of_topic, *(candidate for candidate in found if candidate not in of_topic)]
    if vector is None:
        return [candidate for candidate in found if candidate.words > 0.5]
    return (
        [candidate for candidate in found if candidate.meaning >= _FITS_MATTER]
        if found and found[0].meaning >= _FITS_MATTER
        else []
    )


def _without_years(turn: Turn) -> Question:
    """The question, once what it says of years has been dealt with."""
    return replace(turn.question, years=Years())
