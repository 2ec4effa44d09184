"""A question as it is read: its gist, years and places, what it wants, and how far it leans on the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.catalogue.fulltext import content_words
from core.understanding.exclusions import without_excluded
from core.understanding.places import PlaceFound, typed_codes
from core.understanding.repairs import after_repair, names_what_is_not_meant
from core.understanding.roads import find_roads
from core.understanding.text import without_apostrophes, word_set
from core.understanding.wants import ONLY_HOURS, what_is_wanted
from core.understanding.years import Years

_STARTS = re.compile(
    r"(?:and|but|also|so|then|ok(?:ay)?|oh|right|or|what about|how about|whatabout|and what about|what if|"
    r"is (?:it|that|this|the \d+)\b|are (?:they|those|these)\b|does (?:it|that)\b|do they\b|did (?:it|that|they)\b|"
    r"was (?:it|that)\b|were (?:they|the)\b|will (?:it|they)\b|can (?:they|it)\b|"
    r"sorry|i meant?|whats that|what did that|not |no )"
)
_POINTS = re.compile(
    r"\b(?:it|its|itll|itd|that|thats|thatll|they|theyll|them|em|their|theirs|theyre|those|these|this|there|one|ones|same|"
    r"he|hes|him|she|shes|her)\b"
)
# "that" and "there" mostly point at nothing in these.
_POINTS_NOWHERE = re.compile(
    r"\b(?:is|are|was|were) there\b|\btheres?\b(?= (?:a|an|any|some|been|water|no|loads|this|something)\b)|"
    r"\b(?:that|this|it)s? (?:is|was|keeps?|wont|cant|been|has)\b|"
    r"\bthis (?:morning|week|year|afternoon|evening|month)\b|\bone of\b|"
    r"\bthat (?:i|you|we|he|she|the|was|are|can|have|has|is|goes|runs)\b|"
    r"\bsame (?:lot|people|council|number|place|team|form) for\b|"
    r"\bit(?:s|ll| is| was)? (?:\w+ )?(?:raining|flooding|possible|true|legal|ok|dark|icy)\b"
)
_ASKING = re.compile(
    r"(?:what i (?:wanted|want) to (?:ask|know) (?:was|is)|my question is|i (?:just )?(?:wanted|want) to (?:know|ask)|"
    r"so (?:basically|anyway)|question is|can you tell me|could you tell me|do you know|i was wondering)"
)
# How those who take calls begin: who it is that asks says nothing of what is asked.
_CALLER = re.compile(
    r"(?:(?:hi|hello|ive|i've|i have|have|got)[\s,]+)*(?:an?\s+|the\s+|my\s+)?"
    r"(?:(?:new|another|elderly|older|young)\s+)?"
    r"(?:(?:caller|customer)(?:'s)?(?:\s*[,:-]\s*|\s+(?:(?:is|has|on|the|line(?:\s+\d)?|rang|rung|ringing|calling|phoned|"
    r"asking|asks|asked|wants|to|know|says|saying|said|wondering|if|whether|about|who)\b\s*)+)"
    r"|caller\s+"
    r"|(?:gent|gentleman|lady|bloke|chap|woman|man|resident|lass|lad|mum|dad|couple|someone|somebody|person)\s+"
    r"(?:(?:is\s+)?on\s+(?:the\s+)?(?:other\s+)?line(?:\s+\d)?\b"
    r"|(?:is\s+)?asking\s+(?=(?:if|whether|about|how|what|when|where|who|why)\b)|wants\s+to\s+know\b)"
    r"(?:\s*\b(?:asking|wants|to|know|wondering|if|whether|about)\b)*)[\s,.:;-]*",
    re.I,
)
# What is asked here is asked of the county; its name would only draw records that name it too. The county council
# by its name is another matter: "what does the county council do".
_COUNTY = re.compile(
    r"\b(?:(?:in|for|across|of|around|round|within)\s+)?"
    r"(?:leicestershire|leics|the county(?! council))\b(?:['’]?s\b)?",
    re.I,
)
# "My postcode is", before one.
_CODE_IS = re.compile(
    r"(?:(?:[,.;]|\b(?:and|so))?\s*\b(?:(?:im|i'm|we're|were|my|our|the|at|in|its|it's)\s+)+"
    r"|[,.;]?\s*)(?:\bpost\s?code(?:\s+is|'?s|:)?\s+)?$",
    re.I,
)
_BEFORE_REST = re.compile(r"^(?:[\s,.;:-]|\b(?:and|so)\b)+", re.I)
# Of itself it says nothing of the matter: "where do i sign up then".
_SIGN_UP = re.compile(r"\bsign(?:ed|ing)? (?:up|on)\b|\b(?:put|get) (?:my|our|his|her|their) names? down\b")
# A year that something is held against, and not the one that is asked for: "more than in 2023".
_HELD_AGAINST = re.compile(
    r"\b(?:than|compared (?:to|with)|(?:up|down) on|changed? from|"
    r"(?:has|have|is|are|been|any|much|what)\b.{1,60}\bsince) "
    r"(?:(?:in|it was|they were|what it was|for|the) )*20[12]\d\b|"
    r"\b20[12]\d(?:/\d\d)?(?: report| figures?| one)?,? (?:and|or|v|vs|versus|to|then|against) "
    r"(?:now|nowadays|today|currently|the latest|these days)\b|"
    r"\b(?:now|nowadays|today|currently),? (?:and|or|v|vs|versus|against) (?:in |the )*20[12]\d\b"
)
# Two years that are held against each other: "22/23 v 24/25", "the 2023 report or the 2025 one".
_TWO_YEARS = re.compile(
    r"(?<!\d)(?:20)?\d\d(?:/\d\d)?(?: report| figures?| one)?"
    r"(?: and| or| v| vs| versus| to| with| against| than|,|/| &)+"
    r"\.?(?: the| in| in the)* (?:20)?\d\d(?:/\d\d)?(?!\d)"
)
LEANS_A_LITTLE = 0.3  # a message that leans this much has the one before taken in
LEANS = 0.45  # a message that leans this much on the one before doesn't stand alone
_LONG = 45  # words; longer messages are stories with a question in them
_TAIL = 28
_STORY_LEANS = 0.25  # how much a story leans at most
_FEW_WORDS = 2  # of its own; a message with more has a matter of its own
_ONLY_A_YEAR = 0.6
_LEAST_LEFT = 3  # words of a message that must be left when who calls is cut off
_SHORT = 6  # words in all, with the empty ones
_WITH_WORDS = 0.9  # the most that a message with words of its own leans
_TELLS_NOTHING, _TELLS_LITTLE = 0.35, 0.25  # how much a message leans without a word that tells its matter


@dataclass(frozen=True)
class Question:
    """A message, read.

    Attributes:
        text: as typed, cut to the limit, without a lead-in that only puts the last answer right, and without what it
            says it isn't about.
        gist: the part that asks, for a long story; else the text.
        years: the years that it asks for.
        places: the places that it names.
        wants: any of ``money``, ``cost``, ``number``, ``share``, ``when``, ``hour`` (a time of the day), ``now`` (how
            things stand today), ``ready`` (what to have at hand), ``trend`` (up or down over the years), ``story``
            (what became of it).
        leans: how much it leans on what was said before: 0 stands alone, 1 means nothing alone.
        is_repair: whether it puts right what was asked before.
    """

    text: str
    gist: str
    years: Years = field(default_factory=Years)
    places: tuple[PlaceFound, ...] = ()
    wants: frozenset[str] = frozenset()
    leans: float = 0.0
    is_repair: bool = False

    @property
    def words(self) -> list[str]:
        """The words that say what it is about."""
        return content_words(self.gist)

    @property
    def is_story(self) -> bool:
        """Whether it is so long that only the part of it that asks is taken for the question."""
        return is_story(self.text)

    @property
    def compares(self) -> tuple[int, ...]:
        """Years of reports that it holds against each other ("2019 v 2021"), or one that others are held against.

        Empty for a question that only names years.
        """
        text = without_apostrophes(self.text)
        two = len(self.years.reports) > 1 and _TWO_YEARS.search(text)
        return self.years.reports if two or _HELD_AGAINST.search(text) else ()

    @property
    def where_and_when(self) -> frozenset[str]:
        """The words that name places and years: every record of that place or year would fit them."""
        return frozenset([*_named(self.places), *content_words(self.years.words)])


def _every_word_tells(_word: str) -> float:
    return 1.0


def read_question(
    message: str, years: Years, places: Sequence[PlaceFound], tells: Callable[[str], float] = _every_word_tells
) -> Question:
    """Read a message.

    Args:
        message: as typed.
        years: found in it.
        places: found in it.
        tells: how far a word tells what a message is about, 0 to 1.

    Returns:
        The question.
    """
    text = without_excluded(message)
    rest = after_repair(text)
    if rest is not None and len(rest.split()) >= 2:
        text = rest
    gist = _without_codes(_without_county(_without_caller(_gist(text))))
    leans = _leans(without_apostrophes(gist), years, places, tells)
    if is_story(text):
        # What a long story leans on is in the story.
        leans = min(leans, _STORY_LEANS)
    return Question(
        text=text,
        gist=gist,
        years=years,
        places=tuple(places),
        wants=what_is_wanted(gist),
        leans=leans,
        is_repair=rest is not None or names_what_is_not_meant(message),
    )


def _without_caller(gist: str) -> str:
    caller = _CALLER.match(gist)
    left = gist[caller.end() :] if caller else gist
    return left if len(left.split()) >= _LEAST_LEFT else gist


def _without_county(gist: str) -> str:
    left = " ".join(_COUNTY.sub(" ", gist).split())
    return left if len(left.split()) > 1 else gist


def _without_codes(gist: str) -> str:
    """A gist without its postcodes, and what leads up to them: they tell where, and nothing of the matter."""
    left = gist
    for start, end in reversed(typed_codes(gist)):
        left = f"{_CODE_IS.sub('', left[:start])} {left[end:]}"
    left = " ".join(_BEFORE_REST.sub("", left).split()) if left != gist else left
    return left if len(left.split()) > 1 else gist


def is_story(text: str) -> bool:
    """Whether a text is so long that it is a story with a question in it."""
    return len(text.split()) > _LONG


def _gist(text: str) -> str:
    if not is_story(text):
        return text
    cues = list(_ASKING.finditer(text.lower()))
    if cues and len(text[cues[-1].end() :].split()) >= 4:
        return text[cues[-1].end() :].strip()
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", text) if part]
    asked = [part for part in sentences if part.rstrip().endswith("?")]
    tail = asked[-1] if asked else sentences[-1]
    words = tail.split()
    return tail if 4 <= len(words) <= _LONG else " ".join(text.split()[-_TAIL:])


def _leans(text: str, years: Years, places: Sequence[PlaceFound], tells: Callable[[str], float]) -> float:
    """A guess at how much a message leans on the one before, from its words alone."""
    words = content_words(_SIGN_UP.sub(" ", text))
    named = _named(places) | set(content_words(years.words)) | _ABOUT_NOTHING
    own = [word for word in words if not word.isdigit() and word not in named]
    if not own or ONLY_HOURS.search(text):
        return 1.0
    telling = sum(map(tells, own))
    starts = _STARTS.match(text) is not None
    if starts and _PEOPLE.issuperset(own):
        # "And for my sister, she's in Leicester" says for whom, and not what.
        return 1.0
    points = _POINTS.search(_POINTS_NOWHERE.sub(" ", text)) is not None
    if points and find_roads(text).issuperset(own):
        # "It's on the A6" only says where; "what about the A511" asks something else of the same.
        return 1.0
    if telling < 1:
        lean = 0.45 * starts + 0.35 * points + (_TELLS_NOTHING if telling < 0.5 else _TELLS_LITTLE)
    else:
        # "Oh and who sorts my council tax" begins like a follow-up and asks something new; and in a longer story "it"
        # and "he" are mostly somebody who was named in it.
        is_short = telling <= _FEW_WORDS or len(text.split()) <= _SHORT
        begins = (0.45 if is_short and (len(own) <= _FEW_WORDS or points) else 0.3) * starts
        few = 0.25 if len(own) <= 1 else 0.1 if len(own) == 2 else 0.0
        lean = begins + (0.35 if is_short else 0.15) * points + few
    if years.step or years.every:
        lean += 0.3
    if years.reports and telling < 1:
        # "What did 2021 say" names a report, and nothing that it should tell of.
        lean = max(lean, _ONLY_A_YEAR)
    return min(lean, 1.0 if len(own) <= 1 else _WITH_WORDS)


_ABOUT_NOTHING = word_set(
    """
    year years yr yrs report reports time before after previous last next each every number much many cost costs price
    exact source ring call phone tell ask open day same one ones thing things live meant mean sorry miles figure figures
    said say says else happened happening age old eligible qualify free postcode post code
    ready bring long pay paid charge charges fee fees soon quick quickly fast beforehand advance ahead address satnav
    enough young aim aims aiming aimed target targets goal
    save saves saved spend spent start started starts first begin began apply applying join joining enrol
    register both equivalent itll itd theyll thatll lived living again agen new till until altogether overall oldest
    earliest newest village town
    mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends
    wot wots wat owt nowt summat aint gonna wanna ya ur whereabouts please pls tho innit
    """
)


_PEOPLE = word_set(
    """
    mum mam mother dad father parents sister sisters brother brothers son sons lad lads daughter daughters kid kids
    child children nan nana gran grandma grandad grandpa grandparents husband hubby wife missus partner boyfriend
    girlfriend shes hes theyre aunt auntie uncle cousin nephew niece neighbour neighbours neighbor mate mates
    friend friends baby
    """
)


def _named(places: Sequence[PlaceFound]) -> set[str]:
    return {word for place in places for word in place.words}
