"""A sense of danger: how much a message means like dangers that were told before, in whatever words.

Phrases (``danger.py``) know danger for certain, but only in words that somebody thought of. The sense is learned from
the sentence vectors of the cases in ``data/danger/cases.yml`` and of what residents ask of the council, by logistic
regression over the kinds of danger. It is too vague to decide alone: what it raises is a line of caution before the
ordinary answer. What it is worth is told in ``docs/evaluation.md``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from core.settings import DATA
from core.understanding.encoder import Vector
from core.yaml_text import parse_yaml

_CASES = "cases.yml"
_SEVERAL = "|"  # parts kinds where several answers to a case are right; the first is what it teaches
_STRENGTH = 10.0  # of the fit; from 3 to 30 it made no difference


@dataclass(frozen=True)
class Alarm:
    """What the sense makes of a message.

    Attributes:
        kind: of danger that it is most like, as in ``data/danger``.
        strength: the logarithm of the odds that it tells of danger of any kind; 0 is even.
    """

    kind: str
    strength: float


@dataclass(frozen=True)
class DangerSense:
    """The sense as it was learned.

    Attributes:
        kinds: of danger.
        weights: a row for no danger, then one a kind.
        offsets: one a row.
    """

    kinds: tuple[str, ...]
    weights: Vector
    offsets: Vector

    def feel(self, vector: Vector) -> Alarm:
        """What it makes of a message.

        Args:
            vector: of the message, as the encoder makes it.

        Returns:
            The likeliest kind, and how likely any danger is.
        """
        scores = self.weights @ vector + self.offsets
        kind = int(np.argmax(scores[1:]))
        return Alarm(self.kinds[kind], float(np.logaddexp.reduce(scores[1:]) - scores[0]))

    def to_bytes(self) -> bytes:
        """The sense as it is kept."""
        held = io.BytesIO()
        np.savez(held, kinds=np.array(self.kinds), weights=self.weights, offsets=self.offsets)
        return held.getvalue()

    @classmethod
    def from_bytes(cls, held: bytes) -> DangerSense:
        """What `to_bytes` made."""
        with np.load(io.BytesIO(held), allow_pickle=False) as arrays:
            return cls(tuple(map(str, arrays["kinds"])), arrays["weights"], arrays["offsets"])


@dataclass(frozen=True)
class Cases:
    """Messages that the phrases of danger are held against, and the sense learns from.

    Attributes:
        danger: by kind.
        ordinary: sounding like danger without telling of any.
    """

    danger: Mapping[str, tuple[str, ...]]
    ordinary: tuple[str, ...]


def read_cases(folder: Path = DATA / "danger") -> Cases:
    """The cases of danger.

    Args:
        folder: that the file is in.

    Raises:
        OSError: there is no file.
        ValueError: it isn't YAML, or lacks a list.
    """
    path = folder / _CASES
    try:
        data = parse_yaml(path.read_text("utf-8"))
        told: dict[str, list[str]] = {}
        for kinds, messages in data["danger"].items():
            told.setdefault(kinds.split(_SEVERAL)[0].strip(), []).extend(map(str, messages))
        ordinary = tuple(map(str, data["ordinary"]))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name} must hold messages: `danger`, by kind, and `ordinary`: {error}") from error
    return Cases({kind: tuple(messages) for kind, messages in told.items()}, ordinary)


def learn_danger_sense(danger: Mapping[str, Vector], ordinary: Vector, calm: Vector) -> DangerSense:
    """Learn the sense.

    Args:
        danger: vectors of messages by the kind of danger that they tell of, a row each.
        ordinary: of messages that sound like it.
        calm: of any others that residents ask, in their own words, the more the better: beside 3,000 neat examples
            alone, four times as many calm messages were taken for danger as beside 10,000 phrases more.

    Returns:
        The sense; the same vectors give the same one.

    Raises:
        ValueError: there is no kind, or nothing that tells of none.
    """
    # Here, because only who trains a model needs it.
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # noqa: PLC0415

    kinds = tuple(kind for kind, rows in danger.items() if len(rows))
    none = np.vstack([ordinary, calm])
    if not kinds or not len(none):
        raise ValueError("a sense of danger needs messages of danger, and others")
    rows = np.vstack([none, *(danger[kind] for kind in kinds)])
    labels = np.repeat(np.arange(len(kinds) + 1), [len(none), *(len(danger[kind]) for kind in kinds)])
    fitted = LogisticRegression(C=_STRENGTH, max_iter=300, tol=1e-2).fit(rows, labels)
    weights, offsets = fitted.coef_, fitted.intercept_
    if len(kinds) == 1:  # of two classes only one row is kept
        weights, offsets = np.vstack([0 * weights, weights]), np.concatenate([0 * offsets, offsets])
    return DangerSense(kinds, weights.astype(np.float32), offsets.astype(np.float32))
