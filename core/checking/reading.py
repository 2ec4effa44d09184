"""Reading age: whether what residents read is plain enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textstat import textstat  # type: ignore[import-untyped]

from core.catalogue.schema import Initiative
from core.checking.finding import Finding
from core.checking.material import Material

AGE_TO_NOTICE = 13.0
AGE_AT_MOST = 16.0
WORDS_AT_MOST = 35

# The age at which children reach a grade of American schools, which the formula counts in.
_AGE_AT_GRADE_0 = 5
_SHORT = "it"
_SENTENCE = re.compile(r"(?<=[.!?])['’”\")]*\s+(?=['‘“\"(]*[A-Z0-9£])")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?")
_CAPITALISED = r"[A-Z][\w'’&-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:(?: (?:and|of|the|for|in|to|on|upon|de|la|&))* {_CAPITALISED})*")
_NUMBER = re.compile(r"£?\d[\d,.:/-]*\w*%?")


def check_reading(material: Material) -> Iterator[Finding]:
    """Check how hard the summaries of initiatives and the answers of needs are to read.

    Args:
        material: what is checked.

    Yields:
        Faults above the highest age or of a sentence that is too long; notices of what is harder than wished.
    """
    names = {organisation.name for organisation in material.content.organisations}
    for _, _, initiative in material.content.initiatives:
        yield from _of_text(material, "initiatives", initiative.id, initiative.summary, names | _named(initiative))
    for _, need in material.content.needs:
        yield from _of_text(material, "needs", need.id, need.answer, names)


def reading_age(text: str, names: frozenset[str] | set[str] = frozenset()) -> float:
    """The age at which most can read a text with ease: the Flesch-Kincaid grade, as an age.

    Args:
        text: one or more sentences.
        names: what can't be put more simply; each word of one counts as a short word.

    Returns:
        The age in years.
    """
    sentences = [_plain(sentence, names) for sentence in sentences_of(text)]
    return float(textstat.flesch_kincaid_grade(". ".join(sentences) + ".")) + _AGE_AT_GRADE_0


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; what stands after a colon belongs to the same sentence."""
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]


def _of_text(material: Material, kind: str, record: str, text: str, names: set[str]) -> Iterator[Finding]:
    name = "summary" if kind == "initiatives" else "answer"
    age = reading_age(text, names)
    if age > AGE_AT_MOST:
        yield material.finding(kind, record, name, f"reading age {age:.1f}; at most {AGE_AT_MOST:g} is wanted")
    elif age > AGE_TO_NOTICE:
        yield material.finding(kind, record, name, f"reading age {age:.1f}; {AGE_TO_NOTICE:g} is better", False)
    for sentence in sentences_of(text):
        words = sentence.split()
        if len(words) > WORDS_AT_MOST:
            told = f"a sentence of {len(words)} words; at most {WORDS_AT_MOST} are wanted: {' '.join(words[:6])} ..."
            yield material.finding(kind, record, name, told)


def _named(initiative: Initiative) -> set[str]:
    return {*initiative.places, *initiative.section.split(": ")}


def _plain(sentence: str, names: frozenset[str] | set[str]) -> str:
    """A sentence without its stops, in which each word of a name, an address or a number is a short one."""
    text = _ADDRESS.sub(_SHORT, sentence)
    for name in names:
        if name in text:
            text = text.replace(name, _shortened(name))
    text = _NUMBER.sub(_SHORT, text)
    first = True
    pieces, end = [], 0
    for match in _NAME.finditer(text):
        # A sentence begins with a capital whatever its first word is.
        is_first = first and not text[: match.start()].strip("\"'‘“(")
        first = False
        head, _, rest = match.group().partition(" ") if is_first else ("", "", match.group())
        pieces.append(text[end : match.start()] + " ".join(part for part in (head, _shortened(rest)) if part))
        end = match.end()
    text = "".join(pieces) + text[end:]
    return re.sub(r"[.!?]", "", text)


def _shortened(name: str) -> str:
    return " ".join(word if word.islower() else _SHORT for word in name.split())
