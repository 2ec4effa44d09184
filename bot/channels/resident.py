"""The residents' channel: Rasa's REST channel, made safe for the people who type into it.

It stands at the address of Rasa's own REST channel (``/webhooks/rest/webhook``) and speaks the same JSON. What it adds:

* Danger is answered at once, before and without the model, the action server and the stores.
* A message is text, never a command: ``/restart`` and ``/intent{...}`` are words like any others.
* Nobody waits: after the time-out, or when anything is broken, the resident is told whom to ring.
* Long messages are cut, odd ones are answered, and a caller can't choose a channel or send metadata.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.components.sentence_featurizer import read_ahead
from bot.sparing import spare_rasa
from core.answering.answer import Answer, Status
from core.answering.wording import say
from core.settings import Settings, read_settings
from core.steps.caution import tells_a_story
from core.understanding.danger import find_danger
from core.way import apology

log = logging.getLogger(__name__)
_BESIDE_SECONDS = 1.5
_SENDER_LIMIT = 128
Message = dict[str, Any]
Handler = Callable[[UserMessage], Awaitable[Any]]


class ResidentChannel(InputChannel):
    """Takes one message as JSON (``sender``, ``message``) and gives the list of replies."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or read_settings()
        spare_rasa()
        # Reads the phrases now, so that the first resident in danger doesn't wait for it.
        find_danger("")
        # The loop holds tasks weakly; one that nothing else holds may vanish before it is done.
        self._tasks: set[asyncio.Future[bool]] = set()
        # Rasa serves everybody in one thread; the encoder takes a quarter of its time, and can work beside it.
        self._reading_ahead = ThreadPoolExecutor(1, "reading-ahead")
        # Loads the encoder now, and not with the first message.
        self._reading_ahead.submit(read_ahead, "")

    @classmethod
    def name(cls) -> str:
        """The name that makes the address: the one testers and other tools know."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("resident_channel", "resident_channel")

        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        async def receive(request: Request) -> HTTPResponse:
            try:
                body = request.json
            except Exception:
                body = None
            if not isinstance(body, dict) or not isinstance(body.get("message", ""), str):
                return response.json({"error": "send a JSON object with 'sender' and 'message', both text"}, status=400)
            sender = _printable(str(body.get("sender") or ""))[:_SENDER_LIMIT] or uuid.uuid4().hex
            return response.json(await self._reply(str(body.get("message") or ""), sender, on_new_message))

        routes.add_route(health, "/", methods=["GET"])
        routes.add_route(receive, "/webhook", methods=["POST"])
        return routes

    async def _reply(self, message: str, sender: str, on_new_message: Handler) -> list[Message]:
        danger = find_danger(message)
        text = as_plain_text(message, self._settings.message_limit)
        collector = _Collector()
        if not text:
            said = Answer(Status.CONVERSATION, say("empty"))
            return [_message(said)]
        user_message = UserMessage(text, collector, sender, input_channel=self.name())
        if danger is not None:
            said = Answer(Status.DANGER, danger.answer, danger=danger.kind)
            # Rasa hears of it too, so that the conversation remembers; but nobody in danger waits for that.
            task = asyncio.ensure_future(self._handle(user_message, on_new_message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            if danger.beside or tells_a_story(message):
                # Where there is a moment, what else was asked may be answered beside it; a long story leaves one.
                await asyncio.wait({task}, timeout=_BESIDE_SECONDS)
                if collector.messages and _is_about(collector.messages[0], danger.kind):
                    return [{**reply, "recipient_id": sender} for reply in collector.messages]
            return [_message(said)]
        if await self._handle(user_message, on_new_message) and collector.messages:
            return [{**reply, "recipient_id": sender} for reply in collector.messages]
        said = apology()
        return [_message(said)]

    async def _handle(self, message: UserMessage, on_new_message: Handler) -> bool:
        """Let Rasa handle a message within the time-out; tells whether it did."""
        try:
            await asyncio.wait_for(self._read_and_hand_over(message, on_new_message), self._settings.answer_timeout)
        except asyncio.TimeoutError:
            log.error("no answer within %s s", self._settings.answer_timeout)
            return False
        except Exception:
            log.exception("a message could not be handled")
            return False
        return True

    async def _read_and_hand_over(self, message: UserMessage, on_new_message: Handler) -> None:
        await asyncio.get_running_loop().run_in_executor(self._reading_ahead, read_ahead, message.text)
        await on_new_message(message)


class _Collector(CollectingOutputChannel):
    """Collects an answer as one message; Rasa would split off its parts, and its text at empty lines."""

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep text, buttons and parts together."""
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        await self._persist_message({"recipient_id": recipient_id, **kept})


def _is_about(reply: Message, kind: str) -> bool:
    return (reply.get("custom") or {}).get("danger") == kind


def as_plain_text(message: str, limit: int) -> str:
    """A message as Rasa may read it: cut to the limit, and without the slash that would make it a command.

    Args:
        message: as it came in.
        limit: characters that are read; of a longer message the start and the end, where the question mostly is.

    Returns:
        The text; empty when there is nothing to read.
    """
    text = " ".join(_printable(message.replace("\x00", " ")).split())
    if len(text) > limit:
        half = limit // 2
        text = f"{text[:half]} {text[-half:]}"
    return text.lstrip("/ ")


def _printable(text: str) -> str:
    """A text without the characters that databases and libraries can't hold: null bytes and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _message(said: Answer) -> Message:
    return {"text": said.text, "custom": said.to_plain()}
