"""Danger in a resident's message, found by patterns before any classifier runs; needs no database and no model.

The patterns and answers lie in ``data/danger.yml``, which people who don't program may edit. A pattern is tried
only when one of the pieces of text that it cannot match without is in the message; this keeps long messages fast.
"""

from __future__ import annotations

import logging
import re
import sre_parse
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.settings import DATA

_log = logging.getLogger(__name__)

_PATH = DATA / "danger.yml"
_DROPPED = re.compile("['’‘ʼ`´\u200b-\u200d\ufeff\u00ad]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "heeelp"
_NOT_A_WORD = re.compile(r"[\W_]+")
_NAMED = re.compile(r"<(\w+)>")  # a list of words named in a pattern: "<child>"
_BLANKED = " . "  # stands for a harmless piece; not a word, so that no gap of a pattern reaches across it


class DangerDataError(ValueError):
    """The file of dangers cannot be used; the message names the kind and the pattern."""


@dataclass(frozen=True)
class Danger:
    """Danger in a message.

    Attributes:
        kind: id of the kind of danger, as in ``data/danger.yml``.
        answer: what the resident is told.
    """

    kind: str
    answer: str


@dataclass(frozen=True)
class Pattern:
    """A pattern over a normalised text with a space at either end.

    Attributes:
        regex: matches whole words.
        needs: pieces of text, at least one of which is in every match; empty when unknown.
    """

    regex: re.Pattern[str]
    needs: frozenset[str]

    def may_match(self, present: set[str]) -> bool:
        """Whether the pieces of text that a message has leave a match possible."""
        return not self.needs or not self.needs.isdisjoint(present)


@dataclass(frozen=True)
class Dangers:
    """The kinds of danger in order of precedence, and the look-alikes.

    Attributes:
        harmless: patterns whose matches are blanked out first.
        kinds: each danger with its patterns, the most urgent first.
        pieces: every piece of text that some pattern needs.
    """

    harmless: tuple[Pattern, ...]
    kinds: tuple[tuple[Danger, tuple[Pattern, ...]], ...]
    pieces: frozenset[str]

    def find(self, message: str) -> Danger | None:
        """The most urgent danger in a message, or None."""
        text = f" {normalise(message)} "
        present = {piece for piece in self.pieces if piece in text}
        for pattern in self.harmless:
            if pattern.may_match(present):
                text = pattern.regex.sub(_BLANKED, text)
        for danger, patterns in self.kinds:
            if any(pattern.may_match(present) and pattern.regex.search(text) for pattern in patterns):
                return danger
        return None


# Used when data/danger.yml cannot be read: better a blunt answer than none.
_FALLBACK_ANSWER = (
    "If anyone is in danger now, call 999. For medical help that is not an emergency, or a mental health crisis, call "
    "NHS 111. Samaritans listen day and night on 116 123. For a smell of gas call 0800 111 999. This is a bot: nobody "
    "watches these messages."
)
_FALLBACK_WORDS = (
    r"not breathing|cant breathe?|unconscious|collapsed|overdosed?|stabbed|suicidal|kill (?:my|him|her)self|"
    r"want to die|on fire|smell(?:s of)? gas|trapped in|hits me|raped|attacking|being abused"
)


def normalise(message: str) -> str:
    """Bring a message into the form that the patterns are written for.

    Args:
        message: as typed.

    Returns:
        Lower-case words parted by single spaces; "Can't" has become "cant", and "heeelp" "help".
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", message).lower())
    return _DRAWN_OUT.sub(r"\1", _NOT_A_WORD.sub(" ", text)).strip()


def find_danger(message: str) -> Danger | None:
    """Find danger in a resident's message.

    Args:
        message: as typed.

    Returns:
        The most urgent danger that the message tells of, or None.
    """
    return _dangers().find(message)


@lru_cache(maxsize=1)
def _dangers() -> Dangers:
    try:
        return read_dangers(_PATH)
    except (OSError, DangerDataError):
        # The assistant must go on, and must not go on blind.
        _log.exception("Cannot use %s; a short built-in list of dangers is used", _PATH)
        patterns = (_compile(_FALLBACK_WORDS),)
        return Dangers((), ((Danger("life", _FALLBACK_ANSWER), patterns),), _pieces(patterns))


def read_dangers(path: Path) -> Dangers:
    """Read the kinds of danger.

    Args:
        path: a file such as ``data/danger.yml``.

    Returns:
        The kinds, in the order of the file.

    Raises:
        DangerDataError: the file is not YAML, lacks something or has a broken pattern.
        OSError: there is no such file.
    """
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DangerDataError(f"{path.name} is not readable as YAML: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("kinds"), list) or not data["kinds"]:
        raise DangerDataError(f"{path.name} needs a list `kinds`")
    words = data.get("words") or {}
    if not isinstance(words, dict):
        raise DangerDataError(f"{path.name}: `words` must give each name its words")
    harmless = _read_patterns("harmless", data.get("harmless") or [], words)
    kinds = tuple(_read_kind(kind, words) for kind in data["kinds"])
    return Dangers(harmless, kinds, _pieces((*harmless, *(pattern for _, some in kinds for pattern in some))))


def _read_kind(kind: Any, words: dict[str, Any]) -> tuple[Danger, tuple[Pattern, ...]]:
    name = kind.get("id") if isinstance(kind, dict) else None
    if not name:
        raise DangerDataError(f"a kind of danger has no id: {kind!r}")
    answer = kind.get("answer")
    if not isinstance(answer, str) or not answer.strip():
        raise DangerDataError(f"kind {name}: needs an `answer`")
    if not kind.get("patterns"):
        raise DangerDataError(f"kind {name}: needs `patterns`")
    return Danger(str(name), " ".join(answer.split())), _read_patterns(str(name), kind["patterns"], words)


def _read_patterns(kind: str, patterns: Any, words: dict[str, Any]) -> tuple[Pattern, ...]:
    if not isinstance(patterns, list):
        raise DangerDataError(f"kind {kind}: `patterns` must be a list")
    read = []
    for source in patterns:
        try:
            # An empty pattern would match every message.
            if not isinstance(source, str) or not source.strip():
                raise TypeError("it must be text in single quotes")
            read.append(_compile(_spell_out(source, words)))
        except (re.error, KeyError, TypeError, RecursionError) as error:
            raise DangerDataError(f"kind {kind}: pattern {source!r} is broken: {error}") from error
    return tuple(read)


def _spell_out(source: str, words: dict[str, Any]) -> str:
    def named(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise KeyError(f"no list of words is named <{found[1]}>")
        return f"(?:{_spell_out(str(words[found[1]]), words)})"

    return _NAMED.sub(named, source)


def _compile(source: str) -> Pattern:
    # The space in front, not \b, lets the regex engine jump from word to word; the one behind may begin another match.
    regex = re.compile(f" (?:{source})(?= )")
    return Pattern(regex, _needs(sre_parse.parse(source)))


def _pieces(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    return frozenset(piece for pattern in patterns for piece in pattern.needs)


def _needs(parsed: Any) -> frozenset[str]:
    """Pieces of text of which every match holds at least one; of the possible choices that with the longest pieces."""
    choices = [choice for choice in _choices(parsed) if choice]
    return max(choices, key=lambda choice: (min(map(len, choice)), -len(choice)), default=frozenset())


def _choices(parsed: Any) -> Iterator[frozenset[str]]:
    literal = ""
    for operation, argument in parsed:
        if operation is sre_parse.LITERAL:
            literal += chr(argument)
            continue
        if literal:
            yield frozenset([literal])
        literal = ""
        if operation is sre_parse.SUBPATTERN:
            yield _needs(argument[-1])
        elif operation in (sre_parse.MAX_REPEAT, sre_parse.MIN_REPEAT) and argument[0] > 0:
            yield _needs(argument[2])
        elif operation is sre_parse.BRANCH:
            branches = [_needs(branch) for branch in argument[1]]
            yield frozenset().union(*branches) if all(branches) else frozenset()
    if literal:
        yield frozenset([literal])
