"""Items to proposals: what a record of each might say, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.importing.areas import AreaGuess, AreaGuesser, text_of
from core.importing.figures import FoundFigure, figures_in, periods_in
from core.importing.known import Knowledge
from core.importing.likeness import SameMatter, repeats, same_matters
from core.importing.splitting import Item
from core.importing.statuses import StatusGuess, StatusGuesser, is_draft_plan
from core.importing.wheres import FindPlaces

ALSO_CERTAINTY = 0.25  # from here a further area is put into the draft
LEAST_CERTAINTY = 0.5  # below it the area wants a look first
_TITLE_WORDS = 9
_OPENING = re.compile(
    r"(?:(?:in|during|since|as of|by) (?:[A-Z][a-z]+ )?20\d\d(?:[/-]\d\d)?,?|in [A-Z][a-z]+,?|we (?:will|have|also|are)"
    r"|we|the council (?:has|will)?|through|following|there (?:has|have) been|a|an|the|our|of|to)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proposal:
    """What a record of an item might say.

    Attributes:
        item: of the report.
        title: its name or first words.
        area: the guess at its service area.
        status: the guess at how far it had come.
        period: the one that it names; empty for none or several.
        places: that it names.
        figures: that it states.
        same_matter: records of earlier reports that may tell of the same.
        repeats: position of an earlier item that says the same; None for none.
    """

    item: Item
    title: str
    area: AreaGuess
    status: StatusGuess
    period: str
    places: list[str]
    figures: list[FoundFigure]
    same_matter: list[SameMatter] = field(default_factory=list)
    repeats: int | None = None


def propose(items: Sequence[Item], text: str, knowledge: Knowledge, find_places: FindPlaces) -> list[Proposal]:
    """Propose what the records of a report's items might say.

    Args:
        items: of one report.
        text: all of the report, which tells what kind it is.
        knowledge: the earlier records.
        find_places: finds names in a text.

    Returns:
        A proposal for each item.

    Raises:
        ValueError: no record is known.
    """
    vectors = None
    if items and knowledge.encode is not None and knowledge.has_meanings:
        vectors = knowledge.encode([text_of(item) for item in items])
    areas = AreaGuesser(knowledge).guess(items, vectors)
    statuses = StatusGuesser(knowledge).guess(items, is_draft_plan(items, text))
    alike = same_matters(items, vectors, knowledge)
    twice = repeats(items, vectors)
    proposals = []
    for at, item in enumerate(items):
        whole = text_of(item)
        periods = periods_in(whole)
        proposals.append(
            Proposal(
                item=item,
                title=title_of(item),
                area=areas[at],
                status=statuses[at],
                period=periods[0] if len(periods) == 1 else "",
                places=find_places(whole),
                figures=figures_in(whole),
                same_matter=alike[at],
                repeats=twice[at],
            )
        )
    return proposals


def title_of(item: Item) -> str:
    """The name of an item, or its first words without what begins every other sentence."""
    if item.name:
        return item.name
    words = item.text
    while (opening := _OPENING.match(words)) and len(words[opening.end() :].split()) > 2:
        words = words[opening.end() :]
    first = re.split(r"[.;:!?](?:\s|$)| [–—-] ", words, maxsplit=1)[0].split()
    title = " ".join(first[:_TITLE_WORDS]).rstrip(",'’")
    title = re.sub(r"\s+(?:and|or|of|the|a|an|in|to|for|with|by|on|at|from|which|that|our)$", "", title)
    return title[:1].upper() + title[1:]
