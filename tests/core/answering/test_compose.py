"""Composing answers: what goes in, what is left out for want of room, and every real record within the limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from core.answering.compose import (
    WORD_LIMIT,
    InitiativeAnswer,
    NeedAnswer,
    Page,
    amount,
    area_responsible,
    compose_initiative,
    compose_need,
    contact_fields,
    contact_line,
    count_words,
    first_sentences,
    rest_of,
    source_line,
    standing_line,
)
from core.answering.wording import say
from core.catalogue.files import Content
from core.catalogue.fulltext import content_words
from core.catalogue.records import Area, Figure, Organisation, Report, ReportedInitiative, ServedNeed
from core.catalogue.schema import Rule
from core.lookup.responsibility import Responsible, who_is_responsible
from core.turn import World
from tests.conftest import TODAY

READERS_LIMIT = 120
COMFORTABLE = 72
CONTACT, READY, RULE = 4, 12, 20  # words of these lines in the tests of what can wait
ELSEWHERE = "outside Leicestershire and Rutland"


@dataclass(frozen=True)
class Records:
    """The records of the project's own content, as the catalogue would serve them."""

    areas: dict[str, Area]
    reports: dict[int, Report]
    organisations: dict[str, Organisation]
    initiatives: list[ReportedInitiative]
    needs: list[ServedNeed]
    districts: list[str]

    def cases(self, day: date) -> Iterator[tuple[str, ServedNeed, Responsible, str]]:
        """Every need with no place and with each district: a label, the need, who is responsible and the place."""
        for need in self.needs:
            for district in (None, *self.districts, ELSEWHERE):
                responsible = who_is_responsible(need, district, self.organisations, day)
                yield f"{need.id} in {district}", need, responsible, district or ""


@pytest.fixture(scope="module")
def real(published: Content) -> Records:
    content = published
    return Records(
        {area.id: area for area in content.areas},
        {report.year: report for report in content.reports},
        {organisation.id: organisation for organisation in content.organisations},
        [ReportedInitiative(**one.dict(), area=area, report=report) for area, report, one in content.initiatives],
        [ServedNeed(**need.dict(), area=area) for area, need in content.needs],
        sorted({place.district for place in content.places} - {ELSEWHERE}),
    )


def initiative(world: World, record: str) -> tuple[ReportedInitiative, Report]:
    found = world.catalogue.initiatives([record])[record]
    return found, world.snapshot.reports[found.report]


def need(world: World, record: str, district: str | None = None) -> NeedAnswer:
    found = world.catalogue.needs([record])[record]
    responsible = who_is_responsible(found, district, world.snapshot.organisations, TODAY)
    return NeedAnswer(found, responsible, place=district or "")


COUNCIL = Responsible(
    Organisation(id="council", name="the council", kind="county", checked_on="2026-11", source="https://example.org",
                 confidence="high"),
    phone="123",
)  # fmt: skip


def says_nearly_all(answer: str, hint: str) -> bool:
    """Whether three in four of the words of a hint that tell something are in an answer."""
    words = set(content_words(hint))
    return len(words - set(content_words(answer))) <= len(words) / 4


# A page and its room


def test_a_line_that_fits_is_added_whole() -> None:
    page = Page(limit=5)
    page.add("one two")
    assert page.add("three four five")
    assert page.text() == "one two\nthree four five"
    assert page.room() == 0


@pytest.mark.parametrize(("line", "keep"), [("", 0), ("three four five six", 0), ("three four", 2)])
def test_a_line_that_is_empty_or_leaves_too_little_room_is_left_out_whole(line: str, keep: int) -> None:
    page = Page(limit=5)
    page.add("one two")
    assert not page.add(line, keep=keep)
    assert page.text() == "one two"


def test_an_empty_page_has_all_the_room() -> None:
    assert (Page().room(), Page().text()) == (WORD_LIMIT, "")
    assert WORD_LIMIT <= READERS_LIMIT


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one", 1), ("£2m,  47%\n– done", 4)])
def test_words_are_what_stands_between_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("limit", "kept"),
    [(0, ""), (2, ""), (3, "It saves £1.5m."), (6, "It saves £1.5m."), (7, "It saves £1.5m. That is good news.")],
)
def test_whole_sentences_are_kept_as_far_as_they_fit(limit: int, kept: str) -> None:
    assert first_sentences("It saves £1.5m. That is good news.", limit) == kept


def test_a_text_without_sentences_is_kept_whole_or_not_at_all() -> None:
    assert (first_sentences("", 5), first_sentences("no full stop here", 3)) == ("", "")


# Lines


def test_a_contact_has_name_number_site_and_hours(world: World) -> None:
    line = contact_line(need(world, "flooding-warning").responsible)
    assert line == "Floodline, 0345 988 1188, https://check-for-flooding.service.gov.uk (open 24 hours)"


def test_a_contact_can_leave_out_the_hours(world: World) -> None:
    assert "24 hours" not in contact_line(need(world, "flooding-warning").responsible, with_hours=False)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("9am to 5pm", "open 9am to 5pm"),
        ("Monday to Friday, 9am to 5pm", "open Monday to Friday, 9am to 5pm"),
        ("Open days vary", "Open days vary"),
        ("open every day but Sunday", "open every day but Sunday"),
        ("OPEN Monday", "OPEN Monday"),
        ("online only", "online only"),
    ],
)
def test_hours_are_called_open_once(hours: str, told: str) -> None:
    assert contact_line(replace(COUNCIL, hours=hours)) == f"the council, 123 ({told})"


def test_hours_without_a_number_to_ring_are_not_told() -> None:
    assert contact_line(replace(COUNCIL, phone="", hours="9am to 5pm")) == "the council"


def test_a_contact_without_a_number_has_no_gap(world: World) -> None:
    line = contact_line(need(world, "waste-missed-bin", "Charnwood").responsible)
    assert line == "Charnwood Borough Council, https://www.charnwood.gov.uk/pages/recycling_and_bins_faqs"


def test_nobody_known_means_the_council_of_the_district() -> None:
    assert contact_line(Responsible(None)) == say("your_district")


def test_the_contact_of_an_area_has_the_areas_page(world: World) -> None:
    carers = area_responsible(world.snapshot.areas["carers"], world.snapshot.organisations)
    assert contact_line(carers, with_hours=False) == "Support for Carers Leicestershire (VASL), 01858 468543, https://www.supportforcarers.org"


def test_the_contact_of_an_area_of_the_districts_is_the_residents_own(world: World) -> None:
    assert area_responsible(world.snapshot.areas["housing"], world.snapshot.organisations) == Responsible(None)


@pytest.mark.parametrize(
    ("record", "section"),
    [
        ("flooding-2023-flood-wardens", "Annual Delivery Report 2023, section 4.5 Volunteering"),
        ("flooding-2019-flood-wardens", "Annual Delivery Report 2019, Great Communities"),
    ],
)
def test_a_source_names_report_and_section(world: World, record: str, section: str) -> None:
    assert section in source_line(*initiative(world, record))


@pytest.mark.parametrize(
    ("record", "period", "status"),
    [
        ("flooding-2023-flood-wardens", "2022/23", "under way"),
        ("flooding-2021-community-response-plans-support", "2022-26", say("status_planned_2021")),
        ("flooding-2021-community-response-plans-number", "2021", "under way"),
    ],
)
def test_the_standing_tells_year_and_status_and_a_draft_plans_promise_as_one(
    world: World, record: str, period: str, status: str
) -> None:
    assert standing_line(*initiative(world, record)) == say("when", period=period, status=status)


@pytest.mark.parametrize(("period", "told"), [("", "2022/23"), ("summer", "summer (2022/23)"), ("by 2030", "by 2030")])
def test_a_period_without_a_year_gets_the_reports(world: World, period: str, told: str) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    assert standing_line(record.copy(update={"period": period}), report) == say("when", period=told, status="under way")


# An initiative


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        ("3m", "£", "£3m"),
        ("£3m", "£", "£3m"),
        ("181000000", "£", "£181 million"),
        ("2030", "", "2030"),
        ("1780000", "£", "£1.78 million"),
        ("1785500", "£", "£1,785,500"),
        ("3000000000", "£", "£3 billion"),
        ("3225", "children", "3,225 children"),
        ("45", "%", "45%"),
        ("45%", "%", "45%"),
        ("3", "homes", "3 homes"),
        ("3", "", "3"),
    ],
)
def test_an_amount_is_read_with_its_unit(value: str, unit: str, read: str) -> None:
    assert amount(Figure(label="x", value=value, unit=unit)) == read


def test_the_figures_of_an_initiative_go_with_its_answer(world: World) -> None:
    page, _ = compose_initiative(InitiativeAnswer(*initiative(world, "flooding-2023-flood-wardens"), COUNCIL))
    assert page.parts[0].fields["figures"][0]["amount"] == "100 wardens"
    assert [part.kind for part in page.parts] == ["answer", "standing", "contact", "source"]
    assert page.parts[2].fields["phone"] == "123"
    assert page.parts[3].fields["title"] in page.parts[3].text


def test_an_initiative_is_told_with_year_contact_and_source_in_this_order(world: World) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    page, told = compose_initiative(InitiativeAnswer(record, report, COUNCIL))
    text = page.text()
    assert text.split("\n") == [
        record.summary,
        standing_line(record, report),
        say("next_step", contact="the council, 123"),
        source_line(record, report),
    ]
    assert told == []


def test_how_to_turn_to_somebody_stands_instead_of_the_contact_where_it_fits(world: World) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    page, _ = compose_initiative(InitiativeAnswer(record, report, COUNCIL, whom="Ring the wardens."))
    assert page.text().split("\n") == [
        record.summary,
        standing_line(record, report),
        "Ring the wardens.",
        source_line(record, report),
    ]
    (contact,) = (part for part in page.parts if part.kind == "contact")
    assert contact.fields == contact_fields(COUNCIL), "a card is made of these"


def test_where_it_does_not_fit_the_contact_is_told_all_the_same(world: World) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    page, _ = compose_initiative(InitiativeAnswer(record, report, COUNCIL, whom="word " * WORD_LIMIT))
    assert say("next_step", contact="the council, 123") in page.text()
    assert "word" not in page.text()


def test_remarks_come_first_and_the_contact_may_be_the_residents_own_council(world: World) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    page, _ = compose_initiative(InitiativeAnswer(record, report, Responsible(None), remarks=("First.", "Second.")))
    text = page.text()
    assert text.split("\n")[:3] == ["First.", "Second.", record.summary]
    assert say("next_step", contact=say("your_district")) in text


def test_further_initiatives_are_told_as_far_as_there_is_room(world: World) -> None:
    record, report = initiative(world, "flooding-2023-flood-wardens")
    ids = ["2017-salt-used", "2023-gritting", "2017-gritting", "2019-gritters-in-heatwave", "2025-gritting-2024-25"]
    further = tuple(initiative(world, f"roads-{name}") for name in ids)
    page, told = compose_initiative(InitiativeAnswer(record, report, COUNCIL, further=further))
    text = page.text()
    assert 1 <= len(told) < len(ids)
    assert told[0] == "roads-2017-salt-used"
    assert say("also", year=2017, text="The council used 11,684 tonnes of salt") in text
    assert len(text.split("\n")) == 4 + len(told)
    assert text.endswith(source_line(record, report))
    assert count_words(text) <= WORD_LIMIT


# A need


def test_a_need_says_what_to_do_then_who_is_responsible_then_the_rest(world: World) -> None:
    plain = need(world, "waste-missed-bin", "Harborough")
    short = plain.need.copy(update={"answer": "Check that it was the right day."})
    page, _ = compose_need(NeedAnswer(short, plain.responsible, "Harborough"))
    text = page.text()
    parts = [
        "Check that it was the right day",
        say("in_place", place="Harborough", name="Harborough District Council"),
        "Leave it out until 5pm",
        say("contact", contact="Harborough District Council").rstrip("."),
        "your address, which bin",
    ]
    positions = [text.find(part) for part in parts]
    assert -1 not in positions
    assert positions == sorted(positions)


def test_what_helps_with_a_need_is_what_to_have_ready_and_the_rule(world: World) -> None:
    ready, rule = rest_of(need(world, "waste-missed-bin").need)
    assert (ready.kind, ready.text) == ("ready", "Have ready: your address, which bin, the day it was due.")
    assert (rule.kind, rule.text.startswith("The rule: District and borough councils")) == ("rule", True)


def test_a_need_with_neither_has_nothing_further(world: World) -> None:
    bare = need(world, "waste-missed-bin").need.copy(update={"have_ready": "", "rule": None})
    assert rest_of(bare) == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (5, ["ready", "rule"]),
        (COMFORTABLE - CONTACT - READY - RULE, ["ready", "rule"]),
        (COMFORTABLE - CONTACT - READY - RULE + 1, ["ready"]),
        (COMFORTABLE - CONTACT - READY, ["ready"]),
        (COMFORTABLE - CONTACT - READY + 1, []),
        (COMFORTABLE - CONTACT + 10, []),
    ],
)
@pytest.mark.parametrize("limit", [WORD_LIMIT, 95])
def test_what_can_wait_is_told_while_the_answer_stays_comfortable(
    world: World, words: int, kinds: list[str], limit: int
) -> None:
    plain = need(world, "waste-missed-bin", "Harborough")
    rule = Rule(text=" ".join(["must"] * (RULE - 3)), source="https://example.org")
    record = plain.need.copy(
        update={"answer": " ".join(["go"] * words), "have_ready": " ".join(["it"] * (READY - 2)), "rule": rule}
    )
    page, _ = compose_need(NeedAnswer(record, COUNCIL, limit=limit))
    assert count_words(page.parts[1].text) == CONTACT
    assert [part.kind for part in page.parts] == ["answer", "contact", *kinds]


@pytest.mark.parametrize(
    ("rule", "asks_figure", "told"),
    [
        ("You have 42 days to do it.", True, ["rule"]),
        ("You have 42 days to do it.", False, []),
        ("You must do it.", True, []),
    ],
    ids=["asked for", "not asked for", "no figure"],
)
def test_a_rule_with_a_figure_is_told_to_whoever_asks_for_one(
    world: World, rule: str, asks_figure: bool, told: list[str]
) -> None:
    found = need(world, "waste-missed-bin").need
    held = Rule(text=rule, source="https://example.org")
    long = found.copy(update={"answer": " ".join(["go"] * (COMFORTABLE - 10)), "have_ready": "", "rule": held})
    page, _ = compose_need(NeedAnswer(long, COUNCIL, asks_figure=asks_figure))
    assert [part.kind for part in page.parts if part.kind == "rule"] == told
    assert count_words(page.text()) <= WORD_LIMIT


def test_a_rule_that_finds_no_room_is_left_out_whoever_asks(world: World) -> None:
    found = need(world, "waste-missed-bin").need
    held = Rule(text="You have 42 days.", source="https://example.org")
    long = found.copy(update={"answer": " ".join(["go"] * (WORD_LIMIT - 5)), "have_ready": "", "rule": held})
    page, _ = compose_need(NeedAnswer(long, COUNCIL, asks_figure=True))
    assert "42" not in page.text()


def test_the_question_for_the_place_counts_among_the_comfortable_words(world: World) -> None:
    page, _ = compose_need(need(world, "waste-missed-bin"))
    ask = count_words(say("which_place"))
    assert COMFORTABLE - ask < count_words(page.text()) <= COMFORTABLE
    assert [part.kind for part in page.parts] == ["answer", "contact", "ask"]


@pytest.mark.parametrize(
    ("answer", "hint", "is_told"),
    [
        ("Report the pothole online with a pin on the map.", "Report it online with a pin on the map.", False),
        ("Report the pothole online with a pin on the map.", "Report it online, with a PIN on our map", False),
        ("Report the pothole online with a pin on the map.", "Report it online.", False),
        ("Report the pothole online with a pin on the map.", "Ring before noon on Tuesday.", True),
        ("Report the pothole online with a pin on the map.", "Report it online before noon on Tuesday.", True),
        ("Report the pothole online.", "Report the pothole online with a pin on the map before noon.", True),
    ],
)
def test_a_hint_is_told_unless_the_answer_says_it(world: World, answer: str, hint: str, is_told: bool) -> None:
    record = need(world, "roads-pothole").need.copy(update={"answer": answer})
    page, _ = compose_need(NeedAnswer(record, replace(COUNCIL, do=hint)))
    assert (hint in page.text()) is is_told
    assert answer in page.text()


def test_a_need_without_a_place_ends_with_the_question_for_it(world: World) -> None:
    page, _ = compose_need(need(world, "waste-missed-bin"))
    text = page.text()
    assert say("contact", contact=say("your_district")) in text
    assert text.endswith(say("which_place"))


def test_what_is_reported_of_a_need_is_told_where_there_is_room(world: World) -> None:
    plain = need(world, "flooding-warning")
    parts = NeedAnswer(plain.need, plain.responsible, initiative=initiative(world, "flooding-2023-flood-wardens"))
    page, told = compose_need(parts)
    text = page.text()
    assert told == ["flooding-2023-flood-wardens"]
    assert say("did", year=2023, text="The council's Flood Wardens scheme is run with volunteers.") in text


def test_what_is_reported_is_left_out_before_the_contact_or_the_question_for_the_place(world: World) -> None:
    plain = need(world, "waste-missed-bin")
    parts = NeedAnswer(
        plain.need,
        plain.responsible,
        remarks=("word " * 32,),
        initiative=initiative(world, "waste-2017-sites-in-house"),
    )
    page, told = compose_need(parts)
    text = page.text()
    assert told == []
    assert say("your_district") in text
    assert text.endswith(say("which_place"))
    assert count_words(text) <= WORD_LIMIT


@pytest.mark.parametrize("words", range(5, 50, 5))
def test_what_is_special_at_a_place_gives_way_to_the_contact(world: World, words: int) -> None:
    plain = need(world, "waste-missed-bin", "Harborough")
    page, _ = compose_need(NeedAnswer(plain.need, plain.responsible, "Harborough", remarks=("word " * words,)))
    text = page.text()
    assert contact_line(plain.responsible, with_hours=False) in text
    assert count_words(text) <= WORD_LIMIT


def test_the_rule_of_a_need_is_told_with_its_source(world: World) -> None:
    parts = need(world, "flooding-sandbags", "Melton")
    short = replace(parts, need=parts.need.copy(update={"answer": "Buy sandbags from a builders' merchant."}))
    text = compose_need(short)[0].text()
    assert "No council has a legal duty to supply sandbags (https://www.wymeswold.com/" in text


# Every record of the real content


def test_the_real_content_is_read(real: Records) -> None:
    assert len(real.initiatives) > 1000
    assert len(real.needs) > 300
    assert len(real.districts) >= 8


def test_every_initiative_fits_with_its_summary_year_contact_and_source(real: Records) -> None:
    faults = []
    for record in real.initiatives:
        report = real.reports[record.report]
        contact = area_responsible(real.areas[record.area], real.organisations)
        page, _ = compose_initiative(InitiativeAnswer(record, report, contact))
        text = page.text()
        line = contact_line(contact, with_hours=False)
        wanted = (record.summary, standing_line(record, report), line, report.title, source_line(record, report))
        faults += [f"{record.id}: doesn't say {part!r}" for part in wanted if part not in text]
        if not re.search(r"(?:19|20)\d\d", standing_line(record, report)):
            faults.append(f"{record.id}: no year")
        if count_words(text) > READERS_LIMIT:
            faults.append(f"{record.id}: {count_words(text)} words")
    assert faults == []


def test_every_need_fits_with_its_contact_for_no_place_and_for_every_district(real: Records) -> None:
    faults = []
    for label, record, responsible, place in real.cases(TODAY):
        page, _ = compose_need(NeedAnswer(record, responsible, place))
        text = page.text()
        body = responsible.organisation
        wanted = [record.answer, body.name if body else say("your_district")]
        wanted += [part for part in (responsible.phone, responsible.web) if part]
        wanted += [hint] if (hint := responsible.do.rstrip(".:")) and not says_nearly_all(record.answer, hint) else []
        wanted += [say("which_place")] if responsible.needs_place else []
        faults += [f"{label}: doesn't say {part!r}" for part in wanted if part not in text]
        if body and not (responsible.phone or responsible.web):
            faults.append(f"{label}: neither number nor site")
        if count_words(text) > READERS_LIMIT:
            faults.append(f"{label}: {count_words(text)} words")
    assert faults == []


def test_no_need_is_longer_than_comfortable_for_what_can_wait(real: Records) -> None:
    faults = []
    for label, record, responsible, place in real.cases(TODAY):
        page, _ = compose_need(NeedAnswer(record, responsible, place))
        words, kinds = count_words(page.text()), [part.kind for part in page.parts]
        if words > COMFORTABLE and {"ready", "rule"} & set(kinds):
            faults.append(f"{label}: {words} words with what can wait")
        left = [part for part in rest_of(record) if part.kind not in kinds]
        faults += [f"{label}: no {part.kind}" for part in left if words + count_words(part.text) <= COMFORTABLE]
    assert faults == []


def test_no_figure_of_a_hint_is_lost_with_it(real: Records) -> None:
    """An answer that says all but the price or the number to ring doesn't say it."""
    faults = set()
    for label, record, responsible, place in real.cases(TODAY):
        text = compose_need(NeedAnswer(record, responsible, place))[0].text()
        lost = [figure for figure in re.findall(r"\d+", responsible.do) if figure not in text]
        if lost:
            faults.add(f"{label}: {', '.join(lost)} of {responsible.do!r}")
    assert sorted(faults) == []


def test_every_need_fits_beside_a_remark_and_what_is_reported(real: Records) -> None:
    remark = say("county_everywhere", name="Leicestershire County Council", place="Burrough on the Hill")
    told = real.initiatives[0], real.reports[real.initiatives[0].report]
    faults = []
    for label, record, responsible, place in real.cases(TODAY):
        page, _ = compose_need(NeedAnswer(record, responsible, place, (remark,), told))
        text = page.text()
        wanted = [record.answer, responsible.phone, responsible.organisation.name if responsible.organisation else ""]
        faults += [f"{label}: doesn't say {part!r}" for part in wanted if part not in text.removeprefix(remark)]
        if count_words(text) > READERS_LIMIT:
            faults.append(f"{label}: {count_words(text)} words")
    assert faults == []


def with_remarks(real: Records) -> Iterator[tuple[ReportedInitiative, str]]:
    """Every initiative told to someone who asked for a saving in another year's report."""
    for record in real.initiatives:
        report = real.reports[record.report]
        other = 2025 if record.report != 2025 else 2023
        remarks = say("not_that_year", asked=other, found=f"the {record.report} report"), say("no_saving")
        contact = area_responsible(real.areas[record.area], real.organisations)
        yield record, compose_initiative(InitiativeAnswer(record, report, contact, remarks))[0].text()


def test_every_initiative_fits_beside_two_remarks(real: Records) -> None:
    assert [record.id for record, text in with_remarks(real) if count_words(text) > READERS_LIMIT] == []
    assert [record.id for record, text in with_remarks(real) if record.summary not in text] == []


def test_every_initiative_names_its_report_beside_two_remarks(real: Records) -> None:
    titles = {record.id: real.reports[record.report].title for record in real.initiatives}
    assert [record.id for record, text in with_remarks(real) if titles[record.id] not in text] == []
