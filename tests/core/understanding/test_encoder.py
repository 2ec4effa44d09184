"""The sentence encoder: unit vectors that carry meaning, and their packed form."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from core.understanding import encoder as module
from core.understanding.encoder import (
    DIMENSIONS,
    EncoderMissing,
    SentenceEncoder,
    encode_once,
    pack,
    shared_encoder,
    unpack,
)

TEXTS = [
    "my bin was missed",
    "",
    "potholes",
    "how many carers have a passport, and what does it give them",
    "ü 漢字 🙂",
    "mud " * 400,
]


@pytest.fixture
def fresh() -> Iterator[None]:
    """The process's encoder is looked for anew, and again after the test."""
    shared_encoder.cache_clear()
    encode_once.cache_clear()
    yield
    shared_encoder.cache_clear()
    encode_once.cache_clear()


def test_no_text_gives_no_row(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_every_vector_has_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_the_same_text_gives_the_same_vector(encoder: SentenceEncoder) -> None:
    assert np.array_equal(encoder.encode(["my bin was missed"]), encoder.encode(["my bin was missed"]))


def test_capitals_make_no_difference(encoder: SentenceEncoder) -> None:
    one, other = encoder.encode(["My Bin", "my bin"])
    assert one @ other == pytest.approx(1.0, abs=1e-3)


def test_a_batch_gives_what_single_texts_give(encoder: SentenceEncoder) -> None:
    """The rows come back in the order of the texts, though they are sorted by length within."""
    many = [f"{text} {number}" for number in range(14) for text in TEXTS[:5]]  # more than one batch
    rows = encoder.encode(many)
    for index in range(0, len(many), 9):
        assert rows[index] @ encoder.encode([many[index]])[0] > 0.98


def test_texts_of_one_meaning_lie_nearer_than_others(encoder: SentenceEncoder) -> None:
    asked, alike, unlike = encoder.encode(["who mends potholes", "hole in the road needs repair", "join a book club"])
    assert asked @ alike > asked @ unlike + 0.2


def test_what_stands_after_the_longest_length_makes_no_difference(encoder: SentenceEncoder) -> None:
    one, other = encoder.encode(["mud " * 400, "mud " * 400 + "library"])
    assert one @ other == pytest.approx(1.0, abs=1e-3)


def test_a_packed_vector_comes_back(encoder: SentenceEncoder) -> None:
    for vector in encoder.encode(TEXTS):
        packed = pack(vector)
        back = unpack(packed)
        assert packed.isascii()
        assert len(packed) <= 512
        assert back is not None
        assert np.linalg.norm(back) == pytest.approx(1.0, abs=1e-5)
        assert back @ vector > 0.999


@pytest.mark.parametrize(
    "packed",
    [
        *(None, "", "rubbish", "é", "~~~~~", "a" * 479, "a" * 10, "a b"),
        pack(np.zeros(DIMENSIONS, np.float32)),
        pack(np.ones(3, np.float32)),
    ],
)
def test_anything_else_unpacks_to_nothing(packed: str | None) -> None:
    assert unpack(packed) is None


def test_the_process_shares_one_encoder(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    vector = encode_once("my bin")
    assert vector is not None
    assert encode_once("my bin") is vector
    assert shared_encoder() is shared_encoder()


def test_switched_off_there_is_no_encoder(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    assert shared_encoder() is None
    assert encode_once("my bin") is None


def test_another_model_than_the_pinned_one_is_refused(
    fresh: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    monkeypatch.setattr(module, "MODEL_SHA256", "0" * 64)
    with pytest.raises(EncoderMissing, match="pinned"):
        SentenceEncoder()
    assert encode_once("my bin") is None
    assert "words alone" in caplog.text
