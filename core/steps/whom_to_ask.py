"""Whom to ask about a record: the body for the need that goes with it."""

from __future__ import annotations

from core.answering.compose import area_responsible
from core.catalogue.records import ReportedInitiative, ServedNeed, Stub
from core.lookup.responsibility import Responsible, who_is_responsible
from core.lookup.search import Query, search
from core.turn import Turn
from core.understanding.encoder import blend, unpack
from core.understanding.readings import leans_on_first, whom_asked

_NEED_FITS = 0.52  # a need below this doesn't say whom to ask about an initiative; the area's contact does


def contact_for(turn: Turn, initiative: ReportedInitiative) -> Responsible:
    """Whom to ask about an initiative: the body for the need that fits, else the service area's contact."""
    snapshot = turn.world.snapshot
    need = next(
        (
            candidate.stub
            for candidate in turn.candidates
            if candidate.stub.kind == "need"
            and candidate.meaning >= _NEED_FITS
            and candidate.stub.areas[0] == initiative.area
        ),
        None,
    )
    found = need.id if need is not None else turn.world.linked_need(initiative.id, turn.text_vector)
    responsible = responsible_for(turn, found) if found else None
    if responsible is not None and responsible.organisation is not None:
        return responsible
    return area_responsible(snapshot.areas[initiative.area], snapshot.organisations)


def responsible_for(turn: Turn, need: str) -> Responsible:
    """The body for a need, by its id, where the resident lives."""
    record = turn.world.catalogue.needs([need])[need]
    return who_is_responsible(record, turn.district, turn.world.snapshot.organisations, turn.world.today())


def nearest_need(turn: Turn, record: str) -> ServedNeed | None:
    """The need that goes with a record: itself, or the one closest to what was asked and told."""
    snapshot = turn.world.snapshot
    stub = snapshot.stub(record)
    if stub is None:
        return None
    if stub.kind == "need":
        return turn.world.catalogue.needs([record])[record]
    initiative = turn.world.catalogue.initiatives([record])[record]
    text = f"{turn.thread.question} {initiative.title}"
    vector = blend(unpack(turn.thread.vector), snapshot.meaning_of(record, "title"))
    found = search(turn.world.catalogue, Query(text, vector, {stub.areas[0]: 1.0}, kind="need"), 3)
    found = [
        candidate for candidate in found if candidate.stub.areas[0] in stub.areas and candidate.meaning >= _NEED_FITS
    ]
    return turn.world.catalogue.needs([found[0].stub.id])[found[0].stub.id] if found else None


def need_besides(turn: Turn, initiative: ReportedInitiative) -> Stub | None:
    """The need of a message that asks of an initiative and whom to turn to as well; None where it doesn't.

    "How many was it, and who do I ring about mine" is answered by two records.
    """
    asked = whom_asked(turn.question.gist)
    if not asked:
        return None
    snapshot = turn.world.snapshot
    vector = blend(turn.vector, snapshot.meaning_of(initiative.id, "title"))
    if leans_on_first(asked):
        # "And who do I report him to" says nothing of the matter by itself.
        asked = turn.question.gist
    else:
        vector = blend(turn.meaning_of(asked), vector)
    query = Query(asked, vector, {initiative.area: 1.0}, words=turn.words, kind="need")
    found = [one for one in search(turn.world.catalogue, query, 3) if one.meaning >= _NEED_FITS]
    return found[0].stub if found else snapshot.stub(turn.world.linked_need(initiative.id, turn.text_vector))
