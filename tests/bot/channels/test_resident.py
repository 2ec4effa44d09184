"""The residents' channel, on a real server: danger first, text never a command, and nobody waits."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.resident import ResidentChannel, as_plain_text
from bot.components.sentence_featurizer import read_ahead
from core.settings import read_settings
from tests.bot.conftest import free_port

TIMEOUT = 0.5
LIMIT = 100
Handler = Callable[[UserMessage], Awaitable[Any]]


async def echo(message: UserMessage) -> None:
    """Stands for Rasa: says back what it was given."""
    await message.output_channel.send_text_message(message.sender_id, f"heard {message.text}")


async def stay_silent(_message: UserMessage) -> None:
    """Rasa that has nothing to say."""


async def never_answer(_message: UserMessage) -> None:
    await asyncio.sleep(60)


async def break_down(message: UserMessage) -> None:
    raise RuntimeError("Rasa broke")


async def speak_and_break_down(message: UserMessage) -> None:
    await echo(message)
    raise RuntimeError("Rasa broke half-way")


@dataclass
class Channel:
    """The channel on a server of its own; `rasa` stands for what Rasa does with a message."""

    address: str
    rasa: Handler = echo
    heard: list[UserMessage] = field(default_factory=list)

    def post(self, **request: Any) -> requests.Response:
        return requests.post(f"{self.address}/webhook", timeout=5, **request)

    def send(self, message: str, sender: str | None = "anna") -> list[dict[str, Any]]:
        reply = self.post(json={"sender": sender, "message": message})
        assert reply.status_code == 200, reply.text
        answers: list[dict[str, Any]] = reply.json()
        return answers

    def say(self, message: str) -> str:
        return "\n".join(answer["text"] for answer in self.send(message))


def serve(channel: Channel, port: int, loop: asyncio.AbstractEventLoop, started: threading.Event) -> None:
    async def on_new_message(message: UserMessage) -> None:
        channel.heard.append(message)
        await channel.rasa(message)

    async def start() -> Any:
        app = Sanic(f"resident-{port}")
        settings = replace(read_settings(), answer_timeout=TIMEOUT, message_limit=LIMIT)
        app.blueprint(ResidentChannel(settings).blueprint(on_new_message), url_prefix="/webhooks/rest")
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        await server.startup()
        started.set()
        return server

    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(start())
    loop.run_forever()
    loop.run_until_complete(server.close())
    loop.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Channel]:
    read_ahead("")  # loads the encoder, which takes longer than these tests let a message take
    port = free_port()
    channel = Channel(f"http://127.0.0.1:{port}/webhooks/rest")
    loop, started = asyncio.new_event_loop(), threading.Event()
    thread = threading.Thread(target=serve, args=(channel, port, loop, started))
    thread.start()
    assert started.wait(10), "the server doesn't start"
    yield channel
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def channel(server: Channel) -> Channel:
    server.rasa = echo
    server.heard.clear()
    return server


def test_a_message_goes_to_rasa_and_its_answer_back(channel: Channel) -> None:
    assert channel.send("who mends potholes") == [{"recipient_id": "anna", "text": "heard who mends potholes"}]


def test_a_message_is_read_before_rasa_has_it_and_in_another_thread(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str]] = []

    def note(text: str) -> None:
        seen.append((text, threading.current_thread().name))

    async def rasa(message: UserMessage) -> None:
        seen.append(("rasa", threading.current_thread().name))
        await echo(message)

    monkeypatch.setattr("bot.channels.resident.read_ahead", note)
    channel.rasa = rasa
    channel.send("who mends potholes")
    (read, reader), (asked, loop) = seen
    assert (read, asked) == ("who mends potholes", "rasa")
    assert reader.startswith("reading-ahead") and reader != loop


def test_it_stands_at_the_address_of_rasas_own_channel(channel: Channel) -> None:
    assert ResidentChannel.name() == "rest"
    assert requests.get(f"{channel.address}/", timeout=5).json() == {"status": "ok"}


def test_danger_is_answered_while_rasa_is_stuck(channel: Channel) -> None:
    channel.rasa = never_answer
    began = time.monotonic()
    answers = channel.send("my husband has collapsed and isnt breathing")
    assert time.monotonic() - began < TIMEOUT
    assert "999" in answers[0]["text"]
    assert len(answers) == 1


def test_danger_is_answered_while_rasa_is_broken(channel: Channel) -> None:
    channel.rasa = break_down
    assert "999" in channel.say("my husband has collapsed and isnt breathing")


async def answer_beside(message: UserMessage) -> None:
    answered = {"text": "ring 999; and ask the district", "custom": {"danger": "domestic"}}
    await message.output_channel.send_response(message.sender_id, answered)


async def answer_something_else(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "about bins", "custom": {"danger": ""}})


def test_what_else_was_asked_is_answered_beside_a_danger(channel: Channel) -> None:
    channel.rasa = answer_beside
    assert channel.say("my husband hits me, and who empties the bins") == "ring 999; and ask the district"


@pytest.mark.parametrize("rasa", [never_answer, break_down, answer_something_else])
def test_a_danger_with_a_question_is_answered_whatever_becomes_of_the_question(channel: Channel, rasa: Any) -> None:
    channel.rasa = rasa
    assert "0808 2000 247" in channel.say("my husband hits me, and who empties the bins")


def test_where_life_is_at_risk_nothing_is_waited_for(channel: Channel) -> None:
    channel.rasa = answer_beside
    assert "district" not in channel.say("my husband has collapsed and isnt breathing, and who empties the bins")


async def answer_beside_a_collapse(message: UserMessage) -> None:
    answered = {"text": "ring 999; and ask the district", "custom": {"danger": "life"}}
    await message.output_channel.send_response(message.sender_id, answered)


def test_a_long_story_that_asks_may_mean_no_danger_so_its_answer_is_waited_for(channel: Channel) -> None:
    story = "my husband has collapsed and isnt breathing. " + "we never had such a summer. " * 12
    channel.rasa = answer_beside_a_collapse
    assert "district" in channel.say(f"{story} who empties the bins?")
    assert "district" not in channel.say(f"{story} it was the worst of times")
    channel.rasa = never_answer
    assert "999" in channel.say(f"{story} who empties the bins?")


def test_rasa_hears_of_danger_too(channel: Channel) -> None:
    # Under a name of its own: what Rasa hears of the test before may come late.
    channel.send("my husband has collapsed and isnt breathing", "bella")
    deadline = time.monotonic() + 2
    while not heard_of(channel, "bella") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert heard_of(channel, "bella") == ["my husband has collapsed and isnt breathing"]


def heard_of(channel: Channel, sender: str) -> list[str | None]:
    return [message.text for message in channel.heard if message.sender_id == sender]


def test_danger_beyond_the_length_that_is_read_is_heeded(channel: Channel) -> None:
    assert "999" in channel.say(f"{'well ' * 200} my husband isnt breathing {'please ' * 200}")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ('/need_waste{"place":"x"}', 'need_waste{"place":"x"}'),
        ("  // /greet", "greet"),
        ("and/or", "and/or"),
        ("rates\u00a0and\nrents", "rates and rents"),
        ("no\x00bins", "no bins"),
        ("bins\ud800", "bins"),
    ],
)
def test_what_is_typed_is_text_and_no_command(channel: Channel, typed: str, read: str) -> None:
    assert channel.say(typed) == f"heard {read}"


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "/", " // ", "\x00"])
def test_nothing_is_answered_with_how_to_ask_and_without_rasa(channel: Channel, typed: str) -> None:
    assert "Please type a question" in channel.say(typed)
    assert channel.heard == []


def test_after_the_time_out_the_resident_is_told_whom_to_ring(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    channel.rasa = never_answer
    began = time.monotonic()
    with caplog.at_level(logging.ERROR):
        assert "0116 305 0001" in channel.say("the brolly question")
    assert TIMEOUT <= time.monotonic() - began < TIMEOUT + 1
    assert "no answer within" in caplog.text
    assert "brolly" not in caplog.text, "the log holds the resident's words"


@pytest.mark.parametrize("rasa", [break_down, speak_and_break_down, stay_silent])
def test_when_rasa_fails_the_resident_is_told_whom_to_ring(channel: Channel, rasa: Handler) -> None:
    channel.rasa = rasa
    answers = channel.send("who mends potholes")
    assert [set(answer) for answer in answers] == [{"recipient_id", "text"}] or "0116 305 0001" in answers[0]["text"]
    assert "0116 305 0001" in answers[0]["text"]


def test_what_went_wrong_is_logged_without_the_words(channel: Channel, caplog: pytest.LogCaptureFixture) -> None:
    channel.rasa = break_down
    with caplog.at_level(logging.ERROR):
        channel.say("the brolly question")
    assert "RuntimeError: Rasa broke" in caplog.text
    assert "brolly" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"not json", b"[]", b'"text"', b"3", b"null", b'{"message": 3}', b'{"message": ["a"]}', b"\xff\xfe",
     b'{"message": {"text": "hi"}}'],
)  # fmt: skip
def test_what_is_no_message_is_refused_saying_what_to_send(channel: Channel, body: bytes) -> None:
    reply = channel.post(data=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400
    assert "'sender' and 'message'" in reply.json()["error"]
    assert channel.heard == []


def test_of_a_long_message_the_start_and_the_end_are_read(channel: Channel) -> None:
    heard = channel.say(f"first {'word ' * 2000} last").removeprefix("heard ")
    assert heard.startswith("first word")
    assert heard.endswith("word last")
    assert len(heard) <= LIMIT + 1


def test_a_message_just_at_the_limit_is_read_whole() -> None:
    assert as_plain_text("a" * 50, 50) == "a" * 50
    assert as_plain_text("a" * 51, 50) == f"{'a' * 25} {'a' * 25}"


def test_a_long_sender_is_cut(channel: Channel) -> None:
    assert channel.send("hello", sender="a" * 5000)[0]["recipient_id"] == "a" * 128


@pytest.mark.parametrize("sender", ["a\x00b", "a\ud800b"])
def test_a_sender_that_no_database_holds_is_made_harmless(channel: Channel, sender: str) -> None:
    channel.send("hello", sender=sender)
    assert channel.heard[0].sender_id == "ab"


@pytest.mark.parametrize("sender", [None, "", 0, "\x00"])
def test_residents_without_a_name_are_not_mixed_up(channel: Channel, sender: Any) -> None:
    names = {channel.send("hello", sender=sender)[0]["recipient_id"] for _ in range(2)}
    assert len(names) == 2


def test_a_sender_of_another_kind_becomes_text(channel: Channel) -> None:
    assert channel.post(json={"sender": 42, "message": "hello"}).json()[0]["recipient_id"] == "42"


def test_a_caller_can_choose_neither_channel_nor_metadata(channel: Channel) -> None:
    request = {"sender": "anna", "message": "hello", "input_channel": "admin", "metadata": {"trusted": True}}
    assert channel.post(json=request).status_code == 200
    assert channel.heard[0].input_channel == "rest"
    assert not channel.heard[0].metadata


def test_many_at_once_are_answered_each_with_their_own(channel: Channel) -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = channel.send(f"question {number}", sender=f"resident {number}")[0]["text"]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == {number: f"heard question {number}" for number in range(20)}
