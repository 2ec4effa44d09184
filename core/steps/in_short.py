"""A record in a line, for where it stands beside something else."""

from __future__ import annotations

from core.answering.compose import contact_line, first_sentences, sentences_of
from core.answering.wording import say
from core.catalogue.records import Stub
from core.lookup.responsibility import who_is_responsible
from core.turn import Turn

_SHORT_INITIATIVE, _SHORT_NEED = 40, 30  # words


def in_short(turn: Turn, stub: Stub, words: int = 0, without: str = "") -> str:
    """The main sentences of a record in a line: an initiative with its report's year, a need with whom to turn to.

    Args:
        turn: its message or its thread knows the district.
        stub: of the record.
        words: of the sentences at most; 0 for as many as suit its kind.
        without: sentences of a need that hold this are left out, and questions, which may lead up to them; empty for
            none.

    Returns:
        The line; of an initiative nothing when its first sentence is longer.
    """
    if stub.kind == "initiative":
        record = turn.world.catalogue.initiatives([stub.id])[stub.id]
        told = first_sentences(record.summary, words or _SHORT_INITIATIVE)
        return f"{told} ({record.report} report)" if told else ""
    need = turn.world.catalogue.needs([stub.id])[stub.id]
    responsible = who_is_responsible(need, turn.district, turn.world.snapshot.organisations, turn.world.today())
    contact = say("contact", contact=contact_line(responsible, with_hours=False))
    told = need.answer
    if without:
        told = " ".join(line for line in sentences_of(told) if without not in line and not line.endswith("?"))
    return " ".join(filter(None, (first_sentences(told, words or _SHORT_NEED), contact)))
