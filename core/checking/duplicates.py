"""Duplicates: what is said twice, and what two records say differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz, process

from core.catalogue.schema import Initiative, Need, Signpost
from core.checking.finding import Finding
from core.checking.material import Material
from core.checking.numbers import values
from core.checking.phrases import bare

SAME = 92.0
ALIKE = 80.0


def check_duplicates(material: Material) -> Iterator[Finding]:
    """Check for records that tell the same, or that contradict each other.

    Args:
        material: what is checked.

    Yields:
        Faults of what stands twice; notices of summaries that are alike, of one figure with two values, and of
        signposts to one organisation that differ in what they offer.
    """
    by_report: defaultdict[int, list[Initiative]] = defaultdict(list)
    by_area: defaultdict[tuple[str, int], list[Initiative]] = defaultdict(list)
    for area, year, initiative in material.content.initiatives:
        by_report[year].append(initiative)
        by_area[area, year].append(initiative)
    for initiatives in by_report.values():
        yield from _same_summary(material, initiatives)
    for initiatives in by_area.values():
        yield from _same_title(material, initiatives)
        yield from _conflicts(material, initiatives)
    yield from _of_needs(material, [need for _, need in material.content.needs])


def _same_summary(material: Material, initiatives: list[Initiative]) -> Iterator[Finding]:
    """Summaries that say the same in nearly the same words; with other figures they tell of something else."""
    bared = [bare(initiative.summary) for initiative in initiatives]
    stated = [values(initiative.summary) for initiative in initiatives]
    scores = process.cdist(bared, bared, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    for first, second in zip(*scores.nonzero(), strict=True):
        if first < second and stated[first] == stated[second]:
            is_same = bool(scores[first, second] >= SAME)
            told = f"{'all but the same as' if is_same else 'much like'} that of {initiatives[first].id}"
            yield material.finding("initiatives", initiatives[second].id, "summary", told, is_same)


def _same_title(material: Material, initiatives: list[Initiative]) -> Iterator[Finding]:
    first: dict[str, Initiative] = {}
    for initiative in initiatives:
        other = first.setdefault(bare(initiative.title), initiative)
        if other is not initiative:
            told = f"{initiative.title!r} is the title of {other.id} too"
            yield material.finding("initiatives", initiative.id, "title", told)


def _conflicts(material: Material, initiatives: list[Initiative]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], tuple[str, Initiative]] = {}
    for initiative in initiatives:
        for figure in initiative.figures:
            period = figure.period or initiative.period
            value, other = first.setdefault((bare(figure.label), period, figure.unit), (figure.value, initiative))
            if values(value) != values(figure.value):
                told = f"{figure.label!r} ({period}) is {figure.value} here and {value} in {other.id}"
                yield material.finding("initiatives", initiative.id, "figures", told, is_fault=False)


def _of_needs(material: Material, needs: list[Need]) -> Iterator[Finding]:
    first: dict[str, Need] = {}
    for need in needs:
        other = first.setdefault(bare(need.need), need)
        if other is not need:
            yield material.finding("needs", need.id, "need", f"{need.need!r} is the title of {other.id} too")
        for one, two in combinations(need.signposts, 2):
            if one.organisation == two.organisation and _overlap(one, two):
                is_same = _offer(one) == _offer(two)
                told = f"{one.organisation} stands twice for the same days" + ("" if is_same else "; the first counts")
                yield material.finding("needs", need.id, "signposts", told, is_same)


def _offer(signpost: Signpost) -> tuple[str | None, ...]:
    return signpost.phone, signpost.web, signpost.hours, signpost.who


def _overlap(one: Signpost, two: Signpost) -> bool:
    """Whether two signposts count on the same day; one without a first or last day counts from or for ever."""
    begin = max(one.valid_from or "", two.valid_from or "")
    end = min(one.valid_to or "9999", two.valid_to or "9999")
    return begin <= end
