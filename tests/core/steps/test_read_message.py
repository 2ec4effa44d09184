"""Reading a message: nothing to read, other scripts, years and places, and the model's word for a move."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.answering.answer import Status
from core.answering.thread import Thread
from core.answering.wording import say
from core.catalogue.database import DatabaseMissing
from core.steps.read_message import read_message
from core.turn import Turn, Understanding, World
from core.understanding.moves import Move
from core.understanding.years import Years
from tests.talk import Talk, read, told, without_catalogue


@pytest.mark.parametrize("message", ["", " ", "\n\t\r", "?!", "…", "\x00\x07", "😀", "👍🏽 👍🏽", "❤️", "-- __ --"])
def test_a_message_without_words_is_told_how_to_ask(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert (reply.status, reply.text) == (Status.CONVERSATION, say("empty"))


@pytest.mark.parametrize("message", ["漢字", "привет, как дела", "ਪੰਜਾਬੀ", "કેમ છો", "نفايات؟", "শুভ সকাল"])
def test_other_scripts_are_told_that_english_is_read_and_whom_to_ring(world: World, message: str) -> None:
    reply = Talk(world).says(message)
    assert reply.status is Status.CONVERSATION
    assert reply.text == say("unreadable", **world.council_fields())
    assert world.council_fields()["phone"] in reply.text


@pytest.mark.parametrize("message", ["bin 漢字", "😀 my bin", "LE11", "2019", "İstanbul"])
def test_a_message_with_some_words_goes_on_its_way(world: World, message: str) -> None:
    turn = Turn(message, Thread(), world, Understanding())
    assert read_message(turn) is None
    assert turn.question.text == message


def test_a_message_without_words_takes_nothing_from_the_conversation(world: World) -> None:
    talk = Talk(world)
    talk.says("my bin was missed")
    told = talk.thread.focus, talk.thread.shown, talk.thread.offers
    talk.says("😀")
    assert (talk.thread.focus, talk.thread.shown, talk.thread.offers) == told
    assert "Charnwood" in talk.says("quorn").text


def test_nothing_named_leaves_years_places_and_move_empty(world: World) -> None:
    turn = read("who mends potholes", world)
    assert (turn.question.years, turn.question.places, turn.move) == (Years(), (), None)


def test_a_year_and_a_place_are_read(world: World) -> None:
    turn = read("how were the roads gritted in quorn in 2019", world)
    assert turn.question.years.reports == (2019,)
    assert [place.district for place in turn.question.places] == ["Charnwood"]


def test_several_years_and_places_are_read_in_order(world: World) -> None:
    turn = read("tips at kibworth or loughborough in 2023 or 2017", world)
    assert turn.question.years.reports == (2023, 2017)
    assert [place.name for place in turn.question.places] == ["Kibworth", "Loughborough"]


def test_what_last_year_means_goes_by_the_day(world: World) -> None:
    assert read("last year", world).question.years.reports == (2025,)


def test_a_move_in_words_is_read(world: World) -> None:
    assert read("Thanks!", world).move is Move.THANK


@pytest.mark.parametrize(
    ("message", "confidence", "move"),
    [
        ("put me through to somebody", 0.9, Move.PERSON),
        ("put me through to somebody", 0.5, None),
        ("put me through to somebody who can tell me why my bin was missed", 0.99, None),
        ("thanks", 0.99, Move.THANK),
    ],
)
def test_the_model_tells_a_move_of_few_words_when_it_is_sure(
    world: World, message: str, confidence: float, move: Move | None
) -> None:
    understanding = Understanding(confidence=confidence, move=Move.PERSON)
    assert read(message, world, understanding=understanding).move is move


def test_a_model_without_a_move_makes_none(world: World) -> None:
    assert read("bins", world, understanding=Understanding(intent="need_waste", confidence=1.0)).move is None


# After a danger


SINCE = "so how do i get on that club"
CALMED = f"found him at his mates, police have gone. {SINCE}"


def test_after_a_danger_only_what_is_asked_since_is_read(world: World) -> None:
    turn = read(CALMED, world, Thread(danger="child-missing"))
    assert (turn.message, turn.question.text) == (CALMED, SINCE)


def test_without_a_danger_before_the_whole_message_is_read(world: World) -> None:
    assert read(CALMED, world).question.text == CALMED


@pytest.mark.parametrize("message", ["police have gone", "my bin was missed", f"{SINCE}. he is safe now"])
def test_after_a_danger_a_message_that_asks_nothing_since_is_read_whole(world: World, message: str) -> None:
    assert read(message, world, Thread(danger="child-missing")).question.text == message


def test_places_years_and_moves_are_those_of_what_is_asked_since(world: World) -> None:
    told = "found him in barwell in 2019. he is safe. who do i ring in quorn"
    turn = read(told, world, Thread(danger="child-missing"))
    assert [place.name for place in turn.question.places] == ["Quorn"]
    assert (turn.question.years, turn.move) == (Years(), Move.CONTACT)


def test_by_the_whole_way_what_is_asked_since_a_danger_is_answered(world: World) -> None:
    talk = Talk(world)
    asked = "how do i get an old wardrobe collected"
    reply = talk.hears("my son has gone missing", f"found him at his mates, police have gone. {asked}")
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "waste-bulky-item")
    assert talk.thread.question == asked


# A move with the place it is for


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("he's in quorn who do i transfer him to", "Quorn"),
        ("He is in Quorn, who do I ring?", "Quorn"),
        ("im in barwell so who do i ring", "Barwell"),
        ("she lives in barwell. who do i transfer her to", "Barwell"),
        ("quorn - who do i ring", "Quorn"),
        ("LE11 2TA who do i ring", "LE11 2TA"),
        ("who do i ring in quorn", "Quorn"),
        ("who do I ring, he's in Quorn", "Quorn"),
        ("who do i transfer her to, she lives near quorn", "Quorn"),
        ("whats the number for them in quorn?", "Quorn"),
        ("nuneaton, who do i ring", "Nuneaton"),
    ],
)
def test_a_place_before_or_after_leaves_a_move_what_it_is(world: World, message: str, place: str) -> None:
    turn = read(message, world)
    assert turn.move is Move.CONTACT
    assert [found.name for found in turn.question.places] == [place]


@pytest.mark.parametrize(
    "message",
    [
        *("quorn", "im in quorn", "who do i ring about my bin in quorn", "who do i ring in quorn and barwell"),
        *("who do i ring in atlantis", "he's in quorn how many gritters are there", "my bin was missed in quorn"),
    ],
)
def test_a_place_makes_no_move_of_a_message_that_is_none_without_it(world: World, message: str) -> None:
    assert read(message, world).move is None


@pytest.mark.parametrize("message", ["bins", "漢字"])
def test_without_a_database_nothing_is_read(tmp_path: Path, message: str) -> None:
    with pytest.raises(DatabaseMissing):
        read(message, without_catalogue(tmp_path))


def test_a_place_told_beside_the_end_of_a_danger_is_known(world: World) -> None:
    talk = Talk(world, Thread(danger="life"))
    reply = talk.says("we're in quorn and she's ok now. who do i tell my bin was missed")
    assert "Charnwood Borough Council" in reply.text


@pytest.fixture
def felt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message means like those that say nothing alone."""
    monkeypatch.setattr(Turn, "goes_on", lambda _turn, _piece: 1.0)


RANGE = "what age range do the schools advise"


@pytest.mark.usefixtures("felt")
def test_what_means_like_a_follow_up_leans_more_than_its_words_tell(world: World) -> None:
    after = told(world, "how many gritters have you got")
    assert read(RANGE, world, after).question.leans == pytest.approx(0.85)


@pytest.mark.usefixtures("felt")
@pytest.mark.parametrize("message", ["no i meant the schools", "the schools in quorn", " ".join([RANGE] * 3)])
def test_what_is_put_right_or_named_or_long_leans_as_its_words_tell(
    world: World, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    after = told(world, "how many gritters have you got")
    leans = read(message, world, after).question.leans
    monkeypatch.setattr(Turn, "goes_on", lambda _turn, _piece: -9.0)
    assert read(message, world, after).question.leans == leans


@pytest.mark.usefixtures("felt")
def test_at_the_beginning_of_a_conversation_and_when_the_model_is_sure_the_words_tell(world: World) -> None:
    after, sure = told(world, "how many gritters have you got"), Understanding("need_schools_send", 0.9)
    assert read(RANGE, world).question.leans == read(RANGE, world, after, sure).question.leans < 0.5


def test_without_the_encoder_the_words_tell(wordless_world: World) -> None:
    after = told(wordless_world, "how many gritters have you got")
    assert read(RANGE, wordless_world, after).question.leans < 0.5


@pytest.mark.parametrize("intent", [Move.NO, Move.YES])
def test_a_yes_or_no_that_names_a_report_asks(world: World, intent: Move) -> None:
    model = Understanding(intent.value, 0.9, move=intent)
    assert read("sorry no, I wanted 2017", world, None, model).move is None
    assert read("sorry no, not that at all", world, None, model).move is intent
