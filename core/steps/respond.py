"""Last step: choose the record, find who is responsible, and put the answer into words."""

from __future__ import annotations

from dataclasses import replace

from core.answering.answer import Answer, Status
from core.answering.compose import (
    InitiativeAnswer,
    NeedAnswer,
    compose_initiative,
    compose_need,
    count_words,
    rest_of,
)
from core.answering.what_is_asked import what_is_asked
from core.answering.wording import say
from core.catalogue.fulltext import content_words
from core.catalogue.records import ReportedInitiative, ServedNeed
from core.lookup.search import Candidate
from core.steps.at_place import at_place
from core.steps.in_short import in_short
from core.steps.not_held import not_held, not_held_of_need
from core.steps.offer import offer_records, record_titles
from core.steps.over_years import history_of
from core.steps.whom_to_ask import contact_for, need_besides, responsible_for
from core.turn import Turn
from core.understanding.encoder import pack, unpack
from core.understanding.question import LEANS

OUT_OF_SCOPE = "out-of-scope"
NEAR = 0.10  # how much lower a second record may score and still be told beside the first
_BESIDE = 0.14  # the same for an initiative beside a need
TIED = 0.05  # a second record this near is the right one almost as often as the first
_NEAR_NEEDS = 0.10  # a second need this near a first is offered: of three needs one is nearly always the right one
_IN_RULES = frozenset({"number", "when"})  # what a rule may tell: how many days, how often, until when
_OFFERS = 6
_ELSE = 2
_ROOM_FOR_ELSE = 26  # words
_MANY_RECORDS = 50  # a word that as many hold doesn't tell which sentence of one is asked for


def tell(turn: Turn, record: str, question: str = "") -> Answer:
    """Answer with a given record."""
    snapshot = turn.world.snapshot
    stub = snapshot.stub(record)
    if stub is None:
        return Answer(Status.ASKED_BACK, say("wrong_nothing", **turn.world.council_fields()))
    offers = [offer for offer in turn.thread.offers if offer != record]
    turn.candidates = [Candidate(stub, 1.0, 1.0, 1.0)]
    if question and question != turn.thread.question:
        turn.looks_for(question, snapshot.meaning_of(record, "title"))
    else:
        turn.looks_for(turn.thread.question, unpack(turn.thread.vector))
    answer = respond(turn)
    turn.thread.offers = [*offers, *(offer for offer in turn.thread.offers if offer not in offers)][:_OFFERS]
    return answer


def respond(turn: Turn) -> Answer:
    """Answer with the best candidate, and with what else belongs to it."""
    best = turn.candidates[0]
    initiatives = turn.world.catalogue.initiatives(
        [candidate.stub.id for candidate in turn.candidates if candidate.stub.kind == "initiative"][:5]
    )
    tied = _as_many_as_fit(record_titles(turn, _tied_needs(turn.candidates)))
    limit = turn.limit - _words_of(tied)
    if best.stub.kind == "need":
        answer = _respond_with_need(turn, best, initiatives, limit)
    else:
        answer = _respond_with_initiative(turn, best, initiatives, limit)
    _keep_thread(turn, answer)
    if answer.buttons or turn.thread.awaits:
        return answer
    linked = _linked(turn, best.stub.id, answer)
    if tied:
        text = f"{answer.text}\n{say('or_else')}"
        return replace(answer, text=text, buttons=offer_records(turn, {**tied, **linked}))
    return replace(answer, buttons=offer_records(turn, linked)) if linked else answer


def _linked(turn: Turn, record: str, answer: Answer) -> dict[str, str]:
    """What goes with a record and wasn't told: of a need what the council did, of an initiative what one can do."""
    snapshot = turn.world.snapshot
    if snapshot.stubs[snapshot.position[record]].kind == "need":
        others = turn.world.catalogue.needs([record])[record].initiatives
    else:
        others = [turn.world.linked_need(record, turn.text_vector)]
    untold = [other for other in others if other and other not in answer.records]
    return record_titles(turn, untold[:1])


def _tied_needs(candidates: list[Candidate]) -> list[str]:
    """Needs that fit the question almost as well as the best record; more than two would be noise."""
    best, *others = candidates
    near = _NEAR_NEEDS if best.stub.kind == "need" else TIED
    return [one.stub.id for one in others if one.stub.kind == "need" and one.score > best.score - near][:_ELSE]


def _as_many_as_fit(titles: dict[str, str]) -> dict[str, str]:
    """Titles, the best first, that leave the answer itself room enough."""
    while titles and _words_of(titles) > _ROOM_FOR_ELSE:
        titles = dict(list(titles.items())[:-1])
    return titles


def _words_of(titles: dict[str, str]) -> int:
    return sum(map(count_words, (say("or_else"), *titles.values()))) if titles else 0


def _respond_with_need(turn: Turn, best: Candidate, initiatives: dict[str, ReportedInitiative], limit: int) -> Answer:
    whole = turn.world.catalogue.needs([best.stub.id])[best.stub.id]
    rule = whole.rule.text if whole.rule is not None else ""
    asked = _what_is_asked_of_need(turn, whole, rule) if _goes_on(turn, whole.id) else ""
    # A rule that is told already isn't told again.
    need = whole.copy(update={"answer": asked, "rule": None if rule in asked else whole.rule}) if asked else whole
    responsible, place, remarks, ends = at_place(turn, need)
    if ends is not None:
        return ends
    beside = None
    if need.area != OUT_OF_SCOPE:
        beside = next(
            (
                candidate
                for candidate in turn.candidates[1:]
                if candidate.stub.kind == "initiative"
                and candidate.score > best.score - _BESIDE
                and set(candidate.stub.areas) & set(best.stub.areas)
            ),
            None,
        )
    told = initiatives.get(beside.stub.id) if beside else None
    remarks = [*not_held_of_need(turn, whole, responsible.hours), *remarks]
    parts = NeedAnswer(
        need=need,
        responsible=responsible,
        place=place,
        remarks=(*turn.remarks, *remarks),
        initiative=(told, turn.world.snapshot.reports[told.report]) if told else None,
        asks_figure=bool(turn.question.wants & _IN_RULES),
        is_brief=bool(asked),
        limit=limit,
    )
    page, further = compose_need(parts)
    turn.thread.left = need.id if any(part not in page.parts for part in rest_of(need)) else ""
    if responsible.needs_place:
        turn.thread.awaits = "place"
    status = Status.OUT_OF_SCOPE if need.area == OUT_OF_SCOPE else Status.ANSWERED
    return Answer(status, page.text(), records=(need.id, *further), parts=tuple(page.parts))


def _goes_on(turn: Turn, record: str) -> bool:
    """Whether a record is told again, to a message that asks more of it."""
    return turn.question.leans >= LEANS and record == turn.before.focus


def _what_is_asked_of_need(turn: Turn, need: ServedNeed, rule: str) -> str:
    if "ready" in turn.question.wants and need.have_ready:
        return say("have_ready", have_ready=need.have_ready.rstrip("."))
    return _what_is_asked(turn, f"{need.answer} {rule}".strip())


def _what_is_asked(turn: Turn, text: str) -> str:
    held = turn.world.snapshot.vocabulary
    words = [word for word in turn.question.words if held.get(word, 0) < _MANY_RECORDS]
    return what_is_asked(text, words, turn.question.wants, content_words(turn.before.question))


def _respond_with_initiative(
    turn: Turn, best: Candidate, initiatives: dict[str, ReportedInitiative], limit: int
) -> Answer:
    whole = initiatives[best.stub.id]
    reports = turn.world.snapshot.reports
    # "And how much salt?" wants more of the same report, not another year's figures beside it.
    goes_on = _goes_on(turn, whole.id)
    asked_for = _what_is_asked(turn, whole.summary) if goes_on else ""
    initiative = whole.copy(update={"summary": asked_for}) if asked_for else whole
    further = []
    for candidate in turn.candidates[1:]:
        other = initiatives.get(candidate.stub.id)
        near = NEAR if set(candidate.stub.areas) & set(best.stub.areas) else TIED
        asked = turn.question.years.reports
        if asked and initiative.report in asked and other and other.report not in asked:
            continue
        if other and candidate.score > best.score - near and (not goes_on or other.report == initiative.report):
            further.append((other, reports[other.report]))
    history = () if goes_on else history_of(turn, initiative)
    told_later = {part.fields.get("record") for part in history}
    need = need_besides(turn, initiative)
    parts = InitiativeAnswer(
        initiative=initiative,
        report=reports[initiative.report],
        contact=contact_for(turn, initiative) if need is None else responsible_for(turn, need.id),
        whom="" if need is None else say("two", text=in_short(turn, need)),
        remarks=(*turn.remarks, *not_held(turn, whole)),
        history=history,
        further=tuple(pair for pair in further[:2] if pair[0].id not in told_later),
        limit=limit,
    )
    page, told = compose_initiative(parts)
    status = Status.NOT_IN_REPORTS if parts.remarks else Status.ANSWERED
    return Answer(status, page.text(), records=(initiative.id, *told), parts=tuple(page.parts))


def _is_by_the_way(turn: Turn) -> bool:
    """Whether something out of scope was asked amid other talk, which goes on afterwards."""
    focus = turn.world.snapshot.stub(turn.before.focus)
    return OUT_OF_SCOPE in turn.candidates[0].stub.areas and focus is not None and OUT_OF_SCOPE not in focus.areas


def _keep_thread(turn: Turn, answer: Answer) -> None:
    thread = turn.thread
    if _is_by_the_way(turn):
        thread.failures, thread.choices = 0, {}
        return
    told = answer.records
    if turn.question.leans < 0.5 and turn.text == turn.question.gist:
        thread.set_aside()
        thread.shown = []
        # A question of its own asks for no year unless it names one.
        thread.years = []
    thread.question = turn.text or thread.question
    thread.vector = pack(turn.text_vector) if turn.text_vector is not None else ""
    thread.focus = told[0] if told else thread.focus
    thread.shown = list(dict.fromkeys([*thread.shown, *told]))[-8:]
    thread.offers = [candidate.stub.id for candidate in turn.candidates if candidate.stub.id not in thread.shown][
        :_OFFERS
    ]
    thread.years = list(turn.question.years.reports) or thread.years
    thread.failures = 0
    thread.choices = {}
