"""The clients, against a real HTTP server that answers, apologises, says nothing, or breaks."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.way import apology
from tests.benchmark.clients import ANSWER, FAILURE, NO_ANSWER, many_clients, messages, one_client

TEXTS = ["one", "two", "three"]
REPLIES = {
    "answered": [{"text": "The council mended 9,000 potholes."}],
    "in two parts": [{"text": "First."}, {"text": "Second."}],
    "apology": [{"text": apology().text}],
    "silence": [],
    "empty": [{"text": ""}],
    "no text": [{"image": "x"}],
    "not a list of replies": {"error": "no"},
}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"]
        if asked == "slow":
            time.sleep(1)
        body = json.dumps(REPLIES.get(asked, REPLIES["answered"])).encode()
        self.send_response(500 if asked == "broken" else 200)
        self.end_headers()
        self.wfile.write(b"<html>" if asked == "not json" else body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("answered", ANSWER),
        ("in two parts", ANSWER),
        ("apology", NO_ANSWER),
        ("silence", NO_ANSWER),
        ("empty", NO_ANSWER),
        ("no text", NO_ANSWER),
        ("not a list of replies", FAILURE),
        ("not json", FAILURE),
        ("broken", FAILURE),
        ("slow", FAILURE),
    ],
)
def test_a_reply_is_an_answer_or_none_or_a_failure(url: str, text: str, outcome: str) -> None:
    (reply,) = one_client(url, [("me", text)], timeout=0.4)
    assert reply.outcome == outcome
    assert 0 < reply.seconds < 0.9


def test_nobody_there_is_a_failure() -> None:
    (reply,) = one_client("http://127.0.0.1:1/", [("me", "hello")], timeout=0.2)
    assert reply.outcome == FAILURE


def test_one_client_asks_everything_in_order(url: str) -> None:
    assert one_client(url, [], 1) == []
    asked = [("me", text) for text in ("apology", "answered", "broken")]
    assert [reply.outcome for reply in one_client(url, asked, 1)] == [NO_ANSWER, ANSWER, FAILURE]


def test_many_clients_ask_until_the_time_is_over(url: str) -> None:
    replies, seconds = many_clients(url, [messages(TEXTS, number, str(number)) for number in range(4)], 0.3, 1)
    assert 0.3 <= seconds < 1.3
    assert len(replies) > 4
    assert {reply.outcome for reply in replies} == {ANSWER}


def test_many_clients_end_early_when_they_have_nothing_more_to_ask(url: str) -> None:
    replies, seconds = many_clients(url, [[("a", "answered")], [("b", "answered")] * 2], 30, 1)
    assert len(replies) == 3
    assert seconds < 5


def test_the_same_seed_gives_the_same_messages() -> None:
    first, again, other = (list(itertools.islice(messages(TEXTS * 5, seed, "x"), 40)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_every_question_comes_once_before_any_comes_again() -> None:
    drawn = [text for _, text in itertools.islice(messages(TEXTS, 5, "x"), 9)]
    assert Counter(drawn) == dict.fromkeys(TEXTS, 3)
    assert all(set(drawn[start : start + 3]) == set(TEXTS) for start in (0, 3, 6))


def test_half_the_messages_stand_alone_and_half_go_on_for_ten_turns() -> None:
    turns = Counter(sender for sender, _ in itertools.islice(messages(TEXTS, 5, "x"), 100))
    assert Counter(turns.values()) == {1: 50, 10: 5}


def test_another_prefix_shares_no_conversation() -> None:
    one, other = ({sender for sender, _ in itertools.islice(messages(TEXTS, 5, prefix), 30)} for prefix in "ab")
    assert not one & other
