"""Going back to an earlier topic: none, one, several, with a question behind it, named only, and one that is gone."""

from __future__ import annotations

import pytest

from core.answering.answer import Status
from core.answering.thread import Thread
from core.steps.go_back import go_back
from core.turn import Turn, World
from tests.talk import Talk, read

WAIT = "is there a wait"
BIN, WARDENS, POTHOLE = "my bin was missed", "how many flood wardens are there", "there is a pothole in our road"


@pytest.mark.parametrize("message", [BIN, "my back garden floods", "back to the", "go on", "is my bin back to weekly"])
def test_a_message_that_goes_back_to_nothing_goes_on_its_way(world: World, message: str) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    assert go_back(read(message, world, talk.thread)) is None


@pytest.mark.parametrize("before", [(), (BIN,)], ids=["nothing", "another"])
def test_without_an_earlier_topic_there_is_nothing_to_go_back_to(world: World, before: tuple[str, ...]) -> None:
    talk = Talk(world)
    for message in before:
        talk.says(message)
    assert go_back(read("back to the flood wardens", world, talk.thread)) is None


def test_the_topic_talked_about_last_can_be_gone_back_to(world: World) -> None:
    talk = Talk(world)
    talk.hears(WARDENS, "shes collapsed and isnt breathing")
    assert talk.says("back to the flood wardens").records[0] == "flooding-2023-flood-wardens"


def test_a_question_behind_the_topic_talked_about_last_is_about_it(world: World) -> None:
    talk = Talk(world)
    talk.hears(f"{BIN} in barwell", "shes collapsed and isnt breathing")
    reply = talk.says("paramedics are here now. back to the bin, who do i ring")
    assert "Hinckley and Bosworth Borough Council" in reply.text


@pytest.mark.parametrize("message", ["back to the bins", "ok, going back to my bin then", "Can we go back to the bin?"])
def test_an_earlier_topic_is_told_again(world: World, message: str) -> None:
    reply = Talk(world).hears(BIN, WARDENS, message)
    assert (reply.status, reply.records[0]) == (Status.ANSWERED, "waste-missed-bin")


@pytest.mark.parametrize(("named", "record"), [("the rubbish", "waste-missed-bin"), ("that asphalt", "roads-pothole")])
def test_a_topic_named_in_other_words_is_told_again(world: World, named: str, record: str) -> None:
    assert Talk(world).hears(BIN, POTHOLE, WARDENS, f"back to {named}").records[0] == record


def test_without_the_encoder_a_topic_is_known_by_its_words_alone(wordless_world: World) -> None:
    talk = Talk(wordless_world)
    talk.hears(BIN, WARDENS)
    assert go_back(read("back to the rubbish", wordless_world, talk.thread)) is None


@pytest.mark.parametrize("question", ["who do i ring", "when do they come", "is there a charge"])
def test_a_question_behind_the_topic_needs_no_comma(world: World, question: str) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    turn = read(f"back to the bins {question}", world, talk.thread)
    assert go_back(turn) is None
    assert (turn.thread.focus, turn.question.gist) == ("waste-missed-bin", question)


def test_of_several_topics_the_one_named_is_taken_up(world: World) -> None:
    for matter, record in (("bin", "waste-missed-bin"), ("pothole", "roads-pothole")):
        talk = Talk(world)
        talk.hears(BIN, POTHOLE, WARDENS)
        assert talk.says(f"back to the {matter}").records[0] == record


def test_a_question_behind_the_topic_is_about_it(world: World) -> None:
    reply = Talk(world).hears(f"{BIN} in barwell", WARDENS, "back to the bins, who do i ring")
    assert "Hinckley and Bosworth Borough Council" in reply.text


def test_what_follows_leans_on_the_topic_taken_up(world: World) -> None:
    talk = Talk(world)
    talk.hears(WARDENS, BIN, "back to the flood wardens")
    assert talk.says("the year before that").records[0] == "flooding-2019-flood-wardens"


def test_one_can_go_back_and_forth(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    for _ in range(3):
        assert talk.says("back to the bins").records[0] == "waste-missed-bin"
        assert talk.says("back to the flood wardens").records[0] == "flooding-2023-flood-wardens"


def test_a_matter_that_was_never_talked_of_is_looked_up(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    assert go_back(read("back to the gritting, how many gritters are there", world, talk.thread)) is None


def test_a_topic_whose_record_is_gone_is_no_error(world: World) -> None:
    thread = Thread(topics=[{"question": BIN, "vector": "", "focus": "gone"}])
    assert Talk(world, thread).says("back to the bins").text


def test_starting_over_forgets_the_topics_too(world: World) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS, "start over")
    assert go_back(read("back to the bins", world, talk.thread)) is None


@pytest.mark.parametrize("rest", ["our youngest is in year 1", "what a week it has been for my neighbour"])
def test_what_follows_a_topic_leans_on_it_however_little_it_points_back(world: World, rest: str) -> None:
    talk = Talk(world)
    talk.hears(BIN, WARDENS)
    turn = read(f"back to the bins, {rest}", world, talk.thread)
    assert go_back(turn) is None
    assert (turn.thread.focus, turn.question.gist) == ("waste-missed-bin", rest)
    assert read(rest, world).question.leans < turn.question.leans
    assert turn.question.leans == pytest.approx(0.5)


def test_what_follows_and_leans_more_of_itself_is_not_made_to_lean_less(world: World) -> None:
    talk = Talk(world)
    talk.hears(WARDENS, BIN)
    turn = read("back to the flood wardens, how many in 2019", world, talk.thread)
    go_back(turn)
    assert turn.question.leans == 1.0
    assert talk.says(turn.message).records[0] == "flooding-2019-flood-wardens"


def test_by_the_whole_way_what_follows_is_answered_from_the_topic_taken_up(world: World) -> None:
    talk = Talk(world)
    assert talk.hears(BIN, WARDENS, "back to the bins, our youngest is in year 1").records[0] == "waste-missed-bin"


# An earlier topic that is named


def topic(question: str, focus: str) -> dict[str, str]:
    return {"question": question, "vector": "", "focus": focus}


def after_wardens(world: World, message: str, *topics: dict[str, str]) -> Turn:
    """A turn gone back, of a conversation in which flood wardens are talked about after these topics."""
    thread = Thread(question=WARDENS, focus="flooding-2023-flood-wardens", shown=["x"], years=[2023], topics=[*topics])
    turn = read(message, world, thread)
    assert go_back(turn) is None
    return turn


@pytest.mark.parametrize(
    "message",
    [
        *(f"ok that bin, {WAIT}", f"those bins, {WAIT}", f"the missed one, {WAIT}", f"and my bin, {WAIT}"),
        *(f"This Bin, {WAIT}?", f"that green bin, {WAIT}", f"{WAIT} for our bins"),
    ],
)
def test_an_earlier_topic_that_is_pointed_at_is_taken_up(world: World, message: str) -> None:
    turn = after_wardens(world, message, topic(BIN, "waste-missed-bin"))
    thread = turn.thread
    assert (thread.question, thread.focus) == (BIN, "waste-missed-bin")
    assert (thread.shown, thread.years) == ([], [])
    assert thread.topics[-1]["focus"] == "flooding-2023-flood-wardens"
    assert turn.question.gist == message
    assert turn.question.leans >= 0.4


def test_of_several_topics_the_one_that_is_pointed_at_is_taken_up(world: World) -> None:
    message, earlier = f"ok that pothole, {WAIT}", topic(POTHOLE, "roads-pothole")
    assert after_wardens(world, message, topic(BIN, "waste-missed-bin"), earlier).thread.focus == "roads-pothole"
    assert after_wardens(world, message, earlier, topic(BIN, "waste-missed-bin")).thread.focus == "roads-pothole"


def test_a_word_that_only_begins_like_one_of_the_topic_talked_about_takes_up_its_own(world: World) -> None:
    earlier = topic("who takes an old wardrobe", "waste-bulky-item")
    assert after_wardens(world, f"ok that wardrobe, {WAIT}", earlier).thread.focus == "waste-bulky-item"


@pytest.mark.parametrize(
    ("message", "least"), [("that bin, how long is the wait", 0.45), (f"ok that bin, {WAIT}", 0.45)]
)
def test_naming_a_topic_makes_a_message_lean_and_none_lean_less(world: World, message: str, least: float) -> None:
    turn = after_wardens(world, message, topic(BIN, "waste-missed-bin"))
    assert turn.question.leans == pytest.approx(least) == pytest.approx(max(0.4, read(message, world).question.leans))


@pytest.mark.parametrize(
    "message",
    [
        *(f"{WAIT} for bins", f"and bins, {WAIT}", f"ok bin, {WAIT}", "is bin day the same", "thebin, any wait", "bin"),
        *(f"that matter, {WAIT}", f"that allotment, {WAIT}", "those flood wardens, who are they", "how many are there"),
    ],
    ids=str,
)
def test_without_a_word_that_points_at_an_earlier_topic_none_is_taken_up(world: World, message: str) -> None:
    turn = after_wardens(world, message, topic(BIN, "waste-missed-bin"))
    assert turn.thread.focus == "flooding-2023-flood-wardens"
    assert [held["focus"] for held in turn.thread.topics] == ["waste-missed-bin"]
    assert turn.question.leans == read(message, world).question.leans


def test_a_word_that_the_topic_talked_about_has_too_takes_up_no_other(world: World) -> None:
    turn = after_wardens(world, f"those wardens, {WAIT}", topic("traffic wardens", "roads-pothole"))
    assert turn.thread.focus == "flooding-2023-flood-wardens"


def test_the_topic_talked_about_is_not_taken_up_from_among_the_earlier_ones(world: World) -> None:
    same = topic("who watches the river", "flooding-2023-flood-wardens")
    turn = after_wardens(world, f"that river, {WAIT}", same)
    assert (turn.thread.question, turn.thread.topics) == (WARDENS, [same])


@pytest.mark.parametrize("word", ["youngest", "collected", "thing"])
def test_a_word_that_tells_no_matter_takes_up_nothing(world: World, word: str) -> None:
    assert world.snapshot.tells_matter(word) < 1
    turn = after_wardens(world, f"that {word}, {WAIT}", topic(f"my {word} bin", "waste-missed-bin"))
    assert turn.thread.focus == "flooding-2023-flood-wardens"


@pytest.mark.parametrize("newest", ["waste-missed-bin", "waste-bulky-item"])
def test_of_several_topics_that_a_message_names_the_newest_is_taken_up(world: World, newest: str) -> None:
    older = next(one for one in ("waste-missed-bin", "waste-bulky-item") if one != newest)
    turn = after_wardens(world, f"that bin, {WAIT}", topic("an old bin", older), topic("a new bin", newest))
    assert (turn.thread.focus, turn.thread.question) == (newest, "a new bin")


def test_without_topics_nothing_that_is_named_is_taken_up(world: World) -> None:
    assert after_wardens(world, f"that bin, {WAIT}").thread.focus == "flooding-2023-flood-wardens"


def test_by_the_whole_way_a_topic_that_is_named_is_answered_from(world: World) -> None:
    talk = Talk(world)
    talk.hears(WARDENS, BIN)
    assert talk.says("those wardens, the year before that").records[0] == "flooding-2019-flood-wardens"
    assert talk.says(f"ok that bin, {WAIT}").records[0] == "waste-missed-bin"


@pytest.mark.parametrize("message", ["has the cabinet decided on that bin", "any bin news on that bin"])
def test_a_word_that_is_pointed_at_later_on_takes_up_its_topic(world: World, message: str) -> None:
    assert after_wardens(world, message, topic(BIN, "waste-missed-bin")).thread.focus == "waste-missed-bin"
