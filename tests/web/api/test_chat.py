"""A message and its answer through the gateway: with Rasa, without it, and from people who mean no good."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from core.way import COUNCIL
from tests.web.conftest import Caller, Rasa
from web.app import create_app
from web.limits import Limiter
from web.services import Services

MISSED = "they never took my black bin this morning"


def test_rasa_is_asked_under_the_id_of_the_session(services: Services, rasa: Rasa, caller: Caller) -> None:
    reply = caller.says("who mends potholes")
    assert (reply["mode"], reply["notice"]) == ("full", "")
    assert reply["answers"][0]["text"] == "heard who mends potholes"
    assert rasa.heard == [(services.sessions.read(caller.token), "who mends potholes")]


def test_without_rasa_the_core_answers_and_says_that_it_is_in_basic_mode(caller: Caller) -> None:
    reply = caller.says(MISSED)
    assert reply["mode"] == "basic"
    assert "basic mode" in reply["notice"]
    (answer,) = reply["answers"]
    assert answer["records"][0] == "waste-missed-bin"
    assert answer["text"] == "\n".join(part["text"] for part in answer["parts"])


def test_basic_mode_keeps_the_thread(caller: Caller) -> None:
    caller.says(MISSED)
    assert "Melton" in caller.says("i live in melton mowbray")["answers"][0]["text"]


def test_a_contact_comes_in_parts_that_a_page_can_lay_out(caller: Caller) -> None:
    caller.says(MISSED)
    parts = caller.says("i live in melton mowbray")["answers"][0]["parts"]
    contact = next(part for part in parts if part["kind"] == "contact")
    assert contact["name"] == "Melton Borough Council"
    assert contact["phone"] and contact["web"].startswith("https://")
    assert contact["open_now"] in (True, False, None)


def test_an_apology_of_rasa_is_not_the_last_word(rasa: Rasa, caller: Caller) -> None:
    rasa.says = [{"text": "Sorry, I can't look things up", "custom": {"status": "error"}}]
    reply = caller.says(MISSED)
    assert (reply["mode"], reply["answers"][0]["records"][0]) == ("basic", "waste-missed-bin")


@pytest.mark.parametrize("nonsense", [[], {}, "text", [3], [{"no": "text"}], [{"text": None}]])
def test_an_answer_of_rasa_that_is_none_is_made_good(rasa: Rasa, caller: Caller, nonsense: object) -> None:
    rasa.says = nonsense
    assert caller.says(MISSED)["answers"][0]["records"][0] == "waste-missed-bin"


def test_a_slow_rasa_is_left_alone_for_a_while_and_asked_again_later(
    services: Services, rasa: Rasa, caller: Caller
) -> None:
    rasa.fails = True
    assert caller.says("hello")["mode"] == "basic"
    rasa.fails = False
    assert caller.says("hello")["mode"] == "basic"
    services.assistant._rests_until = 0.0
    assert caller.says("hello")["mode"] == "full"


def test_danger_comes_first_and_offers_a_way_out(caller: Caller) -> None:
    (answer,) = caller.says("my husband hits me and i am scared")["answers"]
    assert (answer["status"], answer["exit"]) == ("danger", True)
    assert "0808 2000 247" in answer["text"]


def test_without_catalogue_danger_is_still_heeded_and_others_get_the_number(
    services: Services, client: TestClient
) -> None:
    services._world = None
    object.__setattr__(services.settings, "database_url", "sqlite:////nowhere/catalogue.db")
    caller = Caller(client)
    assert "999" in caller.says("my house is on fire")["answers"][0]["text"]
    assert COUNCIL["phone"] in caller.says("bins")["answers"][0]["text"]


@pytest.mark.parametrize("text", ["/restart", "/need_waste", '/need_waste{"place": "Melton"}', "/session_start"])
def test_a_typed_intent_is_plain_text(caller: Caller, text: str) -> None:
    (answer,) = caller.says(text)["answers"]
    assert answer["text"]
    assert answer["status"] != "error"


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂🙂", "漢字", "<script>alert(1)</script>", "'; DROP TABLE phrase; --", "\u0000"]
)
def test_odd_messages_get_an_ordinary_answer(caller: Caller, text: str) -> None:
    (answer,) = caller.says(text)["answers"]
    assert answer["text"]
    assert answer["status"] != "error"


# Refusals


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic abc"}])
def test_without_a_session_of_ours_nothing_is_answered(client: TestClient, header: dict[str, str]) -> None:
    response = client.post("/api/chat", json={"message": "hi"}, headers=header)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "no_session"


def test_a_token_with_another_signature_or_id_is_refused(
    services: Services, client: TestClient, caller: Caller
) -> None:
    other = services.sessions.token("somebody else")
    forged = caller.token.split(".")[0] + "." + ".".join(other.split(".")[1:])
    for token in (forged, caller.token[:-1], caller.token + "x", "somebody else"):
        response = client.get("/api/history", headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 401


def test_a_token_that_is_too_old_is_refused(services: Services, client: TestClient, caller: Caller) -> None:
    services.sessions.seconds = -1
    assert client.get("/api/history", headers=caller.headers).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b'{"message": 3}', b"{}", b"\xff", b"[" * 5000])
def test_what_is_no_message_is_refused(client: TestClient, caller: Caller, body: bytes) -> None:
    headers = {**caller.headers, "Content-Type": "application/json"}
    assert client.post("/api/chat", content=body, headers=headers).status_code == 400


def test_a_form_of_another_site_cannot_send_a_message(client: TestClient, caller: Caller) -> None:
    assert client.post("/api/chat", data={"message": "hi"}, headers=caller.headers).status_code == 415


@pytest.mark.parametrize(("size", "status"), [(2001, 400), (70_000, 413), (10_000_000, 413)])
def test_messages_that_are_too_long_are_refused(client: TestClient, caller: Caller, size: int, status: int) -> None:
    response = client.post("/api/chat", json={"message": "a" * size}, headers=caller.headers)
    assert response.status_code == status
    assert response.json()["error"]["message"]


def test_one_who_asks_too_fast_is_told_how_long_to_wait(services: Services, client: TestClient) -> None:
    services.pace = Limiter(2)
    caller = Caller(client)
    caller.says("hi"), caller.says("hi")
    response = client.post("/api/chat", json={"message": "hi"}, headers=caller.headers)
    assert response.status_code == 429
    wait = response.headers["retry-after"]
    assert 1 <= int(wait) <= 30
    assert wait in response.json()["error"]["message"]
    assert Caller(client).says("hi")["answers"], "another session has a pace of its own"


def test_an_address_that_sends_a_thousand_requests_is_slowed_down(services: Services) -> None:
    services.addresses = Limiter(240)
    with TestClient(create_app(services)) as client:
        statuses = [client.post("/api/session").status_code for _ in range(1000)]
    assert 240 <= statuses.count(201) <= 300
    assert set(statuses) == {201, 429}


# What is noted


def test_a_question_without_an_answer_is_noted_without_what_tells_who_asked(services: Services, caller: Caller) -> None:
    caller.says("my name is Jane Example, ring 07700 900123 about zzgrumpf flibbert")
    (noted,) = services.desk.unanswered.listed()
    assert "zzgrumpf" in noted.text
    assert "Jane" not in noted.text
    assert "900123" not in noted.text


def test_an_answered_question_is_not_noted(services: Services, caller: Caller) -> None:
    caller.says(MISSED)
    assert services.desk.unanswered.listed() == []
