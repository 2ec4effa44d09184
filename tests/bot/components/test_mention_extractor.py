"""The extractor: places, years and organisations of a message as Rasa's entities."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.mention_extractor import MentionExtractor


def entities(*messages: Message) -> list[Any]:
    return [message.get("entities") for message in MentionExtractor({}).process(list(messages))]


def test_what_a_message_names_is_marked_where_it_stands() -> None:
    text = "flooding in Loughborough in 2023"
    (found,) = entities(Message(data={"text": text}))
    assert {
        (mention["entity"], str(mention["value"]), text[mention["start"] : mention["end"]]) for mention in found
    } == {
        ("place", "Loughborough", "Loughborough"),
        ("year", "2023", "2023"),
    }
    assert {mention["extractor"] for mention in found} == {"MentionExtractor"}


def test_an_organisation_is_marked() -> None:
    (found,) = entities(Message(data={"text": "is that down to charnwood borough council"}))
    assert "organisation" in {mention["entity"] for mention in found}


@pytest.mark.parametrize("text", ["who mends potholes", "", None])
def test_a_message_that_names_nothing_gets_nothing(text: str | None) -> None:
    assert entities(Message(data={"text": text})) == [[]]


def test_each_message_gets_its_own() -> None:
    first, second = entities(Message(data={"text": "bins in Quorn"}), Message(data={"text": "bins in 2019"}))
    assert [mention["entity"] for mention in first] == ["place"]
    assert [mention["entity"] for mention in second] == ["year"]


def test_what_others_found_is_kept() -> None:
    before = {"entity": "number", "value": 3, "start": 0, "end": 1}
    (found,) = entities(Message(data={"text": "3 bins in Quorn", "entities": [before]}))
    assert before in found
    assert len(found) == 2
