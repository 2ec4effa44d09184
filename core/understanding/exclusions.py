"""What a question says it is *not* about: "the largest Shire grant, not the climate one".

The words of what is excluded would draw just the records that aren't meant, so they are taken out before anything is
looked for.
"""

from __future__ import annotations

import re

_NOT = r"(?:(?:and|but) )?(?:i (?:do not|don['’]?t) mean|not)(?: (?:about|for|on))?"
_WHICH = r"(?:the|that|those|these|p\d)\b"
_WORDS = r"(?:[^,;.?!()]|\.(?=\d)){1,80}"
_EXCLUDED = re.compile(
    rf"\s*\({_NOT} [^)]{{1,80}}\)"  # (not the two year olds)
    rf"|(?:[,;]|(?<=[.?!])) ?{_NOT} {_WHICH}{_WORDS}(?=$|[,;.?!])"  # ..., not the bypass
    rf"| [-–—] {_NOT} {_WHICH}{_WORDS}?(?= [-–—] |$)"  # ... - not the other £1.3m - ...
    rf"|^not {_WHICH}{_WORDS}[,;.] ",  # not the junction 23 one, ...
    re.I,
)
_LEAST_LEFT = 3  # words; with fewer the message is about what is excluded: "no, not that one"


def without_excluded(text: str) -> str:
    """A message without what it says it isn't about.

    Args:
        text: as typed.

    Returns:
        The rest, its words parted by single spaces; all of it where hardly anything else would be left.
    """
    text = " ".join(text.split())
    rest = " ".join(_EXCLUDED.sub("", text).split()).strip(" ,;-")
    return rest if len(rest.split()) >= _LEAST_LEFT else text
