"""Calls of the action server: what is sent, and over how many connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk import Tracker

from bot.assemble import make_domain
from bot.sparing import action_calls
from bot.sparing.action_calls import RASAS_CALL, RASAS_SESSION, call_in_short
from tests.bot.conftest import free_port

DOMAIN = Domain.from_dict(make_domain(["greet", "need_waste"]))
ACTION = RemoteAction("action_answer_question", None)
READ: dict[str, Any] = {"intent": {"name": "need_waste"}, "entities": [], "text": "", "alarm": None}


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_action_call_format", RASAS_CALL)
    monkeypatch.setattr(EndpointConfig, "session", RASAS_SESSION)
    call_in_short()


def talk(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("me", events, DOMAIN.slots, domain=DOMAIN)


def said(text: str) -> UserUttered:
    return UserUttered(text, READ["intent"], [], {**READ, "text": text})


KEPT = SlotSet("thread", {"focus": "a"})
EARLIER = [said("hello"), ActionExecuted("action_converse"), KEPT, ActionExecuted("action_listen")]


def call(tracker: DialogueStateTracker) -> dict[str, Any]:
    sent: dict[str, Any] = ACTION._action_call_format(tracker, DOMAIN)
    return sent


def test_all_but_the_events_is_what_rasa_sends() -> None:
    tracker = talk(*EARLIER, said("my bin"))
    ours, rasas = call(tracker), RASAS_CALL(ACTION, tracker, DOMAIN)
    assert ours["tracker"].pop("events") == []
    assert len(rasas["tracker"].pop("events")) == len(tracker.current_state(EventVerbosity.ALL)["events"])
    assert ours == rasas
    assert ours["tracker"]["latest_message"]["text"] == "my bin"
    assert ours["tracker"]["slots"]["thread"] == {"focus": "a"}


def test_events_since_the_message_go_with_it_in_their_order() -> None:
    tracker = talk(*EARLIER, said("in wigston"), ActiveLoop("place_form"), SlotSet("place", "Wigston"))
    assert [event["event"] for event in call(tracker)["tracker"]["events"]] == ["active_loop", "slot"]


def test_the_slots_that_a_form_has_set_are_there_to_be_checked() -> None:
    tracker = talk(*EARLIER, said("in wigston"), ActionExecuted("place_form"), SlotSet("place", "Wigston"))
    assert Tracker.from_dict(call(tracker)["tracker"]).slots_to_validate() == {"place": "Wigston"}


def test_a_conversation_without_a_message_sends_its_events() -> None:
    (event,) = call(talk(ActionExecuted("action_session_start")))["tracker"]["events"]
    assert event["name"] == "action_session_start"


class Server:
    """Answers like an action server and counts."""

    def __init__(self) -> None:
        self.connections: set[Any] = set()
        self.status = 200

    async def answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        return web.json_response({"events": [], "responses": [await request.json()]}, status=self.status)

    @asynccontextmanager
    async def on(self, port: int) -> AsyncIterator[EndpointConfig]:
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        finally:
            await runner.cleanup()


async def ask(endpoint: EndpointConfig, text: str) -> Any:
    return (await endpoint.request(json={"text": text}))["responses"]


async def done_with(endpoint: EndpointConfig) -> None:
    await endpoint.session().session.close()


def test_one_connection_serves_one_call_after_the_other() -> None:
    server = Server()

    async def calls() -> None:
        async with server.on(free_port()) as endpoint:
            assert [await ask(endpoint, text) for text in "abc"] == [[{"text": text}] for text in "abc"]
            await done_with(endpoint)

    asyncio.run(calls())
    assert len(server.connections) == 1


def test_calls_at_once_do_not_wait_for_each_other() -> None:
    server = Server()

    async def calls() -> None:
        async with server.on(free_port()) as endpoint:
            await asyncio.gather(*(ask(endpoint, str(number)) for number in range(150)))
            await done_with(endpoint)

    asyncio.run(calls())
    assert len(server.connections) > 1


def test_a_connection_that_rested_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_calls, "IDLE_SECONDS", 0.05)
    server = Server()

    async def calls() -> None:
        async with server.on(free_port()) as endpoint:
            await ask(endpoint, "a")
            await asyncio.sleep(0.2)
            await ask(endpoint, "b")
            await done_with(endpoint)

    asyncio.run(calls())
    assert len(server.connections) == 2


def test_a_server_that_was_started_anew_is_reached() -> None:
    port = free_port()

    async def calls() -> None:
        async with Server().on(port) as endpoint:
            await ask(endpoint, "a")
        with pytest.raises(aiohttp.ClientError):
            await ask(endpoint, "b")
        async with Server().on(port):
            assert await ask(endpoint, "c") == [{"text": "c"}]
        await done_with(endpoint)

    asyncio.run(calls())


def test_an_error_of_the_server_is_told_as_by_rasa_and_leaves_the_next_call_alone() -> None:
    server = Server()

    async def calls() -> None:
        async with server.on(free_port()) as endpoint:
            server.status = 500
            with pytest.raises(ClientResponseError):
                await ask(endpoint, "a")
            server.status = 200
            assert await ask(endpoint, "b") == [{"text": "b"}]
            await done_with(endpoint)

    asyncio.run(calls())


def test_a_server_that_wants_a_password_is_sent_it() -> None:
    async def session_of(endpoint: EndpointConfig) -> Any:
        async with endpoint.session() as session:
            return session.auth

    secured = EndpointConfig("http://127.0.0.1:1/webhook", basic_auth={"username": "u", "password": "p"})
    assert asyncio.run(session_of(secured)) == aiohttp.BasicAuth("u", "p")


def test_another_event_loop_gets_connections_of_its_own() -> None:
    port = free_port()
    endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")

    async def calls() -> None:
        async with Server().on(port):
            assert await ask(endpoint, "a") == [{"text": "a"}]
            await done_with(endpoint)

    asyncio.run(calls())
    asyncio.run(calls())
