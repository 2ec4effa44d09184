"""Figures: in the cited lines, in the record's own words, in what residents read, and in topics."""

from __future__ import annotations

import pytest

from core.checking.figures import check_figures
from core.checking.material import ReportsMissing, read_material
from tests.core.checking.conftest import Make, write_content


def told(make: Make, summary: str, line: str, **record: object) -> list[str]:
    made = make({2023: f"{line}\n\n\n"}, initiatives=[{"summary": summary, **record}])
    return [f"{finding.field}: {finding.told}" for finding in check_figures(made) if finding.is_fault]


def test_no_record_has_nothing_wrong(make: Make) -> None:
    assert list(check_figures(make({}))) == []


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        ("The council bought 3 new gritters for its roads.", "we bought three gritters"),
        ("The council spent £2 million on the roads of the county.", "£2m went on roads"),
        ("The council spent £2,000,000 on the roads of the county.", "two million pounds"),
        ("By now 50% of all the roads have been swept.", "half of all roads"),
        ("In 2022/23 the council bought more gritters than before.", "we bought gritters"),
        ("There are two sorts of help for those who drive.", "help with fuel and help with tyres"),
    ],
)
def test_a_figure_of_the_cited_lines_is_right(make: Make, summary: str, line: str) -> None:
    assert told(make, summary, line) == []


def test_a_figure_that_the_lines_do_not_hold_is_a_fault(make: Make) -> None:
    summary = "The council bought 4 new gritters for £2m in 2019."
    assert told(make, summary, "we bought three gritters for £3m") == [
        "summary: 4 does not stand in lines 1",
        "summary: 2m does not stand in lines 1",
        "summary: 2019 does not stand in lines 1",
    ]


def test_a_word_that_the_lines_do_not_hold_is_a_notice(make: Make) -> None:
    made = make({2023: "help with fuel and tyres"}, initiatives=[{"title": "Two sorts of help"}])
    assert [(finding.field, finding.is_fault) for finding in check_figures(made)] == [("title", False)]


def test_figures_and_title_are_compared_too(make: Make) -> None:
    record = {"title": "9 gritters", "figures": [{"label": "gritters", "value": 9}, {"label": "km", "value": "2.5"}]}
    assert told(make, "The council bought 9 more gritters for 2.5 km.", "a report", **record) == [
        "title: 9 does not stand in lines 1",
        "summary: 9 does not stand in lines 1",
        "summary: 2.5 does not stand in lines 1",
        "figures: 'gritters': 9 does not stand in lines 1",
        "figures: 'km': 2.5 does not stand in lines 1",
    ]


def test_a_scale_in_the_unit_counts(make: Make) -> None:
    figures = [{"label": "visitors", "value": "30.5", "unit": "million visitors"}]
    assert told(make, "In a year 30.5m visitors came to the county.", "30.5 million came", figures=figures) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [("2", "lines: 2: no text stands there"), ("90-91", "lines: 90-91: the report's text ends at line 4")],
)
def test_lines_must_exist_and_hold_text(make: Make, lines: str, expected: str) -> None:
    assert told(make, "The council keeps all roads free of ice.", "text", lines=lines) == [expected]


def test_nine_words_of_the_report_are_not_copied(make: Make) -> None:
    line = "in winter we keep our roads free of ice with gritters that go out at night"
    assert told(make, "At last we keep our roads free of ice with gritters now.", line) == []


def test_ten_words_of_the_report_are_copied(make: Make) -> None:
    line = "in winter we keep our roads free of ice with gritters that go out at night"
    assert told(make, "At last, we keep our roads free of ice, with gritters that run.", line) == [
        "summary: copied from the report: 'we keep our roads free of ice with gritters that'"
    ]


def test_a_figure_that_no_sentence_states_is_a_notice_without_reports_too(make: Make) -> None:
    figures = [{"label": "gritters", "value": 23, "unit": "gritters"}, {"label": "cost", "value": 2, "unit": "£"}]
    (finding,) = check_figures(make(initiatives=[{"title": "23 gritters", "figures": figures}]))
    assert str(finding) == (
        "data/initiatives/roads/2023.yml: initiatives i-0: figures: 'cost': £2 stands in neither title nor summary"
    )
    assert not finding.is_fault


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("", []),
        ("From 22 to 23 between the 2023 and 2025 reports.", []),
        ("From 21 to 23.", ["21 stands in none of its initiatives"]),
    ],
)
def test_figures_of_a_change_stand_in_a_member(make: Make, change: str, expected: list[str]) -> None:
    made = make(
        initiatives=[
            {"report": 2023, "figures": [{"label": "gritters", "value": 22}], "title": "22 gritters"},
            {"report": 2025, "title": "23 gritters"},
        ],
        topics=[{"id": "t", "topic": "Gritting", "change": change, "initiatives": ["i-1", "i-0"]}],
    )
    assert [finding.told for finding in check_figures(made)] == expected


def test_a_report_that_is_not_there_is_told(make: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    write_content(folder / "data")
    with pytest.raises(ReportsMissing, match=r"the report of 2021 can't be read from .*2021\.txt"):
        read_material(folder / "data", folder)


def test_the_years_of_a_report_are_no_other_figures(make: Make) -> None:
    assert told(make, "The council bought 23 new gritters in 2022/23.", "we bought gritters") == [
        "summary: 23 does not stand in lines 1"
    ]
