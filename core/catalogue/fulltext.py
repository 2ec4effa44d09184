"""Full-text search over the phrases: FTS5 on SQLite, a text-search index on PostgreSQL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

# How many records are scored at most, roughly. Scoring takes nearly all the time of a search. A catalogue that has no
# more is scored whole; in a larger one a record must hold one of the rarer words for the common ones to count.
_SCORED = 1_500
# A word that more records hold isn't counted further. When a question has no rarer ones, its words tell records apart
# so little that the search for them isn't worth its time.
_COUNTED = 4 * _SCORED
_KEPT = 20_000  # words whose counts are kept, some two megabytes
_WORD = re.compile(r"[a-z0-9£%]+")
# Words that carry no subject; both engines would rank records by them otherwise.
_EMPTY = frozenset(
    """
    a an the of to in on at for from by with and or but so is are was were be been being am do does did done have
    has had i im ive id me my mine we us our ours you your yours u ur he him his she her hers it its they them their
    there theres this that these those what whats which who whos whom whose where wheres when how hows why can could
    will would shall should may might must not no dont doesnt didnt cant wont isnt arent as if then than just any
    some about into out up down over off again please tell know get got go going want need like help hi hello hey
    thanks thank now
    """.split()  # noqa: SIM905 - a list of quoted words could not be read
)


@dataclass
class Counted:
    """How many records there are, and how many hold a word, as far as that was asked: counting takes a query each.

    Attributes:
        all: of the catalogue; None before it was counted.
        with_word: by the word; counts beyond `_COUNTED` are cut.
    """

    all: int | None = None
    with_word: dict[str, int] = field(default_factory=dict)


def content_words(words: str) -> list[str]:
    """The words of a text that say what it is about, in order, without repeats."""
    return list(dict.fromkeys(word for word in _WORD.findall(words.lower().replace("'", "").replace("’", ""))
                              if word not in _EMPTY and len(word) > 1))


def is_empty_word(word: str) -> bool:
    """Whether a word, in lower case and without apostrophes, carries no subject."""
    return word in _EMPTY


def build(connection: Connection) -> None:
    """Build the index over the table of phrases, within the caller's transaction."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TABLE IF EXISTS record_text"))
        connection.execute(
            text("CREATE VIRTUAL TABLE record_text"
                 " USING fts5(record UNINDEXED, kind UNINDEXED, body, tokenize='porter')")
        )
        connection.execute(
            text("INSERT INTO record_text (record, kind, body) SELECT record, kind, group_concat(text, ' ')"
                 " FROM phrase WHERE kind <> 'topic' GROUP BY record, kind")
        )
        return
    connection.execute(text("DROP TABLE IF EXISTS record_text"))
    connection.execute(
        text("CREATE TABLE record_text AS SELECT record, kind, to_tsvector('english', string_agg(text, ' ')) AS body"
             " FROM phrase WHERE kind <> 'topic' GROUP BY record, kind")
    )
    connection.execute(text("CREATE INDEX record_text_body ON record_text USING gin (body)"))


def search(
    connection: Connection, words: list[str], limit: int, counted: Counted | None = None
) -> list[tuple[str, float]]:
    """Records whose phrases hold some of the words, best first.

    Args:
        connection: of the catalogue.
        words: as `content_words` gives them; none finds nothing.
        limit: how many records at most.
        counted: what earlier searches of the same catalogue counted; it is added to.

    Returns:
        Pairs of record id and a score above zero, comparable within one search only. In a catalogue of more than
        `_SCORED` records those without any of the rarer words are left out, which are all where every word is common.
    """
    if not words:
        return []
    is_sqlite = connection.dialect.name == "sqlite"
    rare = _rare_words(connection, words, is_sqlite, counted or Counted())
    if not rare:
        return []
    found = (_search_sqlite if is_sqlite else _search_postgres)(connection, words, rare, limit)
    return [(record, float(score)) for record, score in found if score > 0]


def _rare_words(connection: Connection, words: list[str], is_sqlite: bool, counted: Counted) -> list[str]:
    """The words of which a record must hold one: all, or the rarest, so that few are scored; none if all are common."""
    if counted.all is None:
        newest = "SELECT rowid FROM record_text ORDER BY rowid DESC LIMIT 1"
        every = f"SELECT count(*) FROM (SELECT 1 FROM record_text LIMIT {_SCORED + 1}) AS held"
        counted.all = connection.execute(text(newest if is_sqlite else every)).scalar() or 0
    if len(words) == 1 or counted.all <= _SCORED:
        return words
    held = "record_text MATCH :word" if is_sqlite else "body @@ plainto_tsquery('english', :word)"
    # Beyond the limit it doesn't matter how common a word is.
    query = text(f"SELECT count(*) FROM (SELECT 1 FROM record_text WHERE {held} LIMIT {_COUNTED + 1}) AS held")
    counts = counted.with_word
    if len(counts) > _KEPT:
        counts.clear()
    for word in words:
        if word not in counts:
            counts[word] = connection.execute(query, {"word": _quoted(word) if is_sqlite else word}).scalar() or 0
    held_by_some = sorted((word for word in words if counts[word]), key=lambda word: counts[word])
    rare, records = [], 0
    for word in held_by_some:
        records += counts[word]
        if records > _SCORED:
            break
        rare.append(word)
    if not rare and held_by_some and counts[held_by_some[0]] <= _COUNTED:
        return held_by_some[:1]
    return rare


def _quoted(word: str) -> str:
    return f'"{word}"'


def _search_sqlite(connection: Connection, words: list[str], rare: list[str], limit: int) -> list[Any]:
    query = text(
        "SELECT record, -bm25(record_text) AS score FROM record_text WHERE record_text MATCH :query"
        " ORDER BY score DESC LIMIT :limit"
    )
    some = " OR ".join(map(_quoted, rare))
    found = list(connection.execute(query, {"query": some, "limit": limit}))
    common = [word for word in words if word not in rare]
    if not common:
        return found
    # A record that holds common words as well is in both answers, with its whole score in the second.
    both = f"({some}) AND ({' OR '.join(map(_quoted, common))})"
    best = dict(map(tuple, found))
    best.update(map(tuple, connection.execute(query, {"query": both, "limit": limit})))
    return sorted(best.items(), key=lambda pair: -pair[1])[:limit]


def _search_postgres(connection: Connection, words: list[str], rare: list[str], limit: int) -> list[Any]:
    # Each lexeme is quoted by plainto_tsquery; the OR is ours.
    lexemes = {word: f"plainto_tsquery('english', :w{number})" for number, word in enumerate(words)}
    every, some = " || ".join(lexemes.values()), " || ".join(lexemes[word] for word in rare)
    rows = connection.execute(
        text(f"SELECT record, ts_rank(body, q, 1) AS score FROM record_text,"
             f" (SELECT {every} AS q, {some} AS rare) AS asked"
             " WHERE body @@ rare ORDER BY score DESC LIMIT :limit"),
        {**{f"w{number}": word for number, word in enumerate(words)}, "limit": limit},
    )
    return list(rows)
