"""How look-up grows with the catalogue: copies of its records in other words, up to a million, in both databases."""

from __future__ import annotations

import argparse
import itertools
import json
import math
import multiprocessing
import random
import re
import statistics
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import psutil
from sqlalchemy import JSON, Table, inspect, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateIndex, DropIndex

from core.catalogue import fulltext, tables
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.lookup import search as searching
from core.lookup.search import Query, search
from core.settings import ROOT, SettingError, read_settings
from core.turn import World
from core.understanding.encoder import DIMENSIONS, Vector, encode_once, encode_words_once
from core.understanding.question import read_question
from core.understanding.years import find_years
from tests.benchmark.look_up import Sought, read_sought
from tests.benchmark.summary import table

PAGE = ROOT / "docs" / "scale.md"
KEPT = ROOT / "build" / "bench" / "scale.json"
SIZES = (1_862, 10_000, 100_000, 1_000_000)
QUESTIONS = 100
FEW_PHRASES = 4  # with a vector each: title, summary and two questions
CUT_ABOVE = 200_000  # records; beyond, a record keeps `FEW_PHRASES` alone
PRODUCT_MS = 50.0  # when comparing a question with all averages takes longer, an approximate index is due
_TIMEOUT = 600.0
_SEED = 7
_BUSY = 10.0  # per cent of all cores at work for others; more than that shows in the times
_TRIES = 3  # of each question; the quickest counts, since other work on the machine only ever adds time
_NOISE = 0.4  # length of what is added to a vector of length one: the cosine of a copy's phrase with its own is 0.93
_STIR = 3  # the most by which a number of a copied word is another; a word has 64 of them, with 127 for its length
_ROWS = 2_000
_MARK = "~"  # between the id of a record and the number of its copy
_SAME = (
    ("children", "youngsters"), ("people", "residents"), ("road", "street"), ("help", "support"), ("new", "fresh"),
    ("started", "began"), ("bought", "purchased"), ("reduce", "lower"), ("improve", "better"), ("local", "nearby"),
    ("homes", "houses"), ("work", "labour"), ("plan", "scheme"), ("money", "funds"), ("repair", "mend"),
    ("bin", "wheelie"), ("rubbish", "refuse"), ("bus", "coach"), ("school", "academy"), ("carer", "helper"),
    ("county", "shire"), ("council", "authority"), ("free", "costless"), ("opened", "unveiled"), ("launched", "set"),
)
_OTHERS = {word: pair for pair in _SAME for word in pair}
_PIECE = re.compile(r"\d[\d,.]*\d|\d|[A-Za-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
PARTS = ("full text", "averages", "closer look", "the rest")
Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True)
class Measured:
    """What one database of one size gave.

    Attributes:
        database: ``SQLite`` or ``PostgreSQL``.
        records: how many.
        phrases: with a vector each.
        built: seconds to write tables and full text.
        disk: MB.
        opened: seconds to read the snapshot.
        memory: MB of the process that looks up, afterwards.
        peak: MB at most.
        median: ms a look-up.
        slow: ms, 95th percentile.
        right: per cent of the questions whose first record is a right one, or a copy of one.
        parts: median ms of each of `PARTS`.
        failed: why there are no figures; empty when there are.
        busy: per cent of all cores at work for others just before the look-ups; below zero where it isn't known.
        day: of the measurement.
    """

    database: str
    records: int
    phrases: int = 0
    built: float = 0.0
    disk: float = 0.0
    opened: float = 0.0
    memory: float = 0.0
    peak: float = 0.0
    median: float = 0.0
    slow: float = 0.0
    right: float = 0.0
    parts: tuple[float, ...] = ()
    failed: str = ""
    busy: float = -1.0
    day: str = ""


@dataclass(frozen=True)
class Base:
    """The catalogue that is copied: plain rows by table, and phrases by record."""

    rows: dict[str, list[dict[str, Any]]]
    phrases: dict[str, list[dict[str, Any]]]
    places: list[str]

    @property
    def records(self) -> int:
        """How many initiatives and needs there are."""
        return len(self.rows["initiative"]) + len(self.rows["need"])


def read_base(engine: Engine) -> Base:
    """The whole of a loaded catalogue, without signposts and postcodes, which no look-up reads."""
    rows = {}
    with engine.connect() as connection:
        for one in (tables.areas, tables.reports, tables.organisations, tables.initiatives, tables.needs,
                    tables.topics, tables.tunings, tables.frames, tables.vocabulary, tables.words, tables.state):
            rows[one.name] = [dict(row) for row in connection.execute(select(one)).mappings()]
        phrases: dict[str, list[dict[str, Any]]] = {}
        for row in connection.execute(select(tables.phrases).order_by(tables.phrases.c.id)).mappings():
            phrases.setdefault(row["record"], []).append(dict(row))
    names = {name for row in rows["initiative"] for name in row["places"] if name.isalpha()}
    return Base(rows, phrases, sorted(names))


class Copies:
    """A catalogue of as many records as wanted, the same each time: the records themselves, and copies of each.

    Args:
        base: what is copied.
        records: how many there shall be; never fewer than the base has.
    """

    def __init__(self, base: Base, records: int) -> None:
        self._base = base
        self.records = max(records, base.records)
        self._few = self.records > CUT_ABOVE
        held = sorted([*base.rows["initiative"], *base.rows["need"]], key=lambda row: row["id"])
        self._of = {
            row["id"]: (self.records - place + len(held) - 1) // len(held) for place, row in enumerate(held)
        }
        self._places = {name.lower() for name in base.places}
        self.phrases = 0

    @property
    def held(self) -> frozenset[str]:
        """Names of the tables whose rows `rows` gives."""
        return frozenset(self._base.rows) - {tables.words.name}

    def rows(self, one: Table) -> Rows:
        """The rows of a table, in the order of its columns, as a driver takes them."""
        plain = [column.name for column in one.columns]
        as_json = {column.name for column in one.columns if isinstance(column.type, JSON)}
        copied = one.name in ("initiative", "need")
        for row in self._base.rows[one.name]:
            values = {key: json.dumps(row[key]) if key in as_json else row[key] for key in plain}
            yield tuple(values.values())
            if not copied:
                continue
            told = "title" if one.name == "initiative" else "need"
            answer = "summary" if one.name == "initiative" else "answer"
            # Nothing but the phrases is looked up by what residents ask.
            values["asked_as"] = "[]"
            for number in range(1, self._of[row["id"]]):
                chance = random.Random(f"{row['id']}{number}")
                changed = {
                    "id": f"{row['id']}{_MARK}{number}",
                    told: self._other_words(row[told], chance),
                    answer: self._other_words(row[answer], chance),
                }
                yield tuple({**values, **changed}.values())

    def phrase_rows(self) -> Rows:
        """The rows of the phrases; the vectors of copies are the phrases' own with noise."""
        numbers = itertools.count()
        noise = np.random.default_rng(_SEED)
        for record, every in self._base.phrases.items():
            held = self._kept(every) if self._few and record in self._of else every
            with_vector = [place for place, row in enumerate(held) if row["vector"] is not None]
            own = np.array(
                [np.frombuffer(held[place]["vector"], dtype=np.float32) for place in with_vector], dtype=np.float32
            ).reshape(-1, DIMENSIONS)
            for number in range(self._of.get(record, 1)):
                vectors: dict[int, bytes] = {}
                if with_vector:
                    moved = own if number == 0 else _moved(own, noise)
                    vectors = {place: vector.tobytes() for place, vector in zip(with_vector, moved, strict=True)}
                    self.phrases += len(vectors)
                chance = random.Random(f"{record}{number}")
                name = f"{record}{_MARK}{number}" if number else record
                for place, row in enumerate(held):
                    words = self._other_words(row["text"], chance) if number else row["text"]
                    yield next(numbers), name, row["kind"], row["part"], words, vectors.get(place)

    def word_rows(self) -> Rows:
        """The rows of the records' words; those of copies are the words' own with noise."""
        noise = np.random.default_rng(_SEED)
        for row in self._base.rows[tables.words.name]:
            own = np.frombuffer(row["vectors"], dtype=np.int8)
            for number in range(self._of.get(row["record"], 1)):
                moved = own if number == 0 else np.clip(own + noise.integers(-_STIR, _STIR + 1, own.shape), -127, 127)
                name = f"{row['record']}{_MARK}{number}" if number else row["record"]
                yield name, row["phrases"], moved.astype(np.int8).tobytes()

    @staticmethod
    def _kept(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        left = FEW_PHRASES
        kept = []
        for row in rows:
            if row["part"] == "terms":
                kept.append(row)
            elif left:
                kept.append(row)
                left -= 1
        return kept

    def _other_words(self, words: str, chance: random.Random) -> str:
        """A text with other numbers, places and, here and there, words that mean the same; years stay."""

        def other(match: re.Match[str]) -> str:
            piece = match[0]
            if piece[0].isdigit():
                if _YEAR.fullmatch(piece):
                    return piece
                return "".join(str(chance.randrange(1, 10)) if sign.isdigit() else sign for sign in piece)
            low = piece.lower()
            if low in self._places and piece[0].isupper():
                return chance.choice(self._base.places)
            pair = _OTHERS.get(low)
            return piece if pair is None else pair[chance.random() < 0.5]

        return _PIECE.sub(other, words)


def _moved(vectors: Vector, noise: np.random.Generator) -> Vector:
    changed = vectors + noise.standard_normal(vectors.shape, dtype=np.float32) * np.float32(
        _NOISE / math.sqrt(DIMENSIONS)
    )
    made: Vector = (changed / np.linalg.norm(changed, axis=1, keepdims=True)).astype(np.float32)
    return made


def build(engine: Engine, copies: Copies) -> float:
    """Write a catalogue into an empty database.

    Returns:
        Seconds that it took.
    """
    start = time.perf_counter()
    write = _write_sqlite if engine.dialect.name == "sqlite" else _write_postgres
    if engine.dialect.name == "sqlite":
        _pragma(engine, "journal_mode=OFF")  # a log of the whole would be as large again
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
        for index in tables.phrases.indexes:
            connection.execute(DropIndex(index))
        driver = connection.connection
        for one in tables.metadata.sorted_tables:
            if one.name in copies.held:
                write(driver, one, copies.rows(one))
        write(driver, tables.words, copies.word_rows())
        write(driver, tables.phrases, copies.phrase_rows())
        for index in tables.phrases.indexes:
            connection.execute(CreateIndex(index))
        fulltext.build(connection)
    if engine.dialect.name == "sqlite":
        _pragma(engine, "journal_mode=WAL")
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    return time.perf_counter() - start


def _pragma(engine: Engine, words: str) -> None:
    # Outside a transaction; the pool hands the same connection out again.
    driver = engine.raw_connection()
    driver.execute(f"PRAGMA {words}")
    driver.close()


def _write_sqlite(driver: Any, one: Table, rows: Rows) -> None:
    marks = ", ".join("?" for _ in one.columns)
    names = ", ".join(f'"{column.name}"' for column in one.columns)
    driver.cursor().executemany(f'INSERT INTO "{one.name}" ({names}) VALUES ({marks})', rows)


def _write_postgres(driver: Any, one: Table, rows: Rows) -> None:
    names = ", ".join(f'"{column.name}"' for column in one.columns)
    driver.cursor().copy_expert(f'COPY "{one.name}" ({names}) FROM STDIN', _Lines(rows), 1 << 20)


class _Lines:
    """Rows as a file that COPY reads."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._left = ""

    def read(self, size: int = -1) -> str:
        """The next part, at least a row while there is one."""
        parts, length = [self._left], len(self._left)
        while length < size:
            row = next(self._rows, None)
            if row is None:
                break
            parts.append("\t".join(map(_cell, row)) + "\n")
            length += len(parts[-1])
        whole = "".join(parts)
        self._left = whole[size:]
        return whole[:size]


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bytes | memoryview):
        return rf"\\x{value.hex()}"
    if isinstance(value, str):
        return value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
    return str(value)


def disk_mb(engine: Engine) -> float:
    """How much room a database takes."""
    if engine.dialect.name == "sqlite":
        return sum(file.stat().st_size for file in Path(engine.url.database).parent.iterdir()) / 1e6
    with engine.connect() as connection:
        return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar()) / 1e6


def queries(world: World, sought: Sequence[Sought]) -> list[Query]:
    """The questions as the assistant looks them up."""
    made = []
    for one in sought:
        years = find_years(one.text, world.snapshot.reports.values(), world.today())
        question = read_question(one.text, years, world.gazetteer.find(one.text))
        places = tuple(place.name.lower() for place in question.places)
        vector = world.meaning_of(question.gist)
        words = world.words_of(question.gist, question.where_and_when)
        made.append(
            Query(question.gist, vector, years=years.reports, places=places, wants=question.wants, words=words)
        )
    return made


def look_up(url: str, asked: Sequence[Query], sought: Sequence[Sought]) -> dict[str, Any]:
    """Open a catalogue and look everything up in it; the figures of `Measured` that this gives."""
    process = psutil.Process()
    catalogue = Catalogue(open_database(url, _TIMEOUT))
    start = time.perf_counter()
    catalogue.snapshot()
    opened = time.perf_counter() - start
    for query in asked[:5]:
        search(catalogue, query)
    took, right = [], 0
    for query, one in zip(asked, sought, strict=True):
        tries = []
        for _ in range(_TRIES):
            start = time.perf_counter()
            found = search(catalogue, query)
            tries.append(1000 * (time.perf_counter() - start))
        took.append(min(tries))
        right += bool(found) and found[0].stub.id.split(_MARK)[0] in one.records
    memory = process.memory_info()
    return {
        "opened": opened,
        "memory": memory.rss / 1e6,
        "peak": peak_mb(),
        "median": statistics.median(took),
        "slow": float(np.percentile(took, 95)),
        "right": 100 * right / len(asked),
        "parts": parts_of(catalogue, asked),
    }


def peak_mb() -> float:
    """The most memory that this process ever had."""
    status = Path("/proc/self/status").read_text("ascii") if Path("/proc/self/status").exists() else ""
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else psutil.Process().memory_info().rss / 1e6


def parts_of(catalogue: Catalogue, asked: Sequence[Query]) -> tuple[float, ...]:
    """Median ms of each of `PARTS`, from a second round with a clock at each."""
    each: list[list[float]] = [[] for _ in PARTS]
    spent = dict.fromkeys(PARTS, 0.0)

    def timed(part: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*given: Any) -> Any:
            start = time.perf_counter()
            try:
                return done(*given)
            finally:
                spent[part] += 1000 * (time.perf_counter() - start)

        return wrapper

    with (
        patch.object(catalogue, "by_words", timed("full text", catalogue.by_words)),
        patch.object(searching, "_looked_at", timed("averages", searching._looked_at)),
        patch.object(searching, "_meaning", timed("closer look", searching._meaning)),
    ):
        for query in asked:
            tries: list[dict[str, float]] = []
            for _ in range(_TRIES):
                spent.update(dict.fromkeys(PARTS, 0.0))
                start = time.perf_counter()
                search(catalogue, query)
                spent["the rest"] = 1000 * (time.perf_counter() - start) - sum(spent.values())
                tries.append(dict(spent))
            for part, held in zip(PARTS, each, strict=True):
                held.append(min(one[part] for one in tries))
    return tuple(statistics.median(held) for held in each)


def measure(base: Base, url: str, records: int, asked: Sequence[Query], sought: Sequence[Sought]) -> Measured:
    """Build a catalogue in an empty database and look up in it, in a process of its own."""
    engine = open_database(url, _TIMEOUT, create=True)
    database = "SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL"
    copies = Copies(base, records)
    day = date.today().isoformat()
    try:
        built = build(engine, copies)
        disk = disk_mb(engine)
        busy = psutil.cpu_percent(interval=1.0)
        # A process that runs out of memory is ended by the system; this one must live to tell.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            waiting: Future[dict[str, Any]] = pool.submit(look_up, url, asked, sought)
            figures = waiting.result()
    except (BrokenProcessPool, MemoryError, DatabaseMissing) as error:
        cause = "memory ran out" if isinstance(error, BrokenProcessPool | MemoryError) else str(error)
        return Measured(database, copies.records, failed=cause, day=day)
    finally:
        if database == "PostgreSQL":
            with engine.begin() as connection:
                connection.execute(text("DROP TABLE IF EXISTS record_text"))
                tables.metadata.drop_all(connection)
        engine.dispose()
    return Measured(database, copies.records, copies.phrases, built=built, disk=disk, busy=busy, day=day, **figures)


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """With which power of the size the time grows: the slope of the one's logarithm over the other's.

    Raises:
        ValueError: there are fewer than two sizes.
    """
    if len(set(sizes)) < 2:
        raise ValueError("growth needs two sizes")
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def pays_from(rows: Iterable[Measured]) -> int:
    """How many records there are when comparing a question with all averages takes `PRODUCT_MS`; 0 if unknown.

    The product reads every average once, so its time is proportional to their number once they outgrow the caches of
    the processor: the largest catalogue tells.
    """
    measured = [row for row in rows if not row.failed]
    if not measured:
        return 0
    records, product = _largest_product(measured)
    return round(records * PRODUCT_MS / product)


def _largest_product(rows: Sequence[Measured]) -> tuple[int, float]:
    """The largest size, and ms of its product: the least of both databases, since it is the same work for either."""
    most = max(row.records for row in rows)
    return most, min(row.parts[PARTS.index("averages")] for row in rows if row.records == most)


def minutes_for(records: int, rows: Iterable[Measured], database: str) -> float:
    """How long a size may take, told from the largest smaller one; 0 when there is none."""
    smaller = [row for row in rows if row.database == database and not row.failed and row.records < records]
    if not smaller:
        return 0.0
    last = max(smaller, key=lambda row: row.records)
    phrases = records * (FEW_PHRASES if records > CUT_ABOVE else last.phrases / last.records)
    return (last.built + last.opened) * phrases / last.phrases / 60


def keep(rows: Sequence[Measured], file: Path) -> list[Measured]:
    """Write results down, with those of earlier runs for other sizes; all of them, by database and size."""
    held: dict[tuple[str, int], Measured] = {}
    if file.exists():
        for one in json.loads(file.read_text("utf-8")):
            row = Measured(**{**one, "parts": tuple(one["parts"])})
            held[row.database, row.records] = row
    # The real catalogue was smaller or larger then.
    again = {row.database for row in rows if row.records < SIZES[1]}
    held = {key: row for key, row in held.items() if row.records >= SIZES[1] or row.database not in again}
    held.update({(row.database, row.records): row for row in rows})
    every = sorted(held.values(), key=lambda row: (row.database == "PostgreSQL", row.records))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(row) for row in every], indent=1), "utf-8")
    return every


def make_page(rows: Sequence[Measured], machine: str) -> str:
    """The page that tells of it.

    Raises:
        ValueError: nothing was measured.
    """
    good = [row for row in rows if not row.failed]
    if not good:
        raise ValueError("nothing was measured")
    head = ["database", "records", "phrases", "median, ms", "95th percentile, ms", "right, %", "to open, s",
            "memory, MB", "at most, MB", "on disk, MB", "to write, s", "others at work, %"]
    cells = [
        [row.database, f"{row.records:,}", f"{row.phrases:,}", f"{row.median:.1f}", f"{row.slow:.1f}",
         f"{row.right:.0f}", f"{row.opened:.1f}", f"{row.memory:,.0f}", f"{row.peak:,.0f}", f"{row.disk:,.0f}",
         f"{row.built:.0f}", "–" if row.busy < 0 else f"{row.busy:.0f}"]
        for row in good
    ]
    parts = [[row.database, f"{row.records:,}", *(f"{part:.1f}" for part in row.parts)] for row in good]
    lines = [
        "# Look-up in larger catalogues",
        "",
        "<!-- Written by `make scale`. Change tests/benchmark/scale.py instead of this file. -->",
        "",
        f"Measured on {max(row.day for row in good)}: {machine}. `make scale` makes this page anew; figures of sizes"
        " that a run leaves out are kept from the run before (`build/bench/scale.json`).",
        "",
        f"The smallest catalogue is the real one. The larger ones hold it too, with copies of each record: numbers,"
        f" places and some words are others, and the vectors of the phrases are moved a little (cosine"
        f" {1 / math.hypot(1, _NOISE):.2f}) instead of being made anew. {QUESTIONS} questions of"
        " `tests/benchmark/look_up.yml` are read and encoded beforehand; the time is that of `search()` alone, one"
        f" question at a time, the quickest of {_TRIES} tries each. *Right* means that the first"
        " record is one that answers, or a copy of one. What else ran on the machine shows in the times; the last"
        " column tells of it (–: not known).",
        "",
        f"A catalogue of more than {CUT_ABOVE:,} records keeps {FEW_PHRASES} phrases a record (title, summary, two"
        " questions), which costs some right answers; all others have every phrase.",
        "",
        table(head, cells, figures=range(1, len(head))),
        "",
        *_failures(rows),
        "## Growth",
        "",
        *_growth(good),
        "## Where the time goes",
        "",
        "Median ms of each part of a look-up, from a second round: the full-text query, the product of the question"
        " with the averages of all records and the choice of the nearest, the comparison with every phrase of those,"
        " and the rest (weighing by year, place and area, sorting).",
        "",
        table(["database", "records", *PARTS], parts, figures=range(1, 2 + len(PARTS))),
        "",
        "## The next step",
        "",
        *_next_step(good),
    ]
    plain = ("|", "#", "<")
    return "\n".join(line if line.startswith(plain) else _filled(line) for line in lines).rstrip() + "\n"


def _filled(line: str) -> str:
    return textwrap.fill(
        line, 120, subsequent_indent="  " if line.startswith("- ") else "", break_long_words=False,
        break_on_hyphens=False,
    )


def _failures(rows: Sequence[Measured]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        if row.failed:
            most = max((one.records for one in rows if one.database == row.database and not one.failed), default=0)
            lines += [f"{row.database} with {row.records:,} records: {row.failed}. The largest that was measured has"
                      f" {most:,}.", ""]
    for name in ("SQLite", "PostgreSQL"):
        if not any(row.database == name for row in rows):
            lines += [f"{name} was not measured.", ""]
    return lines


def _growth(rows: Sequence[Measured]) -> list[str]:
    lines: list[str] = []
    for name in ("SQLite", "PostgreSQL"):
        of = [row for row in rows if row.database == name]
        if len(of) < 2:
            continue
        last = exponent([row.records for row in of[-2:]], [row.median for row in of[-2:]])
        every = exponent([row.records for row in of], [row.median for row in of])
        lines.append(
            f"- {name}: the median grows with the number of records to the power of {every:.2f}; between the two"
            f" largest catalogues, of {last:.2f}. (1 is proportional, 0 would be no growth.)"
        )
    if lines and any(row.busy < 0 or row.busy > _BUSY for row in rows):
        lines += ["", "Some sizes were measured while other work took the processors, others while less did, which"
                  " bends these figures: read them as rough, and measure anew on a quiet machine."]
    return [*lines, ""] if lines else ["One size tells nothing of growth.", ""]


def _next_step(rows: Sequence[Measured]) -> list[str]:
    most, product = _largest_product(rows)
    records = pays_from(rows)
    words = {row.database: row for row in rows if row.records == max(
        one.records for one in rows if one.database == row.database)}
    slow = [
        f"{name} {row.parts[0]:.0f} ms at {row.records:,} records" for name, row in words.items()
    ]
    return [
        f"The product with all averages takes {product:.1f} ms at {most:,} records and is proportional to"
        f" their number, so it passes {PRODUCT_MS:.0f} ms at about {_rounded(records):,} records on this machine. From"
        " there an approximate index of the averages pays, such as HNSW in pgvector: it looks at a few thousand of them"
        " however many there are, and takes them out of the process's memory. The 200 nearest that it gives would go"
        " through the same closer look, so nothing else changes. Below that size it would only add a dependency and"
        " miss some records.",
        "",
        f"The full-text query takes {' and '.join(slow)}. A catalogue of some thousand records is scored whole. In a"
        f" larger one a record must hold one of the rarer words, which bounds the scoring at about {fulltext._SCORED:,}"
        " records; where none of its words is so rare, the rarest alone counts, and none that more than"
        f" {fulltext._COUNTED:,} records hold. What still grows is finding those that hold common words too.",
        "",
    ]


def _rounded(number: int) -> int:
    digits = max(len(str(number)) - 2, 0)
    return int(round(number, -digits))


def machine_in_words() -> str:
    """What it was measured on."""
    return f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB of memory"


def main() -> int:
    """Measure and write the page; exit status 0, or 1 when a database can't be used."""
    parser = argparse.ArgumentParser(description="Measure look-up in larger catalogues.")
    parser.add_argument("--records", type=int, nargs="+", default=list(SIZES), metavar="N",
                        help="sizes; one below the catalogue's own is the catalogue as it is")
    parser.add_argument("--postgres", default="", metavar="URL", help="of an empty database of PostgreSQL")
    parser.add_argument("--no-sqlite", action="store_true", help="measure PostgreSQL alone")
    parser.add_argument("--folder", type=Path, default=None, help="for the files, which are deleted (default: /tmp)")
    parser.add_argument("--minutes", type=float, default=10, help="a size that would take longer is left out")
    options = parser.parse_args()
    try:
        settings = read_settings()
        world = World(Catalogue.of(settings), encode_once, encode_words=encode_words_once)
        sought = read_sought()
        sought = sought[:: max(1, len(sought) // QUESTIONS)][:QUESTIONS]
        asked = queries(world, sought)
        base = read_base(world.catalogue.engine)
        if options.postgres and inspect(open_database(options.postgres, 10, create=True)).get_table_names():
            raise DatabaseMissing("--postgres must name an empty database")
        rows: list[Measured] = []
        for records in options.records:
            with tempfile.TemporaryDirectory(dir=options.folder) as folder:
                urls = [] if options.no_sqlite else [f"sqlite:///{folder}/scale.db"]
                for url in [*urls, *([options.postgres] if options.postgres else [])]:
                    database = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
                    needed = minutes_for(records, keep([], KEPT), database)
                    if needed > options.minutes:
                        told = f"about {needed:.0f} minutes would be needed; {options.minutes:g} were given"
                        row = Measured(database, records, failed=told, day=date.today().isoformat())
                    else:
                        row = measure(base, url, records, asked, sought)
                    print(row.failed or f"{row.database} {row.records:,}: median {row.median:.1f} ms, 95th percentile"
                          f" {row.slow:.1f} ms, right {row.right:.0f}%, parts {row.parts}, written in"
                          f" {row.built:.0f} s, opened in {row.opened:.0f} s, {row.memory:,.0f} MB", flush=True)
                    rows.append(row)
                    PAGE.write_text(make_page(keep(rows, KEPT), machine_in_words()), "utf-8")
    except (DatabaseMissing, SettingError) as error:
        print(f"can't measure: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
