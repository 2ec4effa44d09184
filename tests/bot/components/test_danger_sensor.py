"""The component that brings the sense of danger to messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import danger_sensor
from bot.components.danger_sensor import ALARM, DangerSensor
from core.understanding.danger_sense import Cases
from core.understanding.encoder import SentenceEncoder, forget_encoder

CONTEXT = ExecutionContext(GraphSchema({}), node_name="sensor")
RESOURCE = Resource("sensor")
CASES = Cases(
    {
        "life": ("she has stopped breathing", "he collapsed and won't wake up", "I can't feel a pulse"),
        "life-fire": ("the kitchen is on fire", "flames are coming out of the window", "the shed is burning"),
    },
    ("when does the fire station open", "a breathing exercise class", "who burns garden waste"),
)
CONTENT = Path(__file__).parents[2] / "content"
CALM = ["when is my bin collected", "who mends potholes", "how do I renew my bus pass", "is the library open"]


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


@pytest.fixture
def examples(encoder: SentenceEncoder) -> TrainingData:
    """Training examples with the features that the featurizer gives them."""
    made = []
    for text, vector in zip(CALM, encoder.encode(CALM), strict=True):
        message = Message(data={TEXT: text, "intent": "need_other"})
        message.add_features(Features(vector.reshape(1, -1) * 4, "sentence", TEXT, "featurizer"))
        made.append(message)
    return TrainingData(made)


@pytest.fixture
def trained(storage: LocalModelStorage, examples: TrainingData, monkeypatch: pytest.MonkeyPatch) -> DangerSensor:
    monkeypatch.setattr(danger_sensor, "read_cases", lambda: CASES)
    monkeypatch.setattr(danger_sensor, "DATA", CONTENT)
    sensor = DangerSensor.create({}, storage, RESOURCE, CONTEXT)
    sensor.train(examples)
    return sensor


def alarm_of(sensor: DangerSensor, text: str) -> dict[str, object] | None:
    (message,) = sensor.process([Message(data={TEXT: text})])
    held: dict[str, object] | None = message.get(ALARM)
    assert held is None or ALARM in message.as_dict(only_output_properties=True)
    return held


def test_a_danger_in_other_words_raises_the_alarm_with_its_kind(trained: DangerSensor) -> None:
    danger, calm = alarm_of(trained, "there are flames in the loft"), alarm_of(trained, "when do they collect the bins")
    assert danger is not None and calm is not None
    assert danger["kind"] == "life-fire"
    # Of six cases among hundreds of calm phrases none is felt for certain.
    assert isinstance(danger["strength"], float) and isinstance(calm["strength"], float)
    assert danger["strength"] > calm["strength"] + 2
    assert calm["strength"] < 0


def test_what_was_learned_is_loaded_again(trained: DangerSensor, storage: LocalModelStorage) -> None:
    loaded = DangerSensor.load({}, storage, RESOURCE, CONTEXT)
    assert alarm_of(loaded, "the house is burning") == alarm_of(trained, "the house is burning")


def test_every_message_gets_its_own(trained: DangerSensor) -> None:
    texts = ["the house is burning", "when do they collect the bins"]
    together = trained.process([Message(data={TEXT: text}) for text in texts])
    assert [message.get(ALARM) for message in together] == [alarm_of(trained, text) for text in texts]
    assert trained.process([]) == []


@pytest.mark.parametrize("text", ["", "   "])
def test_a_message_of_nothing_raises_none(trained: DangerSensor, text: str) -> None:
    assert alarm_of(trained, text) is None


def test_untrained_it_raises_none(storage: LocalModelStorage) -> None:
    assert alarm_of(DangerSensor.create({}, storage, RESOURCE, CONTEXT), "the house is burning") is None


def test_without_the_encoder_nothing_is_learned_and_none_is_raised(
    storage: LocalModelStorage, examples: TrainingData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    forget_encoder()
    try:
        DangerSensor.create({}, storage, RESOURCE, CONTEXT).train(examples)
        assert alarm_of(DangerSensor.load({}, storage, RESOURCE, CONTEXT), "the house is burning") is None
    finally:
        forget_encoder()


def test_other_cases_are_another_component_to_rasa(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = DangerSensor.fingerprint_addon({})
    (tmp_path / "danger").mkdir()
    (tmp_path / "danger" / "cases.yml").write_text("{danger: {life: [help]}, ordinary: [hello]}", "utf-8")
    monkeypatch.setattr(danger_sensor, "DATA", tmp_path)
    assert DangerSensor.fingerprint_addon({}) != before
