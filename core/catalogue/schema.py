"""The schema of the content files under ``data/``: what a record must hold, and what makes it wrong.

A newcomer who wants to know what a record may say reads this module; ``docs/content.md`` is generated from it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import BaseModel, Extra, Field, validator

Status = Literal["delivered", "under way", "planned", "proposed", "consulted on", "ended"]
Confidence = Literal["high", "medium"]
LineRanges = list[str]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PHONE = re.compile(r"[0-9][0-9 ]{1,14}")
_LINES = re.compile(r"[1-9]\d*(?:-[1-9]\d*)?")
SUMMARY_WORDS = 65
ANSWER_WORDS = 65
CHANGE_WORDS = 30


class Record(BaseModel):
    """What all records share: unknown fields are errors, since a misspelt field would be lost in silence."""

    class Config:
        """Settings of pydantic."""

        extra = Extra.forbid
        frozen = True
        anystr_strip_whitespace = True


def _words(text: str) -> int:
    return len(text.split())


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"{value!r} is not lower-case words joined by hyphens")
    return value


def _web(value: str | None) -> str | None:
    if value and not re.fullmatch(r"https?://[^\s]+\.[^\s]+", value):
        raise ValueError(f"{value!r} is not a web address")
    return value


def _phone(value: object) -> object:
    if isinstance(value, int):
        # YAML reads 0116... as an octal number when it has no digit above 7.
        raise ValueError("a phone number must stand in quotes")
    if value and not _PHONE.fullmatch(str(value).strip()):
        raise ValueError(f"{value!r} is not a phone number in digits and spaces")
    return value


def _given(value: object) -> str | None:
    return None if value is None else str(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day(value: object) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError(f"{str(value)!r} is not a day such as 2026-11-22") from None


class Area(Record):
    """A service area."""

    id: str = Field(description="names the area in files, records and intents")
    name: str = Field(description="what residents see")
    contact: str = Field(description="id of the organisation to turn to, or `district` for the district of the place")
    page: str = Field(description="web page of the area")
    offered: bool = Field(default=True, description="whether it is offered for browsing")

    _check_id = validator("id", allow_reuse=True)(_identifier)
    _check_page = validator("page", allow_reuse=True)(_web)


class Report(Record):
    """A published report."""

    year: int = Field(description="names the report in records and file names")
    title: str = Field(description="as printed on its cover; answers cite it")
    period: str = Field(description="what its figures are about, for instance 2022/23")
    years: list[int] = Field(description="the years in a question that mean this report")
    standing: str = Field(description="what kind of document it is: a report, or a draft plan")


class Figure(Record):
    """A figure that a summary states."""

    label: str = Field(description="what is counted")
    value: str = Field(description="the value as printed, without its unit")
    unit: str = Field(default="", description="what the value is counted in, for instance £ or homes")
    period: str = Field(default="", description="the time that the figure is about, if it isn't the record's")

    _read_text = validator("value", "label", "unit", "period", pre=True, allow_reuse=True)(_text)


class Initiative(Record):
    """Something that a report says the council has done or plans."""

    id: str = Field(description="area, year and a few words; no other record may have it")
    lines: LineRanges = Field(description="where it stands in the report's text, as 1-based ranges: 12-15, 20")
    section: str = Field(description="heading of the report that it stands under")
    title: str = Field(description="the initiative in a few words")
    summary: str = Field(description=f"the answer in 8 to {SUMMARY_WORDS} plain words")
    status: Status = Field(description="how far it had come when the report was written")
    period: str = Field(default="", description="the time that it is about, if it isn't the report's")
    also: list[str] = Field(default=[], description="ids of further service areas that it belongs to")
    places: list[str] = Field(default=[], description="places that it is about, by the names that residents use")
    figures: list[Figure] = Field(default=[], description="the figures that the summary states")
    asked_as: list[str] = Field(description="how residents would ask for it, in their own words", min_items=1)

    _check_id = validator("id", allow_reuse=True)(_identifier)
    _read_period = validator("period", pre=True, allow_reuse=True)(_text)

    @validator("lines", pre=True)
    def _ranges(cls, value: object) -> list[str]:  # noqa: N805 - pydantic validators are class methods
        parts = value if isinstance(value, list) else re.split(r"[,;]\s*", str(value))
        ranges = [str(part).strip() for part in parts]
        if not ranges:
            raise ValueError("no line is named")
        for part in ranges:
            if not _LINES.fullmatch(part):
                raise ValueError(f"{part!r} is not a line or a range of lines such as 12-15")
            first, _, last = part.partition("-")
            if last and int(last) < int(first):
                raise ValueError(f"{part!r} ends before it begins")
        return ranges

    @validator("summary")
    def _summary(cls, value: str) -> str:  # noqa: N805
        if not 8 <= _words(value) <= SUMMARY_WORDS:
            raise ValueError(f"has {_words(value)} words; 8 to {SUMMARY_WORDS} are wanted")
        return " ".join(value.split())


class Point(Record):
    """One value of a series: a figure of an initiative, so that no value is ever written twice."""

    initiative: str = Field(description="id of the record that states it")
    figure: str = Field(description="label of its figure, as it stands in that record")
    period: str = Field(default="", description="the time that it is about, if the figure's own doesn't tell it")

    _read_period = validator("period", pre=True, allow_reuse=True)(_text)


class Series(Record):
    """A figure that several reports give, counted the same way."""

    name: str = Field(description="what is counted, in plain words")
    points: list[Point] = Field(description="the values, the oldest first; at least two", min_items=2)


class Topic(Record):
    """One matter that several reports tell of, under whatever names."""

    id: str = Field(description="area and a few words; no other record may have it")
    topic: str = Field(description="the matter in a few plain words")
    change: str = Field(
        default="", description=f"how it changed, in at most {CHANGE_WORDS} words; its figures stand in the initiatives"
    )
    initiatives: list[str] = Field(
        description="ids of the records that tell of it, the newest report first; at least two", min_items=2
    )
    series: list[Series] = Field(default=[], description="figures that can be compared over the years")

    _check_id = validator("id", allow_reuse=True)(_identifier)

    @validator("change")
    def _change(cls, value: str) -> str:  # noqa: N805
        if _words(value) > CHANGE_WORDS:
            raise ValueError(f"has {_words(value)} words; at most {CHANGE_WORDS} are wanted")
        return " ".join(value.split())


class Rule(Record):
    """An established rule of the nation or the county, and where it can be checked."""

    text: str = Field(description="the rule in plain words")
    source: str = Field(description="web page that states it")
    checked_on: str = Field(default="", description="when it was checked, or the date of the source: 2026-11")

    _check_source = validator("source", allow_reuse=True)(_web)
    _read_checked = validator("checked_on", pre=True, allow_reuse=True)(_text)


class Signpost(Record):
    """Whom to turn to for a need, for all residents or for those of the organisation's own place."""

    organisation: str = Field(description="id of the organisation; a district council's counts in its district alone")
    do: str = Field(default="", description="what is special there, at most 35 words")
    phone: str | None = Field(default=None, description="if it isn't the organisation's; digits and spaces, in quotes")
    web: str | None = Field(default=None, description="page for this need, if it isn't the organisation's")
    hours: str = Field(default="", description="when it is open, if it isn't as the organisation's record says")
    who: str = Field(default="", description="whom it is for")
    valid_from: str | None = Field(default=None, description="first day on which it counts: 2026-04-01")
    valid_to: str | None = Field(default=None, description="last day on which it counts")
    checked_on: str = Field(description="when it was checked, or the date of the source: 2026-11")
    source: str = Field(description="where it was checked")
    confidence: Confidence = Field(description="how sure the contact is; `medium` for an old or indirect source")

    _check_phone = validator("phone", pre=True, allow_reuse=True)(_phone)
    _check_web = validator("web", allow_reuse=True)(_web)
    _check_days = validator("valid_from", "valid_to", pre=True, allow_reuse=True)(_day)
    _read_checked = validator("checked_on", pre=True, allow_reuse=True)(_given)


class Need(Record):
    """Something that residents come for: what to do now and who is responsible."""

    id: str = Field(description="area and a few words; no other record may have it")
    need: str = Field(description="the need in a few plain words")
    asked_as: list[str] = Field(description="how residents would ask, in their own words", min_items=1)
    lgsl: int | None = Field(default=None, description="code of the Local Government Services List")
    responsible: str = Field(description="`county`, `district`, `parish`, or an organisation's id")
    answer: str = Field(description=f"what to do now, in 5 to {ANSWER_WORDS} plain words")
    places: list[str] = Field(default=[], description="where it is, for a need that is of one place: the tip at ...")
    roads: list[str] = Field(default=[], description="numbers of the only roads that it is about, as A5")
    elsewhere: bool = Field(
        default=False, description="true if people ask it of places outside: a bus pass in Nottingham"
    )
    have_ready: str = Field(default="", description="what to have at hand before ringing or filling in a form")
    rule: Rule | None = Field(default=None, description="the rule that settles the matter, if there is one")
    signposts: list[Signpost] = Field(
        default=[], description="whom to turn to; of those for all residents the first counts"
    )
    initiatives: list[str] = Field(default=[], description="ids of related initiatives")

    _check_id = validator("id", allow_reuse=True)(_identifier)

    @validator("answer")
    def _answer(cls, value: str) -> str:  # noqa: N805
        if not 5 <= _words(value) <= ANSWER_WORDS:
            raise ValueError(f"has {_words(value)} words; 5 to {ANSWER_WORDS} are wanted")
        return " ".join(value.split())


class Organisation(Record):
    """A body that residents turn to."""

    id: str = Field(description="names the organisation in other records")
    name: str = Field(description="as residents know it")
    kind: Literal["county", "district", "unitary", "parish", "national", "charity", "company", "service"] = Field(
        description="what it is; councils are found by it and by the districts that they serve"
    )
    phone: str | None = Field(default=None, description="in digits and spaces, in quotes")
    web: str | None = Field(default=None, description="its site, or its page for residents")
    hours: str = Field(default="", description="when it is open")
    serves: list[str] = Field(default=[], description="districts that a council serves, as data/places names them")
    valid_from: str | None = Field(default=None, description="its first day, if it is yet to begin: 2028-04-01")
    valid_to: str | None = Field(default=None, description="its last day, if it ends: 2028-03-31")
    successor: str | None = Field(default=None, description="id of the organisation that follows when it ends")
    checked_on: str = Field(description="when it was checked, or the date of the source: 2026-11")
    source: str = Field(description="where it was checked")
    confidence: Confidence = Field(description="how sure the contact is; `medium` for an old or indirect source")

    _check_id = validator("id", allow_reuse=True)(_identifier)
    _check_phone = validator("phone", pre=True, allow_reuse=True)(_phone)
    _check_web = validator("web", allow_reuse=True)(_web)
    _check_days = validator("valid_from", "valid_to", pre=True, allow_reuse=True)(_day)
    _read_checked = validator("checked_on", pre=True, allow_reuse=True)(_given)


class Place(Record):
    """A name, outcode or postcode and the district that it lies in."""

    name: str = Field(description="as residents write it; of a postcode, the column is called `postcode`", min_length=1)
    kind: Literal["district", "town", "village", "parish", "outcode", "postcode", "outside"] = Field(
        description="what it is; postcodes have a table of their own, without this column"
    )
    district: str = Field(description="where it lies; one row for each district that it may lie in")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure the district is")
