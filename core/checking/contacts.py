"""Contacts: phone numbers that can be rung and web addresses that can be opened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from core.checking.finding import Finding
from core.checking.material import Material

_SHORT_NUMBERS = frozenset(("999", "101", "105", "111", "112", "119", "18000"))
_SHORTER_THAN_USUAL = frozenset(("08001111", "08454647"))
_HELPLINE = re.compile(r"116\d{3}")
_TEXTED = re.compile(r"[678]\d{4}")
_USUAL = re.compile(r"0[1238]\d{8,9}|0[57]\d{9}|09\d{9}")
_PREMIUM = re.compile(r"09|070|084|087")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|_gl")


class _Contact(NamedTuple):
    """A way to turn to somebody: the record that names it, its field, and what stands there."""

    kind: str
    record: str
    field: str
    organisation: str
    value: str


def check_contacts(material: Material) -> Iterator[Finding]:
    """Check phone numbers and web addresses of organisations, signposts, rules and service areas.

    Args:
        material: what is checked.

    Yields:
        Faults of what can't be rung or opened; notices of what costs, is not encrypted, or is spelt in two ways.
    """
    phones = list(_phones(material))
    for phone in phones:
        yield from _told(material, phone, _of_phone(phone.value))
    for web in _addresses(material):
        yield from _told(material, web, _of_address(web.value))
    yield from _spelt_differently(material, phones)


def _told(material: Material, contact: _Contact, found: Iterator[tuple[str, bool]]) -> Iterator[Finding]:
    for told, is_fault in found:
        yield material.finding(contact.kind, contact.record, contact.field, told, is_fault)


def _phones(material: Material) -> Iterator[_Contact]:
    for organisation in material.content.organisations:
        if organisation.phone:
            yield _Contact("organisations", organisation.id, "phone", organisation.id, organisation.phone)
    for _, need in material.content.needs:
        for signpost in need.signposts:
            if signpost.phone:
                name = f"signposts {signpost.organisation}: phone"
                yield _Contact("needs", need.id, name, signpost.organisation, signpost.phone)


def _addresses(material: Material) -> Iterator[_Contact]:
    for area in material.content.areas:
        yield _Contact("areas", area.id, "page", area.contact, area.page)
    for organisation in material.content.organisations:
        if organisation.web:
            yield _Contact("organisations", organisation.id, "web", organisation.id, organisation.web)
    for _, need in material.content.needs:
        if need.rule:
            yield _Contact("needs", need.id, "rule: source", "", need.rule.source)
        for signpost in need.signposts:
            if signpost.web:
                name = f"signposts {signpost.organisation}: web"
                yield _Contact("needs", need.id, name, signpost.organisation, signpost.web)


def _of_phone(phone: str) -> Iterator[tuple[str, bool]]:
    digits = _digits(phone)
    if digits in _SHORT_NUMBERS or digits in _SHORTER_THAN_USUAL:
        return
    if not (_USUAL.fullmatch(digits) or _HELPLINE.fullmatch(digits) or _TEXTED.fullmatch(digits)):
        yield f"{phone!r} is no number of the United Kingdom", True
    elif _PREMIUM.match(digits):
        yield f"{phone!r} can cost more than a usual call", False


def _of_address(address: str) -> Iterator[tuple[str, bool]]:
    if re.search(r"\s", address):
        yield f"{address!r} has a blank in it", True
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        yield f"{address!r} is no web address", True
        return
    if not _HOST.fullmatch(host):
        yield f"{address!r} names no site", True
    if parts.scheme == "http":
        yield f"{address!r} is not encrypted: https is better", False
    elif parts.scheme != "https":
        yield f"{address!r} does not begin with https://", True
    followed = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _TRACKING.fullmatch(name.lower())]
    if followed:
        yield f"{address!r} follows people: take {', '.join(followed)} out", True


def _spelt_differently(material: Material, phones: list[_Contact]) -> Iterator[Finding]:
    """A number of one organisation that stands with other blanks elsewhere, told at each place but the most usual."""
    spellings: defaultdict[tuple[str, str], list[_Contact]] = defaultdict(list)
    for phone in phones:
        spellings[phone.organisation, _digits(phone.value)].append(phone)
    for same in spellings.values():
        written = [" ".join(phone.value.split()) for phone in same]
        usual = max(dict.fromkeys(written), key=written.count)
        for phone, spelling in zip(same, written, strict=True):
            if spelling != usual:
                told = f"{spelling!r} stands elsewhere as {usual!r}"
                yield material.finding(phone.kind, phone.record, phone.field, told, is_fault=False)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
