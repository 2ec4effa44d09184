"""What a heading says of the text under it: aims, deeds, a committee's business, a foreword."""

from __future__ import annotations

import re

_I = re.IGNORECASE
# Headings over what the council would like to see, not over what it has done or plans.
AIMS = re.compile(
    r"(?:our |key )?aims?\b(?: by .*)?|what (?:will|does) (?:success|good) look like.*|.*\b(?:sub-)?outcomes?"
    r"|.*\bpriorities(?: .{0,3})?|(?:our )?(?:vision|values|objectives|ambitions?)\b.*|by 20\d\d.*"
    r"|.*\bvalues and behaviours",
    _I,
)
DEEDS = re.compile(
    r".*\b(?:progress|commitments?|actions?|achievements?|deliver(?:ed|y|ing)?|highlights|what we|we will|we have)\b.*",
    _I,
)
# Headings over the business of a committee and other matter that tells residents nothing.
BUSINESS = re.compile(
    r"background papers?|circulation\b.*|appendi(?:x|ces)\b.*|officers? to contact|purpose of (?:the )?report"
    r"|policy framework\b.*|equality (?:and|&) human rights.*|crime and disorder.*|environmental? implications?"
    r"|.*impact assessments?|.*(?:legal|staffing|human resources?|resource|financial) implications?|recommendations?"
    r"|consultation and timetable.*|partnership working and associated issues|in attendance|present|apologies.*"
    r"|conclusions?|glossary|index|.*monitoring\b.*|plan structure.*|declarations? of.*",
    _I,
)
FOREWORD = re.compile(
    r".*\b(?:foreword|introduction|welcome|preface|about this (?:report|plan)|executive summary)\b.*", _I
)
MINUTES = re.compile(r"minutes of (?:a|the)\b.*\bmeeting\b.*|questioning by members\b.*", _I)
REPORT_OF = re.compile(r"(?:joint )?report of (?:the )?\w.*", _I)
CONTENTS = re.compile(r"(?:table of )?contents", _I)
