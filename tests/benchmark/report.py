"""What was measured, and ``docs/benchmarks.md`` made of it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmark.clients import ANSWER, FAILURE, NO_ANSWER, Reply
from tests.benchmark.look_up import Found
from tests.benchmark.summary import (
    Row,
    accuracy,
    aim,
    area_of,
    compare,
    comparison,
    figure,
    median,
    percentile,
    table,
    verdict,
)
from tests.benchmark.web import WebMeasured

TIMES_FASTER = 2.0
TIMES_THROUGHPUT = 4.0
READY_SECONDS = 15.0
TIMES_OVERHEAD = 1.15
SEARCH_MS = 100.0
WIDGET_KB = 30.0
MEMORY_MB = 900.0
_WIDTH = 120
_BUSY = 10.0  # per cent of all cores at work for others; more than that shows in the times


@dataclass(frozen=True)
class Crowd:
    """What many clients at once got.

    Attributes:
        replies: to all of them.
        seconds: from the first message to the last reply.
    """

    replies: list[Reply]
    seconds: float


@dataclass
class Measured:
    """All that was measured of one side.

    Attributes:
        training_seconds: by the clock.
        training_cpu: seconds of all cores together.
        training_load: of the machine when the training began.
        trained_on: the day.
        intents: what the pipeline gave for each question.
        likeliest: the same, its own "not sure" left out.
        ready: seconds from start to first reply, a figure a start.
        cpu: seconds of processor time a message, a figure a start.
        memory: megabytes of all processes after questions, a figure a start.
        replies: of one client.
        crowds: rounds of many clients.
    """

    training_seconds: float
    training_cpu: float
    training_load: float
    trained_on: str
    intents: list[str] = field(default_factory=list)
    likeliest: list[str] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)

    def milliseconds(self, share: float) -> float:
        """A percentile of the time that one client waited for an answer.

        A reply that is no answer comes quicker, since nothing is looked up for it. So it counts only where there was
        nothing else.
        """
        answered = [reply for reply in self.replies if reply.outcome == ANSWER] or self.replies
        return 1000 * percentile([reply.seconds for reply in answered], share)

    def per_second(self, *outcomes: str) -> float:
        """Messages of many clients a second that came out so.

        Raises:
            ValueError: there were no clients.
        """
        if not self.crowds:
            raise ValueError("no throughput was measured")
        replies = sum(reply.outcome in outcomes for crowd in self.crowds for reply in crowd.replies)
        return replies / sum(crowd.seconds for crowd in self.crowds)

    def per_cent(self, outcome: str) -> float:
        """The share of all messages, of one client and of many, that came out so."""
        outcomes = [reply.outcome for reply in self.replies]
        outcomes += [reply.outcome for crowd in self.crowds for reply in crowd.replies]
        return accuracy([outcome] * len(outcomes), outcomes)


@dataclass(frozen=True)
class Surroundings:
    """Where and how it was measured.

    Attributes:
        day: of the run, as ISO date.
        cores: of the machine.
        memory_gb: of the machine.
        system: its kind, for instance Linux.
        python: version.
        rasa: version.
        busy: per cent of the cores that other programs used, at most, when looked at between the parts.
        components: of the default side, as Rasa fills them in.
        untrained: policies of the default side that Rasa left untrained for want of stories.
        clients: that asked at once.
        before_memory: questions that were asked before memory was read.
        quick: whether it was a quick look, with too little of everything.
    """

    day: str
    cores: int
    memory_gb: float
    system: str
    python: str
    rasa: str
    busy: float
    components: Sequence[str]
    untrained: Sequence[str]
    clients: int
    before_memory: int
    quick: bool


@dataclass(frozen=True)
class Findings:
    """Everything that one run found.

    Attributes:
        where: and how it was measured.
        expected: the right intent of each held-out question.
        ours: this assistant.
        default: the other side.
        found: how each way of searching fared.
        sought: number of questions that were looked up.
        left_out: number of held-out questions that are training phrases as well, so they don't count.
        web: what was measured of the web surfaces.
    """

    where: Surroundings
    expected: list[str]
    ours: Measured
    default: Measured
    found: list[Found]
    sought: int
    left_out: int
    web: WebMeasured


def make_rows(findings: Findings) -> list[Row]:
    """The comparison, row by row.

    Raises:
        ValueError: something wasn't measured.
    """
    ours, default, intents = findings.ours, findings.default, findings.expected
    areas = [area_of(intent) for intent in intents]
    right = Row("Intent right", accuracy(intents, ours.likeliest), accuracy(intents, default.likeliest), "%", True)
    area = Row("Service area right", _areas_right(areas, ours), _areas_right(areas, default), "%", True)
    given = accuracy(intents, ours.intents), accuracy(intents, default.intents)
    speed = Row("One client, median", ours.milliseconds(0.5), default.milliseconds(0.5), "ms")
    crowd, answered = (
        Row(what, ours.per_second(*outcomes), default.per_second(*outcomes), "/s", True)
        for what, outcomes in (
            ("Many clients, replies a second", (ANSWER, NO_ANSWER)),
            ("Many clients, answers a second", (ANSWER,)),
        )
    )
    ready = Row("Start to first reply, median", median(ours.ready), median(default.ready), "s")
    memory = Row("Memory of all processes, median", median(ours.memory), median(default.memory), "MB")
    return [
        aim(right, "more accurate", right.ours > right.default),
        area,
        Row('Intent right, "not sure" counted as wrong', given[0], given[1], "%", True),
        aim(speed, f"at least {TIMES_FASTER:g} times faster", _at_least(speed, TIMES_FASTER)),
        Row("One client, 95th percentile", ours.milliseconds(0.95), default.milliseconds(0.95), "ms"),
        aim(crowd, f"at least {TIMES_THROUGHPUT:g} times as many", _at_least(crowd, TIMES_THROUGHPUT)),
        answered,
        aim(ready, f"under {READY_SECONDS:g} s", ready.ours < READY_SECONDS),
        Row("Processor time a message, median", 1000 * median(ours.cpu), 1000 * median(default.cpu), "ms"),
        aim(memory, f"under {MEMORY_MB:g} MB", memory.ours < MEMORY_MB),
        Row("Training, by the clock", ours.training_seconds, default.training_seconds, "s"),
        Row("Training, processor time", ours.training_cpu, default.training_cpu, "s"),
        Row("Messages that got no answer", ours.per_cent(NO_ANSWER), default.per_cent(NO_ANSWER), "%"),
        Row("Messages that failed", ours.per_cent(FAILURE), default.per_cent(FAILURE), "%"),
    ]


def _areas_right(areas: Sequence[str], side: Measured) -> float:
    return accuracy(areas, [area_of(intent) for intent in side.likeliest])


def _at_least(row: Row, times: float) -> bool:
    """Whether ours is that many times better."""
    return row.ours > 0 and row.default > 0 and row.times_better >= times


def make_web_rows(web: WebMeasured) -> list[list[str]]:
    """What was measured of the web surfaces, row by row.

    Raises:
        ValueError: something wasn't measured.
    """
    overhead = median(web.through) / median(web.direct)
    search = 1000 * median(web.searches)
    size = web.widget_bytes / 1000
    rows = [
        ["A turn at Rasa's REST channel, median", f"{1000 * median(web.direct):.1f} ms", ""],
        ["The same turn through the gateway, median", f"{1000 * median(web.through):.1f} ms", ""],
        _aimed("Gateway against Rasa alone", f"{overhead:.2f} times", "under 1.15 times", overhead < TIMES_OVERHEAD),
        _aimed("Staff search, median", f"{search:.0f} ms", "under 100 ms", search < SEARCH_MS),
        ["Staff search, 95th percentile", f"{1000 * percentile(web.searches, 0.95):.0f} ms", ""],
        _aimed("Widget, compressed", f"{size:.1f} KB", "under 30 KB", size < WIDGET_KB),
    ]
    if web.interactive:
        said = f"{median(web.interactive):.2f} s"
        rows.append(["Opening the demo page to an open chat, processor slowed to a quarter, median", said, ""])
    return rows


def _aimed(what: str, value: str, target: str, met: bool) -> list[str]:
    return [what, value, f"{target}: {'met' if met else 'not met'}"]


def in_short(findings: Findings) -> str:
    """The findings for the terminal, a line each."""
    lines = [
        f"{row.what}: {figure(row.ours, row.unit)} against {figure(row.default, row.unit)}, {comparison(row)}"
        + (f"; {verdict(row)}" if row.target else "")
        for row in make_rows(findings)
    ]
    for one in findings.found:
        lines.append(f"Right record by {one.way}: first {one.first:.1f}%, among three {one.among_three:.1f}%")
    lines += [": ".join(filter(None, row)) for row in make_web_rows(findings.web)]
    return "\n".join(lines)


def make_document(findings: Findings) -> str:
    """The text of ``docs/benchmarks.md``.

    Raises:
        ValueError: something wasn't measured.
    """
    where = findings.where
    measured = (
        f"Measured on {where.day} in one run on one machine: {where.cores} cores, {where.memory_gb:.0f} GB of memory,"
        f" {where.system}, Python {where.python}, Rasa {where.rasa}."
    )
    cells = [[one.way, f"{one.first:.1f}%", f"{one.among_three:.1f}%"] for one in findings.found]
    return _PAGE.format(
        where=where,
        measured=textwrap.fill(measured, _WIDTH),
        ours=findings.ours,
        default=findings.default,
        warnings="".join(f"\n{_quote(line)}\n" for line in _warnings(findings)),
        comparison=compare(make_rows(findings), "this assistant", "`rasa init`"),
        components=textwrap.fill(", ".join(where.components) + ".", _WIDTH),
        untrained=_untrained(where.untrained),
        look_up=table(["", "right record first", "among the first three"], cells, figures=(1, 2)),
        sought=findings.sought,
        held_out=len(findings.expected),
        left_out=findings.left_out,
        web=table(["", "", "target"], make_web_rows(findings.web), figures=(1,)),
        turns=len(findings.web.through),
        questions=len(findings.ours.replies),
        starts=len(findings.ours.ready),
    )


def _warnings(findings: Findings) -> list[str]:
    where, lines = findings.where, []
    if where.quick:
        lines.append("A quick look, with too few questions and too little training: not to be quoted.")
    if where.busy > _BUSY:
        lines.append(
            f"Other programs used up to {where.busy:.0f}% of the cores during the run: times and throughput are worse,"
            " on both sides, than they would be alone."
        )
    if max(findings.ours.training_load, findings.default.training_load) > 1:
        lines.append("Other programs were at work during a training: go by its processor time, not by the clock.")
    return lines


def _quote(line: str) -> str:
    return textwrap.fill(line, _WIDTH, initial_indent="> ", subsequent_indent="> ")


def _untrained(policies: Sequence[str]) -> str:
    if not policies:
        return ""
    said = (
        f"Rasa found nothing to learn from for these and left {' and '.join(policies)} untrained (it says so when it"
        " trains): what they would cost with stories isn't in these figures."
    )
    return f"\n{textwrap.fill(said, _WIDTH)}\n"


_PAGE = """# Benchmarks

<!-- Written by `make bench`. Change tests/benchmark/ instead of this file. -->

{measured}

`make bench` makes this page anew. It takes about ten minutes, and half an hour more when the other side must be trained
first. The models and the raw figures (`results.json`) stay in `build/bench/`.
{warnings}
## Against what `rasa init` writes

{comparison}

"Better by" is the ratio of the two figures, or for percentages their difference in points. Below 1, or with a minus,
ours is worse.

Both sides have the same training phrases, domain and rules, each rule without a condition told as a story too (two of
the default's policies learn from stories alone, and a new project has some), the same conversation store and the same
actions over the same catalogue. They differ in Rasa's configuration and channel. The other side's are the files that
the installed Rasa gives to new projects, unchanged: its own REST channel, and a configuration that leaves pipeline and
policies empty. Rasa fills in:
{components}
Our channel also spares Rasa work that comes out the same each time (`bot/sparing/`: planning the run of the pipeline,
holding every rule against the conversation, sending all of it to the action server over a new connection, checking the
reply against a schema), which the other side does, and answers danger before the model is asked. So the figures for
speed compare the whole of both sides, not the pipelines alone.
{untrained}
On that side the actions work out the meaning of a question themselves, which ours get from the pipeline. Both have the
environment that `make run` sets, the memory settings of the C library included.

How each figure comes about:

- **Intent, service area**: {held_out} questions in `tests/benchmark/held_out.yml`, written apart from training phrases;
  {left_out} more are left out, since they happen to be training phrases too. Where the other side's FallbackClassifier
  says "not sure", its likeliest intent counts, save in the row that says otherwise.
- **One client**: {questions} questions of the same file after a warm-up, the same ones in the same order on both sides.
  Every second one opens a conversation; the others go on with one for ten turns. The sides take turns, so that a change
  of the machine's pace meets both. Answers alone count. When Rasa settles on no action (on the other side, when its
  FallbackClassifier says "not sure"), our channel apologises and Rasa's own says nothing; either is quicker than an
  answer, since nothing is looked up for it, and stands in the row "no answer".
- **Many clients**: {where.clients} on the same machine, each asking as soon as it has its reply. The sides take turns.
  Replies that are no answer count as replies.
- **Start to first reply**: from the start of the processes, {starts} starts a side, one side alone.
- **Processor time a message, memory**: of all processes of a side (memory as proportional set size), for and after
  {where.before_memory} questions to one side alone. Other work on the machine hardly changes either.
- **Training**: from nothing, no part from Rasa's cache; ours on {ours.trained_on}, the other on {default.trained_on}.
  The other side's configuration sets no random seed: a new training gives slightly other figures.

## The web

{web}

{turns} questions, each asked at both doors in turns, in conversations of up to ten; the same questions at the staff
desk. The widget is one file, compressed as a web server does it.

## Finding the right record

{look_up}

{sought} questions (`tests/benchmark/look_up.yml`), written apart from the records' own wording, each with the records
that answer it, looked up in the core without a trained model. "Words alone" is what the assistant has left with
`SENTENCE_ENCODER=off`; "meaning alone" goes without the full-text search. What a question says of year and place counts
in all three.
"""
