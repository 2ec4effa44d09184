"""A small language for phrases, so that people who don't program can write what to look for in a message.

    my (mum | dad)      a choice
    <child>             any word or phrase of the list of that name
    [very | so] ill     words that may stand there or not
    fell .. stairs      up to three words in between; "..." allows up to eight
    how many ~          the rest of a question, up to a word of the list `personal` ("my", "she"), where somebody is meant
    suicid*             any ending
    fire !(door | pit)  not followed by these
    ^ help $            the beginning and the end of the message
    <carer> & cant cope both of them anywhere in the message

Everything else is matched as whole words; regular expressions for single characters, such as ``carers?``, may be used.
"""

from __future__ import annotations

import re
import sre_parse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BLANKED = " . "  # stands for a piece taken out; not a word, so that no gap of a phrase reaches across it
_FEW, _MORE, _REST = "{0,3}", "{0,8}", "{0,14}"
_NAMED = re.compile(r"<(\w+)>")
_SIGN = re.compile(r" !\(| \.\.\.| \.\.| ~| \[|\] |[()\[\]^$*]")
# How a bracket opens in the regex, and what closes it in the phrase and in the regex. A word that may stand there takes the
# space in front of it along, or the one behind when nothing stands before it.
_BRACKETS = {
    " !(": ("(?! (?:", ")", ") )"),
    "(": ("(?:", ")", ")"),
    " [": ("(?: (?:", "]", "))?"),
    "[": ("(?:(?:", "] ", ") )?"),
}


class PhraseError(ValueError):
    """A phrase cannot be read; the message says why."""


@dataclass(frozen=True)
class _Part:
    """A regular expression, and pieces of text at least one of which is in every match (empty when unknown)."""

    regex: re.Pattern[str]
    needs: frozenset[str]

    def may_match(self, present: set[str]) -> bool:
        return not self.needs or not self.needs.isdisjoint(present)


@dataclass(frozen=True)
class Phrase:
    """A phrase to look for in a text made by `as_text`.

    Attributes:
        source: as written.
        parts: all of them must be found.
    """

    source: str
    parts: tuple[_Part, ...]

    def is_in(self, text: str, present: set[str]) -> bool:
        """Whether the text holds the phrase.

        Args:
            text: made by `as_text`.
            present: those of `pieces_of` the phrases that are in the text; a quick look spares the slow search.
        """
        return all(part.may_match(present) for part in self.parts) and all(part.regex.search(text) for part in self.parts)

    def taken_out(self, text: str, present: set[str]) -> str:
        """The text without the phrase; no other phrase then reaches across the hole. Arguments as for `is_in`."""
        for part in self.parts:
            if part.may_match(present):
                text = part.regex.sub(_BLANKED, text)
        return text


def as_text(words: str) -> str:
    """Lower-case words parted by single spaces, in the form that phrases are held against."""
    return f" ^ {words} $ "


def pieces_of(phrases: Iterable[Phrase]) -> frozenset[str]:
    """Every piece of text that some phrase cannot do without."""
    return frozenset(piece for phrase in phrases for part in phrase.parts for piece in part.needs)


def read_phrase(source: Any, lists: Mapping[str, Any]) -> Phrase:
    """Read a phrase.

    Args:
        source: as written.
        lists: the lists of words that it may name, each a text with "|" between the words.

    Returns:
        The phrase.

    Raises:
        PhraseError: it isn't text, is empty, names an unknown list or has a bracket too many or too few.
    """
    if not isinstance(source, str) or not source.strip():
        raise PhraseError("it must be text; put it in single quotes")
    try:
        return Phrase(source, tuple(_read_part(part, lists) for part in source.split("&")))
    except (re.error, RecursionError, OverflowError) as error:
        raise PhraseError(str(error)) from error


def _read_part(source: str, lists: Mapping[str, Any]) -> _Part:
    pattern = _to_regex(_tidy(_spell_out(source, lists)), lists)
    if re.fullmatch(pattern, ""):
        raise PhraseError("it fits every message")
    # The space in front, not \b, lets the regex engine jump from word to word; the one behind may begin another match.
    return _Part(re.compile(f" (?:{pattern})(?= )"), _needs(sre_parse.parse(pattern)))


def _spell_out(source: str, lists: Mapping[str, Any]) -> str:
    def named(found: re.Match[str]) -> str:
        if found[1] not in lists:
            raise PhraseError(f"no list of words is named <{found[1]}>")
        if not isinstance(lists[found[1]], str):
            raise PhraseError(f"the list <{found[1]}> must be text with | between the words")
        return f"({_spell_out(lists[found[1]], lists)})"

    return _NAMED.sub(named, source)


def _tidy(source: str) -> str:
    text = re.sub(r" ?\| ?", "|", " ".join(source.split()))
    return re.sub(r"(?<=[(\[]) | (?=[)\]])", "", text)


def _to_regex(source: str, lists: Mapping[str, Any]) -> str:
    closing: list[tuple[str, str]] = []  # of the brackets that are open: how each is closed, in the phrase and in the regex

    def replaced(found: re.Match[str]) -> str:
        sign = found[0]
        if sign in _BRACKETS:
            opened, *close = _BRACKETS[sign]
            closing.append((close[0], close[1]))
            return opened
        if sign[0] in ")]":
            return close_bracket(sign)
        if sign == " ~":
            return rf"(?: (?!(?:{_to_regex(_tidy(_spell_out('<personal>', lists)), lists)}) )\w+){_REST}"
        return {" ...": rf"(?: \w+){_MORE}", " ..": rf"(?: \w+){_FEW}", "^": r"\^", "$": r"\$", "*": r"\w*"}[sign]

    def close_bracket(sign: str) -> str:
        expected, regex = closing.pop() if closing else ("", "")
        if sign.strip() != expected.strip():
            raise PhraseError(f'"{sign.strip()}" closes no bracket')
        if expected == "] " and sign == "]":
            raise PhraseError("a word must follow after [...]")
        return regex + (" " if sign == "] " and expected == "]" else "")

    regex = _SIGN.sub(replaced, source)
    if closing:
        raise PhraseError(f'a "{closing[-1][0].strip()}" is missing')
    return regex


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
