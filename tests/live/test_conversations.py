"""Every conversation of ``tests/conversations``, held with the running assistant over REST."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from _pytest.mark.structures import ParameterSet

from core.settings import DATA
from core.yaml_text import parse_yaml
from tests.conversations.scenario import FOLDER, Heard, Scenario, hold, read_scenarios
from tests.live.assistant import Assistant

SCENARIOS = list(read_scenarios())


def marked(scenario: Scenario) -> ParameterSet:
    """A scenario with its name; one that the assistant can't hold well yet is run and told, and doesn't fail."""
    marks = [pytest.mark.xfail(reason=scenario.not_yet, strict=False)] if scenario.not_yet else []
    return pytest.param(scenario, id=f"{scenario.area}: {scenario.name}", marks=marks)


@pytest.mark.live
@pytest.mark.parametrize("scenario", [marked(scenario) for scenario in SCENARIOS])
def test_a_conversation_goes_well(assistant: Assistant, scenario: Scenario) -> None:
    sender = f"scenario-{uuid.uuid4().hex}"

    def say(message: str) -> Heard:
        return assistant.ask(message, sender).heard

    faults = hold(scenario, say)
    assert not faults, "\n".join(["", *faults])


def test_every_service_area_has_conversations() -> None:
    areas = {row["id"] for row in parse_yaml((DATA / "areas.yml").read_text("utf-8"))["areas"]}
    held = Counter(scenario.area for scenario in SCENARIOS)
    assert {area for area in areas if held[area] < 3} == set()
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(held), "a file is named after its area"
    assert len(SCENARIOS) >= 70


def test_every_conversation_has_a_name_of_its_own_and_expects_something_of_each_turn() -> None:
    names = Counter(scenario.name for scenario in SCENARIOS)
    assert [name for name, count in names.items() if count > 1] == []
    for scenario in SCENARIOS:
        for turn in scenario.turns:
            expected = (*turn.hears, *turn.hears_one_of, *turn.never, *turn.offers)
            assert expected, f"{scenario.name}: nothing is expected of {turn.resident!r}"
