"""Danger is heeded in residents' own words, and frightening words that tell of none are not taken for it."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import DATA
from core.understanding import danger
from core.understanding.danger import DangerDataError, find_danger, read_dangers

CASES = yaml.safe_load((Path(__file__).parent / "danger_cases.yml").read_text("utf-8"))
DANGEROUS = [(kinds, message) for kinds, messages in CASES["danger"].items() for message in messages]
ANSWERS = {kind["id"]: kind["answer"] for kind in yaml.safe_load((DATA / "danger.yml").read_text("utf-8"))["kinds"]}
# The line that a kind's answer must name; danger to life is always 999.
NUMBERS = {
    "life": "999",
    "life-fire": "999",
    "life-gas": "0800 111 999",
    "flood-life": "999",
    "life-attack": "999",
    "suicide": "116 123",
    "child": "0116 305 0005",
    "adult": "0116 305 0004",
    "domestic": "0808 2000 247",
    "carer-breaking-point": "0116 305 0004",
}


@pytest.mark.parametrize(("kinds", "message"), DANGEROUS)
def test_danger_is_heeded(kinds: str, message: str) -> None:
    found = find_danger(message)
    assert found is not None
    assert found.kind in kinds.split("|")


@pytest.mark.parametrize("message", CASES["ordinary"])
def test_frightening_words_alone_are_no_danger(message: str) -> None:
    assert find_danger(message) is None


@pytest.mark.parametrize(("kind", "number"), NUMBERS.items())
def test_the_answer_names_the_right_line(kind: str, number: str) -> None:
    assert number in ANSWERS[kind]


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_is_short_and_says_that_nobody_watches(kind: str) -> None:
    assert len(ANSWERS[kind].split()) <= 120
    assert "bot" in ANSWERS[kind]


@pytest.mark.parametrize(
    "message", [DANGEROUS[0][1], "she has took a load of tablets", "he hits me", "my house is on fire"]
)
@pytest.mark.parametrize("frame", ["hello {}", "{} pls help", "{}!!!", "  {} \U0001f62d", "{}?"])
def test_what_stands_around_it_changes_nothing(message: str, frame: str) -> None:
    bare, framed = find_danger(message), find_danger(frame.format(message).upper())
    assert bare is not None
    assert framed is not None
    assert framed.kind == bare.kind


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_no_text_breaks_it(message: str) -> None:
    find_danger(message)


def test_the_most_urgent_of_two_dangers_answers() -> None:
    found = find_danger("he hit me and now my mum is not breathing")
    assert found is not None
    assert found.kind == "life"


@pytest.mark.parametrize(
    "message", ["help " * 2000, "my mum cant " * 900, "a" * 10_000, "she is not " * 1000, "? " * 5000], ids=range(5)
)
def test_a_long_message_takes_no_longer_than_a_blink(message: str) -> None:
    find_danger("warm up")
    began = time.process_time()
    find_danger(message[:10_000])
    assert time.process_time() - began < 0.25


def test_an_ordinary_message_costs_next_to_nothing() -> None:
    took = []
    for message in CASES["ordinary"]:
        began = time.process_time()
        find_danger(message)
        took.append(time.process_time() - began)
    assert statistics.median(took) < 0.003


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("kinds: [", "danger.yml"),
        ("words: {}", "kinds"),
        ("kinds: [{answer: x, patterns: ['a']}]", "id"),
        ("kinds: [{id: life, patterns: ['a']}]", "life"),
        ("kinds: [{id: life, answer: x, patterns: ['(a | b']}]", "life"),
        ("kinds: [{id: life, answer: x, patterns: ['<nobody>']}]", "nobody"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "danger.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(DangerDataError, match=fault):
        read_dangers(path)


def test_without_the_file_the_worst_is_still_heeded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(danger, "_PATH", tmp_path / "none.yml")
    danger._dangers.cache_clear()
    try:
        for message in ("my dad is not breathing", "i want to die", "he hits me", "smell of gas in the hall"):
            found = find_danger(message)
            assert found is not None
            assert "999" in found.answer
        assert find_danger("when is my bin emptied") is None
    finally:
        danger._dangers.cache_clear()
