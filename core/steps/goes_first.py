"""What goes first among records that fit about as well: that of the year, the newest, what gives figure or hours."""

from __future__ import annotations

from dataclasses import replace

from core.catalogue.records import tells_hour
from core.lookup.search import Candidate, search
from core.steps.lean_on_thread import KEPT
from core.steps.query_of import query_of
from core.steps.respond import NEAR
from core.turn import Turn
from core.understanding.readings import whom_asked
from core.understanding.wants import FIGURES, what_is_wanted

_TELL_THE_SAME = 0.6  # how near two summaries are, as a cosine, when they tell of one matter in different reports
_AS_GOOD = 0.06  # a newer record of the same matter goes first if it scores at most this much lower
_WITH_FIGURE = 0.12  # how much lower what gives the figure asked for may score and still go first
_WITH_HOURS = 0.15  # the same for the need that tells when a place is open


def best_first(turn: Turn, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates in the order in which they answer.

    Args:
        turn: with its question.
        candidates: by how well they fit.

    Returns:
        The same, and where a year is asked for also the best of that year's report.
    """
    of_year = _newest_first(turn, _of_year_first(turn, candidates))
    return _hours_first(turn, _figure_first(turn, of_year))


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
