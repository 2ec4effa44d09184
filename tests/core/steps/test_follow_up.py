"""A message that leans on the last one: another year or place, a step back or forward, a series, "which place?"."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from sqlalchemy.engine import Engine

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing, open_database
from core.catalogue.load import load
from core.steps.follow_up import follow_up, same_matter
from core.turn import Turn, Understanding, World
from core.understanding.encoder import SentenceEncoder, encode_once, encode_words_once
from core.understanding.question import Question
from core.yaml_text import parse_yaml
from tests.conftest import CONTENT, TODAY
from tests.talk import Talk, changed, read, told, without_catalogue

GRITTERS, WARDENS = "how many gritters have you got", "how many flood wardens are there"
BIN, POTHOLE = "my bin was missed", "there is a pothole in our road"


def year_of(world: World, record: str) -> int:
    return world.snapshot.stubs[world.snapshot.position[record]].year


# Nothing to lean on


@pytest.mark.parametrize("message", ["and in 2019?", "the year before", "after that", "what cost"])
def test_with_nothing_told_before_nothing_is_leant_on(world: World, message: str) -> None:
    assert follow_up(read(message, world)) is None


def test_a_place_before_any_question_is_kept_for_the_next(world: World) -> None:
    talk = Talk(world)
    reply = talk.says("i live in quorn")
    assert reply.text == say("place_kept", place="Quorn", name="Charnwood Borough Council")
    assert "Charnwood Borough Council" in talk.says("my bin was missed").text


def test_a_place_outside_before_any_question_is_out_of_scope(world: World) -> None:
    assert Talk(world).says("im in nottingham").status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize("message", [WARDENS, "who grits the roads in quorn in 2019", "a neighbour fly-tipped a sofa"])
def test_a_message_that_stands_alone_goes_on_its_way(world: World, message: str) -> None:
    assert follow_up(read(message, world, told(world, GRITTERS))) is None


@pytest.mark.parametrize("message", ["and in 2019?", "the year before", "after that", "and in quorn?"])
def test_a_record_that_is_gone_is_not_leant_on(world: World, message: str) -> None:
    assert follow_up(read(message, world, Thread(question="x", focus="gone", shown=["gone"]))) is None


def test_without_a_database_a_follow_up_is_an_error(tmp_path: Path) -> None:
    question = Question("and in quorn?", "and in quorn?", leans=1.0)
    before = Thread(focus="waste-missed-bin", awaits="place")
    turn = Turn("quorn", before, without_catalogue(tmp_path), Understanding(), before=before, question=question)
    with pytest.raises(DatabaseMissing):
        follow_up(turn)


# Another year


@pytest.mark.parametrize("with_encoder", [True, False])
@pytest.mark.parametrize(("message", "year"), [("and in 2019?", 2019), ("what about 2016/17", 2017), ("2023", 2023)])
def test_another_year_tells_of_the_same_matter_then(
    world: World, wordless_world: World, with_encoder: bool, message: str, year: int
) -> None:
    one_world = world if with_encoder else wordless_world
    reply = Talk(one_world).hears(GRITTERS, message)
    assert reply.status is Status.ANSWERED
    assert year_of(one_world, reply.records[0]) == year
    assert "grit" in reply.text


def test_a_year_without_the_matter_is_said_and_the_last_answer_kept(world: World) -> None:
    reply = Talk(world).hears(WARDENS, "and in 2021?")
    assert reply.status is Status.NOT_IN_REPORTS
    assert reply.text.startswith(say("not_that_year", asked="2021", found="the 2023 report"))
    assert reply.records[0] == "flooding-2023-flood-wardens"


def test_a_year_that_no_report_covers_is_said(world: World) -> None:
    reply = Talk(world).hears(GRITTERS, "and in 2012?")
    assert reply.status is Status.NOT_IN_REPORTS
    year = year_of(world, reply.records[0])
    assert reply.text.startswith(say("no_report_year", asked="2012", found=f"the {year} report"))


def test_a_year_after_a_need_is_looked_up_like_a_question(world: World) -> None:
    turn = read("and in 2017?", world, told(world, "is there a flood warning"))
    assert follow_up(turn) is None


def test_years_can_be_asked_one_after_another(world: World) -> None:
    talk = Talk(world)
    talk.says(GRITTERS)
    assert [year_of(world, talk.says(f"and {year}?").records[0]) for year in (2017, 2023, 2025)] == [2017, 2023, 2025]


def test_a_question_of_its_own_forgets_the_year(world: World) -> None:
    talk = Talk(world)
    talk.hears(GRITTERS, "and in 2017?")
    assert talk.thread.years == [2017]
    assert talk.says("how much was spent on street lighting and bridges").status is Status.ANSWERED
    assert talk.thread.years == []


# A step back, a step forward


def test_steps_lead_back_report_by_report_until_there_is_none(world: World) -> None:
    talk = Talk(world)
    years = [year_of(world, talk.says(GRITTERS).records[0])]
    for _ in range(6):
        reply = talk.says("the year before that")
        if reply.status is Status.NOT_IN_REPORTS:
            break
        years.append(year_of(world, reply.records[0]))
    assert len(years) >= 3
    assert years == sorted(set(years), reverse=True)
    assert reply.text == say("no_earlier")
    assert year_of(world, reply.records[0]) == years[-1]


def test_a_period_is_looked_for_in_every_report_of_the_matter(engine: Engine, tmp_path: Path) -> None:
    talk = Talk(World(Catalogue(engine), encode_once, lambda: TODAY, encode_words_once))
    newest = talk.says(GRITTERS).records[0]
    oldest = talk.says("and in 2017").records[0]
    text = "In 2019/20 there were 77 gritters for the roads in winter."
    world = changed(engine, tmp_path, f"UPDATE initiative SET summary = '{text}' WHERE id = '{oldest}'")
    asked = Talk(world, Thread(question=GRITTERS, focus=newest))
    assert asked.says("and in 2019/20").records[0] == oldest
    assert "77" in Talk(world, Thread(question=GRITTERS, focus=newest)).says("what about 2019-20").text


@pytest.mark.parametrize(
    ("summary", "says"),
    [
        ("There were 9 wardens. It grew to £52m, from £40m the year before.", "from £40m the year before"),
        ("There were 9 wardens in 2016. In 2014 there were two.", "In 2014 there were two"),
        ("There were 9 wardens in 2016.", say("no_earlier")),
        ("There were 9 wardens.", say("no_earlier")),
    ],
)
def test_the_year_before_may_stand_in_the_record_itself(
    engine: Engine, tmp_path: Path, summary: str, says: str
) -> None:
    one = "SELECT id FROM initiative WHERE report = (SELECT min(report) FROM initiative) LIMIT 1"
    world = changed(engine, tmp_path, f"UPDATE initiative SET summary = '{summary}' WHERE id = ({one})")
    oldest = min(stub.year for stub in world.snapshot.stubs if stub.kind == "initiative")
    record = next(
        stub.id
        for stub in world.snapshot.stubs
        if stub.year == oldest and world.catalogue.initiatives([stub.id])[stub.id].summary == summary
    )
    reply = Talk(world, Thread(question="how many wardens", focus=record)).says("and the year before that")
    assert reply.status is Status.NOT_IN_REPORTS
    assert says in reply.text


@pytest.mark.parametrize("asked", ["year before that", "and the previous year?"])
def test_the_year_before_is_told_by_the_record_that_tells_of_both_years(
    engine: Engine, tmp_path: Path, asked: str
) -> None:
    both = "The share was 88% in 2019/20 but only 79% in 2020/21."
    world = changed(engine, tmp_path, f"UPDATE initiative SET summary = 'It is told. {both}' WHERE report = 2023")
    record = next(stub.id for stub in world.snapshot.stubs if stub.year == 2023)
    reply = Talk(world, Thread(question="how many wardens", focus=record)).says(asked)
    assert reply.text == say("report_says", year=2023, text=both)
    assert reply.records == (record,)


def test_the_report_before_is_another_report(world: World) -> None:
    reply = Talk(world).hears("how many gritters in 2023", "and the report before that")
    assert say("report_says", year=2023, text="")[:-1] not in reply.text


def test_a_step_forward_leads_to_the_next_report(world: World) -> None:
    talk = Talk(world)
    talk.says("how many gritters were there in 2017")
    first = year_of(world, talk.thread.focus)
    after = [year_of(world, talk.says("and after that?").records[0]) for _ in range(2)]
    assert first < after[0] < after[1]


def test_a_step_beyond_the_newest_report_is_said(world: World) -> None:
    reply = Talk(world).hears(WARDENS, "and after that?")
    assert (reply.status, reply.text) == (Status.NOT_IN_REPORTS, say("no_later"))


def test_a_step_passes_over_reports_without_the_matter(world: World) -> None:
    reply = Talk(world).hears(WARDENS, "the report before that")
    assert reply.records[0] == "flooding-2019-flood-wardens"


def test_a_step_from_a_need_leads_nowhere(world: World) -> None:
    assert follow_up(read("the year before that", world, told(world, POTHOLE))) is None


def test_a_step_passes_over_a_report_that_tells_of_the_matter_without_the_figure(world: World) -> None:
    # The 2023 report tells of drivers and routes, and of no gritters.
    talk = Talk(world)
    years = [year_of(world, talk.says(GRITTERS).records[0])]
    years += [year_of(world, talk.says("the year before that").records[0]) for _ in range(2)]
    assert years == [2025, 2019, 2017]


def test_a_step_without_a_figure_leads_to_the_very_next_report(world: World) -> None:
    reply = Talk(world).hears("were you prepared for snow", "the year before that")
    assert year_of(world, reply.records[0]) == 2023


@pytest.mark.parametrize(
    "messages",
    [
        ("how did the number of gritters change", "and in 2017?"),
        ("how many gritters were there in 2019", "the year before that"),
        ("have gritters increased", "and in 2017?"),
    ],
)
def test_of_several_records_of_a_year_the_one_with_the_figure_asked_for_is_told(
    world: World, messages: tuple[str, ...]
) -> None:
    reply = Talk(world).hears(*messages)
    assert reply.records[0] == "roads-2017-gritting"


def test_a_year_with_another_figure_asks_for_that_one(world: World) -> None:
    reply = Talk(world).hears("how did the number of gritters change", "and how much salt was used in 2017?")
    assert reply.records[0] == "roads-2017-salt-used"


# Every report


@pytest.mark.parametrize("messages", [("gritters in every report",), (GRITTERS, "and in each report?")])
def test_a_figure_in_every_report_is_told_as_a_series_of_the_topic(world: World, messages: tuple[str, ...]) -> None:
    talk = Talk(world)
    reply = talk.hears(*messages)
    assert reply.status is Status.ANSWERED
    assert reply.parts[0].kind == "series"
    assert reply.text.startswith("Gritters ready for winter: 23 (November 2024). Before that: 23 (2018/19), 21 (")
    years = [year_of(world, record) for record in reply.records]
    assert years == [2025, 2019, 2017]
    assert (talk.thread.focus, talk.thread.question) == (reply.records[0], messages[0])
    assert world.snapshot.reports[2025].title in reply.text
    assert len(reply.text.split()) <= 120


def test_of_several_figures_the_one_is_told_in_every_report_that_was_asked_for(world: World) -> None:
    reply = Talk(world).hears("how much salt is there in store", "and in each report?")
    assert reply.text.startswith("Salt or grit in store: 16,500 tonnes (November 2024).")


def test_what_no_series_counts_has_a_line_a_report_newest_first(world: World) -> None:
    reply = Talk(world).says("home composting in every report")
    years = [int(year) for year in re.findall(r"^(20\d\d): ", reply.text, re.MULTILINE)]
    assert years == [2025, 2023, 2019] == [year_of(world, record) for record in reply.records]
    assert len(reply.text.split()) <= 120


def test_a_matter_without_a_topic_is_gathered_from_each_report(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    talk = Talk(bare)
    reply = talk.says("gritting in every report")
    years = [int(year) for year in re.findall(r"^(20\d\d): ", reply.text, re.MULTILINE)]
    assert len(years) >= 3
    assert years == sorted(set(years), reverse=True)
    assert [year_of(bare, record) for record in reply.records] == years
    assert talk.thread.focus == reply.records[0]
    assert bare.snapshot.reports[years[0]].title in reply.text
    assert len(reply.text.split()) <= 120


def test_a_series_is_found_by_words_alone(wordless_world: World) -> None:
    reply = Talk(wordless_world).says("gritting in every report")
    assert len(reply.records) >= 2
    assert {wordless_world.snapshot.topic_of[record] for record in reply.records} == {"roads-gritting-fleet"}


def test_a_matter_of_one_report_is_no_series(world: World) -> None:
    assert follow_up(read("reading friends book group in every report", world)) is None
    reply = Talk(world).says("reading friends book group in every report")
    assert reply.records[0] == "carers-2023-reading-friends-lutterworth"


def test_each_report_on_nothing_is_no_series(world: World) -> None:
    assert follow_up(read("in each report", world)) is None


# Another place


def test_another_place_names_its_council_for_the_same_need(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed in quorn")
    reply = talk.says("and in barwell?")
    assert reply.records[0] == "waste-missed-bin"
    assert "Hinckley and Bosworth Borough Council" in reply.text
    assert "Charnwood" not in reply.text
    assert (talk.thread.place, talk.thread.district) == ("Barwell", "Hinckley and Bosworth")


def test_another_place_for_a_county_need_is_the_county_all_the_same(world: World) -> None:
    reply = Talk(world).hears(POTHOLE, "and in quorn?")
    assert reply.records[0] == "roads-pothole"
    assert reply.text.startswith(say("county_everywhere", name="Leicestershire County Council", place="Quorn"))


def test_a_place_after_an_initiative_tells_what_is_reported_of_it(world: World) -> None:
    reply = Talk(world).hears("where are the household waste sites", "what about kibworth?")
    assert reply.records[0] == "waste-2023-kibworth-site-reopened"


def test_a_place_of_which_nothing_is_reported_is_told_whom_to_turn_to_there(world: World) -> None:
    talk = Talk(world)
    assert talk.says("how many gritters have you got").records[0] == "roads-2025-gritting-2024-25"
    reply = talk.says("what about in quorn?")
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "roads-gritting")
    assert talk.thread.place == "Quorn"


@pytest.fixture(scope="module")
def sisters(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> World:
    """The small catalogue with a need for each of three tips: Kibworth, Barwell, Market Harborough."""
    folder = tmp_path_factory.mktemp("sisters")
    shutil.copytree(CONTENT, folder / "content")
    roads, waste = (folder / "content" / "needs" / f"{area}.yml" for area in ("roads", "waste"))
    like = next(need for need in parse_yaml(roads.read_text("utf-8"))["needs"] if need["id"] == "roads-motorway")
    held = parse_yaml(waste.read_text("utf-8"))
    for place in ("Kibworth", "Barwell", "Market Harborough"):
        name = place.lower().replace(" ", "-")
        asked = [f"when is {name} tip open", f"recycling site {name}", f"tip in {name} today"]
        own = {"id": f"waste-tip-{name}", "need": f"The tip at {place}", "asked_as": asked, "places": [place]}
        held["needs"].append({**like, **own, "answer": f"The tip at {place} takes household waste."})
    waste.write_text(yaml.safe_dump(held, allow_unicode=True), "utf-8")
    made = open_database(f"sqlite:///{folder}/sisters.db", 2, create=True)
    load(made, folder / "content", encoder)
    return World(Catalogue(made), encode_once, lambda: TODAY, encode_words_once)


def after_tip(world: World, place: str) -> Talk:
    """A conversation in which the need of a place's tip was told last."""
    record = f"waste-tip-{place}"
    return Talk(world, Thread(question=f"when is {place} tip open", focus=record, shown=[record]))


@pytest.mark.parametrize(
    ("told_of", "message", "record"),
    [
        ("kibworth", "what about in barwell", "waste-tip-barwell"),
        ("kibworth", "and Barwell?", "waste-tip-barwell"),
        ("barwell", "what about kibworth", "waste-tip-kibworth"),
        ("barwell", "and in barwell?", "waste-tip-barwell"),
        ("barwell", "what about harborough one then", "waste-tip-market-harborough"),
    ],
)
def test_another_place_after_a_need_of_one_place_finds_the_need_of_the_other(
    sisters: World, told_of: str, message: str, record: str
) -> None:
    talk = after_tip(sisters, told_of)
    reply = talk.says(message)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, record)
    assert f"The tip at {record.removeprefix('waste-tip-').replace('-', ' ').title()}" in reply.text
    assert talk.thread.focus == record


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("might stop with my sister in quorn, would it be them too", "Quorn"),
        ("moving to barwell next month, same lot?", "Barwell"),
        ("quorn, near barwell", "Quorn"),
    ],
)
def test_who_asks_whether_it_is_the_same_there_is_told_for_that_place(world: World, message: str, place: str) -> None:
    talk = Talk(world)
    talk.says("my bin was missed in kibworth")
    only_a_place = Understanding("place_only", 0.95)
    reply = talk.says(message, only_a_place if "," not in message[6:] else None)
    assert reply.records[0] == "waste-missed-bin"
    assert f"In {place}" in reply.text


def test_a_need_of_the_place_that_is_named_with_it_is_told(sisters: World) -> None:
    talk = Talk(sisters)
    talk.says("my bin was missed in quorn")
    reply = talk.says("what about the tip in kibworth, is that open")
    assert reply.records[0] == "waste-tip-kibworth"


def test_a_need_of_another_area_is_not_that_of_the_place(sisters: World) -> None:
    """Of Kibworth there is a tip; whoever asks of potholes there doesn't want it."""
    talk = Talk(sisters)
    assert talk.hears("there is a pothole in quorn", "and in kibworth?").records[0] == "roads-pothole"


def test_where_the_other_place_has_no_such_need_the_same_one_is_told(sisters: World) -> None:
    assert after_tip(sisters, "kibworth").says("what about in quorn").records[0] == "waste-tip-kibworth"


def test_at_the_place_told_before_the_need_of_that_place_goes_first(sisters: World) -> None:
    for place in ("Kibworth", "Barwell"):
        talk = Talk(sisters, Thread(question=BIN, focus="waste-missed-bin", place=place))
        assert talk.says("and when is the tip open there").records[0] == f"waste-tip-{place.lower()}"


def test_a_need_of_no_place_stays_the_same_at_another(sisters: World) -> None:
    talk = Talk(sisters)
    assert talk.hears("my bin was missed in quorn", "what about in barwell").records[0] == "waste-missed-bin"


# "Which place?"


@pytest.mark.parametrize(
    "message",
    [
        *("quorn", "Quorn.", "im in quorn", "it's Quorn love", "we live in quorn"),
        *("LE11 2TA", "le112ta", "quorn, near loughborough"),
    ],
)
def test_an_awaited_place_is_taken_however_it_is_told(world: World, message: str) -> None:
    talk = Talk(world)
    talk.says(BIN)
    reply = talk.says(message)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "waste-missed-bin")
    assert "Charnwood Borough Council" in reply.text
    assert say("which_place") not in reply.text
    assert (talk.thread.awaits, talk.thread.district) == ("", "Charnwood")


def test_an_awaited_place_is_taken_from_a_longer_sentence(world: World) -> None:
    assert "Charnwood Borough Council" in Talk(world).hears(BIN, "i live in quorn near the church").text


def test_a_place_is_taken_though_something_was_said_in_between(world: World) -> None:
    assert "Charnwood Borough Council" in Talk(world).hears(BIN, "thanks", "quorn").text


@pytest.mark.parametrize("message", ["any charge", "how long", "what cost", "why though"])
def test_what_asks_in_two_words_is_no_place(world: World, message: str) -> None:
    talk = Talk(world)
    talk.says(BIN)
    assert say("place_unknown", place=message.title()) != talk.says(message).text


@pytest.mark.parametrize("message", ["Atlantis", "emerald city"])
def test_an_unknown_place_is_asked_for_again(world: World, message: str) -> None:
    talk = Talk(world)
    talk.says(BIN)
    reply = talk.says(message)
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("place_unknown", place=message.title()))
    assert talk.thread.awaits == "place"
    assert "Charnwood Borough Council" in talk.says("quorn").text


def test_an_endless_word_is_not_said_back_as_a_place(world: World) -> None:
    assert len(Talk(world).hears(BIN, "x" * 5000).text) < 1000


@pytest.mark.parametrize(("message", "districts"), [("ashby", 3), ("LE9", 3), ("braunstone", 2)])
def test_a_place_in_several_districts_is_asked_for_again(world: World, message: str, districts: int) -> None:
    talk = Talk(world)
    talk.says(BIN)
    reply = talk.says(message)
    assert reply.status is Status.ASKED_BACK
    (place,) = world.gazetteer.find(message)
    assert len(place.districts) == districts
    assert all(district in reply.text for district in place.districts)
    assert talk.thread.awaits == "place"
    assert "Charnwood Borough Council" in talk.says("LE11 2TA").text


def test_an_awaited_place_outside_the_county_is_told_so(world: World) -> None:
    talk = Talk(world)
    talk.says(BIN)
    reply = talk.says("nuneaton")
    assert (reply.status, reply.text) == (Status.OUT_OF_SCOPE, say("place_outside", place="Nuneaton"))
    assert talk.thread.district == ""


@pytest.mark.parametrize(
    ("message", "record"),
    [
        (GRITTERS, "roads-2025-gritting-2024-25"),
        (WARDENS, "flooding-2023-flood-wardens"),
        ("potholes", "roads-pothole"),
        ("i have nowhere to sleep tonight", "housing-homeless-tonight"),
    ],
)
def test_a_question_of_another_area_is_answered_instead_of_a_place(world: World, message: str, record: str) -> None:
    assert Talk(world).hears(BIN, message).records[0] == record


@pytest.mark.parametrize(
    ("message", "record"),
    [
        ("how do i report a pothole in quorn", "roads-pothole"),
        ("is kibworth tip open again", "waste-2023-kibworth-site-reopened"),
    ],
)
def test_a_question_that_names_a_place_is_more_than_the_awaited_place(world: World, message: str, record: str) -> None:
    assert Talk(world).hears(BIN, message).records[0] == record


@pytest.mark.parametrize("message", ["thanks", "bye", "can i speak to a person"])
def test_small_talk_is_no_place(world: World, message: str) -> None:
    assert Talk(world).hears(BIN, message).status is Status.CONVERSATION


def test_a_place_awaited_for_a_record_that_is_gone_is_no_error(world: World) -> None:
    reply = Talk(world, Thread(question="x", focus="gone", awaits="place")).says("quorn")
    assert (reply.status, reply.text) == (Status.ASKED_BACK, say("wrong_nothing", **world.council_fields()))


# What the look-up leans on


def test_the_same_matter_of_years_comes_best_first(world: World) -> None:
    found = same_matter(read("and in 2017?", world, told(world, GRITTERS)), (2017, 2019))
    assert found
    assert {candidate.stub.year for candidate in found} <= {2017, 2019}
    assert [candidate.score for candidate in found] == sorted((one.score for one in found), reverse=True)


def test_records_of_the_topic_are_the_same_matter_and_come_first(world: World) -> None:
    found = same_matter(read("and in 2019?", world, told(world, GRITTERS)), (2019,))
    of_topic = [world.snapshot.topic_of.get(candidate.stub.id) == "roads-gritting-fleet" for candidate in found]
    assert of_topic[0]
    assert of_topic == sorted(of_topic, reverse=True)


def test_without_a_topic_nearness_tells_what_is_the_same_matter(engine: Engine, tmp_path: Path) -> None:
    bare = changed(engine, tmp_path, "DELETE FROM topic")
    found = same_matter(read("and in 2019?", bare, told(bare, GRITTERS)), (2019,))
    assert found[0].stub.id == "roads-2019-winter-maintenance-gritters"
    assert all(candidate.meaning >= 0.5 for candidate in found)


def test_no_matter_is_the_same_in_a_year_without_a_report(world: World) -> None:
    assert same_matter(read("and in 1999?", world, told(world, GRITTERS)), (1999,)) == []


@pytest.mark.parametrize("message", ["and in 2019?", "the year before", "in each report", "what did they cost"])
def test_a_catalogue_that_lost_its_vectors_while_talking_is_no_error(
    world: World, engine: Engine, tmp_path: Path, message: str
) -> None:
    thread = told(world, GRITTERS)
    without_vectors = changed(engine, tmp_path, "UPDATE phrase SET vector = NULL")
    assert Talk(without_vectors, thread).says(message).text
