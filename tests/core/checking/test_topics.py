"""Topics: of several reports, each initiative in one, with series that can be drawn."""

from __future__ import annotations

from typing import Any

from core.checking.topics import check_topics
from tests.core.checking.conftest import Make

TOPIC = {"id": "gritting", "topic": "Gritting"}


def initiatives(*figures: tuple[object, str], reports: tuple[int, ...] = (2021, 2023, 2025)) -> list[dict[str, Any]]:
    rows = figures or ((22, "gritters"),) * len(reports)
    return [
        {"report": report, "figures": [{"label": "count", "value": value, "unit": unit}]}
        for report, (value, unit) in zip(reports, rows, strict=False)
    ]


def series(*members: str) -> list[dict[str, Any]]:
    return [{"name": "gritters", "points": [{"initiative": member, "figure": "count"} for member in members]}]


def told(make: Make, rows: list[dict[str, Any]], *topics: dict[str, Any]) -> list[str]:
    found = list(check_topics(make(initiatives=rows, topics=[{**TOPIC, **topic} for topic in topics])))
    assert all(finding.is_fault for finding in found)
    return [f"{finding.field}: {finding.told}" for finding in found]


def test_no_topic_has_nothing_wrong(make: Make) -> None:
    assert told(make, []) == []


def test_a_topic_of_several_reports_with_a_series_is_right(make: Make) -> None:
    topic = {"initiatives": ["i-2", "i-1", "i-0"], "series": series("i-0", "i-1", "i-2")}
    assert told(make, initiatives(), topic) == []


def test_a_topic_of_one_report_is_a_fault(make: Make) -> None:
    rows = initiatives(reports=(2023, 2023))
    assert told(make, rows, {"initiatives": ["i-0", "i-1"]}) == [
        "initiatives: all of one report; a topic tells of several"
    ]


def test_an_initiative_in_two_topics_is_a_fault(make: Make) -> None:
    both = [{"id": "one", "initiatives": ["i-1", "i-0"]}, {"id": "two", "initiatives": ["i-2", "i-1"]}]
    assert told(make, initiatives(), *both) == ["initiatives: i-1 belongs to one already"]


def test_an_initiative_twice_in_one_topic_is_a_fault(make: Make) -> None:
    assert told(make, initiatives(), {"initiatives": ["i-1", "i-0", "i-0"]}) == ["initiatives: one stands twice"]


def test_the_newest_report_comes_first(make: Make) -> None:
    assert told(make, initiatives(), {"initiatives": ["i-0", "i-1"]}) == ["initiatives: the newest report comes first"]


def test_units_of_a_series_agree(make: Make) -> None:
    topic = {"initiatives": ["i-1", "i-0"], "series": series("i-0", "i-1")}
    assert told(make, initiatives((2, "km"), (3, "miles")), topic) == ["series 'gritters': units differ: 'km', 'miles'"]


def test_values_of_a_series_are_one_number_each(make: Make) -> None:
    rows = initiatives(("about 10,837", ""), ("1.78m", ""), ("10-12", ""))
    topic = {"initiatives": ["i-2", "i-1", "i-0"], "series": series("i-0", "i-1", "i-2")}
    assert told(make, rows, topic) == ["series 'gritters': '10-12' is not one number"]


def test_the_oldest_point_comes_first_and_none_twice(make: Make) -> None:
    topic = {"initiatives": ["i-2", "i-1", "i-0"], "series": series("i-2", "i-0", "i-0")}
    assert told(make, initiatives(), topic) == [
        "series 'gritters': the oldest report comes first",
        "series 'gritters': one point stands twice",
    ]
