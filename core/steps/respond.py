"""Last step: choose the record, find who is responsible, and put the answer into words."""

from __future__ import annotations

import re
from dataclasses import replace

from core.answering.answer import Answer, Part, Status
from core.answering.compose import (
    InitiativeAnswer,
    NeedAnswer,
    area_responsible,
    compose_initiative,
    compose_need,
    contact_line,
    count_words,
    first_sentences,
    rest_of,
    sentences_of,
)
from core.answering.series import all_series, that_fits
from core.answering.wording import say
from core.catalogue.records import ReportedInitiative, ServedNeed, Stub, tells_price, what_it_gives
from core.lookup.responsibility import Responsible, council_of, who_is_responsible
from core.lookup.search import Candidate, Query, search
from core.lookup.topics import nearness, topic_of
from core.steps.offer import offer_records, record_titles
from core.turn import Turn
from core.understanding.encoder import blend, pack, unpack

OUT_OF_SCOPE = "out-of-scope"
NEAR = 0.10  # how much lower a second record may score and still be told beside the first
_BESIDE = 0.14  # the same for an initiative beside a need
TIED = 0.05  # a second record this near is the right one almost as often as the first
_NEAR_NEEDS = 0.10  # a second need this near a first is offered: of three needs one is nearly always the right one
_NEED_FITS = 0.52  # a need below this doesn't say whom to ask about an initiative; the area's contact does
FIGURES = frozenset({"money", "number", "share"})
_IN_RULES = frozenset({"number", "when"})  # what a rule may tell: how many days, how often, until when
_COUNCILS_MONEY = re.compile(r"\b(?:sav|spen)", re.I)
_LATER_WORDS = 25
_SHORT_INITIATIVE, _SHORT_NEED = 40, 30  # words
_OFFERS = 6
_ELSE = 2
_ROOM_FOR_ELSE = 26  # words
LEANS = 0.45  # a message that leans this much on the one before doesn't stand alone


def tell(turn: Turn, record: str, question: str = "") -> Answer:
    """Answer with a given record."""
    snapshot = turn.world.snapshot
    if record not in snapshot.position:
        return Answer(Status.ASKED_BACK, say("wrong_nothing", **turn.world.council_fields()))
    stub = snapshot.stubs[snapshot.position[record]]
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
    need = turn.world.catalogue.needs([best.stub.id])[best.stub.id]
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
    if need.id == turn.before.focus and _asks_price(turn) and not tells_price(need.answer):
        remarks = [say("no_price"), *remarks]
    parts = NeedAnswer(
        need=need,
        responsible=responsible,
        place=place,
        remarks=(*turn.remarks, *remarks),
        initiative=(told, turn.world.snapshot.reports[told.report]) if told else None,
        asks_figure=bool(turn.question.wants & _IN_RULES),
        limit=limit,
    )
    page, further = compose_need(parts)
    turn.thread.left = need.id if any(part not in page.parts for part in rest_of(need)) else ""
    if responsible.needs_place:
        turn.thread.awaits = "place"
    status = Status.OUT_OF_SCOPE if need.area == OUT_OF_SCOPE else Status.ANSWERED
    return Answer(status, page.text(), records=(need.id, *further), parts=tuple(page.parts))


def _asks_price(turn: Turn) -> bool:
    """Whether a resident asks what to pay, and not what the council saved or spent."""
    return "cost" in turn.question.wants and _COUNCILS_MONEY.search(turn.question.gist) is None


def at_place(turn: Turn, need: ServedNeed) -> tuple[Responsible, str, list[str], Answer | None]:
    """Who is responsible where the resident is; or an answer, when the place is outside or must be asked."""
    snapshot, today = turn.world.snapshot, turn.world.today()
    place = turn.question.places[-1] if turn.question.places else None
    local = need.responsible in ("district", "parish", "county")
    if place is None or not local:
        district = turn.thread.district or None
        responsible = who_is_responsible(need, district, snapshot.organisations, today)
        named = turn.thread.place if district and need.responsible == "district" else ""
        return responsible, named, [], None
    if place.is_outside:
        answer = Answer(Status.OUT_OF_SCOPE, say("place_outside", place=place.name), records=(need.id,))
        return Responsible(None), place.name, [], answer
    if place.district is None and need.responsible != "county":
        names = [name for name in place.districts if not name.startswith("outside")]
        turn.thread.awaits = "place"
        text = say("place_unsure", place=place.name, districts=" or ".join(names) or "Leicestershire")
        return Responsible(None), "", [], Answer(Status.ASKED_BACK, text, records=(need.id,))
    responsible = who_is_responsible(need, place.district, snapshot.organisations, today)
    remarks = []
    council = council_of(place.district, snapshot.organisations, today) if place.district else None
    if council is not None and council.kind == "unitary" and place.district != "Leicester":
        text = say(
            "place_other_council",
            place=place.name,
            name=council.name,
            contact=contact_line(who_is_responsible(need, place.district, snapshot.organisations, today)),
        )
        return responsible, place.name, [], Answer(Status.OUT_OF_SCOPE, text, records=(need.id,))
    if need.responsible == "county" and council is not None and turn.question.leans >= 0.5:
        county = turn.world.council_fields()["name"]
        remarks.append(say("county_everywhere", name=county, place=place.name))
    return responsible, place.name, remarks, None


def _respond_with_initiative(
    turn: Turn, best: Candidate, initiatives: dict[str, ReportedInitiative], limit: int
) -> Answer:
    initiative = initiatives[best.stub.id]
    reports = turn.world.snapshot.reports
    # "And how much salt?" wants more of the same report, not another year's figures beside it.
    goes_on = turn.question.leans >= LEANS and initiative.id == turn.before.focus
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
    parts = InitiativeAnswer(
        initiative=initiative,
        report=reports[initiative.report],
        contact=contact_for(turn, initiative),
        remarks=(*turn.remarks, *_missing(turn, initiative)),
        history=history,
        further=tuple(pair for pair in further[:2] if pair[0].id not in told_later),
        limit=limit,
    )
    page, told = compose_initiative(parts)
    status = Status.NOT_IN_REPORTS if parts.remarks else Status.ANSWERED
    return Answer(status, page.text(), records=(initiative.id, *told), parts=tuple(page.parts))


def history_of(turn: Turn, initiative: ReportedInitiative) -> tuple[Part, ...]:
    """What the topic of a record adds to it: the figure asked for in earlier reports, or what became of it since."""
    topic = topic_of(turn.world.catalogue, initiative.id)
    if topic is None or turn.question.years.reports or turn.thread.years:
        return ()
    asks_figure = bool(turn.question.wants & FIGURES and topic.series)
    if not asks_figure and topic.initiatives[0] == initiative.id:
        return ()
    members = turn.world.catalogue.initiatives(topic.initiatives)
    if asks_figure:
        series = that_fits(
            (one for one in all_series(topic, members, turn.world.snapshot.reports) if one.has(initiative.id)),
            turn.question.words,
            nearness(turn.world.snapshot, topic.id, turn.text_vector),
        )
        earlier = series.up_to(initiative.report) if series is not None else ()
        if series is not None and earlier:
            told = ", ".join(say("value", amount=one.amount, period=one.period) for one in reversed(earlier))
            line = say("series_since", name=series.heading, earlier=told)
            return (Part("series", line, series.to_fields()),)
    if turn.question.wants & FIGURES and not what_it_gives(topic.change):
        return ()
    newest = members.get(topic.initiatives[0])
    if newest is None or newest.report <= initiative.report:
        return ()
    text = topic.change or first_sentences(newest.summary, _LATER_WORDS)
    line = topic.change or (say("later", year=newest.report, text=text) if text else "")
    return (Part("also", line, {"record": newest.id}),) if line else ()


def _missing(turn: Turn, initiative: ReportedInitiative) -> list[str]:
    """What the question wants and the record doesn't hold."""
    years = turn.question.years
    reports = turn.world.snapshot.reports
    said = []
    asked = years.reports or (tuple(turn.thread.years) if turn.thread.years and turn.question.leans >= 0.5 else ())
    if years.unknown and not years.reports and not any(str(year) in initiative.summary for year in years.unknown):
        said.append(
            say(
                "no_report_year",
                asked=" or ".join(map(str, dict.fromkeys(years.unknown))),
                found=f"the {initiative.report} report",
            )
        )
    elif asked and initiative.report not in asked and not any(str(year) in initiative.summary for year in asked):
        said.append(
            say(
                "not_that_year",
                asked=" or ".join(map(str, asked)),
                found=f"the {reports[initiative.report].year} report",
            )
        )
    wants, summary = turn.question.wants, initiative.summary.lower()
    if "now" in wants and not said and initiative.report < max(reports):
        said.append(say("may_have_changed", year=initiative.report))
    if "cost" in wants and "£" not in summary and not _says(summary, "free", "cost", "no fee", "charge"):
        said.append(say("no_saving") if "sav" in turn.question.gist.lower() else say("no_cost"))
    elif (
        "number" in wants
        and "money" not in wants
        and not any(letter.isdigit() for letter in summary)
        and not _says(
            summary,
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "hundred",
            "half",
            "third",
            "no ",
        )
    ):
        said.append(say("no_number"))
    return said


def _says(text: str, *words: str) -> bool:
    return any(f" {word}" in f" {text}" for word in words)


def contact_for(turn: Turn, initiative: ReportedInitiative) -> Responsible:
    """Whom to ask about an initiative: the body for the need that fits, else the service area's contact."""
    snapshot = turn.world.snapshot
    need = next(
        (
            candidate.stub
            for candidate in turn.candidates
            if candidate.stub.kind == "need"
            and candidate.meaning >= _NEED_FITS
            and candidate.stub.areas[0] == initiative.area
        ),
        None,
    )
    found = need.id if need is not None else turn.world.linked_need(initiative.id, turn.text_vector)
    if found:
        record = turn.world.catalogue.needs([found])[found]
        responsible = who_is_responsible(
            record, turn.thread.district or None, snapshot.organisations, turn.world.today()
        )
        if responsible.organisation is not None:
            return responsible
    return area_responsible(snapshot.areas[initiative.area], snapshot.organisations)


def in_short(turn: Turn, stub: Stub, words: int = 0, without: str = "") -> str:
    """The main sentences of a record in a line: an initiative with its report's year, a need with whom to turn to.

    Args:
        turn: its thread knows the district.
        stub: of the record.
        words: of the sentences at most; 0 for as many as suit its kind.
        without: sentences of a need that hold this are left out, and questions, which may lead up to them; empty for
            none.

    Returns:
        The line; of an initiative nothing when its first sentence is longer.
    """
    if stub.kind == "initiative":
        record = turn.world.catalogue.initiatives([stub.id])[stub.id]
        told = first_sentences(record.summary, words or _SHORT_INITIATIVE)
        return f"{told} ({record.report} report)" if told else ""
    need = turn.world.catalogue.needs([stub.id])[stub.id]
    responsible = who_is_responsible(
        need, turn.thread.district or None, turn.world.snapshot.organisations, turn.world.today()
    )
    contact = say("contact", contact=contact_line(responsible, with_hours=False))
    told = need.answer
    if without:
        told = " ".join(line for line in sentences_of(told) if without not in line and not line.endswith("?"))
    return " ".join(filter(None, (first_sentences(told, words or _SHORT_NEED), contact)))


def nearest_need(turn: Turn, record: str) -> ServedNeed | None:
    """The need that goes with a record: itself, or the one closest to what was asked and told."""
    snapshot = turn.world.snapshot
    if record not in snapshot.position:
        return None
    stub = snapshot.stubs[snapshot.position[record]]
    if stub.kind == "need":
        return turn.world.catalogue.needs([record])[record]
    initiative = turn.world.catalogue.initiatives([record])[record]
    text = f"{turn.thread.question} {initiative.title}"
    vector = blend(unpack(turn.thread.vector), snapshot.meaning_of(record, "title"))
    found = search(turn.world.catalogue, Query(text, vector, {stub.areas[0]: 1.0}, need_odds=1.0, kind="need"), 3)
    found = [
        candidate for candidate in found if candidate.stub.areas[0] in stub.areas and candidate.meaning >= _NEED_FITS
    ]
    return turn.world.catalogue.needs([found[0].stub.id])[found[0].stub.id] if found else None


def _keep_thread(turn: Turn, answer: Answer) -> None:
    thread = turn.thread
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
