"""The pieces of a message that may be looked up: its clauses, what it goes back to, what it asks since a danger."""

from __future__ import annotations

import time
from time import process_time

import pytest

from core.understanding.readings import asked_since, back_to, clauses_of, is_calm, readings_of, whom_asked

CLUB = "so how do i get on that club"
BINS, WARDENS = "my bin was missed.", "how many flood wardens are there?"


# Whether a danger is over


@pytest.mark.parametrize(
    "text",
    [
        *("he's safe now", "She calmed down", "police have gone", "Dad is fine", "it's all right now", "HE CAME HOME"),
        *("found him at his mates", "ive rang 999", "the ambulance is here", "ambulance is on its way"),
        *("the doctors took her", "police have got him", "the fire brigade has arrived"),
    ],
)
def test_that_a_danger_is_over_or_in_good_hands_is_calm(text: str) -> None:
    assert is_calm(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "he hit me", "my bin was missed", "the police wont come", "the ambulance", "unsafe", "safety"),
        *("the ambulance still isnt coming", "doctors", "how do i get on that club"),
    ],
)
def test_what_tells_of_no_end_is_not_calm(text: str) -> None:
    assert not is_calm(text)


@pytest.mark.parametrize("text", ["he is not safe", "they never found him", "she isnt ok"])
def test_that_a_danger_goes_on_is_not_calm(text: str) -> None:
    assert not is_calm(text)


# What is asked since a danger


@pytest.mark.parametrize(
    "message", ["", "   ", CLUB, "hes safe", "hes safe. thanks", "hes safe. ok thanks then", f"{CLUB}. hes safe now"]
)
def test_a_message_that_asks_nothing_since_has_nothing_of_its_own(message: str) -> None:
    assert asked_since(message) == ""


@pytest.mark.parametrize(
    "message",
    [
        f"found him at his mates, police have gone. {CLUB}",
        f"he's safe now. {CLUB}",
        f"  He's safe!   {CLUB} ",
        f"the ambulance is here? {CLUB}",
    ],
)
def test_what_follows_the_last_sentence_that_is_calm_is_asked(message: str) -> None:
    assert asked_since(message) == CLUB


def test_several_sentences_may_be_asked() -> None:
    assert asked_since(f"he's safe now. {BINS} {WARDENS}") == f"{BINS} {WARDENS}"


def test_three_words_ask_nothing_and_four_do() -> None:
    assert asked_since("he's safe now. who mends potholes") == ""
    assert asked_since("he's safe now. who mends the potholes") == "who mends the potholes"


def test_in_one_sentence_nothing_is_told_apart() -> None:
    assert asked_since(f"he's safe now {CLUB}") == ""


@pytest.mark.parametrize("asked", ["is it ok to park on a verge", "who takes what the tenants left behind"])
def test_a_question_may_have_a_word_that_is_calm(asked: str) -> None:
    assert asked_since(f"he's safe now. {asked}") == asked


# Clauses


@pytest.mark.parametrize(
    "gist",
    [
        *("", "my bin was missed", "salt and grit on the road", "who mends potholes and how", "bin. who mends them"),
        *("who mends the potholes, also my bin", "bins. tips. potholes"),
    ],
)
def test_a_message_that_asks_one_thing_has_no_clauses(gist: str) -> None:
    assert clauses_of(gist) == []


@pytest.mark.parametrize(
    ("gist", "clauses"),
    [
        (f"{BINS} {WARDENS}", [BINS, WARDENS]),
        ("my bin was missed; who mends the potholes", ["my bin was missed;", "who mends the potholes"]),
        ("who mends the potholes and when is the tip open", ["who mends the potholes", "when is the tip open"]),
        ("who mends the potholes, also how do i pay", ["who mends the potholes", "how do i pay"]),
        ("my bin was missed oh and who mends the potholes", ["my bin was missed", "who mends the potholes"]),
        ("My bin was missed AND WHO mends the potholes", ["My bin was missed", "WHO mends the potholes"]),
        ("hi there. my bin was missed. who mends the potholes", ["my bin was missed.", "who mends the potholes"]),
    ],
)
def test_a_message_that_asks_two_things_has_two_clauses(gist: str, clauses: list[str]) -> None:
    assert clauses_of(gist) == clauses


def test_a_message_that_asks_many_things_has_no_clauses() -> None:
    assert clauses_of(f"{BINS} {WARDENS} who mends the potholes?") == []


# Back to


@pytest.mark.parametrize(
    "message",
    [
        *("", "my bin was missed", "my back garden floods", "is my bin back to weekly", "back to", "back the bins"),
        f"back to the {'x' * 61}",
    ],
)
def test_a_message_that_goes_back_to_nothing_has_no_matter(message: str) -> None:
    assert back_to(message) is None


@pytest.mark.parametrize(
    ("message", "matter"),
    [
        ("back to the bins", "bins"),
        ("Back to my bin!", "bin"),
        ("ok, going back to my bin then", "bin"),
        ("thanks. can we go back to the bin?", "bin"),
        ("lets get back to potholes again", "potholes"),
        ("right so returning to those flood wardens", "flood wardens"),
        ("back to what you said about the grants", "grants"),
    ],
)
def test_the_matter_gone_back_to_is_told_without_what_leads_up_to_it(message: str, matter: str) -> None:
    assert back_to(message) == (matter, "")


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("back to the bins, who do I ring", "who do I ring"),
        ("back to the bins: how much?", "how much?"),
        ("back to the bins. our youngest is in year 1. who do we ring", "our youngest is in year 1. who do we ring"),
    ],
)
def test_what_follows_the_matter_is_the_rest(message: str, rest: str) -> None:
    assert back_to(message) == ("bins", rest)


# Whom to turn to


@pytest.mark.parametrize(
    ("gist", "asked"),
    [
        ("how many wardens are there and who do i ring to be one", "who do i ring to be one"),
        ("is the grant still going, and how do we apply?", "how do we apply?"),
        ("warm homes 2017: who delivered, where send caller now", "where send caller now"),
        ("how many beds was it, and who has to help him", "who has to help him"),
        ("nuisance calls blocked 2018/19, who's mum ring", "who's mum ring"),
        ("assessments in 2019, and the team number", "the team number"),
        ("he was 58. who can i talk to, i cant stop crying", "who can i talk to,"),
    ],
)
def test_whom_to_turn_to_is_asked_in_a_piece_of_its_own(gist: str, asked: str) -> None:
    assert whom_asked(gist) == asked


@pytest.mark.parametrize(
    "gist",
    ["", "who do i ring about a pothole", "how many gritters are there, and how much salt", "who paid for it, and when",
     "how many places are there and what did they cost"],
)  # fmt: skip
def test_what_asks_only_that_or_something_else_has_no_such_piece(gist: str) -> None:
    assert whom_asked(gist) == ""


# All of them


@pytest.mark.parametrize("message", ["", "  ", "my bin was missed", " who mends potholes "])
def test_a_message_that_is_read_as_a_whole_has_no_other_readings(message: str) -> None:
    assert readings_of(message) == []


@pytest.mark.parametrize(
    ("message", "readings"),
    [
        ("gent on the line, what id does he need", ["what id does he need"]),
        ("back to the bins", ["bins"]),
        ("back to the bins, who do I ring", ["bins", "who do I ring"]),
        ("back to the baby how long have I got", ["baby", "how long have I got"]),
        (f"{BINS} {WARDENS}", [BINS, WARDENS]),
        ("how many was it, and how do i get a bus pass", ["how many was it,", "how do i get a bus pass"]),
        ("warm homes: who delivered, where send old boilers now", ["where send old boilers now"]),
        ("how many was it, how do i get on to them", []),
        (f"he's safe now. {CLUB}", [CLUB]),
        (f"found him at his mates, police have gone. {CLUB}", ["found him at his mates, police have gone.", CLUB]),
    ],
)
def test_every_piece_that_differs_from_the_message_is_a_reading(message: str, readings: list[str]) -> None:
    assert readings_of(message) == readings


def test_a_piece_is_read_once_in_the_order_of_its_kind() -> None:
    message = f"he has gone. she is fine. my bin was missed. {CLUB}"
    assert readings_of(message) == ["my bin was missed.", CLUB, f"my bin was missed. {CLUB}"]


@pytest.mark.parametrize("text", ["the patient is fine", "the tenant went, she is ok", "she isnt here but she is safe"])
def test_words_that_only_look_like_a_not_leave_it_calm(text: str) -> None:
    assert is_calm(text)


@pytest.mark.parametrize("text", ["nobody came", "i dont feel at all safe", "she cant be found"])
def test_a_not_further_off_counts_too(text: str) -> None:
    assert not is_calm(text)


def test_a_long_message_of_many_nots_is_read_at_once() -> None:
    began = time.monotonic()
    is_calm("not ok " * 3000)
    assert time.monotonic() - began < 1


def test_who_only_tells_how_it_was_asks_nothing_since() -> None:
    assert asked_since("she's fine now. it was so scary for us all") == ""


def test_what_is_asked_since_a_danger_is_read_by_what_it_asks() -> None:
    message = "he's safe now. caller asking if the tip in leicestershire takes paint"
    assert readings_of(message)[-1] == "tip takes paint"


@pytest.mark.parametrize(
    "hostile", ["safe. ", "police ", "back to ", "ok ", "so and now ", "? ", " and also ", "a", ". ", "ambulance "]
)
def test_a_long_odd_message_is_told_apart_in_no_time(hostile: str) -> None:
    began = process_time()
    readings_of((hostile * 2000)[:2000])
    assert process_time() - began < 0.5
