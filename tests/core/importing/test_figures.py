"""Figures and periods in words."""

from __future__ import annotations

import pytest

from core.importing.figures import figures_in, periods_in


def test_no_figure() -> None:
    assert figures_in("") == []
    assert figures_in("We opened a library.") == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost £2.4m to build.", "2400000", "£"),
        ("Savings of £400K were made.", "400000", "£"),
        ("It saves £1.5 million a year for us.", "1500000", "£ a year"),
        ("We completed 8,764 road repairs.", "8764", "repairs"),
        ("94% of people were pleased.", "94", "%"),
        ("About 5 per cent of drivers slowed down.", "5", "%"),
        ("We trained five new wardens.", "5", "wardens"),
        ("There are 2,207 people waiting.", "2207", "people"),
        ("Emissions fell to 11, 663 tonnes.", "11663", "tonnes"),
    ],
)
def test_a_figure_has_its_value_in_full_and_its_unit(text: str, value: str, unit: str) -> None:
    assert [(figure.value, figure.unit) for figure in figures_in(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "It opened in 2019 and in 2020/21.",
        "It opened on 1 November and on 3rd May.",
        "The A511 and the B582 meet at junction 22.",
        "For 16-24 year olds and those aged 65 as well.",
        "It is open 24/7 and from 9am.",
        "Section 106 money and phase 4 of the plan.",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    assert figures_in(text) == []


def test_labels_come_from_the_words_around() -> None:
    figures = figures_in("The council spent £22m on carriageways and over 300 children took part.")
    assert [(figure.label, figure.value) for figure in figures] == [
        ("carriageways", "22000000"),
        ("children took part (over)", "300"),
    ]


def test_a_figure_takes_the_period_of_its_sentence() -> None:
    figures = figures_in("In 2024/25 we laid 70 miles of road. We own 23 gritters.")
    assert [(figure.value, figure.period) for figure in figures] == [("70", "2024/25"), ("23", "")]


def test_periods_are_years_months_and_financial_years() -> None:
    assert periods_in("") == []
    assert periods_in("In November 2022 and in 2023/24, then by 2026, in 2023-24 again.") == [
        "November 2022",
        "2023/24",
        "2026",
    ]
    assert periods_in("The plan for 2022-26 has 2050 trees.") == []
