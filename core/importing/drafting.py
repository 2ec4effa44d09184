"""Proposals to drafts: YAML in the order of a record's fields, for a person to put into words and to check."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import yaml

from core.importing.proposing import ALSO_CERTAINTY, LEAST_CERTAINTY, Proposal
from core.importing.splitting import LeftOut
from core.understanding.text import word_set

_SLUG_WORDS = 5
_LEAST_STATUS_CERTAINTY = 0.45
_LONG_ITEM = 150  # words; more hold several matters as a rule
_WIDTH = 120
_SHOWN = ("placeholder", "heading without text")  # left out, yet a person may want to know what they say
_SMALL_WORDS = word_set("a an and at by for from in is it new of on or our that the to was we were will with")
_HEAD = """\
# Drafts from the report of {year}, proposed by the importer and checked by nobody. Nothing here is served.
# For each: put source_text into own words as the summary, check every field against report.txt, add asked_as, delete
# source_text and proposals; then move it to data/initiatives/{area}/{year}.yml, under `initiatives:`.
"""


@dataclass(frozen=True)
class Draft:
    """What a record may become.

    Attributes:
        id: that the record may get.
        proposal: that it is made from.
        repeats: id of an earlier draft that says the same; empty for none.
        look_first: why a person should look at it before the others; empty for no reason.
    """

    id: str
    proposal: Proposal
    repeats: str
    look_first: tuple[str, ...]

    @property
    def area(self) -> str:
        """The service area that is proposed."""
        return self.proposal.area.area


class _Folded(str):
    """A text that is written over several lines."""


class _Flow(dict[str, Any]):
    """A mapping that is written in one line."""


class _Row(list[Any]):
    """A list that is written in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes as the content files are written."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(_Folded, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style=">"))
_Dumper.add_representer(_Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, True))
_Dumper.add_representer(_Row, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True))


def slug(text: str, most: int = _SLUG_WORDS) -> str:
    """A few words of a text as they stand in an id."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _SMALL_WORDS] or words
    return "-".join(telling[:most]) or "item"


def make_drafts(proposals: Sequence[Proposal], year: int) -> list[Draft]:
    """Give each proposal an id, and say what wants a look first.

    Args:
        proposals: of one report.
        year: of the report.

    Returns:
        A draft for each, in the same order.
    """
    taken: Counter[str] = Counter()
    drafts: list[Draft] = []
    for proposal in proposals:
        name = f"{proposal.area.area}-{year}-{slug(proposal.title)}"
        taken[name] += 1
        while taken[name] > 1 and f"{name}-{taken[name]}" in taken:
            taken[name] += 1
        given = name if taken[name] == 1 else f"{name}-{taken[name]}"
        taken[given] = max(taken[given], 1)
        twin = drafts[proposal.repeats].id if proposal.repeats is not None else ""
        drafts.append(Draft(given, proposal, twin, _look_first(proposal, twin)))
    return drafts


def _look_first(proposal: Proposal, twin: str) -> tuple[str, ...]:
    reasons = []
    if proposal.area.certainty < LEAST_CERTAINTY:
        reasons.append("area uncertain")
    if proposal.status.certainty < _LEAST_STATUS_CERTAINTY:
        reasons.append("status uncertain")
    if twin:
        reasons.append("says what another says")
    if len(proposal.item.text.split()) > _LONG_ITEM:
        reasons.append("long, may hold several matters")
    if proposal.item.kind == "table":
        reasons.append("a table")
    return tuple(reasons)


def area_files(drafts: Sequence[Draft], year: int) -> dict[str, str]:
    """The drafts as YAML, a file an area.

    Args:
        drafts: of one report.
        year: of the report.

    Returns:
        Text by file name. Its list is called `drafts`, so that it never loads as a file of initiatives.
    """
    by_area: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_area[draft.area].append(draft)
    files = {}
    for area, held in sorted(by_area.items()):
        head = yaml.safe_dump({"area": area, "report": year, "checked": False}, sort_keys=False)
        rows = [
            yaml.dump([_fields(draft)], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH - 4)
            for draft in held
        ]
        body = "\n".join(rows)
        files[f"{area}.yml"] = f"{_HEAD.format(year=year, area=area)}{head}drafts:\n{body}"
    return files


def _fields(draft: Draft) -> dict[str, Any]:
    """A draft in the order of a record's fields."""
    proposal = draft.proposal
    item = proposal.item
    fields: dict[str, Any] = {
        "id": draft.id,
        "lines": item.first if item.first == item.last else item.lines,
        "section": ": ".join(item.sections),
        "title": proposal.title,
        "summary": "",
        "source_text": _Folded(f"{item.lead_in} {item.text}".strip()),
        "status": proposal.status.status,
        "period": proposal.period,
        "also": _Row(area for area, certainty in proposal.area.others if certainty >= ALSO_CERTAINTY),
        "places": _Row(proposal.places),
        "figures": [
            _Flow(
                {"label": figure.label, "value": _number(figure.value), "unit": figure.unit}
                | ({"period": figure.period} if figure.period else {})
            )
            for figure in proposal.figures
        ],
        "asked_as": _Row(),
        "proposals": _proposals(draft),
    }
    return fields


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def _proposals(draft: Draft) -> dict[str, Any]:
    proposal = draft.proposal
    areas = ((proposal.area.area, proposal.area.certainty), *proposal.area.others)
    told: dict[str, Any] = {
        "area": _Flow({area: round(certainty, 2) for area, certainty in areas}),
        "status": _Flow({proposal.status.status: round(proposal.status.certainty, 2)}),
    }
    if proposal.same_matter:
        told["same_matter"] = [
            _Flow(
                {"id": near.id, "year": near.year, "title": near.title, "likeness": near.likeness}
                | ({"topic": near.topic} if near.topic else {})
            )
            for near in proposal.same_matter
        ]
    if draft.repeats:
        told["repeats"] = draft.repeats
    if draft.look_first:
        told["look_first"] = _Row(draft.look_first)
    return told


def overview(  # noqa: PLR0913
    *,
    name: str,
    year: int,
    drafts: Sequence[Draft],
    left_out: Sequence[LeftOut],
    areas: Mapping[str, str],
    is_draft: bool,
) -> str:
    """What came out of a report, on a page or two.

    Args:
        name: of the report's file.
        year: of the report.
        drafts: made from it.
        left_out: what makes none.
        areas: names of the service areas, by id.
        is_draft: whether it was taken for a draft plan.

    Returns:
        Markdown.
    """
    kind = "a draft plan: its promises are drafted as planned" if is_draft else "a report"
    parts = [
        f"# Drafts from {name}, {year}\n",
        f"{len(drafts)} drafts. The file was taken for {kind}. Lines are those of `report.txt`.\n",
        "## By service area\n",
        *_by_area(drafts, areas),
        "\n## Look at these first\n",
        *(_first_rows(drafts) or ["Nothing stands out."]),
        "\n## Left out\n",
        *(_left_rows(left_out) or ["Nothing."]),
    ]
    return "\n".join(parts) + "\n"


def _by_area(drafts: Sequence[Draft], areas: Mapping[str, str]) -> list[str]:
    rows = ["| area | drafts | look first | statuses |", "| --- | ---: | ---: | --- |"]
    for area, _ in Counter(draft.area for draft in drafts).most_common():
        held = [draft for draft in drafts if draft.area == area]
        statuses = Counter(draft.proposal.status.status for draft in held)
        told = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
        rows.append(f"| {areas.get(area, area)} | {len(held)} | {sum(bool(one.look_first) for one in held)} | {told} |")
    return rows


def _first_rows(drafts: Sequence[Draft]) -> list[str]:
    return [
        f"- {draft.proposal.item.lines} {draft.proposal.title} (`{draft.id}`): {', '.join(draft.look_first)}"
        for draft in drafts
        if draft.look_first
    ]


def _left_rows(left_out: Sequence[LeftOut]) -> list[str]:
    rows = []
    for reason, count in Counter(one.reason for one in left_out).most_common():
        held = [one for one in left_out if one.reason == reason]
        if reason in _SHOWN:
            rows += [f"- {reason}, {_range(one)}: {one.text}" for one in held]
        else:
            rows.append(fill(f"- {reason} ({count}): {', '.join(map(_range, held))}", _WIDTH, subsequent_indent="  "))
    return rows


def _range(one: LeftOut) -> str:
    return str(one.first) if one.first == one.last else f"{one.first}-{one.last}"
