"""The staff look-up in the terminal: ``python -m core.cli.lookup "flood wardens 2023"``."""

from __future__ import annotations

import argparse
import json
import sys

from rich.console import Console
from rich.table import Table

from core.answering.compose import contact_line
from core.answering.series import FigureSeries
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.lookup.staff import Filters, StaffResult, look_up_with
from core.lookup.topics import find_series
from core.settings import SettingError, read_settings
from core.turn import World
from core.understanding.encoder import encode_once, encode_words_once


def main() -> int:
    """Look up; exit status 0 when something fits, 1 when nothing does, 2 when it could not look."""
    parser = argparse.ArgumentParser(
        description="Look up initiatives and signposts, as customer services do during a call."
    )
    parser.add_argument("words", nargs="?", default="", help="what the caller asks, in any words")
    parser.add_argument("--area", help="look in one service area alone, for instance waste")
    parser.add_argument("--year", type=int, help="look in one report alone, for instance 2023")
    parser.add_argument("--status", help="initiatives of one status alone, for instance planned")
    parser.add_argument("--organisation", help="what one organisation is responsible for, by its id")
    parser.add_argument("--place", help="for a resident of this place: a name or a postcode")
    parser.add_argument("--series", action="store_true", help="list figures over the years; words pick some of them")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    try:
        world = World(Catalogue.of(read_settings()), encode_once, encode_words=encode_words_once)
        snapshot = world.snapshot
        if options.area and options.area not in snapshot.areas:
            parser.error(f"no service area {options.area!r}; there are: {', '.join(snapshot.areas)}")
        if options.year and options.year not in snapshot.reports:
            parser.error(f"no report of {options.year}; there are: {', '.join(map(str, snapshot.reports))}")
        if options.organisation and options.organisation not in snapshot.organisations:
            parser.error(f"no organisation {options.organisation!r}; data/organisations names them")
        if options.series and options.year:
            parser.error("figures over the years are of all years; leave out --year")
        if options.series:
            return show_series(find_series(world, options.words, options.area or ""), world, options.json)
        if not options.words.strip():
            parser.error("say what to look up, in any words")
        filters = Filters(
            options.area or "", options.year, options.status or "", options.organisation or "", options.place or ""
        )
        result = look_up_with(world, options.words, filters)
    except DatabaseMissing as error:
        print(f"{error}. 'make data' builds it.", file=sys.stderr)
        return 2
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(as_plain(result), ensure_ascii=False, indent=2))
    else:
        show(result, world, Console(width=None if sys.stdout.isatty() else 140))
    return 0 if result.initiatives or result.signposts else 1


def as_plain(result: StaffResult) -> dict[str, list[dict[str, object]]]:
    """The result as plain lists and mappings."""
    return {
        "initiatives": [initiative.dict() for initiative in result.initiatives],
        "signposts": [
            {**need.dict(exclude={"asked_as"}), "contact": contact_line(responsible)}
            for need, responsible in result.signposts
        ],
    }


def show(result: StaffResult, world: World, console: Console) -> None:
    """Print the result as two tables."""
    reports = world.snapshot.reports
    done = Table(title="What the council has done or plans", title_justify="left", show_lines=True)
    for column in ("Report", "Status", "What it says", "Source"):
        done.add_column(column, overflow="fold", no_wrap=column in ("Report",))
    for initiative in result.initiatives:
        source = f"{reports[initiative.report].title}, {initiative.section}, lines {', '.join(initiative.lines)}"
        done.add_row(
            str(initiative.report), initiative.status, f"[bold]{initiative.title}[/bold]\n{initiative.summary}", source
        )
    turn = Table(title="Whom to turn to", title_justify="left", show_lines=True)
    for column in ("Need", "What to do", "Contact"):
        turn.add_column(column, overflow="fold")
    for need, responsible in result.signposts:
        turn.add_row(need.need, need.answer, contact_line(responsible))
    for table, rows in ((done, result.initiatives), (turn, result.signposts)):
        if rows:
            console.print(table)
    if not result.initiatives and not result.signposts:
        console.print("Nothing fits. Try other words, or leave out --area or --year.")


def show_series(found: list[FigureSeries], world: World, as_json: bool) -> int:
    """Print figures over the years; exit status 0 when there are any, else 1."""
    if as_json:
        print(json.dumps([one.to_fields() for one in found], ensure_ascii=False, indent=2))
        return 0 if found else 1
    console = Console(width=None if sys.stdout.isatty() else 140)
    topics = world.catalogue.topics({one.topic for one in found})
    table = Table(title="Figures over the years", title_justify="left", show_lines=True)
    for column in ("Matter", "What is counted", "Values, the oldest first", "Reports"):
        table.add_column(column, overflow="fold")
    for one in found:
        values = "\n".join(f"{value.period}: {value.amount}" for value in one.values)
        reports = ", ".join(dict.fromkeys(str(value.report) for value in one.values))
        table.add_row(topics[one.topic].topic, one.name, values, reports)
    console.print(table if found else "No figure over the years fits. Try other words, or leave out --area.")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
