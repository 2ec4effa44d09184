"""Questions that found no answer: the list, and their export as training data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from core.settings import DATA
from web.staff.door import guarded
from web.staff.reviews import download
from web.staff.showing import field, number_of, refuse, show
from web.staff.store.sign_ins import SignIn
from web.staff.store.unanswered import Question

if TYPE_CHECKING:
    from web.services import Services

_INTENT = re.compile(r"^ *- intent: *([a-z0-9_]+) *$", re.MULTILINE)
_KIND = "application/yaml; charset=utf-8"


@lru_cache(maxsize=1)
def intents(folder: Path = DATA / "nlu") -> tuple[str, ...]:
    """Every intent that the assistant learns."""
    files = sorted(folder.glob("*.yml"))
    return tuple(sorted({name for file in files for name in _INTENT.findall(file.read_text("utf-8"))}))


def routes(services: Services) -> list[BaseRoute]:
    """``/staff/questions`` and what belongs to it."""

    async def listing(request: Request, sign_in: SignIn) -> Response:
        by_count = request.query_params.get("order") == "count"
        context = {
            "sign_in": sign_in,
            "questions": await run_in_threadpool(services.desk.unanswered.listed, by_count=by_count),
            "feedback": await run_in_threadpool(services.desk.feedback.listed, helpful=False),
            "intents": intents(),
            "by_count": by_count,
        }
        return show(services, request, "questions.html", context)

    async def change(request: Request, sign_in: SignIn) -> Response:
        form = await request.form()
        question, intent = number_of(request, "question"), field(form, "intent", 64)
        if field(form, "do", 16) == "remove":
            await run_in_threadpool(services.desk.unanswered.remove, question)
        elif intent and intent not in intents():
            return refuse(services, request, 400, "no_intent", sign_in)
        elif not await run_in_threadpool(services.desk.unanswered.choose_intent, question, intent):
            return refuse(services, request, 404, "no_question", sign_in)
        order = "?order=count" if field(form, "order", 16) == "count" else ""
        return RedirectResponse(f"/staff/questions{order}", 303)

    async def export_one(request: Request, sign_in: SignIn) -> Response:
        held = await run_in_threadpool(services.desk.unanswered.find, number_of(request, "question"))
        if held is None or not held.intent:
            return refuse(services, request, 404, "no_question", sign_in)
        return download(as_training_data([held]), _KIND, f"question-{held.id}.yml")

    async def export_all(_request: Request, _sign_in: SignIn) -> Response:
        held = await run_in_threadpool(services.desk.unanswered.listed, only_chosen=True, limit=10_000)
        return download(as_training_data(held), _KIND, "questions.yml")

    return [
        Route("/staff/questions", guarded(services, listing), methods=["GET"]),
        Route("/staff/questions.yml", guarded(services, export_all), methods=["GET"]),
        Route("/staff/questions/{question:int}.yml", guarded(services, export_one), methods=["GET"]),
        Route("/staff/questions/{question:int}", guarded(services, change), methods=["POST"]),
    ]


def as_training_data(questions: Iterable[Question]) -> str:
    """Questions with an intent as the blocks that files in ``data/nlu`` are made of."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        by_intent[question.intent].append(_example(question.text))
    if not by_intent:
        return 'version: "3.1"\nnlu: []\n'
    lines = ['version: "3.1"', "nlu:"]
    for intent, examples in sorted(by_intent.items()):
        lines += [f"  - intent: {intent}", "    examples: |", *(f"      - {example}" for example in examples)]
    return "\n".join(lines) + "\n"


def _example(text: str) -> str:
    """A question in one line, without signs that Rasa reads as marks of entities."""
    return re.sub(r"\](?=[({\[])", "] ", " ".join(text.split()))
