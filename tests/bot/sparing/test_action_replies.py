"""Replies of the action server: what is in order goes through, what isn't is refused as Rasa would refuse it."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema.exceptions import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.sparing import action_replies
from bot.sparing.action_replies import check_schema_once

SLOT = {"event": "slot", "timestamp": None, "name": "thread", "value": {"focus": "waste-missed-bin"}}
SAID = {"text": "Report it.", "buttons": [], "custom": {"status": "answered"}}
FORM = {"event": "active_loop", "timestamp": None, "name": "place_form"}
ACTION = RemoteAction("action_answer_question", None)


@pytest.fixture
def rasas_own() -> Any:
    """Rasa's own check, whoever replaced it in this process."""
    return action_replies.RASAS_OWN


@pytest.fixture(autouse=True)
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", action_replies.RASAS_OWN)
    check_schema_once()


PLAIN: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [SLOT], "responses": [SAID]},
    {"events": [SLOT, SLOT], "responses": [SAID, {}]},
]
IN_ORDER: list[dict[str, Any]] = [
    *PLAIN,
    {"events": [FORM, SLOT], "responses": [SAID]},
    {"events": [{"event": "followup", "name": "action_listen", "timestamp": 1.5}], "responses": []},
]
NOT_IN_ORDER: list[dict[str, Any]] = [
    {"events": "none", "responses": []},
    {"events": [{"name": "thread"}], "responses": []},
    {"events": ["slot"], "responses": []},
    {"events": [SLOT | {"name": 7}], "responses": []},
    {"events": [SLOT | {"timestamp": "noon"}], "responses": []},
    {"events": [SLOT], "responses": "Report it."},
]


@pytest.mark.parametrize("reply", IN_ORDER)
def test_a_reply_in_order_goes_through_as_with_rasas_own_check(rasas_own: Any, reply: dict[str, Any]) -> None:
    assert RemoteAction._validate_action_result(ACTION, reply)
    assert rasas_own(ACTION, reply)


@pytest.mark.parametrize("reply", NOT_IN_ORDER)
def test_a_reply_that_is_not_in_order_is_refused_as_by_rasas_own_check(rasas_own: Any, reply: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rasas_own(ACTION, reply)
    with pytest.raises(ValidationError):
        RemoteAction._validate_action_result(ACTION, reply)


@pytest.mark.parametrize("reply", PLAIN)
def test_what_only_speaks_and_sets_slots_is_spared_the_whole_check(
    monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any]
) -> None:
    monkeypatch.setattr(action_replies, "_validator", lambda: pytest.fail("the whole check"))
    assert RemoteAction._validate_action_result(ACTION, reply)
