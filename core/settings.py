"""Every setting, read from the environment and from ``.env``, in one place.

``.env.example`` documents each; a test fails when one is missing there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


class SettingError(ValueError):
    """A setting cannot be used; the message names it and what it must look like."""


def _text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def _number(name: str, default: float, least: float, most: float) -> float:
    given = _text(name, str(default))
    try:
        value = float(given)
    except ValueError:
        raise SettingError(f"{name} must be a number, not {given!r}") from None
    if not least <= value <= most:
        raise SettingError(f"{name} must be between {least:g} and {most:g}, not {given}")
    return value


def _whole(name: str, default: int, least: int, most: int) -> int:
    value = _number(name, default, least, most)
    if not value.is_integer():
        raise SettingError(f"{name} must be a whole number, not {value:g}")
    return int(value)


def _port(name: str, default: int) -> int:
    return _whole(name, default, 1, 65535)


def _list(name: str) -> tuple[str, ...]:
    """What stands between commas; nothing for an empty value."""
    return tuple(part.strip().rstrip("/") for part in _text(name, "").split(",") if part.strip())


def _one_of(name: str, *choices: str) -> str:
    """One of the choices in capitals or not; the first is the default."""
    given = _text(name, choices[0]).lower()
    for choice in choices:
        if given == choice.lower():
            return choice
    raise SettingError(f"{name} must be {', '.join(choices[:-1])} or {choices[-1]}, not {given!r}")


@dataclass(frozen=True)
class Settings:
    """The settings of one process.

    Attributes:
        database_url: where the catalogue lies; an SQLAlchemy URL.
        conversations_url: where conversations are kept; an SQLAlchemy URL.
        rasa_host: address that Rasa listens on.
        rasa_port: port of Rasa's REST channel.
        actions_host: address that the action server listens on.
        actions_port: port of the action server.
        answer_timeout: seconds that a resident waits at most before a helpful apology is sent.
        database_timeout: seconds to wait for a busy or distant database.
        message_limit: characters of a message that are read.
        turns_kept: turns of a conversation that are kept for the thread.
        retention_days: days after which a conversation that rests is deleted.
        encoder: ``on``, or ``off`` to run on words alone.
        log_level: level of the logs of all processes.
        gateway_host: address that the gateway listens on; the only one that residents reach.
        gateway_port: its port.
        public_url: how browsers reach the gateway, without a path; empty for its own host and port.
        widget_origins: origins of the sites that may embed the widget, such as ``https://www.example.gov.uk``.
        proxy_addresses: addresses of proxies whose word on the caller's address counts.
        session_secret: signs session tokens; empty to make one at first start and keep it in the run folder.
        session_hours: hours that a session lasts.
        session_rate: messages a minute that one session may send.
        address_rate: requests a minute that one address may send.
        desk_url: where accounts, reviews and unanswered questions of the staff desk lie; an SQLAlchemy URL.
        auth_proxy_header: header in which a single sign-on proxy names the person; empty for none.
        auth_proxy_addresses: addresses of the proxies that are believed in that.
        quick_exit: where "leave this page" leads.
    """

    database_url: str
    conversations_url: str
    rasa_host: str
    rasa_port: int
    actions_host: str
    actions_port: int
    answer_timeout: float
    database_timeout: float
    message_limit: int
    turns_kept: int
    retention_days: int
    encoder: str
    log_level: str
    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8080
    public_url: str = ""
    widget_origins: tuple[str, ...] = ()
    proxy_addresses: tuple[str, ...] = ()
    session_secret: str = ""
    session_hours: int = 12
    session_rate: int = 30
    address_rate: int = 240
    desk_url: str = "sqlite:///.run/desk.db"
    auth_proxy_header: str = ""
    auth_proxy_addresses: tuple[str, ...] = ()
    quick_exit: str = "https://www.bbc.co.uk/weather"
    run_dir: Path = field(default=ROOT / ".run")

    @property
    def rest_url(self) -> str:
        """Where a message is sent to."""
        return f"http://{self.rasa_host}:{self.rasa_port}/webhooks/rest/webhook"

    @property
    def gateway_url(self) -> str:
        """Where a browser on this machine finds the assistant."""
        return self.public_url or f"http://{self.gateway_host}:{self.gateway_port}"

    @property
    def actions_url(self) -> str:
        """Where Rasa finds the action server."""
        return f"http://{self.actions_host}:{self.actions_port}/webhook"


def read_settings() -> Settings:
    """Read the settings.

    Returns:
        The settings, from the environment first, then from ``.env``, then the defaults.

    Raises:
        SettingError: a value has the wrong form.
    """
    load_dotenv(ROOT / ".env")
    return Settings(
        database_url=_text("DATABASE_URL", f"sqlite:///{ROOT / '.run' / 'catalogue.db'}"),
        conversations_url=_text("CONVERSATIONS_URL", f"sqlite:///{ROOT / '.run' / 'conversations.db'}"),
        rasa_host=_text("RASA_HOST", "127.0.0.1"),
        rasa_port=_port("RASA_PORT", 5005),
        actions_host=_text("ACTIONS_HOST", "127.0.0.1"),
        actions_port=_port("ACTIONS_PORT", 5055),
        answer_timeout=_number("ANSWER_TIMEOUT", 5, 0.1, 60),
        database_timeout=_number("DATABASE_TIMEOUT", 2, 0.1, 30),
        message_limit=_whole("MESSAGE_LIMIT", 2000, 50, 20000),
        turns_kept=_whole("TURNS_KEPT", 12, 2, 200),
        retention_days=_whole("RETENTION_DAYS", 30, 1, 365),
        encoder=_one_of("SENTENCE_ENCODER", "on", "off"),
        log_level=_one_of("LOG_LEVEL", "WARNING", "DEBUG", "INFO", "ERROR"),
        gateway_host=_text("GATEWAY_HOST", "127.0.0.1"),
        gateway_port=_port("GATEWAY_PORT", 8080),
        public_url=_text("PUBLIC_URL", "").rstrip("/"),
        widget_origins=_list("WIDGET_ORIGINS"),
        proxy_addresses=_list("PROXY_ADDRESSES"),
        session_secret=_text("SESSION_SECRET", ""),
        session_hours=_whole("SESSION_HOURS", 12, 1, 24 * 30),
        session_rate=_whole("SESSION_RATE", 30, 1, 10_000),
        address_rate=_whole("ADDRESS_RATE", 240, 1, 100_000),
        desk_url=_text("DESK_URL", f"sqlite:///{ROOT / '.run' / 'desk.db'}"),
        auth_proxy_header=_text("AUTH_PROXY_HEADER", ""),
        auth_proxy_addresses=_list("AUTH_PROXY_ADDRESSES"),
        quick_exit=_text("QUICK_EXIT", "https://www.bbc.co.uk/weather"),
    )
