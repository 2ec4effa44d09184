"""What a trained model makes of questions, in a process of its own: ``python -m tests.benchmark.predict MODEL IN OUT``.

``IN`` holds a JSON list of texts; ``OUT`` gets a list of ``{"intent": ..., "likeliest": ...}``. The two differ where
the model's own fallback says that it isn't sure: ``likeliest`` is the best intent of those that it was trained on.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from rasa.core.agent import Agent

from tests.benchmark.summary import likeliest


async def _predict(model: str, texts: list[str]) -> list[dict[str, str]]:
    agent = Agent.load(model)
    parsed = [await agent.parse_message(text) for text in texts]
    return [{"intent": (one.get("intent") or {}).get("name") or "", "likeliest": likeliest(one)} for one in parsed]


if __name__ == "__main__":
    found = asyncio.run(_predict(sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))))
    Path(sys.argv[3]).write_text(json.dumps(found), "utf-8")
