"""The search for records: zero, one and many; what weighs, what filters; without encoder, without database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.lookup import search as module
from core.lookup.search import WEIGHTS, Candidate, Query, search
from core.turn import World
from tests.talk import changed


def find(world: World, text: str, limit: int = 8, **fields: Any) -> list[Candidate]:
    """What a world finds by all that it can make of a text."""
    return search(world.catalogue, Query(text, world.meaning_of(text), words=world.words_of(text), **fields), limit)


def find_by_sentences(world: World, text: str, limit: int = 8) -> list[Candidate]:
    """What it finds when the meanings of single words aren't known."""
    return search(world.catalogue, Query(text, world.meaning_of(text)), limit)


def ids(candidates: list[Candidate]) -> list[str]:
    return [candidate.stub.id for candidate in candidates]


def scores(candidates: list[Candidate]) -> dict[str, float]:
    return {candidate.stub.id: candidate.score for candidate in candidates}


QUESTIONS = [
    ("they never took my black bin this morning", "waste-missed-bin"),
    ("a massive hole in the road outside ours", "roads-pothole"),
    ("how many flood wardens are there", "flooding-2023-flood-wardens"),
    ("book club for carers", "carers-2023-reading-friends-lutterworth"),
    ("when did kibworth tip reopen", "waste-2023-kibworth-site-reopened"),
]
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
@pytest.mark.parametrize(("text", "record"), QUESTIONS)
def test_a_question_finds_its_record(
    world: World, wordless_world: World, with_encoder: bool, text: str, record: str
) -> None:
    assert ids(find(world if with_encoder else wordless_world, text))[0] == record


def test_a_place_lifts_a_need_less_than_an_initiative(engine: Engine, tmp_path: Path) -> None:
    here = changed(engine, tmp_path, """UPDATE need SET places = '["Kibworth"]' WHERE id = 'waste-missed-bin'""")
    plain, asked = scores(find(here, "tip", ALL)), scores(find(here, "tip", ALL, places=("kibworth",)))
    need, initiative = (
        asked[record] - plain[record] for record in ("waste-missed-bin", "waste-2023-kibworth-site-reopened")
    )
    assert 0 < need < initiative


def test_phrases_that_are_much_alike_count_for_less(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = dict(zip((stub.id for stub in world.snapshot.stubs), world.snapshot.alike, strict=True))
    by_likeness = sorted(alike, key=lambda record: alike[record])
    plain = scores(find(world, "help", ALL))
    monkeypatch.setattr(module, "WEIGHTS", replace(WEIGHTS, alike=2 * WEIGHTS.alike))
    doubled = scores(find(world, "help", ALL))
    lost = [plain[record] - doubled[record] for record in by_likeness if record in plain and record in doubled]
    assert lost == sorted(lost)
    assert lost[-1] > lost[0]


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
    for area in ("housing", "carers"):
        assert area in find(world, "who do i contact", 1, areas={area: 1.0})[0].stub.areas


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


# Single words


def lead(found: list[Candidate], record: str) -> float:
    """How far a record is ahead of most others."""
    return scores(found)[record] - median(scores(found).values())


@pytest.mark.parametrize(("text", "record"), QUESTIONS)
def test_the_record_that_holds_the_words_goes_further_ahead_by_them(world: World, text: str, record: str) -> None:
    by_words, by_sentences = find(world, text, ALL), find_by_sentences(world, text, ALL)
    assert scores(by_words)[record] > scores(by_sentences)[record]
    assert lead(by_words, record) > lead(by_sentences, record) + 0.1


@pytest.mark.parametrize(
    ("text", "record"),
    [("pothole", "roads-pothole"), ("flood wardens", "flooding-2023-flood-wardens"), ("bins", "waste-missed-bin")],
)
def test_of_one_meaning_the_words_decide(world: World, text: str, record: str) -> None:
    """The sentence says nothing that would set one of these records apart."""
    meaning = world.meaning_of("can you help me with something please")
    with_words = search(world.catalogue, Query("", meaning, words=world.words_of(text)), ALL)
    without = scores(search(world.catalogue, Query("", meaning), ALL))
    lifted = {one.stub.id: one.score - without.get(one.stub.id, 0.0) for one in with_words}
    assert lifted[record] > 0.1
    assert record in sorted(lifted, key=lifted.__getitem__)[-4:]


@pytest.mark.parametrize(("text", "record"), QUESTIONS)
def test_scores_have_one_scale_with_words_and_without(world: World, text: str, record: str) -> None:
    by_words, by_sentences = scores(find(world, text, ALL)), scores(find_by_sentences(world, text, ALL))
    assert by_sentences[record] > 0.8
    assert by_words[record] == pytest.approx(by_sentences[record], abs=0.25)
    both = by_words.keys() & by_sentences.keys()
    assert len(both) > 30
    assert max(abs(by_words[one] - by_sentences[one]) for one in both) < 0.25
    middle = sum(by_words[one] - by_sentences[one] for one in both) / len(both)
    assert abs(middle) < 0.15


def test_the_closest_phrase_is_the_same_with_words_and_without(world: World) -> None:
    text = "how many flood wardens are there"
    by_words, by_sentences = (
        {one.stub.id: one.meaning for one in found}
        for found in (find(world, text, ALL), find_by_sentences(world, text, ALL))
    )
    assert all(by_words[one] == pytest.approx(by_sentences[one]) for one in by_words.keys() & by_sentences.keys())


def test_an_empty_catalogue_finds_nothing_by_words_or_sentences(
    world: World, engine: Engine, tmp_path: Path
) -> None:
    gone = [f"DELETE FROM {table}" for table in ("initiative", "need", "phrase", "word", "topic", "record_text")]
    empty = changed(engine, tmp_path, *gone)
    assert empty.words_of("my bin was missed") is not None
    assert find(empty, "my bin was missed") == find_by_sentences(empty, "my bin was missed") == []


def test_one_record_alone_is_found_by_its_words(engine: Engine, tmp_path: Path) -> None:
    others = [f"DELETE FROM {table} WHERE id <> 'roads-pothole'" for table in ("initiative", "need")]
    phrases = [f"DELETE FROM {table} WHERE record <> 'roads-pothole'" for table in ("phrase", "word", "record_text")]
    alone = changed(engine, tmp_path, *others, *phrases, "DELETE FROM topic")
    (only,) = find(alone, "a massive hole in the road")
    assert only.stub.id == "roads-pothole"
    assert only.score > find_by_sentences(alone, "a massive hole in the road")[0].score


def test_a_catalogue_without_words_goes_by_sentences(world: World, engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM word")
    assert bare.words_of("my bin was missed") is not None
    assert find(bare, "my bin was missed") == find_by_sentences(world, "my bin was missed")


def test_a_record_without_words_is_found_by_sentences(world: World, engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM word WHERE record = 'waste-missed-bin'")
    whole, found = (find(each, "they never took my black bin", ALL) for each in (world, bare))
    assert ids(found)[0] == "waste-missed-bin"
    assert scores(found)["waste-missed-bin"] < scores(whole)["waste-missed-bin"] - 0.1
    others = [one for one in found if one.stub.id != "waste-missed-bin"]
    assert all(one.score == pytest.approx(scores(whole)[one.stub.id]) for one in others)


def test_a_rare_word_lifts_its_record_over_those_that_hold_common_ones(
    world: World, engine: Engine, tmp_path: Path
) -> None:
    """In a catalogue that doesn't know which words are rare, all of them count alike."""
    alike = changed(engine, tmp_path, "DELETE FROM vocabulary")
    text, record = "what did the county council do on its roads with granite", "roads-2019-gritters-in-heatwave"
    meaning = world.meaning_of("can you help me with something please")
    by_rarity, plain = (
        scores(search(each.catalogue, Query("", meaning, words=each.words_of(text)), ALL)) for each in (world, alike)
    )
    assert by_rarity[record] > plain[record]
    ahead, ahead_of_plain = (
        [other for other, score in held.items() if score > held[record]] for held in (by_rarity, plain)
    )
    assert len(ahead) < len(ahead_of_plain)


def test_a_word_that_no_record_holds_lowers_all_that_lack_it(world: World) -> None:
    """It counts most, so that records which hold the rest of the words alone don't pass for an answer."""
    for known, unknown in (("roads", "roads in zanzibar"), ("compost bins", "compost bins for zebras")):
        lead_of_known, lead_of_unknown = (
            max(one.score for one in find(world, text, ALL)) for text in (known, unknown)
        )
        assert lead_of_unknown < lead_of_known


def test_words_without_the_meaning_of_the_whole_change_nothing(world: World) -> None:
    words = world.words_of("compost bins")
    assert search(world.catalogue, Query("compost bins", words=words)) == search(world.catalogue, Query("compost bins"))


def test_a_question_that_holds_no_telling_word_goes_by_sentences(world: World) -> None:
    assert find(world, "who is it") == find_by_sentences(world, "who is it")


# Databases that fail


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
