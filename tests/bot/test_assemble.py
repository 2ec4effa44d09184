"""What Rasa trains on: intents and rules come from the data alone, and the fingerprint knows when they changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import assemble
from core.settings import DATA, ROOT
from core.yaml_text import parse_yaml

ALLOTMENTS = """version: "3.1"
nlu:
  - intent: need_allotments
    examples: |
      - how do i get an allotment
      - my plot is full of weeds
  - intent: initiative_allotments
    examples: |
      - how many allotments are there
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that decides what is trained, to change at will."""
    shutil.copytree(DATA / "nlu", tmp_path / "data" / "nlu")
    shutil.copytree(ROOT / "bot", tmp_path / "bot")
    shutil.copytree(ROOT / "core" / "understanding", tmp_path / "core" / "understanding")
    shutil.copytree(DATA / "encoder", tmp_path / "data" / "encoder")
    shutil.copytree(DATA / "danger", tmp_path / "data" / "danger")
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    monkeypatch.setattr(assemble, "DATA", tmp_path / "data")
    monkeypatch.setattr(assemble, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def made(project: Path) -> Iterator[dict[str, Any]]:
    """What is put together when a file of phrases for a new area is added and nothing else."""
    (project / "data" / "nlu" / "allotments.yml").write_text(ALLOTMENTS, "utf-8")
    build = assemble.assemble(project / "build")
    yield {
        "domain": parse_yaml((build / "domain.yml").read_text("utf-8")),
        "rules": parse_yaml((build / "data" / "rules.yml").read_text("utf-8"))["rules"],
        "phrases": assemble.read_intents(build / "data" / "nlu"),
    }


def action_after(rules: list[dict[str, Any]], intent: str) -> str:
    found = [rule["steps"][1]["action"] for rule in rules if rule["steps"][0] == {"intent": intent}]
    assert len(found) == 1, f"{len(found)} rules for {intent}"
    return str(found[0])


def test_a_new_area_needs_its_phrases_and_no_code(made: dict[str, Any]) -> None:
    assert {"need_allotments", "initiative_allotments"} <= {next(iter(intent)) for intent in made["domain"]["intents"]}
    assert action_after(made["rules"], "need_allotments") == "action_answer_question"
    assert action_after(made["rules"], "initiative_allotments") == "action_answer_question"
    assert made["phrases"]["need_allotments"] == ["how do i get an allotment", "my plot is full of weeds"]


def test_every_intent_has_one_rule_to_an_action_of_the_domain(made: dict[str, Any]) -> None:
    intents = [next(iter(intent)) for intent in made["domain"]["intents"]]
    assert intents == list(made["phrases"])
    assert {action_after(made["rules"], intent) for intent in intents} <= set(made["domain"]["actions"])


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("need_waste", "action_answer_question"),
        ("initiative_waste", "action_answer_question"),
        ("place_only", "action_answer_question"),
        ("more", "action_tell_more"),
        ("another", "action_tell_another"),
        ("contact", "action_give_contact"),
        ("source", "action_give_source"),
        ("wrong", "action_offer_other"),
        ("start_over", "action_start_over"),
        ("greet", "action_converse"),
    ],
)
def test_each_kind_of_intent_goes_to_its_action(intent: str, action: str) -> None:
    assert assemble.action_for(intent) == action


def test_every_intent_of_the_project_is_trained_on_phrases_of_its_own() -> None:
    intents = assemble.read_intents(DATA / "nlu")
    seen: dict[str, str] = {}
    for intent, phrases in intents.items():
        assert phrases, f"{intent} has no phrases"
        for phrase in phrases:
            assert seen.setdefault(phrase.lower(), intent) == intent, (
                f"{phrase!r} is in {seen[phrase.lower()]} and {intent}"
            )


def test_what_lay_in_the_folder_is_replaced(project: Path) -> None:
    build = assemble.assemble(project / "build")
    (build / "data" / "nlu" / "old.yml").write_text(ALLOTMENTS, "utf-8")
    assemble.assemble(build)
    assert not (build / "data" / "nlu" / "old.yml").exists()


def test_the_fingerprint_stays_while_nothing_changes(project: Path) -> None:
    before = assemble.training_fingerprint()
    (project / "data" / "needs").mkdir()
    (project / "data" / "needs" / "waste.yml").write_text("area: waste\nneeds: []\n", "utf-8")
    (project / "bot" / "serve.py").write_text("# another way to serve\n", "utf-8")
    assemble.assemble(project / "build")
    assert assemble.training_fingerprint() == before


@pytest.mark.parametrize(
    "file",
    [
        "data/nlu/waste.yml",
        "bot/config.yml",
        "bot/components/sentence_featurizer.py",
        "core/understanding/encoder.py",
        "core/understanding/danger_sense.py",
        "data/danger/cases.yml",
        "data/encoder/vocab.txt",
        "requirements.lock",
    ],
)
def test_the_fingerprint_changes_with_all_that_is_trained_on(project: Path, file: str) -> None:
    before = assemble.training_fingerprint()
    with (project / file).open("a", encoding="utf-8") as changed:
        changed.write("# a change\n")
    assert assemble.training_fingerprint() != before


def test_the_fingerprint_changes_with_a_new_file_of_phrases(project: Path) -> None:
    before = assemble.training_fingerprint()
    (project / "data" / "nlu" / "allotments.yml").write_text(ALLOTMENTS, "utf-8")
    assert assemble.training_fingerprint() != before


def test_the_fingerprint_changes_with_the_switch_of_the_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model trained with vectors breaks on messages without them."""
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    before = assemble.training_fingerprint()
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    assert assemble.training_fingerprint() != before
