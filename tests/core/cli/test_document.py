"""``docs/content.md``: written from the schema and the records, and current."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.catalogue.schema import Record
from core.cli import document
from core.cli.document import KINDS, make_page
from core.settings import DATA

SHOWN = {document.AREA[0], document.ORGANISATION[0], document.INITIATIVE[0], document.NEED[0], document.TOPIC[0]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The files whose records are shown, for changing."""
    for name in SHOWN:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of its own that is written and checked."""
    path = tmp_path / "docs" / "content.md"
    monkeypatch.setattr(document, "PAGE", path)
    return path


def test_the_page_is_current() -> None:
    assert document.PAGE.read_text("utf-8") == make_page(DATA), "run 'make docs'"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_described(kind: type[Record]) -> None:
    assert [name for name, field in kind.__fields__.items() if not field.field_info.description] == []
    assert kind.__doc__
    for name in kind.__fields__:
        assert f"| `{name}` | " in make_page(DATA).partition(f"### {kind.__name__}\n")[2].partition("###")[0]


def test_every_kind_of_record_is_documented() -> None:
    assert set(KINDS) == {kind for kind in Record.__subclasses__() if kind.__module__ == Record.__module__}


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("phone", "| `phone` | text | none | in digits and spaces, in quotes |"),
        ("years", "| `years` | list of whole numbers | required | the years in a question that mean this report |"),
        ("signposts", "| `signposts` | list of [Signpost](#signpost) | none | "),
        ("offered", "| `offered` | true or false | `true` | "),
        ("status", "| `status` | one of `delivered`, `under way`, `planned`, `proposed`, "),
    ],
)
def test_a_field_is_told_with_type_default_and_meaning(field: str, row: str) -> None:
    assert row in make_page(DATA)


def test_the_examples_are_the_records_as_they_stand(data: Path) -> None:
    path = data / document.INITIATIVE[0]
    path.write_text(path.read_text("utf-8").replace("title: Community Kitchens", "title: Kitchens for all"), "utf-8")
    shown = make_page(data)
    assert "  title: Kitchens for all\n" in shown
    for _, record in (document.ORGANISATION, document.INITIATIVE, document.NEED):
        assert f"```yaml\n- id: {record}\n" in shown
    assert f"- {{id: {document.AREA[1]}, " in shown


def test_the_error_shown_is_a_real_one(data: Path) -> None:
    name, record = document.INITIATIVE
    assert f"data/{name}: initiatives {record}: status: unexpected value; permitted: 'delivered'" in make_page(data)


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_record_that_is_gone_is_told(data: Path, name: str) -> None:
    (data / name).write_text("areas: []\n", "utf-8")
    with pytest.raises(LookupError, match=f"data/{name} has no record"):
        make_page(data)


def test_a_page_out_of_date_is_told_and_left(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["document", "--check"])
    assert document.main() == 1
    assert not page.exists()
    page.parent.mkdir()
    page.write_text("# Content\n", "utf-8")
    assert document.main() == 1
    assert capsys.readouterr().err.endswith("docs/content.md is out of date: 'make docs' writes it anew.\n")
    assert page.read_text("utf-8") == "# Content\n"


def test_a_page_that_was_written_is_current(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["document"])
    assert document.main() == 0
    monkeypatch.setattr("sys.argv", ["document", "--check"])
    assert document.main() == 0
