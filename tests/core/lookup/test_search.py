"""The search for records: zero, one and many; what weighs, what filters; without encoder, without database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.lookup.search import WEIGHTS, Candidate, Query, search
from core.turn import World


def find(world: World, text: str, limit: int = 8, **fields: Any) -> list[Candidate]:
    return search(world.catalogue, Query(text, world.encode(text), **fields), limit)


def ids(candidates: list[Candidate]) -> list[str]:
    return [candidate.stub.id for candidate in candidates]


def scores(candidates: list[Candidate]) -> dict[str, float]:
    return {candidate.stub.id: candidate.score for candidate in candidates}


# Every record of the small catalogue fits below this limit, so that scores can be compared.
ALL = 100


@pytest.mark.parametrize("text", ["", "xyzzy", "the and of", "%%", '"*" ^ ( xyzzy: -', "漢字"])
def test_words_that_no_record_holds_find_nothing(wordless_world: World, text: str) -> None:
    assert find(wordless_world, text) == []


def test_a_word_of_one_record_finds_that_one(wordless_world: World) -> None:
    (only,) = find(wordless_world, "granite")
    assert only.stub.id == "roads-2019-gritters-in-heatwave"
    assert (only.meaning, only.words) == (0.0, 1.0)


def test_a_word_of_many_records_finds_them_best_first(wordless_world: World) -> None:
    found = find(wordless_world, "how are the roads gritted")
    assert len(found) > 2
    assert "roads-gritting" in ids(found[:2])
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("with_encoder", [True, False])
@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("they never took my black bin this morning", "waste-missed-bin"),
        ("a massive hole in the road outside ours", "roads-pothole"),
        ("how many flood wardens are there", "flooding-2023-flood-wardens"),
        ("book club for carers", "carers-2023-reading-friends-lutterworth"),
        ("when did kibworth tip reopen", "waste-2023-kibworth-site-reopened"),
    ],
)
def test_a_question_finds_its_record(
    world: World, wordless_world: World, with_encoder: bool, text: str, record: str
) -> None:
    assert ids(find(world if with_encoder else wordless_world, text))[0] == record


def test_meaning_finds_what_shares_no_word(world: World, wordless_world: World) -> None:
    text = "lorry ignored the rubbish outside ours"
    assert ids(find(world, text))[0] == "waste-missed-bin"
    assert find(world, text)[0].meaning > 0.4
    assert "flooding-2023-flood-wardens" not in ids(find(wordless_world, text))


def test_a_query_that_means_the_opposite_of_a_record_leaves_it_out(world: World) -> None:
    vector = world.encode("my bin was missed")
    assert vector is not None
    assert "waste-missed-bin" not in ids(search(world.catalogue, Query("", -vector), ALL))


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_no_more_candidates_come_than_wanted(world: World, limit: int) -> None:
    assert len(find(world, "roads", limit)) == limit


def test_the_same_query_gives_the_same_candidates(world: World) -> None:
    assert find(world, "compost bins") == find(world, "compost bins")


@pytest.mark.parametrize("year", [2017, 2019, 2023, 2025])
def test_a_year_lifts_its_report_and_lowers_others(world: World, year: int) -> None:
    plain, asked = scores(find(world, "gritting", ALL)), find(world, "gritting", ALL, years=(year,))
    gritting = [one for one in asked if one.stub.id.startswith("roads-20") and one.stub.id in plain]
    assert {one.stub.year for one in gritting} == {2017, 2019, 2023, 2025}
    for one in gritting:
        assert (one.score > plain[one.stub.id]) is (one.stub.year == year)


def test_a_year_decides_between_records_of_one_matter(world: World) -> None:
    found = {year: ids(find(world, "what of flood wardens", 1, years=(year,)))[0] for year in (2019, 2023)}
    assert found == {2019: "flooding-2019-flood-wardens", 2023: "flooding-2023-flood-wardens"}


def test_an_area_lifts_its_records_alone(world: World) -> None:
    plain, asked = scores(find(world, "help", ALL)), find(world, "help", ALL, areas={"flooding": 1.0})
    inside = [one for one in asked if "flooding" in one.stub.areas and one.stub.id in plain]
    outside = [one for one in asked if "flooding" not in one.stub.areas and one.stub.id in plain]
    assert inside
    assert outside
    assert all(one.score == pytest.approx(plain[one.stub.id] + WEIGHTS.area) for one in inside)
    assert all(one.score == pytest.approx(plain[one.stub.id]) for one in outside)


def test_an_area_decides_where_words_do_not(world: World) -> None:
    for area in ("flooding", "carers"):
        assert area in find(world, "help", 1, areas={area: 1.0})[0].stub.areas


def test_the_odds_of_a_need_weigh_between_kinds(world: World) -> None:
    by_odds = {odds: scores(find(world, "gritting", ALL, need_odds=odds)) for odds in (0.0, 0.5, 1.0)}
    records = ("roads-gritting", "roads-2017-gritting")
    need, initiative = ([by_odds[odds][record] for odds in by_odds] for record in records)
    assert need[0] < need[1] < need[2]
    assert initiative[0] > initiative[1] > initiative[2]


def test_the_odds_of_a_need_decide_between_a_need_and_an_initiative(world: World) -> None:
    text = "gritters and the gritting map for my road"
    assert find(world, text, 1, need_odds=1.0)[0].stub.kind == "need"
    assert find(world, text, 1, need_odds=0.0)[0].stub.kind == "initiative"


def test_a_place_lifts_the_record_that_names_it(world: World) -> None:
    plain, asked = scores(find(world, "tip", ALL)), scores(find(world, "tip", ALL, places=("kibworth",)))
    assert asked["waste-2023-kibworth-site-reopened"] > plain["waste-2023-kibworth-site-reopened"]
    assert asked["waste-missed-bin"] == pytest.approx(plain["waste-missed-bin"])


def test_what_the_answer_should_hold_weighs(world: World) -> None:
    plain = scores(find(world, "street lights", ALL))
    asked = find(world, "street lights", ALL, wants=frozenset({"money"}))
    giving = {one.stub.id for one in asked if one.score > plain.get(one.stub.id, 9.0)}
    assert "roads-2017-led-street-lights" in giving
    assert giving == {one.stub.id for one in asked if "money" in one.stub.gives and one.stub.id in plain}


@pytest.mark.parametrize("kind", ["need", "initiative"])
def test_a_kind_leaves_the_other_out(world: World, wordless_world: World, kind: str) -> None:
    for one_world in (world, wordless_world):
        found = find(one_world, "carers", ALL, kind=kind)
        assert found
        assert {one.stub.kind for one in found} == {kind}


def test_an_unknown_kind_finds_nothing(world: World) -> None:
    assert find(world, "carers", kind="report") == []


def test_strict_leaves_other_years_out(world: World, wordless_world: World) -> None:
    for one_world in (world, wordless_world):
        found = find(one_world, "gritting", ALL, years=(2017, 2019), strict=True)
        assert {one.stub.year for one in found} == {2017, 2019}
        assert {one.stub.kind for one in found} == {"initiative"}


def test_strict_without_a_year_leaves_nothing_out(world: World) -> None:
    assert find(world, "gritting", strict=True) == find(world, "gritting")


def test_strict_with_a_year_that_no_report_has_finds_nothing(world: World) -> None:
    assert find(world, "gritting", years=(1999,), strict=True) == []


def test_words_alone_rank_by_full_text(wordless_world: World) -> None:
    found = find(wordless_world, "composting", ALL)
    assert {one.meaning for one in found} == {0.0}
    assert all(0 < one.words <= 1 for one in found)
    assert max(one.words for one in found) == 1.0


def test_a_catalogue_with_vectors_can_be_searched_by_words(world: World, wordless_world: World) -> None:
    """The encoder may be switched off after the catalogue was loaded with it."""
    with_vectors = search(world.catalogue, Query("compost bins"))
    assert ids(with_vectors) == ids(search(wordless_world.catalogue, Query("compost bins")))


def test_a_catalogue_without_vectors_can_be_asked_with_one(world: World, wordless_world: World) -> None:
    """The catalogue may have been loaded while the encoder was off."""
    found = search(wordless_world.catalogue, Query("my black bin was missed", world.encode("my black bin was missed")))
    assert ids(found)[0] == "waste-missed-bin"


def test_a_missing_database_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        open_database(f"sqlite:///{tmp_path / 'none.db'}", 1)


@pytest.mark.parametrize("content", [b"", b"this is no database, only a few words" * 200])
def test_a_database_without_a_catalogue_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.db").write_bytes(content)
    catalogue = Catalogue(open_database(f"sqlite:///{tmp_path / 'bad.db'}", 1))
    with pytest.raises(DatabaseMissing):
        search(catalogue, Query("bins"))


def test_a_database_that_goes_away_is_an_error_though_the_snapshot_is_kept(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(str(engine.url.database))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    catalogue = Catalogue(open_database(f"sqlite:///{copy}", 1))
    assert search(catalogue, Query("granite"))
    copy.unlink()
    for left in tmp_path.glob("copy.db-*"):
        left.unlink()
    with pytest.raises(DatabaseMissing):
        search(catalogue, Query("granite"))
