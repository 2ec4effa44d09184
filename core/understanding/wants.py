"""What a question wants to know: an amount, a number, a share, a time, a trend, what became of something."""

from __future__ import annotations

import re

from core.understanding.text import without_apostrophes

_MONEY = re.compile(
    r"\b(?:cost|costs|costing|price|budget|spend|spent|spending|save[sd]?|savings?|fund(?:ing|ed)?|grant total|worth|"
    r"pay for|how much money)\b|£"
)
# "How much did they ... pay": the two halves may stand apart.
_HOW_MUCH = re.compile(
    r"\bhow much (?:did|does|do|was|is|were|has|have|will|would) (?:it|that|this|they|you|the|we|u)\b"
)
_PAID = re.compile(r"\b(?:pay|paid|earn(?:ed|s)?|make|made|raised?|bring in|brought in|lose|lost)\b")
_COST = re.compile(
    r"\b(?:cost|price|spend|spent|pay for it|save[sd]?)\b|"
    r"\b(?:do|does|did|will|would) (?:they|you|it|that|i|we|she|he|u) "
    r"(?:still |have to |need to |got to )?(?:charge|pay)\b|"
    r"\bany (?:charge|cost)s?\b|\bfees?\b|"
    r"\b(?:is|are|was) (?:it|they|that|this|these) (?:all |still )?free\b"
)
_COUNT = re.compile(r"\bhow many\b|\bnumber of\b|\bnumbers?\b|\bfigures? for\b|\btotal\b|\bhow much\b")
_SHARE = re.compile(r"\b(?:per ?cent|percentage|rate|proportion)\b|%")
ONLY_HOURS = re.compile(r"^(?:and |what |the |their |opening )*hours\W*$")
_WHEN = re.compile(
    rf"{ONLY_HOURS.pattern}|"
    r"\bwhens?\b|\b(?:what|which) (?:dates?|days?|month|year|times?|hours?)\b|"
    r"\bhow (?:longs?|soon|quick(?:ly)?|fast)\b|\bdeadline\b"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|bank holiday)"
_AT_WEEKENDS = (
    rf"\b(?:open|answer(?:ed)?|there|work(?:ing)?) (?:on |at |of |in )?(?:a )?{_DAY}s?\b|\b(?:on|in) {_DAY}s\b"
)
_HOUR = re.compile(
    rf"{ONLY_HOURS.pattern}|"
    r"\b(?:when|what days?) (?:(?:is|are)\b|(?:does|do) (?!it\b|that\b|this\b)).{1,40}"
    r"\b(?:open|shut|closed?)\b(?! (?:in|on) )|"
    rf"\bwhat (?:time|hours?)\b|\bopening (?:times?|hours)\b|{_AT_WEEKENDS}|"
    r"\b(?:what|which) days\W*$|\ball (?:hours|night)\b|\bround the clock\b|\b24 ?(?:/|hours|hrs) ?7?\b|"
    r"\bday (?:and|or) night\b|"
    r"\b(?:open|answer(?:ed)?|there|work(?:ing)?) .{0,12}\b(?:in|of|at) (?:the )?(?:morning|night|evening)\b"
)
_READY = re.compile(
    r"\bready\b|\bwhat (?:papers?|documents?|id|proof|details|info|information)\b"
    r"|\bwhat (?:do|does|should|will|must) (?:i|we|he|she|they|you) (?:(?:have|need|got) to )?(?:bring|send|take)\b"
    r"|\bwhat (?:do|does|will) (?:i|we|he|she|they) need\b"
)
_NOW = re.compile(
    r"\b(?:now|nowadays|currently|current|at the moment|these days|still|latest|so far|going on|happening|any news|"
    r"update|yet|(?<!how )soon)\b"
)
# How something went over the years: up or down, and what became of it.
_TREND = re.compile(
    r"\b(?<!estates )(?<!houses )(?<!homes )(?<!flats )(?<!buildings )"
    r"(?:gone|going|went|go|come|came|coming) (?:up|down)\b|\b(?:increas|decreas|improv|worsen)(?:e|es|ed|ing)\b|"
    r"\b(?:risen|rising|rise|rose|fallen|falling|fell|dropped|dropping|grown|growing|grew|shrunk|shrinking)\b|"
    r"\b(?:got|gotten|getting) (?:any )?(?:better|worse|bigger|smaller|more|less|fewer)\b|\bbetter or worse\b|"
    r"\b(?:more|fewer|less|higher|lower|better|worse|up|down) (?:\w+ )?(?:than|from|on) "
    r"(?:before|last|it was|they were|previous|a few years)\b|"
    r"\b(?:more|fewer|less|higher|lower|better|worse)\b.{0,60}\bthan (?:in |it was in |the )*20[12]\d\b|"
    r"\b(?:up|down) on (?:in |it was in |the )?20[12]\d\b|"
    r"\b(?:more|fewer|less|higher|lower|better|worse) (?:before|previously|back then|last time|the year before)\b|"
    r"\d (?:v|vs|versus)\.? \d|"
    r"\bcompared? (?:to|with)\b|\bcompar(?:e|es|ison)\b|\bhow (?:has|have|did) .{3,60} chang(?:e|ed)\b"
)
# A tree that has fallen, a dropped kerb, a river that rises, and what should be improved ask for no figure.
_NO_TREND = re.compile(
    r"\b(?:trees?|branch(?:es)?|walls?|fences?|signs?|lamp ?posts?|cables?|wires?|hedges?|weeds?|grass|nettles|"
    r"brambles|bush(?:es)?|ivy) (?:\w+ ){0,3}(?:fallen|falling|fell|(?:come|came|coming) down|grown|growing|grew)\b|"
    r"\b(?:fallen|falling|fell|grown|growing|grew) (?:trees?|branch(?:es)?|leaves|off|out|down|apart|ill|asleep|into|"
    r"through|behind|to (?:bits|pieces)|veg\w*|food|m[ae]n|over(?! (?:the|these|those|last|past|time)\b))\b|"
    r"\bgr[eo]w(?:n|ing)?[ -]ups?\b|\b(?:go|gone|went|going|sent) down for\b|"
    r"\b(?:i|ive|he|hes|she|shes|mum|dad|nan|grandad|husband|wife|son|daughter)(?: has| have)? (?:fell|fallen)\b|"
    r"\bdropp(?:ed|ing) (?:kerbs?|curbs?|off|out|dead|litter|rubbish|it|my|me|his|her)\b|"
    r"\b(?:water|waters|river|brook|stream|canal) (?:level |levels )?(?:is |are )?(?:still )?(?:rising|rose|risen)\b|"
    r"\brising damp\b|\bpay rise\b|\brose (?:bush|garden|tree|street|road|close|lane|hill)|"
    r"\b(?:come|came|coming) up (?:with|through|between|for)\b|"
    r"\b(?:go|going|come|coming|came|went) (?:up|down) (?:to )?(?:the|my|our|there|here)\b|"
    r"\b(?:to|can|could|will|would|should|must|help|(?<!did )(?:you|we|i)) (?:increas|decreas|improv|worsen)e?\b|"
    r"\b(?:council|you|we) (?:increas|decreas|improv|worsen)ing\b"
)
_STORY = re.compile(
    r"\bwhat(?:ever|s)? (?:ever )?(?:happened|became) (?:to|with|of)\b|(?<!\bi )(?<!\bwe )\bused to be\b|"
    r"\bchanges? (?:over|since)\b|\bdid (?:it|that|this|they|anything) ever\b|"
    r"\b(?:come|came) (?:to|of) (?:owt|anything|nowt|nothing|something)\b|"
    r"\bwhat(?:s| is| has) become of\b|\bwhat(?:s| has)? changed\b"
)
_SIGNS = {
    "money": _MONEY,
    "cost": _COST,
    "number": _COUNT,
    "share": _SHARE,
    "when": _WHEN,
    "hour": _HOUR,
    "ready": _READY,
    "now": _NOW,
    "trend": _TREND,
    "story": _STORY,
}
FIGURES = frozenset({"money", "number", "share"})  # of what is wanted, what a figure answers


def what_is_wanted(gist: str) -> frozenset[str]:
    """What a question wants to know: see `Question.wants`."""
    text = without_apostrophes(gist)
    wants = {name for name, pattern in _SIGNS.items() if pattern.search(text)}
    asked = _HOW_MUCH.search(text)
    if asked and _PAID.search(text, asked.end()):
        wants.add("money")
    if "hour" in wants:
        wants.add("when")
    if "trend" in wants and not _TREND.search(_NO_TREND.sub(" ", text)):
        wants.discard("trend")
    return frozenset(wants)
