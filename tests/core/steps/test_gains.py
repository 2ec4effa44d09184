"""What records gain that are talked of: the one told last, one that tells what is asked of it, and none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.answering.thread import Thread
from core.catalogue.catalogue import Catalogue
from core.lookup.search import Candidate
from core.steps import gains as module
from core.steps import lean_on_thread as leans
from core.steps.lean_on_thread import lean_on_thread
from core.turn import World
from tests.talk import leaning, read, scores, told

WARDENS, POTHOLE = "how many flood wardens are there", "there is a pothole in our road"


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
    talk = module.Talk(replace(stub, gives=frozenset(gives)), stub.year, lean, False, frozenset())
    told_there = module._told_in_topic(turn, talk)
    assert bool(told_there) is found
    assert {world.snapshot.topic_of[one] for one in told_there} <= {topic}


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
    monkeypatch.setattr(leans, "search", lambda _catalogue, _query, _limit: found)
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
    monkeypatch.setattr(leans, "search", lambda _catalogue, _query, _limit: [Candidate(stub, 0.5, 0.5, 0.0)])
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
    monkeypatch.setattr(leans, "search", lambda _catalogue, _query, _limit: [Candidate(need, 0.5, 0.5, 0.0)])
    turn = read(message, world, Thread(question="gritting", focus="roads-2023-gritting"))
    turn.question = replace(turn.question, leans=1.0)
    with_it = scores(lean_on_thread(turn, []))[need.id]
    monkeypatch.setattr(module, "_TO_DO", 0.0)
    monkeypatch.setattr(module, "_IS_THERE", 0.0)
    assert with_it - scores(lean_on_thread(turn, []))[need.id] == pytest.approx(gains)
