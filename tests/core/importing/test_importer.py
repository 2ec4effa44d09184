"""The whole way of a report, from any kind of file to a folder of drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.importing.importer import Imported, import_report
from core.importing.reading import ReportUnreadable
from core.importing.storing import DraftsRefused
from core.turn import World
from core.yaml_text import parse_yaml
from tests.core.importing.conftest import PADDING, report_rows, write_pdf, write_text, write_word


def run(path: Path, world: World, again: bool = False) -> Imported:
    return import_report(
        path=path,
        year=2027,
        catalogue=world.catalogue,
        encode=None,
        find_places=lambda _text: [],
        folder=path.parent / "drafts" / "2027",
        again=again,
    )


@pytest.mark.parametrize("kind", ["txt", "pdf", "docx"])
def test_every_kind_of_file_is_drafted_from(tmp_path: Path, wordless_world: World, kind: str) -> None:
    path = tmp_path / f"report.{kind}"
    if kind == "docx":
        write_word(path)
    else:
        (write_text if kind == "txt" else write_pdf)(path, report_rows())
    imported = run(path, wordless_world)
    assert imported.drafts == (9 if kind == "docx" else 8)
    texts = (imported.folder / "report.txt").read_text("utf-8").split("\n")
    drafts = [
        draft for file in sorted(imported.folder.glob("*.yml")) for draft in parse_yaml(file.read_text())["drafts"]
    ]
    assert len(drafts) == imported.drafts == sum(imported.areas.values())
    for draft in drafts:
        first = int(str(draft["lines"]).partition("-")[0])
        assert draft["source_text"].split()[0].strip(",") in texts[first - 1]


def test_the_text_is_kept_line_by_line(tmp_path: Path, wordless_world: World) -> None:
    path = write_text(tmp_path / "report.txt", report_rows())
    assert (run(path, wordless_world).folder / "report.txt").read_bytes() == path.read_bytes()


def test_a_report_without_items_writes_nothing(tmp_path: Path, wordless_world: World) -> None:
    path = write_text(tmp_path / "essay.txt", ["Good health matters to each of us and to our neighbours."] * 60)
    with pytest.raises(ReportUnreadable, match=r"^essay\.txt: no item was found in it; is it a report\?$"):
        run(path, wordless_world)
    assert [one.name for one in tmp_path.iterdir()] == ["essay.txt"]


def test_drafts_that_are_there_are_told_before_any_work(tmp_path: Path, wordless_world: World) -> None:
    path = write_text(tmp_path / "report.txt", report_rows())
    run(path, wordless_world)
    path.write_text(PADDING)
    with pytest.raises(DraftsRefused):
        run(path, wordless_world)
    with pytest.raises(ReportUnreadable):
        run(path, wordless_world, again=True)
    assert (tmp_path / "drafts" / "2027" / "overview.md").exists()
