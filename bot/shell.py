"""A chat in the terminal: ``make shell``.

It talks to the running assistant, or brings one up quietly for as long as it lasts.
"""

from __future__ import annotations

import sys
import uuid
from typing import Any

import requests

from bot.serve import Interrupted, ServeError, Servers, build_database, stop_on_signals, trained_model
from core.settings import SettingError, Settings, read_settings


def is_running(settings: Settings) -> bool:
    """Whether the assistant answers already."""
    try:
        return requests.get(settings.rest_url.removesuffix("webhook"), timeout=2).ok
    except requests.RequestException:
        return False


def ask(settings: Settings, sender: str, message: str) -> list[dict[str, Any]]:
    """Send one message and give the replies."""
    message_of = {"sender": sender, "message": message}
    reply = requests.post(settings.rest_url, json=message_of, timeout=settings.answer_timeout + 5)
    reply.raise_for_status()
    replies: list[dict[str, Any]] = reply.json()
    return replies


def show(replies: list[dict[str, Any]]) -> list[str]:
    """Print replies; gives the titles of the buttons, which may be chosen by number."""
    titles: list[str] = []
    for reply in replies:
        print(reply.get("text", ""))
        titles += [button["title"] for button in reply.get("buttons") or []]
    for number, title in enumerate(titles, 1):
        print(f"  {number}. {title}")
    print()
    return titles


def chat(settings: Settings) -> None:
    """Chat until the input ends or "quit" is typed."""
    sender = f"shell-{uuid.uuid4().hex}"
    titles: list[str] = []
    print("Type a question; a number chooses a button; 'quit' ends.\n")
    while True:
        try:
            message = input("you> ").strip()
        except EOFError:
            print()
            return
        if message.lower() in ("quit", "exit"):
            return
        if message.isdigit() and 0 < int(message) <= len(titles):
            message = titles[int(message) - 1]
        try:
            titles = show(ask(settings, sender, message))
        except (requests.RequestException, ValueError) as error:
            print(f"(the assistant doesn't answer: {error.__class__.__name__})\n")


def main() -> int:
    """Chat; exit status 1 when the assistant can't be brought up."""
    stop_on_signals()
    servers: Servers | None = None
    try:
        settings = read_settings()
        if not is_running(settings):
            settings.run_dir.mkdir(parents=True, exist_ok=True)
            build_database()
            servers = Servers(settings, trained_model(settings, settings.run_dir / "training.log"))
            print("starting, some seconds ...", flush=True)
            servers.start()
            servers.wait_until_ready()
        chat(settings)
    except Interrupted:
        print()
    except (ServeError, SettingError) as error:
        print(f"The assistant can't be started: {error}", file=sys.stderr)
        return 1
    finally:
        if servers is not None:
            servers.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
