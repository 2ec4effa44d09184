"""The sense of danger: learned from vectors, it tells how much a message means like dangers told before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.settings import DATA
from core.understanding.danger_sense import DangerSense, learn_danger_sense, read_cases
from core.understanding.encoder import SentenceEncoder, Vector, unit

SIZE = 24


def around(centre: int, count: int, seed: int) -> Vector:
    """Vectors about one direction, as sentences of one meaning are."""
    rows = 0.12 * np.random.default_rng(seed).normal(size=(count, SIZE))
    rows[:, centre] += 1
    return unit(rows.astype(np.float32))


@pytest.fixture(scope="module")
def sense() -> DangerSense:
    danger = {"fire": around(0, 40, 1), "flood": around(1, 40, 2)}
    return learn_danger_sense(danger, around(2, 40, 3), around(3, 80, 4))


@pytest.mark.parametrize(("centre", "kind"), [(0, "fire"), (1, "flood")])
def test_what_means_like_a_danger_is_felt_with_its_kind(sense: DangerSense, centre: int, kind: str) -> None:
    felt = [sense.feel(vector) for vector in around(centre, 20, 9)]
    assert {alarm.kind for alarm in felt} == {kind}
    assert min(alarm.strength for alarm in felt) > 0


@pytest.mark.parametrize("centre", [2, 3])
def test_what_means_like_other_messages_is_not(sense: DangerSense, centre: int) -> None:
    assert max(sense.feel(vector).strength for vector in around(centre, 20, 9)) < 0


def test_the_strength_is_of_any_danger_not_of_one_kind(sense: DangerSense) -> None:
    between = unit(around(0, 1, 9)[0] + around(1, 1, 9)[0])
    assert sense.feel(between).strength > 0


def test_the_same_vectors_give_the_same_sense(sense: DangerSense) -> None:
    danger = {"fire": around(0, 40, 1), "flood": around(1, 40, 2)}
    again = learn_danger_sense(danger, around(2, 40, 3), around(3, 80, 4))
    assert again.to_bytes() == sense.to_bytes()


def test_one_kind_is_enough_and_one_without_messages_is_left_out() -> None:
    nothing = np.zeros((0, SIZE), np.float32)
    sense = learn_danger_sense({"fire": around(0, 40, 1), "flood": nothing}, nothing, around(3, 80, 4))
    assert sense.kinds == ("fire",)
    assert sense.feel(around(0, 1, 9)[0]).strength > 0 > sense.feel(around(3, 1, 9)[0]).strength


@pytest.mark.parametrize("danger", [{}, {"fire": np.zeros((0, SIZE), np.float32)}])
def test_without_any_danger_nothing_can_be_learned(danger: dict[str, Vector]) -> None:
    with pytest.raises(ValueError, match="danger"):
        learn_danger_sense(danger, around(2, 4, 3), around(3, 4, 4))


def test_a_sense_is_kept_and_read_again(sense: DangerSense) -> None:
    again = DangerSense.from_bytes(sense.to_bytes())
    assert again.kinds == sense.kinds
    vector = around(0, 1, 9)[0]
    assert again.feel(vector) == sense.feel(vector)


# The cases


def test_the_cases_are_read_by_kind() -> None:
    cases = read_cases(DATA / "danger")
    assert len(cases.danger) > 10
    assert not [kind for kind in cases.danger if "|" in kind]
    assert sum(map(len, cases.danger.values())) > 2000 and len(cases.ordinary) > 1000


def test_of_several_kinds_the_first_is_taught(tmp_path: Path) -> None:
    (tmp_path / "cases.yml").write_text("{danger: {a|b: [one], a: [two]}, ordinary: []}", "utf-8")
    assert read_cases(tmp_path).danger == {"a": ("one", "two")}


@pytest.mark.parametrize("text", ["danger: [", "{}", "[]", "{danger: {a: [b]}}", "{danger: [a], ordinary: []}"])
def test_a_fault_in_the_cases_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "cases.yml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"cases\.yml"):
        read_cases(tmp_path)


def test_no_cases_are_an_error_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        read_cases(tmp_path)


# In the words of residents


@pytest.mark.thorough
def test_dangers_in_words_that_were_not_learned_are_mostly_felt(encoder: SentenceEncoder) -> None:
    """Learned from one half of the cases, which were written apart from each other, and held against the other."""
    cases = read_cases(DATA / "danger")
    learned = {kind: encoder.encode(list(messages[::4])) for kind, messages in cases.danger.items()}
    sense = learn_danger_sense(learned, encoder.encode(list(cases.ordinary[::4])), encoder.encode(CALM))
    dangers = [message for messages in cases.danger.values() for message in messages[2::16]]
    felt = [sense.feel(vector).strength > 0 for vector in encoder.encode(dangers)]
    alarms = [sense.feel(vector).strength > 0 for vector in encoder.encode(list(cases.ordinary[2::16]))]
    assert np.mean(felt) > 0.7
    assert np.mean(alarms) < 0.25


CALM = [
    "when is my bin collected", "who mends the potholes", "how do i renew my bus pass", "is the library open on sunday",
    "what does the council do about climate change", "how many flood wardens are there", "apply for a school place",
    "where is the nearest tip", "can i get a grant for solar panels", "how do i register a birth",
]  # fmt: skip
