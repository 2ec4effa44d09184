"""All actions together: they are those of the domain, and none of them breaks when the database does."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import re
from pathlib import Path

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from sqlalchemy.engine import Engine

import actions
from bot import assemble
from core.settings import DATA
from tests.actions.conftest import Conversation

SILENT = {"action_ask_place_form_place", "validate_place_form"}


def modules() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(actions.__path__) if module.name != "door"]


def action_in(module: str) -> Action:
    classes = [
        value
        for value in vars(importlib.import_module(f"actions.{module}")).values()
        if isinstance(value, type) and issubclass(value, Action) and value is not Action
    ]
    assert len(classes) == 1, f"{module} holds {len(classes)} actions"
    return classes[0]()


@pytest.mark.parametrize("module", modules())
def test_a_file_is_named_after_its_action(module: str) -> None:
    assert action_in(module).name() == module


def test_the_server_offers_just_the_actions_of_the_domain() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    domain = assemble.make_domain(list(assemble.read_intents(DATA / "nlu")))
    assert sorted(executor.actions) == domain["actions"]


@pytest.mark.parametrize("module", sorted(set(modules()) - SILENT))
def test_without_a_database_an_action_says_whom_to_ring(
    broken: Conversation, module: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken.slots["thread"] = {"focus": "roads-pothole", "question": "potholes"}
    with caplog.at_level(logging.ERROR):
        reply = broken.tell(action_in(module), "the brolly question")
    assert "0116 305 0001" in reply.text
    assert broken.slots["thread"]["focus"] == "roads-pothole", "the thread is lost"
    assert "no database at" in caplog.text
    assert "brolly" not in caplog.text, "the log holds the resident's words"


@pytest.mark.parametrize("module", sorted(SILENT))
def test_without_a_database_the_form_goes_on(broken: Conversation, module: str) -> None:
    broken.slots["requested_slot"] = "place"
    assert broken.tell(action_in(module), "quorn").messages == []


def test_a_database_that_comes_later_is_found(
    broken: Conversation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "can't look things up" in broken.ask("who mends potholes").text
    monkeypatch.setenv("DATABASE_URL", str(engine.url))
    assert "14 days" in broken.ask("who mends potholes").text


def test_an_empty_database_is_told_apart_in_the_log(
    broken: Conversation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "catalogue.db").touch()
    with caplog.at_level(logging.ERROR):
        assert "0116 305 0001" in broken.ask("who mends potholes").text
    assert re.search("no such table|no catalogue", caplog.text)


def test_danger_is_heeded_even_without_a_database(broken: Conversation) -> None:
    assert "999" in broken.ask("my husband has collapsed and isnt breathing").text.split(".")[0]
