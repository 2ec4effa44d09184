"""A featurizer that brings the sentence encoder to the classifier, and the vector to the actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.as_meant import as_meant
from core.settings import read_settings
from core.understanding.encoder import (
    DIMENSIONS,
    Vector,
    encode_once,
    encode_words_once,
    pack,
    pack_words,
    shared_encoder,
)
from core.understanding.readings import readings_of

SENTENCE_VECTORS = "sentence_vectors"
WORD_VECTORS = "word_vectors"
_Read = TypeVar("_Read")
# The classifier's word and letter counts are many and small; a heavier vector gives meaning its say beside them.
_WEIGHT = 4.0
_NOTHING: Vector = np.zeros(DIMENSIONS, dtype=np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the mean-pooled sentence vector as a feature of the whole message.

    The vector also travels with the message (packed into 512 characters), and with it those of the pieces that
    look-up may want and of their words, so that the action server need not work them out again, nor load the encoder
    at all. With the encoder switched off the message passes unchanged; one that is wanted but can't be loaded gives a
    vector of noughts, since the classifier expects as many features as it was trained with.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer comes first, as for every featurizer."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Make the component; the encoder itself is shared by the process."""
        return cls(execution_context.node_name, config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Featurize the training examples, many at a time."""
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        if read_settings().encoder == "off" or not examples:
            return training_data
        encoder = shared_encoder()
        texts = [message.get(TEXT) for message in examples]
        vectors = encoder.encode(texts) if encoder is not None else [_NOTHING] * len(texts)
        for message, vector in zip(examples, vectors, strict=True):
            self._add(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Featurize messages and send their vectors along."""
        for message in messages:
            text = message.get(TEXT)
            pieces = pieces_of(text) if text else []
            vector = encode_once(pieces[0]) if pieces else None
            if vector is not None:
                self._add(message, vector)
                message.set(SENTENCE_VECTORS, _packed(pieces, encode_once, pack), add_to_output=True)
                message.set(WORD_VECTORS, _packed(pieces, encode_words_once, pack_words), add_to_output=True)
            elif text and read_settings().encoder != "off":
                self._add(message, _NOTHING)
        return messages

    def _add(self, message: Message, vector: Any) -> None:
        row = (vector * _WEIGHT).reshape(1, -1)
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS]))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to configure."""


def pieces_of(text: str) -> list[str]:
    """What of a message is encoded: the whole of it, and the pieces of it that look-up may want, all without slips."""
    whole = as_meant(text)
    return [whole, *readings_of(whole)]


def read_ahead(text: str) -> None:
    """Encode a message before it is featurized, which then finds it done; for another thread than Rasa's one."""
    for piece in pieces_of(text):
        encode_once(piece)


def _packed(
    pieces: list[str], encode: Callable[[str], _Read | None], packed: Callable[[_Read], Any]
) -> dict[str, Any]:
    made = {piece: encode(piece) for piece in pieces}
    return {piece: packed(read) for piece, read in made.items() if read is not None}
