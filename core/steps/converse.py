"""Step 5: the moves of a conversation: greeting, thanks, a person, more, another, contact, source, "that's wrong"."""

from __future__ import annotations

import re

from core.answering.answer import Answer, Part, Status
from core.answering.compose import (
    area_responsible,
    contact_fields,
    contact_line,
    contact_sentence,
    first_sentences,
    in_words,
    rest_of,
)
from core.answering.wording import say
from core.catalogue.records import what_it_gives
from core.lookup.responsibility import Responsible, who_is_responsible
from core.lookup.search import Query, search
from core.steps.after_danger import on_danger
from core.steps.at_place import at_place
from core.steps.lean_on_thread import area_odds
from core.steps.offer import offer_areas, offer_records, record_titles
from core.steps.respond import tell
from core.steps.whom_to_ask import nearest_need
from core.turn import Turn
from core.understanding.encoder import blend, unpack
from core.understanding.moves import Move, need_at_night, need_in_vain
from core.understanding.question import LEANS_A_LITTLE

_SIMPLE = {
    Move.GREET: "hello",
    Move.THANK: "thanks",
    Move.GOODBYE: "goodbye",
    Move.WHO_ARE_YOU: "who_are_you",
    Move.PERSON: "person",
    Move.PRETEND: "pretend",
}
_GUESSES = 3
_LOOKED_AT = 40  # initiatives, to find those that a need is linked with
_FITS = 0.55  # the cosine from which an initiative that isn't linked is of the need's matter
_AS_GOOD = 0.2  # what is done today is asked: the newest goes first of those that fit at most this much less
_COUNCILS = frozenset({"county", "district"})


def converse(turn: Turn) -> Answer | None:
    """Answer a move; a question goes on its way."""
    move = turn.move
    of_danger = on_danger(turn) if turn.before.danger else None
    if of_danger is not None:
        return of_danger
    if move in _SIMPLE:
        status = Status.OUT_OF_SCOPE if move is Move.PRETEND else Status.CONVERSATION
        return Answer(status, say(_SIMPLE[move], **turn.world.council_fields()))
    if move is Move.WHAT_CAN_YOU_DO:
        return offer_areas(turn, "what_can_you_do")
    if move is Move.START_OVER:
        place, district = "", ""
        turn.thread.__init__(place=place, district=district)  # type: ignore[misc]
        return Answer(Status.CONVERSATION, say("start_over"))
    if move in (Move.YES, Move.NO):
        return Answer(Status.CONVERSATION, say("welcome_more"))
    return _about_the_last(turn, move) if move in _ABOUT else None


def _about_the_last(turn: Turn, move: Move) -> Answer | None:
    if move is Move.WRONG:
        return _wrong(turn)
    if not turn.thread.focus:
        # Without anything before, some are questions like any other.
        return None if move in _ALSO_QUESTIONS else Answer(Status.CONVERSATION, say("nothing_before"))
    return _ABOUT[move](turn)


def _wrong(turn: Turn) -> Answer:
    fields = turn.world.council_fields()
    offers = [offer for offer in turn.thread.offers if offer not in turn.thread.shown][:_GUESSES]
    titles = record_titles(turn, offers)
    if not titles:
        return Answer(Status.ASKED_BACK, say("wrong_nothing", **fields))
    return Answer(Status.ASKED_BACK, say("wrong"), offer_records(turn, titles))


def _contact(turn: Turn) -> Answer:
    need = nearest_need(turn, turn.thread.focus)
    if need is not None:
        responsible, _, _, ends = at_place(turn, need)
        if ends is not None:
            turn.thread.focus = need.id
            return ends
        parts = [
            *_whose(turn, responsible),
            Part("contact", contact_sentence(responsible), contact_fields(responsible)),
            Part("answer", need.answer),
        ]
        if responsible.needs_place:
            turn.thread.awaits = "place"
            turn.thread.focus = need.id
            parts.append(Part("ask", say("which_place")))
        text = "\n".join(part.text for part in parts)
        return Answer(Status.ANSWERED, text, records=(need.id,), parts=tuple(parts))
    initiative = turn.world.catalogue.initiatives([turn.thread.focus]).get(turn.thread.focus)
    if initiative is None:
        return Answer(Status.CONVERSATION, say("nothing_before"))
    snapshot = turn.world.snapshot
    responsible = area_responsible(snapshot.areas[initiative.area], snapshot.organisations)
    text = say("contact", contact=contact_line(responsible, with_hours=False))
    return Answer(Status.ANSWERED, text, parts=(Part("contact", text, contact_fields(responsible)),))


def _whose(turn: Turn, responsible: Responsible) -> list[Part]:
    """Whether it is the county council's job, when who takes a call asks that; nothing while a place must tell."""
    body = responsible.organisation
    if turn.move is not Move.OURS or body is None or responsible.needs_place:
        return []
    return [Part("text", say("ours" if body.kind == "county" else "not_ours", name=body.name))]


def _source(turn: Turn) -> Answer:
    focus = turn.thread.focus
    wanted = _told_with_figure(turn)
    initiative = turn.world.catalogue.initiatives([wanted]).get(wanted)
    if initiative is not None:
        report = turn.world.snapshot.reports[initiative.report]
        text = say(
            "source_full",
            title=report.title,
            section=initiative.section,
            lines=", ".join(initiative.lines),
            text=first_sentences(initiative.summary, 60) or initiative.summary,
        )
        return Answer(Status.ANSWERED, text, records=(wanted,))
    need = turn.world.catalogue.needs([focus]).get(focus)
    if need is None:
        return Answer(Status.CONVERSATION, say("nothing_before"))
    responsible = who_is_responsible(
        need, turn.thread.district or None, turn.world.snapshot.organisations, turn.world.today()
    )
    name = responsible.organisation.name if responsible.organisation else say("your_district")
    source = need.rule.source if need.rule else responsible.source or responsible.web
    source = (source or turn.world.council_fields()["web"]).split(" ; ")[0]
    checked = in_words(responsible.checked_on)
    if checked:
        text = say("source_need", source=source, checked=checked, name=name)
    else:
        text = say("source_need_undated", source=source, name=name)
    return Answer(Status.ANSWERED, text, records=(focus,))


_FIGURE = re.compile(r"\b(?:figures?|numbers?|percentage)\b", re.I)


def _told_with_figure(turn: Turn) -> str:
    """The record that holds the figure named ("source for the 53 please", "that figure"), else the one last told."""
    figures = [word for word in turn.message.replace(",", "").split() if any(letter.isdigit() for letter in word)]
    shown = list(dict.fromkeys([turn.thread.focus, *turn.thread.shown]))
    if figures:
        told = turn.world.catalogue.initiatives(shown)
        for record in shown:
            if record in told and all(
                figure.strip("?.£%") in told[record].summary.replace(",", "") for figure in figures
            ):
                return record
    if not figures and _FIGURE.search(turn.message):
        told = turn.world.catalogue.initiatives(shown)
        counted = [record for record in shown if record in told and what_it_gives(told[record].summary)]
        return counted[0] if counted else turn.thread.focus
    return turn.thread.focus


def _more(turn: Turn) -> Answer:
    focus = turn.thread.focus
    left = turn.world.catalogue.needs([turn.thread.left] if turn.thread.left == focus else []).get(focus)
    if left is not None:
        turn.thread.left = ""
        rest = rest_of(left)
        text = "\n".join(part.text for part in rest)
        return Answer(Status.ANSWERED, text, records=(focus,), parts=tuple(rest))
    offers = [offer for offer in turn.thread.offers if offer not in turn.thread.shown]
    same_area = _in_area_of(turn, focus, offers)
    if same_area:
        return tell(turn, same_area[0])
    return _contact(turn)


def _in_area_of(turn: Turn, focus: str, offers: list[str]) -> list[str]:
    stubs, position = turn.world.snapshot.stubs, turn.world.snapshot.position
    if focus not in position:
        return []
    areas = set(stubs[position[focus]].areas)
    return [offer for offer in offers if offer in position and areas & set(stubs[position[offer]].areas)]


def _another(turn: Turn) -> Answer:
    offers = [offer for offer in turn.thread.offers if offer not in turn.thread.shown]
    if not offers:
        return Answer(Status.ANSWERED, say("no_more", **turn.world.council_fields()))
    return tell(turn, offers[0])


def _doing(turn: Turn) -> Answer | None:
    """What the reports tell of the need talked of; after an initiative it is no move, and goes on its way."""
    thread, snapshot = turn.thread, turn.world.snapshot
    need = turn.world.catalogue.needs([thread.focus]).get(thread.focus)
    stub = snapshot.stub(thread.focus)
    if need is None or stub is None:
        return None
    vector = blend(unpack(thread.vector), snapshot.meaning_of(stub.id, "title"))
    query = Query(f"{thread.question} {need.need}", vector, area_odds(stub), kind="initiative")
    found = search(turn.world.catalogue, query, _LOOKED_AT)
    linked = [one for one in found if one.stub.id in need.initiatives]
    fits = linked or [one for one in found if one.meaning >= _FITS and set(one.stub.areas) & set(stub.areas)]
    if not fits:
        return None
    newest = max((one for one in fits if one.score >= fits[0].score - _AS_GOOD), key=lambda one: one.stub.year)
    return tell(turn, newest.stub.id, question=need.need)


def _in_vain(turn: Turn) -> Answer | None:
    """How to complain, where a council is asked in vain; of other bodies the record told says what it can."""
    need = turn.world.catalogue.needs([turn.thread.focus]).get(turn.thread.focus)
    is_of_council = need is not None and need.responsible in _COUNCILS and need.id != need_in_vain()
    if not is_of_council or turn.world.snapshot.stub(need_in_vain()) is None:
        return None
    return tell(turn, need_in_vain(), question=turn.thread.question)


def _at_night(turn: Turn) -> Answer | None:
    """Whom to turn to when the office is shut, where the area talked of has somebody; a question of hours goes on."""
    stub = turn.world.snapshot.stub(turn.thread.focus)
    need = need_at_night(stub.areas) if stub is not None else ""
    goes_on = turn.question.leans >= LEANS_A_LITTLE and "hour" not in turn.question.wants
    if not goes_on or turn.world.snapshot.stub(need) is None or need == turn.thread.focus:
        return None
    return tell(turn, need, question=turn.thread.question)


_ABOUT = {
    Move.CONTACT: _contact,
    Move.OURS: _contact,
    Move.SOURCE: _source,
    Move.MORE: _more,
    Move.ANOTHER: _another,
    Move.WRONG: _wrong,
    Move.DOING: _doing,
    Move.IN_VAIN: _in_vain,
    Move.AT_NIGHT: _at_night,
}
_ALSO_QUESTIONS = frozenset({Move.DOING, Move.IN_VAIN, Move.AT_NIGHT})
