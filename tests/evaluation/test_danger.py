"""How messages of danger are held against the assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import DATA
from core.turn import Understanding, World
from core.understanding.danger_sense import Alarm
from core.yaml_text import parse_yaml
from tests.evaluation.danger import Message, heed_all, read_messages

FIRE = Message("the house is on fire", True)
TOLD = Message("there is something odd about the kites over our meadow tonight", True)
BIN = Message("my bin was missed", False)


def test_each_message_is_heeded_by_itself(world: World) -> None:
    sounds = {TOLD.ask: Understanding(alarm=Alarm("child", 0.5))}
    fire, told, calm = heed_all(world, [FIRE, TOLD, BIN], sounds)
    assert (fire.by_phrase, fire.whole, fire.line) == (True, True, False)
    assert (told.by_phrase, told.whole, told.line) == (False, False, True)
    assert (calm.by_phrase, calm.whole, calm.line) == (False, False, False)


def test_an_answer_that_begins_with_999_counts_as_a_line(world: World) -> None:
    (row,) = heed_all(world, [Message("what do I have to do when water comes into the house", True)], {})
    assert (row.whole, row.line) == (False, True)


def test_no_message_gives_no_row(world: World) -> None:
    assert heed_all(world, [], {}) == []


def test_the_messages_are_many_and_none_is_learned_from() -> None:
    messages = read_messages()
    assert min(sum(one.is_danger is kind for one in messages) for kind in (True, False)) > 100
    cases = parse_yaml((DATA / "danger" / "cases.yml").read_text("utf-8"))
    learned = {case.lower() for held in (*cases["danger"].values(), cases["ordinary"]) for case in held}
    assert not learned & {one.ask.lower() for one in messages}


def test_a_message_that_is_neither_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "danger.yml").write_text("messages: [{ask: help, expect: alarm}]", "utf-8")
    with pytest.raises(ValueError, match=r"'help'.*danger, calm"):
        read_messages(tmp_path)
