"""Reading age: plain sentences pass, long ones and long words don't, names don't count."""

from __future__ import annotations

from core.checking.reading import check_reading, reading_age, sentences_of
from tests.core.checking.conftest import Make

PLAIN = "Ring the council. Say where the hole is. They will mend it."
HARD = (
    "Consideration of alternative infrastructural possibilities necessitates comprehensive multidisciplinary"
    " consultation and environmental prioritisation."
)
MIDDLING = "The council gives advice on energy to residents, and to any business that would like to save electricity."


def test_no_record_has_nothing_wrong(make: Make) -> None:
    assert list(check_reading(make())) == []


def test_plain_words_pass(make: Make) -> None:
    assert list(check_reading(make(needs=[{"answer": PLAIN}], initiatives=[{"summary": PLAIN}]))) == []


def test_what_is_hard_to_read_is_a_fault_in_each_record(make: Make) -> None:
    found = list(check_reading(make(needs=[{"answer": HARD}], initiatives=[{"summary": HARD}])))
    assert [(finding.record, finding.field, finding.is_fault) for finding in found] == [
        ("initiatives i-0", "summary", True),
        ("needs n-0", "answer", True),
    ]
    assert found[1].told.startswith("reading age ")
    assert found[1].told.endswith("; at most 16 is wanted")


def test_what_could_be_plainer_is_a_notice(make: Make) -> None:
    (finding,) = check_reading(make(needs=[{"answer": MIDDLING}]))
    assert not finding.is_fault
    assert finding.told.endswith("; 13 is better")


def test_a_long_sentence_is_a_fault(make: Make) -> None:
    answer = " ".join(18 * ["go on"]) + "."
    (finding,) = [finding for finding in check_reading(make(needs=[{"answer": answer}])) if "sentence" in finding.told]
    assert finding.told == "a sentence of 36 words; at most 35 are wanted: go on go on go on ..."
    assert finding.is_fault


def test_names_count_as_short_words() -> None:
    named = "Ask the Leicestershire Environmental Sustainability Partnership."
    assert reading_age(named) == reading_age("Ask the It It It It.")
    home = "Environmental Health is here."
    assert reading_age(home, {"Environmental Health"}) < reading_age(home)


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert reading_age("Environmental help is here.") > reading_age("It help is here.")


def test_addresses_and_numbers_are_short_and_end_no_sentence() -> None:
    assert sentences_of("See gov.uk/find-local-council for £1.5 million. Then ring 0116 305 0001.") == [
        "See gov.uk/find-local-council for £1.5 million.",
        "Then ring 0116 305 0001.",
    ]
    assert reading_age("See gov.uk/find-local-council now.") == reading_age("See it now.")
