"""Phrases: one meaning each, whatever their capitals and commas."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalogue.files import ContentError
from core.checking.material import read_material
from core.checking.phrases import bare, check_phrases
from tests.core.checking.conftest import Make, write_content


def told(make: Make, **records: object) -> list[tuple[str, str, bool]]:
    return [(finding.record, finding.told, finding.is_fault) for finding in check_phrases(make(**records))]


def test_no_phrase_has_nothing_wrong(make: Make) -> None:
    assert told(make) == []


def test_phrases_of_their_own_are_right(make: Make) -> None:
    assert told(make, initiatives=[{}], needs=[{}, {}], phrases={"greet": ["hi", "hello"], "thank": ["ta"]}) == []


def test_one_phrase_under_two_intents_is_a_fault(make: Make) -> None:
    found = check_phrases(make(phrases={"greet": ["hi", "Hi!"], "thank": ["ta", "HI, "]}))
    assert [str(finding) for finding in found] == [
        "data/nlu/thank.yml: intent thank: examples: 'hi' is a phrase of greet too"
    ]


def test_one_phrase_of_two_areas_or_kinds_is_a_fault(make: Make) -> None:
    found = told(
        make,
        initiatives=[{"asked_as": ["gritting"]}],
        needs=[{"asked_as": ["Gritting?"]}, {"asked_as": ["bins"]}, {"asked_as": ["bins"], "area": "waste"}],
    )
    assert found == [
        ("needs n-0", "'gritting' stands in initiatives i-0 too", True),
        ("needs n-2", "'bins' stands in needs n-1 too", True),
    ]


def test_one_phrase_of_two_records_of_an_area_and_kind_is_a_notice(make: Make) -> None:
    found = told(make, initiatives=[{"asked_as": ["gritting"]}, {"asked_as": ["gritting"], "report": 2025}])
    assert found == [("initiatives i-1", "'gritting' stands in initiatives i-0 too", False)]


def test_a_phrase_twice_in_one_record_is_a_fault(make: Make) -> None:
    found = told(make, needs=[{"asked_as": ["other"]}, {"asked_as": ["carers help", "carer's help", "Carers help"]}])
    assert found == 2 * [("needs n-1", "'carers help' stands twice", True)]


def test_a_phrase_is_bared_of_capitals_and_punctuation() -> None:
    assert bare("  Who's  in,  CHARGE? ") == "whos in charge"


def test_a_file_of_phrases_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    write_content(tmp_path / "data")
    (tmp_path / "data" / "nlu").mkdir()
    (tmp_path / "data" / "nlu" / "greet.yml").write_text("nlu: [}", "utf-8")
    with pytest.raises(ContentError, match=r"data/nlu/greet\.yml: cannot be read"):
        read_material(tmp_path / "data")
