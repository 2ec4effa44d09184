"""The encoder's model, put together anew so that its int8 weights are multiplied as int8.

The published model makes floats of its weights before each product. ONNX Runtime does that once, at start, and from
then on holds and multiplies floats: four times the memory, and on processors with int8 products (VNNI) twice the time.
Here each product takes the weights as they are. What they are multiplied with is rounded to int8 too, each row by a
scale of its own, so that a text's vector doesn't depend on the texts read with it. Vectors stay what they were but for
that rounding (cosine 0.999; ``docs/benchmarks.md`` and ``docs/evaluation.md`` measure with it).

Put together once and kept in the run folder; the published file stays as it is.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, NodeProto

WIDTH = 384  # columns of a hidden state
# Of these columns the values are up to seven times the others' (by measurement, over the catalogue's phrases). Rounded
# by a scale that holds them, the others would lose most of their digits; so each is spread over several columns.
_LARGE = (99, 157, 223, 338)
_SPREAD = 3
_PRODUCTS, _TABLES = 36, 2  # that the published model has: six in each of its six layers; words and positions
_MICROSOFT = "com.microsoft"  # the set of ONNX Runtime's own operations


class UnknownModel(ValueError):
    """The model isn't built as the published one is."""


def prepared(source: Path, folder: Path) -> Path | bytes:
    """The model for this project's use.

    Args:
        source: the published model.
        folder: where what was put together is kept, and found again by the next process.

    Returns:
        The file; what would be in it when the folder can't be written to.

    Raises:
        UnknownModel: the source isn't built as expected.
        OSError: the source can't be read.
    """
    made_by = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    kept = folder / f"encoder-{made_by[:16]}.onnx"
    if kept.is_file():
        return kept
    made = rebuilt(source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Renamed when whole, since several processes may start at once.
        being_written = kept.with_suffix(f".{os.getpid()}")
        being_written.write_bytes(made)
        being_written.replace(kept)
    except OSError:
        return made
    for older in folder.glob("encoder-*.onnx"):
        if older != kept:
            older.unlink(missing_ok=True)
    return kept


def rebuilt(source: Path) -> bytes:
    """The published model with int8 products.

    Args:
        source: the published model.

    Returns:
        A model in ONNX's format, with the same inputs and outputs.

    Raises:
        UnknownModel: the source isn't built as expected.
        OSError: the source can't be read.
    """
    # Here, because most processes find the model put together already.
    import onnx  # noqa: PLC0415

    model = onnx.load(str(source))
    _Rebuilding(model).done()
    return bytes(model.SerializeToString())


class _Rebuilding:
    """Replaces the products and tables of one model."""

    def __init__(self, model: ModelProto) -> None:
        self._graph: GraphProto = model.graph
        self._model = model
        self._constants = {held.name: held for held in self._graph.initializer}
        self._made_by = {output: node for node in self._graph.node for output in node.output}
        self._nodes: list[NodeProto] = []
        self._rounded: dict[str, tuple[str, str]] = {}  # by a product's input: its int8 rows, their scales
        self._dropped: set[str] = set()

    def done(self) -> None:
        """Change the model.

        Raises:
            UnknownModel: it has not the products and tables that are expected.
        """
        from onnx import helper  # noqa: PLC0415

        self._constant("one", np.array(1, np.float32))
        self._constant("middle", np.array(128, np.uint8))
        self._constant("peak", np.array(127, np.float32))
        self._constant("least", np.array(1e-9, np.float32))
        self._constant("large", np.repeat(np.array(_LARGE, np.int64), _SPREAD - 1))
        shares = np.ones(WIDTH, np.float32)
        shares[list(_LARGE)] = 1 / _SPREAD
        self._constant("shares", shares)
        products = tables = 0
        for node in self._graph.node:
            weights = self._weights(node)
            if weights is None:
                self._nodes.append(node)
            elif node.op_type == "MatMul":
                self._product(node, *weights)
                products += 1
            else:
                self._table(node, *weights)
                tables += 1
        if (products, tables) != (_PRODUCTS, _TABLES):
            raise UnknownModel(f"{products} products and {tables} tables, not {_PRODUCTS} and {_TABLES}")
        kept = [node for node in self._nodes if not self._dropped.issuperset(node.output)]
        used = {name for node in kept for name in node.input}
        constants = [held for held in self._graph.initializer if held.name in used]
        del self._graph.node[:], self._graph.initializer[:]
        self._graph.node.extend(kept)
        self._graph.initializer.extend(constants)
        self._model.opset_import.append(helper.make_opsetid(_MICROSOFT, 1))

    def _weights(self, node: NodeProto) -> tuple[str, str] | None:
        """The int8 weights that a product or a look-up takes, and their scales, by name; None for any other node."""
        if node.op_type not in ("MatMul", "Gather"):
            return None
        scaled = self._made_by.get(node.input[1 if node.op_type == "MatMul" else 0])
        if scaled is None or scaled.op_type != "Mul":
            return None
        cast = self._made_by.get(scaled.input[0])
        if cast is None or cast.op_type != "Cast" or cast.input[0] not in self._constants:
            return None
        self._dropped.update([scaled.output[0], cast.output[0]])
        return cast.input[0], scaled.input[1]

    def _product(self, node: NodeProto, weights: str, scales: str) -> None:
        rows, row_scales = self._in_int8(node.input[0])
        held = self._array(weights)
        if self._has_large(node.input[0]):
            held = held[[*range(WIDTH), *np.repeat(_LARGE, _SPREAD - 1)]]
        self._constant(f"{weights}/int8", held)
        column_scales = np.broadcast_to(self._array(scales).reshape(-1), held.shape[1:])
        self._constant(f"{weights}/scales", np.ascontiguousarray(column_scales, np.float32))
        output = node.output[0]
        inputs = [rows, f"{weights}/int8", "one", f"{weights}/scales", "middle"]
        self._add("MatMulIntegerToFloat", inputs, f"{output}/unscaled", domain=_MICROSOFT)
        self._add("Mul", [f"{output}/unscaled", row_scales], output)

    def _in_int8(self, values: str) -> tuple[str, str]:
        """The rows of a product's input as int8 (128 being nothing), and the scale of each."""
        if values not in self._rounded:
            spread = values
            if self._has_large(values):
                self._add("Mul", [values, "shares"], f"{values}/shared")
                self._add("Gather", [f"{values}/shared", "large"], f"{values}/again", axis=-1)
                spread = self._add("Concat", [f"{values}/shared", f"{values}/again"], f"{values}/spread", axis=-1)
            self._add("Abs", [spread], f"{values}/sizes")
            self._add("ReduceMax", [f"{values}/sizes"], f"{values}/largest", axes=[-1], keepdims=1)
            self._add("Div", [f"{values}/largest", "peak"], f"{values}/step")
            scale = self._add("Max", [f"{values}/step", "least"], f"{values}/scale")
            self._add("Div", [spread, scale], f"{values}/steps")
            rows = self._add("QuantizeLinear", [f"{values}/steps", "one", "middle"], f"{values}/int8")
            self._rounded[values] = rows, scale
        return self._rounded[values]

    def _has_large(self, values: str) -> bool:
        """Whether a product's input is a hidden state, where some columns are large."""
        return bool(self._made_by[values].op_type == "LayerNormalization")

    def _table(self, node: NodeProto, weights: str, scales: str) -> None:
        """Look up rows as int8 and make floats of them, instead of the whole table."""
        at, output = node.input[1], node.output[0]
        self._add("Gather", [weights, at], f"{output}/int8", axis=0)
        self._add("Cast", [f"{output}/int8"], f"{output}/unscaled", to=1)
        self._add("Gather", [scales, at], f"{output}/scales", axis=0)
        self._add("Mul", [f"{output}/unscaled", f"{output}/scales"], output)

    def _array(self, name: str) -> Any:
        from onnx import numpy_helper  # noqa: PLC0415

        return numpy_helper.to_array(self._constants[name])

    def _constant(self, name: str, value: Any) -> None:
        from onnx import numpy_helper  # noqa: PLC0415

        self._graph.initializer.append(numpy_helper.from_array(value, name))

    def _add(self, operation: str, inputs: list[str], output: str, domain: str = "", **options: Any) -> str:
        from onnx import helper  # noqa: PLC0415

        self._nodes.append(helper.make_node(operation, inputs, [output], domain=domain, **options))
        return output
