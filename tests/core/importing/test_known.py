"""What the catalogue knows already, with and without meanings."""

from __future__ import annotations

import numpy as np

from core.catalogue.catalogue import Catalogue
from core.importing.known import likenesses, read_knowledge
from core.turn import World
from core.understanding.encoder import SentenceEncoder


def test_records_come_with_their_meanings(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    knowledge = read_knowledge(catalogue, encoder.encode)
    assert len(knowledge.records) == len(catalogue.all_initiatives())
    assert knowledge.has_meanings
    assert {len(record.meanings) for record in knowledge.records} == {2}
    assert knowledge.areas["waste"]
    assert knowledge.drafts == {2021}


def test_the_records_of_a_report_can_be_left_out(catalogue: Catalogue) -> None:
    years = {record.year for record in read_knowledge(catalogue, None, without=[2023]).records}
    assert years
    assert 2023 not in years


def test_without_the_encoder_there_are_no_meanings(wordless_world: World) -> None:
    knowledge = read_knowledge(wordless_world.catalogue, None)
    assert knowledge.records
    assert not knowledge.has_meanings
    assert {record.meanings for record in knowledge.records} == {()}


def test_a_record_is_most_like_its_own_summary(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    knowledge = read_knowledge(catalogue, encoder.encode)
    records = knowledge.records
    assert knowledge.encode is not None
    alike = likenesses(knowledge.encode([records[3].summary]), records)
    assert int(alike[0].argmax()) == 3
    assert likenesses(np.zeros((0, 384), dtype=np.float32), records).shape == (0, len(records))
