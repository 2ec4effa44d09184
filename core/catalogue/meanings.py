"""Giving meaning to the catalogue's phrases when it is loaded: vectors of phrases, and of each record's words.

The encoder takes nearly all the time of loading, so what an earlier load made of a record serves again while the
record's phrases stay as they are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import inspect, select
from sqlalchemy.engine import Connection

from core.catalogue import tables
from core.catalogue.files import Content
from core.understanding.encoder import DIMENSIONS, MODEL_SHA256, SentenceEncoder, Vector
from core.understanding.follow_up_sense import learn_follow_up_sense
from core.understanding.tuning import Matrix, learn_tuning
from core.understanding.word_meanings import WordFrame, learn_frame, pressed, words_of_record

RECIPE = "recipe"  # its key in the table of state
_CORE = Path(__file__).parents[1]
_MADE_BY = tuple(_CORE / name for name in (
    "catalogue/tables.py", "catalogue/fulltext.py",
    "understanding/encoder.py", "understanding/encoder_model.py",
    "understanding/follow_up_sense.py", "understanding/tuning.py", "understanding/word_meanings.py",
))
_AT_ONCE = 4_000  # phrases read at a time: many, so that those of one length stand together; few, to spare memory
# A frame that an earlier load learned serves on while at least this share of the records is as it was.
_SAME_RECORDS = 0.5
_EVERY = 5  # phrase that records are asked for by is learned from as one that stands alone: all tell little more
_TELLING = 40_000  # words that a frame is learned from; more don't change it and take memory


@dataclass(frozen=True)
class Known:
    """What an earlier load made, by the same encoder.

    Attributes:
        words: each record's words as bytes, by the record and a digest of its phrases.
        vectors: of phrases, by their text.
        frame: that the words are kept in; None when there was none.
    """

    words: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    vectors: Mapping[str, bytes] = field(default_factory=dict)
    frame: WordFrame | None = None


def recipe() -> str:
    """Names how meanings are made and kept: by which model, and by which code."""
    digest = hashlib.sha256(MODEL_SHA256.encode())
    for path in _MADE_BY:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_known(connection: Connection) -> Known:
    """What a database holds of an earlier load; nothing when it is empty or was made by another recipe."""
    if not inspect(connection).has_table(tables.state.name):
        return Known()
    made_by = connection.execute(select(tables.state.c.value).where(tables.state.c.key == RECIPE)).scalar()
    if made_by != recipe():
        return Known()
    frame = connection.execute(select(tables.frames.c.frame)).scalar()
    if frame is None:
        return Known()
    words = connection.execute(select(tables.words.c.record, tables.words.c.phrases, tables.words.c.vectors))
    held = select(tables.phrases.c.text, tables.phrases.c.vector).where(tables.phrases.c.vector.is_not(None))
    return Known(
        {(record, phrases): bytes(vectors) for record, phrases, vectors in words},
        {text: bytes(vector) for text, vector in connection.execute(held)},
        WordFrame.from_bytes(bytes(frame)),
    )


def add_meanings(
    rows: Sequence[dict[str, Any]], encoder: SentenceEncoder, known: Known
) -> dict[str, list[dict[str, Any]]]:
    """Give every phrase its vector, and make what is learned from all of them.

    Args:
        rows: of phrases, those of a record together; their ``vector`` is filled in, but for the terms.
        encoder: makes what isn't known.
        known: from an earlier load.

    Returns:
        Rows of the tables ``tuning``, ``frame`` and ``word``.
    """
    told = [row for row in rows if row["part"] != "terms"]
    records = {record: list(group) for record, group in groupby(told, key=lambda row: str(row["record"]))}
    digests = {record: _digest(phrases) for record, phrases in records.items()}
    frame = known.frame if _is_much_the_same(digests, known) else None
    kept = {record for record, digest in digests.items() if frame is not None and (record, digest) in known.words}
    new = [record for record in records if record not in kept]
    fresh: dict[str, Vector] = {}
    for chunk in _chunks(new, records):
        phrases = [row for record in chunk for row in records[record]]
        readings = dict(zip(map(id, phrases), encoder.read([row["text"] for row in phrases]), strict=True))
        for row in phrases:
            row["vector"] = readings[id(row)].whole.tobytes()
        for record in chunk:
            fresh[record] = words_of_record([readings[id(row)] for row in records[record]]).astype(np.float16)
    for record in kept:
        for row in records[record]:
            row["vector"] = known.vectors[row["text"]]
    tuning = _tuning(told)
    if frame is None:
        frame = learn_frame(_some_words(list(fresh.values())), tuning)
    words = []
    for record, digest in digests.items():
        if record in kept:
            made = known.words[(record, digest)]
        else:
            made = pressed(frame.of(fresh[record].astype(np.float32))).tobytes()
        words.append({"record": record, "phrases": digest, "vectors": made})
    return {
        "tuning": [{"id": 0, "matrix": tuning.tobytes()}],
        "frame": [{"id": 0, "frame": frame.to_bytes()}],
        "word": words,
    }


def learn_follow_ups(
    content: Content, rows: Sequence[dict[str, Any]], encoder: SentenceEncoder
) -> list[dict[str, Any]]:
    """Learn what goes on with a conversation.

    Args:
        content: with messages that say nothing alone, and such that do.
        rows: of phrases with their vectors.
        encoder: of the messages.

    Returns:
        Rows of the table ``follow_up_sense``; none when there is too little to learn from.
    """
    if not content.leans:
        return []
    asked = [np.frombuffer(row["vector"], dtype=np.float32) for row in rows if row["part"] == "asked"][::_EVERY]
    alone = np.vstack([encoder.encode(content.alone), *asked])
    sense = learn_follow_up_sense(encoder.encode(content.leans), alone)
    return [] if sense is None else [{"id": 0, "sense": sense.to_bytes()}]


def _digest(phrases: Sequence[dict[str, Any]]) -> str:
    digest = hashlib.sha256()
    for row in phrases:
        text = str(row["text"]).encode()
        digest.update(b"%d:" % len(text) + text)
    return digest.hexdigest()


def _is_much_the_same(digests: Mapping[str, str], known: Known) -> bool:
    same = sum((record, digest) in known.words for record, digest in digests.items())
    return known.frame is not None and bool(digests) and same >= _SAME_RECORDS * len(digests)


def _chunks(names: Sequence[str], records: Mapping[str, Sequence[Any]]) -> Iterator[list[str]]:
    """Records in their order, with about `_AT_ONCE` phrases at a time."""
    chunk: list[str] = []
    for name in names:
        chunk.append(name)
        if sum(len(records[held]) for held in chunk) >= _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _some_words(held: Sequence[Vector]) -> Vector:
    """Words of records spread over all, about `_TELLING` of them."""
    step = max(1, sum(map(len, held)) // _TELLING)
    some = [words.astype(np.float32) for words in held[::step]]
    return np.concatenate(some) if some else np.zeros((0, DIMENSIONS), dtype=np.float32)


def _tuning(rows: Sequence[dict[str, Any]]) -> Matrix:
    """The tuning that the phrases of initiatives and needs teach."""
    held = [row for row in rows if row["kind"] != "topic"]
    if not held:
        return learn_tuning(np.zeros((0, DIMENSIONS), dtype=np.float32), np.zeros(0, dtype=np.int64))
    counts = Counter(row["record"] for row in held)
    vectors = np.stack([np.frombuffer(row["vector"], dtype=np.float32) for row in held])
    # Phrases stand together by record, in the order in which the records were counted.
    return learn_tuning(vectors, np.array(list(counts.values()), dtype=np.int64))
