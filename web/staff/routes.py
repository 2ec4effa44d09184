"""All addresses of the staff desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from web.staff import ask, door, look_up, questions, reviews
from web.staff.numbers import CouncilNumbers

if TYPE_CHECKING:
    from web.services import Services


def routes(services: Services) -> list[BaseRoute]:
    """The routes of the staff desk; what is noted of residents keeps the council's own numbers from now on."""
    services.desk.keeps_numbers(CouncilNumbers(lambda: services.world))
    # The queue's and the list's addresses go before those of one record or question.
    modules = (door, look_up, ask, reviews, questions)
    return [route for module in modules for route in module.routes(services)]
