"""Work that Rasa does anew for every message although it comes out the same, done once.

Rasa serves everybody in one thread, so what a message costs there decides how many residents are served at once. Each
module replaces one step of Rasa's by another with the same outcome; ``requirements.lock`` pins the Rasa that they were
written for, and their tests hold them against it. Without them the assistant answers the same, only slower.
"""

from __future__ import annotations

from bot.sparing.action_calls import call_in_short
from bot.sparing.action_replies import check_schema_once
from bot.sparing.model_runs import order_nodes_once
from bot.sparing.rule_search import sort_rules_once


def spare_rasa() -> None:
    """Spare Rasa, in this process, what it need not do; to be called before a model is loaded."""
    check_schema_once()
    call_in_short()
    order_nodes_once()
    sort_rules_once()
