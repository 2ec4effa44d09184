"""What a message names, with positions, from the project's own content files."""

from __future__ import annotations

from datetime import date

import pytest

from core.understanding.mentions import Mention, find_mentions

TODAY = date(2026, 11, 22)


def mentions(message: str) -> list[Mention]:
    return find_mentions(message, TODAY)


def named(message: str, kind: str) -> list[tuple[str, str]]:
    """The values of a kind, each with the piece of the message that its position points at."""
    return [(found.value, message[found.start : found.end]) for found in mentions(message) if found.kind == kind]


@pytest.mark.parametrize("message", ["", "   ", "my bin was missed", "who mends potholes", "£2019"])
def test_a_message_that_names_nothing_has_no_mentions(message: str) -> None:
    assert mentions(message) == []


@pytest.mark.parametrize(
    ("message", "value", "words"),
    [
        ("bins in Quorn please", "Quorn", "Quorn"),
        ("HINCKLEY tip", "Hinckley", "HINCKLEY"),
        ("hinckley’s bins", "Hinckley", "hinckley"),
        ("i am at le11 2ta", "LE11 2TA", "le11 2ta"),
        ("the tip nearest LE18", "LE18", "LE18"),
        ("whens the tip open in hinkley", "Hinckley", "hinkley"),
        ("barrow on soar bus", "Barrow upon Soar", "barrow on soar"),
    ],
)
def test_a_place_is_found_where_it_stands(message: str, value: str, words: str) -> None:
    assert named(message, "place") == [(value, words)]


@pytest.mark.parametrize(
    ("message", "value", "words"),
    [
        ("how many in 2018/19?", "2019", "2018/19"),
        ("and 2022", "2023", "2022"),
        ("what did you do last year", "2025", "last year"),
        ("since 2019", "2019", "2019"),
    ],
)
def test_a_year_is_found_with_the_report_that_it_means(message: str, value: str, words: str) -> None:
    assert named(message, "year") == [(value, words)]


def test_a_year_without_a_report_is_no_mention() -> None:
    assert named("plans for 2031", "year") == []


@pytest.mark.parametrize(
    ("message", "value", "words"),
    [
        ("is Shelter open", "shelter", "Shelter"),
        ("i rang leicestershire county council", "leicestershire", "leicestershire county council"),
        ("İs SHELTER open", "shelter", "SHELTER"),
    ],
)
def test_an_organisation_is_found_where_it_stands(message: str, value: str, words: str) -> None:
    assert named(message, "organisation") == [(value, words)]


def test_an_organisation_inside_a_longer_word_is_not_found() -> None:
    assert named("a sheltered flat", "organisation") == []


def test_many_mentions_come_in_the_order_typed() -> None:
    found = mentions("In 2019 was Shelter in Quorn or Hinckley, and in 2023?")
    assert [(mention.kind, mention.value) for mention in found] == [
        ("year", "2019"),
        ("organisation", "shelter"),
        ("place", "Quorn"),
        ("place", "Hinckley"),
        ("year", "2023"),
    ]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("i am at le112ta", "le112ta"),
        ("bins in ashby-de-la-zouch", "ashby-de-la-zouch"),
        ("leicestershire or leicester", "leicester"),
        ("quornish ways in quorn", "quorn"),
    ],
)
def test_the_position_of_a_place_is_where_it_was_read(message: str, words: str) -> None:
    (found,) = (mention for mention in mentions(message) if mention.kind == "place")
    assert message[found.start : found.end] == words
    assert found.start == message.rfind(words)


def test_a_year_keeps_its_place_beside_one_without_a_report() -> None:
    assert named("was 2015 better than 2019", "year") == [("2019", "2019")]


def test_each_year_keeps_its_report_when_two_mean_the_same() -> None:
    assert ("2023", "2023") in named("2018, 2019 and 2023", "year")
