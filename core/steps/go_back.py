"""Step 4: "back to the bins, ...": take up an earlier topic, and read on from there."""

from __future__ import annotations

from core.answering.answer import Answer
from core.catalogue.fulltext import content_words
from core.steps.read_message import read_words
from core.steps.respond import tell
from core.turn import Turn
from core.understanding.readings import back_to

_STEM = 4  # letters: "bins" goes back to "bin", "lighting" to "light"


def go_back(turn: Turn) -> Answer | None:
    """Take up the topic that the message goes back to; what else the message says goes on its way."""
    returned = back_to(turn.message)
    if returned is None:
        return None
    matter, rest = returned
    topic = _topic(turn, matter)
    if topic is None:
        return None
    turn.thread.take_up(topic)
    if not rest:
        return tell(turn, topic["focus"])
    read_words(turn, rest)
    return None


def _topic(turn: Turn, matter: str) -> dict[str, str] | None:
    """The topic that shares most words with what the message names; the newest of several."""
    wanted = _stems(matter)
    best, most = None, 0
    for topic in turn.thread.topics:
        shared = len(wanted & _stems(f"{topic['question']} {topic['focus'].replace('-', ' ')}"))
        if shared and shared >= most:
            best, most = topic, shared
    return best


def _stems(text: str) -> set[str]:
    return {word[:_STEM].rstrip("s") for word in content_words(text)}
