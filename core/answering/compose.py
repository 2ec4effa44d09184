"""Composing an answer from reviewed records, within the limit of words.

Nothing here invents: every fact is a record's.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.answering.answer import Part
from core.answering.wording import say
from core.catalogue.fulltext import content_words
from core.catalogue.records import Area, Figure, Organisation, Report, ReportedInitiative, ServedNeed
from core.lookup.responsibility import Responsible

WORD_LIMIT = 118  # of 120: a reader's count of words and ours may differ by a dash
_COMFORTABLE = 72  # words; what can wait until it is asked for isn't added beyond
_NEARLY_ALL = 0.75  # of the words of a hint; with these in the answer it says nothing new
_DRAFT_YEAR_MARK = "draft"


def count_words(text: str) -> int:
    """Words as a reader counts them: what stands between spaces."""
    return len(text.split())


def lines_that_fit(text: str, room: int) -> list[str]:
    """Lines of an answer, from the first on, that fit into so many words together; one that doesn't is left out."""
    kept: list[str] = []
    for line in text.split("\n"):
        if sum(map(count_words, kept)) + count_words(line) <= room:
            kept.append(line)
    return kept


@dataclass
class Page:
    """Lines of an answer, kept within the limit: what does not fit any more is left out whole.

    Attributes:
        limit: words at most.
        parts: the lines so far, each with what it is.
    """

    limit: int = WORD_LIMIT
    parts: list[Part] = field(default_factory=list)

    def room(self) -> int:
        """Words that still fit."""
        return self.limit - sum(count_words(part.text) for part in self.parts)

    def add(self, line: str, kind: str = "text", *, keep: int = 0, fields: Mapping[str, Any] | None = None) -> bool:
        """Add a line if it fits with `keep` words to spare; tells whether it did."""
        if not line or count_words(line) > self.room() - keep:
            return False
        self.parts.append(Part(kind, line, fields or {}))
        return True

    def text(self) -> str:
        """The whole answer."""
        return "\n".join(part.text for part in self.parts)


def contact_line(responsible: Responsible, *, with_hours: bool = True) -> str:
    """Name, phone, web and hours of whom to turn to, in one line without a full stop."""
    if responsible.organisation is None:
        return say("your_district")
    parts = [responsible.organisation.name]
    if responsible.phone:
        parts.append(responsible.phone)
    if responsible.web:
        parts.append(responsible.web)
    line = ", ".join(parts)
    if with_hours and responsible.hours and responsible.phone:
        hours = responsible.hours
        # "day and night" and the like stand alone.
        is_times = (hours[:1].isdigit() or "day" in hours) and not hours.lower().startswith("open")
        line += f" ({say('hours', hours=hours) if is_times else hours})"
    return line


def contact_sentence(responsible: Responsible, *, short: bool = False) -> str:
    """Whom to turn to, and when that was checked.

    Args:
        responsible: the body; empty when there is none and no place would name one.
        short: without hours and date.

    Returns:
        One sentence, or nothing.
    """
    if responsible.needs_place:
        return say("contact", contact=say("your_district"))
    if responsible.organisation is None:
        return ""
    line = contact_line(responsible, with_hours=not short)
    checked = "" if short else in_words(responsible.checked_on)
    if checked and line.endswith(")"):
        line = f"{line[:-1]}; {say('checked', checked=checked)})"
    elif checked:
        line = f"{line} ({say('checked', checked=checked)})"
    return say("contact", contact=line)


def contact_fields(responsible: Responsible) -> dict[str, str]:
    """What a contact is made of, for doors that show it as a card; empty while a place must name the body."""
    if responsible.organisation is None or responsible.needs_place:
        return {}
    return {
        "name": responsible.organisation.name,
        "phone": responsible.phone,
        "web": responsible.web,
        "hours": responsible.hours,
        "checked": in_words(responsible.checked_on),
    }


def special_case(responsible: Responsible) -> str:
    """What is special at the body that is named: another body's part while the council isn't known, else a hint."""
    if responsible.needs_place and responsible.organisation is not None:
        contact = contact_line(responsible, with_hours=False)
        what = responsible.do.rstrip(".:")
        return say("contact_for", what=what, contact=contact) if what else say("contact_too", contact=contact)
    return responsible.do


def in_words(day: str) -> str:
    """A date such as 2026-11 or 2026-11-05 as "November 2026"; a year stays as it is."""
    year, _, rest = day.partition("-")
    month = rest.partition("-")[0]
    return f"{calendar.month_name[int(month)]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else year


def area_responsible(area: Area, organisations: Mapping[str, Organisation]) -> Responsible:
    """Whom to turn to for a service area as a whole; nobody where that is the district's."""
    organisation = organisations.get(area.contact)
    if organisation is None:
        return Responsible(None)
    return Responsible(organisation, organisation.phone or "", area.page, organisation.hours)


def source_line(initiative: ReportedInitiative, report: Report) -> str:
    """Where an initiative stands."""
    section = initiative.section.strip().rstrip(".")
    if re.match(r"\d", section):
        section = f"section {section}"
    return say("source", title=report.title, section=section)


def standing_line(initiative: ReportedInitiative, report: Report) -> str:
    """Year and status of an initiative."""
    status: str = initiative.status
    if report.standing.startswith(_DRAFT_YEAR_MARK) and status == "planned":
        status = say("status_planned_2021")
    period = initiative.period or report.period
    if not re.search(r"(?:19|20)\d\d", period):
        period = f"{period} ({report.period})" if period else report.period
    return say("when", period=period, status=status)


def amount(figure: Figure) -> str:
    """A figure's value with its unit, as it is read: £3m, £181,000,000, 45%, 100 wardens."""
    value, unit = str(figure.value), figure.unit
    # Four digits without a unit may be a year.
    if re.fullmatch(r"[0-9]{5,}", value) or (unit and re.fullmatch(r"[0-9]{4}", value)):
        value = _in_millions(int(value)) or f"{int(value):,}"
    if unit in ("£", "$", "€"):
        return value if value.startswith(unit) else f"{unit}{value}"
    if unit in ("%", "per cent"):
        return f"{value.rstrip('%')}%"
    return f"{value} {unit}".strip()


def _in_millions(value: int) -> str:
    """A round number of millions as it is said; empty for any other number."""
    for unit, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if value >= unit and value % (unit // 100) == 0:
            return f"{value / unit:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return ""


def figure_fields(initiative: ReportedInitiative) -> dict[str, Any]:
    """The figures of an initiative, for doors that show them as a list; nothing where there are none."""
    figures = [
        {"label": figure.label, "amount": amount(figure), "period": figure.period} for figure in initiative.figures
    ]
    return {"figures": figures} if figures else {}


def sentences_of(text: str) -> list[str]:
    """The sentences of a record's text."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z£0-9])", text)


def first_sentences(text: str, limit: int) -> str:
    """As many whole sentences from the start as fit into so many words; empty when not one does."""
    kept: list[str] = []
    for sentence in sentences_of(text):
        if count_words(" ".join([*kept, sentence])) > limit:
            break
        kept.append(sentence)
    return " ".join(kept)


@dataclass(frozen=True)
class InitiativeAnswer:
    """What an answer about an initiative may hold, the most important first.

    Attributes:
        initiative: the record.
        report: it stands in.
        contact: whom to turn to.
        remarks: said before it, such as that another year was asked for.
        history: lines on how the matter went before or since, told if they find room.
        further: other initiatives that fit nearly as well, with their reports.
        limit: words at most.
        whom: how to turn to somebody, told instead of the contact where that is asked as well.
    """

    initiative: ReportedInitiative
    report: Report
    contact: Responsible
    remarks: tuple[str, ...] = ()
    history: tuple[Part, ...] = ()
    further: tuple[tuple[ReportedInitiative, Report], ...] = ()
    limit: int = WORD_LIMIT
    whom: str = ""


def compose_initiative(parts: InitiativeAnswer) -> tuple[Page, list[str]]:
    """An answer about what the council has done or plans.

    Args:
        parts: what it may hold.

    Returns:
        The lines, and the ids of the further initiatives that found room.
    """
    page = Page(parts.limit)
    for remark in parts.remarks:
        page.add(remark, "remark")
    page.add(parts.initiative.summary, "answer", fields=figure_fields(parts.initiative))
    standing = standing_line(parts.initiative, parts.report)
    contact = say("next_step", contact=contact_line(parts.contact, with_hours=False))
    source, short = source_line(parts.initiative, parts.report), say("source_short", title=parts.report.title)
    keep = sum(map(count_words, (standing, parts.whom or contact, source)))
    for line in parts.history:
        page.add(line.text, line.kind, keep=keep, fields=line.fields)
    told = _add_further(page, parts.further, keep=keep)
    page.add(standing, "standing", keep=count_words(short))
    # Without the source nobody could check the rest.
    least = min(count_words(source), count_words(short))
    for way in (parts.whom, contact):
        if page.add(way, "contact", keep=least, fields=contact_fields(parts.contact)):
            break
    fields = {"title": parts.report.title, "section": parts.initiative.section}
    if not page.add(source, "source", fields=fields):
        page.add(short, "source", fields=fields)
    return page, told


def rest_of(need: ServedNeed) -> list[Part]:
    """What helps with a need besides the answer and the contact: what to have at hand, and the rule."""
    rest = []
    if need.have_ready:
        rest.append(Part("ready", say("have_ready", have_ready=need.have_ready.rstrip("."))))
    if need.rule:
        rest.append(Part("rule", say("rule", text=need.rule.text.rstrip("."), source=need.rule.source)))
    return rest


def _is_said(hint: str, answer: str) -> bool:
    """Whether an answer holds nearly all that a hint says."""
    words = set(content_words(hint))
    return len(words & set(content_words(answer))) >= _NEARLY_ALL * len(words)


def _has_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _add_further(page: Page, further: tuple[tuple[ReportedInitiative, Report], ...], keep: int) -> list[str]:
    told = []
    for initiative, report in further:
        frame = count_words(say("also", year=report.year, text=""))
        text = first_sentences(initiative.summary, page.room() - keep - frame)
        if text and page.add(say("also", year=report.year, text=text), "also", keep=keep):
            told.append(initiative.id)
    return told


@dataclass(frozen=True)
class NeedAnswer:
    """What an answer to a need may hold, the most important first.

    Attributes:
        need: the record.
        responsible: whom to turn to.
        place: name of the resident's place, if it was told.
        remarks: said before it.
        initiative: what the council reports of the matter, with its report.
        asks_figure: whether a number or a time is asked for.
        is_brief: whether what to have at hand is left out: the record was told before, and more is asked of it.
        limit: words at most.
    """

    need: ServedNeed
    responsible: Responsible
    place: str = ""
    remarks: tuple[str, ...] = ()
    initiative: tuple[ReportedInitiative, Report] | None = None
    asks_figure: bool = False
    is_brief: bool = False
    limit: int = WORD_LIMIT


def compose_need(parts: NeedAnswer) -> tuple[Page, list[str]]:
    """An answer to a need: what to do now, who is responsible, and what else helps.

    Args:
        parts: what it may hold.

    Returns:
        The lines, and the ids of the initiatives that found room. What of `rest_of` isn't among the lines was left out.
    """
    need, responsible = parts.need, parts.responsible
    page = Page(parts.limit)
    contact, short = contact_sentence(responsible), contact_sentence(responsible, short=True)
    ask = say("which_place") if responsible.needs_place else ""
    # Whom to turn to comes near the end, but is the last thing to go without.
    special = special_case(responsible)
    ending = count_words(short) + count_words(ask) + (count_words(special) if responsible.needs_place else 0)
    for remark in parts.remarks:
        page.add(remark, "remark", keep=count_words(need.answer) + ending)
    page.add(need.answer, "answer")
    if (
        responsible.organisation is not None
        and parts.place
        and responsible.organisation.kind in ("district", "unitary")
    ):
        page.add(say("in_place", place=parts.place, name=responsible.organisation.name), keep=ending)
    if not responsible.needs_place and not _is_said(special, need.answer):
        page.add(special, keep=count_words(contact) + count_words(ask))
    told: list[str] = []
    fields = contact_fields(responsible)
    if not page.add(contact, "contact", keep=count_words(ask), fields=fields):
        page.add(short, "contact", fields=fields)
    if responsible.needs_place:
        page.add(special, keep=count_words(ask))
    # What to have at hand and the rule make a long answer longer; "tell me more" gives them.
    rest = rest_of(need)
    room = page.limit - _COMFORTABLE + count_words(ask)
    for part in rest:
        # But a rule with a figure in it may be the very answer to "how long have we got".
        answers = parts.asks_figure and need.rule is not None and part.kind == "rule" and _has_figure(need.rule.text)
        if parts.is_brief and not answers:
            continue
        page.add(part.text, part.kind, keep=count_words(ask) if answers else room)
    if parts.initiative:
        initiative, report = parts.initiative
        frame = count_words(say("did", year=report.year, text=""))
        text = first_sentences(initiative.summary, page.room() - count_words(ask) - frame)
        if text and page.add(say("did", year=report.year, text=text), "also", keep=count_words(ask)):
            told.append(initiative.id)
    page.add(ask, "ask")
    return page, told
