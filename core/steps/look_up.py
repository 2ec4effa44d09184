"""Step 7: look up; and when nothing fits, say so and offer what may."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from core.answering.answer import Answer, Button, Status
from core.answering.compose import count_words, lines_that_fit
from core.answering.wording import say
from core.catalogue.records import tells_hour
from core.lookup.search import WEIGHTS, Candidate, Query, search
from core.lookup.topics import best_of_matter
from core.settings import DATA
from core.steps.converse import after_danger
from core.steps.in_short import in_short
from core.steps.lean_on_thread import KEPT, lean_on_thread
from core.steps.offer import RECORD, offer_areas, offer_records, record_titles
from core.steps.over_years import tell_each_report, tell_over_years
from core.steps.respond import NEAR, OUT_OF_SCOPE, respond
from core.steps.told_before import or_told_before
from core.turn import Turn
from core.understanding.encoder import blend, pack, unpack
from core.understanding.question import FIGURES, LEANS, read_question, what_is_wanted
from core.understanding.readings import asks_something, clauses_of, is_calm, whom_asked
from core.understanding.years import Years
from core.yaml_text import parse_yaml

# A best record below isn't told as an answer: it is offered. Questions about anything that the records hold reach it
# with few exceptions; jokes, recipes and the weather of other countries seldom do.
_SURE_SCORE = 0.55
_MAY_BE = 0.5  # a best guess from here on is told in short as well as offered
_GUESSES = 3
_LOOKED_AT = 40  # candidates, to see how well the record told last fits among them
# Whether the question before is taken in: from the first on always, from the second on if nothing fits well without.
_LEANS_A_LITTLE, _MAY_LEAN = 0.3, 0.2
_FITS_ALONE = 0.72
_TELL_THE_SAME = 0.6  # how near two summaries are, as a cosine, when they tell of one matter in different reports
_TWO_AREAS = 0.62  # how near both halves of a message must come to records of different areas to be two questions
_AS_GOOD = 0.06  # a newer record of the same matter goes first if it scores at most this much lower
_WITH_FIGURE = 0.12  # how much lower what gives the figure asked for may score and still go first
_WITH_HOURS = 0.15  # the same for the need that tells when a place is open
_ASKS_SOMETHING = 0.6  # how near a record must come to a message after a danger that doesn't clearly ask something else
_TRENDS = frozenset({"number", "share"})  # what tells whether something went up or down


@lru_cache(maxsize=1)
def _senses() -> list[dict[str, Any]]:
    senses: list[dict[str, Any]] = parse_yaml((DATA / "senses.yml").read_text("utf-8"))["senses"]
    return senses


def ask_which_sense(turn: Turn) -> Answer | None:
    """Ask which meaning is meant when a message says hardly more than a word of several."""
    text = turn.question.gist.lower()
    for sense in _senses():
        if not re.search(sense["pattern"], text) or re.search(sense["tells"], text):
            continue
        if set(turn.question.words) - set(sense["beside"]) or turn.question.years.reports or turn.question.years.every:
            continue
        turn.thread.choices = {option["title"]: RECORD + option["record"] for option in sense["options"]}
        return Answer(Status.ASKED_BACK, sense["ask"], tuple(Button(title) for title in turn.thread.choices))
    return None


def look_up(turn: Turn) -> Answer | None:
    """Find the records that may answer; answer two questions in one message both."""
    found = search(turn.world.catalogue, query_of(turn), _LOOKED_AT if turn.thread.focus else KEPT)
    found = _hours_first(turn, _figure_first(turn, _newest_first(turn, _of_year_first(turn, found))))
    turn.candidates = found[:KEPT]
    turn.looks_for(turn.question.gist, turn.vector)
    if turn.thread.focus:
        alone = turn.candidates
        turn.candidates = lean_on_thread(turn, alone) if _may_lean(turn) else or_told_before(turn, found)[:KEPT]
        if turn.candidates and turn.candidates[0].stub.id == turn.thread.focus:
            # The same record answers, so it is still the same question that later messages lean on.
            turn.looks_for(turn.thread.question, unpack(turn.thread.vector))
        elif (
            turn.candidates
            and (not alone or turn.candidates[0].stub.id != alone[0].stub.id)
            and turn.question.leans >= LEANS
        ):
            both = f"{turn.thread.question} {turn.question.gist}"[-300:]
            turn.looks_for(both, blend(turn.vector, unpack(turn.thread.vector)))
    if turn.before.danger and is_calm(turn.question.text) and not _asks_after_danger(turn):
        return after_danger(turn)
    return _two_questions(turn) or _over_years(turn) or _unsure(turn)


def _asks_after_danger(turn: Turn) -> bool:
    """Whether a message after a danger asks something that can be answered, and doesn't only say that it is over."""
    if not turn.candidates:
        return False
    best = turn.candidates[0]
    return best.meaning >= _ASKS_SOMETHING or (asks_something(turn.message) and is_sure(turn, best))


def _over_years(turn: Turn) -> Answer | None:
    """How the matter went, when that is asked or reports are held against each other, and a topic tells."""
    compares = turn.question.compares
    if not turn.candidates or turn.candidates[0].stub.kind == "need":
        return None
    if not (compares or {"trend", "story"} & turn.question.wants) or not is_sure(turn, turn.candidates[0]):
        return None
    answer = tell_over_years(turn, best_of_matter(turn.world.catalogue, turn.candidates, turn.vector))
    if answer is None and len(compares) > 1:
        return tell_each_report(turn, compares, turn.text, turn.text_vector, turn.words)
    if answer is not None:
        turn.thread.question = turn.text or turn.thread.question
        turn.thread.vector = pack(turn.text_vector) if turn.text_vector is not None else ""
    return answer


def query_of(turn: Turn) -> Query:
    """What a message looks for, by all that is known of it."""
    return Query(
        text=turn.question.gist,
        vector=turn.vector,
        words=turn.words,
        areas=turn.understanding.areas(),
        years=turn.question.years.reports,
        places=tuple(place.name.lower() for place in turn.question.places),
        wants=turn.question.wants | (_TRENDS if "trend" in turn.question.wants else frozenset()),
    )


def _may_lean(turn: Turn) -> bool:
    if turn.question.is_repair:
        return True
    leans = turn.question.leans
    fits = bool(turn.candidates) and turn.candidates[0].score >= _FITS_ALONE
    return leans >= _LEANS_A_LITTLE or (leans >= _MAY_LEAN and not fits)


def _of_year_first(turn: Turn, candidates: list[Candidate]) -> list[Candidate]:
    """A record of the year asked for before one of the same matter in another report, however much better that fits."""
    years = turn.question.years.reports
    if not years or not candidates or candidates[0].stub.kind != "initiative" or candidates[0].stub.year in years:
        return candidates
    best = candidates[0]
    query = replace(query_of(turn), kind="initiative", strict=True)
    of_year = [one for one in search(turn.world.catalogue, query) if _of_one_matter(turn, best, one)]
    if not of_year:
        return candidates
    first = of_year[0]
    rest = [one for one in candidates if one.stub.id != first.stub.id]
    return [replace(first, score=max(first.score, best.score)), *rest]


def _newest_first(turn: Turn, candidates: list[Candidate]) -> list[Candidate]:
    """The newest report's record before older ones of the same matter that fit about as well, when no year is asked."""
    if not candidates or turn.question.years.reports or candidates[0].stub.kind != "initiative":
        return candidates
    best = candidates[0]
    wanted = turn.question.wants & best.stub.gives
    near = NEAR if "now" in turn.question.wants else _AS_GOOD
    same = [
        one
        for one in candidates[1:]
        if one.score > best.score - near and wanted <= one.stub.gives and _of_one_matter(turn, best, one)
    ]
    first = max([best, *same], key=lambda one: (one.stub.year, one.score))
    rest = [one for one in candidates if one is not first]
    # The order is by score everywhere else, so the one that comes first takes the best one's.
    return [replace(first, score=best.score), *rest]


def _figure_first(turn: Turn, candidates: list[Candidate]) -> list[Candidate]:
    """What gives the figure asked for before what doesn't, where both are told of the same matter.

    So too what the council reports before a need, where whom to turn to is asked besides: that is told with it.
    """
    whom = whom_asked(turn.question.gist)
    # "Is there a number I can ring" asks for no figure.
    asks = turn.question.gist.replace(whom, " ") if whom else turn.question.gist
    wanted = what_is_wanted(asks) & FIGURES
    if not wanted or not candidates or candidates[0].stub.gives & wanted:
        return candidates
    best = candidates[0]
    both = best.stub.kind == "need" and bool(whom)
    asked = turn.question.years.reports
    for one in candidates[1:KEPT]:
        if asked and one.stub.year not in asked:
            continue
        if one.stub.kind != "initiative" or not one.stub.gives & wanted or one.score <= best.score - _WITH_FIGURE:
            continue
        if (both and set(one.stub.areas) & set(best.stub.areas)) or (not both and _of_one_matter(turn, best, one)):
            rest = [other for other in candidates if other is not one]
            return [replace(one, score=best.score), *rest]
    return candidates


def _hours_first(turn: Turn, candidates: list[Candidate]) -> list[Candidate]:
    """The need that tells opening hours before what was reported of the place, when hours are asked for."""
    if "hour" not in turn.question.wants or not candidates or candidates[0].stub.kind == "need":
        return candidates
    best = candidates[0]
    near = [
        one
        for one in candidates[1:KEPT]
        if one.stub.kind == "need"
        and one.score > best.score - _WITH_HOURS
        and set(one.stub.areas) & set(best.stub.areas)
    ]
    needs = turn.world.catalogue.needs([one.stub.id for one in near])
    first = next((one for one in near if tells_hour(needs[one.stub.id].answer)), None)
    if first is None:
        return candidates
    return [replace(first, score=best.score), *(one for one in candidates if one is not first)]


def _of_one_matter(turn: Turn, one: Candidate, other: Candidate) -> bool:
    topic = turn.world.snapshot.topic_of.get(one.stub.id)
    if topic is not None and topic == turn.world.snapshot.topic_of.get(other.stub.id):
        return True
    if one.stub.kind != other.stub.kind or one.stub.areas[0] != other.stub.areas[0]:
        return False
    first, second = (turn.world.snapshot.meaning_of(each.stub.id, "summary") for each in (one, other))
    return first is not None and second is not None and float(first @ second) >= _TELL_THE_SAME


def is_sure(turn: Turn, candidate: Candidate) -> bool:
    """Whether a candidate fits well enough to be told as an answer."""
    # Any record of the year asked for scores higher, whatever it is about.
    of_year = WEIGHTS.year_hit if candidate.stub.year in turn.question.years.reports else 0.0
    return candidate.score - of_year >= _SURE_SCORE


def _asks_two_things(turn: Turn) -> bool:
    """Whether a message also asks whom to turn to; then hardly a record fits the whole of it well."""
    best = turn.candidates[0]
    return best.stub.kind == "initiative" and best.score >= _MAY_BE and bool(whom_asked(turn.question.gist))


def _unsure(turn: Turn) -> Answer | None:
    if turn.candidates and (is_sure(turn, turn.candidates[0]) or _asks_two_things(turn)):
        return None
    near = [candidate.stub.id for candidate in turn.candidates[:_GUESSES]]
    if turn.question.leans >= _LEANS_A_LITTLE and turn.thread.focus in near:
        # It says too little to be found, but points at what was told last.
        turn.candidates.sort(key=lambda one: one.stub.id != turn.thread.focus)
        return None
    turn.thread.failures += 1
    titles = record_titles(turn, near)
    if turn.thread.failures > 1 or not titles:
        return offer_areas(turn, "unsure_again", status=Status.ASKED_BACK)
    if turn.question.leans < _MAY_LEAN:
        # It asked something else, and "how long does that take" must not be answered from what was talked of before.
        turn.thread.set_aside()
        turn.thread.focus, turn.thread.vector = "", ""
    turn.thread.question = turn.text
    buttons = offer_records(turn, titles, or_areas=True)
    text = say("unsure", **turn.world.council_fields())
    best = turn.candidates[0]
    guess = in_short(turn, best.stub) if best.score >= _MAY_BE and OUT_OF_SCOPE not in best.stub.areas else ""
    if not guess:
        return Answer(Status.ASKED_BACK, text, buttons)
    turn.thread.focus = best.stub.id
    text = say("unsure_maybe", guess=guess, **turn.world.council_fields())
    return Answer(Status.ASKED_BACK, text, buttons, records=(best.stub.id,))


def _two_questions(turn: Turn) -> Answer | None:
    """Answer two questions about different services in one message, each with its main sentences and contact."""
    clauses = clauses_of(turn.question.gist)
    if not clauses or turn.question.leans >= LEANS or _leans_on_first(clauses[1]):
        return None
    found = [
        search(turn.world.catalogue, Query(clause, turn.meaning_of(clause), words=turn.words_of(clause)), 3)
        for clause in clauses
    ]
    if not all(candidates and candidates[0].meaning >= _TWO_AREAS for candidates in found):
        return None
    first, second = (candidates[0] for candidates in found)
    if set(first.stub.areas) & set(second.stub.areas):
        return None
    other = say("two", text=in_short(turn, second.stub))
    turn.candidates = [first]
    turn.looks_for(clauses[0], turn.meaning_of(clauses[0]))
    whole = respond(turn)
    room = turn.limit - count_words(other)
    text = "\n".join([*lines_that_fit(whole.text, room), other])
    turn.thread.shown.append(second.stub.id)
    return replace(whole, text=text, records=(*whole.records, second.stub.id))


def _leans_on_first(clause: str) -> bool:
    """Whether a second clause asks about the same as the first: "and when does it finish"."""
    return read_question(clause, Years(), []).leans >= LEANS
