"""The schema of the content files under ``data/``: what a record must hold, and what makes it wrong.

A newcomer who wants to know what a record may say reads this module; ``docs/content.md`` is generated from it.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, Extra, Field, validator

Status = Literal["delivered", "under way", "planned", "proposed", "consulted on", "ended"]
Confidence = Literal["high", "medium"]
LineRanges = list[str]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PHONE = re.compile(r"[0-9][0-9 ]{1,14}")
_LINES = re.compile(r"\d+(?:-\d+)?")
SUMMARY_WORDS = 65
ANSWER_WORDS = 65


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


def _phone(value: str | None) -> str | None:
    if value and not _PHONE.fullmatch(value):
        raise ValueError(f"{value!r} is not a phone number in digits and spaces")
    return value


class Area(Record):
    """A service area."""

    id: str
    name: str
    contact: str = Field(description="organisation to turn to, or 'district' for the district of the place")
    page: str = Field(description="web page of the area")
    offered: bool = Field(default=True, description="whether it is offered for browsing")

    _check_id = validator("id", allow_reuse=True)(_identifier)
    _check_page = validator("page", allow_reuse=True)(_web)


class Report(Record):
    """A published report."""

    year: int
    title: str
    period: str = Field(description="what its figures are about, for instance 2022/23")
    years: list[int] = Field(description="the years in a question that mean this report")
    standing: str


class Figure(Record):
    """A figure that a summary states."""

    label: str
    value: str = Field(description="the value as printed, without its unit")
    unit: str = ""
    period: str = ""

    @validator("value", "label", "unit", "period", pre=True)
    def _as_text(cls, value: object) -> str:  # noqa: N805 - pydantic validators are class methods
        return "" if value is None else str(value)


class Initiative(Record):
    """Something that a report says the council has done or plans."""

    id: str
    lines: LineRanges = Field(description="where it stands in the report's text, as 1-based ranges")
    section: str
    title: str
    summary: str = Field(description=f"the answer in plain words, at most {SUMMARY_WORDS} words")
    status: Status
    period: str = ""
    also: list[str] = Field(default=[], description="further service areas")
    places: list[str] = []
    figures: list[Figure] = []
    asked_as: list[str] = Field(description="how residents would put it", min_items=1)

    _check_id = validator("id", allow_reuse=True)(_identifier)

    @validator("lines", pre=True)
    def _ranges(cls, value: object) -> list[str]:  # noqa: N805
        parts = value if isinstance(value, list) else re.split(r"[,;]\s*", str(value))
        ranges = [str(part).strip() for part in parts]
        for part in ranges:
            if not _LINES.fullmatch(part):
                raise ValueError(f"{part!r} is not a line or a range of lines such as 12-15")
            first, _, last = part.partition("-")
            if last and int(last) < int(first):
                raise ValueError(f"{part!r} ends before it begins")
        return ranges

    @validator("period", pre=True)
    def _period(cls, value: object) -> str:  # noqa: N805
        return "" if value is None else str(value)

    @validator("summary")
    def _summary(cls, value: str) -> str:  # noqa: N805
        if not 8 <= _words(value) <= SUMMARY_WORDS:
            raise ValueError(f"has {_words(value)} words; 8 to {SUMMARY_WORDS} are wanted")
        return " ".join(value.split())


class Rule(Record):
    """An established rule of the nation or the county, and where it can be checked."""

    text: str
    source: str
    checked_on: str = ""

    _check_source = validator("source", allow_reuse=True)(_web)

    @validator("checked_on", pre=True)
    def _checked(cls, value: object) -> str:  # noqa: N805
        return "" if value is None else str(value)


class Signpost(Record):
    """Whom to turn to for a need, for all residents or for those of the organisation's own place."""

    organisation: str
    do: str = Field(default="", description="what is special there, at most 35 words")
    phone: str | None = None
    web: str | None = None
    hours: str = ""
    who: str = Field(default="", description="whom it is for")
    valid_from: str | None = None
    valid_to: str | None = None
    checked_on: str
    source: str
    confidence: Confidence

    _check_phone = validator("phone", allow_reuse=True)(_phone)
    _check_web = validator("web", allow_reuse=True)(_web)

    @validator("checked_on", "valid_from", "valid_to", pre=True)
    def _dates(cls, value: object) -> str | None:  # noqa: N805
        return None if value is None else str(value)


class Need(Record):
    """Something that residents come for: what to do now and who is responsible."""

    id: str
    need: str = Field(description="the need in a few plain words")
    asked_as: list[str] = Field(min_items=1)
    lgsl: int | None = Field(default=None, description="code of the Local Government Services List")
    responsible: str = Field(description="county, district, parish, or an organisation's id")
    answer: str = Field(description=f"what to do now, at most {ANSWER_WORDS} words")
    have_ready: str = ""
    rule: Rule | None = None
    signposts: list[Signpost] = []
    initiatives: list[str] = Field(default=[], description="ids of related initiatives")

    _check_id = validator("id", allow_reuse=True)(_identifier)

    @validator("answer")
    def _answer(cls, value: str) -> str:  # noqa: N805
        if not 5 <= _words(value) <= ANSWER_WORDS:
            raise ValueError(f"has {_words(value)} words; 5 to {ANSWER_WORDS} are wanted")
        return " ".join(value.split())


class Organisation(Record):
    """A body that residents turn to."""

    id: str
    name: str
    kind: Literal["county", "district", "unitary", "parish", "national", "charity", "company", "service"]
    phone: str | None = None
    web: str | None = None
    hours: str = ""
    serves: list[str] = Field(default=[], description="districts that a council serves")
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    checked_on: str
    source: str
    confidence: Confidence

    _check_id = validator("id", allow_reuse=True)(_identifier)
    _check_phone = validator("phone", allow_reuse=True)(_phone)
    _check_web = validator("web", allow_reuse=True)(_web)

    @validator("checked_on", "valid_from", "valid_to", pre=True)
    def _dates(cls, value: object) -> str | None:  # noqa: N805
        return None if value is None else str(value)


class Place(Record):
    """A name, outcode or postcode and the district that it lies in."""

    name: str
    kind: str
    district: str
    confidence: str
