"""Which lines make one heading, bullet or paragraph."""

from __future__ import annotations

import pytest

from core.importing.blocks import colon_lead_of, gather, lead_of
from tests.core.importing.conftest import lines_of

LONG = "and the county council goes on with it for as long as the money lasts, which is"


def kinds(text: str) -> list[tuple[str, int, int]]:
    return [(block.kind, block.first, block.last) for block in gather(lines_of(text))]


def test_nothing_makes_no_block() -> None:
    assert gather([]) == []
    assert kinds("\n \n\n12\n") == []


def test_wrapped_lines_are_one_paragraph() -> None:
    text = f"We opened a library {LONG}\nlong enough.\n\nWe closed another {LONG}\nshort."
    assert kinds(text) == [("paragraph", 1, 2), ("paragraph", 4, 5)]


def test_every_sign_begins_a_bullet() -> None:
    for sign in "•", "-", "▪", "o":
        text = "\n".join(f"{sign} We did the {number}th thing." for number in range(6))
        assert kinds(text) == [("bullet", number, number) for number in range(1, 7)]


def test_a_sign_alone_on_its_line_belongs_to_the_next() -> None:
    blocks = gather(lines_of("•\nWe opened a library.\n•\nWe opened a museum."))
    assert [(block.text, block.first, block.last) for block in blocks] == [
        ("We opened a library.", 1, 2),
        ("We opened a museum.", 3, 4),
    ]


def test_a_dash_in_a_wrapped_sentence_begins_nothing() -> None:
    assert kinds(f"• All staff can work from home {LONG}\n– no one is tied to a place") == [("bullet", 1, 2)]


def test_a_page_break_in_a_sentence_is_mended() -> None:
    text = f"• We opened a library {LONG}\n\n21\n\n good for everybody."
    assert kinds(text) == [("bullet", 1, 5)]


def test_double_spacing_is_one_paragraph() -> None:
    row = "the bus runs every hour from the market to the hospital and the school, so that "
    text = "\n\n".join([f"• We opened {row}", *[row] * 4, "people get there.", "• We closed a road."])
    assert [kind for kind, _, _ in kinds(text)] == ["bullet", "bullet"]


def test_a_heading_after_a_page_break_ends_the_paragraph() -> None:
    text = f"We opened a library {LONG} a\ngood thing for everybody.\n Waste Management\n\nWe {LONG}\nfine."
    assert kinds(text) == [("paragraph", 1, 2), ("heading", 3, 3), ("paragraph", 5, 6)]


def test_a_heading_that_wraps_or_has_its_number_above_is_one() -> None:
    blocks = gather(lines_of("8. Strong Economy, Transport and\nInfrastructure\n\n8.1\nSkills for all\n"))
    assert [(block.text, block.level) for block in blocks] == [
        ("8. Strong Economy, Transport and Infrastructure", 1),
        ("8.1 Skills for all", 2),
    ]


def test_numbers_of_paragraphs_are_no_text_wherever_they_stand() -> None:
    text = f"4. The plan says {LONG}\nenough.\n\n The vaccine was given to all who work in the homes 5.\n\nof us."
    blocks = gather(lines_of(text))
    assert [(block.kind, block.text[:15]) for block in blocks] == [
        ("numbered", "The plan says a"),
        ("numbered", "The vaccine was"),
    ]
    assert "5." not in blocks[1].text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Growth Unit – we set up a unit for growth.", "Growth Unit"),
        ("Driver Education -  we offered days for drivers.", "Driver Education"),
        ("Loughborough - M1, Junction 23 – over the summer work began.", "Loughborough – M1, Junction 23"),
        ("0-19 Healthy Programme - our nurses visit every school.", "0-19 Healthy Programme"),
        ("Energy Plus -\twe saved energy in schools.", "Energy Plus"),
        ("1 - A strong economy - the economy is strong and well.", None),
        ("Great Communities – Heritage and Culture", None),
        ("We opened a site. It takes waste – all of it is recycled.", None),
        ("Helping Older People – 65+", None),
    ],
)
def test_a_name_in_front_is_told_from_a_dash_in_a_sentence(text: str, name: str | None) -> None:
    lead = lead_of(text)
    assert (lead[0] if lead else None) == name


def test_a_colon_may_stand_for_the_dash() -> None:
    assert colon_lead_of("Growth Unit: we set up a unit.") == ("Growth Unit", "we set up a unit.")
    assert colon_lead_of("The services are: a b") is None


def test_names_in_front_count_only_where_they_are_usual() -> None:
    others = "\n\n".join(f"We opened library number {number} in the county." for number in range(12))
    assert {kind for kind, _, _ in kinds(f"Crime rose – this is a sentence of its own.\n\n{others}")} == {"paragraph"}


def test_colons_make_names_where_there_are_many() -> None:
    rows = [f"Scheme {letter}: we opened a library in that town." for letter in "ABCDE"]
    assert [kind for kind, _, _ in kinds("\n\n".join(rows))] == ["lead"] * 5
    assert [kind for kind, _, _ in kinds("\n\n".join(rows[:2]))] == ["paragraph"] * 2


def test_tables_keep_their_rows() -> None:
    tabbed = gather(lines_of("Site\tVisits\nKibworth\t1,200\nMelton\t900"))
    assert [(block.kind, len(block.rows)) for block in tabbed] == [("table", 3)]
    flat = gather(lines_of("Derbyshire £262m £48k\n\nLeicestershire £151m £37k\n\nRutland £20m £30k"))
    assert [(block.kind, block.first, block.last) for block in flat] == [("table", 1, 5)]


def test_contents_are_told_from_a_table() -> None:
    text = "Contents\n\tPage\nIntroduction\t1\nHousing.....\t14\n\nHomes\n\nSite\tHomes\nKibworth\t14"
    told = [kind for kind, _, _ in kinds(text) if kind != "heading"]
    assert told == ["contents", "contents", "table"]


def test_a_broken_word_is_mended_only_if_the_report_writes_it_in_one() -> None:
    broken = gather(lines_of(f"Transport is good, {LONG} trans-\nport for high-\nquality towns."))
    assert "transport for high-quality towns" in broken[0].text
