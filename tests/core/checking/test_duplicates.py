"""Duplicates: records that tell the same, and figures that contradict each other."""

from __future__ import annotations

from core.checking.duplicates import check_duplicates
from tests.core.checking.conftest import Make

SUMMARY = "The council grits the main roads of the county in winter, at night, before the ice comes."


def told(make: Make, **records: object) -> list[tuple[str, str, str, bool]]:
    found = check_duplicates(make(**records))
    return [(finding.record, finding.field, finding.told, finding.is_fault) for finding in found]


def test_no_record_has_nothing_wrong(make: Make) -> None:
    assert told(make) == []


def test_one_record_has_nothing_wrong(make: Make) -> None:
    assert told(make, initiatives=[{}], needs=[{"signposts": [{}]}]) == []


def test_one_summary_twice_in_a_report_is_a_fault(make: Make) -> None:
    nearly = SUMMARY.replace("main roads", "main road")
    found = told(make, initiatives=[{"summary": SUMMARY}, {"summary": nearly, "area": "waste"}])
    assert found == [("initiatives i-1", "summary", "all but the same as that of i-0", True)]


def test_summaries_that_are_much_alike_are_a_notice(make: Make) -> None:
    alike = "The council grits most main roads of the county on cold winter nights, before the ice comes."
    found = told(make, initiatives=[{"summary": SUMMARY}, {"summary": alike}])
    assert found == [("initiatives i-1", "summary", "much like that of i-0", False)]


def test_the_same_words_with_other_figures_or_in_another_report_are_right(make: Make) -> None:
    initiatives = [
        {"summary": f"{SUMMARY} It cost £2m."},
        {"summary": f"{SUMMARY} It cost £3m."},
        {"summary": f"{SUMMARY} It cost £2m.", "report": 2025},
    ]
    assert told(make, initiatives=initiatives) == []


def test_one_title_twice_in_a_report_and_area_is_a_fault(make: Make) -> None:
    titles = [{"title": "New gritters"}, {"title": "new gritters!"}, {"title": "New gritters", "report": 2025}]
    found = told(make, initiatives=[*titles, {"title": "New gritters", "area": "waste"}])
    assert found == [("initiatives i-1", "title", "'new gritters!' is the title of i-0 too", True)]


def test_one_need_twice_is_a_fault(make: Make) -> None:
    found = told(make, needs=[{"need": "A hole"}, {"need": "A hole.", "area": "waste"}, {"need": "A hump"}])
    assert found == [("needs n-1", "need", "'A hole.' is the title of n-0 too", True)]


def test_one_figure_with_two_values_is_a_notice(make: Make) -> None:
    figures = [{"label": "gritters", "value": value, "unit": "gritters", "period": "2023"} for value in ("22", "23")]
    found = told(make, initiatives=[{"figures": [figure]} for figure in figures])
    assert found == [("initiatives i-1", "figures", "'gritters' (2023) is 23 here and 22 in i-0", False)]


def test_one_value_written_in_two_ways_or_another_unit_or_period_is_right(make: Make) -> None:
    figure: dict[str, object] = {"label": "cost", "value": "2,000", "unit": "£", "period": "2023"}
    others: list[dict[str, object]] = [{"value": 2000}, {"value": 3, "unit": "%"}, {"value": 4, "period": "2022"}]
    initiatives = [{"figures": [{**figure, **other}]} for other in ({}, *others)]
    assert told(make, initiatives=initiatives) == []


def test_one_signpost_twice_is_a_fault(make: Make) -> None:
    found = told(make, needs=[{"signposts": [{"do": "Ring."}, {"do": "Ring now."}]}])
    assert found == [("needs n-0", "signposts", "county stands twice for the same days", True)]


def test_signposts_that_offer_something_else_are_a_notice(make: Make) -> None:
    found = told(make, needs=[{"signposts": [{"phone": "101"}, {"phone": "999"}]}])
    assert found == [("needs n-0", "signposts", "county stands twice for the same days; the first counts", False)]


def test_signposts_of_different_days_are_right(make: Make) -> None:
    days = [{"valid_to": "2026-03-31"}, {"valid_from": "2026-04-01", "valid_to": "2027-03-31"}]
    assert told(make, needs=[{"signposts": [*days, {"valid_from": "2027-04-01"}]}]) == []
