"""Items of a report, the headings that they stand under, and what is left out."""

from __future__ import annotations

from core.importing.splitting import Split, split
from tests.core.importing.conftest import lines_of, report_rows


def parts(text: str) -> Split:
    return split(lines_of(text))


def reasons(text: str) -> list[str]:
    return [one.reason for one in parts(text).left_out]


def test_nothing_has_no_items() -> None:
    assert parts("") == Split([], [])


def test_each_bullet_is_an_item_under_its_headings() -> None:
    items = split(lines_of("\n".join(report_rows()))).items
    assert len(items) == 8
    assert items[0].sections == ("2. Waste and Recycling",)
    assert items[0].text.startswith("In March 2027 the new recycling site at Kibworth opened")
    assert items[-1].sections == ("4. Libraries",)
    assert all(item.first <= item.last for item in items)


def test_a_named_paragraph_takes_the_further_ones() -> None:
    text = "Transport\n\nRail – we met the rail firms.\n\nThey agreed.\n\nBuses – we met the bus firms."
    items = parts(text).items
    assert [(item.name, item.lines) for item in items] == [("Rail", "3-5"), ("Buses", "7")]
    assert items[0].text == "we met the rail firms. They agreed."


def test_sub_bullets_belong_to_the_bullet_above() -> None:
    text = "• We were seen. Strengths include:\no Clear records\no Good care\n• We opened one.\n• We closed two."
    assert [(item.first, item.last) for item in parts(text).items] == [(1, 3), (4, 4), (5, 5)]


def test_what_introduces_a_list_goes_with_its_items() -> None:
    items = parts("The team will work on all of these:\n\n• safer roads for children\n\n• cleaner air in towns").items
    assert [item.lead_in for item in items if item.kind == "bullet"] == ["The team will work on all of these:"] * 2


def test_promises_are_items_of_their_own() -> None:
    text = "Health is good to have.\n\nWe will open a clinic in every town.\n\nWe will close none of them at all."
    assert [item.kind for item in parts(text).items] == ["commitment", "commitment"]


def test_aims_are_left_out_and_come_again_as_headings() -> None:
    text = (
        "5.1 Safe streets\n\nWhat will success look like?\n\n• Fewer people are hurt\n\nOur Commitments\n\n"
        "Fewer people are hurt\n\n• We will light the streets"
    )
    done = parts(text)
    assert [(item.text, item.sections) for item in done.items] == [
        ("We will light the streets", ("5.1 Safe streets", "Fewer people are hurt"))
    ]
    assert [one.reason for one in done.left_out] == ["aim"]


def test_placeholders_are_left_out() -> None:
    assert reasons("Emissions fell by xx% since 2005 in the whole county.") == ["placeholder"]
    assert reasons("• CONTENT AWAITED from the finance team.") == ["placeholder"]
    assert reasons("• The figure is TBC.") == ["placeholder"]


def test_minutes_and_committee_business_are_left_out() -> None:
    text = (
        " Minutes of a meeting of the Committee held here.\n\n16. Petitions.\n\nNone were received in 2021.\n\n"
        "REPORT OF THE DIRECTOR\n\nPurpose of Report\n\n1. The purpose of this report is to tell of 3 homes.\n\n"
        "Homes\n\n2. In 2021 we opened 3 homes in the county.\n\nBackground papers\n\nCabinet papers of 4 May 2021."
    )
    done = parts(text)
    assert [item.text for item in done.items] == ["In 2021 we opened 3 homes in the county."]
    assert {one.reason for one in done.left_out} == {"minutes of a meeting", "committee business"}


def test_officers_contacts_are_left_out() -> None:
    assert reasons("Tel: 0116 496 0000 for the officer who wrote this.") == ["officer's contact"]
    assert reasons("• Ask kim@example.gov.uk about this report.") == ["officer's contact"]


def test_a_foreword_needs_facts() -> None:
    text = "1. Foreword\n\nWe have been working hard for all of our residents.\n\nWe have saved £4m for our residents."
    done = parts(text)
    assert [item.text for item in done.items] == ["We have saved £4m for our residents."]
    assert [one.reason for one in done.left_out] == ["foreword without facts"]


def test_paragraphs_without_facts_and_quotations_are_left_out() -> None:
    assert reasons("Good health matters to each and every person who lives here.") == ["no facts"]
    assert reasons("“There is nobody in 3 villages who could do this for my son.”") == ["quotation"]


def test_words_of_a_diagram_are_no_headings() -> None:
    done = parts("Triage\n\nAssessment\n\nBenefits\n\nOversight\n\nHomes\n\nIn 2021 we opened 3 homes in the county.")
    assert [item.sections for item in done.items] == [("Homes",)]
    assert [one.reason for one in done.left_out] == ["layout fragment"] * 4


def test_a_table_is_one_item() -> None:
    items = parts("Visits\n\nSite\tVisits\nKibworth\t1,200\nMelton\t900").items
    assert [(item.kind, item.lines, len(item.rows)) for item in items] == [("table", "3-5", 3)]


def test_the_contents_tell_chapters_from_sections() -> None:
    text = (
        "Contents\n\nRoads\t1\nHomes\t2\n\nRoads\n\nBridges\n\nOld Bridge – we mended the old bridge.\n\nHomes\n\n"
        "Key homes – we built four new homes."
    )
    assert [item.sections for item in parts(text).items] == [("Roads", "Bridges"), ("Homes",)]
