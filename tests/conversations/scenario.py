"""Conversation scenarios: short files that read as prose, held with the running assistant.

    area: waste
    conversations:
      - name: A missed bin, then the place
        turns:
          - resident: they never took me bin this morning
            hears: [district, find-local-council]
          - resident: quorn
            hears: [Charnwood Borough Council]
            hears_one_of: [[01509 634564, charnwood.gov.uk]]
            never: [Blaby]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
WORD_LIMIT = 120


@dataclass(frozen=True)
class ScenarioTurn:
    """What a resident says and what must be heard in reply, letter case aside."""

    resident: str
    hears: tuple[str, ...] = ()
    hears_one_of: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A conversation."""

    name: str
    area: str
    turns: tuple[ScenarioTurn, ...] = field(default_factory=tuple)


def read_scenarios(folder: Path = FOLDER) -> Iterator[Scenario]:
    """All scenarios of the folder's files."""
    for path in sorted(folder.glob("*.yml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        for row in document["conversations"]:
            turns = tuple(
                ScenarioTurn(
                    turn["resident"],
                    tuple(map(str, turn.get("hears", ()))),
                    tuple(tuple(map(str, group)) for group in turn.get("hears_one_of", ())),
                    tuple(map(str, turn.get("never", ()))),
                )
                for turn in row["turns"]
            )
            yield Scenario(row["name"], document["area"], turns)


def hold(scenario: Scenario, say: Callable[[str], str]) -> list[str]:
    """Hold a conversation; gives what was wrong with it, a line each."""
    faults = []
    for turn in scenario.turns:
        heard = say(turn.resident)
        text = re.sub(r"\s+", " ", heard.lower())
        wrong = [f"doesn't say {words!r}" for words in turn.hears if words.lower() not in text]
        wrong += [f"says none of {list(group)}" for group in turn.hears_one_of if not any(words.lower() in text for words in group)]
        wrong += [f"says {words!r}" for words in turn.never if words.lower() in text]
        if not text.strip():
            wrong.append("says nothing")
        if len(text.split()) > WORD_LIMIT:
            wrong.append(f"says {len(text.split())} words")
        faults += [f"{turn.resident!r}: {fault}\n    -> {heard}" for fault in wrong]
    return faults
