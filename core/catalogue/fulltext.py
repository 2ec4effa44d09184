"""Full-text search over the phrases: FTS5 on SQLite, a text-search index on PostgreSQL."""

from __future__ import annotations

import re

from sqlalchemy import text
from sqlalchemy.engine import Connection

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


def content_words(words: str) -> list[str]:
    """The words of a text that say what it is about, in order, without repeats."""
    return list(dict.fromkeys(word for word in _WORD.findall(words.lower().replace("'", "").replace("’", ""))
                              if word not in _EMPTY and len(word) > 1))


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


def search(connection: Connection, words: list[str], limit: int) -> list[tuple[str, float]]:
    """Records whose phrases hold some of the words, best first.

    Args:
        connection: of the catalogue.
        words: as `content_words` gives them; none finds nothing.
        limit: how many records at most.

    Returns:
        Pairs of record id and a score above zero, comparable within one search only.
    """
    if not words:
        return []
    if connection.dialect.name == "sqlite":
        query = " OR ".join(f'"{word}"' for word in words)
        rows = connection.execute(
            text("SELECT record, -bm25(record_text) AS score FROM record_text WHERE record_text MATCH :query"
                 " ORDER BY score DESC LIMIT :limit"),
            {"query": query, "limit": limit},
        )
    else:
        # Each lexeme is quoted by plainto_tsquery; the OR is ours.
        query = " || ".join(f"plainto_tsquery('english', :w{number})" for number in range(len(words)))
        rows = connection.execute(
            text(f"SELECT record, ts_rank(body, q, 1) AS score FROM record_text, (SELECT {query} AS q) AS asked"
                 " WHERE body @@ q ORDER BY score DESC LIMIT :limit"),
            {**{f"w{number}": word for number, word in enumerate(words)}, "limit": limit},
        )
    return [(record, float(score)) for record, score in rows if score > 0]
