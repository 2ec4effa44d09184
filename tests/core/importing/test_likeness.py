"""What an item is like: earlier records, and other items."""

from __future__ import annotations

import dataclasses

import numpy as np

from core.catalogue.catalogue import Catalogue
from core.importing.known import Knowledge, read_knowledge
from core.importing.likeness import repeats, same_matters
from core.importing.splitting import Item
from core.understanding.encoder import SentenceEncoder


def item(text: str) -> Item:
    return Item("bullet", 1, 1, (), text)


def test_no_item_and_no_record(knowledge: Knowledge) -> None:
    assert same_matters([], None, knowledge) == []
    assert same_matters([item("A bridge.")], None, dataclasses.replace(knowledge, records=())) == [[]]
    assert repeats([], None) == []
    assert repeats([item("A bridge.")], None) == [None]


def test_the_nearest_record_comes_first_by_words(knowledge: Knowledge) -> None:
    near, far = same_matters([item("Compost bins for residents."), item("Something else altogether.")], None, knowledge)
    assert near[0].id == "waste-b"
    assert near[0].year == 2023
    assert 0 < near[0].likeness <= 1
    assert far == []


def test_the_nearest_record_comes_first_by_meaning(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    knowledge = read_knowledge(catalogue, encoder.encode)
    record = knowledge.records[0]
    assert knowledge.encode is not None
    found = same_matters([item(record.summary)], knowledge.encode([record.summary]), knowledge)[0]
    assert (found[0].id, found[0].likeness) == (record.id, 1.0)
    assert len(found) <= 3
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_of_a_topic_only_the_nearest_is_named(knowledge: Knowledge) -> None:
    records = tuple(dataclasses.replace(record, topic="bins") for record in knowledge.records if record.area == "waste")
    found = same_matters([item("Food waste from homes.")], None, dataclasses.replace(knowledge, records=records))[0]
    assert [one.topic for one in found] == ["bins"]


def test_what_is_said_twice_names_the_first() -> None:
    light = item("We will light the streets of every town.")
    twice = [light, item("A library opened."), item("A museum closed."), light]
    assert repeats(twice, None) == [None, None, None, 0]
    vectors = np.eye(4, dtype=np.float32)
    vectors[3] = vectors[1]
    assert repeats(twice, vectors) == [None, None, None, 1]
