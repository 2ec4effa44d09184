"""The look-up: which sense, nothing found, one, many, unsure once and twice, two questions in one message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.compose import count_words
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.catalogue.files import Content
from core.lookup.search import Candidate
from core.settings import DATA
from core.steps import look_up as module
from core.steps.look_up import ask_which_sense, look_up
from core.turn import Turn, Understanding, World
from core.understanding.danger import find_danger
from core.understanding.question import Question
from core.yaml_text import parse_yaml
from tests.talk import Talk, changed, read, titles, with_candidates, without_catalogue

NONSENSE, OTHER_NONSENSE = "xyzzy plugh", "frobnicate wug"
SENSES = parse_yaml((DATA / "senses.yml").read_text("utf-8"))["senses"]
BOTH = "who do i ring about a pothole and who do i tell about my missed bin"


# Which sense?


@pytest.mark.parametrize(
    "message", ["carer", "carers", "Carer?", "CARERS!!", "help for carers", "can i get money as a carer"]
)
def test_hardly_more_than_an_ambiguous_word_is_asked_about(world: World, message: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.ASKED_BACK
    assert len(reply.buttons) >= 2
    assert titles(reply) == list(talk.thread.choices)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "my bin was missed",
        "i look after my mum am i a carer",
        "young carers",
        "paid carer job",
        "foster carers wanted",
        "carers in 2019",
        "carers passport discounts",
        "carers in every report",
        "careless drivers",
    ],
)
def test_a_message_that_says_more_is_not_asked_about(world: World, message: str) -> None:
    turn = read(message, world)
    assert ask_which_sense(turn) is None
    assert turn.thread.choices == {}


@pytest.mark.parametrize("sense", SENSES, ids=lambda sense: str(sense["word"]))
def test_each_word_with_several_senses_offers_them_all_and_each_is_a_record(
    world: World, published: Content, sense: dict[str, object]
) -> None:
    talk = Talk(world)
    reply = talk.says(str(sense["word"]))
    assert reply.text == sense["ask"]
    assert len(reply.buttons) >= 2
    known = {need.id for _, need in published.needs} | {initiative.id for _, _, initiative in published.initiatives}
    assert {target.removeprefix("record:") for target in talk.thread.choices.values()} <= known


# None, one, many


def test_words_that_nothing_fits_offer_the_areas_and_a_number_at_once(wordless_world: World) -> None:
    reply = Talk(wordless_world).says(NONSENSE)
    assert (reply.status, reply.records) == (Status.ASKED_BACK, ())
    assert reply.text == say("unsure_again", **wordless_world.council_fields())
    assert titles(reply)[-1] == say("areas_more")


def test_an_empty_catalogue_finds_nothing(engine: Engine, tmp_path: Path) -> None:
    tables = ("phrase", "record_text", "signpost", "need", "initiative")
    empty = changed(engine, tmp_path, *(f"DELETE FROM {table}" for table in tables))
    reply = Talk(empty).says("my bin was missed")
    assert reply.status is Status.ASKED_BACK
    assert empty.council_fields()["phone"] in reply.text


def test_one_record_that_fits_is_left_to_the_answer(wordless_world: World) -> None:
    turn = read("granite", wordless_world)
    assert look_up(turn) is None
    assert [candidate.stub.id for candidate in turn.candidates] == ["roads-2019-gritters-in-heatwave"]


def test_many_records_that_fit_are_left_best_first(world: World) -> None:
    turn = read("how many gritters have you got", world)
    assert look_up(turn) is None
    assert turn.text == "how many gritters have you got"
    scores = [candidate.score for candidate in turn.candidates]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_a_question_that_is_answered_costs_no_patience(world: World) -> None:
    talk = Talk(world)
    talk.hears(NONSENSE, "how many flood wardens are there")
    assert talk.thread.failures == 0
    assert talk.says(OTHER_NONSENSE).text == say("unsure", **world.council_fields())


@pytest.mark.parametrize("message", ["bins", "who mends potholes in quorn"])
def test_without_a_database_looking_up_is_an_error(tmp_path: Path, message: str) -> None:
    turn = Turn(message, Thread(), without_catalogue(tmp_path), Understanding(), question=Question(message, message))
    with pytest.raises(DatabaseMissing):
        look_up(turn)


# What tells what is meant


@pytest.mark.parametrize("year", [2017, 2019, 2023, 2025])
def test_a_year_in_the_question_decides(world: World, year: int) -> None:
    record = Talk(world).says(f"how many gritters were there in {year}").records[0]
    assert record.startswith(f"roads-{year}-")


def test_a_message_that_leans_is_looked_up_with_the_last_question(world: World) -> None:
    reply = Talk(world).hears("how were the roads gritted in 2023", "how much did it cost")
    assert reply.records[0] == "roads-2023-gritting"


@pytest.mark.parametrize("message", ["he has gone now and i am safe", "she is ok and fine"])
def test_word_that_all_is_well_after_danger_is_no_question(world: World, message: str) -> None:
    reply = Talk(world).hears("he is hitting me", message)
    assert (reply.status, reply.text) == (Status.CONVERSATION, say("after_abuse"))


def test_word_that_all_is_well_is_answered_by_the_kind_of_danger(world: World) -> None:
    reply = Talk(world).hears("the house is on fire", "the fire brigade is here now")
    assert (reply.status, reply.text) == (Status.CONVERSATION, say("after_danger"))


def test_a_question_after_danger_is_answered(world: World) -> None:
    assert Talk(world).hears("he is hitting me", "my bin was missed").records[0] == "waste-missed-bin"


def test_a_question_told_with_the_end_of_a_danger_is_answered(world: World) -> None:
    reply = Talk(world).hears("the house is on fire", "it's out now thanks. who do i tell that my bin was missed")
    assert reply.records[0] == "waste-missed-bin"


# How a matter went over the years


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("how did the number of gritters change", "Gritters ready for winter: 23 (November 2024)."),
        ("has the salt in store gone up", "Salt or grit in store: 16,500 tonnes (November 2024)."),
        ("what happened to the carers hospital grants", "The 2023 report says grants went to a wide number of people."),
        ("have flood wardens increased", "What the reports say, newest first:"),
    ],
)
def test_whoever_asks_how_it_went_hears_of_several_reports(world: World, message: str, begins: str) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith(begins)
    assert len(reply.records) > 1
    assert talk.thread.question == message
    assert talk.thread.vector


@pytest.mark.parametrize(
    ("message", "record"),
    [
        ("has the pothole in my road got worse", "roads-pothole"),
        ("has the reading friends book group grown", "carers-2023-reading-friends-lutterworth"),
        ("how many gritters have you got", "roads-2025-gritting-2024-25"),
    ],
    ids=["a need", "a matter of one report", "no years asked"],
)
def test_what_has_no_history_is_answered_like_any_question(world: World, message: str, record: str) -> None:
    turn = read(message, world)
    assert look_up(turn) is None
    assert turn.candidates[0].stub.id == record
    assert Talk(world).says(message).records[0] == record


def test_words_that_nothing_fits_have_no_history(world: World) -> None:
    reply = Talk(world).says(f"has the {NONSENSE} gone up")
    assert (reply.status, reply.records) == (Status.ASKED_BACK, ())


def test_without_topics_such_a_question_is_answered_from_its_best_record(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    reply = Talk(bare).says("how did the number of gritters change")
    assert reply.status is Status.ANSWERED
    assert not [part for part in reply.parts if part.kind == "series"]


# When a place is open


# What gives the figure that is asked for


YEARS = {"18/19": 2019, "22/23": 2023, "24/25": 2025}


def years_of(world: World, records: tuple[str, ...]) -> list[int]:
    return [world.snapshot.stubs[world.snapshot.position[record]].year for record in records]


@pytest.mark.parametrize(
    ("message", "years"),
    [
        ("flood wardens 18/19 v 22/23", [2023, 2019]),
        ("how many flood wardens in 2019 v 2023", [2023, 2019]),
        ("home composting 22/23 vs 18/19", [2023, 2019]),
    ],
)
def test_two_reports_held_against_each_other_are_told_newest_first(
    world: World, message: str, years: list[int]
) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith(say("series"))
    assert years_of(world, reply.records) == years
    assert talk.thread.question == message
    assert talk.thread.vector


def test_of_two_reports_held_against_each_other_no_third_is_told(world: World) -> None:
    assert years_of(world, Talk(world).says("gritters 22/23 v 24/25").records) == [2025, 2023]


@pytest.mark.parametrize(
    ("message", "begins", "years"),
    [
        ("are there more gritters than in 2023", "Gritters ready for winter: 23 (November 2024).", [2025, 2019, 2017]),
        ("is more salt stored than in 2017", "Salt or grit in store: 16,500 tonnes (Nov", [2025, 2019, 2017]),
        ("are there more flood wardens than in 2019", "What the reports say, newest first:", [2023, 2019]),
    ],
)
def test_a_year_that_others_are_held_against_is_told_beside_them(
    world: World, message: str, begins: str, years: list[int]
) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith(begins)
    assert years_of(world, reply.records) == years


@pytest.mark.parametrize("message", ["gritting 18/19 v 24/25", "how many gritters 22/23 v 24/25"])
def test_without_topics_two_reports_held_against_each_other_are_told_each(
    engine: Engine, tmp_path: Path, message: str
) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    talk = Talk(bare)
    talk.says("my bin was missed")
    reply = talk.says(message)
    assert reply.text.startswith(say("series"))
    assert years_of(bare, reply.records) == [year for named, year in reversed(YEARS.items()) if named in message]
    assert (talk.thread.focus, talk.thread.question) == (reply.records[0], message)
    assert [topic["focus"] for topic in talk.thread.topics] == ["waste-missed-bin"]


def test_without_topics_one_year_held_against_others_is_answered_like_any_question(
    engine: Engine, tmp_path: Path
) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    reply = Talk(bare).says("are there more gritters than in 2023")
    assert reply.records[0].startswith("roads-")
    assert say("series") not in reply.text


@pytest.mark.parametrize(
    ("message", "record"),
    [
        ("how do i report a pothole 22/23 v 24/25", "roads-pothole"),
        ("carers passport 22/23 v 24/25", "carers-2023-carers-passport"),
    ],
    ids=["a need", "one report tells of it"],
)
def test_what_cannot_be_held_against_another_report_is_answered_from_its_best_record(
    world: World, message: str, record: str
) -> None:
    reply = Talk(world).says(message)
    assert reply.records[0] == record
    assert say("series") not in reply.text


# Unsure


def test_unsure_once_offers_guesses_and_something_else(world: World) -> None:
    talk = Talk(world)
    reply = talk.says(NONSENSE)
    assert (reply.status, reply.text, reply.records) == (Status.ASKED_BACK, say("unsure", **world.council_fields()), ())
    *guesses, other = titles(reply)
    assert 1 <= len(guesses) <= 3
    assert other == say("button_else")
    assert talk.thread.failures == 1


@pytest.mark.parametrize(("score", "is_told"), [(0.54, True), (0.5, True), (0.49, False)])
def test_a_guess_that_may_be_right_is_told_in_short(world: World, score: float, is_told: bool) -> None:
    turn = with_candidates(world, "roads-pothole", "waste-missed-bin")
    turn.candidates = [replace(one, score=score - 0.1 * place) for place, one in enumerate(turn.candidates)]
    reply = module._unsure(turn)
    assert reply is not None
    assert (reply.status, reply.records) == (Status.ASKED_BACK, ("roads-pothole",) * is_told)
    assert turn.thread.focus == "roads-pothole" * is_told
    assert ("Report the pothole" in reply.text) is is_told
    assert "0116 305 0001" in reply.text
    assert count_words(reply.text) <= 120
    assert "Report a pothole" in titles(reply)


def test_a_guess_that_is_out_of_scope_is_only_offered(engine: Engine, tmp_path: Path) -> None:
    moved = changed(engine, tmp_path, "UPDATE need SET area = 'out-of-scope' WHERE id = 'roads-pothole'")
    turn = with_candidates(moved, "roads-pothole")
    turn.candidates = [replace(turn.candidates[0], score=0.54)]
    reply = module._unsure(turn)
    assert reply is not None
    assert reply.text == say("unsure", **moved.council_fields())


def test_each_guess_can_be_pressed_and_is_told(world: World) -> None:
    for number in range(len(Talk(world).says(NONSENSE).buttons) - 1):
        talk = Talk(world)
        title = titles(talk.says(NONSENSE))[number]
        wanted = talk.thread.choices[title].removeprefix("record:")
        # "Water is coming into my home now" is a button too, and what it says comes before what it leads to.
        assert find_danger(title) or talk.says(title).records[0] == wanted


def test_something_else_offers_the_areas(world: World) -> None:
    reply = Talk(world).hears(NONSENSE, say("button_else"))
    assert titles(reply)[0] == "Bins, tips and recycling"
    assert titles(reply)[-1] == say("areas_more")


@pytest.mark.parametrize("times", [2, 3, 5])
def test_unsure_again_offers_the_areas_and_the_number_of_the_council(world: World, times: int) -> None:
    talk = Talk(world)
    reply = talk.hears(*[NONSENSE, OTHER_NONSENSE, "quux", "wibble wobble", "grault"][:times])
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("unsure_again", **world.council_fields()))
    assert world.council_fields()["phone"] in reply.text
    assert titles(reply)[-1] == say("areas_more")
    assert talk.thread.failures == times


def test_being_unsure_keeps_what_was_told(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed in quorn")
    told = talk.thread.focus, talk.thread.district
    talk.says(NONSENSE)
    assert (talk.thread.focus, talk.thread.district) == told


def test_an_unsure_answer_to_a_question_of_its_own_leaves_the_matter_talked_of_before(world: World) -> None:
    talk = Talk(world)
    talk.hears("my bin was missed", ALONE)
    assert talk.says("how long does that take").status is Status.ASKED_BACK
    assert talk.says("back to the bins").records[0] == "waste-missed-bin"


ALONE = "quixotic zebras gallop through marmalade"
LEANING = "and what about xyzzy then"
LEANT_ON = "waste-bulky-item"
NEAR_IT = ["roads-motorway", "roads-pothole", "flooding-warning"]


def leaning(
    world: World, monkeypatch: pytest.MonkeyPatch, *records: str, score: float = 0.3, message: str = LEANING
) -> Turn:
    """A turn whose message leans on a need and finds these records, none of which fits well."""
    stubs = [world.snapshot.stubs[world.snapshot.position[record]] for record in records]
    found = [Candidate(stub, score - 0.01 * place, 0.2, 0.0) for place, stub in enumerate(stubs)]
    for step in ("search", "lean_on_thread"):
        monkeypatch.setattr(module, step, lambda *_given: found)
    return read(message, world, Thread(question="an old wardrobe", focus=LEANT_ON, shown=[LEANT_ON]))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_message_that_leans_and_is_near_the_record_told_last_is_answered_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    records = [*NEAR_IT[:place], LEANT_ON, *NEAR_IT[place:]]
    turn = leaning(world, monkeypatch, *records)
    assert look_up(turn) is None
    assert [one.stub.id for one in turn.candidates] == [LEANT_ON, *NEAR_IT]
    assert turn.thread.failures == 0


def test_the_record_told_last_must_be_among_the_first_three(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = leaning(world, monkeypatch, *NEAR_IT, LEANT_ON)
    reply = look_up(turn)
    assert reply is not None
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("unsure", **world.council_fields()))
    assert turn.thread.failures == 1


def test_a_message_that_does_not_lean_is_not_answered_with_the_record_told_last(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = leaning(world, monkeypatch, LEANT_ON, *NEAR_IT, message=NONSENSE)
    assert turn.question.leans < 0.3
    reply = look_up(turn)
    assert reply is not None
    assert reply.status is Status.ASKED_BACK


def test_what_fits_well_is_told_before_the_record_told_last(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = leaning(world, monkeypatch, NEAR_IT[0], LEANT_ON, score=0.9)
    assert look_up(turn) is None
    assert turn.candidates[0].stub.id == NEAR_IT[0]


def test_by_the_whole_way_a_message_that_leans_and_says_too_little_is_answered(world: World) -> None:
    talk = Talk(world)
    reply = talk.hears("how do i get an old wardrobe collected", "and whats the deal with sundays here")
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "waste-bulky-item")
    assert talk.thread.failures == 0


# Two questions in one message


@pytest.mark.parametrize(
    ("message", "records"),
    [
        (BOTH, {"roads-pothole", "waste-missed-bin"}),
        ("my bin was missed. how many flood wardens are there?", {"waste-missed-bin", "flooding-2023-flood-wardens"}),
    ],
)
def test_two_questions_in_one_message_are_both_answered(world: World, message: str, records: set[str]) -> None:
    talk = Talk(world)
    reply = talk.says(message)
    assert reply.status is Status.ANSWERED
    assert records <= set(reply.records)
    assert say("two", text="") in reply.text
    assert len(reply.text.split()) <= 120
    assert records <= set(talk.thread.shown)


def test_both_of_two_questions_name_their_contact(world: World) -> None:
    reply = Talk(world, Thread(district="Blaby", place="Blaby")).says(BOTH)
    assert "Leicestershire County Council, 0116 305 0001" in reply.text
    assert "Blaby District Council" in reply.text


def test_the_first_of_two_questions_can_be_followed_up(world: World) -> None:
    talk = Talk(world)
    first = talk.says(BOTH).records[0]
    assert talk.thread.focus == first


@pytest.mark.parametrize(
    "message",
    [
        "my bin was missed and who do i ring",
        "how many gritters and drivers are there on the road",
        "who do i ring about a missed bin and who takes an old wardrobe away",
        "what is a flood warden and how many flood wardens are there",
    ],
)
def test_two_sentences_on_one_service_are_one_question(world: World, message: str) -> None:
    assert say("two", text="") not in Talk(world).says(message).text


def test_many_questions_in_one_message_are_no_error(world: World) -> None:
    reply = Talk(world).says(f"{BOTH} and how many flood wardens are there and who helps carers")
    assert len(reply.text.split()) <= 120
