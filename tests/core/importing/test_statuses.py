"""How far an item had come: wording, and the kind of report."""

from __future__ import annotations

import dataclasses

import pytest

from core.catalogue.catalogue import Catalogue
from core.importing.known import Knowledge, read_knowledge
from core.importing.splitting import Item, ItemKind
from core.importing.statuses import StatusGuesser, is_draft_plan


def item(text: str, kind: ItemKind = "bullet") -> Item:
    return Item(kind, 1, 1, (), text)


def test_no_item(knowledge: Knowledge) -> None:
    assert StatusGuesser(knowledge).guess([], False) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We will open a library in every town.", "planned"),
        ("We plan to mend the bridge next year.", "planned"),
        ("We continue to work with partners and support is being developed; work is ongoing.", "under way"),
        ("The school was completed and opened, and we received an award for it.", "delivered"),
    ],
)
def test_wording_tells_the_status(catalogue: Catalogue, text: str, status: str) -> None:
    assert StatusGuesser(read_knowledge(catalogue, None)).guess([item(text)], False)[0].status == status


def test_the_promises_of_a_draft_plan_are_planned_and_the_rest_was_going_on(catalogue: Catalogue) -> None:
    guesser = StatusGuesser(read_knowledge(catalogue, None))
    items = [
        item("All staff can work from home."),
        item("The council will mend roads.", "paragraph"),
        item("Homes were built, completed and opened in 2020.", "paragraph"),
    ]
    assert [guess.status for guess in guesser.guess(items, True)] == ["planned", "planned", "under way"]


def test_a_draft_plan_says_so_and_promises() -> None:
    promises = [item("We will do it."), item("We will do that.")]
    assert is_draft_plan(promises, "This is the draft Strategic Plan.")
    assert not is_draft_plan(promises, "This is the report.")
    assert not is_draft_plan([item("We did it.")] * 4, "This is the draft Strategic Plan.")
    assert not is_draft_plan([], "The draft Plan.")


def test_records_of_one_status_teach_nothing(knowledge: Knowledge) -> None:
    same = tuple(record for record in knowledge.records if record.status == "delivered")
    guess = StatusGuesser(dataclasses.replace(knowledge, records=same)).guess([item("It was done.")], False)[0]
    assert (guess.status, guess.certainty) == ("under way", 0.3)


def test_records_of_draft_plans_teach_nothing(knowledge: Knowledge) -> None:
    drafts = dataclasses.replace(knowledge, drafts=frozenset([2023]))
    assert StatusGuesser(drafts).guess([item("It was done.")], False)[0].certainty == 0.3
