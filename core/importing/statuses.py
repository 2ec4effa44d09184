"""How far an item had come, from its wording and the kind of report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from core.importing.areas import text_of
from core.importing.known import Knowledge
from core.importing.splitting import Item

_I = re.IGNORECASE
_SIGNS: dict[str, re.Pattern[str]] = {
    "consulted on": re.compile(
        r"\bconsulted on\b|\b(?:launch|carr|commenc|held|agreed|ran|run)\w* (?:\w+ ){0,4}(?:consultation|engagement)\b"
        r"|\bto consult\b|\bfor consultation\b|\bpublic consultations?\b"
        r"|\bconsultation (?:on|launched|is|was|began|closed)\b|\binvited to (?:suggest|comment|give)\b",
        _I,
    ),
    "proposed": re.compile(
        r"\bpropos(?:e|es|ed|al|als)\b|\bbeing considered\b|\bconsider(?:ed|ing) (?:proposals|options)\b"
        r"|\bcurrently assessing\b|\bdraft\b|\bbids? (?:was|were|has|have) (?:been )?submitted\b"
        r"|\bsubmitted .{0,20}(?:plans|bid)\b|\bbusiness case\b|\boptions\b",
        _I,
    ),
    "planned": re.compile(
        r"\bwill\b|\bset to\b|\bdue to (?:be|open|start|begin|complete)\b|\bplans? to\b|\bplanned\b|\blooking to\b"
        r"|\bexpected to\b|\bto be (?:carried|built|delivered|completed)\b|\bintend\w*|\bscheduled\b|\bplans for\b",
        _I,
    ),
    "under way": re.compile(
        r"\bcontinu\w+|\bongoing\b|\bunder ?way\b|\bcurrently\b"
        r"|\b(?:is|are) (?:being|working|developing|progressing|leading|continuing|running|supporting)\b"
        r"|\bbeing (?:developed|delivered|rolled|implemented)\b"
        r"|\b(?:work|construction) (?:has )?(?:begun|began|commenced|started)\b"
        r"|\bwe (?:provide|offer|support|run|work|have been|aim|are)\b"
        r"|\b(?:supports|provides|offers|helps|works|aims|oversees|operates|includes|enables|delivers)\b",
        _I,
    ),
    "delivered": re.compile(
        r"\b(?:was|were|been) (?:\w+ly )?(?:complet|open|launch|award|deliver|held|recognis|rated|achiev|publish|approv"
        r"|adopt|agreed|secur|given|commend|installed|trained|supported|introduc)\w*"
        r"|\bwe (?:also )?(?:launched|opened|delivered|held|introduced|won|received|achieved|awarded|published|adopted"
        r"|approved|agreed|secured|supported|invested|completed|helped|promoted|hosted|created)\b"
        r"|\bsuccessfully\b|\bcelebrated\b|\btook place\b",
        _I,
    ),
    "ended": re.compile(
        r"\b(?:has|have|had|which|scheme|service|programme|project|grants?) (?:now )?(?:ended|closed|ceased)\b"
        r"|\bcame to an end\b|\bno longer\b|\bdiscontinued\b"
        r"|\b(?:was|were|been) (?:withdrawn|replaced|decommissioned)\b",
        _I,
    ),
}
_PROMISE = re.compile(r"(?:\W*\b[^.]{0,80}\b)?(?:we|council) will\b", _I)
_FIRST_PROMISE = re.compile(r"\W*we (?:will|plan to|intend to|are going to)\b", _I)
_DRAFT = re.compile(r"\bdraft\b.{0,40}\bplan\b|\bplan\b.{0,20}\bdraft\b", _I)
_DRAFT_SHARE = 0.3  # of bullets that promise in a plan
_MOST_SIGNS = 3
_WORDS_READ = 70  # what comes later is another matter
_USUAL = "under way"


@dataclass(frozen=True)
class StatusGuess:
    """How far an item may have come.

    Attributes:
        status: the likeliest.
        certainty: from 0 to 1.
    """

    status: str
    certainty: float


def is_draft_plan(items: Sequence[Item], text: str) -> bool:
    """Whether a report is a draft plan: it says so, and much of it promises.

    Args:
        items: of the report.
        text: all of it.

    Returns:
        Whether its promises count as plans and the rest as what was going on then.
    """
    listed = [item for item in items if item.kind in ("bullet", "commitment")]
    promised = sum(bool(_PROMISE.match(item.text)) for item in listed)
    return bool(listed) and promised >= _DRAFT_SHARE * len(listed) and _DRAFT.search(text) is not None


class StatusGuesser:
    """Learns the wording of each status from records, and judges items.

    Args:
        knowledge: the records; those of draft plans don't count.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        records = [record for record in knowledge.records if record.year not in knowledge.drafts]
        self._statuses = sorted({record.status for record in records})
        self._model = None
        if len(self._statuses) > 1:
            self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
            summaries = [record.summary for record in records]
            rows = hstack([self._words.fit_transform(summaries), _signs_in(summaries)]).tocsr()
            self._model = LogisticRegression(C=1, max_iter=800, solver="liblinear", random_state=0)
            self._model.fit(rows, [record.status for record in records])

    def guess(self, items: Sequence[Item], is_draft: bool) -> list[StatusGuess]:
        """Judge items.

        Args:
            items: of one report.
            is_draft: whether that is a draft plan.

        Returns:
            A guess for each.
        """
        if not items:
            return []
        learnt = self._learnt([" ".join(text_of(item).split()[:_WORDS_READ]) for item in items])
        return [_ruled(item, guess, is_draft) for item, guess in zip(items, learnt, strict=True)]

    def _learnt(self, texts: list[str]) -> list[StatusGuess]:
        if self._model is None:
            return [StatusGuess(_USUAL, 0.3) for _ in texts]
        rows = hstack([self._words.transform(texts), _signs_in(texts)]).tocsr()
        shares = self._model.predict_proba(rows)
        return [StatusGuess(str(self._model.classes_[row.argmax()]), float(row.max())) for row in shares]


def _signs_in(texts: Sequence[str]) -> Any:
    counts = [[min(len(sign.findall(text)), _MOST_SIGNS) for sign in _SIGNS.values()] for text in texts]
    return csr_matrix(np.array(counts, dtype=float))


def _ruled(item: Item, guess: StatusGuess, is_draft: bool) -> StatusGuess:
    """What the kind of report says against the wording alone."""
    if _FIRST_PROMISE.match(item.text):
        return StatusGuess("planned", 0.95)
    if not is_draft:
        return guess
    if item.kind in ("bullet", "commitment") or _PROMISE.match(item.text):
        return StatusGuess("planned", 0.85)
    return StatusGuess(_USUAL, guess.certainty) if guess.status in ("delivered", "planned") else guess
