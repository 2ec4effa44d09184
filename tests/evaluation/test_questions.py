"""The questions of the evaluation: what is wrong is named, and those that are there fit the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue.files import Content
from core.settings import DATA
from tests.evaluation.questions import SETS, SORTS, VOICES, read_questions

GOOD = (
    "{ask: who mends potholes, voice: resident, sort: need, area: roads,"
    " records: [roads-pothole], holds: [[county]]}"
)


def questions_of(folder: Path, *rows: str) -> Path:
    (folder / "some.yml").write_text("questions:\n" + "".join(f"  - {row}\n" for row in rows), "utf-8")
    return folder


def test_a_set_without_questions_is_empty(tmp_path: Path) -> None:
    (tmp_path / "some.yml").write_text("questions: []\n", "utf-8")
    assert read_questions("some", tmp_path) == []


def test_questions_are_read_in_their_order(tmp_path: Path) -> None:
    one, other = read_questions("some", questions_of(tmp_path, GOOD, GOOD.replace("potholes", "kerbs")))
    assert (one.ask, other.ask) == ("who mends potholes", "who mends kerbs")
    assert one.records == ("roads-pothole",)
    assert one.holds == (("county",),)


@pytest.mark.parametrize("field", ["ask", "voice", "sort", "area", "records", "holds"])
def test_a_field_that_lacks_is_named(tmp_path: Path, field: str) -> None:
    row = GOOD.replace(f"{field}:", f"{field}s_not:")
    with pytest.raises(ValueError, match=rf"some\.yml: .*lacks '{field}'"):
        read_questions("some", questions_of(tmp_path, row))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("resident", "robot"), ("sort: need", "sort: odd"), ("[roads-pothole]", "[]"), ("[[county]]", "[[]]")],
)
def test_a_field_that_cannot_be_is_an_error(tmp_path: Path, right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"some\.yml: 'who mends potholes'"):
        read_questions("some", questions_of(tmp_path, GOOD.replace(right, wrong)))


def test_a_set_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_questions("some", tmp_path)


def test_there_are_many_questions_of_every_sort_voice_and_area(published: Content) -> None:
    questions = [question for name in SETS for question in read_questions(name)]
    assert len(questions) >= 300
    assert {question.sort for question in questions} == set(SORTS)
    assert {question.voice for question in questions} == set(VOICES)
    assert {question.area for question in questions} == {area.id for area in published.areas if area.offered}


def test_every_record_named_is_in_the_catalogue(published: Content) -> None:
    known = {record.id for _, _, record in published.initiatives} | {need.id for _, need in published.needs}
    named = {record for name in SETS for question in read_questions(name) for record in question.records}
    assert named <= known


def test_no_question_stands_where_the_assistant_learns_from_it(published: Content) -> None:
    phrases = {asked.lower() for _, _, record in published.initiatives for asked in record.asked_as}
    phrases |= {asked.lower() for _, need in published.needs for asked in need.asked_as}
    for path in (DATA / "nlu").glob("*.yml"):
        phrases |= {line.strip(" -").lower() for line in path.read_text("utf-8").splitlines()}
    asked = {question.ask.lower() for name in SETS for question in read_questions(name)}
    assert not asked & phrases
