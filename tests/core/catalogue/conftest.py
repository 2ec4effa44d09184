"""What the tests of the catalogue share: a content folder with one record of each kind, databases of both engines."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from core.catalogue import tables
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import open_database
from core.catalogue.load import load
from tests.conftest import CONTENT

ONE, NEED = "roads-2023-gritters", "roads-pothole"

FILES = {
    "areas.yml": """areas:
- {id: roads, name: Roads, contact: county-council, page: https://example.gov.uk}
- {id: waste, name: Bins, contact: district, page: https://example.gov.uk}
""",
    "reports.yml": """reports:
- {year: 2023, title: Report 2023, period: 2022/23, years: [2022, 2023], standing: report}
""",
    "organisations/all.yml": """organisations:
- id: county-council
  name: County Council
  kind: county
  phone: 0116 305 0001
  checked_on: 2026-11
  source: https://example.gov.uk
  confidence: high
""",
    "initiatives/roads/2023.yml": """area: roads
report: 2023
initiatives:
- id: roads-2023-gritters
  lines: 12-15
  section: Roads
  title: New gritters
  summary: The county council bought three new gritters for its roads.
  status: delivered
  also: [waste]
  asked_as: [new gritters]
""",
    "needs/roads.yml": """area: roads
needs:
- id: roads-pothole
  need: Report a pothole
  asked_as: [a hole in the road]
  responsible: county
  answer: Report it online with a map.
  signposts:
  - {organisation: county-council, checked_on: 2026-11, source: https://example.gov.uk, confidence: high}
  initiatives: [roads-2023-gritters]
""",
    "places/places.csv": "name,kind,district,confidence\nBlaby,district,Blaby,high\n",
    "places/outside.csv": "name,kind,district,confidence\nDerby,outside,outside,high\n",
}
# A second report, and a topic that both tell of.
TOPIC_FILES = {
    "reports.yml": """reports:
- {year: 2023, title: Report 2023, period: 2022/23, years: [2022, 2023], standing: report}
- {year: 2025, title: Report 2025, period: 2024/25, years: [2024, 2025], standing: report}
""",
    "initiatives/roads/2025.yml": FILES["initiatives/roads/2023.yml"]
    .replace("2023", "2025")
    .replace("asked_as", "figures: [{label: gritters, value: 26, unit: gritters}]\n  asked_as"),
    "initiatives/roads/2023.yml": FILES["initiatives/roads/2023.yml"].replace(
        "asked_as", "figures: [{label: new gritters, value: 3, unit: gritters}]\n  asked_as"
    ),
    "topics/roads.yml": """area: roads
topics:
- id: roads-winter
  topic: Gritters
  change: Three more were bought.
  initiatives:
  - roads-2025-gritters
  - roads-2023-gritters
  series:
  - name: gritters of the council
    points:
    - initiative: roads-2023-gritters
      figure: new gritters
      period: winter 2022
    - initiative: roads-2025-gritters
      figure: gritters
""",
}
POSTCODES = "postcode,district,confidence\nLE11 2TA,Charnwood,high\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A content folder with one record of each kind."""
    folder = tmp_path / "data"
    for name, written in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(written, "utf-8")
    (folder / "places" / "postcodes.csv.gz").write_bytes(gzip.compress(POSTCODES.encode()))
    return folder


@pytest.fixture
def topics(data: Path) -> Path:
    """The same with a second report and a topic of two initiatives and a series."""
    (data / "topics").mkdir()
    for name, written in TOPIC_FILES.items():
        (data / name).write_text(written, "utf-8")
    return data


def change(data: Path, name: str, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must stand in the file."""
    held = (data / name).read_text("utf-8")
    assert old in held, f"{old!r} isn't in {name}"
    (data / name).write_text(held.replace(old, new, 1), "utf-8")


@pytest.fixture
def own_postgres(postgres: str) -> Iterator[str]:
    """The URL of the PostgreSQL database; the tables of the catalogue, and nothing else, are removed afterwards."""
    engine = open_database(postgres, 2, create=True)
    assert inspect(engine).get_table_names() == [], "TEST_POSTGRES_URL must name an empty database"
    yield postgres
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS record_text"))
        tables.metadata.drop_all(connection)
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: of SQLite, then of PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/own.db"
    own: str = request.getfixturevalue("own_postgres")
    return own


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    """The same, opened."""
    engine = open_database(url, 2, create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def one(database: Engine, data: Path) -> Catalogue:
    """A catalogue of one initiative and one need."""
    load(database, data, None)
    return Catalogue(database)


@pytest.fixture
def many(database: Engine) -> Catalogue:
    """The small catalogue, words alone."""
    load(database, CONTENT, None)
    return Catalogue(database)
