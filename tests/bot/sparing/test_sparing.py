"""All that Rasa is spared, at once."""

from __future__ import annotations

import pytest
import rasa.core.processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.utils.endpoints import EndpointConfig

from bot.sparing import spare_rasa

STEPS = [
    (RemoteAction, "_validate_action_result"),
    (RemoteAction, "_action_call_format"),
    (EndpointConfig, "session"),
    (RulePolicy, "_get_possible_keys"),
    (rasa.core.processor, "DaskGraphRunner"),
]


def test_every_step_is_replaced_and_twice_is_as_good_as_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, DaskGraphRunner if name == "DaskGraphRunner" else None)
    spare_rasa()
    once = [getattr(owner, name) for owner, name in STEPS]
    assert all(step.__module__.startswith("bot.sparing.") for step in once)
    spare_rasa()
    assert [getattr(owner, name) for owner, name in STEPS] == once
