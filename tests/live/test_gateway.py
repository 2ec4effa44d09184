"""The gateway before the running assistant: full answers, basic ones while it is broken, and conversations deleted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.live.assistant import ACTION_SERVER, Assistant
from tests.web.conftest import Caller
from web.app import create_app
from web.services import Services

pytestmark = pytest.mark.live

MISSED = "they never took my black bin this morning"


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(Services.of(assistant.settings))) as browser:
        yield browser


def test_rasa_answers_with_the_parts_that_the_widget_lays_out(client: TestClient) -> None:
    caller = Caller(client)
    reply = caller.says(MISSED + ", i am in quorn")
    assert reply["mode"] == "full"
    (answer,) = reply["answers"]
    assert answer["records"][0] == "waste-missed-bin"
    assert answer["text"] == "\n".join(part["text"] for part in answer["parts"])
    contact = next(part for part in answer["parts"] if part["kind"] == "contact")
    assert contact["name"] == "Charnwood Borough Council"
    assert client.get("/ready").json()["status"] == "ready"


def test_the_history_is_what_rasa_remembers_and_deleting_makes_it_forget(client: TestClient) -> None:
    caller = Caller(client)
    reply = caller.says(MISSED)
    turns = caller.history()
    assert [turn["from"] for turn in turns] == ["you", "assistant"]
    assert turns[1]["answer"]["parts"] == reply["answers"][0]["parts"]
    assert "Melton" in caller.says("i live in melton mowbray")["answers"][0]["text"]
    assert client.delete("/api/history", headers=caller.headers).status_code == 204
    assert caller.history() == []
    again = caller.says("who do i ring about that")["answers"][0]
    assert "waste-missed-bin" not in again["records"]
    assert [turn["text"] for turn in caller.history() if turn["from"] == "you"] == ["who do i ring about that"]


def test_danger_is_answered_and_remembered(client: TestClient) -> None:
    caller = Caller(client)
    (answer,) = caller.says("my husband hits me and i am scared")["answers"]
    assert (answer["status"], answer["exit"]) == ("danger", True)


def test_while_the_action_server_is_away_the_core_answers_and_the_conversation_goes_on(
    assistant: Assistant, client: TestClient
) -> None:
    caller = Caller(client)
    assert caller.says(MISSED)["mode"] == "full"
    assistant.kill(ACTION_SERVER)
    try:
        reply = caller.says("i live in melton mowbray")
        assert reply["mode"] == "basic"
        assert "Melton Borough Council" in reply["answers"][0]["text"]
    finally:
        assistant.start(ACTION_SERVER)
    back = caller.says("and who do i ring in quorn")
    assert back["mode"] == "full"
    assert "Charnwood" in back["answers"][0]["text"]


@pytest.mark.parametrize("text", ["/restart", '/need_waste{"place": "Melton"}', "/session_start"])
def test_a_typed_command_changes_nothing(client: TestClient, text: str) -> None:
    caller = Caller(client)
    caller.says(MISSED)
    caller.says(text)
    assert next(turn["text"] for turn in caller.history() if turn["from"] == "you") == MISSED
