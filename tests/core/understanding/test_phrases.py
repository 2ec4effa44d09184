"""The small language in which danger is written."""

from __future__ import annotations

import pytest

from core.understanding.phrases import Group, Index, Lists, PhraseError, as_text, read_phrase

LISTS = Lists({"child": "child | little (boy | girl)", "personal": "my | she", "loop": "a | <loop>", "odd": "("})


def holds(phrase: str, words: str) -> bool:
    read, text = read_phrase(phrase, LISTS), as_text(words)
    found = read.is_in(text)
    assert not found or id(read) in Index([read]).likely(text), "the index must not lose what is there"
    return found


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("mum", "mums gone"),
        ("mum | dad", "my dad"),
        ("my (mum | dad) fell", "my dad fell"),
        ("<child> crying", "a little girl crying"),
        ("[very | so] ill", "ill"),
        ("[very | so] ill", "so ill"),
        ("is [very] ill", "is ill"),
        ("is [very] [very] ill", "is very ill"),
        ("fell .. stairs", "fell all the way down stairs"),
        ("fell ... stairs", "fell 2 3 4 5 6 7 8 9 10 11 stairs"),
        ("suicid*", "suicidal"),
        ("stab%", "stabbed"),
        ("take%", "taken"),
        ("cry%", "cries"),
        ("wood-burner", "woodburners"),
        ("wood-burner", "a wood burner"),
        ("carers?", "carer"),
        ("(year)?s old", "s old"),
        ("fire !(door | pit)", "fire in"),
        ("^ help $", "help"),
        ("mum & cant cope", "i cant cope with mum"),
        (r"\d+ years", "12 years"),
    ],
)
def test_a_phrase_is_found(phrase: str, words: str) -> None:
    assert holds(phrase, words)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("mum", "mumble"),
        ("dad", "granddad"),
        ("ill", "still"),
        ("fell .. stairs", "fell 1 2 3 4 5 stairs"),
        ("stab%", "stable"),
        ("fire !(door | pit)", "fire pits"),
        ("fire !(door)", "fire door"),
        ("^ help $", "help me"),
        ("mum & cant cope", "mum copes"),
    ],
)
def test_a_phrase_is_not_found_in_other_words(phrase: str, words: str) -> None:
    assert not holds(phrase, words)


@pytest.mark.parametrize(
    ("phrase", "words", "left"),
    [
        ("fire door", "a fire door shut", "^ a . shut $"),
        ("how many ~", "how many trees fell on my car", "^ . my car $"),
        ("lost & book", "lost my book", "^ . my book $"),
        ("lost & book", "lost my dad", "^ lost my dad $"),
    ],
)
def test_a_look_alike_is_taken_out(phrase: str, words: str, left: str) -> None:
    assert " ".join(read_phrase(phrase, LISTS).taken_out(as_text(words)).split()) == left


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        (True, "quotes"),
        ("", "quotes"),
        ("(a | b", '"\\)" is missing'),
        ("a [b", '"\\]" is missing'),
        ("a) b", "closes no bracket"),
        ("<nobody>", "<nobody>"),
        ("<loop>", "names itself"),
        ("<odd>", "<odd>"),
        ("a | | b", "a word is missing"),
        ("[a]", "a word is missing"),
        (".. a", "before"),
        ("~ a", "before"),
        ("*", "missing altogether"),
        ("Can't", "lower case"),
        ("a | b & c", "brackets"),
    ],
)
def test_a_fault_is_told(phrase: object, fault: str) -> None:
    with pytest.raises(PhraseError, match=fault):
        read_phrase(phrase, LISTS)


def test_of_a_group_those_are_found_that_a_text_may_hold_in_their_order() -> None:
    mum, dad, fire = (read_phrase(phrase, LISTS) for phrase in ("mum", "dad", "on fire"))
    group, index = Group([fire, mum, dad]), Index([mum, dad, fire, read_phrase("dad", LISTS)])
    assert group.among(index.likely(as_text("dad and mum"))) == [mum, dad]
    assert group.among(index.likely(as_text("the cat"))) == []
    assert Group([]).among({id(mum)}) == []
    assert list(group) == [fire, mum, dad]


def test_both_of_a_phrase_are_near_each_other() -> None:
    between = "words " * 30
    assert holds("mum & cant cope", "mum is here and i cant cope")
    assert holds("mum & cant cope", f"mum is here and i cant cope {between}")
    assert holds("mum & cant cope", f"mum {between} mum is here and i cant cope")
    assert not holds("mum & cant cope", f"mum is here {between} i cant cope with this bin")


def test_what_looks_like_danger_is_taken_out_only_when_both_of_it_are_near_each_other() -> None:
    phrase, between = read_phrase("mum & cant cope", LISTS), "words " * 30
    assert "mum" not in phrase.taken_out(as_text("mum is here and i cant cope"))
    assert "mum" in phrase.taken_out(as_text(f"mum is here {between} i cant cope"))
    assert "mum" in phrase.taken_out(as_text("mum is here"))
