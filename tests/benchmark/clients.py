"""Clients that ask a running assistant: one after the other, or many at once for a while."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import requests

from core.way import apology

ANSWER, NO_ANSWER, FAILURE = "answer", "no answer", "failure"
_TURNS_TOGETHER = 10
_CONNECT_SECONDS = 3.0


@dataclass(frozen=True)
class Reply:
    """What came back for one message.

    Attributes:
        seconds: until it was there.
        outcome: `ANSWER`; `NO_ANSWER` for a reply that says nothing or only the apology that nothing could be looked up
            (when Rasa settles on no action, its own channel says nothing and ours apologises); `FAILURE` for an error,
            a time-out, or what isn't a reply.
    """

    seconds: float
    outcome: str


def messages(texts: Sequence[str], seed: int, prefix: str) -> Iterator[tuple[str, str]]:
    """Messages without end: every second opens a conversation of its own, the others go on with one for ten turns.

    Args:
        texts: to draw from, each once before any comes again.
        seed: the same gives the same messages.
        prefix: of the names of the senders; the same names mean the same conversations.

    Yields:
        Sender and text.
    """
    draw = random.Random(seed)
    for number in itertools.count():
        if number % len(texts) == 0:
            order = draw.sample(list(texts), len(texts))
        together = number // (2 * _TURNS_TOGETHER)
        sender = f"{prefix}-alone-{number}" if number % 2 else f"{prefix}-going-on-{together}"
        yield sender, order[number % len(texts)]


def ask(session: requests.Session, url: str, sender: str, text: str, timeout: float) -> Reply:
    """Ask one question.

    Args:
        session: of the client, for its connection.
        url: where messages go.
        sender: of the message.
        text: of the message.
        timeout: seconds to wait for the reply.

    Returns:
        The reply; never an error.
    """
    began = time.perf_counter()
    outcome = FAILURE
    try:
        answered = session.post(url, json={"sender": sender, "message": text}, timeout=(_CONNECT_SECONDS, timeout))
        if answered.ok:
            said = [reply["text"] for reply in answered.json() if reply.get("text")]
            outcome = ANSWER if said and apology().text not in said else NO_ANSWER
    except (requests.RequestException, ValueError, AttributeError):
        outcome = FAILURE
    return Reply(time.perf_counter() - began, outcome)


def one_client(url: str, asked: Iterable[tuple[str, str]], timeout: float) -> list[Reply]:
    """Ask messages one after the other, over one connection."""
    with requests.Session() as session:
        return [ask(session, url, sender, text, timeout) for sender, text in asked]


def many_clients(
    url: str, asked: Sequence[Iterable[tuple[str, str]]], seconds: float, timeout: float
) -> tuple[list[Reply], float]:
    """Let several clients ask at once, each as fast as it gets replies.

    Args:
        url: where messages go.
        asked: messages, a row a client.
        seconds: for which they begin new messages.
        timeout: seconds to wait for a reply.

    Returns:
        All replies, and the seconds until the last was there.
    """
    stop = threading.Event()

    def client(own: Iterable[tuple[str, str]]) -> list[Reply]:
        return one_client(url, itertools.takewhile(lambda _: not stop.is_set(), own), timeout)

    began = time.perf_counter()
    with ThreadPoolExecutor(len(asked)) as pool:
        try:
            asking = [pool.submit(client, own) for own in asked]
            wait(asking, seconds)
        finally:
            # Also when somebody interrupts: the pool waits for its clients.
            stop.set()
    return [reply for done in asking for reply in done.result()], time.perf_counter() - began
