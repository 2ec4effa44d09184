"""What a message finds that leans on the last one: nothing, what is told last, another of its matter, its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.answering.wording import say
from core.catalogue.catalogue import Catalogue
from core.lookup.search import Candidate, Query
from core.steps import lean_on_thread as module
from core.steps.lean_on_thread import lean_on_thread
from core.turn import World
from tests.talk import Talk, leaning, read, told

GRITTERS, WARDENS = "how many gritters have you got", "how many flood wardens are there"
POTHOLE = "there is a pothole in our road"


def test_candidates_with_and_without_the_last_question_come_in_one_order(world: World) -> None:
    turn = read("how much do they cost", world, told(world, GRITTERS))
    found = lean_on_thread(turn, [])
    assert found
    assert len({candidate.stub.id for candidate in found}) == len(found)
    assert [candidate.score for candidate in found] == sorted((one.score for one in found), reverse=True)
    assert "roads" in found[0].stub.areas


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """What is searched for; nothing is found."""
    kept: list[Query] = []

    def search(_catalogue: Catalogue, query: Query, _limit: int) -> list[Candidate]:
        kept.append(query)
        return []

    monkeypatch.setattr(module, "search", search)
    return kept


def test_the_less_a_message_leans_the_more_its_own_words_count(world: World, asked: list[Query]) -> None:
    near = []
    for lean in (0.2, 0.3, 0.4, 0.5, 1.0):
        turn = leaning(world, lean)
        lean_on_thread(turn, [])
        vector, own = asked[-1].vector, turn.vector
        assert vector is not None and own is not None
        near.append(float(vector @ own))
    assert near[:4] == sorted(near[:4], reverse=True)
    assert len(set(near[:4])) == 4
    assert near[4] == pytest.approx(near[3]), "never less than half"


def test_words_are_compared_unless_the_message_says_nothing_alone(world: World, asked: list[Query]) -> None:
    for lean in (0.3, 0.9, 1.0):
        lean_on_thread(leaning(world, lean), [])
    assert [query.words is not None for query in asked] == [True, True, False]


def test_who_asks_how_it_is_now_leaves_the_year_talked_about(world: World, asked: list[Query]) -> None:
    for message, years in (("and how much salt", (2019,)), ("and the salt, latest", ()), ("is it still so", ())):
        turn = read(message, world, told(world, "how many gritters in 2019"))
        lean_on_thread(turn, [])
        assert asked[-1].years == years


@pytest.mark.parametrize(("lean", "years"), [(0.6, (2019,)), (0.5, ())])
def test_what_hardly_leans_is_of_no_year_that_was_talked_of(
    world: World, asked: list[Query], lean: float, years: tuple[int, ...]
) -> None:
    turn = read("packs for farmers, how many in one", world, told(world, "how many gritters in 2019"))
    turn.question = replace(turn.question, leans=lean)
    lean_on_thread(turn, [])
    assert asked[-1].years == years


def test_the_record_of_an_earlier_year_stays_unless_it_is_asked_how_it_is_now(world: World) -> None:
    talk = Talk(world)
    assert talk.says("how many gritters in 2019").records[0] == "roads-2019-winter-maintenance-gritters"
    assert talk.says("and how much salt, latest figure").records[0] == "roads-2025-gritting-2024-25"


@pytest.mark.parametrize(
    ("first", "message", "record"),
    [
        (POTHOLE, "is it free", "roads-pothole"),
        (GRITTERS, "is it free", "roads-2025-gritting-2024-25"),
        (WARDENS, "what do they do there", "flooding-2023-flood-wardens"),
        ("how do i get an old wardrobe collected", "does it have to be outside", "waste-bulky-item"),
    ],
)
def test_what_points_back_with_hardly_a_word_stays_with_the_record_told_last(
    world: World, first: str, message: str, record: str
) -> None:
    talk = Talk(world)
    assert talk.says(first).records[0] == record
    assert talk.says(message).records[0] == record


def test_who_asks_for_a_price_that_is_not_held_is_told_so(world: World) -> None:
    reply = Talk(world).hears(POTHOLE, "do they charge")
    assert reply.records[0] == "roads-pothole"
    assert reply.text.startswith(say("no_price"))


def test_who_asks_for_a_price_that_is_held_is_told_it(world: World) -> None:
    reply = Talk(world).hears("how do i get an old wardrobe collected", "do they charge")
    assert reply.records[0] == "waste-bulky-item"
    assert say("no_price") not in reply.text
    assert "pay a charge" in reply.text


@pytest.mark.parametrize(
    ("first", "message", "record"),
    [
        (WARDENS, "and who mends broken potholes in our road", "roads-pothole"),
        (POTHOLE, "and who takes an old wardrobe away", "waste-bulky-item"),
    ],
)
def test_what_only_begins_like_a_follow_up_finds_its_own_matter(
    world: World, first: str, message: str, record: str
) -> None:
    assert Talk(world).hears(first, message).records[0] == record


@pytest.mark.parametrize(
    ("lean", "meaning", "keeps"),
    [(0.3, 0.9, True), (0.44, 0.6, True), (0.3, 0.59, False), (0.45, 0.9, False), (1.0, 0.9, False)],
)
def test_what_fits_alone_keeps_its_score_unless_the_message_points_back(
    world: World, monkeypatch: pytest.MonkeyPatch, lean: float, meaning: float, keeps: bool
) -> None:
    monkeypatch.setattr(module, "search", lambda *_given: [])
    stub = world.snapshot.stub("carers-assessment")
    assert stub is not None
    (found,) = lean_on_thread(leaning(world, lean), [Candidate(stub, 0.9, meaning, 0.0)])
    assert (found.score == 0.9) is keeps
    assert found.score <= 0.9


@pytest.mark.parametrize(
    ("message", "meaning", "keeps"),
    [
        ("is that carers assessment form still going", 0.7, True),
        ("is that carers assessment form still going", 0.69, False),
        ("is that carers form", 0.9, False),
    ],
)
def test_a_matter_named_in_several_words_keeps_its_score_though_it_points_back(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str, meaning: float, keeps: bool
) -> None:
    monkeypatch.setattr(module, "search", lambda *_given: [])
    stub = world.snapshot.stub("carers-assessment")
    assert stub is not None
    turn = leaning(world, 0.8)
    turn.question = replace(turn.question, text=message, gist=message)
    (found,) = lean_on_thread(turn, [Candidate(stub, 0.9, meaning, 0.0)])
    assert (found.score == 0.9) is keeps


def test_the_record_told_last_gains_however_far_down_it_fits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a follow-up asks of it may be said of many others in nearer words: "what do they charge"."""
    thread = told(world, "how do i get an old wardrobe collected")
    focus, few = thread.focus, module.KEPT
    others = [stub for stub in world.snapshot.stubs if stub.id != focus and stub.kind == "need"][:few]
    last = next(stub for stub in world.snapshot.stubs if stub.id == focus)
    found = [Candidate(stub, 0.5 - number / 100, 0.5, 0.0) for number, stub in enumerate([*others, last])]
    monkeypatch.setattr(module, "search", lambda _catalogue, _query, limit: found[:limit])
    turn = read("what do they charge", world, thread)
    assert lean_on_thread(turn, [])[0].stub.id == focus


def test_what_is_out_of_scope_is_seldom_meant_in_the_middle_of_a_talk(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "search", lambda *_given: [])
    stub = replace(world.snapshot.stubs[0], id="out-of-scope-weather", areas=("out-of-scope",))
    found = {
        (lean, meaning): lean_on_thread(leaning(world, lean), [Candidate(stub, 0.9, meaning, 0.0)])[0].score
        for lean in (0.4, 0.8)
        for meaning in (0.6, 0.9)
    }
    assert found[0.8, 0.9] == 0.9
    assert found[0.4, 0.6] > found[0.8, 0.6] + module._NO_MATTER / 2


def test_what_is_asked_of_the_record_told_last_counts_however_far_down_it_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(stub for stub in world.snapshot.stubs if stub.kind == "need" and "waste" in stub.areas)
    monkeypatch.setattr(module, "search", lambda *_given: [Candidate(other, 0.6, 0.5, 0.0)])
    turn = leaning(world, 1.0)
    assert lean_on_thread(turn, [])[0].stub.id == turn.thread.focus
