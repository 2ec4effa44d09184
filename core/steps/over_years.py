"""How a matter went over the years: the newest first, from the records of its topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.answering.answer import Answer, Part, Status
from core.answering.compose import Page, contact_fields, contact_line, count_words, first_sentences, source_line
from core.answering.series import all_series, that_fits
from core.answering.wording import say
from core.catalogue.fulltext import content_words
from core.catalogue.records import ReportedInitiative, ServedTopic, what_it_gives
from core.lookup.search import Query, search
from core.lookup.topics import nearness, topic_of
from core.steps.whom_to_ask import contact_for
from core.turn import Turn
from core.understanding.encoder import Vector, pack
from core.understanding.wants import FIGURES
from core.understanding.word_meanings import AskedWords

_FITS = 0.55  # how near a record of each report must be, on the cosine scale
_ROW_WORDS = 22
_LONG_ROW_WORDS, _FEW_YEARS = 35, 2  # of two or fewer reports
_NEWEST_ROW_WORDS = 40  # of the newest report's row, where the others leave room
_FEWEST_WORDS = 8  # of a row that still says something
_LATER_WORDS = 25  # of what became of a matter, where no change is written down
_KEPT = 34  # words for whom to ask and the source


def tell_over_years(turn: Turn, record: str) -> Answer | None:
    """What the reports say of a record's matter, the newest first.

    Args:
        turn: with the question, and what is looked for.
        record: id of the one that fits best.

    Returns:
        The answer; None when no other report tells of the matter.
    """
    topic = topic_of(turn.world.catalogue, record)
    if topic is None:
        return None
    told = turn.world.catalogue.initiatives(topic.initiatives)
    # One that others are held against needs them beside it.
    asked = () if len(turn.question.compares) == 1 else turn.question.years.reports
    members = [told[one] for one in topic.initiatives if one in told and (not asked or told[one].report in asked)]
    if len({member.report for member in members}) < 2:
        return None
    page = Page(turn.limit)
    shown = [] if "story" in turn.question.wants and topic.change else _tell_series(turn, page, topic, told, record)
    page.add(topic.change, "also" if shown else "answer", keep=_KEPT)
    if not shown or not topic.change:
        shown += _tell_records(page, [one for one in members if one.id not in shown], record, bool(shown))
    if not shown:
        return None
    newest = max((told[one] for one in shown), key=lambda one: one.report)
    _add_ending(turn, page, newest, [told[one].report for one in shown])
    order = [newest.id, *(one for one in shown if one != newest.id)]
    turn.thread.set_aside()
    turn.thread.focus, turn.thread.shown, turn.thread.choices = newest.id, order, {}
    turn.thread.years, turn.thread.failures = [], 0
    return Answer(Status.ANSWERED, page.text(), records=tuple(order), parts=tuple(page.parts))


def tell_each_report(
    turn: Turn, years: Sequence[int], text: str, vector: Vector | None, words: AskedWords | None = None
) -> Answer | None:
    """What each report says of a matter that no topic holds together, the newest first.

    Args:
        turn: with a model's view of the areas.
        years: of the reports.
        text: what is looked for.
        vector: its meaning.
        words: the meanings of its words, where they are known.

    Returns:
        The answer; None when fewer than two of the reports tell of it.
    """
    page = Page(turn.limit)
    page.add(say("series"), "remark")
    told: list[str] = []
    room = _ROW_WORDS if len(years) > _FEW_YEARS else _LONG_ROW_WORDS
    for year in sorted(years, reverse=True):
        query = Query(
            text, vector, turn.understanding.areas(), years=(year,), kind="initiative", strict=True, words=words
        )
        found = search(turn.world.catalogue, query, 1)
        if not found or (vector is not None and found[0].meaning < _FITS):
            continue
        record = turn.world.catalogue.initiatives([found[0].stub.id])[found[0].stub.id]
        line = first_sentences(record.summary, room) or " ".join(record.summary.split()[:room]) + " …"
        if page.add(say("series_row", year=year, text=line), "answer", keep=18):
            told.append(record.id)
    if len(told) < 2:
        return None
    last = turn.world.catalogue.initiatives(told[:1])[told[0]]
    report = turn.world.snapshot.reports[last.report]
    page.add(source_line(last, report), "source", fields={"title": report.title, "section": last.section})
    turn.thread.set_aside()
    turn.thread.focus, turn.thread.shown, turn.thread.choices = told[0], told, {}
    turn.thread.question, turn.thread.vector = text, pack(vector) if vector is not None else ""
    turn.thread.years, turn.thread.failures = [], 0
    return Answer(Status.ANSWERED, page.text(), records=tuple(told), parts=tuple(page.parts))


def _tell_series(
    turn: Turn, page: Page, topic: ServedTopic, told: Mapping[str, ReportedInitiative], record: str
) -> list[str]:
    """One line of figures, where a series answers; tells which records they are from."""
    snapshot = turn.world.snapshot
    near = nearness(snapshot, topic.id, turn.text_vector)
    series = that_fits(all_series(topic, told, snapshot.reports), content_words(turn.text), near, record)
    asked = set(turn.question.compares)
    if series is None or (len(asked) > 1 and len(asked & {value.report for value in series.values}) < 2):
        return []
    *earlier, newest = series.values
    line = say(
        "series_values",
        name=series.heading,
        newest=say("value", amount=newest.amount, period=newest.period),
        earlier=", ".join(say("value", amount=value.amount, period=value.period) for value in reversed(earlier)),
    )
    page.add(line, "series", keep=_KEPT, fields=series.to_fields())
    return list(dict.fromkeys(value.initiative for value in reversed(series.values)))


def _tell_records(page: Page, members: Iterable[ReportedInitiative], record: str, has_figures: bool) -> list[str]:
    """A line a report; of several records of one report the one that was found, else the first."""
    a_year: dict[int, ReportedInitiative] = {}
    for member in members:
        if member.report not in a_year or member.id == record:
            a_year[member.report] = member
    rows = [a_year[year] for year in sorted(a_year, reverse=True)]
    if has_figures:
        rows = rows[:1]
    else:
        page.add(say("series"), "remark")
    told = []
    for member in rows:
        room = page.room() - _KEPT - 1
        others = sum(_words_of_row(one) for one in rows[1:]) if member is rows[0] else 0
        text = _row(member, min(max(_ROW_WORDS, room - others), _NEWEST_ROW_WORDS) if others else _ROW_WORDS, room)
        if text and page.add(say("series_row", year=member.report, text=text), "answer", keep=_KEPT):
            told.append(member.id)
    return told


def _row(member: ReportedInitiative, words: int, room: int) -> str:
    """The first sentences of a record in so many words, or its first words; nothing where too few would fit."""
    text = first_sentences(member.summary, words)
    if text and count_words(text) <= room:
        return text
    first = member.summary.split()[: min(words, room)]
    return f"{' '.join(first)} …" if len(first) >= _FEWEST_WORDS else ""


def _words_of_row(member: ReportedInitiative) -> int:
    """About how many words a row takes: those of its text, and the year before it."""
    return min(count_words(first_sentences(member.summary, _ROW_WORDS)) or _ROW_WORDS, _ROW_WORDS) + 1


def _add_ending(turn: Turn, page: Page, newest: ReportedInitiative, reports: list[int]) -> None:
    """Whom to ask, and where it all stands."""
    report = turn.world.snapshot.reports[newest.report]
    responsible = contact_for(turn, newest)
    source = source_line(newest, report)
    earlier = sorted({year for year in reports if year != newest.report}, reverse=True)
    if earlier:
        source = say(
            "series_source" if len(earlier) == 1 else "series_sources",
            title=report.title,
            section=newest.section.strip().rstrip("."),
            years=", ".join(map(str, earlier)),
        )
    contact = say("next_step", contact=contact_line(responsible, with_hours=False))
    page.add(contact, "contact", keep=count_words(source), fields=contact_fields(responsible))
    fields = {"title": report.title, "section": newest.section}
    if not page.add(source, "source", fields=fields):
        page.add(say("source_short", title=report.title), "source", fields=fields)


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
