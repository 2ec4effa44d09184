"""What the residents' pages share: their wording, links in texts, and how a template becomes a response."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from web.services import Services
from web.wording import read_words

# As in web/static/widget.js: addresses, e-mail, phone numbers, and short numbers where one is told to ring.
_PHONE = r"\b0800 1111\b|\b0845 46 47\b|(?:\+44 ?\d|\b0\d)(?: ?\d){8,9}\b|\b116 \d{3}\b"
_SHORT = r"999|112|111|101|105"
_LINKABLE = re.compile(
    r"(?P<web>https?://[^\s<>\"']+)|(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?<![\d.,£/-])(?P<phone>{_PHONE})"
    rf"|(?:(?<=\bcall )|(?<=\bring )|(?<=\bdial )|(?<=\bphone )|(?<=\bNHS ))(?P<short>{_SHORT})\b"
    rf"|(?<=\bon )(?P<short_on>{_SHORT})\b(?=\s*(?:[.,;:()]|$))",
    re.IGNORECASE,
)


def words() -> dict[str, Any]:
    """Every sentence of the pages, by page and name."""
    return read_words("pages")


def linked(text: str) -> Markup:
    """A text as HTML: escaped, with its addresses and phone numbers as links."""
    pieces: list[Markup] = []
    end = 0
    for match in _LINKABLE.finditer(text):
        shown = match[0]
        if match["web"]:
            shown = shown.rstrip(".,;:!?")
            if shown.endswith(")") and "(" not in shown:
                shown = shown.rstrip(").,;")
            address = shown
        elif match["mail"]:
            address = f"mailto:{shown}"
        else:
            address = dialled(shown)
        pieces += [escape(text[end : match.start()]), anchor(address, shown)]
        end = match.start() + len(shown)
    return Markup("").join([*pieces, escape(text[end:])])


def anchor(address: str, text: str) -> Markup:
    """A link, if its scheme is one of the allowed; else the plain text."""
    try:
        allowed = urlsplit(address).scheme in ("http", "https", "tel", "mailto")
    except ValueError:
        allowed = False
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, text) if allowed else escape(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; short lines are easier to take in for somebody in danger."""
    return re.split(r"(?<=[.?!])\s+", text)


def dialled(number: str) -> str:
    """The address that rings a number."""
    return "tel:" + "".join(character for character in number if character in "+0123456789")


def site_of(address: str) -> str:
    """The site of an address, short; empty when it isn't one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc.removeprefix("www.") if parts.scheme in ("http", "https") else ""


def render(services: Services, request: Request, name: str, *, status: int = 200, **context: Any) -> Response:
    """A page from its template.

    Args:
        services: hold the templates.
        request: that is answered.
        name: of the template.
        status: of HTTP.
        context: for the template, besides the wording and the helpers for links.
    """
    helpers = {"words": words(), "linked": linked, "anchor": anchor, "dialled": dialled}
    helpers |= {"sentences": sentences, "site_of": site_of}
    return services.templates.TemplateResponse(request, name, {**helpers, **context}, status_code=status)
