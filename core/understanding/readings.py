"""The pieces of a message whose meaning a look-up may want, so that it can be worked out once, where the encoder is."""

from __future__ import annotations

import re

from core.understanding.question import LEANS, read_question
from core.understanding.years import Years

_LEAST_CLAUSE = 4  # words; a shorter piece asks nothing of its own
_AND = re.compile(
    r"(?<=[?.!;])\s+|,?\s+(?:and )?also\s+|\s+oh and\s+"
    r"|\s+and (?=(?:who|what|when|where|why|how|can|could|is|are|do|does|did|will)\b)",
    re.I,
)

# The end of a message that asks a figure and then whom to turn to: "how many was it, and who do i ring".
_PIECES = re.compile(r"[?.!;,]*\s+(?:(?:and|but|also|so)\s+|[+&]\s*)|(?<=[?.!;,])\s+", re.I)
_SPEAK_TO = (
    r"(?:ring|call|phone|tell|ask|talk|speak|contact|report|see|go|turn|complain|apply|send|chase|write|e-?mail|help|"
    r"get|join|sign|volunteer|book|find|start|try|sort|deal|handle|decide|look after|mend|fix|do|run|need)(?:s|es)?"
)
_WHOM = re.compile(
    rf"\b(?:who|whom|who['’]?[sd]|where)\b.{{0,30}}\b{_SPEAK_TO}\b"
    rf"|\bhow (?:do|does|can|could|would|should|might|d)\b.{{0,20}}\b{_SPEAK_TO}\b"
    r"|\b(?:which|what(?:['’]?s| is)?(?: the)?|who['’]?s(?: the)?|and the|team|is there a|any|the) (?:phone |team )?"
    r"number\b|^(?:\w+ ){1,3}(?:number|contact)\b"
    r"|\bwhere (?:do|can|should|to|now)\b|\bwho['’]?d help\b",
    re.I,
)

_BACK = re.compile(
    r"(?:[^.!?;]{0,80}[.!?;]\s+)?"
    r"(?:(?:ok|okay|right|so|and|anyway|anyhow|now|can we|could we|lets|let's)[ ,]+)*"
    r"(?:(?:go|get|come|going) back|back|returning) to (?:the |my |that |those |your |what you said about )*"
    r"(?P<matter>[^,.;:?!]{2,60}?)(?: again| then| thing| sorry| please| now)*"
    r"(?:(?:[,.;:?!-]+|\s+(?=(?:who|what|when|where|why|how|which|is|are|do|does|did|can|could|will)s?\b))(?P<rest>.*))?$",
    re.I | re.S,
)


# That a danger is over, or in good hands.
_CALM = re.compile(
    r"\b(?:safe|alright|all right|ok|okay|gone|came|better|fine|calm|calmer|calmed|left|over|found|rang|rung)\b"
    r"|\b(?:ambulance|paramedics?|police|fire brigade|doctors?)\b.{0,20}\b(?:here|got|has|have|arrived|took|on)\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|(?:is|are|was|were|do|does|did|have|has|had|ca|wo|ai)n['’]?t)(?: \w+){0,3} $", re.I
)
_NEAR_BY = 40  # letters before a word in which a "not" is looked for
_ASKS = re.compile(
    r"\?|\b(?:whom|whose|(?:who|what|where|when|how|why)['’]?s?|which|"
    r"can (?:i|we|she|he|they|you|u|my|anyone|anybody)|is (?:there|it|that|this)|are (?:there|you|we)|"
    r"do (?:i|we|you|they)|does|should|any (?:help|support|grants?)|"
    r"help for|need to know|tell me|looking for|want to (?:know|ask|find)|asking (?:if|whether|about)|"
    r"wondered|wondering)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def is_calm(text: str) -> bool:
    """Whether a text says that a danger is over, or in good hands."""
    return any(
        not _NEGATED.search(text[max(found.start() - _NEAR_BY, 0) : found.start()]) for found in _CALM.finditer(text)
    )


def asks_something(text: str) -> bool:
    """Whether a text asks anything, and doesn't only tell."""
    return _ASKS.search(text) is not None


def typed_sentences(message: str) -> list[str]:
    """The sentences of a message as typed, with or without capitals."""
    return _SENTENCE.split(message.strip())


def asked_since(message: str) -> str:
    """What a message asks after saying that a danger is over: "he's safe now. so how do i get on that club".

    Args:
        message: as typed.

    Returns:
        The sentences after those that say so; empty when there are none, or when they ask nothing.
    """
    sentences = typed_sentences(message)
    begins = next((place for place, sentence in enumerate(sentences) if is_calm(sentence)), len(sentences))
    rest = sentences[begins + 1 :]
    while len(rest) > 1 and is_calm(rest[0]) and not rest[0].endswith("?"):
        rest = rest[1:]
    asked = " ".join(rest)
    return asked if len(asked.split()) >= _LEAST_CLAUSE and asks_something(asked) else ""


def clauses_of(gist: str) -> list[str]:
    """The two questions of a message that asks two; an empty list for any other.

    Args:
        gist: the part of the message that asks.

    Returns:
        Two pieces in the order typed, or none.
    """
    clauses = [clause.strip() for clause in _AND.split(gist) if len(clause.split()) >= _LEAST_CLAUSE]
    return clauses if len(clauses) == 2 else []


def leans_on_first(clause: str) -> bool:
    """Whether a later clause asks about the same as the first: "and when does it finish"."""
    return read_question(clause, Years(), []).leans >= LEANS


def whom_asked(gist: str) -> str:
    """The piece of a message that asks whom to turn to, where it asks something else before.

    Args:
        gist: the part of the message that asks.

    Returns:
        The last such piece; empty when there is none, or when it is the whole.
    """
    pieces = [piece for piece in _PIECES.split(gist) if piece.strip()]
    asking = [piece.strip() for piece in pieces[1:] if _WHOM.search(piece)]
    return asking[-1] if asking else ""


def back_to(message: str) -> tuple[str, str] | None:
    """What a message such as "back to the bins, who do I ring" goes back to.

    Args:
        message: as typed.

    Returns:
        The matter and the rest of the message, which may be empty; None when it goes back to nothing.
    """
    found = _BACK.match(message.strip())
    return (found["matter"], (found["rest"] or "").strip()) if found else None


def _whom_by_itself(gist: str) -> list[str]:
    """The piece that asks whom to turn to, where it says of what: "who do I ring about that" says nothing alone."""
    asked = whom_asked(gist)
    return [asked] if asked and not leans_on_first(asked) else []


def readings_of(message: str) -> list[str]:
    """What of a message may be looked up besides the whole of it.

    Args:
        message: as typed.

    Returns:
        Its gist, its clauses, the piece that asks whom to turn to, what follows a "back to" and what is asked since a
        danger, where they differ from it.
    """
    whole = message.strip()
    gist = read_question(message, Years(), []).gist
    pieces = [gist, *clauses_of(gist), *_whom_by_itself(gist)]
    returned = back_to(message)
    if returned is not None:
        pieces.append(returned[0])
        pieces.extend([read_question(returned[1], Years(), []).gist] if returned[1] else [])
    since = asked_since(whole)
    if since:
        pieces.append(read_question(since, Years(), []).gist)
    return [piece for piece in dict.fromkeys(pieces) if piece != whole]
