"""The featurizer: the meaning of a message for the classifier, and along with the message for the actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.sentence_featurizer import SentenceFeaturizer, pieces_of, read_ahead
from core.understanding.encoder import DIMENSIONS, SentenceEncoder, encode_once, forget_encoder, unpack, unpack_words
from core.understanding.readings import readings_of

ASKED = "who mends potholes"


@pytest.fixture
def featurizer() -> SentenceFeaturizer:
    context = ExecutionContext(GraphSchema({}), node_name="featurizer")
    return SentenceFeaturizer.create(SentenceFeaturizer.get_default_config(), None, Resource("featurizer"), context)


@pytest.fixture
def without_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    forget_encoder()
    yield
    forget_encoder()


def features(message: Message) -> list[Any]:
    return [held.features for held in message.features]


def cosine(one: Any, other: Any) -> float:
    return float(np.ravel(one) @ np.ravel(other) / np.linalg.norm(one) / np.linalg.norm(other))


def test_the_classifier_gets_one_row_for_the_sentence(featurizer: SentenceFeaturizer, encoder: SentenceEncoder) -> None:
    (message,) = featurizer.process([Message(data={"text": ASKED})])
    (row,) = features(message)
    assert row.shape == (1, DIMENSIONS)
    assert cosine(row, encoder.encode([ASKED])[0]) == pytest.approx(1, abs=1e-4)
    assert message.features[0].type == "sentence"


def test_the_vector_travels_with_the_message(featurizer: SentenceFeaturizer, encoder: SentenceEncoder) -> None:
    (message,) = featurizer.process([Message(data={"text": f"  {ASKED} "})])
    sent = unpack(message.as_dict(only_output_properties=True)["sentence_vectors"][ASKED])
    assert sent is not None
    assert cosine(sent, encoder.encode([ASKED])[0]) > 0.999


def test_the_words_travel_with_the_message(featurizer: SentenceFeaturizer, encoder: SentenceEncoder) -> None:
    (message,) = featurizer.process([Message(data={"text": f"  {ASKED} "})])
    sent = unpack_words(message.as_dict(only_output_properties=True)["word_vectors"][ASKED])
    (reading,) = encoder.read([ASKED])
    assert sent is not None
    assert sent.keys() == reading.words.keys() == {"mends", "potholes"}
    assert all(cosine(sent[word], rows) > 0.999 for word, rows in reading.words.items())


def test_what_may_be_looked_up_of_a_message_travels_with_vector_and_words(
    featurizer: SentenceFeaturizer, encoder: SentenceEncoder
) -> None:
    text = "who mends the potholes on our road? also when is the tip open on sundays?"
    (message,) = featurizer.process([Message(data={"text": text})])
    vectors, words = message.get("sentence_vectors"), message.get("word_vectors")
    assert list(vectors) == list(words) == [text, *readings_of(text)]
    assert len(words) == 3
    for piece, packed in words.items():
        sent, (reading,) = unpack_words(packed), encoder.read([piece])
        assert sent is not None
        assert sent.keys() == reading.words.keys()
        assert all(cosine(sent[word], rows) > 0.99 for word, rows in reading.words.items())


def test_a_message_that_tells_nothing_travels_without_words(featurizer: SentenceFeaturizer) -> None:
    (message,) = featurizer.process([Message(data={"text": "who is it"})])
    assert unpack(message.get("sentence_vectors")["who is it"]) is not None
    assert message.get("word_vectors") == {"who is it": {}}


@pytest.mark.parametrize("text", ["🙂", "漢字 🙂", "\N{SNOWMAN} is it \N{SNOWMAN}"])
def test_signs_that_the_model_does_not_know_travel_as_no_words(featurizer: SentenceFeaturizer, text: str) -> None:
    (message,) = featurizer.process([Message(data={"text": text})])
    assert not [word for held in message.get("word_vectors").values() for word in held if word.startswith("[")]


def test_messages_are_featurized_each_with_their_own(featurizer: SentenceFeaturizer) -> None:
    first, second = featurizer.process([Message(data={"text": ASKED}), Message(data={"text": "a bus pass"})])
    assert cosine(features(first)[0], features(second)[0]) < 0.9


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": None}])
def test_a_message_without_text_passes_unchanged(featurizer: SentenceFeaturizer, data: dict[str, Any]) -> None:
    (message,) = featurizer.process([Message(data=dict(data))])
    assert features(message) == []
    assert message.get("sentence_vectors") is message.get("word_vectors") is None


def test_training_and_answering_see_the_same(featurizer: SentenceFeaturizer) -> None:
    """In training many are encoded at a time, which must not change what a sentence means."""
    texts = [ASKED, "a bus pass", "the lorry drove straight past our house this morning and left the whole street"]
    examples = TrainingData([Message(data={"text": text, "intent": "any"}) for text in texts])
    trained = featurizer.process_training_data(examples).training_examples
    answered = featurizer.process([Message(data={"text": text}) for text in texts])
    for one, other in zip(trained, answered, strict=True):
        assert cosine(features(one)[0], features(other)[0]) > 0.99
    for name in ("sentence_vectors", "word_vectors"):
        assert trained[0].get(name) is None, "it would only make the training data bigger"


def test_without_the_encoder_messages_pass_unchanged(without_encoder: None, featurizer: SentenceFeaturizer) -> None:
    (message,) = featurizer.process([Message(data={"text": ASKED})])
    assert features(message) == []
    assert message.get("sentence_vectors") is message.get("word_vectors") is None
    examples = TrainingData([Message(data={"text": ASKED, "intent": "any"})])
    assert features(featurizer.process_training_data(examples).training_examples[0]) == []


def test_an_encoder_that_breaks_leaves_the_classifier_as_many_features(
    monkeypatch: pytest.MonkeyPatch, featurizer: SentenceFeaturizer
) -> None:
    """A model that was trained with the encoder can't read a message without its features."""
    for name in ("encode_once", "encode_words_once"):
        monkeypatch.setattr(f"bot.components.sentence_featurizer.{name}", lambda _text: None)
    monkeypatch.setattr("bot.components.sentence_featurizer.shared_encoder", lambda: None)
    examples = TrainingData([Message(data={"text": ASKED, "intent": "any"})])
    (trained,) = featurizer.process_training_data(examples).training_examples
    (answered,) = featurizer.process([Message(data={"text": ASKED})])
    for message in (trained, answered):
        assert [row.tolist() for row in features(message)] == [[[0.0] * DIMENSIONS]]
    assert answered.get("sentence_vectors") is answered.get("word_vectors") is None


def test_what_was_read_ahead_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch, encoder: SentenceEncoder) -> None:
    asked = "my bin was missed on tuesday again. and also when is the tip at whetstone open"
    read_ahead(asked)
    monkeypatch.setattr(SentenceEncoder, "read", lambda *_: pytest.fail("encoded twice"))
    assert len(pieces_of(asked)) > 1
    assert all(encode_once(piece) is not None for piece in pieces_of(asked))
