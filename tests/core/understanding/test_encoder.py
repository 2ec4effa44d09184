"""The sentence encoder: unit vectors that carry meaning, of sentences and of their words, and their packed form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalogue import meanings
from core.catalogue.fulltext import content_words
from core.understanding import encoder as module
from core.understanding.encoder import (
    DIMENSIONS,
    EncoderMissing,
    Reading,
    SentenceEncoder,
    encode_once,
    encode_words_once,
    forget_encoder,
    pack,
    pack_words,
    shared_encoder,
    unpack,
    unpack_words,
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
    forget_encoder()
    yield
    forget_encoder()


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


# Words


def test_no_text_gives_no_reading(encoder: SentenceEncoder) -> None:
    assert encoder.read([]) == []


def test_a_text_is_read_as_it_is_encoded(encoder: SentenceEncoder) -> None:
    for text in TEXTS:
        (reading,) = encoder.read([text])
        assert np.array_equal(reading.whole, encoder.encode([text])[0])


@pytest.mark.parametrize("text", ["", " ", "?!", "the of and", "what is it", "🙂"])
def test_a_text_that_tells_nothing_has_no_words(encoder: SentenceEncoder, text: str) -> None:
    (reading,) = encoder.read([text])
    assert reading.words == {}
    assert np.linalg.norm(reading.whole) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("library", ["library"]),
        ("Who has the LIBRARY, and its books?", ["library", "books"]),
        ("gritting in Loughborough", ["gritting", "loughborough"]),
        ("library beside library", ["library", "beside"]),
        ("my bin 🙂", ["bin"]),
    ],
)
def test_the_words_that_tell_something_are_read_whole_and_once(
    encoder: SentenceEncoder, text: str, words: list[str]
) -> None:
    """Also those that the vocabulary knows only in pieces."""
    (reading,) = encoder.read([text])
    assert list(reading.words) == words


@pytest.mark.parametrize("sign", ["漢", "🙂", "\N{SNOWMAN}", "[UNK]", "[CLS] [SEP] [PAD] [MASK]"])
def test_the_models_own_marks_are_no_words(encoder: SentenceEncoder, sign: str) -> None:
    """It reads a sign that it doesn't know as such a mark; one that is typed is no more than its letters."""
    assert not [word for word in encoder.read([f"{sign} bin {sign}"])[0].words if word.startswith("[")]
    assert "bin" in encoder.read([f"{sign} bin {sign}"])[0].words


@pytest.mark.parametrize(
    "text",
    ["why doesn't it", "i don't know", "they've got it", "we're here", "i'll get it", "it won't", "isn't it",
     "why doesn\N{RIGHT SINGLE QUOTATION MARK}t it"],
)  # fmt: skip
def test_halves_of_short_forms_are_no_words(encoder: SentenceEncoder, text: str) -> None:
    """No record's vocabulary holds them, so they would count most of all."""
    assert set(encoder.read([text])[0].words) <= set(content_words(text))


@pytest.mark.parametrize("sign", ["'", "\N{RIGHT SINGLE QUOTATION MARK}", "\N{LEFT SINGLE QUOTATION MARK}"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my nan's bin", ["nans", "bin"]),
        ("St Mary's road", ["st", "marys", "road"]),
        ("the council's grant", ["councils", "grant"]),
        ("they don't collect", ["collect"]),
        ("i've a bin that isn't emptied", ["bin", "emptied"]),
        ("the carers' grant", ["carers", "grant"]),
        ("rock 'n' roll", ["rock", "roll"]),
        ("a 'quoted' word", ["quoted", "word"]),
        ("bin's", ["bins"]),
        ("bin'", ["bin"]),
        ("'s bin", ["bin"]),
    ],
)
def test_what_follows_an_apostrophe_belongs_to_the_word_before(
    encoder: SentenceEncoder, text: str, words: list[str], sign: str
) -> None:
    assert [word for word in encoder.read([text.replace("'", sign)])[0].words if word in content_words(text)] == words
    assert set(encoder.read([text.replace("'", sign)])[0].words) == set(words)


def test_a_word_with_an_apostrophe_has_a_row_for_its_ending_as_well(encoder: SentenceEncoder) -> None:
    plain, owned = encoder.read(["council grant", "council's grant"])
    assert len(owned.words["councils"]) > len(plain.words["council"])


def test_every_word_has_vectors_of_length_one(encoder: SentenceEncoder) -> None:
    for reading in encoder.read(TEXTS):
        for rows in reading.words.values():
            assert rows.shape[1:] == (DIMENSIONS,)
            assert rows.dtype == np.float32
            assert len(rows)
            assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)


def test_a_word_has_a_row_for_each_piece_that_the_model_knows_it_by(encoder: SentenceEncoder) -> None:
    (reading,) = encoder.read(["library gritting"])
    assert len(reading.words["library"]) == 1
    assert len(reading.words["gritting"]) > 1


def test_a_word_said_twice_means_what_it_does_where_it_stands_first(encoder: SentenceEncoder) -> None:
    """What comes later in the text colours a word, but its vector is that of its first place."""
    once, twice = encoder.read(["bank of the river beside a road", "bank of the river beside a bank"])
    assert len(twice.words["bank"]) == 1
    (lent,) = encoder.read(["a loan from a bank, and a walk along the bank of the river"])
    assert once.words["bank"][0] @ twice.words["bank"][0] > once.words["bank"][0] @ lent.words["bank"][0]


def test_a_word_means_what_its_sentence_makes_of_it(encoder: SentenceEncoder) -> None:
    readings = encoder.read(["bank of savings", "bank for a loan", "bank of the river"])
    money, alike, river = (reading.words["bank"][0] for reading in readings)
    assert money @ alike > money @ river


def test_words_after_the_longest_length_are_left_out(encoder: SentenceEncoder) -> None:
    (reading,) = encoder.read(["mud " * 400 + "library"])
    assert list(reading.words) == ["mud"]


def test_readings_of_a_batch_come_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    """Within, the texts are sorted by length, and more than one batch is made."""
    many = [f"{text} {number}" for number in range(9) for text in ("library", *TEXTS[:5])]
    readings = encoder.read(many)
    assert len(readings) == len(many)
    for index in range(0, len(many), 7):
        (alone,) = encoder.read([many[index]])
        assert list(readings[index].words) == list(alone.words)
        for word, rows in alone.words.items():
            assert (readings[index].words[word] * rows).sum(1).min() > 0.9


def test_several_threads_read_what_one_reads(encoder: SentenceEncoder) -> None:
    many = [f"{text} {number}" for number in range(9) for text in TEXTS[:5]]
    several = SentenceEncoder(threads=2)
    for one, other in zip(encoder.read(many), several.read(many), strict=True):
        assert list(one.words) == list(other.words)
        assert one.whole @ other.whole == pytest.approx(1.0, abs=1e-4)
    assert several.read([]) == []


# The packed form


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


def test_packed_words_come_back(encoder: SentenceEncoder) -> None:
    for text in ("library", "who mends potholes on our road", "mud " * 400):
        (reading,) = encoder.read([text])
        packed = pack_words(reading.words)
        back = unpack_words(json.loads(json.dumps(packed)))
        assert back is not None
        assert list(back) == list(reading.words)
        for word, rows in reading.words.items():
            assert back[word].shape == rows.shape
            assert (back[word] * rows).sum(1).min() > 0.999
            assert len(packed[word]) == 512 * len(rows)


def test_no_words_come_back_as_none_of_them() -> None:
    """They were worked out and there are none, which is another thing than not being known."""
    assert pack_words({}) == {}
    assert unpack_words({}) == {}


@pytest.mark.parametrize(
    "packed",
    [None, "", "rubbish", *({"bin": held} for held in ("", None, 3, "rubbish", pack(np.ones(3, np.float32))))],
)
def test_anything_else_unpacks_to_no_words(packed: Any) -> None:
    assert unpack_words(packed) is None


def test_words_of_which_one_is_broken_unpack_to_none() -> None:
    whole = pack(np.ones(DIMENSIONS, np.float32))
    assert unpack_words({"bin": whole, "road": whole}) is not None
    assert unpack_words({"bin": whole, "road": whole[:-5]}) is None
    assert unpack_words({"bin": f"{whole} {whole[:-5]}"}) is None


# The encoder of the process


def test_the_process_shares_one_encoder(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    vector = encode_once("my bin")
    assert vector is not None
    assert encode_once("my bin") is vector
    assert shared_encoder() is shared_encoder()


def test_a_text_and_its_words_are_worked_out_together_and_once(
    fresh: None, monkeypatch: pytest.MonkeyPatch, encoder: SentenceEncoder
) -> None:
    asked: list[str] = []

    def read(texts: list[str]) -> list[Reading]:
        asked.extend(texts)
        return encoder.read(texts)

    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    shared = shared_encoder()
    assert shared is not None
    monkeypatch.setattr(shared, "read", read)
    vector, words = encode_once("my bin"), encode_words_once("my bin")
    assert vector is not None and words is not None
    (reading,) = encoder.read(["my bin"])
    assert np.array_equal(vector, reading.whole)
    assert words.keys() == reading.words.keys() == {"bin"}
    assert np.array_equal(words["bin"], reading.words["bin"])
    assert encode_words_once("my bin") is words
    assert asked == ["my bin"]
    assert encode_words_once("potholes") is not None
    assert asked == ["my bin", "potholes"]


def test_an_encoder_that_is_forgotten_is_looked_for_anew(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    first, vector = shared_encoder(), encode_once("my bin")
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    assert shared_encoder() is first
    assert encode_once("my bin") is vector
    forget_encoder()
    assert shared_encoder() is None
    assert (encode_once("my bin"), encode_words_once("my bin")) == (None, None)


def test_switched_off_there_is_no_encoder(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "off")
    assert shared_encoder() is None
    assert encode_once("my bin") is None
    assert encode_words_once("my bin") is None


def test_another_model_than_the_pinned_one_is_refused(
    fresh: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SENTENCE_ENCODER", "on")
    monkeypatch.setattr(module, "MODEL_SHA256", "0" * 64)
    with pytest.raises(EncoderMissing, match="pinned"):
        SentenceEncoder()
    assert encode_once("my bin") is None
    assert encode_words_once("my bin") is None
    assert "words alone" in caplog.text


def test_what_is_kept_is_made_anew_after_a_change_of_encoder_or_tuning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("encoder.py", "tuning.py"):
        (path,) = [held for held in meanings._MADE_BY if held.name == name]
        before = meanings.recipe()
        other = tmp_path / name
        other.write_bytes(path.read_bytes() + b"# another way")
        with monkeypatch.context() as patched:
            patched.setattr(meanings, "_MADE_BY", tuple(other if one == path else one for one in meanings._MADE_BY))
            assert meanings.recipe() != before
