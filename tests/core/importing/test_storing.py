"""All drafts or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.importing.storing import OVERVIEW, DraftsRefused, check_folder, store
from core.settings import DATA

FILES = {OVERVIEW: "Over\r\nview", "waste.yml": "drafts: []\n"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_appears_with_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / "2027"
    store(folder, FILES)
    assert names(folder) == [OVERVIEW, "waste.yml"]
    assert (folder / OVERVIEW).read_bytes() == b"Over\r\nview"
    assert names(folder.parent) == ["2027"]


def test_what_is_there_stays_unless_again_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    store(folder, FILES)
    with pytest.raises(DraftsRefused, match="is there already; --again writes it anew"):
        store(folder, {OVERVIEW: "other"})
    assert names(folder) == [OVERVIEW, "waste.yml"]
    store(folder, {OVERVIEW: "other"}, again=True)
    assert names(folder) == [OVERVIEW]
    assert names(tmp_path) == ["2027"]


def test_other_folders_and_files_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    with pytest.raises(DraftsRefused, match="holds something else than drafts"):
        store(tmp_path / "mine", FILES, again=True)
    with pytest.raises(DraftsRefused, match="is a file"):
        store(tmp_path / "mine" / "letter.txt", FILES, again=True)
    assert names(tmp_path / "mine") == ["letter.txt"]


def test_an_empty_folder_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "2027").mkdir()
    store(tmp_path / "2027", FILES, again=True)
    assert names(tmp_path / "2027") == [OVERVIEW, "waste.yml"]


def test_the_content_is_no_place_for_drafts() -> None:
    with pytest.raises(DraftsRefused, match="don't belong among the content under data/"):
        check_folder(DATA / "initiatives" / "2027", again=True)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DraftsRefused, match="can't be written"):
        store(tmp_path / "file" / "drafts" / "2027", FILES)
