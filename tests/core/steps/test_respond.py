"""The answer itself: years and amounts that aren't there, places outside, in two districts or of another council."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Part, Status
from core.answering.compose import contact_line
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.lookup.search import Candidate
from core.steps.respond import contact_for, history_of, nearest_need, respond, tell
from core.turn import Turn, Understanding, World
from tests.talk import Talk, changed, read, titles, without_catalogue

BIN, POTHOLE = "my bin was missed", "there is a pothole in our road"
COUNTY = "Leicestershire County Council"


def with_candidates(world: World, *records: str, message: str = "x", gap: float = 0.08) -> Turn:
    """A turn whose look-up found these records, each fitting worse than the one before by the gap."""
    turn = read(message, world)
    stubs = [world.snapshot.stubs[world.snapshot.position[record]] for record in records]
    turn.candidates = [Candidate(stub, 0.9 - gap * number, 0.9, 0.9) for number, stub in enumerate(stubs)]
    turn.text = turn.question.gist
    return turn


# A record given


@pytest.mark.parametrize("record", ["", "gone", "record:waste-missed-bin"])
def test_a_record_that_is_not_there_is_owned_up_to(world: World, record: str) -> None:
    reply = tell(read("x", world), record)
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong_nothing", **world.council_fields()))


def test_every_record_can_be_told(world: World) -> None:
    for stub in world.snapshot.stubs:
        reply = tell(read("x", world), stub.id)
        assert (reply.status, reply.records[0]) == (Status.ANSWERED, stub.id)
        assert 0 < len(reply.text.split()) <= 120


def test_a_record_told_by_another_name_is_what_is_talked_about_next(world: World) -> None:
    turn = read("x", world, Thread(question="how many gritters"))
    tell(turn, "waste-missed-bin", question="My bin was not emptied")
    assert turn.thread.question == "My bin was not emptied"


def test_without_a_database_nothing_is_answered(world: World, tmp_path: Path) -> None:
    turn = with_candidates(world, "waste-missed-bin")
    turn.world = without_catalogue(tmp_path)
    with pytest.raises(DatabaseMissing):
        respond(turn)


# Best and further records


def test_a_need_tells_what_is_reported_of_its_area_and_nothing_of_another(world: World) -> None:
    same = respond(with_candidates(world, "roads-pothole", "roads-2017-surface-dressing"))
    assert set(same.records) <= {"roads-pothole", "roads-2017-surface-dressing"}
    other = respond(with_candidates(world, "roads-pothole", "flooding-2023-flood-wardens"))
    assert other.records == ("roads-pothole",)
    assert "flood wardens" not in other.text.lower()


def test_an_initiative_tells_further_ones_of_its_area_alone(world: World) -> None:
    wardens, training = "flooding-2023-flood-wardens", "flooding-2023-flood-warden-training"
    assert respond(with_candidates(world, wardens, training)).records == (wardens, training)
    assert respond(with_candidates(world, wardens, "roads-2023-gritting")).records == (wardens,)


def test_needs_that_fit_as_well_are_offered_and_can_be_pressed(world: World) -> None:
    turn = with_candidates(world, "roads-pothole", "roads-gritting", "roads-motorway", "flooding-warning", gap=0.01)
    reply = respond(turn)
    assert reply.records[0] == "roads-pothole"
    assert 1 <= len(reply.buttons) <= 3
    assert titles(reply)[0] == "Which roads are gritted"
    assert len(reply.text.split()) <= 120
    assert Talk(world, turn.thread).says("which roads are gritted").records[0] == "roads-gritting"


def test_a_need_that_fits_worse_is_not_offered(world: World) -> None:
    assert respond(with_candidates(world, "roads-pothole", "roads-gritting", gap=0.2)).buttons == ()


def test_words_and_buttons_together_stay_within_the_limit(world: World) -> None:
    stubs = [stub.id for stub in world.snapshot.stubs]
    needs = [stub.id for stub in world.snapshot.stubs if stub.kind == "need"]
    for record in stubs:
        reply = respond(with_candidates(world, record, *(need for need in needs[:5] if need != record), gap=0.001))
        assert len(" ".join([reply.text, *titles(reply)]).split()) <= 120


def test_nothing_is_offered_beside_the_question_for_a_place(world: World) -> None:
    turn = with_candidates(world, "waste-missed-bin", "waste-bulky-item", gap=0.001)
    reply = respond(turn)
    assert reply.text.endswith(say("which_place"))
    assert (turn.thread.awaits, reply.buttons) == ("place", ())


def test_a_further_record_that_fits_far_worse_is_left_out(world: World) -> None:
    turn = with_candidates(world, "flooding-2023-flood-wardens", "flooding-2023-flood-warden-training")
    turn.candidates[1] = Candidate(turn.candidates[1].stub, 0.2, 0.2, 0.0)
    assert respond(turn).records == ("flooding-2023-flood-wardens",)


def test_a_record_of_what_is_out_of_scope_says_so_with_whom_to_turn_to(engine: Engine, tmp_path: Path) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'out-of-scope' WHERE id = 'roads-motorway'")
    reply = respond(with_candidates(moved, "roads-motorway", "roads-2023-gritting"))
    assert (reply.status, reply.records) == (Status.OUT_OF_SCOPE, ("roads-motorway",))
    assert "National Highways, 0300 123 5000" in reply.text


def test_the_thread_remembers_what_was_asked_told_and_not_told(world: World) -> None:
    talk = Talk(world, Thread(failures=1, choices={"Bins": "area:waste"}))
    reply = talk.says("how many flood wardens are there in 2023")
    thread = talk.thread
    assert thread.question == "how many flood wardens are there in 2023"
    assert thread.focus == reply.records[0]
    assert thread.shown == list(reply.records)
    assert thread.offers
    assert not set(thread.offers) & set(thread.shown)
    assert (thread.years, thread.failures, thread.choices) == ([2023], 0, {})


def test_a_new_question_begins_a_new_subject(world: World) -> None:
    talk = Talk(world)
    talk.hears("how many flood wardens are there", BIN)
    assert talk.thread.shown[0] == "waste-missed-bin"
    assert not any(record.startswith("flooding-") for record in talk.thread.shown)


def test_the_thread_stays_small_however_long_one_subject_is_talked_about(world: World) -> None:
    talk = Talk(world)
    talk.says("how many gritters have you got")
    for _ in range(12):
        talk.says("anything else?")
    assert len(talk.thread.shown) <= 12
    assert len(talk.thread.offers) <= 6


# What is left for "tell me more"


@pytest.mark.parametrize(
    ("record", "district", "left"),
    [
        ("waste-missed-bin", "Blaby", "waste-missed-bin"),
        ("roads-pothole", "", "roads-pothole"),
        ("flooding-sandbags", "Melton", ""),
        ("flooding-warning", "", ""),
    ],
    ids=["nothing of the rest told", "half of it", "the rule alone, told", "what to have ready alone, told"],
)
def test_the_thread_keeps_of_which_need_something_was_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, record: str, district: str, left: str
) -> None:
    monkeypatch.setattr("core.answering.compose._COMFORTABLE", 80)  # words
    turn = with_candidates(world, record)
    turn.thread.district, turn.thread.left = district, "something-else"
    respond(turn)
    assert turn.thread.left == left


# Years and amounts


@pytest.mark.parametrize("message", ["how many flood wardens in 2021", "how many flood wardens in 2020/21"])
def test_a_year_whose_report_has_nothing_is_said_first(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.NOT_IN_REPORTS
    assert reply.text.startswith(say("not_that_year", asked="2021", found="the 2023 report"))


def test_a_year_without_a_report_is_said_first(world: World) -> None:
    reply = Talk(world).says("how many gritters were there in 2012")
    assert reply.status is Status.NOT_IN_REPORTS
    year = world.snapshot.stubs[world.snapshot.position[reply.records[0]]].year
    assert reply.text.startswith(say("no_report_year", asked="2012", found=f"the {year} report"))


def test_a_year_without_a_report_is_said_once(world: World) -> None:
    reply = Talk(world).says("how many gritters were there in 2012, I mean 2012")
    assert reply.text.split("\n", maxsplit=1)[0].count("2012") == 1


@pytest.mark.parametrize("message", ["how many flood wardens in 2023", "how many flood wardens are there"])
def test_a_year_that_is_there_or_not_asked_needs_no_remark(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith("The council's Flood Wardens scheme")


@pytest.mark.parametrize(
    ("message", "record", "remark"),
    [
        ("how much did it cost to run the flood wardens", "flooding-2023-flood-wardens", "no_cost"),
        ("how much was saved by the flood wardens", "flooding-2023-flood-wardens", "no_saving"),
        ("how many people came to the book club for carers", "carers-2023-reading-friends-lutterworth", "no_number"),
    ],
)
def test_an_amount_that_the_record_does_not_hold_is_said_first(
    world: World, message: str, record: str, remark: str
) -> None:
    reply = respond(with_candidates(world, record, message=message))
    assert (reply.status, reply.records) == (Status.NOT_IN_REPORTS, (record,))
    assert reply.text.startswith(say(remark))


@pytest.mark.parametrize(
    ("message", "record"),
    [
        ("what did the street lights cost", "roads-2017-led-street-lights"),
        ("how much is saved by running the tips", "waste-2017-sites-insourcing-saving"),
        ("how many flood wardens are there", "flooding-2023-flood-wardens"),
        ("how many gritters got a name", "roads-2019-gritter-naming-competition"),
        ("what is a carers passport", "carers-2023-carers-passport"),
    ],
)
def test_an_amount_that_the_record_holds_needs_no_remark(world: World, message: str, record: str) -> None:
    reply = respond(with_candidates(world, record, message=message))
    assert reply.status is Status.ANSWERED
    assert not any(say(remark) in reply.text for remark in ("no_cost", "no_saving", "no_number"))


WARDENS_2023, WARDENS_2019 = "flooding-2023-flood-wardens", "flooding-2019-flood-wardens"


@pytest.mark.parametrize(
    ("message", "records"),
    [
        ("flood wardens in 2023", (WARDENS_2023,)),
        ("flood wardens in 2019 and 2023", (WARDENS_2023, WARDENS_2019)),
        ("flood wardens in 2021", (WARDENS_2023, WARDENS_2019)),
        ("flood wardens", (WARDENS_2023, WARDENS_2019)),
    ],
    ids=["this year", "both years", "neither year", "no year"],
)
def test_beside_a_record_of_the_year_asked_for_no_other_years_is_told(
    world: World, message: str, records: tuple[str, ...]
) -> None:
    assert respond(with_candidates(world, WARDENS_2023, WARDENS_2019, message=message, gap=0.01)).records == records


def test_beside_a_record_of_the_year_asked_for_another_of_that_year_is_told(world: World) -> None:
    training = "flooding-2023-flood-warden-training"
    turn = with_candidates(world, WARDENS_2023, WARDENS_2019, training, message="flood wardens in 2023", gap=0.01)
    assert respond(turn).records == (WARDENS_2023, training)


def test_year_and_amount_that_are_both_missing_are_both_said(world: World) -> None:
    message = "how much did the flood wardens cost in 2021"
    reply = respond(with_candidates(world, "flooding-2023-flood-wardens", message=message))
    assert say("not_that_year", asked="2021", found="the 2023 report") in reply.text
    assert say("no_cost") in reply.text


# Places


def test_no_place_asks_for_one_and_names_how_to_find_the_council(world: World) -> None:
    talk = Talk(world)
    reply = talk.says(BIN)
    assert (reply.status, talk.thread.awaits) == (Status.ANSWERED, "place")
    assert reply.text.endswith(say("which_place"))
    assert say("your_district") in reply.text


@pytest.mark.parametrize(
    ("place", "council"),
    [
        ("quorn", "Charnwood Borough Council"),
        ("Barwell", "Hinckley and Bosworth Borough Council, 01455 238141"),
        ("LE11 2TA", "Charnwood Borough Council"),
        ("leicester", "Leicester City Council, 0116 454 1002"),
    ],
)
def test_one_place_names_its_council(world: World, place: str, council: str) -> None:
    reply = Talk(world).says(f"{BIN} in {place}")
    assert reply.status is Status.ANSWERED
    assert council in reply.text
    assert say("which_place") not in reply.text


def test_of_several_places_the_last_one_counts(world: World) -> None:
    assert "Hinckley and Bosworth" in Talk(world).says("moved from quorn to barwell and my bin was missed").text


def test_a_place_told_before_counts_for_the_next_need(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed in quorn")
    reply = talk.says("how do i get an old wardrobe collected")
    assert reply.records[0] == "waste-bulky-item"
    assert "Charnwood Borough Council" in reply.text


@pytest.mark.parametrize("place", ["ashby", "LE9", "braunstone"])
def test_a_place_in_two_districts_is_asked_back_and_told_what_for(world: World, place: str) -> None:
    talk = Talk(world)
    reply = talk.says(f"{BIN} in {place}")
    (found,) = world.gazetteer.find(place)
    asked = say("place_unsure", place=found.name, districts=" or ".join(found.districts))
    assert (reply.status, reply.text, reply.records) == (Status.ASKED_BACK, asked, ("waste-missed-bin",))
    assert talk.thread.awaits == "place"
    assert talk.thread.district == ""


def test_a_place_in_two_districts_does_not_matter_to_a_need_of_the_county(world: World) -> None:
    reply = Talk(world).says("there is a pothole in ashby")
    assert reply.status is Status.ANSWERED
    assert "0116 305 0001" in reply.text


@pytest.mark.parametrize("message", [f"{BIN} in nuneaton", "where can i get sandbags in nottingham"])
def test_a_place_outside_is_out_of_scope(world: World, message: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    place = message.rsplit(" ", maxsplit=1)[-1].title()
    assert (reply.status, reply.text) == (Status.OUT_OF_SCOPE, say("place_outside", place=place))
    assert talk.thread.district == ""


def test_a_need_of_the_county_is_not_the_countys_outside(world: World) -> None:
    reply = Talk(world).says("there is a pothole in nuneaton")
    assert (reply.status, reply.text) == (Status.OUT_OF_SCOPE, say("place_outside", place="Nuneaton"))


def test_a_need_of_a_national_body_is_the_same_everywhere(world: World) -> None:
    reply = Talk(world).says("there is a problem on the motorway at nuneaton")
    assert reply.records[0] == "roads-motorway"
    assert "National Highways, 0300 123 5000" in reply.text


@pytest.mark.parametrize("message", [f"{BIN} in oakham", "there is a pothole in oakham"])
def test_a_place_of_another_council_is_told_that_council(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.OUT_OF_SCOPE
    assert "Oakham" in reply.text
    assert "Rutland County Council, 01572 722577" in reply.text
    assert "0116 305 0001" not in reply.text


def test_a_need_of_the_county_is_the_citys_in_the_city(world: World) -> None:
    assert "Contact: Leicester City Council" in Talk(world).says("there is a pothole in leicester").text


@pytest.mark.parametrize("place", ["quorn", "barwell", "melton mowbray"])
def test_whoever_asks_about_a_place_hears_that_the_county_does_it_everywhere(world: World, place: str) -> None:
    reply = Talk(world).hears(POTHOLE, f"and in {place}?")
    assert reply.text.startswith(say("county_everywhere", name=COUNTY, place=place.title()))
    assert len(reply.text.split()) <= 120


def test_whoever_tells_where_the_pothole_is_does_not_hear_that(world: World) -> None:
    reply = Talk(world).says("there is a big pothole in the road at quorn")
    assert say("county_everywhere", name=COUNTY, place="Quorn") not in reply.text


def test_a_council_that_has_ended_gives_way_to_its_successor(engine: Engine, tmp_path: Path) -> None:
    merged = changed(
        engine,
        tmp_path,
        "UPDATE organisation SET valid_to = '2026-10-31', successor = 'leicester' WHERE id = 'charnwood'",
    )
    reply = Talk(merged).says("my bin was missed in quorn")
    assert "Leicester City Council" in reply.text
    assert "Charnwood Borough Council" not in reply.text


# What the topic adds


def history(world: World, record: str, message: str, thread: Thread | None = None) -> tuple[Part, ...]:
    turn = read(message, world, thread)
    turn.looks_for(turn.question.gist, turn.vector)
    return history_of(turn, world.catalogue.initiatives([record])[record])


def test_a_figure_that_is_asked_for_is_told_with_its_earlier_values(world: World) -> None:
    (part,) = history(world, "roads-2025-gritting-2024-25", "how many gritters have you got")
    assert part.kind == "series"
    assert part.text == "Gritters ready for winter, before that: 23 (2018/19), 21 (2016/17)."
    assert part.fields["series"] == "roads-gritting-fleet/0"
    assert len(part.fields["values"]) == 3


def test_of_several_figures_the_one_is_told_that_is_asked_for(world: World) -> None:
    (part,) = history(world, "roads-2025-gritting-2024-25", "how much salt is in store")
    assert part.text == "Salt or grit in store, before that: 18,500 tonnes (2018/19), 18,100 tonnes (2016/17)."


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("roads-2025-gritting-2024-25", "when were the gritters ready"),
        ("roads-2025-gritting-2024-25", "how many dogs are there"),
        ("waste-2025-composting-workshops", "how many compost workshops were there"),
        ("carers-2023-carers-passport", "how many carers have a passport"),
    ],
    ids=["no figure asked", "another figure asked", "no series", "no topic"],
)
def test_the_newest_record_without_that_figure_has_no_history(world: World, record: str, message: str) -> None:
    assert history(world, record, message) == ()


def test_the_oldest_value_has_none_before_it_and_is_told_what_came_since(world: World) -> None:
    (part,) = history(world, "roads-2017-gritting", "how many gritters were there")
    assert part.kind == "also"
    assert part.text.startswith("The fleet grew from 21 gritters")


def test_an_older_record_is_told_what_became_of_it(world: World) -> None:
    (part,) = history(world, "waste-2017-sites-what-you-can-recycle", "what can the tips take")
    assert part.text.startswith("The council took over 13 of its 14 sites in July 2017")
    assert part.fields == {"record": "waste-2023-kibworth-site-reopened"}


def test_where_no_change_is_written_down_the_newest_record_is_told(world: World) -> None:
    (part,) = history(world, "waste-2019-composting", "can i get a cheap compost bin")
    assert part.text == say(
        "later",
        year=2025,
        text="The council ran a series of composting workshops in 2024/25. They helped people make compost at home.",
    )


@pytest.mark.parametrize(
    ("message", "thread"),
    [
        ("how many gritters in 2019", None),
        ("how many were there", Thread("gritters", focus="roads-2019-winter-maintenance-gritters", years=[2019])),
    ],
    ids=["this question", "the one before"],
)
def test_whoever_asked_for_a_year_hears_of_no_other(world: World, message: str, thread: Thread | None) -> None:
    assert history(world, "roads-2019-winter-maintenance-gritters", message, thread) == ()


def test_a_topic_that_names_a_record_which_is_gone_is_no_error(engine: Engine, tmp_path: Path) -> None:
    newest = """UPDATE topic SET initiatives = replace(initiatives, 'roads-2025-gritting-2024-25', 'gone')"""
    gone = changed(engine, tmp_path, newest)
    assert history(gone, "roads-2017-gritting", "when were the gritters ready") == ()


def test_without_the_encoder_the_words_tell_which_figure_is_asked_for(wordless_world: World) -> None:
    (part,) = history(wordless_world, "waste-2019-sites", "how many tips are there")
    assert part.text == "Recycling and household waste sites (tips), before that: 14 (July 2017)."


def test_an_answer_holds_the_history_between_summary_and_standing(world: World) -> None:
    reply = Talk(world).says("how many gritters have you got")
    kinds = [part.kind for part in reply.parts]
    assert kinds[:2] == ["answer", "series"]
    assert kinds[-3:] == ["standing", "contact", "source"]
    assert len(reply.text.split()) <= 120


def test_the_history_is_told_once_and_not_again_when_the_talk_goes_on(world: World) -> None:
    talk = Talk(world)
    assert "before that: 23 (2018/19)" in talk.says("how many gritters have you got").text
    reply = talk.says("and how much salt is there?")
    assert reply.records[0] == "roads-2025-gritting-2024-25"
    assert not [part for part in reply.parts if part.kind == "series"]


def test_what_the_history_tells_is_not_told_again_as_a_further_record(world: World) -> None:
    turn = with_candidates(world, "waste-2019-composting", "waste-2025-composting-workshops", gap=0.01)
    reply = respond(turn)
    assert reply.text.count("The council ran a series of composting workshops") == 1


# Whom to ask about an initiative


def test_the_contact_of_an_initiative_is_that_of_the_need_that_fits(world: World) -> None:
    turn = with_candidates(world, "roads-2023-gritting", "roads-gritting")
    told = world.catalogue.initiatives(["roads-2023-gritting"])["roads-2023-gritting"]
    assert "winter-weather" in contact_for(turn, told).web


@pytest.mark.parametrize("others", [(), ("flooding-warning",)], ids=["none", "another area's"])
def test_without_a_need_that_fits_the_contact_is_the_areas(world: World, others: tuple[str, ...]) -> None:
    turn = with_candidates(world, "carers-2023-carers-passport", *others)
    told = world.catalogue.initiatives(["carers-2023-carers-passport"])["carers-2023-carers-passport"]
    contact = contact_line(contact_for(turn, told))
    assert contact.startswith("Support for Carers Leicestershire (VASL), 01858 468543")


@pytest.mark.parametrize(
    ("record", "need"),
    [("waste-missed-bin", "waste-missed-bin"), ("roads-2023-gritting", "roads-gritting"), ("gone", None)],
)
def test_the_need_that_goes_with_a_record(world: World, record: str, need: str | None) -> None:
    turn = Turn("x", Thread(question="gritting the roads"), world, Understanding())
    found = nearest_need(turn, record)
    assert (found.id if found else None) == need


def test_an_initiative_without_a_need_near_it_has_none(engine: Engine, tmp_path: Path) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'carers'")
    turn = Turn("x", Thread(question="gritting the roads"), moved, Understanding())
    assert nearest_need(turn, "roads-2023-gritting") is None
