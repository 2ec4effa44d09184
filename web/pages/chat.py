"""The chat as a plain page: a form, the answers so far, and no JavaScript."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from web.api.chat import say
from web.errors import ApiError, sentence
from web.pages.page import render, words
from web.services import Services
from web.wording import words as gateway_words

MESSAGE_LIMIT = 300


def routes(services: Services) -> list[BaseRoute]:
    """``GET`` and ``POST /chat``, ``POST /chat/delete``."""

    async def page(request: Request, *, status: int = 200, fault: str = "", text: str = "") -> Response:
        session = services.sessions.of_request(request)
        turns = await run_in_threadpool(services.turns_or_none, session) if session else []
        answers = [turn["answer"] for turn in turns or [] if turn["from"] == "assistant"]
        return render(
            services,
            request,
            "chat.html",
            status=status,
            turns=turns or [],
            unreadable=turns is None,
            basic=gateway_words()["chat"]["basic"] if turns and services.assistant.is_basic else "",
            leave=services.settings.quick_exit if any(answer["exit"] for answer in answers) else "",
            contact=await run_in_threadpool(services.contact),
            fault=fault,
            text=text,
            limit=MESSAGE_LIMIT,
            days=services.settings.retention_days,
            deleted="deleted" in request.query_params and not turns,
        )

    async def show(request: Request) -> Response:
        return await page(request)

    async def ask(request: Request) -> Response:
        own = words()["pages"]["chat"]
        if not services.is_own_origin(request):
            return await page(request, status=403, fault=own["other_site"])
        form = await request.form()
        # Browsers send a line break as two characters, and count it as one.
        text = str(form.get("message") or "").replace("\r\n", "\n").strip()
        if not text or len(text) > MESSAGE_LIMIT:
            fault = own["too_long"].format(limit=MESSAGE_LIMIT) if text else own["empty"]
            return await page(request, status=400, fault=fault, text=text)
        session = services.sessions.of_request(request) or services.sessions.new()
        try:
            await say(services, session, text)
        except ApiError as error:
            fault = sentence(error.code, error.wait)
            response = await page(request, status=error.status, fault=fault, text=text)
            response.headers["Retry-After"] = str(error.wait)
            return response
        response = RedirectResponse("/chat#latest", 303)
        services.sessions.attach(response, session)
        return response

    async def delete(request: Request) -> Response:
        own = words()["pages"]["chat"]
        if not services.is_own_origin(request):
            return await page(request, status=403, fault=own["other_site"])
        session = services.sessions.of_request(request)
        try:
            if session:
                await services.assistant.forget(session)
        except SQLAlchemyError:
            return await page(request, status=503, fault=own["not_deleted"])
        response = RedirectResponse("/chat?deleted", 303)
        services.sessions.detach(response)
        return response

    return [
        Route("/chat", show, methods=["GET"]),
        Route("/chat", ask, methods=["POST"]),
        Route("/chat/delete", delete, methods=["POST"]),
    ]
