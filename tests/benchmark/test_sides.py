"""The other side is what Rasa itself chooses for a new project, and nothing that we chose."""

from __future__ import annotations

from core.settings import ROOT
from core.yaml_text import parse_yaml
from tests.benchmark.sides import as_stories, components, default_config, rasa_file, untrained


def test_the_default_is_the_file_that_rasa_gives_to_new_projects() -> None:
    assert default_config() == rasa_file("cli/initial_project/config.yml").read_text("utf-8")


def test_rasa_fills_in_its_neural_components() -> None:
    names = components(default_config())
    assert {"DIETClassifier", "FallbackClassifier", "TEDPolicy", "UnexpecTEDIntentPolicy"} <= set(names)
    assert names[0] == "WhitespaceTokenizer"


def test_our_own_configuration_is_read_as_it_stands() -> None:
    ours = (ROOT / "bot" / "config.yml").read_text("utf-8")
    assert len(components(ours)) == sum(line.lstrip().startswith("- name:") for line in ours.splitlines())
    assert "DIETClassifier" not in components(ours)


def test_a_quick_look_changes_the_epochs_alone() -> None:
    quick = parse_yaml(default_config(epochs=2))
    filled = parse_yaml(rasa_file("engine/recipes/config_files/default_config.yml").read_text("utf-8"))
    parts = [*quick["pipeline"], *quick["policies"]]
    assert {part["epochs"] for part in parts if "epochs" in part} == {2}
    for part, original in zip(parts, [*filled["pipeline"], *filled["policies"]], strict=True):
        assert {**part, "epochs": 0} == {**original, "epochs": 0}


def test_policies_that_rasa_skips_are_named_once() -> None:
    log = """
    UserWarning: Skipping training of `TEDPolicy` as no data was provided. You can exclude this policy
    Epochs: 100%
    UserWarning: Skipping training of `UnexpecTEDIntentPolicy` as no data was provided. You can exclude this policy
    UserWarning: Skipping training of `TEDPolicy` as no data was provided. You can exclude this policy
    """
    assert untrained(log) == ["TEDPolicy", "UnexpecTEDIntentPolicy"]
    assert untrained("Epochs: 100%") == []


def test_rules_are_told_as_stories_without_those_that_have_a_condition() -> None:
    rules = """
    version: "3.1"
    rules:
    - rule: bins are answered
      steps: [{intent: need_waste}, {action: action_answer_question}]
    - rule: a form goes on
      condition: [{active_loop: place_form}]
      steps: [{action: place_form}]
    """
    told = parse_yaml(as_stories(rules))
    steps = [{"intent": "need_waste"}, {"action": "action_answer_question"}]
    assert told == {"version": "3.1", "stories": [{"story": "bins are answered", "steps": steps}]}
