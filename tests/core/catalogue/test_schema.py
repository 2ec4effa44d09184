"""What a record may hold, and what makes it wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from core.catalogue.schema import (
    ANSWER_WORDS,
    CHANGE_WORDS,
    SUMMARY_WORDS,
    Area,
    Figure,
    Initiative,
    Need,
    Organisation,
    Point,
    Record,
    Report,
    Rule,
    Series,
    Signpost,
    Topic,
)

SOURCE = "https://www.leicestershire.gov.uk"
INITIATIVE: dict[str, Any] = {
    "id": "roads-2023-gritters",
    "lines": "12-15",
    "section": "Roads",
    "title": "New gritters",
    "status": "delivered",
    "summary": "The county council bought three new gritters for its roads.",
    "asked_as": ["new gritters"],
}
NEED: dict[str, Any] = {
    "id": "roads-pothole",
    "need": "Report a pothole",
    "asked_as": ["a hole in the road"],
    "responsible": "county",
    "answer": "Report it online with a map.",
}
CHECKED: dict[str, Any] = {"checked_on": "2026-11", "source": SOURCE, "confidence": "high"}
ORGANISATION: dict[str, Any] = {"id": "blaby", "name": "Blaby District Council", "kind": "district", **CHECKED}
SIGNPOST: dict[str, Any] = {"organisation": "blaby", **CHECKED}
AREA: dict[str, Any] = {"id": "roads", "name": "Roads", "contact": "blaby", "page": SOURCE}
REPORT: dict[str, Any] = {"year": 2023, "title": "Report", "period": "2022/23", "years": [2022], "standing": "report"}
RULE: dict[str, Any] = {"text": "A council must mend its roads.", "source": SOURCE}
POINT: dict[str, Any] = {"initiative": "roads-2023-gritters", "figure": "gritters"}
SERIES: dict[str, Any] = {"name": "gritters", "points": [{**POINT, "period": ""}, {**POINT, "period": "2024"}]}
TOPIC: dict[str, Any] = {
    "id": "roads-winter",
    "topic": "Gritting in winter",
    "initiatives": ["roads-2025-gritters", "roads-2023-gritters"],
}
WHOLE: list[tuple[type[Record], dict[str, Any]]] = [
    (Area, AREA),
    (Report, REPORT),
    (Initiative, INITIATIVE),
    (Need, NEED),
    (Organisation, ORGANISATION),
    (Signpost, SIGNPOST),
    (Rule, RULE),
    (Point, POINT),
    (Series, SERIES),
    (Topic, TOPIC),
]
REQUIRED = [(kind, row, name) for kind, row in WHOLE for name, known in kind.__fields__.items() if known.required]


def faults(kind: type[Record], row: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields that are wrong, each with what is said of it."""
    with pytest.raises(ValidationError) as caught:
        kind.parse_obj(row)
    return [(".".join(str(part) for part in fault["loc"]), fault["msg"]) for fault in caught.value.errors()]


@pytest.mark.parametrize(("kind", "row"), WHOLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_whole_record_is_taken_as_it_is(kind: type[Record], row: dict[str, Any]) -> None:
    read = kind.parse_obj(row).dict()
    assert {name: read[name] for name in row} == {**row, **({"lines": ["12-15"]} if "lines" in row else {})}


@pytest.mark.parametrize(
    ("kind", "row", "name"), REQUIRED, ids=lambda value: getattr(value, "__name__", str(value)[:12])
)
def test_a_missing_field_is_named(kind: type[Record], row: dict[str, Any], name: str) -> None:
    less = {key: value for key, value in row.items() if key != name}
    assert faults(kind, less) == [(name, "field required")]


@pytest.mark.parametrize(("kind", "row"), WHOLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_misspelt_field_is_named(kind: type[Record], row: dict[str, Any]) -> None:
    assert faults(kind, {**row, "phoen": "0116 305 0001"}) == [("phoen", "extra fields not permitted")]


def test_every_wrong_field_is_told_at_once() -> None:
    wrong = {**ORGANISATION, "phone": "ring us", "web": "blaby", "confidence": "low"}
    assert [name for name, _ in faults(Organisation, wrong)] == ["phone", "web", "confidence"]


def test_a_record_cannot_be_changed_once_read() -> None:
    area = Area.parse_obj(AREA)
    with pytest.raises(TypeError):
        area.name = "Pavements"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("kind", "row"),
    [(Area, AREA), (Initiative, INITIATIVE), (Need, NEED), (Organisation, ORGANISATION), (Topic, TOPIC)],
)
@pytest.mark.parametrize(
    "wrong", ["", "Roads", "roads_2023", "roads-", "-roads", "roads--2023", "roads 2023", "roads.2023"]
)
def test_an_id_is_lower_case_words_joined_by_hyphens(kind: type[Record], row: dict[str, Any], wrong: str) -> None:
    [(name, message)] = faults(kind, {**row, "id": wrong})
    assert name == "id"
    assert repr(wrong) in message


@pytest.mark.parametrize("phone", [None, "", "999", "111", "0116 305 0001", "0300 123 5000", "116 123"])
def test_a_phone_number_in_digits_and_spaces_is_taken(phone: str | None) -> None:
    assert Organisation.parse_obj({**ORGANISATION, "phone": phone}).phone == phone


@pytest.mark.parametrize(
    "phone", ["9", "+44 116 305 0001", "0116-305-0001", "(0116) 305 0001", "0116 305 0001 or 2", "ring us"]
)
@pytest.mark.parametrize(("kind", "row"), [(Organisation, ORGANISATION), (Signpost, SIGNPOST)])
def test_a_bad_phone_number_is_named(kind: type[Record], row: dict[str, Any], phone: str) -> None:
    assert faults(kind, {**row, "phone": phone}) == [("phone", f"{phone!r} is not a phone number in digits and spaces")]


def test_a_phone_number_without_quotes_is_named() -> None:
    assert faults(Organisation, {**ORGANISATION, "phone": 999}) == [("phone", "a phone number must stand in quotes")]


@pytest.mark.parametrize(
    "web", ["www.leicestershire.gov.uk", "ftp://leicestershire.gov.uk", "https://localhost", "https://a b.uk"]
)
@pytest.mark.parametrize(
    ("kind", "row", "name"),
    [(Organisation, ORGANISATION, "web"), (Signpost, SIGNPOST, "web"), (Rule, RULE, "source"), (Area, AREA, "page")],
)
def test_a_bad_web_address_is_named(kind: type[Record], row: dict[str, Any], name: str, web: str) -> None:
    assert faults(kind, {**row, name: web}) == [(name, f"{web!r} is not a web address")]


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (12, ["12"]),
        ("12", ["12"]),
        ("12-15", ["12-15"]),
        ("12-12", ["12-12"]),
        ("12-15, 20", ["12-15", "20"]),
        ("12-15;20", ["12-15", "20"]),
        ([12, "20-21"], ["12", "20-21"]),
    ],
)
def test_lines_may_be_one_or_many_ranges(lines: object, read: list[str]) -> None:
    assert Initiative.parse_obj({**INITIATIVE, "lines": lines}).lines == read


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("15-12", "'15-12' ends before it begins"),
        ("12-", "'12-'"),
        ("-12", "'-12'"),
        ("12–15", "'12–15'"),
        ("twelve", "'twelve'"),
        ("12-15,", "''"),
        ("", "''"),
        (None, "'None'"),
        (["12", "a"], "'a'"),
    ],
)
def test_a_bad_line_range_is_named(lines: object, told: str) -> None:
    [(name, message)] = faults(Initiative, {**INITIATIVE, "lines": lines})
    assert name == "lines"
    assert told in message


@pytest.mark.parametrize("lines", [[], "0", "0-3"])
def test_an_initiative_that_stands_nowhere_is_wrong(lines: object) -> None:
    assert [name for name, _ in faults(Initiative, {**INITIATIVE, "lines": lines})] == ["lines"]


@pytest.mark.parametrize(
    ("kind", "row", "name", "least", "most"),
    [
        (Initiative, INITIATIVE, "summary", 8, SUMMARY_WORDS),
        (Need, NEED, "answer", 5, ANSWER_WORDS),
    ],
)
def test_an_answer_has_neither_too_few_nor_too_many_words(
    kind: type[Record], row: dict[str, Any], name: str, least: int, most: int
) -> None:
    for count in (least, most):
        assert getattr(kind.parse_obj({**row, name: "word " * count}), name) == " ".join(["word"] * count)
    for count in (0, least - 1, most + 1):
        [(wrong, message)] = faults(kind, {**row, name: "word " * count})
        assert wrong == name
        assert f"has {count} words; {least} to {most}" in message


@pytest.mark.parametrize(("kind", "row"), [(Initiative, INITIATIVE), (Need, NEED)])
def test_a_record_that_nobody_asks_for_is_wrong(kind: type[Record], row: dict[str, Any]) -> None:
    assert [name for name, _ in faults(kind, {**row, "asked_as": []})] == ["asked_as"]


@pytest.mark.parametrize("status", ["done", "Delivered", ""])
def test_an_unknown_status_is_wrong(status: str) -> None:
    assert [name for name, _ in faults(Initiative, {**INITIATIVE, "status": status})] == ["status"]


def test_a_year_or_a_date_of_yaml_is_read_as_text() -> None:
    assert Initiative.parse_obj({**INITIATIVE, "period": 2023}).period == "2023"
    assert Initiative.parse_obj({**INITIATIVE, "period": None}).period == ""
    assert Rule.parse_obj({**RULE, "checked_on": date(2026, 11, 1)}).checked_on == "2026-11-01"
    ended = Organisation.parse_obj({**ORGANISATION, "valid_to": date(2027, 3, 31)})
    assert (ended.valid_from, ended.valid_to) == (None, "2027-03-31")


@pytest.mark.parametrize("name", ["valid_from", "valid_to"])
@pytest.mark.parametrize("day", ["2026-04", "1 April 2026", "2026-02-30", "", 2026])
@pytest.mark.parametrize(("kind", "row"), [(Organisation, ORGANISATION), (Signpost, SIGNPOST)])
def test_a_day_that_something_holds_from_or_to_is_a_whole_date(
    kind: type[Record], row: dict[str, Any], name: str, day: object
) -> None:
    assert faults(kind, {**row, name: day}) == [(name, f"{str(day)!r} is not a day such as 2026-11-22")]


@pytest.mark.parametrize(("kind", "row"), [(Organisation, ORGANISATION), (Signpost, SIGNPOST)])
def test_a_contact_that_was_never_checked_is_wrong(kind: type[Record], row: dict[str, Any]) -> None:
    assert [name for name, _ in faults(kind, {**row, "checked_on": None})] == ["checked_on"]


@pytest.mark.parametrize(("value", "text"), [(6000, "6000"), (1.5, "1.5"), ("1,300", "1,300"), (None, "")])
def test_a_figure_keeps_its_value_as_text(value: object, text: str) -> None:
    assert Figure.parse_obj({"label": "carers", "value": value}).value == text


@pytest.mark.parametrize("words", [0, 1, CHANGE_WORDS])
def test_the_change_of_a_topic_may_be_missing_or_short(words: int) -> None:
    assert Topic.parse_obj({**TOPIC, "change": "word  " * words}).change == " ".join(["word"] * words)
    assert Topic.parse_obj(TOPIC).change == ""


def test_a_change_of_too_many_words_is_wrong() -> None:
    [(name, message)] = faults(Topic, {**TOPIC, "change": "word " * (CHANGE_WORDS + 1)})
    assert name == "change"
    assert f"has {CHANGE_WORDS + 1} words; at most {CHANGE_WORDS} are wanted" in message


@pytest.mark.parametrize("initiatives", [[], ["roads-2023-gritters"]])
def test_a_topic_of_less_than_two_initiatives_is_wrong(initiatives: list[str]) -> None:
    assert [name for name, _ in faults(Topic, {**TOPIC, "initiatives": initiatives})] == ["initiatives"]


@pytest.mark.parametrize("points", [[], [POINT]])
def test_a_series_of_less_than_two_points_is_wrong(points: list[dict[str, Any]]) -> None:
    assert [name for name, _ in faults(Series, {**SERIES, "points": points})] == ["points"]


def test_the_time_of_a_point_is_read_as_text() -> None:
    assert Point.parse_obj({**POINT, "period": 2023}).period == "2023"
    assert Point.parse_obj({**POINT, "period": None}).period == ""


def test_a_fault_in_a_point_of_a_topic_names_its_place() -> None:
    wrong = {**TOPIC, "series": [SERIES, {**SERIES, "points": [POINT, {**POINT, "value": 23}]}]}
    assert faults(Topic, wrong) == [("series.1.points.1.value", "extra fields not permitted")]


def test_a_fault_in_a_signpost_of_a_need_names_its_place() -> None:
    wrong = {**NEED, "signposts": [SIGNPOST, {**SIGNPOST, "phone": "ring us"}]}
    assert [name for name, _ in faults(Need, wrong)] == ["signposts.1.phone"]
