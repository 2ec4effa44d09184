"""The search among rules: sorted or not, the same rules fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy

from bot.sparing import rule_search
from bot.sparing.rule_search import RASAS_OWN, sort_rules_once

State = dict[str, dict[str, Any]]
ACTIONS, INTENTS = ["action_listen", "action_answer_question", "place_form"], ["need_waste", "greet", "affirm"]


def policy() -> RulePolicy:
    # What it learnt is handed to each search, so it need not be trained.
    return RulePolicy.__new__(RulePolicy)


def state(action: str = "action_listen", intent: str = "", loop: str = "") -> State:
    parts = {
        "prev_action": {"action_name": action},
        "user": {"intent": intent},
        "active_loop": {"name": loop},
    }
    return {name: part for name, part in parts.items() if any(part.values())}


def rule(*states: State) -> str:
    return json.dumps(states, sort_keys=True)


@pytest.fixture(autouse=True)
def sorted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RulePolicy, "_get_possible_keys", RASAS_OWN)
    sort_rules_once()


RULES = {
    rule(state(intent="need_waste")): "action_answer_question",
    rule(state(intent="need_waste"), state("action_answer_question", "need_waste")): "action_listen",
    rule(state(intent="greet")): "action_converse",
    rule(state(loop="place_form", action="place_form")): "action_answer_question",
}


def test_the_rule_of_the_intent_is_found() -> None:
    found = policy()._get_possible_keys(RULES, [state("action_answer_question", "greet"), state(intent="need_waste")])
    assert [RULES[key] for key in found] == ["action_answer_question"]


def test_a_rule_of_two_steps_is_found_at_its_second() -> None:
    states = [state(intent="need_waste"), state("action_answer_question", "need_waste")]
    assert {RULES[key] for key in policy()._get_possible_keys(RULES, states)} == {"action_listen"}


def test_a_rule_without_an_intent_is_found_whatever_the_intent() -> None:
    states = [state("place_form", "greet", "place_form")]
    assert {RULES[key] for key in policy()._get_possible_keys(RULES, states)} == {"action_answer_question"}


def test_an_intent_without_a_rule_finds_none() -> None:
    assert policy()._get_possible_keys(RULES, [state(intent="affirm")]) == set()


def test_no_rules_and_no_states_are_what_they_are_to_rasa() -> None:
    assert policy()._get_possible_keys({}, [state(intent="greet")]) == set()
    assert policy()._get_possible_keys(RULES, []) == set(RULES)


def test_rasa_looks_at_those_alone_that_may_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[dict[str, str]] = []
    monkeypatch.setattr(rule_search, "RASAS_OWN", lambda _policy, rules, _states: looked_at.append(rules))
    policy()._get_possible_keys(RULES, [state(intent="greet")])
    assert [list(rules.values()) for rules in looked_at] == [["action_converse"]]


def test_rules_learnt_anew_are_sorted_anew() -> None:
    one = policy()
    assert one._get_possible_keys(RULES, [state(intent="affirm")]) == set()
    learnt = {rule(state(intent="affirm")): "action_converse"}
    assert one._get_possible_keys(learnt, [state(intent="affirm")]) == set(learnt)


PARTS = st.fixed_dictionaries(
    {},
    optional={
        "prev_action": st.fixed_dictionaries({"action_name": st.sampled_from([*ACTIONS, "should_not_be_set"])}),
        "user": st.fixed_dictionaries({}, optional={"intent": st.sampled_from([*INTENTS, "should_not_be_set"])}),
        "active_loop": st.fixed_dictionaries({"name": st.sampled_from(["place_form", "should_not_be_set"])}),
        "slots": st.fixed_dictionaries({"place": st.sampled_from([[1.0], [0.0]])}),
    },
)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "prev_action": st.fixed_dictionaries({"action_name": st.sampled_from(ACTIONS)}),
        "user": st.fixed_dictionaries({}, optional={"intent": st.sampled_from(INTENTS), "text": st.just("hello")}),
        "active_loop": st.fixed_dictionaries({"name": st.just("place_form")}),
        "slots": st.fixed_dictionaries({"place": st.just((1.0,))}),
    },
)


@given(rules=st.lists(st.lists(PARTS, min_size=1, max_size=3), max_size=8), states=st.lists(SAID, max_size=4))
def test_whatever_the_rules_those_are_found_that_rasa_finds(rules: list[list[State]], states: list[State]) -> None:
    lookup = {rule(*steps): "action_listen" for steps in rules}
    assert policy()._get_possible_keys(lookup, states) == RASAS_OWN(policy(), lookup, states)
