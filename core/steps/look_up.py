"""Step 7: look up; and when nothing fits, say so and offer what may."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from core.answering.answer import Answer, Button, Status
from core.answering.compose import count_words, lines_that_fit
from core.answering.wording import say
from core.lookup.search import WEIGHTS, Candidate, Query, search
from core.lookup.topics import best_of_matter
from core.settings import DATA
from core.steps.after_danger import after_danger
from core.steps.goes_first import best_first
from core.steps.in_short import in_short
from core.steps.lean_on_thread import KEPT, lean_on_thread
from core.steps.offer import RECORD, offer_areas, offer_records, record_titles
from core.steps.over_years import tell_each_report, tell_over_years
from core.steps.query_of import query_of
from core.steps.respond import OUT_OF_SCOPE, respond
from core.steps.told_before import or_told_before
from core.turn import Turn
from core.understanding.encoder import blend, pack, unpack
from core.understanding.question import LEANS, LEANS_A_LITTLE
from core.understanding.readings import asks_something, clauses_of, is_calm, leans_on_first, whom_asked
from core.yaml_text import parse_yaml

# A best record below isn't told as an answer: it is offered. Questions about anything that the records hold reach it
# with few exceptions; jokes, recipes and the weather of other countries seldom do.
_SURE_SCORE = 0.55
_MAY_BE = 0.5  # a best guess from here on is told in short as well as offered
_GUESSES = 3
_LOOKED_AT = 40  # candidates, to see how well the record told last fits among them
_MAY_LEAN = 0.2  # how far a message leans from which the one before is taken in if nothing fits well without
_FITS_ALONE = 0.72
_TWO_AREAS = 0.62  # how near both halves of a message must come to records of different areas to be two questions
_ASKS_SOMETHING = 0.6  # how near a record must come to a message after a danger that doesn't clearly ask something else


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
    found = best_first(turn, found)
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


def _may_lean(turn: Turn) -> bool:
    if turn.question.is_repair:
        return True
    leans = turn.question.leans
    fits = bool(turn.candidates) and turn.candidates[0].score >= _FITS_ALONE
    return leans >= LEANS_A_LITTLE or (leans >= _MAY_LEAN and not fits)


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
    if turn.question.leans >= LEANS_A_LITTLE and turn.thread.focus in near:
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
    if not clauses or turn.question.leans >= LEANS or leans_on_first(clauses[1]):
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
