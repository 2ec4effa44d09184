"""Step 6: look up; and when nothing fits, say so and offer what may."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from core.answering.answer import Answer, Button, Status
from core.answering.compose import WORD_LIMIT, contact_line, count_words, first_sentences
from core.answering.wording import say
from core.lookup.responsibility import who_is_responsible
from core.lookup.search import Candidate, Query, search
from core.settings import DATA
from core.steps.converse import record_titles
from core.steps.follow_up import lean_on_thread
from core.steps.respond import respond
from core.steps.take_choice import RECORD, offer_areas
from core.turn import Turn

# A best record below both isn't told as an answer: it is offered.
_SURE_MEANING = 0.44
_SURE_SCORE = 0.50
_GUESSES = 3
_LEAST_CLAUSE = 4
_TWO_AREAS = 0.62  # how near both halves of a message must come to records of different areas to be two questions
_AND = re.compile(r"(?<=[?.!;])\s+|,?\s+(?:and )?also\s+|\s+and (?=(?:who|what|when|where|why|how|can|could|is|are|do|does|did|will)\b)|\s+oh and\s+", re.I)
_CALM = re.compile(r"\b(?:safe|alright|all right|ok|okay|gone|came|better|fine|calmed|left|over)\b")


@lru_cache(maxsize=1)
def _senses() -> list[dict[str, Any]]:
    senses: list[dict[str, Any]] = yaml.safe_load((DATA / "senses.yml").read_text("utf-8"))["senses"]
    return senses


def ask_which_sense(turn: Turn) -> Answer | None:
    """Ask which meaning is meant when a message says hardly more than a word of several."""
    text = turn.question.gist.lower()
    for sense in _senses():
        if not re.search(sense["pattern"], text) or re.search(sense["tells"], text):
            continue
        if set(turn.question.words) - set(sense["beside"]) or turn.question.years.reports or turn.question.years.every:
            continue
        turn.thread.choices = {option["title"]: option["means"] for option in sense["options"]}
        return Answer(Status.ASKED_BACK, sense["ask"], tuple(Button(title) for title in turn.thread.choices))
    return None


def look_up(turn: Turn) -> Answer | None:
    """Find the records that may answer; answer two questions in one message both."""
    query = _query(turn, turn.question.gist)
    turn.candidates = search(turn.world.catalogue, query)
    turn.text = turn.question.gist
    if turn.thread.focus and turn.question.leans >= 0.3:
        alone = turn.candidates
        turn.candidates = lean_on_thread(turn, alone)
        if turn.candidates and (not alone or turn.candidates[0].stub.id != alone[0].stub.id) and turn.question.leans >= 0.45:
            turn.text = f"{turn.thread.question} {turn.question.gist}"[-300:]
    if turn.before.danger and _CALM.search(turn.message.lower()) and (not turn.candidates or turn.candidates[0].meaning < 0.7):
        return Answer(Status.CONVERSATION, say("after_danger"))
    return _two_questions(turn) or _unsure(turn)


def _query(turn: Turn, text: str) -> Query:
    return Query(
        text=text,
        vector=turn.vector if text == turn.question.gist else turn.world.encode(text),
        areas=turn.understanding.areas(),
        need_odds=turn.understanding.need_odds(),
        years=turn.question.years.reports,
        places=tuple(place.name.lower() for place in turn.question.places),
        wants=turn.question.wants,
    )


def _is_sure(candidate: Candidate) -> bool:
    return candidate.score >= _SURE_SCORE and (candidate.meaning >= _SURE_MEANING or candidate.meaning == 0)


def _unsure(turn: Turn) -> Answer | None:
    if turn.candidates and _is_sure(turn.candidates[0]):
        return None
    turn.thread.failures += 1
    titles = record_titles(turn, [candidate.stub.id for candidate in turn.candidates[:_GUESSES]])
    if turn.thread.failures > 1 or not titles:
        return offer_areas(turn, "unsure_again", status=Status.ASKED_BACK)
    turn.thread.choices = {title: RECORD + record for record, title in titles.items()}
    turn.thread.choices[say("button_else")] = "areas:0"
    turn.thread.question = turn.text
    return Answer(Status.ASKED_BACK, say("unsure"), tuple(Button(title) for title in turn.thread.choices))


def _two_questions(turn: Turn) -> Answer | None:
    """Answer two questions about different services in one message, each with its main sentences and contact."""
    clauses = [clause.strip() for clause in _AND.split(turn.question.gist) if len(clause.split()) >= _LEAST_CLAUSE]
    if len(clauses) != 2 or turn.question.leans >= 0.45:
        return None
    found: list[list[Candidate]] = [search(turn.world.catalogue, Query(clause, turn.world.encode(clause)), 3) for clause in clauses]
    if not all(candidates and candidates[0].meaning >= _TWO_AREAS for candidates in found):
        return None
    first, second = (candidates[0] for candidates in found)
    if set(first.stub.areas) & set(second.stub.areas):
        return None
    other = _in_short(turn, second)
    turn.candidates = [first]
    turn.text = clauses[0]
    whole = respond(turn)
    room = WORD_LIMIT - count_words(other)
    text = "\n".join(_as_many_lines(whole.text, room) + [other])
    turn.thread.shown.append(second.stub.id)
    return Answer(whole.status, text, records=(*whole.records, second.stub.id))


def _in_short(turn: Turn, candidate: Candidate) -> str:
    if candidate.stub.kind == "initiative":
        record = turn.world.catalogue.initiatives([candidate.stub.id])[candidate.stub.id]
        return say("two", text=f"{first_sentences(record.summary, 40)} ({record.report} report)")
    need = turn.world.catalogue.needs([candidate.stub.id])[candidate.stub.id]
    responsible = who_is_responsible(need, turn.thread.district or None, turn.world.snapshot.organisations, turn.world.today())
    return say("two", text=f"{first_sentences(need.answer, 30)} {say('contact', contact=contact_line(responsible, with_hours=False))}")


def _as_many_lines(text: str, room: int) -> list[str]:
    kept: list[str] = []
    for line in text.split("\n"):
        if sum(len(held.split()) for held in kept) + len(line.split()) <= room:
            kept.append(line)
    return kept
