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
            offers: []          # words of the buttons
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from core.yaml_text import parse_yaml

FOLDER = Path(__file__).parent
WORD_LIMIT = 120


@dataclass(frozen=True)
class Heard:
    """What the assistant said to one message.

    Attributes:
        text: of all its replies.
        buttons: their words.
    """

    text: str
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScenarioTurn:
    """What a resident says and what must be heard in reply, letter case aside.

    Attributes:
        resident: what the resident types.
        hears: what the text must hold, all of it.
        hears_one_of: groups of which the text must hold at least one each.
        never: what the text must not hold.
        offers: words of buttons that must be there.
    """

    resident: str
    hears: tuple[str, ...] = ()
    hears_one_of: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A conversation.

    Attributes:
        name: of the conversation.
        area: of its file.
        turns: in order.
        not_yet: why the assistant can't hold it well yet; empty for one that it must.
    """

    name: str
    area: str
    turns: tuple[ScenarioTurn, ...] = field(default_factory=tuple)
    not_yet: str = ""


def read_scenarios(folder: Path = FOLDER) -> Iterator[Scenario]:
    """All scenarios of the folder's files.

    Raises:
        ValueError: a turn has a key that isn't known; it would never be checked.
    """
    known = {item.name for item in fields(ScenarioTurn)}
    for path in sorted(folder.glob("*.yml")):
        document = parse_yaml(path.read_text("utf-8"))
        for row in document["conversations"]:
            unknown = {key for turn in row["turns"] for key in turn} - known
            if unknown:
                raise ValueError(f"{path.name}, {row['name']}: unknown keys {sorted(unknown)}")
            turns = tuple(
                ScenarioTurn(
                    turn["resident"],
                    tuple(map(str, turn.get("hears", ()))),
                    tuple(tuple(map(str, group)) for group in turn.get("hears_one_of", ())),
                    tuple(map(str, turn.get("never", ()))),
                    tuple(map(str, turn.get("offers", ()))),
                )
                for turn in row["turns"]
            )
            yield Scenario(row["name"], document["area"], turns, row.get("not_yet", ""))


def hold(scenario: Scenario, say: Callable[[str], Heard]) -> list[str]:
    """Hold a conversation.

    Args:
        scenario: the conversation.
        say: says one message to the assistant and gives what is heard.

    Returns:
        What was wrong with it, a line each.
    """
    faults = []
    for turn in scenario.turns:
        heard = say(turn.resident)
        text = re.sub(r"\s+", " ", heard.text.lower())
        buttons = [button.lower() for button in heard.buttons]
        wrong = [f"doesn't say {words!r}" for words in turn.hears if not _says(text, words)]
        for group in turn.hears_one_of:
            if not any(_says(text, words) for words in group):
                wrong.append(f"says none of {list(group)}")
        wrong += [f"says {words!r}" for words in turn.never if _says(text, words)]
        wrong += [f"doesn't offer {words!r}" for words in turn.offers if words.lower() not in buttons]
        if not text.strip():
            wrong.append("says nothing")
        if len(text.split()) > WORD_LIMIT:
            wrong.append(f"says {len(text.split())} words")
        faults += [f"{turn.resident!r}: {fault}\n    -> {heard.text} {list(heard.buttons) or ''}" for fault in wrong]
    return faults


def _says(text: str, words: str) -> bool:
    """Whether a text holds words; a number counts only as a whole: 53 isn't in 1,530."""
    before = r"(?<![\d,.])" if words[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if words[-1:].isdigit() else ""
    return re.search(before + re.escape(words.lower()) + after, text) is not None
