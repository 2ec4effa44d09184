"""How names and texts are written down."""

from __future__ import annotations

import hashlib


def plain_name(name: str) -> str:
    """A name as accounts are found by it."""
    return "".join(name.split()).casefold()[:64]


def digest_of(text: str) -> str:
    """A hash to find a text again by, which the text can't be read from."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def in_one_line(text: str) -> str:
    """A text in one line, of characters that every database holds."""
    text = text.encode("utf-8", "replace").decode().replace("\x00", " ")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
