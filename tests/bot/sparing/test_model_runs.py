"""Runs of a model's components by a plan made once: what comes out is what Rasa's own runner gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import rasa.core.processor
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.sparing.model_runs import PlannedRunner, order_nodes_once

RUNS: list[str] = []


class Component(GraphComponent):  # type: ignore[misc]
    """Says what it was given, and keeps count."""

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(cls, config: dict[str, Any], *_given: Any, **_named: Any) -> Component:
        return cls(config["name"])

    def say(self, one: Any = "", other: Any = "") -> str:
        RUNS.append(self._name)
        return f"{self._name}({one},{other})"

    def fail(self, one: Any) -> str:
        raise KeyError(one)


def node(name: str, needs: dict[str, str], fn: str = "say") -> SchemaNode:
    return SchemaNode(needs, Component, "create", fn, {"name": name}, eager=True, resource=Resource(name))


# What comes first stands last, so that an order of writing down would not do.
SCHEMA = GraphSchema(
    {
        "chosen": node("chosen", {"one": "rules", "other": "read"}),
        "rules": node("rules", {"one": "tracker"}),
        "read": node("read", {"one": "split", "other": "meant"}),
        "meant": node("meant", {"one": "split"}),
        "split": node("split", {"one": "message"}),
        "broken": node("broken", {"one": "split"}, "fail"),
        "lost": node("lost", {"one": "nowhere"}),
    }
)
GIVEN = {"message": ["my bin"], "tracker": {"slots": 1}}


@pytest.fixture(autouse=True)
def none_ran() -> None:
    RUNS.clear()


@pytest.fixture(params=[PlannedRunner, DaskGraphRunner])
def runner(request: pytest.FixtureRequest, default_storage: ModelStorage) -> GraphRunner:
    """Ours, and Rasa's, of which the same is expected."""
    return request.param.create(SCHEMA, default_storage, ExecutionContext(SCHEMA))


@pytest.fixture
def default_storage(tmp_path: Any) -> Iterator[ModelStorage]:
    from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: PLC0415 - loads much

    yield LocalModelStorage.create(tmp_path)


def test_a_goal_is_given_with_all_that_it_needs_each_run_once(runner: GraphRunner) -> None:
    read = "read(split(['my bin'],),meant(split(['my bin'],),))"
    assert runner.run(GIVEN, ["chosen"]) == {"chosen": f"chosen(rules({{'slots': 1}},),{read})"}
    assert sorted(RUNS) == ["chosen", "meant", "read", "rules", "split"]


def test_only_what_a_goal_needs_is_run(runner: GraphRunner) -> None:
    assert runner.run(GIVEN, ["rules"]) == {"rules": "rules({'slots': 1},)"}
    assert RUNS == ["rules"]


def test_several_goals_are_given_by_name(runner: GraphRunner) -> None:
    assert runner.run(GIVEN, ["split", "rules"]) == {"split": "split(['my bin'],)", "rules": "rules({'slots': 1},)"}


def test_each_run_sees_what_it_was_given(runner: GraphRunner) -> None:
    assert runner.run({"message": "one"}, ["split"]) != runner.run({"message": "two"}, ["split"])


def test_a_component_that_lacks_an_input_says_so(runner: GraphRunner) -> None:
    with pytest.raises(GraphRunError):
        runner.run(GIVEN, ["lost"])
    with pytest.raises(GraphRunError):
        runner.run({}, ["split"])


def test_a_component_that_fails_is_named(runner: GraphRunner) -> None:
    with pytest.raises(GraphComponentException, match="broken"):
        runner.run(GIVEN, ["broken"])


def test_a_plan_is_made_once_for_each_goal(default_storage: ModelStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[tuple[str, ...]] = []
    plan = PlannedRunner._plan

    def counted(runner: PlannedRunner, wanted: tuple[str, ...]) -> list[str]:
        planned.append(wanted)
        return plan(runner, wanted)

    monkeypatch.setattr(PlannedRunner, "_plan", counted)
    runner = PlannedRunner.create(SCHEMA, default_storage, ExecutionContext(SCHEMA))
    for goal in ("chosen", "rules", "chosen", "rules"):
        runner.run(GIVEN, [goal])
    assert planned == [("chosen",), ("rules",)]


def test_rasa_loads_models_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.core.processor, "DaskGraphRunner", DaskGraphRunner)
    order_nodes_once()
    assert rasa.core.processor.DaskGraphRunner is PlannedRunner
