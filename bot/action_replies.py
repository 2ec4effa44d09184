"""Rasa checks the reply of an action server against a schema, and that schema against its own, anew for every reply.

Checking the schema itself takes longer than understanding and answering the message together, and gives the same result
each time. Here it is checked once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
    fault = best_match(_validator().iter_errors(result))
    if fault is not None:
        raise fault
    return True


def check_schema_once() -> None:
    """Let Rasa, in this process, check replies of the action server without checking their schema again each time."""
    RemoteAction._validate_action_result = _validate
