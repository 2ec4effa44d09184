"""Numbers: each way of writing is read as the same value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.checking.numbers import numbers, values


def read(text: str) -> set[float]:
    return {float(value) for value in values(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 sites", 2),
        ("two sites", 2),
        ("£2m", 2_000_000),
        ("£2 million", 2_000_000),
        ("2,000,000", 2_000_000),
        ("half a million", 500_000),
        ("half-a-million", 500_000),
        ("half of them", 50),
        ("a fifth of them", 20),
        ("400k", 400_000),
        ("£1.5bn", 1_500_000_000),
        ("fifty-five", 55),
        ("two hundred and fifty", 250),
        ("twelve thousand", 12_000),
        ("two dozen", 24),
        ("25.40", 25.4),
        ("1, 234 people", 1234),
        ("in 2024/25", 2025),
        ("between £1.2m and £1.5m", 1_200_000),
        ("£1.2-1.5m", 1_200_000),
        ("5 to 10 million", 5_000_000),
        ("a 50m path", 50),
        ("the 3rd", 3),
        ("ten", 10),
        ("twenty", 20),
        ("2021 three", 3),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: float) -> None:
    assert value in read(text)


@pytest.mark.parametrize("text", ["", "no number here", "someone often attends", "the weight of the tenant"])
def test_words_that_only_hold_a_number_are_none(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("£2m", 2), ("£2 million", 1_000_000), ("half of it", 2), ("2,000", 0), ("in 2019, 200 people", 2_019_200)],
)
def test_a_number_is_not_read_as_another(text: str, wrong: float) -> None:
    assert wrong not in read(text)


def test_numbers_are_told_apart() -> None:
    found = numbers("Four one-bed flats for £400k")
    assert [number.typed for number in found] == ["400k", "four", "one"]
    assert [number.is_word for number in found] == [False, True, True]
    assert found[1].values == {Decimal(4)}
    assert [number.is_small_word for number in found] == [False, False, True]
