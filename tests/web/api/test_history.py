"""A conversation read again and deleted; nobody else's."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.web.conftest import Caller
from web.services import Services


def test_a_new_session_has_no_history(caller: Caller) -> None:
    assert caller.history() == []


def test_the_history_is_what_was_said(caller: Caller) -> None:
    reply = caller.says("they never took my black bin")
    first, second = caller.history()
    assert first == {"from": "you", "text": "they never took my black bin"}
    assert second["from"] == "assistant"
    assert second["answer"]["text"] == reply["answers"][0]["text"]
    assert second["answer"]["parts"] == reply["answers"][0]["parts"]
    assert second["answer"]["buttons"] == reply["answers"][0]["buttons"]


def test_only_the_last_turns_are_kept(services: Services, caller: Caller) -> None:
    for number in range(services.settings.turns_kept + 3):
        caller.says(f"bus pass {number}")
    said = [turn["text"] for turn in caller.history() if turn["from"] == "you"]
    assert said == [f"bus pass {number}" for number in range(3, services.settings.turns_kept + 3)]


def test_one_session_never_sees_another(client: TestClient, caller: Caller) -> None:
    caller.says("they never took my black bin")
    assert Caller(client).history() == []


def test_deleting_leaves_nothing_behind(services: Services, client: TestClient, caller: Caller) -> None:
    other = Caller(client)
    caller.says("they never took my black bin")
    other.says("bus pass")
    assert client.delete("/api/history", headers=caller.headers).status_code == 204
    assert caller.history() == []
    assert services.conversations.senders() == [services.sessions.read(other.token)]
    assert client.delete("/api/history", headers=caller.headers).status_code == 204, "twice does no harm"


def test_a_store_that_is_away_is_said_to_be(services: Services, client: TestClient, caller: Caller) -> None:
    services.conversations._engine.dispose()
    services.conversations = type(services.conversations).of(
        services.settings, f"sqlite:///{services.settings.run_dir}"
    )
    response = client.get("/api/history", headers=caller.headers)
    assert response.status_code == 503
    assert response.headers["retry-after"]
