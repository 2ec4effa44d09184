"""A small language for phrases, so that people who don't program can write what to look for in a message.

    mum                 also "mums" and "mum's", whoever forgets the apostrophe
    my (mum | dad)      a choice
    <child>             any word or phrase of the list of that name
    [very | so] ill     words that may stand there or not
    fell .. stairs      up to four words in between; "..." allows up to ten
    how many ~          the rest of a question, up to a word of the list `personal` ("my", "she"): somebody is meant
    suicid*             any ending
    stab%, take%        the forms of a verb: stabs, stabbed, stabbing; takes, taken, taking (but not "took")
    wood-burner         written as one word or as two
    fire !(door | pit)  not followed by these
    ^ help $            the beginning and the end of the message
    <carer> & cant cope both of them anywhere in the message

    carers?             a letter that may be missing; so may a bracket: (year)?s
    \\d, \\d+            a digit; a number

All else is matched as whole words, in lower case and without apostrophes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

_BLANKED = " . "  # stands for a piece taken out; not a word, so that no gap of a phrase reaches across it
_GAPS = {"...": r"(?: \w+){0,10}", "..": r"(?: \w+){0,4}"}
_REST = r"(?: (?!(?:%s) )\w+){0,14}"
_SIGNS = {"*": r"\w*", "-": " ?", "^": r"\^", "$": r"\$"}
_LETTER = re.compile(r"([a-z0-9]|\\d\+?)\??")
_PLAIN = re.compile(r"[a-z0-9]+(?![?%])")  # the beginning of a word, up to a letter that may be missing
_VERB = re.compile(r"([a-z]+?)(e|(?<=[^aeiou])y|[a-z])%")
_ENDS = ("", " ", "|", ")", "]")  # what may follow a word
_NOUN = re.compile(r"[a-z](?:[a-z]| \?)+[a-rt-z]")  # a word that may have an "s" behind it
_TOGETHER = 120  # letters within which all parts of a phrase with "&" begin
_KEY = 6  # letters by which phrases are looked up; a whole word that is shorter is looked up with a space behind it


class PhraseError(ValueError):
    """A phrase cannot be read; the message says why."""


class _Read(NamedTuple):
    """What has been read of a phrase: its regular expression, and keys of which every match holds one, if known."""

    regex: str
    keys: frozenset[str] | None


@dataclass(frozen=True)
class _Part:
    pattern: str
    keys: frozenset[str] | None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern between words, made when it is first looked for: most phrases never are."""
        # The space in front, not \b, lets the regex engine jump from word to word; the one behind may begin another.
        return re.compile(f" (?:{self.pattern})(?= )")


@dataclass(frozen=True)
class Phrase:
    """A phrase to look for in a text made by `as_text`.

    Attributes:
        source: as written.
        parts: all of them must be found.
    """

    source: str
    parts: tuple[_Part, ...]

    @property
    def keys(self) -> frozenset[str] | None:
        """Keys of which every text with this phrase holds one; None when that isn't known."""
        return _most_telling(part.keys for part in self.parts)

    def is_in(self, text: str) -> bool:
        """Whether a text holds the phrase; its parts near each other, for in a long story any words come together."""
        if len(self.parts) == 1 or len(text) <= _TOGETHER:
            return all(part.regex.search(text) for part in self.parts)
        places = [[found.start() for found in part.regex.finditer(text)] for part in self.parts]
        return all(places) and any(
            all(any(start <= place <= start + _TOGETHER for place in of_part) for of_part in places)
            for start in sorted(chain.from_iterable(places))
        )

    def taken_out(self, text: str) -> str:
        """A text without the phrase; no other phrase then reaches across the hole.

        Of a phrase with "&" only the first part is taken out, and only when the others are there too.
        """
        return self.parts[0].regex.sub(_BLANKED, text) if self.is_in(text) else text


class Index:
    """Tells quickly which of many phrases a text may hold, so that few must be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Index phrases, which must live as long as the index.

        Args:
            phrases: to be told of.
        """
        self._always: set[int] = set()
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for phrase in phrases:
            keys = phrase.keys
            if keys is None:
                self._always.add(id(phrase))
            for key in keys or ():
                self._by_key[key].add(id(phrase))

    def likely(self, text: str) -> set[int]:
        """The ids of those phrases that a text made by `as_text` may hold."""
        keys: set[str] = set()
        for word in set(text.split()):
            keys.update(word[:length] for length in range(1, _KEY + 1))
            keys.add(f"{word} ")
        return self._always.union(*(self._by_key[key] for key in keys if key in self._by_key))


class Group:
    """Phrases that are looked for together; of hundreds a text may hold a handful."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Keep phrases in their order.

        Args:
            phrases: of the group.
        """
        self._phrases = tuple(phrases)
        self._at = {id(phrase): at for at, phrase in enumerate(self._phrases)}

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases)

    def among(self, likely: set[int]) -> list[Phrase]:
        """Those whose ids are among some, as `Index.likely` gives them, in the order of the group."""
        return [self._phrases[at] for at in sorted(self._at[one] for one in self._at.keys() & likely)]


def as_text(words: str) -> str:
    """Lower-case words parted by single spaces, in the form that phrases are held against."""
    return f" ^ {words} $ "


class Lists:
    """Lists of words that phrases may name.

    Each is read once, when it is first named.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        """Take the lists as they are written.

        Args:
            lists: by name, a text with "|" between the words.
        """
        self._lists = lists
        self._read: dict[str, _Read] = {}
        self._reading: list[str] = []

    def named(self, name: str) -> _Read:
        """What a list reads; raises PhraseError when it isn't there, cannot be read or names itself."""
        if name not in self._read:
            if not isinstance(self._lists.get(name), str):
                raise PhraseError(f"no list of words is named <{name}>")
            if name in self._reading:
                raise PhraseError(f"the list <{name}> names itself")
            self._reading.append(name)
            try:
                self._read[name] = _Reader(self._lists[name], self).whole()
            except PhraseError as error:
                raise PhraseError(f"in the list <{name}>: {error}") from error
            finally:
                self._reading.pop()
        return self._read[name]


def read_phrase(source: Any, lists: Lists) -> Phrase:
    """Read a phrase.

    Args:
        source: as written.
        lists: the lists of words that it may name.

    Returns:
        The phrase.

    Raises:
        PhraseError: it isn't text, is empty, names an unknown list, holds a sign that means nothing or lacks a bracket.
    """
    if not isinstance(source, str) or not source.strip():
        raise PhraseError("it must be text; put it in single quotes")
    parts = source.split("&")
    return Phrase(source, tuple(_Part(*_Reader(part, lists).whole(len(parts) == 1)) for part in parts))


class _Reader:
    """Turns a phrase into a regular expression, from left to right."""

    def __init__(self, text: str, lists: Lists) -> None:
        self._text = " ".join(text.split())
        self._at = 0
        self._lists = lists

    def whole(self, may_choose: bool = True) -> _Read:
        read = self._choice() if may_choose else self._sequence()
        if self._text[self._at : self._at + 1] == "|":
            raise PhraseError('a choice beside "&" needs brackets around it')
        if self._at < len(self._text):
            raise PhraseError(f'"{self._text[self._at]}" closes no bracket')
        return read

    def _choice(self) -> _Read:
        chosen = [self._sequence()]
        while self._takes("|"):
            chosen.append(self._sequence())
        known = [read.keys for read in chosen if read.keys is not None]
        keys = frozenset[str]().union(*known) if len(known) == len(chosen) else None
        return _Read(_by_first_letter([read.regex for read in chosen]), keys)

    def _sequence(self) -> _Read:
        regex = ""
        keys: list[frozenset[str] | None] = []  # of the words that must stand there
        while (item := self._item()) is not None:
            kind, read = item
            if kind == "word":
                regex += f" {read.regex}" if keys else read.regex
                keys.append(read.keys)
            elif kind == "optional":
                regex += f"(?: (?:{read.regex}))?" if keys else f"(?:(?:{read.regex}) )?"
            elif not keys:
                raise PhraseError(f"a word must stand before {kind}")
            else:
                regex += read.regex
        if not keys:
            raise PhraseError("a word is missing")
        return _Read(regex, _most_telling(keys))

    def _item(self) -> tuple[str, _Read] | None:
        self._takes(" ")
        if self._takes("!("):
            return "!(...)", _Read(f"(?! (?:{self._inside(')').regex}) )", None)
        if self._takes("["):
            return "optional", self._inside("]")
        if self._takes("~"):
            return "~", _Read(_REST % self._lists.named("personal").regex, None)
        for sign, gap in _GAPS.items():
            if self._takes(sign):
                return sign, _Read(gap, None)
        if self._text[self._at : self._at + 1] in _ENDS:
            return None
        return "word", self._word()

    def _word(self) -> _Read:
        begins = _PLAIN.match(self._text, self._at)
        keys = None
        if begins:
            ends = self._text[begins.end() : begins.end() + 1] in _ENDS
            keys = frozenset([f"{begins[0]} " if ends and len(begins[0]) < _KEY else begins[0][:_KEY]])
        regex, must = "", False
        while (sign := self._text[self._at : self._at + 1]) not in _ENDS:
            if sign in "(<":
                inside = self._inside_word()
                missing = self._takes("?", spaced=False)
                if not regex and not missing:
                    keys = inside.keys if self._text[self._at : self._at + 1] in _ENDS else _beginnings(inside.keys)
                regex += f"(?:{inside.regex})" + "?" * missing
                must = must or not missing
            elif verb := _VERB.match(self._text, self._at):
                regex += _forms(verb[1], verb[2])
                must = True
                self._at = verb.end()
            elif letter := _LETTER.match(self._text, self._at):
                regex += letter[0]
                must = must or not letter[0].endswith("?")
                self._at = letter.end()
            elif sign in _SIGNS:
                regex += _SIGNS[sign]
                must = must or sign in "^$"
                self._at += 1
            else:
                raise PhraseError(f'"{sign}" means nothing here; words are lower case, without apostrophes')
        if not must:
            raise PhraseError("a word may be missing altogether")
        if _NOUN.fullmatch(regex):
            keys = frozenset([f"{regex} ", f"{regex}s "]) if keys == frozenset([f"{regex} "]) else keys
            regex += "s?"
        return _Read(regex, keys)

    def _inside_word(self) -> _Read:
        if self._takes("("):
            return self._inside(")")
        self._takes("<")
        name = self._text[self._at :].partition(">")[0]
        self._at += len(name) + 1
        return self._lists.named(name)

    def _inside(self, closing: str) -> _Read:
        read = self._choice()
        if not self._takes(closing):
            raise PhraseError(f'a "{closing}" is missing')
        return read

    def _takes(self, sign: str, spaced: bool = True) -> bool:
        while spaced and sign != " " and self._text[self._at : self._at + 1] == " ":
            self._at += 1
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True


def _forms(stem: str, last: str) -> str:
    if last == "e":
        return f"{stem}(?:e|es|ed|en|ing)"
    if last == "y":
        return f"{stem}(?:y|ies|ied|ying)"
    return f"{stem}{last}(?:s|es|n|{last}?ed|{last}?en|{last}?ing)?"


def _beginnings(keys: frozenset[str] | None) -> frozenset[str] | None:
    return keys and frozenset(key.rstrip() for key in keys)


def _most_telling(choices: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Of several sets of keys that with the longest keys, for those are the rarest; None when there is none."""
    known = [keys for keys in choices if keys]
    return max(known, key=lambda keys: (min(map(len, keys)), -len(keys)), default=None)


def _by_first_letter(regexes: list[str]) -> str:
    """A choice of regular expressions, those with the same first letter together: the fewer the engine has to try."""
    together: dict[str, list[str]] = {}
    for regex in regexes:
        letter = regex[0] if regex[0].isalnum() and regex[1:2] not in ("?", "*", "{", "+") else regex
        together.setdefault(letter, []).append(regex)
    return "|".join(
        some[0] if len(some) == 1 else f"{letter}(?:{'|'.join(regex[1:] for regex in some)})"
        for letter, some in together.items()
    )
