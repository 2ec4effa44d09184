"""How a matter went over the years: figures, change and reports of a topic, the newest first, within the limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from core.answering.answer import Answer, Part, Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.over_years import history_of, tell_each_report, tell_over_years
from core.turn import Turn, World
from core.understanding.encoder import unpack
from tests.talk import Talk, changed, read, without_catalogue

FLEET = ("roads-2025-gritting-2024-25", "roads-2019-winter-maintenance-gritters", "roads-2017-gritting")
GRITTERS = "how did the number of gritters change"


def kinds(reply: Answer) -> list[str]:
    return [part.kind for part in reply.parts]


def ask(world: World, message: str, record: str) -> tuple[Answer, Turn]:
    turn = read(message, world)
    turn.looks_for(turn.question.gist, turn.vector)
    reply = tell_over_years(turn, record)
    assert reply is not None
    assert len(reply.text.split()) <= 120
    return reply, turn


# None


@pytest.mark.parametrize("record", ["", "gone", "roads-gritting", "carers-2023-carers-passport"])
def test_a_record_without_a_topic_has_no_history(world: World, record: str) -> None:
    turn = read(GRITTERS, world, Thread(focus="waste-2019-sites"))
    assert tell_over_years(turn, record) is None
    assert turn.thread == Thread(focus="waste-2019-sites")


@pytest.mark.parametrize("message", ["how did gritting change in 2019", "how did gritting change in 2021"])
def test_one_year_alone_is_no_history(world: World, message: str) -> None:
    assert tell_over_years(read(message, world), FLEET[0]) is None


def test_a_topic_of_one_report_is_no_history(engine: Engine, tmp_path: Path) -> None:
    alone = changed(
        engine, tmp_path, """UPDATE topic SET initiatives = '["roads-2017-gritting", "roads-2017-salt-used"]'"""
    )
    assert tell_over_years(read(GRITTERS, alone), "roads-2017-gritting") is None


def test_without_a_database_there_is_no_history(world: World, tmp_path: Path) -> None:
    turn = read(GRITTERS, world)
    turn.world = without_catalogue(tmp_path)
    with pytest.raises(DatabaseMissing):
        tell_over_years(turn, FLEET[0])


# Figures


def test_a_series_that_is_asked_for_is_told_the_newest_value_first(world: World) -> None:
    reply, _ = ask(world, GRITTERS, FLEET[2])
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith(
        "Gritters ready for winter: 23 (November 2024). Before that: 23 (2018/19), 21 (2016/17)."
    )
    assert reply.records == FLEET
    assert kinds(reply) == ["series", "also", "contact", "source"]


def test_the_part_of_the_series_carries_what_a_chart_needs(world: World) -> None:
    reply, _ = ask(world, GRITTERS, FLEET[0])
    fields = reply.parts[0].fields
    assert (fields["series"], fields["name"]) == ("roads-gritting-fleet/0", "gritters ready for winter")
    assert [value["period"] for value in fields["values"]] == ["2016/17", "2018/19", "November 2024"]


def test_of_several_series_the_one_is_told_that_is_asked_for(world: World) -> None:
    assert ask(world, "has the salt in store gone up", FLEET[0])[0].text.startswith("Salt or grit in store: 16,500")
    assert ask(world, "has the share of roads gritted gone up", FLEET[0])[0].text.startswith("Share of the road")
    assert ask(world, "are there more gritting routes than before", FLEET[0])[0].text.startswith("Gritting routes: 17")


def test_the_change_in_words_stands_under_the_figures(world: World) -> None:
    reply, _ = ask(world, GRITTERS, FLEET[0])
    assert reply.text.split("\n")[1].startswith("The fleet grew from 21 gritters")


def test_without_a_change_in_words_the_newest_other_report_is_told(engine: Engine, tmp_path: Path) -> None:
    silent = changed(engine, tmp_path, "UPDATE topic SET change = ''")
    reply, _ = ask(silent, GRITTERS, FLEET[0])
    assert kinds(reply) == ["series", "answer", "contact", "source"]
    assert reply.parts[1].text.startswith("2023: 20 drivers took turns")
    assert reply.records == (*FLEET, "roads-2023-gritting")


# What became of it


def test_whoever_asks_what_became_of_it_hears_that_before_any_figure(world: World) -> None:
    reply, _ = ask(world, "what happened to the theatre sessions", "waste-2019-schools-theatre")
    first, second, *rows = reply.text.split("\n")
    assert first == "50 sessions were offered in the 2019 report and 60 in the 2023 report."
    assert second == say("series")
    assert [row[:6] for row in rows[:2]] == ["2023: ", "2019: "]
    assert "series" not in kinds(reply)


def test_a_matter_without_series_is_told_report_by_report(world: World) -> None:
    reply, _ = ask(world, "how has home composting changed", "waste-2019-composting")
    lines = reply.text.split("\n")
    assert lines[0] == say("series")
    assert [line[:6] for line in lines[1:4]] == ["2025: ", "2023: ", "2019: "]
    assert reply.records == ("waste-2025-composting-workshops", "waste-2023-home-compost-bins", "waste-2019-composting")


def test_a_question_that_no_series_fits_is_told_report_by_report(wordless_world: World) -> None:
    reply, _ = ask(wordless_world, "has it grown", FLEET[0])
    assert reply.text.startswith("The fleet grew from 21 gritters")
    assert "2025: In November 2024, 23 gritters" in reply.text


def test_of_several_records_of_a_report_the_one_that_was_found_is_told(world: World) -> None:
    training = ask(world, "what happened to the wardens", "flooding-2023-flood-warden-training")[0]
    assert "flooding-2023-flood-warden-training" in training.records
    assert "flooding-2023-flood-wardens" not in training.records
    wardens = ask(world, "what happened to the wardens", "flooding-2019-flood-wardens")[0]
    assert "flooding-2023-flood-wardens" in wardens.records


def test_a_long_first_sentence_is_cut_and_shows_it(world: World) -> None:
    reply, _ = ask(world, "what happened to home composting", "waste-2019-composting")
    (row,) = [line for line in reply.text.split("\n") if line.startswith("2023: ")]
    assert row.startswith("2023: Over 500 subsidised")
    assert row.endswith(" …")


# Years that are asked for


def test_only_reports_of_the_years_asked_for_are_told(world: World) -> None:
    reply, turn = ask(world, "what changed in gritting between 2017 and 2019", FLEET[0])
    assert turn.question.years.reports == (2017, 2019)
    assert [world.snapshot.stubs[world.snapshot.position[record]].year for record in reply.records] == [2019, 2017]
    assert "2025: " not in reply.text
    assert "2023: " not in reply.text


# Whom to ask, and where it stands


def test_the_answer_ends_with_whom_to_ask_and_all_reports_it_is_from(world: World) -> None:
    reply, _ = ask(world, GRITTERS, FLEET[0])
    contact, source = reply.parts[-2:]
    assert contact.text.startswith("Who to ask: Leicestershire County Council, 0116 305 0001")
    assert contact.fields["phone"] == "0116 305 0001"
    title = world.snapshot.reports[2025].title
    assert source.text.startswith(f"Source: {title}, Highways and Transport: Major Schemes and Maintenance.")
    assert source.text.endswith(" Earlier: 2019, 2017 reports.")
    assert source.fields["title"] == title


def test_one_earlier_report_is_named_in_the_singular(world: World) -> None:
    reply, _ = ask(world, "how has surface dressing changed", "roads-2025-surface-dressing")
    assert reply.text.endswith("Earlier: 2023 report.")


def test_every_topic_can_be_told_within_the_limit(world: World) -> None:
    for topic in world.catalogue.topics().values():
        for message in (f"how has {topic.topic} changed", f"what happened to {topic.topic}"):
            reply, _ = ask(world, message, topic.initiatives[0])
            assert reply.status is Status.ANSWERED
            assert kinds(reply)[-2:] == ["contact", "source"], topic.id
            assert set(reply.records) <= set(topic.initiatives)


def test_a_long_change_and_long_summaries_stay_within_the_limit(engine: Engine, tmp_path: Path) -> None:
    wordy = changed(
        engine,
        tmp_path,
        f"UPDATE topic SET change = '{'word ' * 30}'",
        f"UPDATE initiative SET summary = '{'many ' * 65}'",
        f"UPDATE report SET title = '{'long ' * 14}'",
    )
    for message in (GRITTERS, "what happened to gritting"):
        reply, _ = ask(wordy, message, FLEET[0])
        assert "Source: " in reply.text


# What the next message leans on


def test_the_newest_record_is_what_is_talked_about_next(world: World) -> None:
    before = Thread(question="x", focus="waste-2019-sites", years=[2017], failures=1, choices={"a": "b"})
    turn = read(GRITTERS, world, before)
    turn.looks_for(turn.question.gist, turn.vector)
    reply = tell_over_years(turn, FLEET[2])
    assert reply is not None
    thread = turn.thread
    assert (thread.focus, thread.shown, thread.years) == (FLEET[0], list(FLEET), [])
    assert (thread.failures, thread.choices) == (0, {})
    assert [topic["focus"] for topic in thread.topics] == ["waste-2019-sites"]


def test_a_year_can_be_asked_for_afterwards(world: World) -> None:
    reply = Talk(world).hears(GRITTERS, "and in 2017?")
    assert reply.records[0] == "roads-2017-gritting"


def test_the_step_before_leads_to_the_report_before_the_newest(world: World) -> None:
    reply = Talk(world).hears(GRITTERS, "and before that?")
    assert reply.records[0] == "roads-2019-winter-maintenance-gritters"


# Of a matter that no topic holds together


@pytest.fixture
def bare(engine: Engine, tmp_path: Path) -> World:
    """The small catalogue without its topics."""
    return changed(engine, tmp_path, "DELETE FROM topic")


GRITTING = "gritting in winter"


def each(world: World, *years: int, before: Thread | None = None, text: str = GRITTING) -> tuple[Answer | None, Turn]:
    turn = read(text, world, before)
    reply = tell_each_report(turn, years, text, turn.vector)
    assert reply is None or len(reply.text.split()) <= 120
    return reply, turn


@pytest.mark.parametrize("years", [(), (2025,), (2019, 2012), (2019, 2021), (2021,)], ids=str)
def test_of_fewer_than_two_reports_nothing_is_told(bare: World, years: tuple[int, ...]) -> None:
    before = Thread(question="x", focus="waste-2019-sites", shown=["waste-2019-sites"])
    reply, turn = each(bare, *years, before=before)
    assert reply is None
    assert turn.thread == before


def test_of_reports_that_tell_of_another_matter_nothing_is_told(bare: World) -> None:
    assert each(bare, 2019, 2025, text="mountain rescue helicopters")[0] is None


@pytest.mark.parametrize("years", [(2019, 2025), (2025, 2019), (2019, 2021, 2025)], ids=str)
def test_two_reports_are_told_the_newest_first_whichever_was_named_first(bare: World, years: tuple[int, ...]) -> None:
    reply, _ = each(bare, *years)
    assert reply is not None
    assert reply.status is Status.ANSWERED
    assert kinds(reply) == ["remark", "answer", "answer", "source"]
    assert reply.records == ("roads-2025-gritting-2024-25", "roads-2019-winter-maintenance-gritters")
    first, *rows, source = reply.text.split("\n")
    assert first == say("series")
    assert [row[:6] for row in rows] == ["2025: ", "2019: "]
    assert source.startswith(f"Source: {bare.snapshot.reports[2025].title}, ")


def test_two_reports_are_told_in_more_words_than_many(bare: World) -> None:
    two, many = each(bare, 2019, 2025)[0], each(bare, 2017, 2019, 2023, 2025)[0]
    assert two is not None and many is not None
    assert len(many.records) == 4
    rows = [[len(part.text.split()) for part in reply.parts if part.kind == "answer"] for reply in (two, many)]
    assert 22 < max(rows[0]) <= 37
    assert max(rows[1]) <= 24


def test_long_summaries_and_titles_stay_within_the_limit(engine: Engine, tmp_path: Path) -> None:
    wordy = changed(
        engine,
        tmp_path,
        "DELETE FROM topic",
        f"UPDATE initiative SET summary = '{'many ' * 65}'",
        f"UPDATE report SET title = '{'long ' * 14}'",
    )
    for years in ((2019, 2025), (2017, 2019, 2021, 2023, 2025)):
        reply, _ = each(wordy, *years)
        assert reply is not None
        assert len(reply.records) >= 2
        assert " …" in reply.text


def test_each_report_is_found_by_words_alone(wordless_world: World) -> None:
    reply, turn = each(wordless_world, 2019, 2025, text="gritters")
    assert reply is not None
    assert len(reply.records) == 2
    assert turn.thread.vector == ""


def test_without_a_database_no_report_is_told(world: World, tmp_path: Path) -> None:
    turn = read(GRITTING, world)
    turn.world = without_catalogue(tmp_path)
    with pytest.raises(DatabaseMissing):
        tell_each_report(turn, (2019, 2025), GRITTING, turn.vector)


def test_the_newest_of_the_reports_told_is_what_is_talked_about_next(bare: World) -> None:
    reply, turn = each(bare, 2019, 2025, before=Thread(question="x", focus="waste-2019-sites", choices={"a": "b"}))
    assert reply is not None
    thread = turn.thread
    assert (thread.focus, thread.shown, thread.choices) == (reply.records[0], list(reply.records), {})
    assert thread.question == GRITTING
    kept = unpack(thread.vector)
    assert kept is not None and turn.vector is not None
    assert float(kept @ turn.vector) == pytest.approx(1, abs=1e-2)


def test_telling_each_report_leaves_no_year_and_no_failure_behind(bare: World) -> None:
    _, turn = each(bare, 2019, 2025, before=Thread(question="x", focus="waste-2019-sites", years=[2017], failures=1))
    assert (turn.thread.years, turn.thread.failures) == ([], 0)


def test_a_year_can_be_asked_for_after_each_report(bare: World) -> None:
    reply = Talk(bare).hears("gritting 18/19 v 24/25", "and in 2017?")
    assert reply.records[0] == "roads-2017-gritting"


# What the topic adds to one record


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
