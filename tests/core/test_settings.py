"""Settings: defaults, the environment before .env, wrong values named, and every one documented."""

from __future__ import annotations

import ast
import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from core import settings
from core.settings import SettingError, Settings, read_settings

READERS = ("_text", "_number", "_whole", "_port", "_one_of", "_list")
EXAMPLE = settings.ROOT / ".env.example"


def names_read() -> set[str]:
    """The names of all settings that core/settings.py reads, from its code."""
    calls = [
        node for node in ast.walk(ast.parse(Path(settings.__file__).read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in READERS]
    return {str(call.args[0].value) for call in asked if isinstance(call.args[0], ast.Constant)}


def names_documented() -> list[str]:
    return re.findall(r"^#? ?([A-Z][A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder without .env, and an environment without settings, both put back afterwards."""
    for name in names_read():
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path


def test_without_environment_and_file_the_defaults_hold(root: Path) -> None:
    assert read_settings() == Settings(
        database_url=f"sqlite:///{root}/.run/catalogue.db",
        conversations_url=f"sqlite:///{root}/.run/conversations.db",
        desk_url=f"sqlite:///{root}/.run/desk.db",
        rasa_host="127.0.0.1",
        rasa_port=5005,
        actions_host="127.0.0.1",
        actions_port=5055,
        answer_timeout=5,
        database_timeout=2,
        message_limit=2000,
        turns_kept=12,
        retention_days=30,
        encoder="on",
        log_level="WARNING",
    )


@pytest.mark.parametrize(
    ("name", "given", "attribute", "value"),
    [
        ("DATABASE_URL", "postgresql://here/catalogue", "database_url", "postgresql://here/catalogue"),
        ("CONVERSATIONS_URL", "sqlite:///talk.db", "conversations_url", "sqlite:///talk.db"),
        ("RASA_HOST", "0.0.0.0", "rasa_host", "0.0.0.0"),
        ("GATEWAY_PORT", "80", "gateway_port", 80),
        ("PUBLIC_URL", "https://ask.example.gov.uk/", "public_url", "https://ask.example.gov.uk"),
        ("WIDGET_ORIGINS", "https://a.uk/, https://b.uk,", "widget_origins", ("https://a.uk", "https://b.uk")),
        ("PROXY_ADDRESSES", " ", "proxy_addresses", ()),
        ("SESSION_HOURS", "1", "session_hours", 1),
        ("QUICK_EXIT", "https://www.google.com", "quick_exit", "https://www.google.com"),
        ("RASA_PORT", "6005", "rasa_port", 6005),
        ("RASA_PORT", "1", "rasa_port", 1),
        ("ACTIONS_HOST", " localhost ", "actions_host", "localhost"),
        ("ACTIONS_PORT", "65535", "actions_port", 65535),
        ("ANSWER_TIMEOUT", "0.5", "answer_timeout", 0.5),
        ("DATABASE_TIMEOUT", "30", "database_timeout", 30),
        ("MESSAGE_LIMIT", "50", "message_limit", 50),
        ("TURNS_KEPT", "2", "turns_kept", 2),
        ("RETENTION_DAYS", "365", "retention_days", 365),
        ("SENTENCE_ENCODER", "OFF", "encoder", "off"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ],
)
def test_the_environment_sets_a_setting_and_leaves_the_others(
    name: str, given: str, attribute: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_settings()
    monkeypatch.setenv(name, given)
    after = read_settings()
    assert getattr(after, attribute) == value
    others = [known.name for known in fields(Settings) if known.name != attribute]
    assert [getattr(after, other) for other in others] == [getattr(before, other) for other in others]


@pytest.mark.parametrize("name", sorted(names_read()))
def test_a_blank_setting_means_its_default(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_settings()
    monkeypatch.setenv(name, "  ")
    assert read_settings() == before


def test_the_environment_goes_before_the_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".env").write_text("RASA_PORT=6005\nACTIONS_PORT=6055\n", "utf-8")
    monkeypatch.setenv("RASA_PORT", "7005")
    read = read_settings()
    assert (read.rasa_port, read.actions_port) == (7005, 6055)


PORTS = ["RASA_PORT", "ACTIONS_PORT"]
NUMBERS = ["ANSWER_TIMEOUT", "DATABASE_TIMEOUT", "MESSAGE_LIMIT", "TURNS_KEPT", "RETENTION_DAYS"]


@pytest.mark.parametrize("name", PORTS)
@pytest.mark.parametrize("given", ["0", "-1", "65536", "http", "50 05", "inf", "nan"])
def test_a_bad_port_is_named_with_what_was_given(name: str, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(SettingError, match=f"^{name} must be .*{given}"):
        read_settings()


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("given", ["soon", "-1", "0", "99999", "nan", "1,5", "2s"])
def test_a_bad_number_is_named_with_what_was_given(name: str, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(SettingError, match=f"^{name} must be .*{given}"):
        read_settings()


@pytest.mark.parametrize("name", [*PORTS, "MESSAGE_LIMIT", "TURNS_KEPT", "RETENTION_DAYS"])
def test_a_number_that_must_be_whole_is_not_cut_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "50.7")
    with pytest.raises(SettingError, match=f"^{name} must be a whole number, not 50.7"):
        read_settings()


@pytest.mark.parametrize("given", ["yes", "1", "onn"])
def test_a_bad_switch_of_the_encoder_is_named(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", given)
    with pytest.raises(SettingError, match=f"SENTENCE_ENCODER must be on or off, not '{given}'"):
        read_settings()


def test_a_bad_level_of_the_logs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(SettingError, match="LOG_LEVEL must be WARNING, DEBUG, INFO or ERROR, not 'loud'"):
        read_settings()


def test_the_addresses_of_the_servers_are_made_of_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_PORT", "6005")
    monkeypatch.setenv("ACTIONS_HOST", "localhost")
    read = read_settings()
    assert read.rest_url == "http://127.0.0.1:6005/webhooks/rest/webhook"
    assert read.actions_url == "http://localhost:5055/webhook"


def test_every_setting_is_read_by_a_name_that_can_be_found() -> None:
    """Otherwise the comparison with .env.example would miss some."""
    assert len(names_read()) == len([known for known in fields(Settings) if known.name != "run_dir"])


def test_every_setting_is_documented_once_and_nothing_else_is() -> None:
    assert sorted(names_documented()) == sorted(names_read())


def test_every_setting_stands_in_the_example_below_a_remark() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for name in names_documented():
        above = lines[: [line.startswith(f"{name}=") for line in lines].index(True)]
        nearest = next(line for line in reversed(above) if not re.match("[A-Z_]+=", line))
        assert nearest.startswith("# "), f"{name} has no remark"


def test_the_example_shows_the_defaults(root: Path) -> None:
    before = read_settings()
    (root / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert read_settings() == before
    assert os.environ["RASA_PORT"] == "5005", "the example was not read"
