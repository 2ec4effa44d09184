"""What a trained model makes of messages, in its own process: ``python -m tests.evaluation.understand MODEL IN OUT``.

``IN`` holds a JSON list of texts; ``OUT`` gets a list of intents with their ranking, in the same order.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.turn import Understanding
from core.understanding.danger_sense import Alarm

_PATIENCE = 900.0  # seconds


def understand(model: Path, texts: Sequence[str]) -> dict[str, Understanding]:
    """What a model makes of texts, by text.

    Raises:
        subprocess.CalledProcessError: the model can't be loaded.
    """
    with TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.json", Path(folder) / "told.json"
        asked.write_text(json.dumps(list(texts)), "utf-8")
        call = [sys.executable, "-m", "tests.evaluation.understand", str(model), str(asked), str(told)]
        # Rasa logs every message that it reads.
        subprocess.run(call, check=True, timeout=_PATIENCE, capture_output=True)
        rows = json.loads(told.read_text("utf-8"))
    return {text: _understanding(row) for text, row in zip(texts, rows, strict=True)}


def _understanding(row: Mapping[str, Any]) -> Understanding:
    ranking = {str(name): float(value) for name, value in row["ranking"].items()}
    alarm = Alarm(**row["alarm"]) if row["alarm"] else None
    return Understanding(row["intent"], float(row["confidence"]), ranking, alarm=alarm)


async def _parse(model: str, texts: list[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import Agent  # noqa: PLC0415 - here, so that readers of this module need no Rasa

    agent = Agent.load(model)
    rows = []
    for text in texts:
        parsed = await agent.parse_message(text)
        intent = parsed.get("intent") or {}
        ranking = {one["name"]: one["confidence"] for one in parsed.get("intent_ranking") or []}
        name, confidence = intent.get("name") or "", intent.get("confidence") or 0
        alarm = parsed.get("alarm")
        rows.append({"intent": name, "confidence": confidence, "ranking": ranking, "alarm": alarm})
    return rows


if __name__ == "__main__":
    found = asyncio.run(_parse(sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))))
    Path(sys.argv[3]).write_text(json.dumps(found), "utf-8")
