"""Messages as the actions will read them: with a slip, without, and without a catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.components import as_meant as module
from bot.components.as_meant import as_meant
from bot.components.sentence_featurizer import pieces_of
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import open_database


@pytest.fixture
def loaded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_catalogue", lambda: Catalogue(engine))


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("text", "meant"),
    [("", ""), ("  there is a pothole ", "there is a pothole"), ("a pothloe in the raod", "a pothole in the raod")],
)
def test_a_message_is_read_without_its_slips(text: str, meant: str) -> None:
    assert as_meant(text) == meant


@pytest.mark.usefixtures("loaded")
def test_its_pieces_have_none_either() -> None:
    whole, *pieces = pieces_of("there is a pothloe in our road and who mends pothloes at night")
    assert whole == "there is a pothole in our road and who mends potholes at night"
    assert pieces == ["there is a pothole in our road", "who mends potholes at night"]


def test_while_there_is_no_catalogue_slips_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_catalogue", lambda: Catalogue(open_database(f"sqlite:///{tmp_path}/missing.db", 1)))
    assert as_meant(" a pothloe ") == "a pothloe"
