"""Puts together what Rasa trains on: training phrases, domain and rules, from the data files.

The intents are those that stand in ``data/nlu``; each gets a rule to the action that answers it. So a new service area
needs its data files and nothing here. The result lies under ``build/rasa`` and is never edited.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from core.settings import DATA, ROOT, read_settings
from core.yaml_text import parse_yaml

BUILD = ROOT / "build" / "rasa"
ANSWER = "action_answer_question"
CONVERSE = "action_converse"
TELL = {
    "more": "action_tell_more",
    "another": "action_tell_another",
    "contact": "action_give_contact",
    "source": "action_give_source",
    "wrong": "action_offer_other",
    "start_over": "action_start_over",
    "place_only": ANSWER,
    "year_only": ANSWER,
}
FORM = "place_form"
ASKING = ("need_", "initiative_")


def read_intents(nlu: Path) -> dict[str, list[str]]:
    """Intents with their examples.

    Args:
        nlu: the folder of training phrases.

    Returns:
        Examples by intent, in the order of the files.
    """
    intents: dict[str, list[str]] = {}
    for path in sorted(nlu.glob("*.yml")):
        for block in parse_yaml(path.read_text("utf-8"))["nlu"]:
            lines = (line.strip() for line in block["examples"].splitlines())
            intents.setdefault(block["intent"], []).extend(line[2:].strip() for line in lines if line.startswith("- "))
    return intents


def action_for(intent: str) -> str:
    """The action that answers an intent."""
    return ANSWER if intent.startswith(ASKING) else TELL.get(intent, CONVERSE)


def make_domain(intents: list[str]) -> dict[str, Any]:
    """The domain: intents, slots, the form and the actions."""
    free = {"influence_conversation": False, "mappings": [{"type": "custom"}]}
    return {
        "version": "3.1",
        "intents": [{intent: {"use_entities": []}} for intent in intents],
        "entities": ["place", "year", "organisation"],
        "slots": {
            "thread": {"type": "any", **free},
            "place": {"type": "text", **free},
        },
        "forms": {FORM: {"required_slots": ["place"]}},
        "actions": sorted({ANSWER, CONVERSE, *TELL.values(), f"action_ask_{FORM}_place", f"validate_{FORM}"}),
        "session_config": {"session_expiration_time": 120, "carry_over_slots_to_new_session": False},
    }


def make_rules(intents: list[str]) -> dict[str, Any]:
    """A rule for every intent, and those of the form that asks for a place."""
    rules: list[dict[str, Any]] = [
        {
            "rule": f"{intent} is answered by {action_for(intent)}",
            "steps": [{"intent": intent}, {"action": action_for(intent)}],
        }
        for intent in intents
    ]
    rules.append(
        {
            "rule": "whatever follows the question for a place is answered with the place, if there is one",
            "condition": [{"active_loop": FORM}],
            "steps": [
                {"action": FORM},
                {"active_loop": None},
                {"slot_was_set": [{"requested_slot": None}]},
                {"action": ANSWER},
            ],
        }
    )
    return {"version": "3.1", "rules": rules}


def assemble(build: Path = BUILD) -> Path:
    """Write domain, rules and training phrases for Rasa.

    Args:
        build: folder to write to; what lies there is replaced.

    Returns:
        The folder.
    """
    intents = read_intents(DATA / "nlu")
    shutil.rmtree(build, ignore_errors=True)
    (build / "data").mkdir(parents=True)
    shutil.copytree(DATA / "nlu", build / "data" / "nlu")
    shutil.copy(ROOT / "bot" / "config.yml", build / "config.yml")
    for name, document in (("domain.yml", make_domain(list(intents))), ("data/rules.yml", make_rules(list(intents)))):
        (build / name).write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120), "utf-8")
    return build


def training_fingerprint() -> str:
    """A digest of everything that a trained model depends on; it names the model file."""
    # A classifier trained with sentence vectors can't read messages without them, nor the other way round.
    digest = hashlib.sha256(read_settings().encoder.encode())
    files = [*sorted((DATA / "nlu").glob("*.yml")), ROOT / "bot" / "config.yml", Path(__file__),
             *sorted((ROOT / "bot" / "components").glob("*.py")), ROOT / "core" / "understanding" / "encoder.py",
             ROOT / "core" / "understanding" / "danger_sense.py", DATA / "danger" / "cases.yml",
             DATA / "encoder" / "vocab.txt", ROOT / "requirements.lock"]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    print(json.dumps({"assembled": str(assemble().relative_to(ROOT)), "fingerprint": training_fingerprint()}))
