"""Who is responsible: the organisation for a need at a place on a day. Councils and their dates are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.catalogue.records import Organisation, ServedNeed, Signpost, valid_on

COUNTY = "county"
DISTRICT = "district"
PARISH = "parish"


@dataclass(frozen=True)
class Responsible:
    """Whom a resident turns to.

    Attributes:
        organisation: the body; None when it is the district's and the place isn't known.
        phone: to ring, if there is one.
        web: page to open, if there is one.
        hours: when it is open, if known.
        do: what is special there.
        checked_on: when the contact was checked.
        source: where it was checked.
        needs_place: whether a place would name the body or a better page.
    """

    organisation: Organisation | None
    phone: str = ""
    web: str = ""
    hours: str = ""
    do: str = ""
    checked_on: str = ""
    source: str = ""
    needs_place: bool = False


def council_of(district: str, organisations: Mapping[str, Organisation], day: date) -> Organisation | None:
    """The district-tier or unitary council of a district on a day; its successor when it has ended.

    Args:
        district: as the places table names it.
        organisations: by id.
        day: of the question.

    Returns:
        The council, or None for a place outside.
    """
    for organisation in organisations.values():
        if organisation.kind in ("district", "unitary") and district in organisation.serves:
            held = _in_office(organisation, organisations, day)
            if held is not None:
                return held
    return None


def county_council(organisations: Mapping[str, Organisation], day: date) -> Organisation | None:
    """The county council on a day, or what has taken its place; itself when nothing has."""
    county = next((organisation for organisation in organisations.values() if organisation.kind == "county"), None)
    return _in_office(county, organisations, day) or county


def _holds(record: Organisation | Signpost, day: date) -> bool:
    return valid_on(day, record.valid_from, record.valid_to)


def _in_office(
    organisation: Organisation | None, organisations: Mapping[str, Organisation], day: date
) -> Organisation | None:
    """The organisation or the successor that there is on a day; None when all have ended."""
    passed: set[str] = set()
    while organisation is not None and organisation.id not in passed:
        if _holds(organisation, day):
            return organisation
        passed.add(organisation.id)
        organisation = organisations.get(organisation.successor or "")
    return None


def who_is_responsible(
    need: ServedNeed, district: str | None, organisations: Mapping[str, Organisation], day: date
) -> Responsible:
    """Whom to turn to for a need.

    Args:
        need: with its signposts.
        district: of the resident; None when it isn't known.
        organisations: by id.
        day: of the question; signposts outside their dates or to a body outside its own are passed over.

    Returns:
        The body with phone, web and hours: the signpost's own where it has them, else the organisation's.
    """
    posts = [post for post in need.signposts if _holds(post, day) and _holds(organisations[post.organisation], day)]
    local = council_of(district, organisations, day) if district else None
    local_posts = {post.organisation: post for post in reversed(posts)}
    if need.responsible in (DISTRICT, PARISH) and local is not None:
        return _from(local, local_posts.get(local.id))
    if need.responsible in (DISTRICT, PARISH):
        general = next((post for post in posts if not _is_local(post, organisations)), None)
        if general is None or organisations[general.organisation].kind == "county":
            return Responsible(None, needs_place=True)
        return replace(_from(organisations[general.organisation], general), needs_place=True)
    if local is not None and local.kind == "unitary" and need.responsible == COUNTY:
        return _from(local, local_posts.get(local.id))
    general = next((post for post in posts if not _is_local(post, organisations)), None)
    if general is not None:
        return _from(organisations[general.organisation], general)
    if need.responsible == COUNTY:
        body = county_council(organisations, day)
    else:
        body = _in_office(organisations.get(need.responsible), organisations, day)
    return _from(body, None) if body is not None else Responsible(None)


def _is_local(post: Signpost, organisations: Mapping[str, Organisation]) -> bool:
    return organisations[post.organisation].kind in ("district", "unitary", "parish")


def _from(organisation: Organisation, post: Signpost | None) -> Responsible:
    if post is None:
        return Responsible(
            organisation,
            organisation.phone or "",
            organisation.web or "",
            organisation.hours,
            "",
            organisation.checked_on,
            organisation.source,
        )
    return Responsible(
        organisation,
        post.phone or organisation.phone or "",
        post.web or organisation.web or "",
        post.hours or organisation.hours,
        post.do,
        post.checked_on,
        post.source,
    )
