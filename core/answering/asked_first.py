"""The sentences of a record that answer a follow-up, before the rest: nobody wants to hear it all again first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from core.answering.compose import sentences_of
from core.catalogue.fulltext import content_words
from core.catalogue.records import tells_price, what_it_gives

_STEM = 5  # letters: "apply" is in "applying", "charged" in "charge"
_SIGN = 1.5  # what a price, a time or a number counts that is asked for; a word that is asked for counts one
_LEAST = 1.0
_TIME = re.compile(
    r"\b\d{1,2}(?::\d\d)? ?[ap]m\b|\b(?:minutes?|hours?|days?|weeks?|months?|years?|weekdays?|weekends?|nights?)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b|\b20\d\d\b",
    re.I,
)
# A sentence that begins so says nothing without the one before it.
_GOES_ON = re.compile(
    r"(?:it|its|they|their|this|these|that|those|of (?:this|these|them)|he|she|both|then|also|there)\b", re.I
)


def asked_first(text: str, words: Collection[str], wants: Collection[str]) -> str:
    """Put first what a follow-up asks for.

    Args:
        text: of a record.
        words: content words of the follow-up, without those that name the matter talked about.
        wants: what it wants to know, as `core.understanding.question.Question.wants`.

    Returns:
        The same sentences, the best fitting before the rest; as they were when none fits.
    """
    sentences = sentences_of(text)
    scores = [_score(sentence, words, wants) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda place: (scores[place], -place))
    if scores[best] < _LEAST:
        return text
    first = _with_what_it_goes_on_from(sentences, best)
    return " ".join(sentences[place] for place in [*first, *(at for at in range(len(sentences)) if at not in first)])


def _with_what_it_goes_on_from(sentences: Sequence[str], place: int) -> list[int]:
    start = place
    while start > 0 and _GOES_ON.match(sentences[start]):
        start -= 1
    end = place + 1
    while end < len(sentences) and _GOES_ON.match(sentences[end]):
        end += 1
    return list(range(start, end))


def _stems(words: Collection[str]) -> set[str]:
    return {word.rstrip("s")[:_STEM] for word in words}


def _score(sentence: str, words: Collection[str], wants: Collection[str]) -> float:
    score = float(len(_stems(words) & _stems(content_words(sentence))))
    if "cost" in wants and tells_price(sentence):
        score += _SIGN
    if "when" in wants and _TIME.search(sentence):
        score += _SIGN
    if ("number" in wants or "money" in wants) and what_it_gives(sentence):
        score += _SIGN
    return score
