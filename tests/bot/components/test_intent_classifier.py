"""The classifier: the same answers as Rasa's own, from the same features."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bot.components.intent_classifier import IntentClassifier

SPARSE = (6, 3)
DENSE = 4
CONTEXT = ExecutionContext(GraphSchema({}), node_name="classifier")


def message(seed: int, intent: str = "", kinds: str = "sds") -> Message:
    """A message with features in the order of `kinds`: sparse, dense, sparse; and one of a kind that is not asked."""
    numbers = np.random.default_rng(seed)
    made = Message(data={"text": f"message {seed}", **({"intent": intent} if intent else {})})
    widths = iter(SPARSE)
    for kind in kinds:
        width = DENSE if kind == "d" else next(widths)
        row: Any = numbers.normal(size=(1, width)) * (numbers.random((1, width)) > 0.4 if kind == "s" else 1)
        held = csr_matrix(row) if kind == "s" else row
        made.add_features(Features(held, "sentence", TEXT, f"featurizer-{kind}-{width}"))
    made.add_features(Features(csr_matrix(np.ones((3, 2))), "sequence", TEXT, "of-words"))
    return made


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


@pytest.fixture
def trained(storage: LocalModelStorage) -> LogisticRegressionClassifier:
    examples = [message(seed, ("bins", "roads", "buses")[seed % 3]) for seed in range(30)]
    config = {**IntentClassifier.get_default_config(), "random_state": 1}
    classifier = IntentClassifier.create(config, storage, Resource("classifier"), CONTEXT)
    classifier.train(TrainingData(examples))
    return classifier


def loaded(kind: type[LogisticRegressionClassifier], storage: LocalModelStorage) -> Any:
    return kind.load(kind.get_default_config(), storage, Resource("classifier"), CONTEXT)


@pytest.mark.thorough
@pytest.mark.parametrize("kinds", ["sds", "ss", "d", "s"])
def test_features_stand_where_rasas_classifier_puts_them(trained: LogisticRegressionClassifier, kinds: str) -> None:
    one = message(7, kinds=kinds)
    ours = trained._create_X([one, one])
    rasas = LogisticRegressionClassifier._create_X(trained, [one, one])
    assert ours.shape == rasas.shape
    assert (ours.toarray() == rasas.toarray()).all()


def test_a_message_without_features_is_an_empty_row(trained: LogisticRegressionClassifier) -> None:
    assert trained._create_X([Message(data={"text": "nothing"})]).shape == (1, 0)


def test_it_tells_what_rasas_classifier_tells(
    trained: LogisticRegressionClassifier, storage: LocalModelStorage
) -> None:
    for seed in range(100, 120):
        (ours,) = loaded(IntentClassifier, storage).process([message(seed)])
        (rasas,) = loaded(LogisticRegressionClassifier, storage).process([message(seed)])
        assert [entry["name"] for entry in ours.get("intent_ranking")] == [
            entry["name"] for entry in rasas.get("intent_ranking")
        ]
        assert ours.get("intent")["confidence"] == pytest.approx(rasas.get("intent")["confidence"])


def test_its_weights_are_multiplied_without_a_copy(
    trained: LogisticRegressionClassifier, storage: LocalModelStorage
) -> None:
    assert loaded(IntentClassifier, storage).clf.coef_.T.flags.c_contiguous
    assert not loaded(LogisticRegressionClassifier, storage).clf.coef_.T.flags.c_contiguous
