"""Counting the words of the catalogue: none, one, many; and how much each tells of the service area."""

from __future__ import annotations

import math
from typing import Any

import pytest

from core.catalogue.vocabulary import vocabulary_of

Rows = list[dict[str, Any]]
Counted = dict[str, dict[str, Any]]


def phrases(records: dict[str, list[str]], kind: str = "need") -> Rows:
    """Rows of phrases as the loader makes them, with terms, which nobody asks by."""
    return [
        {"record": record, "kind": kind, "part": part, "text": told, "vector": None}
        for record, texts in records.items()
        for part, told in [*(("asked", told) for told in texts), ("terms", "2023 Blaby")]
    ]


def counted(rows: Rows) -> Counted:
    """The vocabulary by word; a record's area stands before the hyphen of its name, and a topic has none."""
    areas = {row["record"]: row["record"].split("-")[0] for row in rows if row["kind"] != "topic"}
    made = vocabulary_of(rows, areas)
    held = {row["word"]: row for row in made}
    assert len(held) == len(made), "a word stands there once"
    return held


def records(rows: Rows) -> dict[str, int]:
    """How many records hold each word."""
    return {word: row["records"] for word, row in counted(rows).items()}


def telling(held: dict[str, list[str]]) -> dict[str, float]:
    """How much each word of some records tells."""
    return {word: row["tells"] for word, row in counted(phrases(held)).items()}


def of_areas(each: int, **words: str) -> dict[str, list[str]]:
    """As many records of each area that is named, which hold the same words."""
    return {f"{area}-{number}": [held] for area, held in words.items() for number in range(each)}


# How many records hold a word


def test_no_phrases_have_no_vocabulary() -> None:
    assert vocabulary_of([], {}) == []


def test_one_record_gives_a_row_for_each_of_its_words() -> None:
    assert vocabulary_of(phrases({"waste-bins": ["my bin is full"]}), {"waste-bins": "waste"}) == [
        {"word": "bin", "records": 1, "tells": pytest.approx(0.0)},
        {"word": "full", "records": 1, "tells": pytest.approx(0.0)},
    ]


def test_a_record_counts_once_however_often_it_holds_a_word() -> None:
    assert records(phrases({"waste-bins": ["my bin", "bin, bin and Bin", "the bin is full"]})) == {"bin": 1, "full": 1}


def test_of_many_records_each_that_holds_a_word_counts() -> None:
    held = {
        "waste-bins": ["my bin was missed", "wheelie bin left full"],
        "waste-lorries": ["the bin lorry took the wrong road"],
        "roads-holes": ["hole in the road", "potholes"],
        "books-novels": ["borrow a novel", "library card"],
        "buses-passes": ["free bus pass", "travel card for pensioners"],
    }
    counts = records(phrases(held))
    assert (counts["bin"], counts["road"], counts["travel"], counts["card"], counts["lorry"]) == (2, 2, 1, 2, 1)


def test_words_stand_by_the_alphabet_whatever_comes_first() -> None:
    held = {"waste-bins": ["wheelie bin", "collection"], "roads-holes": ["potholes", "carriageway"]}
    words = list(counted(phrases(held)))
    assert words == sorted(words) == ["bin", "carriageway", "collection", "potholes", "wheelie"]
    assert counted(phrases(dict(reversed(held.items())))) == counted(phrases(held))


def test_words_that_say_nothing_are_not_in_the_vocabulary() -> None:
    assert counted(phrases({"waste-bins": ["", "what is it", "who are you", "?!", "a"]})) == {}


def test_case_and_apostrophes_make_no_other_word() -> None:
    held = {"waste-bins": ["the Carer's bin"], "waste-sacks": ["carer’s BIN"], "waste-boxes": ["carers bin"]}
    assert records(phrases(held)) == {"carers": 3, "bin": 3}


def test_needs_and_initiatives_count_alike() -> None:
    rows = phrases({"waste-bins": ["bin"]}) + phrases({"waste-2023-bins": ["bin and road"]}, "initiative")
    assert records(rows) == {"bin": 2, "road": 1}


def test_topics_do_not_count_and_neither_do_terms() -> None:
    rows = phrases({"waste-bins": ["bin"]}) + phrases({"winter": ["bin", "snow"]}, "topic")
    assert records(rows) == {"bin": 1}


def test_of_topics_and_terms_alone_nothing_is_counted() -> None:
    assert counted(phrases({"winter": ["snow"]}, "topic") + phrases({"waste-bins": []})) == {}


# How much a word tells of the service area


def test_a_word_of_one_area_tells_more_than_one_of_all_areas() -> None:
    tells = telling(of_areas(10, waste="bins allowed", roads="potholes allowed", books="novels allowed"))
    assert tells["allowed"] == pytest.approx(0.0)
    assert tells["bins"] == tells["potholes"] == pytest.approx(tells["novels"])
    assert tells["bins"] > 0.3


def test_a_word_tells_more_the_fewer_areas_hold_it() -> None:
    areas = ("waste", "roads", "books", "buses")
    held = of_areas(24, **dict.fromkeys(areas, "council"))
    for number, word in enumerate(("one", "two", "three", "four"), start=1):
        for area in areas[:number]:
            for record in range(24 // number):
                held[f"{area}-{record}"].append(f"of{word}")
    assert {row["records"] for word, row in counted(phrases(held)).items() if word != "council"} == {24}
    tells = telling(held)
    assert tells["ofone"] > tells["oftwo"] > tells["ofthree"] > tells["offour"]
    assert tells["offour"] == pytest.approx(0.0)


def test_where_there_is_one_area_no_word_tells_anything() -> None:
    assert telling(of_areas(3, waste="bins allowed")) == pytest.approx({"bins": 0.0, "allowed": 0.0})


def test_a_word_spread_as_the_records_are_tells_nothing() -> None:
    """Of twice as many records in one area, twice as many hold it."""
    held = {**of_areas(20, roads="potholes"), **of_areas(10, waste="bins")}
    for name in [*(f"roads-{number}" for number in range(8)), *(f"waste-{number}" for number in range(4))]:
        held[name].append("allowed")
    assert telling(held)["allowed"] == pytest.approx(0.0)


def test_a_word_that_is_even_where_the_records_are_not_tells_something() -> None:
    held = {**of_areas(20, roads="potholes"), **of_areas(5, waste="bins")}
    for number in range(5):
        held[f"roads-{number}"].append("allowed")
        held[f"waste-{number}"].append("allowed")
    tells = telling(held)
    assert 0.01 < tells["allowed"] < tells["bins"]


def test_a_word_of_a_small_area_tells_more_than_one_of_a_large_area() -> None:
    held = {**of_areas(40, roads="potholes"), **of_areas(10, waste="bins")}
    for number in range(10):
        held[f"roads-{number}"].append("gritters")
    tells = telling(held)
    assert tells["bins"] > tells["gritters"] > 0


def test_one_record_tells_little_and_many_of_the_same_area_tell_more() -> None:
    held = of_areas(20, waste="bins", roads="potholes", books="novels", buses="passes")
    for number in range(10):
        held[f"waste-{number}"].append("sacks")
    held["waste-0"].append("zebras")
    tells = telling(held)
    assert 0 < tells["zebras"] < 0.1
    assert tells["zebras"] < tells["sacks"] < tells["bins"]


def test_one_record_in_each_area_tells_less_than_as_many_in_one() -> None:
    held = of_areas(10, waste="bins", roads="potholes", books="novels")
    for area in ("waste", "roads", "books"):
        held[f"{area}-0"].append("allowed")
    for number in range(3):
        held[f"waste-{number}"].append("sacks")
    tells = telling(held)
    assert tells["allowed"] == pytest.approx(0.0)
    assert tells["sacks"] > 0.05


def test_no_word_tells_less_than_nothing_or_more_than_that_it_is_of_its_area() -> None:
    tells = telling(of_areas(200, waste="bins allowed", roads="potholes allowed", books="novels allowed mended"))
    assert min(tells.values()) == pytest.approx(0.0)
    assert math.log(3) * 0.9 < max(tells.values()) < math.log(3)


def test_a_record_whose_phrases_say_nothing_is_still_one_of_its_area() -> None:
    alone = of_areas(5, waste="bins")
    assert telling(alone)["bins"] == pytest.approx(0.0)
    assert telling({**alone, **of_areas(5, roads="?!")})["bins"] > 0.1


def test_topics_and_terms_change_nothing_of_what_words_tell() -> None:
    rows = phrases(of_areas(5, waste="bins allowed", roads="potholes allowed"))
    without = [row for row in rows if row["part"] != "terms"]
    more = phrases({f"topic-{number}": ["bins", "potholes"] for number in range(9)}, "topic")
    assert counted(rows) == counted(without) == counted(rows + more)
