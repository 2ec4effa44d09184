"""Loading: all in one transaction or nothing, twice like once; the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from core.catalogue import meanings, tables
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.catalogue.files import ContentError
from core.catalogue.load import fingerprint, is_current, load
from core.understanding.encoder import SentenceEncoder
from tests.conftest import CONTENT
from tests.core.catalogue.conftest import change

Rows = dict[str, list[tuple[Any, ...]]]


def rows(database: Engine) -> Rows:
    """All that a database holds, table by table."""
    with database.connect() as connection:
        held = {name: connection.execute(select(table).order_by(*table.primary_key)).all()
                for name, table in tables.metadata.tables.items()}  # fmt: skip
        held["record_text"] = connection.execute(text("SELECT record, kind FROM record_text ORDER BY record")).all()
    return {name: [tuple(row) for row in table] for name, table in held.items()}


def test_every_row_is_counted(database: Engine, data: Path) -> None:
    counts = load(database, data, None)
    assert counts == {
        "area": 2, "report": 1, "organisation": 1, "initiative": 1, "need": 1, "signpost": 1, "place": 3, "phrase": 7,
        "topic": 0, "tuning": 0, "word": 0, "frame": 0, "vocabulary": 13, "catalogue_state": 2,
        "follow_up_sense": 0,
    }  # fmt: skip
    with database.connect() as connection:
        for name, table in tables.metadata.tables.items():
            assert connection.execute(select(func.count()).select_from(table)).scalar() == counts[name], name


def test_with_the_encoder_each_record_has_a_row_of_words_and_all_share_a_frame(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    counts = load(database, data, encoder)
    assert (counts["word"], counts["frame"], counts["tuning"]) == (2, 1, 1)
    with database.connect() as connection:
        for name, table in tables.metadata.tables.items():
            assert connection.execute(select(func.count()).select_from(table)).scalar() == counts[name], name


@pytest.mark.parametrize("with_encoder", [True, False])
def test_the_vocabulary_tells_how_many_records_hold_a_word(
    database: Engine, topics: Path, encoder: SentenceEncoder, with_encoder: bool
) -> None:
    counts = load(database, topics, encoder if with_encoder else None)
    held = {word: records for word, records, _tells in rows(database)["vocabulary"]}
    assert counts["vocabulary"] == len(held)
    assert (held["gritters"], held["county"], held["pothole"]) == (2, 2, 1)
    assert not {"the", "winter", "more", "2023"} & set(held), "words of topics and terms, or that tell nothing"


@pytest.mark.parametrize("with_encoder", [True, False])
def test_the_vocabulary_tells_a_word_of_one_area_from_one_of_all(
    database: Engine, data: Path, encoder: SentenceEncoder, with_encoder: bool
) -> None:
    need = (data / "needs/roads.yml").read_text("utf-8").replace("roads-pothole", "waste-bin")
    (data / "needs/waste.yml").write_text(need.replace("area: roads", "area: waste").replace("pothole", "bin"), "utf-8")
    load(database, data, encoder if with_encoder else None)
    tells = {word: told for word, _records, told in rows(database)["vocabulary"]}
    assert tells["bin"] > tells["gritters"] > 0, "of three records one is of waste"
    assert tells["report"] < tells["bin"]


def test_the_vocabulary_is_the_same_with_and_without_the_encoder(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    held = rows(database)["vocabulary"]
    load(database, data, None)
    assert rows(database)["vocabulary"] == held


def test_the_vocabulary_is_counted_anew_by_each_load(database: Engine, topics: Path, encoder: SentenceEncoder) -> None:
    """What an earlier load spares are the meanings; words that left the files aren't counted any more."""
    load(database, topics, encoder)
    (topics / "topics/roads.yml").unlink()
    (topics / "initiatives/roads/2025.yml").unlink()
    change(topics, "needs/roads.yml", "with a map", "with a photo")
    load(database, topics, encoder)
    held = {word: records for word, records, _tells in rows(database)["vocabulary"]}
    assert (held["gritters"], held["photo"]) == (1, 1)
    assert "map" not in held


@pytest.mark.parametrize("with_encoder", [True, False])
def test_a_folder_without_records_loads_nothing(
    database: Engine, data: Path, encoder: SentenceEncoder, with_encoder: bool
) -> None:
    (data / "initiatives/roads/2023.yml").unlink()
    (data / "needs/roads.yml").unlink()
    counts = load(database, data, encoder if with_encoder else None)
    assert (counts["initiative"], counts["need"], counts["signpost"], counts["phrase"]) == (0, 0, 0, 0)
    assert (counts["word"], counts["frame"], counts["vocabulary"]) == (0, int(with_encoder), 0)


@pytest.mark.parametrize("with_encoder", [True, False])
def test_loading_twice_gives_the_same_rows(database: Engine, encoder: SentenceEncoder, with_encoder: bool) -> None:
    used = encoder if with_encoder else None
    first = load(database, CONTENT, used)
    held = rows(database)
    assert load(database, CONTENT, used) == first
    assert rows(database) == held


def test_loading_again_without_the_encoder_leaves_no_meaning_behind(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    assert load(database, data, None)["word"] == 0
    held = rows(database)
    assert held["word"] == held["frame"] == held["tuning"] == []
    assert load(database, data, encoder)["word"] == 2


def test_a_load_with_the_encoder_that_breaks_changes_nothing(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    held = rows(database)
    change(data, "needs/roads.yml", "responsible: county", "responsible: nobody")
    with pytest.raises(ContentError):
        load(database, data, encoder)
    assert rows(database) == held


def test_what_left_the_files_leaves_the_database(database: Engine, data: Path) -> None:
    load(database, data, None)
    change(data, "needs/roads.yml", "initiatives: [roads-2023-gritters]", "initiatives: []")
    (data / "initiatives/roads/2023.yml").unlink()
    load(database, data, None)
    held = rows(database)
    assert held["initiative"] == []
    assert held["record_text"] == [("roads-pothole", "need")]


@pytest.mark.parametrize(
    ("name", "broken", "told"),
    [
        ("needs/roads.yml", ("responsible: county", "responsible: nobody"), "needs roads-pothole: responsible"),
        ("areas.yml", ("name: Bins, ", ""), "areas waste: name: field required"),
    ],
)
def test_a_broken_record_changes_nothing(
    database: Engine, data: Path, name: str, broken: tuple[str, str], told: str
) -> None:
    load(database, data, None)
    held = rows(database)
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: New snowploughs")
    change(data, name, *broken)
    with pytest.raises(ContentError, match=f"data/{name}: {told}"):
        load(database, data, None)
    assert rows(database) == held


@pytest.mark.parametrize(
    "last", ["DROP TABLE", "CREATE TABLE", "INSERT INTO phrase", "(INSERT INTO|CREATE TABLE) record_text"]
)
def test_a_load_that_breaks_half_way_changes_nothing(url: str, database: Engine, data: Path, last: str) -> None:
    load(database, data, None)
    held = rows(database)
    change(data, "initiatives/roads/2023.yml", "title: New gritters", "title: New snowploughs")
    breaking = open_database(url, 2, create=True)

    def cut(_connection: Any, _cursor: Any, done: str, *_rest: Any) -> None:
        if re.match(last, done.strip()):
            raise OperationalError(done, None, Exception("the line was cut"))

    event.listen(breaking, "after_cursor_execute", cut)
    with pytest.raises(DatabaseMissing, match="the database can't be written: the line was cut"):
        load(breaking, data, None)
    assert rows(database) == held
    assert load(open_database(url, 2, create=True), data, None)["initiative"] == 1


def test_a_database_that_somebody_else_writes_is_given_up_after_the_timeout(
    url: str, database: Engine, data: Path
) -> None:
    load(database, data, None)
    held = rows(database)
    with database.begin() as other:
        other.execute(text("UPDATE need SET answer = answer"))
        began = time.monotonic()
        with pytest.raises(DatabaseMissing, match=r"the database can't be written: .*(lock|timeout)"):
            load(open_database(url, 0.3, create=True), data, None)
        assert time.monotonic() - began < 3
    assert rows(database) == held


def test_a_database_is_current_until_the_content_changes(database: Engine, data: Path) -> None:
    assert not is_current(database, fingerprint(data, False))
    load(database, data, None)
    assert is_current(database, fingerprint(data, False))
    assert not is_current(database, fingerprint(data, True))
    change(data, "needs/roads.yml", "online", "on paper")
    assert not is_current(database, fingerprint(data, False))


def test_a_database_out_of_reach_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear council, " * 500, "utf-8")
    with pytest.raises(DatabaseMissing, match="the database can't be read: file is not a database"):
        is_current(open_database(f"sqlite:///{tmp_path}/letter.db", 1), "")


def test_a_topic_and_its_names_are_loaded(database: Engine, topics: Path) -> None:
    counts = load(database, topics, None)
    assert (counts["topic"], counts["initiative"]) == (1, 2)
    held = rows(database)
    (topic,) = held["topic"]
    assert topic[:4] == ("roads-winter", "roads", "Gritters", "Three more were bought.")
    phrases = [row[1:5] for row in held["phrase"] if row[2] == "topic"]
    assert phrases == [
        ("roads-winter", "topic", "title", "Gritters"),
        ("roads-winter", "topic", "series", "gritters of the council"),
    ]


def test_a_topic_is_not_found_like_a_record(database: Engine, topics: Path) -> None:
    load(database, topics, None)
    assert "roads-winter" not in [record for record, _ in rows(database)["record_text"]]


def test_a_broken_topic_changes_nothing(database: Engine, topics: Path) -> None:
    load(database, topics, None)
    held = rows(database)
    change(topics, "initiatives/roads/2023.yml", "title: New gritters", "title: New snowploughs")
    change(topics, "topics/roads.yml", "figure: new gritters", "figure: snowploughs")
    with pytest.raises(ContentError, match=r"data/topics/roads\.yml: topics roads-winter: series: "):
        load(database, topics, None)
    assert rows(database) == held


def test_a_topic_that_left_the_files_leaves_the_database(database: Engine, topics: Path) -> None:
    load(database, topics, None)
    (topics / "topics/roads.yml").unlink()
    load(database, topics, None)
    held = rows(database)
    assert held["topic"] == []
    assert not [row for row in held["phrase"] if row[2] == "topic"]


def test_the_fingerprint_knows_the_topics(topics: Path) -> None:
    before = fingerprint(topics, False)
    change(topics, "topics/roads.yml", "Three more", "Three")
    assert fingerprint(topics, False) != before


def test_with_the_encoder_the_names_of_topics_and_series_have_vectors(
    database: Engine, topics: Path, encoder: SentenceEncoder
) -> None:
    load(database, topics, encoder)
    with database.connect() as connection:
        of_topic = tables.phrases.c.kind == "topic"
        vectors = connection.execute(select(tables.phrases.c.vector).where(of_topic)).scalars().all()
    assert len(vectors) == 2
    assert None not in vectors


def test_the_fingerprint_knows_how_meaning_is_made(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {path.name for path in meanings._MADE_BY} >= {"encoder.py", "tuning.py", "word_meanings.py"}
    learning = tmp_path / "word_meanings.py"
    learning.write_text("WIDTH = 64\n", "utf-8")
    monkeypatch.setattr(meanings, "_MADE_BY", (learning,))
    before = fingerprint(data, True)
    learning.write_text("WIDTH = 128\n", "utf-8")
    assert fingerprint(data, True) != before


@pytest.mark.parametrize(
    "name",
    ["areas.yml", "reports.yml", "organisations/all.yml", "initiatives/roads/2023.yml", "needs/roads.yml",
     "places/places.csv", "places/postcodes.csv.gz"],
)  # fmt: skip
def test_the_fingerprint_knows_every_file(data: Path, name: str) -> None:
    before = fingerprint(data, False)
    (data / name).write_bytes((data / name).read_bytes() + b"\n")
    assert fingerprint(data, False) != before


def test_with_the_encoder_every_phrase_has_a_vector_but_the_terms(
    database: Engine, data: Path, encoder: SentenceEncoder
) -> None:
    load(database, data, encoder)
    with database.connect() as connection:
        phrases = connection.execute(select(tables.phrases)).mappings().all()
    assert {row["part"] for row in phrases if row["vector"] is None} == {"terms"}
    assert {row["part"] for row in phrases if row["vector"] is not None} == {"title", "summary", "asked"}
    load(database, data, None)
    with database.connect() as connection:
        assert set(connection.execute(select(tables.phrases.c.vector)).scalars()) == {None}


def test_a_new_service_area_needs_data_files_alone(database: Engine, data: Path) -> None:
    area = "- {id: parks, name: Parks, contact: county-council, page: https://example.gov.uk}\n"
    (data / "areas.yml").write_text((data / "areas.yml").read_text("utf-8") + area, "utf-8")
    need = (data / "needs/roads.yml").read_text("utf-8").replace("roads-pothole", "parks-swing")
    (data / "needs/parks.yml").write_text(need.replace("area: roads", "area: parks"), "utf-8")
    load(database, data, None)
    catalogue = Catalogue(database)
    assert list(catalogue.snapshot().areas) == ["roads", "waste", "parks"]
    assert catalogue.needs(["parks-swing"])["parks-swing"].area == "parks"
