"""What a record of an item might say."""

from __future__ import annotations

import pytest

from core.importing.known import Knowledge
from core.importing.proposing import propose, title_of
from core.importing.splitting import Item, split
from tests.core.importing.conftest import lines_of, report_rows


def find(text: str) -> list[str]:
    return [name for name in ("Kibworth", "Measham", "Melton") if name in text]


def test_no_item_makes_no_proposal(knowledge: Knowledge) -> None:
    assert propose([], "", knowledge, find) == []


def test_each_item_gets_a_proposal(knowledge: Knowledge) -> None:
    text = "\n".join(report_rows())
    proposals = propose(split(lines_of(text)).items, text, knowledge, find)
    assert len(proposals) == 8
    site, food, *_ = proposals
    assert site.area.area == "waste"
    assert site.places == ["Kibworth"]
    assert site.period == "March 2027"
    assert [(figure.value, figure.unit) for figure in site.figures] == [("2400000", "£")]
    assert food.status.status == "planned"
    assert [near.id for near in food.same_matter][:1] == ["waste-c"]
    assert [proposal.area.area for proposal in proposals[3:]] == ["roads"] * 3 + ["libraries"] * 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In March 2027 the new recycling site at Kibworth opened.", "New recycling site at Kibworth opened"),
        ("We will open a clinic in every town.", "Open a clinic in every town"),
        ("Three wardens.", "Three wardens"),
        ("We.", "We"),
        ("A clinic was built in one of the towns of the county.", "Clinic was built in one of the towns"),
    ],
)
def test_a_title_is_the_first_words_that_tell_something(text: str, title: str) -> None:
    assert title_of(Item("bullet", 1, 1, (), text)) == title


def test_a_name_is_the_title() -> None:
    assert title_of(Item("named", 1, 1, (), "we met the firms.", "Rail Strategy")) == "Rail Strategy"
