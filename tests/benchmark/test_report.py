"""The page of figures: targets met and not met, what it warns of, and that nothing unmeasured passes for a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmark.clients import ANSWER, FAILURE, NO_ANSWER, Reply
from tests.benchmark.look_up import Found
from tests.benchmark.report import (
    Crowd,
    Findings,
    Measured,
    Surroundings,
    in_short,
    make_document,
    make_rows,
    make_web_rows,
)
from tests.benchmark.web import WebMeasured

WHERE = Surroundings("2026-11-24", 2, 25.0, "Linux", "3.10.14", "3.6.21", 1.0, ["DIETClassifier"], [], 8, 200, False)
WEB = WebMeasured([0.04] * 3, [0.044] * 3, [0.05] * 20, 17_400, [1.5])
EXPECTED = ["need_waste", "need_roads", "initiative_roads", "need_carers"]
TARGETS = [
    "more accurate",
    "at least 2 times faster",
    "at least 4 times as many",
    "under 15 s",
    "under 900 MB",
]


def side(milliseconds: float = 10, per_second: int = 120, ready: float = 9, memory: float = 800) -> Measured:
    return Measured(
        training_seconds=60,
        training_cpu=70,
        training_load=0.1,
        trained_on="2026-11-24",
        intents=list(EXPECTED),
        likeliest=list(EXPECTED),
        ready=[ready, ready, 99],
        cpu=[0.02],
        memory=[memory, memory, 9999],
        replies=[Reply(milliseconds / 1000, ANSWER)] * 10,
        crowds=[Crowd([Reply(0.1, ANSWER)] * per_second, 1.0)] * 2,
    )


def findings(ours: Measured, default: Measured, where: Surroundings = WHERE) -> Findings:
    return Findings(where, EXPECTED, ours, default, [Found("full search", 64.66, 80.66)], 150, 3, WEB)


def slow() -> Measured:
    made = side(milliseconds=20, per_second=30, ready=30, memory=1100)
    made.likeliest = ["need_waste", "need_waste", "need_roads", "need_carers"]
    made.intents = ["need_waste", "need_waste", "need_roads", "nlu_fallback"]
    return made


def met(made: Findings) -> dict[str, bool]:
    return {row.target: row.met for row in make_rows(made) if row.target}


def web(measured: WebMeasured) -> dict[str, str]:
    return {what: target.rpartition(": ")[2] for what, _, target in make_web_rows(measured) if target}


def test_the_webs_targets_are_met_below_their_limits() -> None:
    assert set(web(WEB).values()) == {"met"}
    assert set(web(WebMeasured([0.04], [0.05], [0.2], 31_000)).values()) == {"not met"}


def test_every_target_is_met_at_its_limit() -> None:
    assert met(findings(side(), slow())) == dict.fromkeys(TARGETS, True)


@pytest.mark.parametrize(
    ("ours", "target"),
    [
        (side(milliseconds=10.1), "at least 2 times faster"),
        (side(per_second=119), "at least 4 times as many"),
        (side(ready=15), "under 15 s"),
        (side(memory=900), "under 900 MB"),
    ],
)
def test_a_target_missed_by_little_is_not_met_and_the_others_are(ours: Measured, target: str) -> None:
    assert met(findings(ours, slow())) == {**dict.fromkeys(TARGETS, True), target: False}


def test_as_accurate_is_not_more_accurate() -> None:
    assert not met(findings(side(), side()))["more accurate"]


def test_the_default_is_not_blamed_for_being_unsure_and_its_area_counts() -> None:
    rows = {row.what: row.default for row in make_rows(findings(side(), slow()))}
    assert rows["Intent right"] == 50
    assert rows["Service area right"] == 75
    assert rows['Intent right, "not sure" counted as wrong'] == 25


def test_what_failed_is_no_throughput_and_both_are_told() -> None:
    ours = side()
    ours.crowds = [Crowd([Reply(0.1, ANSWER)] * 60 + [Reply(5, FAILURE)] * 20 + [Reply(0.1, NO_ANSWER)] * 10, 2.0)]
    rows = {row.what: row.ours for row in make_rows(findings(ours, slow()))}
    assert rows["Many clients, replies a second"] == 35
    assert rows["Many clients, answers a second"] == 30
    assert rows["Messages that failed"] == 20
    assert rows["Messages that got no answer"] == 10


def test_quick_replies_that_are_no_answer_do_not_make_a_side_look_quick() -> None:
    ours = side(milliseconds=10)
    ours.replies = ours.replies + [Reply(0.001, NO_ANSWER)] * 90
    rows = {row.what: row.ours for row in make_rows(findings(ours, slow()))}
    assert rows["One client, median"] == 10


@pytest.mark.parametrize("missing", ["intents", "likeliest", "ready", "cpu", "memory", "replies", "crowds"])
def test_what_was_not_measured_makes_no_page(missing: str) -> None:
    ours = side()
    setattr(ours, missing, [])
    with pytest.raises(ValueError):
        make_document(findings(ours, slow()))


def test_the_page_says_how_it_is_made_on_what_machine_and_when() -> None:
    page = make_document(findings(side(), slow()))
    assert "make bench" in page
    for told in ("2026-11-24", "2 cores", "25 GB", "Python 3.10.14", "Rasa 3.6.21", "DIETClassifier", "150 questions"):
        assert told in page
    assert "| One client, median | 10.0 ms | 20.0 ms | 2.0 times | at least 2 times faster: met |" in page
    assert "| full search | 64.7% | 80.7% |" in page
    assert "3 more are left out" in page
    assert "{" not in page


def test_a_quiet_machine_brings_no_warning() -> None:
    assert "\n>" not in make_document(findings(side(), slow()))


@pytest.mark.parametrize(
    ("where", "warning"),
    [
        (replace(WHERE, quick=True), "not to be quoted"),
        (replace(WHERE, busy=60.0), "used up to 60% of the cores"),
    ],
)
def test_the_page_warns_of_a_quick_look_and_of_a_busy_machine(where: Surroundings, warning: str) -> None:
    assert warning in " ".join(make_document(findings(side(), slow(), where)).split())


def test_the_page_warns_when_others_were_at_work_during_a_training() -> None:
    assert "processor time" in make_document(findings(side(), replace(slow(), training_load=3.0))).split("##")[0]


def test_the_page_says_which_policies_stayed_untrained() -> None:
    page = make_document(findings(side(), slow(), replace(WHERE, untrained=["TEDPolicy", "UnexpecTEDIntentPolicy"])))
    assert "TEDPolicy and UnexpecTEDIntentPolicy untrained" in " ".join(page.split())


def test_the_terminal_gets_a_line_for_every_row_and_way() -> None:
    made = findings(side(), slow())
    lines = in_short(made).splitlines()
    assert len(lines) == len(make_rows(made)) + 1 + len(make_web_rows(WEB))
    assert "One client, median: 10.0 ms against 20.0 ms, 2.0 times; at least 2 times faster: met" in lines
