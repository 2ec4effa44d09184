"""What a question wants and the record doesn't hold; said before the answer."""

from __future__ import annotations

import re

from core.answering.wording import say
from core.catalogue.records import (
    ReportedInitiative,
    ServedNeed,
    tells_count,
    tells_hour,
    tells_price,
    tells_time,
    what_it_gives,
)
from core.turn import Turn

# Anything that could answer "how many" or "how long"; a year may.
_COUNTED = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|hundred|half|third|no)\b", re.I)
_HOW_MANY = re.compile(r"\bhow many\b(?! (?:days?|weeks?|months?|hours?|years?|times?)\b)", re.I)
_PERIOD = re.compile(r"\b((?:20)?\d\d)[/-](\d\d)\b")
_COUNCILS_MONEY = re.compile(r"\b(?:sav|spen)", re.I)


def not_held(turn: Turn, initiative: ReportedInitiative) -> list[str]:
    """What the question wants of a record, year or figure, and the record doesn't hold; a sentence each."""
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
    elif (
        asked
        and initiative.report not in asked
        and not any(str(year) in initiative.summary for year in asked)
        and not _is_of_period(initiative, turn.question.text)
    ):
        said.append(
            say(
                "not_that_year",
                asked=" or ".join(map(str, asked)),
                found=f"the {reports[initiative.report].year} report",
            )
        )
    wants, summary = turn.question.wants, initiative.summary
    if "now" in wants and not said and initiative.report < max(reports):
        said.append(say("may_have_changed", year=initiative.report))
    if "cost" in wants and not tells_price(summary):
        said.append(say("no_saving") if "sav" in turn.question.gist.lower() else say("no_cost"))
    elif "number" in wants and "money" not in wants and not _COUNTED.search(summary):
        said.append(say("no_number"))
    return said


def _is_of_period(initiative: ReportedInitiative, text: str) -> bool:
    """Whether a record tells of the very period that is named, in whichever report it stands: "2021/22", "21-22"."""
    named = {f"20{begins[-2:]}/{ends}" for begins, ends in _PERIOD.findall(text)}
    told = f"{initiative.summary} {initiative.period}"
    return any(period in told for period in named)


def not_held_of_need(turn: Turn, need: ServedNeed, hours: str) -> list[str]:
    """What a question wants of a need, and the need doesn't hold; a sentence each.

    Args:
        turn: that asks; a price, a time and hours are missed only by who asks more of the need told last.
        need: the whole of it.
        hours: when the body that is responsible is open; empty if unknown.
    """
    text = f"{need.answer} {need.rule.text if need.rule else ''}"
    gist = turn.question.gist
    if _HOW_MANY.search(gist) and "number" not in what_it_gives(text):
        return [say("no_count")]
    if need.id != turn.before.focus:
        return []
    if _HOW_MANY.search(gist) and not tells_count(text):
        return [say("no_count")]
    if "cost" in turn.question.wants and not _tells_money(turn, text):
        return [_no_money(gist)]
    return _no_time(turn, text, hours)


def _tells_money(turn: Turn, text: str) -> bool:
    """Whether a need tells the money asked for: a price, or what the council saved or spent."""
    return tells_price(text) if asks_price(turn) else "money" in what_it_gives(text)


def _no_money(gist: str) -> str:
    """What is said where no price, cost or saving is held."""
    if not _COUNCILS_MONEY.search(gist):
        return say("no_price")
    return say("no_saving") if "sav" in gist.lower() else say("no_cost")


def _no_time(turn: Turn, text: str, hours: str) -> list[str]:
    wants = turn.question.wants
    if "when" not in wants or "ready" in wants or tells_hour(text):
        return []
    if "hour" in wants:
        return [] if hours else [say("no_hours")]
    return [] if tells_time(text) else [say("no_time")]


def asks_price(turn: Turn) -> bool:
    """Whether a resident asks what to pay, and not what the council saved or spent."""
    return "cost" in turn.question.wants and _COUNCILS_MONEY.search(turn.question.gist) is None
