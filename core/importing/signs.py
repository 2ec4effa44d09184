"""Signs in a text that it states a fact, or that it must never become a record: placeholders and officers' contacts."""

from __future__ import annotations

import re

_I = re.IGNORECASE
PLACEHOLDER = re.compile(
    r"\bx{1,3}\s?%|\bx{2,}\b|content awaited|\bt\.?b\.?[acd]\b|lorem ipsum|\[(?:insert|add|tbc)"
    r"|to be (?:confirmed|inserted|refreshed)",
    _I,
)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b(?:tel(?:ephone)?|e-?mail|phone)\b\s*:|^\W*0\d{3,4}[ \d]{6,8}\W*$", _I)
FIGURE = re.compile(r"[£%]|(?<![\w/-])\d[\d,.]*\b(?!\.\d)")
PLAIN_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?\b")
DEED = re.compile(
    r"\b(?:we|council|has|have|had) (?:has |have |also )*(?:been |now |recently |continued? |\w+ly )*"
    r"(?:launch|agree|approv|open|introduc|deliver|publish|complet|adopt|award|receiv|secur|establish|appoint|develop"
    r"|invest|support|creat|start|work|held|host|won|provid|increas|reduc|improv|implement|consult|review|progress|train"
    r"|help|continu|ran|began|led|fund|plan|set)\w*"
    r"|\b(?:was|were|is|are) being\b|\b(?:was|were) \w+(?:ed|en|t)\b|\bwe will\b"
    r"|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter)\b",
    _I,
)
