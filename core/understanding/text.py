"""Small helpers for text whose positions matter."""

from __future__ import annotations

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def lowered(message: str) -> str:
    """A message in lower case with straight apostrophes, every letter where it was.

    Args:
        message: as typed.

    Returns:
        As many characters as the message has: a few letters ("İ") grow in lower case, and stay as they are.
    """
    text = message.lower().translate(_PLAIN)
    if len(text) == len(message):
        return text
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in message).translate(_PLAIN)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written with spaces, which reads better than thirty quoted words."""
    return frozenset(words.split())


def without_apostrophes(text: str) -> str:
    """A text in lower case without apostrophes: "what's" is "whats"."""
    return lowered(text).replace("'", "")
