"""Drafts as YAML, and the overview of them."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from core.catalogue.files import ContentError, read_content
from core.catalogue.schema import Initiative
from core.importing.areas import AreaGuess
from core.importing.drafting import area_files, make_drafts, overview, slug
from core.importing.figures import FoundFigure
from core.importing.likeness import SameMatter
from core.importing.proposing import Proposal
from core.importing.splitting import Item, LeftOut
from core.importing.statuses import StatusGuess
from core.yaml_text import parse_yaml
from tests.conftest import CONTENT

SITE = Proposal(
    item=Item("bullet", 12, 14, ("2. Waste", "Sites"), "In March the site's gate – “new” – cost £2.4m: good."),
    title="Site's new gate",
    area=AreaGuess("waste", 0.91, (("roads", 0.3), ("other", 0.16))),
    status=StatusGuess("delivered", 0.8),
    period="March 2027",
    places=["Kibworth"],
    figures=[FoundFigure("gate", "2400000", "£", "")],
    same_matter=[SameMatter("waste-2023-gate", 2023, "A gate", "waste-gates", 0.7)],
)


def one_draft(proposal: Proposal) -> dict[str, object]:
    (text,) = area_files(make_drafts([proposal], 2027), 2027).values()
    (fields,) = parse_yaml(text)["drafts"]
    assert isinstance(fields, dict)
    return fields


def test_no_proposal_makes_no_file() -> None:
    assert make_drafts([], 2027) == []
    assert area_files([], 2027) == {}


def test_a_draft_holds_the_fields_of_a_record_in_their_order() -> None:
    fields = one_draft(SITE)
    order = [name for name in fields if name not in ("source_text", "proposals")]
    assert order == list(Initiative.__fields__)
    assert fields["id"] == "waste-2027-sites-gate"
    assert fields["lines"] == "12-14"
    assert fields["section"] == "2. Waste: Sites"
    assert fields["summary"] == ""
    assert fields["source_text"] == SITE.item.text
    assert (fields["also"], fields["places"], fields["asked_as"]) == (["roads"], ["Kibworth"], [])
    assert fields["figures"] == [{"label": "gate", "value": 2400000, "unit": "£"}]
    assert fields["proposals"] == {
        "area": {"waste": 0.91, "roads": 0.3, "other": 0.16},
        "status": {"delivered": 0.8},
        "same_matter": [
            {"id": "waste-2023-gate", "year": 2023, "title": "A gate", "likeness": 0.7, "topic": "waste-gates"}
        ],
    }


def test_a_draft_becomes_a_record_once_a_person_has_filled_it_in() -> None:
    fields = one_draft(SITE)
    del fields["source_text"], fields["proposals"]
    summary = "The recycling site got a new gate, which cost £2.4m in all."
    record = Initiative.parse_obj({**fields, "summary": summary, "asked_as": ["new gate at the tip"]})
    assert record.lines == ["12-14"]


def test_files_of_drafts_never_load_as_content(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(CONTENT, data)
    (text,) = area_files(make_drafts([SITE], 2023), 2023).values()
    (data / "initiatives" / "waste" / "2023.yml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match="a list 'initiatives' is needed"):
        read_content(data)


def test_ids_are_unique_and_well_formed() -> None:
    alike = [SITE, SITE, dataclasses.replace(SITE, title="Site's new gate 2"), SITE]
    ids = [draft.id for draft in make_drafts(alike, 2027)]
    assert len(set(ids)) == 4
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)
    assert slug("The Café’s £5 “free” lunch & more for all of us") == "cafes-5-free-lunch-more"
    assert slug("–") == "item"


def test_what_a_draft_repeats_is_named() -> None:
    first, second = make_drafts([SITE, dataclasses.replace(SITE, repeats=0)], 2027)
    assert (first.repeats, first.look_first) == ("", ())
    assert (second.repeats, second.look_first) == (first.id, ("says what another says",))


def test_what_wants_a_look_first_says_why() -> None:
    unsure = dataclasses.replace(
        SITE,
        area=AreaGuess("waste", 0.3),
        status=StatusGuess("planned", 0.3),
        item=dataclasses.replace(SITE.item, kind="table", text="word " * 151),
    )
    assert make_drafts([unsure], 2027)[0].look_first == (
        "area uncertain",
        "status uncertain",
        "long, may hold several matters",
        "a table",
    )


def test_the_overview_tells_areas_doubts_and_what_is_left_out() -> None:
    drafts = make_drafts([SITE, dataclasses.replace(SITE, area=AreaGuess("roads", 0.2))], 2027)
    left = [LeftOut(1, 2, "aim", "Fewer bins"), LeftOut(5, 5, "aim", "More"), LeftOut(7, 8, "placeholder", "xx% fell")]
    told = overview(
        name="a.pdf", year=2027, drafts=drafts, left_out=left, areas={"waste": "Bins and tips"}, is_draft=True
    )
    assert "2 drafts" in told
    assert "a draft plan" in told
    assert "| Bins and tips | 1 | 0 | 1 delivered |" in told
    assert "- 12-14 Site's new gate (`roads-2027-sites-gate`): area uncertain" in told
    assert "- aim (2): 1-2, 5" in told
    assert "- placeholder, 7-8: xx% fell" in told


def test_an_overview_without_doubts_says_so() -> None:
    told = overview(name="a.txt", year=2027, drafts=make_drafts([SITE], 2027), left_out=[], areas={}, is_draft=False)
    assert "Nothing stands out." in told
    assert told.endswith("Nothing.\n")
