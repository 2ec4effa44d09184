"""What Rasa is trained on is clean, and training it twice gives the same assistant."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot import serve
from bot.assemble import assemble
from core.settings import DATA, ROOT, Settings

pytestmark = pytest.mark.live

# A part of the phrases; all of them twice would take minutes and show no more.
PART = ("waste", "roads", "carers", "conversation")
SENTENCES = [
    "they missed our bin", "when is the tip open", "can i bin a telly", "who mends potholes", "our lamp post flickers",
    "the grid is blocked", "how many gritters are there", "what did the bypass cost", "i look after my wife",
    "is there a card for carers", "what do young carers get", "time off from caring", "hello", "ta duck", "bye then",
    "are you a robot", "let me talk to someone", "tell me more", "anything else", "who do i ring", "where is that from",
    "thats wrong", "start again", "in quorn", "in 2023", "yes", "no", "zonk wumple", "a settee wants shifting",
    "ice on the pavement",
]  # fmt: skip


def rasa(*arguments: str, settings: Settings, **environment: str) -> str:
    """Run a command of Rasa; gives what it prints."""
    command = [sys.executable, "-m", "rasa", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**serve.environment(settings), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    printed = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert done.returncode == 0, printed
    return printed


def test_what_is_put_together_passes_rasas_own_checks_without_a_warning(
    live_settings: Settings, tmp_path: Path
) -> None:
    build = assemble(tmp_path / "build")
    printed = rasa(
        "data", "validate", "--fail-on-warnings", "--config", str(build / "config.yml"),
        "--domain", str(build / "domain.yml"), "--data", str(build / "data"),
        settings=live_settings, LOG_LEVEL="INFO",
    )  # fmt: skip
    assert "No story structure conflicts found" in printed, printed
    assert [line for line in printed.splitlines() if re.search(r"\b(?:WARNING|ERROR|UserWarning)\b", line)] == []


def train(build: Path, name: str, settings: Settings, seed: str) -> Path:
    """Train with nothing left of another training, and with another order of sets and mappings."""
    rasa(
        "train", "nlu", "--config", str(build / "config.yml"), "--nlu", str(build / "data" / "nlu"),
        "--out", str(build / "models"), "--fixed-model-name", name,
        settings=settings, PYTHONHASHSEED=seed, RASA_CACHE_DIRECTORY=str(build / f"cache-{name}"),
    )  # fmt: skip
    return build / "models" / f"{name}.tar.gz"


def rankings(model: Path) -> dict[str, list[tuple[str, float]]]:
    agent = Agent.load(model_path=str(model))
    parsed = {sentence: asyncio.run(agent.parse_message(sentence)) for sentence in SENTENCES}
    return {
        sentence: [(row["name"], round(row["confidence"], 6)) for row in found["intent_ranking"]]
        for sentence, found in parsed.items()
    }


def test_training_twice_gives_the_same_understanding(live_settings: Settings, tmp_path: Path) -> None:
    build = assemble(tmp_path / "build")
    shutil.rmtree(build / "data" / "nlu")
    (build / "data" / "nlu").mkdir()
    for name in PART:
        shutil.copy(DATA / "nlu" / f"{name}.yml", build / "data" / "nlu")
    first = rankings(train(build, "first", live_settings, seed="0"))
    second = rankings(train(build, "second", live_settings, seed="7"))
    assert len(SENTENCES) == 30
    assert first == second
    assert len({ranking[0][0] for ranking in first.values()}) > 5, "it can't tell anything apart"
