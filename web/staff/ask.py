"""What would the assistant say? Its answer to a typed question, and what it took the question for."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web.staff.door import guarded
from web.staff.showing import field, show, wants_json, words
from web.staff.store.sign_ins import SignIn

if TYPE_CHECKING:
    from web.services import Services

log = logging.getLogger(__name__)
_WORDS = 300  # characters


def routes(services: Services) -> list[BaseRoute]:
    """``POST /staff/ask``."""

    async def ask(request: Request, sign_in: SignIn) -> Response:
        question = field(await request.form(), "q", _WORDS).strip()
        # A conversation of its own, which is forgotten at once.
        session = f"desk-{secrets.token_urlsafe(24)}"
        reply = await services.assistant.ask(session, question)
        try:
            await services.assistant.forget(session)
        except SQLAlchemyError as error:
            log.error("a question of the staff desk stays until conversations are purged: %s", error.__class__.__name__)
        context = {"sign_in": sign_in, "question": question, "reply": reply, "plain": reply.to_plain()}
        if not wants_json(request):
            return show(services, request, "ask.html", context)
        html = services.templates.get_template("staff/reply.html").render(words=words(), **context)
        said = {**reply.to_plain(), "intent": reply.intent, "confidence": reply.confidence, "html": html}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    return [Route("/staff/ask", guarded(services, ask), methods=["POST"])]
