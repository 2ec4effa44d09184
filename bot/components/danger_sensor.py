"""A component that brings the sense of danger to every message; what it raises travels to the actions."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.as_meant import as_meant
from core.catalogue.files import read_content
from core.settings import DATA
from core.understanding.danger_sense import DangerSense, learn_danger_sense, read_cases
from core.understanding.encoder import SentenceEncoder, encode_once, shared_encoder, unit

ALARM = "alarm"
_EVERY = 2  # phrase of the needs is learned from: all of them take twice as long and tell little more
_KEPT = "danger_sense.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerSensor(GraphComponent):
    """Adds the alarm, a kind of danger and its strength, to each message; stands after the featurizer of sentences.

    With the encoder switched off there is none, and danger is known by its phrases alone.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, sense: DangerSense | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._sense = sense

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerSensor:
        """Make the component, which senses nothing until it is trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerSensor:
        """Load what was learned."""
        with model_storage.read_from(resource) as folder:
            path = folder / _KEPT
            sense = DangerSense.from_bytes(path.read_bytes()) if path.exists() else None
        return cls(model_storage, resource, sense)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The cases, which Rasa doesn't know of: a change in them is learned."""
        return hashlib.sha256((DATA / "danger" / "cases.yml").read_bytes()).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the cases of danger, and from examples and phrases of needs, which tell of none."""
        encoder = shared_encoder()
        if encoder is not None:
            self._sense = _learn(encoder, training_data.intent_examples)
        with self._model_storage.write_to(self._resource) as folder:
            if self._sense is not None:
                (folder / _KEPT).write_bytes(self._sense.to_bytes())
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the alarm to messages."""
        if self._sense is None:
            return messages
        for message in messages:
            text = as_meant(message.get(TEXT) or "")
            vector = encode_once(text) if text else None
            if vector is not None:
                alarm = self._sense.feel(vector)
                message.set(ALARM, {"kind": alarm.kind, "strength": alarm.strength}, add_to_output=True)
        return messages


def _learn(encoder: SentenceEncoder, examples: list[Message]) -> DangerSense:
    cases = read_cases()
    danger = {kind: encoder.encode(list(messages)) for kind, messages in cases.danger.items()}
    # The featurizer made the examples' vectors already, only longer.
    features = [row.get_dense_features(TEXT, [])[1] for row in examples]
    calm = unit(np.vstack([feature.features for feature in features if feature is not None]))
    asked = encoder.encode(_as_residents_ask())
    return learn_danger_sense(danger, encoder.encode(list(cases.ordinary)), np.vstack([calm, asked]))


def _as_residents_ask() -> list[str]:
    """Phrases that needs are asked by. The examples are too neat: beside them alone, slang would sound like danger."""
    phrases = [phrase for _, need in read_content(DATA).needs for phrase in need.asked_as]
    return phrases[::_EVERY]
