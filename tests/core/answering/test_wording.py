"""The assistant's own sentences, held against the code: none missing, none idle, every field given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

import pytest

from core.answering.wording import say, sentences
from core.settings import ROOT
from core.turn import World
from core.way import COUNCIL

# What ``**`` stands for in every call of `say`: the county council's name, phone and site.
COUNCIL_FIELDS = frozenset(COUNCIL)


@dataclass(frozen=True)
class Call:
    """A call of `say` in the code; `names` is empty where the sentence is chosen at run time."""

    where: str
    names: frozenset[str]
    fields: frozenset[str]
    with_council: bool


def _calls() -> Iterator[Call]:
    for path, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                given = {keyword.arg for keyword in node.keywords}
                fields = frozenset(name for name in given if name)
                yield Call(f"{path}:{node.lineno}", frozenset(_literals(node.args[0])), fields, None in given)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("core", "actions", "bot"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    return [*_literals(node.body), *_literals(node.orelse)] if isinstance(node, ast.IfExp) else []


def _braces(sentence: str) -> frozenset[str]:
    return frozenset(field for _, field, _, _ in Formatter().parse(sentence) if field is not None)


CALLS = list(_calls())
LITERAL = [call for call in CALLS if call.names]
NAMED = frozenset(name for call in LITERAL for name in call.names)
# Sentences that a step chooses at run time stand in it as strings.
CHOSEN = frozenset(
    node.value
    for path, tree in _modules()
    if path.startswith("core/steps/")
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
)


def test_the_code_is_found() -> None:
    """Else the tests below would hold nothing against nothing."""
    assert len(LITERAL) > 30
    assert {"next_step", "trouble"} <= NAMED
    assert {"hello", "unsure_again"} <= CHOSEN


@pytest.mark.parametrize("call", LITERAL, ids=lambda call: call.where)
def test_a_sentence_named_in_code_exists(call: Call) -> None:
    assert call.names <= sentences().keys()


@pytest.mark.parametrize("call", LITERAL, ids=lambda call: call.where)
def test_a_call_gives_the_fields_in_braces(call: Call) -> None:
    for name in call.names & sentences().keys():
        wanted = _braces(sentences()[name])
        assert wanted <= call.fields | (COUNCIL_FIELDS if call.with_council else frozenset())
        assert call.fields <= wanted


@pytest.mark.parametrize("call", [call for call in CALLS if not call.names], ids=lambda call: call.where)
def test_a_call_that_chooses_its_sentence_gives_the_council(call: Call) -> None:
    assert call.with_council


@pytest.mark.parametrize("name", sorted((CHOSEN & sentences().keys()) - NAMED))
def test_a_sentence_chosen_at_run_time_wants_the_council_at_most(name: str) -> None:
    assert _braces(sentences()[name]) <= COUNCIL_FIELDS


@pytest.mark.parametrize("name", list(sentences()))
def test_every_sentence_is_used(name: str) -> None:
    assert name in NAMED | CHOSEN


def test_the_council_of_the_apology_is_the_one_on_record(world: World) -> None:
    assert world.council_fields() == COUNCIL


def test_a_sentence_is_said_with_its_fields() -> None:
    assert say("in_place", place="Quorn", name="Charnwood") == "In Quorn that is Charnwood."


def test_a_missing_sentence_or_field_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no such sentence")
    with pytest.raises(KeyError):
        say("in_place", place="Quorn")


@pytest.mark.parametrize("name", sentences())
def test_a_sentence_is_one_short_line(name: str) -> None:
    text = sentences()[name]
    assert text
    assert "\n" not in text
    assert len(text.split()) <= 60
