"""The service area of an item: by words, by meaning, and by what its neighbours are about."""

from __future__ import annotations

import dataclasses

import pytest

from core.catalogue.catalogue import Catalogue
from core.importing.areas import AreaGuesser, text_of
from core.importing.known import Knowledge, read_knowledge
from core.importing.splitting import Item
from core.understanding.encoder import SentenceEncoder


def item(text: str, section: str = "", name: str = "") -> Item:
    return Item("bullet", 1, 1, (section,) if section else (), text, name)


def test_no_item_and_no_record(knowledge: Knowledge) -> None:
    assert AreaGuesser(knowledge).guess([], None) == []
    with pytest.raises(ValueError, match="holds no record to learn service areas from"):
        AreaGuesser(dataclasses.replace(knowledge, records=()))


def test_words_decide_without_the_encoder(knowledge: Knowledge) -> None:
    texts = ["We mended 300 potholes in the tarmac.", "Batteries go to the recycling site.", "Libraries drew children."]
    guesses = AreaGuesser(knowledge).guess([item(text, text) for text in texts], None)
    assert [guess.area for guess in guesses] == ["roads", "waste", "libraries"]
    assert all(0 < guess.certainty <= 1 for guess in guesses)


def test_one_area_alone_is_certain(knowledge: Knowledge) -> None:
    only = tuple(record for record in knowledge.records if record.area == "roads")
    guess = AreaGuesser(dataclasses.replace(knowledge, records=only)).guess([item("Anything at all.")], None)[0]
    assert guess.area == "roads"


def test_a_doubtful_item_leans_to_its_neighbours(knowledge: Knowledge) -> None:
    alone = item("The new vehicles came in May.")
    around = [item(text) for text in ("Potholes were mended.", "Tarmac was laid on the bypass.", "The bridge is new.")]
    guesser = AreaGuesser(knowledge)
    roads = guesser.guess([dataclasses.replace(alone, sections=("A",)), *_under("A", around)], None)[0]
    assert roads.area == "roads"
    waste = [item("Food waste and batteries."), item("Compost bins and garden waste."), item("The recycling site.")]
    other = guesser.guess([dataclasses.replace(alone, sections=("B",)), *_under("B", waste)], None)[0]
    assert other.area == "waste"


def _under(section: str, items: list[Item]) -> list[Item]:
    return [dataclasses.replace(one, sections=(section,)) for one in items]


def test_meanings_decide_where_words_are_new(catalogue: Catalogue, encoder: SentenceEncoder) -> None:
    knowledge = read_knowledge(catalogue, encoder.encode)
    items = [
        item("Tarmac was laid where wheels had broken it.", "Highways"),
        item("Rivers burst their banks and water got into cellars.", "Emergencies"),
    ]
    assert knowledge.encode is not None
    guesses = AreaGuesser(knowledge).guess(items, knowledge.encode([text_of(one) for one in items]))
    assert [guess.area for guess in guesses] == ["roads", "flooding"]


def test_a_name_counts_as_words() -> None:
    assert text_of(item("we mended it.", name="Old Bridge")) == "Old Bridge. we mended it."
    assert text_of(item("We mended it.")) == "We mended it."
