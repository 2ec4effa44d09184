"""Topics: whose a record is, which a question is about, and figures by words; none, one, many and no catalogue."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from core.catalogue.database import DatabaseMissing, open_database
from core.lookup.search import Candidate, Query, search
from core.lookup.topics import best_of_matter, find_series, nearness, one_series, topic_of
from core.turn import World
from tests.talk import changed, without_catalogue

FLEET = "roads-gritting-fleet"


def candidates(world: World, *scores: tuple[str, float]) -> list[Candidate]:
    stubs = world.snapshot.stubs
    return [Candidate(stubs[world.snapshot.position[record]], score, score, 0.0) for record, score in scores]


def asked(world: World, words: str) -> list[Candidate]:
    return search(world.catalogue, Query(words, world.encode(words)))


def ids(world: World, words: str, area: str = "") -> list[str]:
    return [series.id for series in find_series(world, words, area)]


# The topic of a record


def test_a_record_of_a_topic_knows_it(world: World) -> None:
    found = topic_of(world.catalogue, "roads-2017-salt-used")
    assert found is not None
    assert (found.id, found.area, found.topic) == (FLEET, "roads", "Gritting in winter")


@pytest.mark.parametrize("record", ["", "gone", "carers-2023-carers-passport", "roads-pothole", FLEET])
def test_what_belongs_to_no_topic_has_none(world: World, record: str) -> None:
    assert topic_of(world.catalogue, record) is None


# How near a question is


def test_each_series_of_a_topic_is_as_near_as_its_name(world: World) -> None:
    near = nearness(world.snapshot, FLEET, world.encode("salt or grit in store"))
    assert set(near) == {0, 1, 2, 3}
    assert near[1] == pytest.approx(1.0, abs=0.01)
    assert max(near, key=lambda position: near[position]) == 1


def test_a_topic_without_series_and_an_unknown_one_have_nothing_that_is_near(world: World) -> None:
    vector = world.encode("flood wardens")
    assert nearness(world.snapshot, "flooding-wardens", vector) == {}
    assert nearness(world.snapshot, "gone", vector) == {}


def test_without_the_encoder_nothing_is_near(world: World, wordless_world: World) -> None:
    assert nearness(world.snapshot, FLEET, None) == {}
    assert nearness(wordless_world.snapshot, FLEET, world.encode("salt")) == {}


# The matter that a question is about


def test_of_no_candidates_none_is_of_the_matter(world: World) -> None:
    assert best_of_matter(world.catalogue, [], None) == ""


def test_one_that_belongs_to_no_topic_is_no_matter(world: World) -> None:
    found = candidates(world, ("carers-2023-carers-passport", 0.9), ("roads-pothole", 0.9))
    assert best_of_matter(world.catalogue, found, None) == ""


def test_one_record_of_a_topic_is_the_matter(world: World) -> None:
    found = candidates(world, ("roads-2017-gritting", 0.9))
    assert best_of_matter(world.catalogue, found, world.encode("gritters")) == "roads-2017-gritting"


def test_a_record_that_fits_nearly_as_well_and_has_a_topic_is_taken_for_one_that_has_none(world: World) -> None:
    fleet = "roads-2019-winter-maintenance-gritters"
    found = candidates(world, ("roads-2019-gritters-in-heatwave", 0.9), (fleet, 0.86))
    assert best_of_matter(world.catalogue, found, None) == fleet


def test_a_record_that_fits_far_worse_is_not(world: World) -> None:
    found = candidates(world, ("roads-2019-gritters-in-heatwave", 0.9), ("roads-2019-winter-maintenance-gritters", 0.8))
    assert best_of_matter(world.catalogue, found, None) == ""


def test_of_many_the_one_is_taken_whose_topic_is_named(world: World) -> None:
    found = candidates(world, ("waste-2019-composting", 0.9), ("waste-2019-schools-theatre", 0.88))
    named = world.encode("theatre sessions for schools")
    assert best_of_matter(world.catalogue, found, named) == "waste-2019-schools-theatre"
    assert best_of_matter(world.catalogue, found, world.encode("home composting")) == "waste-2019-composting"


def test_a_topic_that_tells_how_it_changed_goes_before_one_that_does_not(world: World) -> None:
    found = candidates(world, ("flooding-2019-flood-wardens", 0.9), ("flooding-2019-community-response-plans", 0.88))
    assert best_of_matter(world.catalogue, found, None) == "flooding-2019-community-response-plans"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("how did the number of gritters change", FLEET),
        ("what happened to the theatre sessions", "waste-school-theatre"),
        ("has surface dressing gone up", "roads-surface-dressing-summers"),
        ("more emergency plans than before", "flooding-community-response-plans"),
    ],
)
def test_a_question_leads_to_its_matter(world: World, words: str, topic: str) -> None:
    record = best_of_matter(world.catalogue, asked(world, words), world.encode(words))
    assert world.snapshot.topic_of[record] == topic


def test_a_topic_that_went_since_the_last_look_is_no_error(engine: Engine, tmp_path: Path) -> None:
    world = changed(engine, tmp_path)
    found = candidates(world, ("roads-2017-gritting", 0.9), ("waste-2019-sites", 0.9))
    database = open_database(f"sqlite:///{tmp_path / 'changed.db'}", 1)
    with database.begin() as connection:
        connection.execute(text("DELETE FROM topic WHERE area = 'roads'"))
    assert best_of_matter(world.catalogue, found, world.encode("gritters")) == "waste-2019-sites"
    assert topic_of(world.catalogue, "roads-2017-gritting") is None


# One series by its place


def test_a_series_is_found_by_topic_and_position(world: World) -> None:
    found = one_series(world.catalogue, FLEET, 3)
    assert found is not None
    assert (found.id, found.name) == (f"{FLEET}/3", "gritting routes")
    assert [(value.period, value.amount) for value in found.values] == [("2022/23", "17"), ("2024/25", "17")]


@pytest.mark.parametrize(
    ("topic", "position"), [("gone", 0), ("", 0), (FLEET, 4), (FLEET, -1), ("flooding-wardens", 0)]
)
def test_a_series_that_there_is_not_is_none(world: World, topic: str, position: int) -> None:
    assert one_series(world.catalogue, topic, position) is None


def test_a_series_with_one_value_left_is_none(engine: Engine, tmp_path: Path) -> None:
    world = changed(engine, tmp_path, "UPDATE initiative SET figures = '[]' WHERE id = 'roads-2023-gritting'")
    assert one_series(world.catalogue, FLEET, 3) is None
    assert one_series(world.catalogue, FLEET, 0) is not None


# Figures by words


@pytest.mark.parametrize("words", ["", "  "])
def test_without_words_all_come_by_area_and_topic(world: World, words: str) -> None:
    assert ids(world, words) == [
        "flooding-community-response-plans/0",
        *(f"{FLEET}/{position}" for position in range(4)),
        "roads-surface-dressing-summers/0",
        "waste-school-theatre/0",
        "waste-tips/0",
    ]


def test_an_area_leaves_the_others_out(world: World) -> None:
    assert ids(world, "", "waste") == ["waste-school-theatre/0", "waste-tips/0"]
    assert ids(world, "", "carers") == ids(world, "", "no-such-area") == []
    assert ids(world, "gritters", "waste") == []


@pytest.mark.parametrize("words", ["xyzzy", "frobnicate the wug"])
def test_words_that_nothing_fits_find_none(wordless_world: World, words: str) -> None:
    assert ids(wordless_world, words) == []


def test_words_find_one_or_many_the_best_first(world: World) -> None:
    assert ids(world, "theatre sessions") == ["waste-school-theatre/0"]
    many = ids(world, "gritters")
    assert many[0] == f"{FLEET}/0"
    assert len(many) > 1
    assert set(many) <= {f"{FLEET}/{position}" for position in range(4)}


def test_what_is_asked_in_other_words_is_found_by_meaning(world: World) -> None:
    assert ids(world, "rubbish dumps")[0] == "waste-tips/0"


def test_words_alone_find_what_holds_them(wordless_world: World) -> None:
    assert ids(wordless_world, "theatre sessions") == ["waste-school-theatre/0"]
    assert ids(wordless_world, "gritting routes")[0] == f"{FLEET}/3"


def test_a_catalogue_without_topics_has_no_figures(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    assert find_series(bare, "") == find_series(bare, "gritters") == []


def test_without_a_catalogue_nothing_can_be_looked_up(tmp_path: Path) -> None:
    world = without_catalogue(tmp_path)
    calls = (
        lambda: topic_of(world.catalogue, "roads-2017-gritting"),
        lambda: best_of_matter(world.catalogue, [], None),
        lambda: one_series(world.catalogue, FLEET, 0),
        lambda: find_series(world, ""),
    )
    for call in calls:
        with pytest.raises(DatabaseMissing):
            call()


def test_vectors_of_names_are_kept_by_topic(world: World, wordless_world: World) -> None:
    named = {topic.id: 1 + len(topic.series) for topic in world.catalogue.topics().values()}
    assert {topic: len(held) for topic, held in world.snapshot.topics.items()} == named
    assert all(np.allclose(np.linalg.norm(held, axis=1), 1.0, atol=0.01) for held in world.snapshot.topics.values())
    assert wordless_world.snapshot.topics == {}
