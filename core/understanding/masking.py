"""Taking out of a message what tells who wrote it, before anybody but the assistant reads it.

Every pattern takes linear time: what repeats is followed by what it can't match, and begins at one place only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.understanding.text import word_set

PHONE, NUMBER, EMAIL, POSTCODE, INSURANCE, NAME, DAY = (
    "[phone]", "[number]", "[e-mail]", "[postcode]", "[insurance number]", "[name]", "[date]",
)  # fmt: skip

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+ ?@ ?[\w-]+(?:\.[\w-]+)+")
_INSURANCE = re.compile(r"(?<![a-z0-9])[a-z]{2}(?:[ -]?\d\d){3}[ -]?[a-d](?![a-z0-9])", re.IGNORECASE)
# The last two letters are never C, I, K, M, O or V; "the A6 2nd time" is a road.
_POSTCODE = re.compile(
    r"(?<![a-z0-9£])[a-z]{1,2}\d[a-z\d]?(?! {1,2}(?:1st|2nd|3rd))[ -]{0,2}\d[abd-hjlnp-uw-z]{2}(?![a-z0-9])",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d(?![\d/])")
# Groups of digits with at most three signs between: one number, or several in a row.
_DIGITS = re.compile(r"\(?\+?\d+(?:[ ()\u00a0.\u2010-\u2013-]{1,3}\d+)*")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = 6  # digits of one group that are masked
_LONG_IN_ALL = 8  # digits of several groups
_PHONE_DIGITS = range(9, 16)

_WORD = r"[^\W\d_][\w'’-]*"
_CALLED = re.compile(
    rf"\b(?:my\s+(?:full\s+)?name(?:\s+is|['’]?s)?|i(?:\s+am|['’]?m)\s+called|they\s+call\s+me)\s*:?\s+"
    rf"(?P<words>{_WORD}(?:[ .]{{1,2}}{_WORD}){{0,4}})",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    rf"\b(?:this\s+is|its|it['’]s)\s+(?P<words>{_WORD}(?: {_WORD}){{0,3}})\s+(?:speaking|calling)\b", re.IGNORECASE
)
_TITLES = word_set("mr mrs ms miss mx dr doctor prof professor rev reverend cllr councillor sir lady")
# No name: "my name is on the list and ...".
_NO_NAME = word_set(
    """
    a about am an and are at because but by can could do does for from had has have he her his how i i'm im in is isn't
    it its i've ive live lives living me my no not of on or our please she so spelled spelt still that the their there
    they this to too was we were what when where who whose why will with wrong you your
    """
)


def digits_of(texts: Iterable[str]) -> frozenset[str]:
    """The long numbers in texts, as digits alone, to be kept by `mask`.

    Args:
        texts: that hold the council's own phone numbers.

    Returns:
        Such as ``01163050001``.
    """
    found = set()
    for text in texts:
        for match in _DIGITS.finditer(text):
            digits = _national("".join(_GROUP.findall(match.group())), match.group())
            if len(digits) >= 3:
                found.add(digits)
    return frozenset(found)


def mask(text: str, keep: frozenset[str] = frozenset()) -> str:
    """A text without e-mail addresses, phone and other long numbers, postcodes, full dates, and names that are told.

    Args:
        text: as typed.
        keep: numbers that stay, as digits alone: the council's own (`digits_of`).

    Returns:
        The text with a word in square brackets for each; years, money and short numbers stay.
    """
    text = _EMAIL.sub(EMAIL, text)
    text = _INSURANCE.sub(INSURANCE, text)
    text = _POSTCODE.sub(POSTCODE, text)
    text = _DAY.sub(DAY, text)
    text = _DIGITS.sub(lambda match: _mask_digits(match, keep), text)
    text = _CALLED.sub(_mask_name, text)
    return _SPEAKING.sub(_mask_name, text)


def _national(digits: str, typed: str) -> str:
    """A number with 0 in front as it is dialled in the country."""
    if typed.lstrip("(").startswith("+44") or digits.startswith("0044"):
        digits = digits.removeprefix("00").removeprefix("44")
        return digits if digits.startswith("0") else f"0{digits}"
    return digits


def _mask_digits(match: re.Match[str], keep: frozenset[str]) -> str:
    typed = match.group()
    groups = list(_GROUP.finditer(typed))
    before = match.string[max(0, match.start() - 2) : match.start()].strip()[-1:]
    is_free = [before in ("£", "$", "€") and index == 0 for index in range(len(groups))]
    for index, group in enumerate(groups):
        if _YEAR.fullmatch(group.group()):
            is_free[index] = True
            after = groups[index + 1] if index + 1 < len(groups) else None
            if after and len(after.group()) == 2 and after.start() - group.end() == 1 and typed[group.end()] != " ":
                is_free[index + 1] = True
    said, end, index = [], 0, 0
    while index < len(groups):
        last = _kept(groups, index, typed, keep)
        if last is not None:
            said.append(typed[end : groups[last].end()])
            end, index = groups[last].end(), last + 1
            continue
        last = _one_number(groups, index, is_free, typed, keep)
        held = "".join(group.group() for group in groups[index : last + 1])
        # The sign before a number goes with it, and so does a bracket that it closes again.
        start = groups[index].start() if index or (typed[0] == "(" and ")" not in typed) else 0
        word = _word_for(held, typed[start : groups[last].end()])
        # A year or a sum by itself stays; as a part of a longer number it goes with it.
        if word and not (last == index and is_free[index]):
            said.append(typed[end:start] + word)
        else:
            said.append(typed[end : groups[last].end()])
        end, index = groups[last].end(), last + 1
    return "".join(said) + typed[end:]


def _kept(groups: list[re.Match[str]], first: int, typed: str, keep: frozenset[str]) -> int | None:
    """The last group of a number to keep that begins here; None when none does."""
    digits = ""
    for last in range(first, min(first + 6, len(groups))):
        digits += groups[last].group()
        if len(digits) > _PHONE_DIGITS[-1]:
            return None
        if _national(digits, typed if first == 0 else "") in keep and len(digits) >= 3:
            return last
    return None


def _one_number(groups: list[re.Match[str]], first: int, is_free: list[bool], typed: str, keep: frozenset[str]) -> int:
    """The last group of the number that begins here."""
    if is_free[first]:
        return first
    begins = groups[first].group()
    if len(begins) >= _PHONE_DIGITS[0]:
        return first
    digits = len(begins)
    is_phone = begins.startswith("0") or (first == 0 and "+" in typed[:2])
    last = first
    for index in range(first + 1, len(groups)):
        if is_phone and digits >= 10:
            break
        if not is_phone and (is_free[index] or groups[index].group().startswith("0")):
            break
        if _kept(groups, index, typed, keep) is not None:
            break
        digits += len(groups[index].group())
        last = index
    if digits < _LONG and last > first:
        return first
    return last


def _word_for(digits: str, typed: str) -> str:
    """What stands for a number; nothing for a short one."""
    if len(digits) in _PHONE_DIGITS and (digits.startswith("0") or "+" in typed):
        return PHONE
    is_spaced = re.search(r"\d[ .\u00a0]", typed) is not None
    return NUMBER if len(digits) >= (_LONG_IN_ALL if is_spaced else _LONG) else ""


def _mask_name(match: re.Match[str]) -> str:
    words = list(re.finditer(rf"{_WORD}", match["words"]))
    first = 1 if words[0].group().lower() in _TITLES and len(words) > 1 else 0
    if words[first].group().lower() in _NO_NAME:
        return match.group()
    most = 3 if words[first].group()[0].isupper() else 2
    last = first
    for index in range(first + 1, min(first + most, len(words))):
        word = words[index].group()
        if word.lower() in _NO_NAME or (words[first].group()[0].isupper() and not word[0].isupper()):
            break
        last = index
    start, end = match.start("words") - match.start(), match.start("words") - match.start() + words[last].end()
    typed = match.group()
    return typed[:start] + NAME + typed[end:]
