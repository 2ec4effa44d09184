"""Step 4: "back to the bins, ..." and "that allotment, ...": take up an earlier topic, and read on from there."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from core.answering.answer import Answer
from core.catalogue.fulltext import content_words
from core.steps.read_message import read_words
from core.steps.respond import tell
from core.turn import Turn
from core.understanding.readings import back_to
from core.understanding.text import lowered

_STEM = 4  # letters: "bins" goes back to "bin", "lighting" to "light"
_LONG_STEM = 7  # where nothing is said of going back, "wardrobe" must not go back to "wardens"
# How much at least the rest of a message leans on the topic that it goes back to in so many words, or by naming it.
_BACK, _NAMED = 0.5, 0.4
_MEANS = 0.2  # how near, as a cosine, a topic must be to what is named in other words
_POINTING = r"\b(?:that|the|this|those|these|them|my|our) (?:\w+ )?"


def go_back(turn: Turn) -> Answer | None:
    """Take up the topic that the message goes back to; what else the message says goes on its way."""
    returned = back_to(turn.message)
    if returned is None:
        named = _named(turn)
        if named is not None:
            turn.thread.take_up(named)
            _lean(turn, _NAMED)
        return None
    matter, rest = returned
    topic = _topic(turn, matter)
    if topic is None and not _is_talked_about(turn, matter):
        topic = _nearest_topic(turn, matter)
        if topic is None:
            return None
    if topic is not None:
        turn.thread.take_up(topic)
    if not rest:
        return tell(turn, turn.thread.focus)
    read_words(turn, rest)
    _lean(turn, _BACK)
    return None


def _lean(turn: Turn, least: float) -> None:
    turn.question = replace(turn.question, leans=max(turn.question.leans, least))


def _topic(turn: Turn, matter: str) -> dict[str, str] | None:
    """The topic that shares most words with what the message names; the newest of several."""
    wanted = _stems(matter)
    best, most = None, 0
    for topic in turn.thread.topics:
        shared = len(wanted & _stems_of(topic["question"], topic["focus"]))
        if shared and shared >= most:
            best, most = topic, shared
    return best


def _nearest_topic(turn: Turn, matter: str) -> dict[str, str] | None:
    """The topic nearest in meaning: "back to the baby" after a question of registering a birth."""
    snapshot, vector = turn.world.snapshot, turn.meaning_of(matter)
    if vector is None or not len(snapshot.vectors):
        return None
    near = [
        (float(snapshot.averages[snapshot.position[topic["focus"]]] @ vector), place)
        for place, topic in enumerate(turn.thread.topics)
        if topic["focus"] in snapshot.position
    ]
    best, place = max(near, default=(0.0, 0))
    return turn.thread.topics[place] if best >= _MEANS else None


def _is_talked_about(turn: Turn, matter: str) -> bool:
    """Whether it is the matter talked about last, with only a danger or small talk since."""
    thread = turn.thread
    return bool(thread.focus and _stems(matter) & _stems_of(thread.question, thread.focus))


def _named(turn: Turn) -> dict[str, str] | None:
    """The newest topic of which the message points at a word that what is talked about now doesn't have."""
    if not turn.thread.topics:
        return None
    text = lowered(turn.question.gist)
    pointed_at = " ".join(
        word
        for word in content_words(text)
        if turn.world.snapshot.tells_matter(word) >= 1 and _points_at(word).search(text)
    )
    wanted = _stems(pointed_at, _LONG_STEM) - _stems_of(turn.thread.question, turn.thread.focus, _LONG_STEM)
    topics = (topic for topic in reversed(turn.thread.topics) if topic["focus"] != turn.thread.focus)
    return next((topic for topic in topics if wanted & _stems_of(topic["question"], topic["focus"], _LONG_STEM)), None)


@lru_cache(maxsize=4_096)
def _points_at(word: str) -> re.Pattern[str]:
    """What points at a word; kept, since one is wanted for each word of each message."""
    return re.compile(rf"{_POINTING}{re.escape(word)}\b")


def _stems_of(question: str, focus: str, letters: int = _STEM) -> set[str]:
    return _stems(f"{question} {focus.replace('-', ' ')}", letters)


def _stems(text: str, letters: int = _STEM) -> set[str]:
    return {word[:letters].rstrip("s") for word in content_words(text)}
