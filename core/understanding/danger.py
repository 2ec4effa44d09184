"""Danger in a resident's message, found by phrases before any classifier runs; needs no database and no model.

The phrases and answers lie in ``data/danger``, which people who don't program may edit. A phrase is searched for
only when a piece of text that it cannot do without is in the message; this keeps long messages fast.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.settings import DATA
from core.understanding.phrases import Group, Index, Lists, Phrase, PhraseError, as_text, read_phrase
from core.understanding.spelling import Speller, make_speller, normalise
from core.yaml_text import parse_yaml

_log = logging.getLogger(__name__)

_FOLDER = DATA / "danger"
_WORDS = "words.yml"
_KINDS = "[0-9]*.yml"  # a file a kind, the most urgent first
_BESIDE = ("", "offer", "answer")
_STOP = re.compile(r"[.!?\n\u2026]+")
_SENTENCES = 50  # sentences that are looked at by themselves; the whole message is in any case
_READ = 20_000  # characters of a message that are read; more than any door lets in


class DangerDataError(ValueError):
    """The files of dangers cannot be used; the message names the file, or the kind and the phrase."""


@dataclass(frozen=True)
class Danger:
    """Danger in a message.

    Attributes:
        kind: id of the kind of danger, as in ``data/danger``.
        answer: what the resident is told.
        beside: what may follow: ``answer`` (needs that fit, the best told in short), ``offer`` (needs that fit, only
            offered) or nothing, where not a second must be lost.
        caution: one line for a message that only sounds like this danger.
    """

    kind: str
    answer: str
    beside: str = ""
    caution: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of danger and how it is told.

    Attributes:
        danger: what is found.
        phrases: one of them is enough.
        harmless: look-alikes, taken out of the message before the phrases of this kind are looked for.
    """

    danger: Danger
    phrases: Group
    harmless: Group


@dataclass(frozen=True)
class Dangers:
    """The kinds of danger in order of precedence.

    Attributes:
        kinds: the most urgent first.
        harmless: look-alikes of several kinds.
        speller: brings the message to the spelling that the phrases are written in.
        courtesies: greetings and the like at either end of a message, which are no part of what it tells.
        index: of all phrases, of the kinds and of the look-alikes.
    """

    kinds: tuple[Kind, ...]
    harmless: Group
    speller: Speller
    courtesies: re.Pattern[str]
    index: Index

    def find(self, message: str) -> Danger | None:
        """The most urgent danger in a message, or None."""
        looks = [self._look(part) for part in _whole_and_sentences(message[:_READ])]
        for kind in self.kinds:
            if any(_is_told(kind, text, likely) for text, likely in looks):
                return kind.danger
        return None

    def _look(self, part: str) -> tuple[str, set[int]]:
        """Part of a message in the form that phrases are held against, and the phrases that it may hold."""
        words = self.speller.spell(normalise(part))
        text = as_text(self.courtesies.sub("", words).strip())
        likely = self.index.likely(text)
        return _without(self.harmless, text, likely), likely


def _whole_and_sentences(message: str) -> list[str]:
    """A message, and each of its sentences: what stands before or behind must not make a danger look harmless."""
    sentences = dict.fromkeys(part.strip() for part in _STOP.split(message))
    return [message, *list(filter(None, sentences))[:_SENTENCES]] if len(sentences) > 1 else [message]


def _is_told(kind: Kind, text: str, likely: set[int]) -> bool:
    phrases = kind.phrases.among(likely)
    if not phrases:
        return False
    rest = _without(kind.harmless, text, likely)
    return any(phrase.is_in(rest) for phrase in phrases)


def _without(harmless: Group, text: str, likely: set[int]) -> str:
    for phrase in harmless.among(likely):
        text = phrase.taken_out(text)
    return text


# Used when data/danger cannot be read: better a blunt answer than none.
_FALLBACK: dict[str, Any] = {
    "kinds": [
        {
            "id": "life",
            "answer": (
                "If anyone is in danger now, call 999. For medical help that is not an emergency, or a mental health "
                "crisis, call NHS 111. Samaritans listen day and night on 116 123. National Domestic Abuse Helpline: "
                "0808 2000 247. A child at risk: 0116 305 0005. An adult at risk: 0116 305 0004. A smell of gas: "
                "0800 111 999. Floodline: 0345 988 1188. I am a bot and nobody watches these messages."
            ),
            "caution": "If anyone is in danger now, call 999 first.",
            "patterns": [
                "(not|isnt) breathing | cant breathe? | unconscious | collapsed | overdosed? | stabbed",
                "suicidal | kill (my|him|her)self | want to die | hits me | raped | attacking | being abused",
                "on fire | smells? [of] gas | trapped in | water .. coming in",
            ],
        }
    ]
}


def find_danger(message: str) -> Danger | None:
    """Find danger in a resident's message.

    Args:
        message: as typed.

    Returns:
        The most urgent danger that the message tells of, or None.
    """
    return _dangers().find(message)


def danger_of(kind: str) -> Danger:
    """A kind of danger by its id; the most urgent kind for one that isn't known."""
    kinds = [held.danger for held in _dangers().kinds]
    return next((danger for danger in kinds if danger.kind == kind), kinds[0])


@lru_cache(maxsize=1)
def _dangers() -> Dangers:
    try:
        return read_dangers(_FOLDER)
    except (OSError, DangerDataError):
        # The assistant must go on, and must not go on blind.
        _log.exception("Cannot use %s; a short built-in list of dangers is used", _FOLDER)
        return _dangers_of(_FALLBACK)


def read_dangers(folder: Path) -> Dangers:
    """Read the kinds of danger.

    Args:
        folder: such as ``data/danger``: ``words.yml``, and a file for each kind. A second file of a kind, for what is
            told less clearly, takes from the first what it leaves out.

    Returns:
        The kinds, in the order of the names of their files.

    Raises:
        DangerDataError: a file is not YAML, lacks something or has a phrase that cannot be read; or there is no kind.
        OSError: there is no such folder, or no file of words in it.
    """
    data = _read(folder / _WORDS)
    kinds: dict[str, dict[str, Any]] = {}
    data["kinds"] = []
    for path in sorted(folder.glob(_KINDS)):
        kind = _read(path)
        first = {name: held for name, held in kinds.get(str(kind.get("id")), {}).items() if name != "patterns"}
        data["kinds"].append({**first, **kind})
        kinds.setdefault(str(kind.get("id")), kind)
    if not data["kinds"]:
        raise DangerDataError(f"{folder.name} needs a file for each kind of danger")
    return _dangers_of(data)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = parse_yaml(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DangerDataError(f"{path.name} is not readable as YAML: {error}") from error
    if not isinstance(data, dict):
        raise DangerDataError(f"{path.name} must give names and what belongs to them")
    return data


def _dangers_of(data: dict[str, Any]) -> Dangers:
    lists = Lists(_table(data, "words"))
    harmless = _read_phrases("harmless", data.get("harmless") or [], lists)
    kinds = tuple(_read_kind(kind, lists) for kind in data["kinds"])
    phrases = [*harmless, *(phrase for kind in kinds for phrase in (*kind.phrases, *kind.harmless))]
    same = {str(word): _bars(variants) for word, variants in _table(data, "spellings").items()}
    speller = make_speller(same, *(_bars(data.get(name)) for name in ("slips", "no_slips", "ends_in_in")))
    return Dangers(kinds, Group(harmless), speller, _at_either_end(_bars(data.get("courtesies"))), Index(phrases))


def _at_either_end(words: list[str]) -> re.Pattern[str]:
    choice = "|".join(re.escape(normalise(word)) for word in words) or "(?!)"
    return re.compile(rf"^(?:(?:{choice})(?: |$))+|(?: (?:{choice}))+$")


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name) or {}
    if not isinstance(table, dict):
        raise DangerDataError(f"`{name}` must give each name its words")
    return table


def _bars(words: Any) -> list[str]:
    return [word.strip() for word in str(words or "").split("|") if word.strip()]


def _read_kind(kind: Any, lists: Lists) -> Kind:
    name = kind.get("id") if isinstance(kind, dict) else None
    if not name:
        raise DangerDataError(f"a kind of danger has no id: {kind!r}")
    answer = kind.get("answer")
    if not isinstance(answer, str) or not answer.strip():
        raise DangerDataError(f"kind {name}: needs an `answer`")
    caution = kind.get("caution")
    if not isinstance(caution, str) or not caution.strip():
        raise DangerDataError(f"kind {name}: needs a `caution`")
    if not kind.get("patterns"):
        raise DangerDataError(f"kind {name}: needs `patterns`")
    beside = kind.get("beside") or ""
    if beside not in _BESIDE:
        raise DangerDataError(f"kind {name}: `beside` must be one of {', '.join(filter(None, _BESIDE))}")
    phrases = _read_phrases(str(name), kind["patterns"], lists)
    harmless = _read_phrases(f"{name}, harmless", kind.get("harmless") or [], lists)
    danger = Danger(str(name), " ".join(answer.split()), beside, " ".join(caution.split()))
    return Kind(danger, Group(phrases), Group(harmless))


def _read_phrases(kind: str, sources: Any, lists: Lists) -> tuple[Phrase, ...]:
    if not isinstance(sources, list):
        raise DangerDataError(f"kind {kind}: the patterns must be a list")
    read = []
    for source in sources:
        try:
            read.append(read_phrase(source, lists))
        except PhraseError as error:
            raise DangerDataError(f"kind {kind}: pattern {source!r} is broken: {error}") from error
    return tuple(read)
