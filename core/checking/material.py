"""What the checks read: the content, and the files beside it that no record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import yaml

from core.catalogue.files import Content, ContentError, read_content
from core.checking.finding import Finding
from core.settings import DATA
from core.yaml_text import parse_yaml

_RECORD = re.compile(r"(?:^\s*(?:- )?\{? *|, *)id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
_FILES = {
    "areas": "areas.yml",
    "organisations": "organisations/*.yml",
    "initiatives": "initiatives/*/*.yml",
    "needs": "needs/*.yml",
    "topics": "topics/*.yml",
}


class Phrase(NamedTuple):
    """A phrase that Rasa learns an intent from, and its file."""

    text: str
    intent: str
    file: str


class ReportsMissing(FileNotFoundError):
    """The text of a report is not where it was looked for; the message names it."""


@dataclass(frozen=True)
class Material:
    """Everything that is checked.

    Attributes:
        content: the records.
        today: the day that dates are compared with.
        reports: the lines of each report's text by its year; None when they are not at hand.
        phrases: what Rasa learns from.
        landmarks: sites, parks, roads and rivers, each with the districts that it lies in.
        spellings: other ways to write the name of a place, each with that name.
        files: the file of every record, by kind and id.
    """

    content: Content
    today: date
    reports: Mapping[int, Sequence[str]] | None = None
    phrases: Sequence[Phrase] = ()
    landmarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {organisation.id: organisation.name for organisation in self.content.organisations}

    def name_of(self, organisation: str) -> str:
        """The name of an organisation, or its id when it has none."""
        return self._names.get(organisation, organisation)

    def finding(self, kind: str, record: str, name: str, told: str, is_fault: bool = True) -> Finding:
        """What a check finds about a record.

        Args:
            kind: areas, organisations, initiatives, needs or topics.
            record: its id.
            name: the field.
            told: what is the matter.
            is_fault: whether it must be mended.

        Returns:
            The finding, with the file of the record.
        """
        return Finding(self.files.get((kind, record), f"data/{kind}"), f"{kind} {record}", name, told, is_fault)


def read_material(data: Path = DATA, reports: Path | None = None, today: date | None = None) -> Material:
    """Read all that is checked.

    Args:
        data: the content folder.
        reports: the folder with the text of each report, ``2023.txt``; without it nothing is compared with them.
        today: the day that dates are compared with.

    Returns:
        The material of the checks.

    Raises:
        ContentError: a file is wrong; nothing can be checked then.
        ReportsMissing: the text of a report isn't there.
    """
    content = read_content(data)
    return Material(
        content,
        today or date.today(),
        None if reports is None else _lines_of(content, reports),
        list(_phrases(data)),
        _landmarks(data),
        _spellings(data),
        _files(data),
    )


def _name(data: Path, path: Path) -> str:
    return str(path.relative_to(data.parent))


def _lines_of(content: Content, folder: Path) -> dict[int, list[str]]:
    lines = {}
    for report in content.reports:
        path = folder / f"{report.year}.txt"
        try:
            lines[report.year] = path.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ReportsMissing(f"the report of {report.year} can't be read from {path}: {error}") from error
    return lines


def _document(data: Path, path: Path) -> dict[str, object]:
    try:
        document = parse_yaml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError([f"{_name(data, path)}: cannot be read: {error}"]) from error
    return document if isinstance(document, dict) else {}


def _phrases(data: Path) -> Iterator[Phrase]:
    for path in sorted((data / "nlu").glob("*.yml")):
        blocks = _document(data, path).get("nlu")
        for block in blocks if isinstance(blocks, list) else []:
            for line in str(block.get("examples", "")).splitlines():
                if line.strip().startswith("- ") and "intent" in block:
                    yield Phrase(line.strip()[2:].strip(), str(block["intent"]), _name(data, path))


def _landmarks(data: Path) -> dict[str, list[str]]:
    path = data / "places" / "landmarks.yml"
    held = _document(data, path).get("landmarks") if path.exists() else None
    return {str(name): list(districts or []) for name, districts in held.items()} if isinstance(held, dict) else {}


def _spellings(data: Path) -> dict[str, str]:
    path = data / "places" / "spellings.csv"
    lines = path.read_text("utf-8").splitlines()[1:] if path.exists() else []
    return {spelling: name for spelling, _, name in (line.partition(",") for line in lines)}


def _files(data: Path) -> dict[tuple[str, str], str]:
    return {
        (kind, record): _name(data, path)
        for kind, pattern in _FILES.items()
        for path in sorted(data.glob(pattern))
        for record in _RECORD.findall(path.read_text("utf-8"))
    }
