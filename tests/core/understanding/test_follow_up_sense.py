"""The sense of what goes on with a conversation: too little to learn from, one, and what it makes of new messages."""

from __future__ import annotations

import numpy as np
import pytest

from core.catalogue.files import Content
from core.understanding.encoder import DIMENSIONS, SentenceEncoder, Vector, unit
from core.understanding.follow_up_sense import FollowUpSense, learn_follow_up_sense

# Neither stands among the messages that are learned from, and they share nouns and verbs with each other.
GO_ON = [
    "and was that any use",
    "what did people say about it",
    "how many of those were girls",
    "did they pay anything back",
    "who else got one",
    "is it shut mondays",
    "any older figures",
    "so whats the total now",
    "can someone else pick it up for me",
    "whereabouts are they",
    "how come it dropped",
    "have you got an email for em",
]
ALONE = [
    "how many girls foster carers look after",
    "did the council pay for the new library",
    "who gets a disabled bus pass",
    "is the coalville tip shut mondays",
    "older figures for road gritting",
    "total spent on potholes",
    "can someone else pick up my blue badge",
    "where are the speed cameras",
    "why did recycling drop",
    "email for school admissions",
    "what did people say about the flood drop in sessions",
    "was the warm homes scheme any use",
]


def around(seed: int, number: int) -> Vector:
    """Vectors near a direction of their own."""
    rows = np.random.default_rng(seed).normal(size=(number + 1, DIMENSIONS))
    return unit((rows[0] + 0.3 * rows[1:]).astype(np.float32))


@pytest.mark.parametrize(("leans", "alone"), [(0, 0), (0, 50), (50, 0), (19, 50), (50, 19)])
def test_from_too_little_nothing_is_learned(leans: int, alone: int) -> None:
    assert learn_follow_up_sense(around(1, leans), around(2, alone)) is None


def test_the_sense_tells_the_sorts_apart_that_it_learned_from() -> None:
    leans, alone = around(1, 40), around(2, 60)
    sense = learn_follow_up_sense(leans, alone)
    assert sense is not None
    assert min(map(sense.feel, leans)) > 0 > max(map(sense.feel, alone))


def test_the_same_vectors_teach_the_same() -> None:
    one, other = (learn_follow_up_sense(around(1, 30), around(2, 30)) for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.to_bytes() == other.to_bytes()


def test_what_is_kept_feels_the_same() -> None:
    sense = learn_follow_up_sense(around(1, 30), around(2, 30))
    assert sense is not None
    kept = FollowUpSense.from_bytes(sense.to_bytes())
    assert kept.feel(around(3, 1)[0]) == pytest.approx(sense.feel(around(3, 1)[0]), abs=1e-5)


@pytest.mark.thorough
def test_of_new_messages_most_are_felt_for_what_they_are(encoder: SentenceEncoder, published: Content) -> None:
    content = published
    assert not {*content.leans, *content.alone} & {*GO_ON, *ALONE}
    asked = [phrase for _, need in content.needs for phrase in need.asked_as][::20]
    sense = learn_follow_up_sense(encoder.encode(content.leans), encoder.encode([*content.alone, *asked]))
    assert sense is not None
    go_on, alone = ([sense.feel(vector) for vector in encoder.encode(texts)] for texts in (GO_ON, ALONE))
    assert sum(odds > 0 for odds in go_on) >= 8
    assert sum(odds > 0 for odds in alone) <= 1
