"""An answer as the web shows it: text, parts, buttons, and whether a way to leave the page quickly belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from core.answering.answer import Answer, Status
from core.conversations import Event
from core.lookup.opening import is_open
from core.settings import DATA
from core.yaml_text import parse_yaml
from web.charts import chart_path


def as_shown(said: Answer) -> dict[str, Any]:
    """An answer of the core."""
    return _shown(said.text, said.to_plain(), [button.title for button in said.buttons])


def as_told(message: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as Rasa's channel gives it."""
    buttons = [str(button.get("title", "")) for button in message.get("buttons") or []]
    return _shown(str(message["text"]), message.get("custom") or {}, buttons)


def turns_of(events: list[Event]) -> list[dict[str, Any]]:
    """A conversation as the resident saw it, from its events."""
    turns: list[dict[str, Any]] = []
    for event in events:
        if event.get("event") == "user" and event.get("text"):
            turns.append({"from": "you", "text": str(event["text"])})
        elif event.get("event") == "bot" and event.get("text"):
            data = event.get("data") or {}
            told = {"text": event["text"], "buttons": data.get("buttons"), "custom": data.get("custom")}
            turns.append({"from": "assistant", "answer": as_told(told)})
    return turns


def _shown(text: str, plain: Mapping[str, Any], buttons: list[str]) -> dict[str, Any]:
    parts = plain.get("parts") or [{"kind": "text", "text": line} for line in text.split("\n") if line.strip()]
    now = datetime.now(timezone.utc)
    records = [str(record) for record in plain.get("records") or []]
    danger = str(plain.get("danger") or "")
    return {
        "status": str(plain.get("status") or Status.ANSWERED.value),
        "text": text,
        "parts": [_completed(part, now) for part in parts],
        "buttons": [{"title": title} for title in buttons if title],
        "records": records,
        "exit": danger in _exits()["dangers"] or not _exits()["records"].isdisjoint(records),
    }


def _completed(part: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A part with what the web adds: whether a contact is open, and where the chart of a series is."""
    if part.get("series"):
        return {**part, "chart": chart_path(str(part["series"]))}
    if part.get("name"):
        return {**part, "open_now": is_open(str(part.get("hours") or ""), now)}
    return dict(part)


@lru_cache(maxsize=1)
def _exits() -> dict[str, frozenset[str]]:
    held = parse_yaml((DATA / "web" / "exit.yml").read_text("utf-8"))
    return {name: frozenset(held[name]) for name in ("dangers", "records")}
