"""Meanings of single words: the frame they are kept in, a record's words, a question's, and how well both fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.understanding.encoder import DIMENSIONS, Reading, SentenceEncoder, Vector
from core.understanding.word_meanings import (
    WIDTH,
    AskedWords,
    WordFrame,
    learn_frame,
    pressed,
    rarity,
    word_fit,
    words_of_record,
)

UNTUNED = np.eye(DIMENSIONS, dtype=np.float32)
PLAIN = WordFrame(UNTUNED[:, :WIDTH], np.zeros(WIDTH, dtype=np.float32))  # the encoder's first directions
FAR = DIMENSIONS - 1  # a direction that stands in no frame's first 64


def unit(rows: NDArray[Any]) -> Vector:
    made: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return made


def some_words(count: int, seed: int = 1) -> Vector:
    return unit(np.random.default_rng(seed).normal(size=(count, DIMENSIONS)))


def along(*directions: int) -> Vector:
    """A word for each direction that lies along it alone."""
    rows = np.zeros((len(directions), WIDTH), dtype=np.float32)
    rows[np.arange(len(directions)), list(directions)] = 1.0
    return rows


def reading(**words: Vector) -> Reading:
    return Reading(np.zeros(DIMENSIONS, dtype=np.float32), words)


def alike(rows: Vector) -> AskedWords:
    """Words of a question that all count the same."""
    return AskedWords(rows, np.full(len(rows), 1 / len(rows), dtype=np.float32))


# The frame


@pytest.mark.parametrize("count", [0, 1])
def test_no_words_and_a_single_one_give_the_first_directions_of_the_tuning(count: int) -> None:
    tuning = np.random.default_rng(2).normal(size=(DIMENSIONS, DIMENSIONS)).astype(np.float32)
    frame = learn_frame(some_words(count), tuning)
    assert np.array_equal(frame.matrix, tuning[:, :WIDTH])
    assert not frame.centre.any()


@pytest.mark.parametrize("count", [2, 3, 500])
def test_a_frame_has_its_width_however_few_words_it_is_learned_from(count: int) -> None:
    words = some_words(count)
    frame = learn_frame(words, UNTUNED)
    assert (frame.matrix.shape, frame.centre.shape) == ((DIMENSIONS, WIDTH), (WIDTH,))
    assert frame.of(words).shape == (count, WIDTH)
    assert frame.of(words).dtype == frame.matrix.dtype == np.float32


def test_a_frame_keeps_the_directions_in_which_words_differ_most() -> None:
    words = 0.01 * some_words(400)
    words[::2, FAR] += 1.0
    words[1::2, FAR] -= 1.0
    framed = learn_frame(words, UNTUNED).of(words)
    assert framed[0] @ framed[2] > 0.9
    assert framed[0] @ framed[1] < -0.9


def test_what_all_words_have_in_common_tells_nothing() -> None:
    words = some_words(400)
    words[:, FAR] += 5.0
    one, other = unit(words[:2])
    assert one @ other > 0.9
    first, second = learn_frame(words, UNTUNED).of(words[:2])
    assert abs(first @ second) < 0.5


def test_the_tuning_decides_what_differs() -> None:
    """Words differ loudly in one direction, which the tuning silences, and quietly in another."""
    words = 0.01 * some_words(400)
    words[::2, FAR] += 1.0
    words[: len(words) // 2, 0] += 0.2
    silent = UNTUNED.copy()
    silent[FAR, FAR] = 0.0
    for tuning, alike in ((UNTUNED, False), (silent, True)):
        first, second = learn_frame(words, tuning).of(words[:2])
        assert bool(first @ second > 0.5) is alike


def test_the_same_words_give_the_same_frame() -> None:
    one, other = (learn_frame(some_words(300), UNTUNED) for _ in range(2))
    assert one.to_bytes() == other.to_bytes()


def test_words_in_the_frame_have_length_one() -> None:
    frame = learn_frame(some_words(300), UNTUNED)
    assert np.allclose(np.linalg.norm(frame.of(some_words(20, seed=5)), axis=1), 1.0, atol=1e-5)


def test_no_words_stay_none_in_the_frame() -> None:
    assert learn_frame(some_words(300), UNTUNED).of(some_words(0)).shape == (0, WIDTH)


def test_a_word_that_is_like_all_others_means_nothing_and_breaks_nothing() -> None:
    assert not PLAIN.of(np.zeros((1, DIMENSIONS), dtype=np.float32)).any()


def test_a_frame_comes_back_from_the_database() -> None:
    frame, words = learn_frame(some_words(300), UNTUNED), some_words(4, seed=7)
    back = WordFrame.from_bytes(frame.to_bytes())
    assert np.array_equal(back.matrix, frame.matrix)
    assert np.array_equal(back.centre, frame.centre)
    assert np.array_equal(back.of(words), frame.of(words))


@pytest.mark.parametrize("held", [b"", b"abc", b"\0" * 4 * DIMENSIONS * WIDTH])
def test_anything_else_is_no_frame(held: bytes) -> None:
    with pytest.raises(ValueError, match=r"reshape|buffer"):
        WordFrame.from_bytes(held)


# The words of a record


def test_a_record_without_phrases_has_no_words() -> None:
    assert words_of_record([]).shape == (0, DIMENSIONS)


def test_a_record_whose_phrases_tell_nothing_has_no_words() -> None:
    assert words_of_record([reading(), reading()]).shape == (0, DIMENSIONS)


def test_the_words_of_one_phrase_are_those_of_the_record() -> None:
    words = some_words(3)
    made = words_of_record([reading(bin=words[:1], road=words[1:2], bus=words[2:])])
    assert np.array_equal(made, words)
    assert made.dtype == np.float32


def test_a_word_of_several_phrases_is_kept_once_as_their_average() -> None:
    words = some_words(4)
    made = words_of_record(
        [reading(bin=words[:1], road=words[1:2]), reading(), reading(bin=words[2:3]), reading(bin=words[3:])]
    )
    assert made.shape == (2, DIMENSIONS)
    assert made.dtype == np.float32
    assert np.allclose(made[0], (words[0] + words[2] + words[3]) / 3)
    assert np.allclose(made[1], words[1])


def test_each_piece_of_a_word_is_averaged_by_itself() -> None:
    words = some_words(4)
    made = words_of_record([reading(gritting=words[:2]), reading(gritting=words[2:])])
    assert made.shape == (2, DIMENSIONS)
    assert np.allclose(made, (words[:2] + words[2:]) / 2)


# Words as bytes


def test_no_words_are_pressed_to_nothing() -> None:
    assert pressed(np.zeros((0, WIDTH), dtype=np.float32)).shape == (0, WIDTH)


def test_pressed_words_keep_their_cosines() -> None:
    words = unit(np.random.default_rng(3).normal(size=(50, WIDTH)))
    small = pressed(words)
    assert small.dtype == np.int8
    assert small.nbytes == 50 * WIDTH
    assert np.allclose(small.astype(np.float32) / 127 @ words.T, words @ words.T, atol=0.02)


def test_a_word_along_one_direction_fits_into_a_byte() -> None:
    assert pressed(np.vstack([along(0), -along(0)]))[:, 0].tolist() == [127, -127]


# How much a word counts


@pytest.mark.parametrize("records", [1, 2, 40, 20_000])
def test_the_fewer_records_hold_a_word_the_more_it_counts(records: int) -> None:
    weights = [rarity(held_by, records) for held_by in range(records + 1)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize("records", [1, 2, 40, 20_000])
def test_a_word_that_every_record_holds_still_counts_a_little(records: int) -> None:
    assert 0 < rarity(records, records) < rarity(0, records)


def test_the_same_few_records_tell_more_in_a_large_catalogue() -> None:
    assert rarity(3, 10) < rarity(3, 1_000)


# The words of a question


def asked(*weights: float, pieces: int = 1) -> AskedWords:
    """A question of a word for each weight, along the frame's first directions."""
    rows = UNTUNED[:WIDTH]
    return AskedWords.of([rows[at * pieces : (at + 1) * pieces] for at in range(len(weights))], weights, PLAIN)


@pytest.mark.parametrize("weights", [(0.4,), (3.0,), (1.0, 1.0), (0.1, 7.0, 2.5, 1e-6)])
@pytest.mark.parametrize("pieces", [1, 2, 5])
def test_weights_add_up_to_one(weights: tuple[float, ...], pieces: int) -> None:
    made = asked(*weights, pieces=pieces)
    assert made.weights.sum() == pytest.approx(1.0)
    assert made.weights.shape == (len(weights) * pieces,)
    assert made.weights.dtype == made.vectors.dtype == np.float32


def test_words_count_as_their_weights_say() -> None:
    assert asked(3.0, 1.0).weights.tolist() == pytest.approx([0.75, 0.25])
    assert asked(0.3, 0.1).weights.tolist() == pytest.approx([0.75, 0.25])


def test_each_piece_of_a_word_counts_as_the_word_does() -> None:
    made = AskedWords.of([UNTUNED[:1], UNTUNED[1:4]], [2.0, 1.0], PLAIN)
    assert made.weights.tolist() == pytest.approx([0.4, 0.2, 0.2, 0.2])
    assert np.array_equal(made.vectors, UNTUNED[:4, :WIDTH])


def test_the_words_of_a_question_stand_in_the_frame() -> None:
    frame, words = learn_frame(some_words(300), UNTUNED), some_words(3, seed=5)
    made = AskedWords.of([words[:2], words[2:]], [1.0, 2.0], frame)
    assert np.allclose(made.vectors, frame.of(words))


# How well words fit


def fits(words: AskedWords | Vector, *records: Vector) -> list[float]:
    """How well records fit the words of a question; rows alone are words that all count the same."""
    words = words if isinstance(words, AskedWords) else alike(words)
    counts = np.array([len(record) for record in records], dtype=int)
    held = pressed(np.concatenate([np.zeros((0, WIDTH), dtype=np.float32), *records]))
    found: list[float] = word_fit(words, held, np.cumsum(counts) - counts, counts).tolist()
    return found


def test_of_no_records_none_fits() -> None:
    assert fits(along(0)) == []


def test_records_without_words_fit_with_zero() -> None:
    assert fits(along(0), along(), along()) == [0.0, 0.0]


def test_a_record_that_has_the_word_fits_wholly_and_one_of_the_opposite_not_at_all() -> None:
    assert fits(along(3), along(3)) == pytest.approx([1.0])
    assert fits(along(3), -along(3)) == pytest.approx([-1.0])


def test_each_record_is_measured_by_its_own_words() -> None:
    records = along(1, 2), along(), along(3), along(4, 5, 1), along()
    assert fits(along(1), *records) == pytest.approx([1.0, 0.0, 0.0, 1.0, 0.0])
    assert fits(along(3), *records) == pytest.approx([0.0, 0.0, 1.0, 0.0, 0.0])


def test_the_average_over_the_words_of_the_question_counts() -> None:
    assert fits(along(1, 2, 3, 4), along(1, 2, 3), along(4), along(5)) == pytest.approx([0.75, 0.25, 0.0])


def test_a_rare_word_outweighs_a_common_one() -> None:
    words = AskedWords(along(1, 2), np.array([0.8, 0.2], dtype=np.float32))
    assert fits(words, along(1), along(2), along(1, 2), along(3)) == pytest.approx([0.8, 0.2, 1.0, 0.0])


def test_one_rare_word_can_outweigh_several_common_ones() -> None:
    weights = [rarity(held_by, 1_000) for held_by in (1, 900, 900, 900)]
    rare, common = fits(asked(*weights), along(0), along(1, 2, 3))
    assert rare > common


def test_a_word_that_counts_for_all_is_the_only_one_that_decides() -> None:
    words = AskedWords(along(1, 2), np.array([1.0, 0.0], dtype=np.float32))
    assert fits(words, along(1), along(2)) == pytest.approx([1.0, 0.0])


def test_only_the_nearest_word_of_a_record_counts() -> None:
    near = unit(along(1) + along(2))
    alone, among_others, two = fits(along(1), near, np.vstack([-along(1), near, along(9)]), np.vstack([near, near]))
    assert alone == pytest.approx(0.5**0.5, abs=0.01)
    assert among_others == two == alone


def test_some_records_of_many_can_be_measured_in_any_order() -> None:
    """The search measures the records that it looks at closer; their words stand apart among those of all."""
    records = [along(1), along(2, 3), along(), along(4, 5, 6)]
    counts = np.array([len(record) for record in records])
    starts = np.cumsum(counts) - counts
    held = pressed(np.concatenate(records))
    looked_at = np.array([3, 2, 0])
    found = word_fit(alike(along(1, 6)), held, starts[looked_at], counts[looked_at])
    assert found.tolist() == pytest.approx([0.5, 0.0, 0.5])
    assert found.dtype == np.float32


# With the real encoder


def test_a_word_that_matters_finds_its_record_in_other_words(encoder: SentenceEncoder) -> None:
    records = [
        ["Report a street light that is out", "the lamp outside our house is dark"],
        ["Renew a library book", "borrow a novel for longer"],
        ["Apply for a bus pass", "free travel for pensioners"],
    ]
    held = [words_of_record(encoder.read(phrases)) for phrases in records]
    frame = learn_frame(np.concatenate(held), UNTUNED)
    for question, record in (
        ("we can't see a thing at night since that lantern broke", 0),
        ("I haven't finished reading yet", 1),
        ("my nan wants to ride for nothing", 2),
    ):
        words = list(encoder.read([question])[0].words.values())
        found = fits(AskedWords.of(words, [1.0] * len(words), frame), *map(frame.of, held))
        assert int(np.argmax(found)) == record, question
