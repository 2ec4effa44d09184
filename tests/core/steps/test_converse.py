"""Every move of a conversation: with nothing told before, with something told, after danger, with records gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.catalogue.files import Content
from core.steps import converse as module
from core.steps.converse import converse
from core.turn import Turn, Understanding, World
from core.understanding.moves import Move, find_move, need_at_night, need_in_vain
from tests.talk import SPOKEN, Talk, changed, read, titles, without_catalogue

SOURCE = Understanding("source", 0.99, {}, move=Move.SOURCE)
FIXED = {
    Move.GREET: "hello",
    Move.THANK: "thanks",
    Move.GOODBYE: "goodbye",
    Move.WHO_ARE_YOU: "who_are_you",
    Move.WHAT_CAN_YOU_DO: "what_can_you_do",
    Move.PERSON: "person",
    Move.START_OVER: "start_over",
    Move.PRETEND: "pretend",
}
ABOUT_THE_LAST = (Move.MORE, Move.ANOTHER, Move.CONTACT, Move.SOURCE)
OF_A_MATTER = (Move.DOING, Move.IN_VAIN, Move.AT_NIGHT)
INITIATIVE, NEED = "how many flood wardens are there", "my bin was missed"
GONE = Thread(question="x", focus="gone", shown=["gone"], offers=["also-gone"])


@pytest.mark.parametrize("move", list(Move))
def test_every_move_is_tried_below(move: Move) -> None:
    assert find_move(SPOKEN[move]) is move


@pytest.mark.parametrize("before", [(), (INITIATIVE,), (NEED,)], ids=["nothing", "initiative", "need"])
@pytest.mark.parametrize("move", list(Move))
def test_every_move_is_answered_whatever_was_told_before(world: World, move: Move, before: tuple[str, ...]) -> None:
    reply = Talk(world).hears(*before, SPOKEN[move])
    assert reply.text
    assert len(reply.text.split()) <= 120
    assert reply.status in (Status.CONVERSATION, Status.ANSWERED, Status.ASKED_BACK, Status.OUT_OF_SCOPE)


@pytest.mark.parametrize("before", [(), (INITIATIVE,), (NEED,)], ids=["nothing", "initiative", "need"])
@pytest.mark.parametrize("move", list(FIXED))
def test_a_move_with_a_sentence_of_its_own_says_it(world: World, move: Move, before: tuple[str, ...]) -> None:
    reply = Talk(world).hears(*before, SPOKEN[move])
    refused = Status.OUT_OF_SCOPE if move is Move.PRETEND else Status.CONVERSATION
    assert (reply.status, reply.text) == (refused, say(FIXED[move], **world.council_fields()))
    assert reply.records == ()


@pytest.mark.parametrize("move", sorted(set(Move) - {*ABOUT_THE_LAST, *OF_A_MATTER, Move.START_OVER}))
def test_small_talk_keeps_what_was_told(world: World, move: Move) -> None:
    talk = Talk(world)
    talk.says(INITIATIVE)
    told = talk.thread.focus, talk.thread.shown, talk.thread.offers
    talk.says(SPOKEN[move])
    assert (talk.thread.focus, talk.thread.shown, talk.thread.offers) == told


@pytest.mark.parametrize("move", ABOUT_THE_LAST)
def test_a_move_about_the_last_answer_needs_one(world: World, move: Move) -> None:
    reply = Talk(world).says(SPOKEN[move])
    assert (reply.status, reply.text, reply.records) == (Status.CONVERSATION, say("nothing_before"), ())


@pytest.mark.parametrize("move", [Move.YES, Move.NO])
def test_yes_and_no_tell_no_record(world: World, move: Move) -> None:
    assert Talk(world).hears(INITIATIVE, SPOKEN[move]).records == ()


@pytest.mark.parametrize("message", ["my bin was missed", "how many gritters in 2019", "carer", "quorn"])
def test_a_question_goes_on_its_way(world: World, message: str) -> None:
    assert converse(read(message, world, Thread(focus="waste-missed-bin"))) is None


@pytest.mark.parametrize("move", OF_A_MATTER)
def test_what_is_asked_of_a_matter_is_no_move_before_there_is_one(world: World, move: Move) -> None:
    assert converse(read(SPOKEN[move], world)) is None


def test_after_a_need_the_reports_tell_what_is_done_about_it(world: World) -> None:
    talk = Talk(world)
    assert talk.says("will my road be gritted tonight").records[0] == "roads-gritting"
    assert talk.says(SPOKEN[Move.DOING]).records[0] == "roads-2025-gritting-2024-25", "the one that it is linked with"


def test_a_need_of_which_no_report_tells_goes_on_its_way(world: World) -> None:
    thread = Thread(question="i am losing my home", focus="housing-losing-home")
    assert converse(read(SPOKEN[Move.DOING], world, thread)) is None


def test_after_an_initiative_it_is_told_already_what_is_done(world: World) -> None:
    turn = read(SPOKEN[Move.DOING], world, Thread(question="flood wardens", focus="flooding-2023-flood-wardens"))
    assert converse(turn) is None


def test_who_asked_a_council_in_vain_hears_how_to_complain(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "need_in_vain", lambda: "housing-losing-home")
    talk = Talk(world)
    talk.says(NEED)
    reply = talk.says("but ive reported it twice and nothing happened")
    assert reply.records == ("housing-losing-home",)
    assert talk.thread.focus == "housing-losing-home", "the talk is of the complaint then"


@pytest.mark.parametrize("focus", ["roads-motorway", "flooding-2023-flood-wardens", "gone"])
def test_other_bodies_than_councils_have_complaints_of_their_own(
    world: World, monkeypatch: pytest.MonkeyPatch, focus: str
) -> None:
    monkeypatch.setattr(module, "need_in_vain", lambda: "housing-losing-home")
    assert converse(read(SPOKEN[Move.IN_VAIN], world, Thread(question="x", focus=focus))) is None


def test_without_a_need_for_complaints_nothing_is_made_up(world: World) -> None:
    turn = read(SPOKEN[Move.IN_VAIN], world, Thread(question="my bin was missed", focus="waste-missed-bin"))
    assert converse(turn) is None


def test_the_needs_that_moves_tell_are_of_the_catalogue(published: Content) -> None:
    needs = {need.id: need for _, need in published.needs}
    assert "complain" in needs[need_in_vain()].answer
    at_night = {area: need_at_night([area]) for area, _ in published.needs}
    assert {area for area, need in at_night.items() if need} == {"adult-social-care", "carers"}
    assert all("night" in needs[need].need for need in at_night.values() if need)


@pytest.mark.parametrize("asked", ["and if its a sunday", "and at night?", "what about weekends", "and out of hours"])
def test_at_night_the_need_for_the_area_is_told(world: World, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setattr(module, "need_at_night", lambda areas: "housing-losing-home" if "waste" in areas else "")
    talk = Talk(world)
    talk.says(NEED)
    assert talk.says(asked).records == ("housing-losing-home",)
    assert talk.thread.focus == "housing-losing-home"


@pytest.mark.parametrize("asked", ["are they open on sundays", "what are the opening hours at the weekend"])
def test_hours_at_the_weekend_are_asked_of_the_body_itself(
    world: World, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr(module, "need_at_night", lambda _areas: "housing-losing-home")
    assert Talk(world).hears(NEED, asked).records != ("housing-losing-home",)


def test_an_area_with_nobody_at_night_goes_on_its_way(world: World) -> None:
    turn = read(SPOKEN[Move.AT_NIGHT], world, Thread(question="my bin was missed", focus="waste-missed-bin"))
    assert converse(turn) is None


def test_without_a_database_a_move_is_an_error(tmp_path: Path) -> None:
    turn = Turn("hello", Thread(), without_catalogue(tmp_path), Understanding(), move=Move.GREET)
    with pytest.raises(DatabaseMissing):
        converse(turn)


def test_starting_over_forgets_everything(world: World) -> None:
    talk = Talk(world)
    talk.hears("my bin was missed in quorn", "how many gritters in 2019", "xyzzy", SPOKEN[Move.START_OVER])
    assert talk.thread == Thread()
    assert "Charnwood" not in talk.says(NEED).text


@pytest.mark.parametrize("move", [Move.MORE, Move.ANOTHER])
def test_more_tells_a_record_of_the_area_that_was_not_told_yet(world: World, move: Move) -> None:
    talk = Talk(world)
    told = talk.says(INITIATIVE).records
    reply = talk.says(SPOKEN[move])
    assert reply.status is Status.ANSWERED
    assert reply.records[0].startswith("flooding-")
    assert not set(reply.records) & set(told)


def test_another_tells_each_record_once_and_then_that_there_is_no_more(world: World) -> None:
    talk = Talk(world)
    told = list(talk.says(INITIATIVE).records)
    for _ in range(20):
        reply = talk.says(SPOKEN[Move.ANOTHER])
        if not reply.records:
            break
        told += reply.records
    assert len(told) >= 3
    assert len(told) == len(set(told))
    assert reply.text == say("no_more", **world.council_fields())
    assert talk.says(SPOKEN[Move.ANOTHER]).text == reply.text


def test_more_after_a_need_first_tells_what_was_left_out(world: World) -> None:
    talk = Talk(world)
    answer = talk.says(NEED)
    reply = talk.says(SPOKEN[Move.MORE])
    assert (reply.status, reply.records) == (Status.ANSWERED, ("waste-missed-bin",))
    assert [part.kind for part in reply.parts] == ["ready", "rule"]
    assert "Have ready: your address, which bin" in reply.text
    assert "The rule: District and borough councils collect rubbish from homes." in reply.text
    assert "Have ready" not in answer.text and "The rule" not in answer.text
    assert talk.thread.focus == "waste-missed-bin"


def test_what_was_left_out_is_told_once(world: World) -> None:
    talk = Talk(world)
    talk.hears(NEED, SPOKEN[Move.MORE])
    reply = talk.says(SPOKEN[Move.MORE])
    assert "waste-missed-bin" not in reply.records
    assert "Have ready" not in reply.text


def test_what_was_left_out_is_told_again_after_the_need_was_asked_again(world: World) -> None:
    talk = Talk(world)
    first = talk.hears(NEED, SPOKEN[Move.MORE]).text
    assert talk.hears(NEED, SPOKEN[Move.MORE]).text == first


def test_after_another_record_nothing_of_the_one_before_is_told(world: World) -> None:
    reply = Talk(world).hears(NEED, INITIATIVE, SPOKEN[Move.MORE])
    assert "Have ready" not in reply.text
    assert "waste-missed-bin" not in reply.records


def test_of_a_need_that_was_told_whole_more_is_another_record(world: World) -> None:
    thread = Thread(question=NEED, focus="waste-missed-bin", shown=["waste-missed-bin"], offers=["waste-bulky-item"])
    assert Talk(world, thread).says(SPOKEN[Move.MORE]).records[0] == "waste-bulky-item"


def test_what_was_left_out_of_a_need_that_went_while_talking_is_no_error(
    engine: Engine, world: World, tmp_path: Path
) -> None:
    talk = Talk(world)
    talk.says(NEED)
    assert talk.thread.left == "waste-missed-bin"
    talk.world = changed(
        engine,
        tmp_path,
        "DELETE FROM need WHERE id = 'waste-missed-bin'",
        "DELETE FROM phrase WHERE record = 'waste-missed-bin'",
    )
    assert talk.says(SPOKEN[Move.MORE]).text


def test_more_without_a_further_record_tells_whom_to_ring(world: World) -> None:
    talk = Talk(world, Thread(question=NEED, focus="waste-missed-bin", shown=["waste-missed-bin"], district="Blaby"))
    reply = talk.says(SPOKEN[Move.MORE])
    assert "Blaby District Council" in reply.text


def test_more_of_another_area_is_no_more_of_this(world: World) -> None:
    thread = Thread(question=INITIATIVE, focus="flooding-2023-flood-wardens", offers=["roads-2017-gritting"])
    assert "roads-2017-gritting" not in Talk(world, thread).says(SPOKEN[Move.MORE]).records


def test_the_contact_for_an_initiative_is_told(world: World) -> None:
    reply = Talk(world).hears(INITIATIVE, SPOKEN[Move.CONTACT])
    assert reply.status is Status.ANSWERED
    assert "Leicestershire County Council, 0116 305 0001" in reply.text


def test_the_contact_for_a_need_of_the_district_asks_for_the_place_and_then_names_it(world: World) -> None:
    talk = Talk(world)
    talk.hears(NEED, SPOKEN[Move.THANK])
    reply = talk.says(SPOKEN[Move.CONTACT])
    assert say("which_place") in reply.text
    assert talk.thread.awaits == "place"
    assert "Charnwood Borough Council" in talk.says("quorn").text


def test_the_contact_for_a_need_fits_a_place_that_is_known(world: World) -> None:
    reply = Talk(world).hears("my bin was missed in barwell", SPOKEN[Move.CONTACT])
    assert "Hinckley and Bosworth Borough Council, 01455 238141" in reply.text
    assert say("which_place") not in reply.text


@pytest.mark.parametrize(
    "message",
    ["he's in quorn who do i transfer him to", "who do i ring in quorn", "im in quorn, number for them please"],
)
@pytest.mark.parametrize("before", [NEED, f"{NEED} in barwell"], ids=["no place", "another place"])
def test_the_contact_for_a_need_is_that_of_the_place_named_with_the_move(
    world: World, before: str, message: str
) -> None:
    talk = Talk(world)
    reply = talk.hears(before, message)
    assert (reply.status, reply.records) == (Status.ANSWERED, ("waste-missed-bin",))
    assert reply.text.startswith("Contact: Charnwood Borough Council, ")
    assert say("which_place") not in reply.text
    assert (talk.thread.awaits, talk.thread.place, talk.thread.district) == ("", "Quorn", "Charnwood")


def test_the_place_named_with_a_move_is_kept_for_the_next(world: World) -> None:
    reply = Talk(world).hears(NEED, "who do i ring in quorn", "number for them please")
    assert "Charnwood Borough Council" in reply.text


@pytest.mark.parametrize(
    ("before", "name"),
    [(NEED, "your district or borough council"), (f"{NEED} in barwell", "Hinckley and Bosworth Borough Council")],
)
def test_the_number_for_them_is_that_of_whoever_was_told(world: World, before: str, name: str) -> None:
    reply = Talk(world).hears(before, "number for them please")
    assert reply.text.startswith(f"Contact: {name}, ")


@pytest.mark.parametrize("before", [INITIATIVE, "there is a pothole in our road"])
def test_what_the_county_does_is_asked_of_the_county_wherever_it_is(world: World, before: str) -> None:
    reply = Talk(world).hears(before, "he's in quorn who do i transfer him to")
    assert reply.text.startswith("Contact: Leicestershire County Council, 0116 305 0001")
    assert "Charnwood" not in reply.text


def test_for_a_place_outside_the_county_another_council_is_to_be_asked(world: World) -> None:
    reply = Talk(world).hears(NEED, "who do i ring in nuneaton")
    assert reply.status is Status.OUT_OF_SCOPE
    assert reply.text == say("place_outside", place="Nuneaton")


def test_a_place_of_several_districts_is_asked_for_again(world: World) -> None:
    talk = Talk(world)
    reply = talk.hears(NEED, "who do i ring in ashby")
    assert reply.status is Status.ASKED_BACK
    assert reply.text.startswith("Ashby can be in more than one area")
    assert (talk.thread.awaits, talk.thread.place, talk.thread.district) == ("place", "", "")
    assert "Charnwood Borough Council" in talk.says("quorn").text


@pytest.mark.parametrize("message", ["yes, in quorn", "ok, i'm in quorn", "no, in quorn"])
def test_a_place_told_with_a_yes_is_a_place_and_no_move(world: World, message: str) -> None:
    assert "Charnwood Borough Council" in Talk(world).hears(NEED, message).text


@pytest.mark.parametrize("message", ["who do i ring in nuneaton", "who do i ring in ashby"], ids=["outside", "several"])
def test_a_place_without_a_district_of_its_own_is_not_that_named_before(world: World, message: str) -> None:
    assert "Hinckley and Bosworth" not in Talk(world).hears(f"{NEED} in barwell", message).text


@pytest.mark.parametrize(
    "message",
    ["he's in quorn who do i transfer him to", "who do i ring in quorn", "im in quorn number for them please"],
)
def test_before_any_question_a_move_with_a_place_asks_what_it_is_about_and_keeps_the_place(
    world: World, message: str
) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert (reply.status, reply.text, reply.records) == (Status.CONVERSATION, say("nothing_before"), ())
    assert (talk.thread.place, talk.thread.district) == ("Quorn", "Charnwood")
    assert "Charnwood Borough Council" in talk.says(NEED).text


def test_the_source_of_an_initiative_tells_report_section_and_lines(world: World) -> None:
    reply = Talk(world).hears(INITIATIVE, SPOKEN[Move.SOURCE])
    assert reply.records == ("flooding-2023-flood-wardens",)
    for part in ("Annual Delivery Report 2023", "4.5 Volunteering", "283"):
        assert part in reply.text


@pytest.mark.parametrize(
    ("figure", "record"),
    [
        ("53", "roads-2025-gritting-2024-25"),
        ("47%", "roads-2019-winter-maintenance-gritters"),
        ("18,500 tonnes", "roads-2019-winter-maintenance-gritters"),
        ("99", "roads-2025-gritting-2024-25"),
    ],
)
def test_the_source_for_a_figure_is_that_of_the_record_that_holds_it(world: World, figure: str, record: str) -> None:
    shown = ["roads-2025-gritting-2024-25", "roads-2019-winter-maintenance-gritters"]
    thread = Thread(question="how many gritters have you got", focus=shown[0], shown=shown)
    assert Talk(world, thread).says(f"source for the {figure}").records == (record,)


@pytest.mark.parametrize(
    ("need", "parts"),
    [
        ("waste-missed-bin", ["https://www.legislation.gov.uk/ukpga/1990/43/section/45"]),
        ("flooding-warning", ["Floodline", "https://www.leicestershire.gov.uk/environment-and-planning/flooding"]),
    ],
)
def test_the_source_of_a_need_is_its_rule_or_where_its_contact_was_checked(
    world: World, need: str, parts: list[str]
) -> None:
    reply = Talk(world, Thread(question="x", focus=need, shown=[need])).says(SPOKEN[Move.SOURCE])
    assert (reply.status, reply.records) == (Status.ANSWERED, (need,))
    for part in parts:
        assert part in reply.text


def test_a_wrong_answer_offers_what_fits_too_and_a_press_tells_it(world: World) -> None:
    talk = Talk(world)
    told = talk.says(INITIATIVE).records
    reply = talk.says(SPOKEN[Move.WRONG])
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong"))
    assert 1 <= len(reply.buttons) <= 3
    wanted = [target.removeprefix("record:") for target in talk.thread.choices.values()]
    assert not set(wanted) & set(told)
    assert talk.says(titles(reply)[0]).records[0] == wanted[0]


def test_the_offer_of_an_initiative_names_its_year(world: World) -> None:
    thread = Thread(question="x", focus="roads-pothole", offers=["roads-2017-gritting", "roads-motorway"])
    assert titles(Talk(world, thread).says(SPOKEN[Move.WRONG])) == [
        "Gritters and grit stock (2017)",
        "Problem on a motorway or trunk road",
    ]


@pytest.mark.parametrize(
    "thread",
    [Thread(), GONE, Thread(focus="roads-pothole", shown=["roads-motorway"], offers=["roads-motorway"])],
    ids=["nothing before", "gone", "all shown"],
)
def test_a_wrong_answer_with_nothing_else_to_offer_asks_for_other_words(world: World, thread: Thread) -> None:
    reply = Talk(world, thread).says(SPOKEN[Move.WRONG])
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong_nothing", **world.council_fields()))
    assert reply.buttons == ()


def test_another_that_is_gone_is_owned_up_to(world: World) -> None:
    reply = Talk(world, GONE).says(SPOKEN[Move.ANOTHER])
    assert reply.text == say("wrong_nothing", **world.council_fields())


def test_the_source_of_a_record_that_is_gone_is_no_error(world: World) -> None:
    assert Talk(world, GONE).says(SPOKEN[Move.SOURCE]).text


@pytest.mark.parametrize("move", [Move.CONTACT, Move.MORE])
def test_the_contact_for_a_record_that_is_gone_is_not_that_of_some_area(world: World, move: Move) -> None:
    reply = Talk(world, GONE).says(SPOKEN[move])
    assert next(iter(world.snapshot.areas.values())).page not in reply.text


def test_a_record_that_went_while_talking_is_no_error(engine: Engine, world: World, tmp_path: Path) -> None:
    talk = Talk(world)
    talk.says(INITIATIVE)
    talk.world = changed(
        engine,
        tmp_path,
        "DELETE FROM initiative WHERE id LIKE 'flooding-%'",
        "DELETE FROM phrase WHERE record LIKE 'flooding-%' AND kind = 'initiative'",
    )
    for move in (Move.WRONG, Move.MORE, Move.ANOTHER, Move.CONTACT):
        assert talk.says(SPOKEN[move]).text


def test_the_source_of_a_figure_is_that_of_the_record_that_has_one(world: World) -> None:
    initiatives = [stub for stub in world.snapshot.stubs if stub.kind == "initiative"]
    plain = next(stub.id for stub in initiatives if not stub.gives)
    counted = next(stub.id for stub in initiatives if stub.gives)
    for message, record in (("where is that figure from", counted), ("where is that from", plain)):
        reply = Talk(world, Thread(focus=plain, shown=[plain, counted])).says(message, SOURCE)
        assert reply.records == (record,)


# Whose job it is


@pytest.mark.parametrize("asked", ["is that us", "so is that one for you then?", "do you do that or the district"])
@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("my bin was missed in barwell", say("not_ours", name="Hinckley and Bosworth Borough Council")),
        ("there is a pothole in our road", say("ours", name="Leicestershire County Council")),
    ],
)
def test_whoever_asks_whether_it_is_ours_is_told_first(world: World, before: str, told: str, asked: str) -> None:
    assert Talk(world).hears(before, asked).text.startswith(told)


@pytest.mark.parametrize("asked", ["have you a number for them", "who do i ring"])
def test_whoever_only_asks_for_the_contact_is_not_told_whose_job_it_is(world: World, asked: str) -> None:
    assert Talk(world).hears("there is a pothole in our road", asked).text.startswith("Contact:")


def test_whose_job_it_is_waits_for_the_place(world: World) -> None:
    reply = Talk(world).hears("my bin was missed", "is that us")
    assert reply.text.startswith("Contact: your district or borough council")
    assert reply.text.endswith(say("which_place"))
