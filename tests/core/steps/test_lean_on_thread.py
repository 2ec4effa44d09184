"""What a message finds that leans on the last one: nothing, what is told last, another of its matter, its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.catalogue import Catalogue
from core.lookup.search import Candidate, Query
from core.steps import lean_on_thread as module
from core.steps.lean_on_thread import lean_on_thread
from core.turn import Turn, World
from tests.talk import Talk, read, told

GRITTERS, WARDENS = "how many gritters have you got", "how many flood wardens are there"
POTHOLE = "there is a pothole in our road"


def scores(found: list[Candidate]) -> dict[str, float]:
    return {candidate.stub.id: candidate.score for candidate in found}


def test_candidates_with_and_without_the_last_question_come_in_one_order(world: World) -> None:
    turn = read("how much do they cost", world, told(world, GRITTERS))
    found = lean_on_thread(turn, [])
    assert found
    assert len({candidate.stub.id for candidate in found}) == len(found)
    assert [candidate.score for candidate in found] == sorted((one.score for one in found), reverse=True)
    assert "roads" in found[0].stub.areas


def leaning(world: World, lean: float, message: str = "who is it for and how old must they be") -> Turn:
    """A turn whose message leans so much on a question about gritters."""
    turn = read(message, world, told(world, GRITTERS))
    turn.question = replace(turn.question, leans=lean)
    return turn


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


def test_the_record_told_last_gains_the_more_the_message_leans(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def gain(lean: float) -> float:
        turn = leaning(world, lean)
        with monkeypatch.context() as patched:
            patched.setattr(module, "_STAYS", 0.0)
            without = scores(lean_on_thread(turn, []))
        found = scores(lean_on_thread(turn, []))
        others = {record: score for record, score in found.items() if record != turn.thread.focus}
        assert others.items() <= without.items(), "no other gains"
        return found[turn.thread.focus] - without[turn.thread.focus]

    gains = [gain(lean) for lean in (0.3, 0.6, 1.0)]
    assert gains == sorted(gains)
    assert 0 < gains[0] < gains[-1]


@pytest.mark.parametrize(
    ("message", "may"),
    [
        ("is that all of it", True),
        ("how long does that take", True),
        ("what time does it start", False),
        ("what time do they work till on fridays", True),
    ],
    ids=["no time asked", "a time that is told", "an hour that is not told", "when somebody is there"],
)
def test_the_need_told_last_stays_less_when_it_does_not_tell_the_time_that_is_asked_for(
    world: World, message: str, may: bool
) -> None:
    turn = read(message, world, told(world, POTHOLE))
    assert module._may_answer(turn) is may


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
    ("first", "gains"),
    [
        (POTHOLE, {"waste-bulky-item"}),
        (WARDENS, {"waste-bulky-item", "flooding-warning"}),
        ("how do i get an old wardrobe collected", set()),
        ("how much did running the tips in house save in 2017", set()),
    ],
)
def test_a_need_that_tells_the_price_gains_after_one_that_does_not(
    world: World, monkeypatch: pytest.MonkeyPatch, first: str, gains: set[str]
) -> None:
    turn = read("do they charge to take a wardrobe", world, told(world, first))
    without = scores(lean_on_thread(turn, []))
    monkeypatch.setattr(module, "_PRICED", module._PRICED + 1)
    found = scores(lean_on_thread(turn, []))
    assert {record for record in found if found[record] > without.get(record, 0.0)} == gains


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


@pytest.mark.parametrize(
    ("first", "message", "lean", "gains"),
    [
        (POTHOLE, "how long does that take", 1.0, 0.2),
        (POTHOLE, "how long does that take", 0.9, 0.0),
        (POTHOLE, "what about that", 1.0, 0.0),
        (POTHOLE, "opening hours?", 1.0, 0.0),
        (WARDENS, "how long does that take", 1.0, 0.0),
    ],
    ids=["a time of a need", "says something", "asks nothing of it", "not held", "an initiative"],
)
def test_a_need_stays_for_a_message_that_says_nothing_alone_and_asks_more_of_it(
    world: World, first: str, message: str, lean: float, gains: float
) -> None:
    turn = read(message, world, told(world, first))
    turn.question = replace(turn.question, leans=lean)
    found = scores(lean_on_thread(turn, []))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_SAYS_NOTHING", 0.0)
        without = scores(lean_on_thread(turn, []))
    assert found[turn.thread.focus] - without[turn.thread.focus] == pytest.approx(gains)


@pytest.mark.parametrize(
    ("message", "lean", "gains"),
    [
        ("what did that save", 1.0, True),
        ("how many is that", 1.0, True),
        ("how many is that", 0.3, False),
        ("what does it cost me", 1.0, False),
        ("who does that", 1.0, False),
    ],
    ids=["a saving", "a number", "of its own", "a price to pay", "no figure"],
)
def test_an_initiative_of_the_need_told_last_gains_by_the_figure_that_the_need_lacks(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str, lean: float, gains: bool
) -> None:
    need = next(
        held
        for held in world.catalogue.needs([stub.id for stub in world.snapshot.stubs if stub.kind == "need"]).values()
        if held.initiatives
    )
    monkeypatch.setattr(module, "what_it_gives", lambda _text: frozenset())
    stub = world.snapshot.stub(need.initiatives[0])
    assert stub is not None
    linked = replace(stub, gives=frozenset({"money", "number"}))
    found = [Candidate(linked, 0.5, 0.5, 0.0)]
    monkeypatch.setattr(module, "search", lambda _catalogue, _query, _limit: found)
    turn = read(message, world, Thread(question=need.need, focus=need.id))
    turn.question = replace(turn.question, leans=lean)
    with_it = scores(lean_on_thread(turn, []))[linked.id]
    monkeypatch.setattr(module, "_LINKED", 0.0)
    assert with_it - scores(lean_on_thread(turn, []))[linked.id] == pytest.approx(0.2 if gains else 0.0)


@pytest.mark.parametrize(
    ("message", "summary", "gains"),
    [
        ("when did it start", "It began in 2017.", True),
        ("what year was it set up", "It was launched in 2017.", True),
        ("when did it start", "It had 40 users.", False),
        ("when do they come", "It began in 2017.", False),
    ],
)
def test_since_when_is_asked_of_the_initiative_that_tells_it(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str, summary: str, gains: bool
) -> None:
    needs = world.catalogue.needs([stub.id for stub in world.snapshot.stubs if stub.kind == "need"])
    need = next(held for held in needs.values() if held.initiatives)
    stub = world.snapshot.stub(need.initiatives[0])
    assert stub is not None
    told_of = world.catalogue.initiatives([stub.id])[stub.id].copy(update={"summary": summary})
    monkeypatch.setattr(Catalogue, "initiatives", lambda _self, _ids: {stub.id: told_of})
    monkeypatch.setattr(module, "search", lambda _catalogue, _query, _limit: [Candidate(stub, 0.5, 0.5, 0.0)])
    turn = read(message, world, Thread(question=need.need, focus=need.id))
    turn.question = replace(turn.question, leans=1.0)
    with_it = scores(lean_on_thread(turn, []))[stub.id]
    monkeypatch.setattr(module, "_LINKED", 0.0)
    assert with_it - scores(lean_on_thread(turn, []))[stub.id] == pytest.approx(0.2 if gains else 0.0)


@pytest.mark.parametrize(
    ("message", "gains"),
    [
        ("what can't go in it", 0.12),
        ("do i have to go to it", 0.12),
        ("are they there on a saturday", 0.2),
        ("how many is it", 0.0),
        ("who runs it", 0.0),
    ],
)
def test_what_one_can_do_is_asked_of_the_need_that_goes_with_an_initiative(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str, gains: float
) -> None:
    need = world.snapshot.stub("roads-gritting")
    assert need is not None
    monkeypatch.setattr(World, "linked_need", lambda *_: need.id)
    monkeypatch.setattr(module, "search", lambda _catalogue, _query, _limit: [Candidate(need, 0.5, 0.5, 0.0)])
    turn = read(message, world, Thread(question="gritting", focus="roads-2023-gritting"))
    turn.question = replace(turn.question, leans=1.0)
    with_it = scores(lean_on_thread(turn, []))[need.id]
    monkeypatch.setattr(module, "_TO_DO", 0.0)
    monkeypatch.setattr(module, "_IS_THERE", 0.0)
    assert with_it - scores(lean_on_thread(turn, []))[need.id] == pytest.approx(gains)


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


@pytest.mark.parametrize(("wants", "gives", "lean", "found"), [
    ({"money"}, set(), 0.8, True),
    ({"money"}, {"money"}, 0.8, False),
    ({"when"}, set(), 0.8, False),
    ({"money"}, set(), 0.3, False),
])  # fmt: skip
def test_a_figure_that_the_record_told_last_lacks_may_stand_in_another_of_its_topic(
    world: World, wants: set[str], gives: set[str], lean: float, found: bool
) -> None:
    record, topic = next(iter(world.snapshot.topic_of.items()))
    turn = leaning(world, lean)
    turn.question = replace(turn.question, wants=frozenset(wants))
    stub = world.snapshot.stub(record)
    assert stub is not None
    talk = module._Talk(replace(stub, gives=frozenset(gives)), stub.year, lean, False, frozenset())
    told_there = module._told_in_topic(turn, talk)
    assert bool(told_there) is found
    assert {world.snapshot.topic_of[one] for one in told_there} <= {topic}
