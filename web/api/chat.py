"""A session, and a message with its answer."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.answering.answer import Status
from web.api.bodies import read_json, session_of, text_of
from web.assistant import Reply
from web.errors import ApiError
from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """``POST /api/session`` and ``POST /api/chat``."""

    async def open_session(_request: Request) -> Response:
        token = services.sessions.token(services.sessions.new())
        return JSONResponse({"token": token, "expires_in": services.sessions.seconds}, 201)

    async def chat(request: Request) -> Response:
        session = session_of(services, request)
        message = text_of(await read_json(request), "message", services.settings.message_limit)
        return JSONResponse((await say(services, session, message)).to_plain())

    return [Route("/api/session", open_session, methods=["POST"]), Route("/api/chat", chat, methods=["POST"])]


async def say(services: Services, session: str, message: str) -> Reply:
    """Answer a message at the pace that a session may have, and note a question that found no answer.

    Raises:
        ApiError: the session asks faster than people do.
    """
    wait = services.pace.wait(session)
    if wait:
        raise ApiError(429, "too_many", wait)
    reply = await services.assistant.ask(session, message)
    unanswered = [answer["status"] for answer in reply.answers if _is_unanswered(answer)]
    if unanswered and message.strip():
        await run_in_threadpool(services.desk.unanswered.note, message, unanswered[0])
    return reply


def _is_unanswered(answer: dict[str, Any]) -> bool:
    """Whether a person might teach the assistant an answer; a question back about a found record is none."""
    status = answer["status"]
    return status == Status.NOT_IN_REPORTS.value or (status == Status.ASKED_BACK.value and not answer["records"])
