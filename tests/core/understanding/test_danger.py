"""Danger is heeded in residents' own words, and frightening words that tell of none are not taken for it."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import DATA
from core.understanding import danger
from core.understanding.danger import DangerDataError, danger_of, find_danger, read_dangers
from core.yaml_text import parse_yaml

CASES = parse_yaml((DATA / "danger" / "cases.yml").read_text("utf-8"))
DANGEROUS = [(kinds, message) for kinds, messages in CASES["danger"].items() for message in messages]
PLAIN = [message for _, message in DANGEROUS if message.isascii()]
WORDS = parse_yaml((DATA / "danger" / "words.yml").read_text("utf-8"))
KINDS = [parse_yaml(path.read_text("utf-8")) for path in sorted((DATA / "danger").glob("[0-9]*.yml"))]
ANSWERS = {kind["id"]: kind["answer"] for kind in KINDS if "answer" in kind}
# What each answer must name; every kind must be here.
NUMBERS = {
    "life": ["999", "111"],
    "life-fire": ["999"],
    "life-gas": ["999", "0800 111 999"],
    "life-power": ["999", "105"],
    "flood-life": ["999", "0345 988 1188"],
    "life-hazard": ["999", "0116 305 0001", "101"],
    "life-attack": ["999", "101"],
    "suicide": ["999", "116 123", "111"],
    "child-missing": ["999", "0116 305 0005"],
    "sexual-assault": ["999", "101", "0808 2000 247", "0116 305 0005"],
    "slavery": ["999", "101"],
    "hate": ["999", "101"],
    "child": ["999", "0116 305 0005", "0800 1111"],
    "adult": ["999", "0116 305 0004", "0116 305 0888"],
    "carer-breaking-point": ["999", "0116 305 0004", "116 123"],
    "domestic": ["999", "0808 2000 247", "0116 305 0005"],
    "missing": ["999"],
    "cold": ["999", "111"],
}
# What may follow the answer; after that of any other kind nothing may, since not a second must be lost.
BESIDE = {
    "suicide": "offer",
    **dict.fromkeys(("life-hazard", "slavery", "hate", "child", "adult", "carer-breaking-point", "domestic"), "answer"),
}


# A line before an ordinary answer has little room.
LONGEST_CAUTION = 24  # words


def kind_of(message: str) -> str | None:
    found = find_danger(message)
    return found.kind if found else None


# Thousands of messages: a test for each would take longer than looking at them.
@pytest.mark.parametrize("kinds", CASES["danger"])
def test_danger_is_heeded(kinds: str) -> None:
    overlooked = [message for message in CASES["danger"][kinds] if kind_of(message) not in kinds.split("|")]
    assert overlooked == []


def test_frightening_words_alone_are_no_danger() -> None:
    alarms = {message: kind for message in CASES["ordinary"] if (kind := kind_of(message))}
    assert alarms == {}


@pytest.mark.xfail(strict=True, reason="told in words that no phrase knows yet")
@pytest.mark.parametrize("message", CASES["missed"])
def test_danger_told_in_other_words_is_heeded(message: str) -> None:
    assert kind_of(message) is not None


@pytest.mark.xfail(strict=True, reason="worded just like the danger")
@pytest.mark.parametrize("message", CASES["mistaken"])
def test_what_sounds_like_danger_is_none(message: str) -> None:
    assert kind_of(message) is None


@pytest.mark.parametrize(
    ("harmless", "dangerous", "kind"),
    [
        ("the builder left a hole in my roof and never came back", "dad is on the roof and says he'll jump", "suicide"),
        ("builder came and took my roof off and wont come back", "the builder fell off my roof", "life"),
        ("the roofer says my whole roof is done for", "the roofer wants to kill himself", "suicide"),
        ("someone set fire to our bin, now it is melted", "someone set fire to our bin", "life-fire"),
        ("kids set fire to the bin last night and it melted", "someone set fire to our shed, its burning", "life-fire"),
        ("my son was expelled and can not come back", "my son has not come back", "child-missing"),
        (
            "he got excluded and the school wont let him come back",
            "my boy hasnt come back from school",
            "child-missing",
        ),
        ("sleeping on my sisters floor, cant stay long", "my sister is on the floor, cant get up", "life"),
        ("toothache, face isnt swollen", "my face is swollen and i cant swallow", "life"),
        ("we had water in the kitchen last winter", "water is in the kitchen and rising", "flood-life"),
        ("its coming up through the drain cover in the yard", "its coming up through the floorboards", "flood-life"),
        ("my daughter can't look after the children so they live with me", "she cant look after the children", "child"),
        ("my sister cant look after her kids so they stay with us", "my sister cant look after her kids", "child"),
    ],
)
def test_what_is_harmless_is_told_from_the_danger_that_it_looks_like(harmless: str, dangerous: str, kind: str) -> None:
    assert kind_of(harmless) is None
    assert kind_of(dangerous) == kind


@pytest.mark.parametrize(
    "message",
    [
        "the builder says he will kill himself on my roof",
        "i am a builder and i am going to jump off the roof",
        "my son was excluded from school this morning and has not come back home",
        "my mum is on my sisters floor and cant get up",
        "dad has been on his neighbours floor since last night",
        "the kids are on my mums floor and wont wake up",
        "my throat is not right and swollen after a sting",
        "my face not just red its swollen and i cant swallow",
        "face isnt swollen but my tongue is swelling up fast",
        "got water in the hallway and its rising, same as january",
        "we had water in the kitchen in january and its coming in the house again now",
        "water coming up through the floor and the toilet",
        "water coming up through the drain in the kitchen",
    ],
)
def test_danger_in_the_words_of_a_look_alike_is_heeded(message: str) -> None:
    assert kind_of(message) is not None


@pytest.mark.parametrize(("kind", "answer"), ANSWERS.items())
def test_the_answer_names_the_right_lines(kind: str, answer: str) -> None:
    assert [number for number in NUMBERS[kind] if number not in answer] == []


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_every_answer_is_short_and_says_that_nobody_watches(answer: str) -> None:
    assert len(answer.split()) <= 120
    assert "I am a bot and nobody watches these messages" in answer


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_caution_is_one_line_with_numbers_of_the_answer(kind: str) -> None:
    caution = danger_of(kind).caution
    assert "999" in caution
    assert len(caution.split()) <= LONGEST_CAUTION
    assert [number for number in re.findall(r"\d[\d ]+\d", caution) if number not in ANSWERS[kind]] == []


def test_of_an_unknown_kind_the_most_urgent_is_told() -> None:
    assert danger_of("trolls").kind == "life"


def test_only_what_leaves_time_says_what_may_follow() -> None:
    found = {(one.danger.kind, one.danger.beside) for one in read_dangers(DATA / "danger").kinds}
    assert found == {(kind, BESIDE.get(kind, "")) for kind in ANSWERS}


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("he hit me and now my mum is not breathing", "life"),
        ("ive taken an overdose i want to die", "life"),
        ("my husband hits me and i want to kill myself", "suicide"),
        ("the house is on fire and i can smell gas", "life-fire"),
        ("my nan is missing and my kitchen is on fire", "life-fire"),
    ],
)
def test_the_most_urgent_of_two_dangers_answers(message: str, kind: str) -> None:
    assert kind_of(message) == kind


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(PLAIN),
    st.sampled_from(["", "hello ", "Hi, ", "good morning ", "Please ", "um... ", "excuse me ", "\n"]),
    st.sampled_from(["", " pls", " please", "!!!", "??", " \N{LOUDLY CRYING FACE}", " thanks", ".", " x"]),
    st.booleans(),
)
def test_manners_capitals_and_signs_change_nothing(message: str, before: str, after: str, shouted: bool) -> None:
    framed = f"{before}{message}{after}"
    assert kind_of(framed.upper() if shouted else framed) is not None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(PLAIN))
def test_apostrophes_change_nothing(message: str) -> None:
    curly = message.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    assert kind_of(message.replace("'", "")) == kind_of(message) == kind_of(curly)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from([message for message in PLAIN if len(message.split()) > 6]))
def test_danger_is_heeded_in_the_middle_of_a_long_message(message: str) -> None:
    ramble = "the bins on our street were not emptied and the recycling lorry blocked the road"
    assert kind_of(f"{ramble}. {message}. {ramble}") is not None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_no_text_breaks_it(message: str) -> None:
    find_danger(message)


def _hostile() -> list[str]:
    words = [word for text in WORDS["words"].values() for word in text.split() if word.isalpha()]
    chance = random.Random(7)
    mixed = [" ".join(chance.choices(chance.sample(words, count), k=3000)) for count in (3, 8, 30, 200)]
    return ["my mum cant ", "a", "the child is being in the ", "she is not ", "? ", "water in the ", *mixed]


@pytest.mark.parametrize("length", [2_000, 10_000])
@pytest.mark.parametrize("piece", _hostile(), ids=range(10))
def test_a_long_message_takes_no_longer_than_a_blink(piece: str, length: int) -> None:
    message = (piece * 10_000)[:length]
    took = []
    for _ in range(3):  # the first run makes the expressions
        began = time.process_time()
        find_danger(message)
        took.append(time.process_time() - began)
    assert min(took) < 0.1


def test_an_ordinary_message_costs_next_to_nothing() -> None:
    took = []
    for message in CASES["ordinary"]:
        began = time.process_time()
        find_danger(message)
        took.append(time.process_time() - began)
    assert statistics.median(took) < 0.001


@pytest.mark.parametrize("path", sorted((DATA / "danger").glob("[0-9]*.yml")), ids=lambda path: path.stem)
def test_no_phrase_stands_twice_in_a_file(path: Path) -> None:
    kind = parse_yaml(path.read_text("utf-8"))
    for phrases in (kind["patterns"], kind.get("harmless") or []):
        assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("patterns: [", "01-life.yml"),
        ("- a", "01-life.yml"),
        ("{answer: x, caution: y, patterns: ['a']}", "id"),
        ("{id: life, patterns: ['a']}", "life.*answer"),
        ("{id: life, answer: x, patterns: ['a']}", "life.*caution"),
        ("{id: life, answer: x, caution: ' ', patterns: ['a']}", "life.*caution"),
        ("{id: life, answer: x, caution: y}", "life.*patterns"),
        ("{id: life, answer: x, caution: y, patterns: 'a'}", "life.*list"),
        ("{id: life, answer: x, caution: y, patterns: [on]}", "life.*True.*quotes"),
        ("{id: life, answer: x, caution: y, patterns: ['(a | b']}", r"life.*\(a \| b.*missing"),
        ("{id: life, answer: x, caution: y, patterns: ['a | b) c']}", "life.*closes no bracket"),
        ("{id: life, answer: x, caution: y, patterns: ['<nobody>']}", "life.*<nobody>"),
        ("{id: life, answer: x, caution: y, patterns: ['Cant']}", "life.*Cant.*lower case"),
        ("{id: life, answer: x, caution: y, patterns: ['a | b & c']}", "life.*brackets"),
        ("{id: life, answer: x, caution: y, patterns: ['*']}", "life.*missing"),
        ("{id: life, answer: x, caution: y, patterns: ['<a>']}", "life.*<a>.*itself"),
        ("{id: life, answer: x, caution: y, patterns: ['a'], harmless: ['(']}", "life, harmless"),
        *(
            (f"{{id: life, answer: x, caution: y, patterns: ['a'], beside: {wrong}}}", "life.*`beside`.*offer, answer")
            for wrong in ("answers", "Answer", "on", "3", "[answer]", "{answer: x}", "' '")
        ),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "words.yml").write_text("words: {a: <a>}", "utf-8")
    (tmp_path / "01-life.yml").write_text(text, "utf-8")
    with pytest.raises(DangerDataError, match=fault):
        read_dangers(tmp_path)


def test_without_any_kind_the_folder_is_of_no_use(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("words: {}", "utf-8")
    with pytest.raises(DangerDataError, match="each kind"):
        read_dangers(tmp_path)


def test_a_second_file_of_a_kind_takes_from_the_first_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("words: {}", "utf-8")
    first = "{id: life, answer: ring, caution: c, harmless: [no harm], patterns: [fire]}"
    (tmp_path / "01-life.yml").write_text(first, "utf-8")
    (tmp_path / "02-other.yml").write_text("{id: other, answer: wait, caution: c, patterns: [smoke]}", "utf-8")
    (tmp_path / "03-life.yml").write_text("{id: life, patterns: [smoke alarm]}", "utf-8")
    one, _, other = read_dangers(tmp_path).kinds
    assert other.danger == one.danger
    assert len(list(other.harmless)) == len(list(one.harmless)) == 1


@pytest.mark.parametrize(
    ("told", "read"),
    [("", ""), ("beside: ,", ""), ("beside: '',", ""), ("beside: offer,", "offer"), ("beside: answer,", "answer")],
)
def test_a_kind_says_what_may_follow_its_answer(tmp_path: Path, told: str, read: str) -> None:
    (tmp_path / "words.yml").write_text("words: {}", "utf-8")
    (tmp_path / "01-life.yml").write_text(f"{{id: life, {told} answer: ring, caution: c, patterns: [fire]}}", "utf-8")
    (tmp_path / "02-life.yml").write_text("{id: life, patterns: [smoke]}", "utf-8")
    assert [kind.danger.beside for kind in read_dangers(tmp_path).kinds] == [read, read]


@pytest.mark.parametrize("text", [None, "words: [", "{}"], ids=["missing", "broken", "empty"])
def test_without_the_file_the_worst_is_still_heeded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "words.yml").write_text(text, "utf-8")
    monkeypatch.setattr(danger, "_FOLDER", tmp_path)
    danger._dangers.cache_clear()
    try:
        for message in ("my dad is not breathing", "i want to die", "he hits me", "smell of gas in the hall"):
            found = find_danger(message)
            assert found is not None
            assert "999" in found.answer
            assert found.beside == ""
        assert find_danger("when is my bin emptied") is None
    finally:
        danger._dangers.cache_clear()
