"""The form that asks for a place: it takes one and never insists."""

from __future__ import annotations

from typing import Any

import pytest

from actions.validate_place_form import ValidatePlaceForm
from tests.actions.conftest import Conversation

QUORN = {"entity": "place", "value": "Quorn"}
HOSE = {"entity": "place", "value": "Hose"}
YEAR = {"entity": "year", "value": "2023"}


@pytest.mark.parametrize(
    ("message", "entities", "place"),
    [
        ("why do you need to know", [], None),
        ("quorn", [QUORN], "Quorn"),
        ("not quorn, i meant hose", [QUORN, HOSE], "Hose"),
        ("quorn, in 2023", [QUORN, YEAR], "Quorn"),
        ("2023", [YEAR], None),
    ],
)
def test_the_form_takes_the_place_and_ends(
    conversation: Conversation, message: str, entities: list[Any], place: str | None
) -> None:
    conversation.slots = {"requested_slot": "place", "place": None}
    reply = conversation.tell(ValidatePlaceForm(), message, entities=entities)
    assert conversation.slots == {"requested_slot": None, "place": place}
    assert reply.messages == []


def test_a_form_that_begins_takes_nothing_from_the_question_before(conversation: Conversation) -> None:
    conversation.slots = {"requested_slot": None, "place": None}
    assert conversation.tell(ValidatePlaceForm(), "my bin was missed in quorn", entities=[QUORN]).events == []


def test_a_message_without_entities_ends_the_form_too(conversation: Conversation) -> None:
    conversation.slots = {"requested_slot": "place", "place": None}
    conversation.tell(ValidatePlaceForm(), "quorn", entities=None)
    assert conversation.slots["requested_slot"] is None
