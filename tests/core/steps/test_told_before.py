"""Staying with the record told last: by none of its words, one, all; in the list and beyond; and when it is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.answering.thread import Thread
from core.lookup.search import Candidate, search
from core.steps.query_of import query_of
from core.steps.told_before import gain_of_told, or_told_before, with_told
from core.turn import Turn, World
from core.understanding.question import LEANS
from tests.talk import Talk, read, told

BIN, OTHER = "my bin was missed", "how many flood wardens are there"


def after_bin(message: str, world: World) -> tuple[Turn, list[Candidate]]:
    """A message after the bin was told of, and what it finds by itself."""
    turn = read(message, world, told(world, BIN))
    return turn, search(world.catalogue, query_of(turn), 40)


def gain(message: str, world: World) -> float:
    turn, found = after_bin(message, world)
    return gain_of_told(turn, [replace(one, meaning=0.9) for one in found])


def test_the_more_of_its_words_a_message_has_the_more_the_record_gains(world: World) -> None:
    need = world.catalogue.needs([told(world, BIN).focus])
    words = [word for word in next(iter(need.values())).answer.lower().replace(",", "").split() if len(word) > 5][:3]
    none, some, all_of_them = gain("zebra quagga okapi", world), gain(f"zebra {words[0]}", world), gain(words[0], world)
    assert none < some < all_of_them


def test_a_record_gains_where_nothing_else_fits(world: World) -> None:
    turn, found = after_bin("zebra quagga okapi", world)
    far, near = ([replace(one, meaning=meaning) for one in found] for meaning in (0.2, 0.8))
    assert gain_of_told(turn, far) > gain_of_told(turn, near)


def test_a_message_without_a_word_gains_none_by_words(world: World) -> None:
    assert gain("", world) <= gain("zebra quagga okapi", world) < 0


def test_what_a_message_says_it_is_not_about_is_not_held_for_it(world: World) -> None:
    asked = "how many flood wardens are there, not the missed bin"
    assert gain("how many flood wardens  and which missed bin", world) != 0, "however it is spaced"
    assert gain(asked, world) == 0


def test_what_fits_well_is_not_held_back(world: World) -> None:
    turn, found = after_bin(OTHER, world)
    assert or_told_before(turn, found) == found
    assert turn.question.leans < LEANS


def test_the_record_that_comes_first_makes_the_message_a_follow_up(world: World) -> None:
    turn, _ = after_bin("zebra quagga okapi", world)
    others = [stub for stub in world.snapshot.stubs if stub.id != turn.thread.focus][:2]
    low = [Candidate(stub, 0.0, 0.0, 0.0) for stub in others]
    focus = world.snapshot.stub(turn.thread.focus)
    assert focus is not None
    first, *rest = or_told_before(turn, [*low, Candidate(focus, 0.5, 0.5, 0.0)])
    assert (first.stub.id, [one.stub.id for one in rest]) == (focus.id, [one.stub.id for one in low])
    assert turn.question.leans >= LEANS


@pytest.mark.parametrize("focus", ["gone", ""])
def test_a_record_that_is_gone_holds_nothing_back(world: World, focus: str) -> None:
    turn = read(OTHER, world, Thread(question="x", focus=focus))
    found = search(world.catalogue, query_of(turn), 40)
    assert or_told_before(turn, found) == found


def test_nothing_found_stays_nothing(world: World) -> None:
    turn, _ = after_bin("zebra", world)
    assert or_told_before(turn, []) == []


def test_a_record_beyond_what_was_found_counts_as_the_last_of_it(world: World) -> None:
    _, found = after_bin(OTHER, world)
    stub = next(stub for stub in world.snapshot.stubs if all(one.stub.id != stub.id for one in found[:3]))
    assert with_told(found[:3], stub) == Candidate(stub, found[2].score, 0.0, 0.0)
    assert with_told(found, found[1].stub) == found[1]


def test_a_new_question_in_a_conversation_is_answered_as_if_alone(world: World) -> None:
    alone, after = Talk(world).hears(OTHER), Talk(world).hears(BIN, OTHER)
    assert alone.records[0] == after.records[0]
