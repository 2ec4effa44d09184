"""Rasa holds each of its rules against the conversation, twice a message; there is a rule for every intent.

A rule whose last step names another intent, or another action before it, can't be the one. Sorted by these, a handful
is left for Rasa to look at, and it finds the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

State = Mapping[str, Mapping[str, Any]]
Rules = dict[str, str]
_Sign = tuple[str | None, str | None]  # the action before, and the intent; None where a rule asks for none
RASAS_OWN = RulePolicy._get_possible_keys


class _Sorted:
    """Rules by the signs of their last step."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._by_sign: dict[_Sign, Rules] = {}
        for key, action in rules.items():
            self._by_sign.setdefault(_sign(RulePolicy._rule_key_to_state(key)[-1]), {})[key] = action

    def possible(self, state: State) -> Rules:
        """Those that a conversation in this state may follow."""
        action, intent = _sign(state)
        if action is None:
            # Rasa lets every rule that begins a conversation fit one that has none.
            return self.rules
        signs = {(before, said) for before in (action, None) for said in (intent, None)}
        return {key: does for sign in signs for key, does in self._by_sign.get(sign, {}).items()}


def _sign(state: State) -> _Sign:
    before, said = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT)
    return (_asked_for(before), _asked_for(said))


def _asked_for(value: Any) -> str | None:
    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else None


_sorted: WeakKeyDictionary[RulePolicy, list[_Sorted]] = WeakKeyDictionary()


def _sort_of(policy: RulePolicy, rules: Rules) -> _Sorted:
    kept = _sorted.setdefault(policy, [])
    for one in kept:
        if one.rules is rules:
            return one
    kept.append(_Sorted(rules))
    return kept[-1]


def _get_possible_keys(self: RulePolicy, lookup: Rules, states: list[State]) -> set[str]:
    rules = _sort_of(self, lookup).possible(states[-1]) if lookup and states else lookup
    found: set[str] = RASAS_OWN(self, rules, states)
    return found


def sort_rules_once() -> None:
    """Let Rasa, in this process, look only at rules that may fit."""
    RulePolicy._get_possible_keys = _get_possible_keys
