"""``docs/evaluation.md``, made from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from string import Template

from tests.evaluation.danger import Heeded
from tests.evaluation.measure import Asked, confusion
from tests.evaluation.questions import SETS, SORTS, VOICES, Question

_CONFUSIONS = 12
_READ_ONCE = 308  # questions of the set "untouched", its first
_WEIGHED = 629  # questions of the set "read", its first
_PAGE = Template("""\
# How well questions find their records

Measured on $day by `make evaluate`, which writes this page anew: $questions questions of $sets sets, each with the
records that answer it and the facts that a right answer shows. They were written from titles and answers ("fitted")
and from the reports and a list of needs ("untouched", "read"), apart from the phrases that the assistant learns from
and is found by. The weights of the search were fitted to the set "fitted" and the first $weighed of "read". Of "read"
the failures were also read, to find causes (years held against each other, facts that needs lacked). Those of 308
questions of "untouched" were read once, late, and some thirty of its other $fresh; no phrase or weight was changed
for one of them, but the answers on planning applications were after one was read, and needs that the writers of 157
of these missed in the catalogue were added before they were asked.

**First**: a right record is the one told. **Among three**: it is told or offered among the first three. **Passes**: the
answer shows every fact. Each question is asked in a conversation of its own, by the whole way of a question, with the
trained model.

$summary

## By kind of question

$by_sort

`no-shared-word` shares no content word with the record's title and answer; `near-miss` has a look-alike that must not
be taken; `year` names a report's year; `need` asks whom to turn to or how to get something; `story` is of 48 words
or more.

$by_voice

## What each part of the search is worth

The search alone, without what comes after it (the newest first, danger, offers). The upper rows leave out a part that
the assistant has; the lower ones try what was not kept.

$trials

Not to be had offline under a fitting licence, so not tried: a cross-encoder that ships its weights in a package.

## Slips of typing

$slips

$slipped questions of all sets, every second one, with a letter lost, doubled, swapped or wrong in one of the longer
words, or in two of many. They are mended by the words of the catalogue (`core/understanding/mending.py`); trained model
and phrases of danger see them as typed.

## Danger

$danger

Messages of `tests/evaluation/danger.yml`, written by people who hadn't seen the phrases of danger, most of the dangers
told in indirect ways. When they were new, phrases knew 48 of the first 70 dangers and 32 of the next 60; afterwards
phrases were written for the situations that were missed, so the figures above flatter. Of the last 60, for which none
was written, phrases knew 45.

## Service areas taken for others

$confused questions were answered from another service area than their record's; the commonest:

$confusion
""")


@dataclass(frozen=True)
class Tried:
    """How a trial fared.

    Attributes:
        name: of the trial; empty for the search as it is.
        is_kept: whether the assistant has what the trial does without.
        places: of right records, by set.
    """

    name: str
    is_kept: bool
    places: Mapping[str, Sequence[int]]


def make_page(
    day: str,
    asked: Mapping[str, Sequence[Asked]],
    tried: Sequence[Tried],
    heeded: Sequence[Heeded],
    with_slips: Mapping[str, Sequence[Asked]],
) -> str:
    """The page.

    Args:
        day: on which it was measured.
        asked: how each question fared, by set.
        tried: the search as it is, then the trials.
        heeded: how messages of danger and calm ones fared.
        with_slips: how some questions fared as typed, and with slips of typing, mended and not.

    Returns:
        Markdown.
    """
    rows = [row for name in SETS for row in asked[name]]
    confused = confusion(rows)
    return _PAGE.substitute(
        day=day,
        questions=len(rows),
        sets=len(SETS),
        fresh=len(asked["untouched"]) - _READ_ONCE,
        weighed=_WEIGHED,
        summary=_summary(asked),
        by_sort=_shares(rows, "Kind", SORTS, lambda question: question.sort),
        by_voice=_shares(rows, "Voice", VOICES, lambda question: question.voice),
        trials=_trials(tried),
        slips=_slips(with_slips),
        slipped=max(map(len, with_slips.values()), default=0),
        danger=_danger(heeded),
        confused=sum(confused.values()),
        confusion=_table(
            ("Record's area", "Answered from", "Questions"),
            [(right, told, str(count)) for (right, told), count in confused.most_common(_CONFUSIONS)],
        ),
    )


def _summary(asked: Mapping[str, Sequence[Asked]]) -> str:
    held = {**asked, "all": [row for name in SETS for row in asked[name]]}
    return _table(
        ("Set", "Questions", "First", "Among three", "Passes", "Words of an answer, median", "Longest"),
        [
            (name, str(len(rows)), *_three(rows), f"{median(row.words for row in rows):.0f}",
             str(max(row.words for row in rows)))
            for name, rows in held.items()
        ],
    )  # fmt: skip


def _shares(rows: Sequence[Asked], head: str, names: Sequence[str], of: Callable[[Question], str]) -> str:
    lines = []
    for name in names:
        some = [row for row in rows if of(row.question) == name]
        if some:
            lines.append((name, str(len(some)), *_three(some)))
    return _table((head, "Questions", "First", "Among three", "Passes"), lines)


def _three(rows: Sequence[Asked]) -> tuple[str, str, str]:
    signs = ([row.is_first for row in rows], [row.is_among for row in rows], [row.passes for row in rows])
    first, among, passes = (f"{100 * sum(held) / len(held):.1f}%" for held in signs)
    return first, among, passes


def _danger(heeded: Sequence[Heeded]) -> str:
    lines = []
    for name, is_danger in (("danger", True), ("calm", False)):
        some = [row for row in heeded if row.message.is_danger is is_danger]
        whole, line = sum(row.whole for row in some), sum(row.line for row in some)
        by_phrase = sum(row.by_phrase for row in some)
        lines.append((name, *map(str, (len(some), by_phrase, whole, line, len(some) - whole - line))))
    heads = ("Messages", "Number", "Known by a phrase", "Answered as danger", "999 first, then answered", "Neither")
    return _table(heads, lines)


def _slips(asked: Mapping[str, Sequence[Asked]]) -> str:
    return _table(
        ("Questions", "First", "Among three", "Passes"), [(name, *_three(rows)) for name, rows in asked.items()]
    )


def _trials(tried: Sequence[Tried]) -> str:
    lines = []
    for trial in sorted(tried, key=lambda one: (bool(one.name), not one.is_kept)):
        cells = []
        for name in SETS:
            for within in (1, 3):
                share, whole = _within(trial.places[name], within), _within(tried[0].places[name], within)
                cells.append(f"{share:.1f}%" + (f" ({share - whole:+.1f})" if trial.name else ""))
        lines.append((trial.name or "**as it is**", *cells))
    heads = [f"{name}: {what}" for name in SETS for what in ("first", "among three")]
    return _table(("Search", *heads), lines)


def _within(places: Sequence[int], within: int) -> float:
    return 100 * sum(0 < place <= within for place in places) / len(places)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
