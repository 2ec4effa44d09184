"""The sentences of a record that answer a follow-up: nobody wants to hear all of it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from core.answering.compose import sentences_of
from core.catalogue.fulltext import content_words
from core.catalogue.records import tells_price, tells_time, what_it_gives

_STEM = 5  # letters: "apply" is in "applying", "charged" in "charge"
_SIGN = 1.5  # what a price, a time or a number counts that is asked for; a word that is asked for counts one
_LEAST = 1.0
# What a report doesn't tell belongs to whatever is told of it.
_NOT_TOLD = re.compile(r"\breports? (?:does not|doesn't|gives? no|says? nothing)\b", re.I)
# A sentence that begins so says nothing without the one before it.
_GOES_ON = re.compile(
    r"(?:it|its|they|their|this|these|that|those|of (?:this|these|them)|he|she|both|then|also|there)\b", re.I
)


def what_is_asked(text: str, words: Collection[str], wants: Collection[str], known: Collection[str] = ()) -> str:
    """What of a record a follow-up asks for.

    Args:
        text: of a record.
        words: content words of the follow-up.
        wants: what it wants to know, as `core.understanding.question.Question.wants`.
        known: words that name the matter talked about: any sentence may have them.

    Returns:
        The sentences that fit best, with those that they go on from, in their order; empty when none fits.
    """
    sentences = sentences_of(text)
    asked = _stems(words) - _stems(known)
    scores = [_score(sentence, asked, wants) for sentence in sentences]
    best = max(scores)
    if best < _LEAST:
        return ""
    fitting = [
        place for place, sentence in enumerate(sentences) if scores[place] == best or _NOT_TOLD.search(sentence)
    ]
    for tells in _told_by(wants):
        # "How long does it last, and does it cost?" may be answered by two sentences.
        telling = [place for place, sentence in enumerate(sentences) if tells(sentence)]
        if telling and not any(tells(sentences[place]) for place in fitting):
            fitting.append(max(telling, key=lambda place: scores[place]))
    kept = {at for place in fitting for at in _with_what_goes_on(sentences, place)}
    return " ".join(sentences[at] for at in sorted(kept))


def _with_what_goes_on(sentences: Sequence[str], place: int) -> list[int]:
    start = place
    while start > 0 and _GOES_ON.match(sentences[start]):
        start -= 1
    end = place + 1
    while end < len(sentences) and _GOES_ON.match(sentences[end]):
        end += 1
    return list(range(start, end))


def _stems(words: Collection[str]) -> set[str]:
    return {word.rstrip("s")[:_STEM] for word in words}


def _told_by(wants: Collection[str]) -> list[Callable[[str], bool]]:
    """What tells, of a sentence, whether it holds what is wanted: a price, a time, a figure."""
    signs: list[Callable[[str], bool]] = []
    if "cost" in wants:
        signs.append(tells_price)
    if "when" in wants:
        signs.append(tells_time)
    if "number" in wants or "money" in wants:
        signs.append(lambda sentence: bool(what_it_gives(sentence)))
    return signs


def _score(sentence: str, stems: Collection[str], wants: Collection[str]) -> float:
    named = float(len(_stems(content_words(sentence)).intersection(stems)))
    return named + _SIGN * sum(tells(sentence) for tells in _told_by(wants))
