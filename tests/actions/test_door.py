"""What all actions share: what the model made of a message, and the answer with what it was taken for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from actions import door
from actions.door import move_of, understanding_of
from core.catalogue.catalogue import Catalogue
from core.turn import Understanding, World
from core.understanding.danger_sense import Alarm
from core.understanding.encoder import (
    SentenceEncoder,
    encode_once,
    encode_words_once,
    pack,
    pack_words,
)
from core.understanding.moves import Move
from tests.actions.conftest import Conversation, sure
from tests.conftest import TODAY
from tests.talk import read

ASKED = "who mends potholes"


def sent(encoder: SentenceEncoder, *pieces: str) -> dict[str, Any]:
    """What a message carries of the meanings of its pieces."""
    readings = dict(zip(pieces, encoder.read(list(pieces)), strict=True))
    return {
        "sentence_vectors": {piece: pack(reading.whole) for piece, reading in readings.items()},
        "word_vectors": {piece: pack_words(reading.words) for piece, reading in readings.items()},
    }


class Never:
    """An encoder that the action server must not need; it keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> None:
        self.asked.append(text)


# What the model made of a message


@pytest.mark.parametrize("message", [{}, {"text": ASKED}, {"intent": None, "intent_ranking": None},
                                     {"sentence_vectors": None, "word_vectors": None},
                                     {"sentence_vectors": {}, "word_vectors": {}}])  # fmt: skip
def test_of_a_message_that_carries_nothing_nothing_is_known(message: dict[str, Any]) -> None:
    assert understanding_of(message) == Understanding()


def test_intent_ranking_and_move_are_read() -> None:
    found = understanding_of({**sure("need_roads"), "text": ASKED}, Move.MORE)
    assert (found.intent, found.confidence, found.move) == ("need_roads", 0.97, Move.MORE)
    assert found.ranking == {"need_roads": 0.97}


@pytest.mark.parametrize("pieces", [(ASKED,), (ASKED, "potholes on our road", "when is the tip open")])
def test_every_piece_comes_with_its_meaning_and_its_words(encoder: SentenceEncoder, pieces: tuple[str, ...]) -> None:
    found = understanding_of({"text": ASKED, **sent(encoder, *pieces)})
    assert tuple(found.vectors) == tuple(found.words) == pieces
    for piece, reading in zip(pieces, encoder.read(list(pieces)), strict=True):
        assert found.vectors[piece] @ reading.whole > 0.999
        assert found.words[piece].keys() == reading.words.keys()
        for word, rows in reading.words.items():
            assert (found.words[piece][word] * rows).sum(1).min() > 0.999


@pytest.mark.parametrize("rubbish", ["rubbish", "é", "a" * 479, pack(np.ones(3, np.float32))])
def test_a_piece_that_cannot_be_read_is_left_out(encoder: SentenceEncoder, rubbish: str) -> None:
    message = sent(encoder, ASKED)
    message["sentence_vectors"]["broken"] = rubbish
    message["word_vectors"] |= {"broken": {**message["word_vectors"][ASKED], "road": rubbish}, "other": rubbish}
    found = understanding_of(message)
    assert list(found.vectors) == list(found.words) == [ASKED]


def test_vectors_of_sentences_alone_are_enough(encoder: SentenceEncoder) -> None:
    """A message that an older model read carries no words."""
    found = understanding_of({"sentence_vectors": sent(encoder, ASKED)["sentence_vectors"]})
    assert (list(found.vectors), found.words) == ([ASKED], {})


@pytest.mark.parametrize(
    ("held", "alarm"),
    [
        ({"kind": "child", "strength": 1.5}, Alarm("child", 1.5)),
        (None, None),
        ({}, None),
        ({"kind": "child"}, None),
        ({"kind": "child", "strength": "much"}, None),
        ("child", None),
    ],
)
def test_the_alarm_comes_with_the_message(held: object, alarm: Alarm | None) -> None:
    assert understanding_of({"text": ASKED, "alarm": held}).alarm == alarm


# What need not be worked out again


def test_what_came_with_the_message_is_looked_for_as_it_came(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    whole, words = Never(), Never()
    turn = read(ASKED, World(catalogue, whole, lambda: TODAY, words), None, understanding_of(sent(encoder, ASKED)))
    own = World(catalogue, encode_once, lambda: TODAY, encode_words_once)
    wanted, wanted_words = own.meaning_of(ASKED), own.words_of(ASKED)
    assert turn.vector is not None and wanted is not None
    assert turn.words is not None and wanted_words is not None
    assert turn.vector @ wanted > 0.99
    assert (turn.words.vectors * wanted_words.vectors).sum(1).min() > 0.99
    assert np.allclose(turn.words.weights, wanted_words.weights)
    assert whole.asked == words.asked == []


def test_a_message_that_tells_nothing_needs_no_encoder_either(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    whole, words = Never(), Never()
    understood = understanding_of(sent(encoder, "who is it"))
    turn = read("who is it", World(catalogue, whole, lambda: TODAY, words), None, understood)
    assert turn.vector is not None
    assert turn.words is None
    assert whole.asked == words.asked == []


def test_the_world_of_the_actions_knows_words(conversation: Conversation) -> None:
    world = door._world()
    words = world.words_of(ASKED)
    assert words is not None
    assert len(words.vectors) == len(words.weights) > 0
    assert world is door._world()


def test_a_question_is_answered_alike_with_what_came_and_without(
    conversation: Conversation, encoder: SentenceEncoder
) -> None:
    carried = conversation.ask(ASKED, **sure("need_roads"), **sent(encoder, ASKED))
    assert "14 days" in carried.text
    assert Conversation().ask(ASKED, **sure("need_roads")).text == carried.text


def test_vectors_that_cannot_be_read_cost_no_answer(conversation: Conversation) -> None:
    broken = {"sentence_vectors": {ASKED: "rubbish"}, "word_vectors": {ASKED: {"potholes": "rubbish"}}}
    assert "14 days" in conversation.ask(ASKED, **sure("need_roads"), **broken).text


def test_an_answer_tells_what_the_message_was_taken_for(conversation: Conversation) -> None:
    (message,) = conversation.ask(ASKED, **sure("need_roads")).messages
    assert (message["custom"]["intent"], message["custom"]["confidence"]) == ("need_roads", 0.97)
    assert "word_vectors" not in message["custom"]


# Moves


@pytest.mark.parametrize(
    ("message", "move"),
    [({}, None), ({"intent": None}, None), ({"intent": {"name": "need_roads"}}, None),
     ({"intent": {"name": Move.MORE.value}}, Move.MORE)],
)  # fmt: skip
def test_an_intent_stands_for_a_move_or_for_none(message: dict[str, Any], move: Move | None) -> None:
    assert move_of(message) is move
