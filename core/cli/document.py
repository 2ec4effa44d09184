"""Write ``docs/content.md`` from the schema and the records: ``python -m core.cli.document``."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import Literal, get_args, get_origin

from pydantic.fields import SHAPE_LIST, ModelField

from core.catalogue.files import ContentError, read_content
from core.catalogue.schema import (
    Area,
    Figure,
    Initiative,
    Need,
    Organisation,
    Place,
    Point,
    Record,
    Report,
    Rule,
    Series,
    Signpost,
    Topic,
)
from core.settings import DATA, ROOT

PAGE = ROOT / "docs" / "content.md"
KINDS: tuple[type[Record], ...] = (
    Area,
    Report,
    Organisation,
    Initiative,
    Figure,
    Topic,
    Series,
    Point,
    Need,
    Rule,
    Signpost,
    Place,
)
# The records that are shown, by file and id; a record that is renamed is named anew here.
AREA = "areas.yml", "waste"
ORGANISATION = "organisations/councils.yml", "melton"
INITIATIVE = "initiatives/waste/2019.yml", "waste-2019-community-kitchens"
NEED = "needs/waste.yml", "waste-sharps"
TOPIC = "topics/roads.yml", "roads-gritting-fleet"
_TYPES = {str: ("text", "texts"), bool: ("true or false", ""), int: ("whole number", "whole numbers")}

_PAGE = Template("""\
# Content

Everything that the assistant knows stands in the files under `data/`. Whoever can edit a text file can add to it; no
code needs to change. After a change, `make data` checks every file and builds the database, or says what is wrong and
where.

This page is written from the schema and the records; `make docs` writes it anew.

## Which file holds what

| File | Holds |
| --- | --- |
| `data/areas.yml` | the service areas: [Area](#area) |
| `data/reports.yml` | the reports that initiatives come from: [Report](#report) |
| `data/organisations/*.yml` | whom residents turn to: [Organisation](#organisation) |
| `data/initiatives/<area>/<year>.yml` | what one report says of one area: [Initiative](#initiative) |
| `data/topics/<area>.yml` | records of several reports on one matter, and figures to compare: [Topic](#topic) |
| `data/needs/<area>.yml` | what residents come for, and where to send them: [Need](#need), [Signpost](#signpost) |
| `data/nlu/<area>.yml` | phrases that Rasa learns the area from |
| `data/places/*.csv`, `postcodes.csv.gz` | names, outcodes and postcodes with their districts: [Place](#place) |
| `data/places/common_words.txt` | names of places that are ordinary words as well |
| `data/wording.yml` | the sentences that the assistant says of its own |
| `data/danger/`, `data/moves.yml`, `data/senses.yml` | danger with its cases, small talk, words of several senses |
| `data/follow-ups.yml` | messages that say nothing without what was talked of before, and such that do |

## Add an initiative

Add it to `data/initiatives/<area>/<year>.yml`, under `initiatives:`. A new file begins with its area and its report:

```yaml
area: waste
report: 2019
initiatives:
```

The area is the name of the folder; the report must stand in `data/reports.yml`. One of the records:

```yaml
$initiative
```

## Add a topic

When several reports tell of one matter, under whatever names, its initiatives belong to one topic in
`data/topics/<area>.yml`, the newest report first. A question such as "what happened to ...", "has it gone up" or "and
before that?" is then answered from all of them. A series names figures of these initiatives that are counted the same
way, and never repeats a value; the widget and the staff desk draw a chart of it. One of the topics:

```yaml
$topic
```

## Add a need or a signpost

Add a need to `data/needs/<area>.yml`, under `needs:`; a new file begins with `area:`. A signpost is an entry under
`signposts:` of its need. Its organisation must stand in one of `data/organisations/*.yml`; what the signpost doesn't
say comes from there. A signpost to a district council counts for the residents of that district alone. One of the
records:

```yaml
$need
```

An organisation:

```yaml
$organisation
```

A council that ends gets `valid_to` and `successor`; the new council gets `valid_from`. From that day on the successor
is named, with nothing else to change.

## Add a service area

Data files are all it takes:

1. A row in `data/areas.yml`:

   ```yaml
   $area
   ```

2. `data/needs/<area>.yml` with its needs and their signposts.
3. `data/initiatives/<area>/<year>.yml` for each report that says something of it.
4. `data/nlu/<area>.yml` with two intents, `need_<area>` and `initiative_<area>`, hyphens written as underscores. Some
   fifty phrases each, as residents type them; Rasa knows an intent by its phrases alone:

   ```yaml
   version: "3.1"
   nlu:
     - intent: need_<area>
       examples: |
         - what somebody with a need would type
     - intent: initiative_<area>
       examples: |
         - what somebody who asks what the council has done would type
   ```

5. `make data`, then `make run`, which trains Rasa on the new phrases.

## How an error looks

File, record, field, and what is wrong; every fault at once, a line each. What records say of each other is checked
once each is right alone. The database stays as it was. With `status` misspelt in the initiative above, `make data`
says:

```text
$fault
```

## Reference

A phone number of digits alone needs quotes, since YAML takes some for numbers of another kind. A field that isn't
listed is an error.

$reference
""")


def main() -> int:
    """Write the page; exit status 0, or 1 when ``--check`` finds that it isn't current."""
    parser = argparse.ArgumentParser(description="Write docs/content.md from the schema and the records.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the page is out of date")
    options = parser.parse_args()
    page = make_page(DATA)
    if not options.check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page:
        print("docs/content.md is out of date: 'make docs' writes it anew.", file=sys.stderr)
        return 1
    return 0


def make_page(data: Path) -> str:
    """The page as it should be.

    Args:
        data: the content folder that the examples are taken from.

    Returns:
        Markdown.

    Raises:
        LookupError: a record that is shown isn't there any more.
    """
    return _PAGE.substitute(
        area=_excerpt(data, *AREA),
        organisation=_excerpt(data, *ORGANISATION),
        initiative=_excerpt(data, *INITIATIVE),
        topic=_excerpt(data, *TOPIC),
        need=_excerpt(data, *NEED),
        fault=_fault(data, *INITIATIVE),
        reference="\n\n".join(_section(kind) for kind in KINDS),
    )


def _excerpt(data: Path, name: str, record: str) -> str:
    """A record as it stands in its file."""
    lines = (data / name).read_text("utf-8").splitlines()
    begins = re.compile(rf"( *)- {{?id: {re.escape(record)}(?:,|$)")
    found = next(((number, match) for number, line in enumerate(lines) if (match := begins.match(line))), None)
    if found is None:
        raise LookupError(f"data/{name} has no record {record!r} to show: name another in core/cli/document.py")
    start, within = found[0], found[1].group(1) + " "
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith(within)), len(lines))
    return dedent("\n".join(lines[start:end]))


def _fault(data: Path, name: str, record: str) -> str:
    """What is said of a record whose status is misspelt; the real thing, tried on a copy of its file."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "data" / name
        copy.parent.mkdir(parents=True)
        shutil.copy(data / name, copy)
        text = copy.read_text("utf-8")
        at = text.index(f"- id: {record}\n")
        copy.write_text(text[:at] + re.sub(r"status: .*", "status: finnished", text[at:], count=1), "utf-8")
        try:
            read_content(Path(folder) / "data")
        except ContentError as error:
            return next(fault for fault in error.faults if f" {record}: status: " in fault)
    raise LookupError(f"{record}: a misspelt status is no fault any more")


def _section(kind: type[Record]) -> str:
    rows = [
        f"| `{field.name}` | {_type(field)} | {_default(field)} | {field.field_info.description or ''} |"
        for field in kind.__fields__.values()
    ]
    head = ["| Field | Type | Default | What it says |", "| --- | --- | --- | --- |"]
    return "\n".join([f"### {kind.__name__}", "", kind.__doc__ or "", "", *head, *rows])


def _type(field: ModelField) -> str:
    if get_origin(field.type_) is Literal:
        return "one of " + ", ".join(f"`{choice}`" for choice in get_args(field.type_))
    if issubclass(field.type_, Record):
        one = many = f"[{field.type_.__name__}](#{field.type_.__name__.lower()})"
    else:
        one, many = next(names for known, names in _TYPES.items() if issubclass(field.type_, known))
    return f"list of {many}" if field.shape == SHAPE_LIST else one


def _default(field: ModelField) -> str:
    if field.required:
        return "required"
    return f"`{str(field.default).lower()}`" if isinstance(field.default, bool) else "none"


if __name__ == "__main__":
    sys.exit(main())
