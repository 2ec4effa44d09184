"""Fixtures that all tests share: a small catalogue of real records, loaded once, and the world that the core asks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import open_database
from core.catalogue.files import Content, read_content
from core.catalogue.load import load
from core.settings import DATA
from core.turn import World
from core.understanding.encoder import EncoderMissing, SentenceEncoder, encode_once, encode_words_once

CONTENT = Path(__file__).parent / "content"
SHARED = Path(__file__).parent.parent.parent / "shared"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The real encoder; the lock file installs it, so a test that can't have it fails."""
    try:
        return SentenceEncoder()
    except EncoderMissing as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def published() -> Content:
    """All records that the assistant holds; read once, for it takes seconds."""
    return read_content(DATA)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Engine:
    """A database with the small catalogue."""
    path = tmp_path_factory.mktemp("catalogue") / "small.db"
    made = open_database(f"sqlite:///{path}", 2, create=True)
    load(made, CONTENT, encoder)
    return made


@pytest.fixture(scope="session")
def catalogue(engine: Engine) -> Catalogue:
    """The small catalogue, for reading."""
    return Catalogue(engine)


@pytest.fixture(scope="session")
def world(catalogue: Catalogue) -> World:
    """What the core may ask, on a fixed day."""
    return World(catalogue, encode_once, lambda: TODAY, encode_words_once)


@pytest.fixture(scope="session")
def wordless_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same without the sentence encoder: words alone."""
    path = tmp_path_factory.mktemp("wordless") / "small.db"
    made = open_database(f"sqlite:///{path}", 2, create=True)
    load(made, CONTENT, None)
    return World(Catalogue(made), lambda _text: None, lambda: TODAY)


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL database; skipped, saying so, where there is none."""
    url = os.environ.get("TEST_POSTGRES_URL", "")
    if not url and os.environ.get("TEST_POSTGRES_REQUIRED"):
        pytest.fail("a PostgreSQL server is required, but TEST_POSTGRES_URL names none")
    if not url:
        pytest.skip("no PostgreSQL here: set TEST_POSTGRES_URL to an empty database to run this")
    yield url


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports and audit tools beside the project; skipped, saying so, where it isn't there."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("the folder of reports and audit tools is not beside the project")
    return SHARED
