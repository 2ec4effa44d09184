"""One turn of a conversation on its way through the steps, and the world that the steps may ask."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core.answering.compose import WORD_LIMIT, count_words
from core.answering.thread import Thread
from core.catalogue.catalogue import Catalogue
from core.catalogue.snapshot import Snapshot
from core.lookup.responsibility import county_council
from core.lookup.search import Candidate
from core.understanding.danger_sense import Alarm
from core.understanding.encoder import Vector
from core.understanding.moves import Move
from core.understanding.places import Gazetteer, gazetteer_over
from core.understanding.question import Question
from core.understanding.word_meanings import AskedWords


@dataclass(frozen=True)
class Understanding:
    """What the trained model makes of a message; a door without a model leaves it out.

    Attributes:
        intent: the likeliest.
        confidence: of it, 0 to 1.
        ranking: intents with their likelihoods.
        vectors: the meanings of the message and of pieces of it, by their words, so that each is worked out once.
        words: the meanings of their words, by the same, each by the word.
        move: what the model takes the message for, when it isn't a question.
        alarm: the danger that the message sounds like, and how much.
    """

    intent: str = ""
    confidence: float = 0.0
    ranking: Mapping[str, float] = field(default_factory=dict)
    vectors: Mapping[str, Vector] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Vector]] = field(default_factory=dict)
    move: Move | None = None
    alarm: Alarm | None = None

    def areas(self) -> dict[str, float]:
        """How likely each service area is."""
        odds: dict[str, float] = {}
        for intent, likelihood in self.ranking.items():
            kind, _, area = intent.partition("_")
            if kind in ("need", "initiative"):
                name = area.replace("_", "-")
                odds[name] = odds.get(name, 0.0) + likelihood
        return odds


@dataclass
class World:
    """What the steps may ask: the catalogue, the encoder and the day.

    Attributes:
        catalogue: of records.
        encode: the vector of a text as the encoder makes it; None without the encoder.
        today: the day of the question.
        encode_words: the vectors of its words, likewise; a world without them goes by whole sentences.
    """

    catalogue: Catalogue
    encode: Callable[[str], Vector | None]
    today: Callable[[], date] = date.today
    encode_words: Callable[[str], Mapping[str, Vector] | None] = lambda _text: None
    _gazetteer: tuple[str, Gazetteer] | None = None

    @property
    def snapshot(self) -> Snapshot:
        """What is kept in memory of the catalogue."""
        return self.catalogue.snapshot()

    @property
    def gazetteer(self) -> Gazetteer:
        """Places by name, outcode and postcode."""
        snapshot = self.snapshot
        if self._gazetteer is None or self._gazetteer[0] != snapshot.digest:
            self._gazetteer = snapshot.digest, gazetteer_over(self.catalogue.places())
        return self._gazetteer[1]

    def mended(self, text: str) -> str:
        """A text without slips of typing, by the words of the catalogue."""
        return self.catalogue.mender().mend(text)

    def meaning_of(self, text: str) -> Vector | None:
        """The meaning of a text, to be compared with those of the catalogue; None without the encoder."""
        return self.snapshot.tuned(self.encode(text))

    def words_of(self, text: str, without: Collection[str] = ()) -> AskedWords | None:
        """The meanings of a text's words, to be compared with those of the catalogue.

        Args:
            text: that asks.
            without: words that are left out.

        Returns:
            The words; None without the encoder, and when no word is left.
        """
        return self.snapshot.asked_words(self.encode_words(text), without)

    def linked_need(self, initiative: str, vector: Vector | None) -> str:
        """The need that names an initiative, or one of its topic; of several the one nearest to what is asked.

        Args:
            initiative: id of the record.
            vector: what is asked; None without the encoder.

        Returns:
            Its id; empty when no need names it.
        """
        snapshot = self.snapshot
        needs = snapshot.needs_of.get(initiative, ())
        if len(needs) < 2 or vector is None or not len(snapshot.vectors):
            return needs[0] if needs else ""
        return max(needs, key=lambda need: float(snapshot.averages[snapshot.position[need]] @ vector))

    def council_fields(self) -> dict[str, str]:
        """Name, phone and site of the county council, for the assistant's own sentences."""
        council = county_council(self.snapshot.organisations, self.today())
        if council is None:
            return {"name": "", "phone": "", "web": ""}
        return {"name": council.name, "phone": council.phone or "", "web": council.web or ""}


@dataclass
class Turn:
    """What is known of one message on its way.

    Attributes:
        message: as typed.
        thread: of the conversation; the steps change it.
        world: what the steps may ask.
        understanding: what the trained model makes of the message.
        before: the thread as it was, for steps that come after a change.
        question: the message, read.
        move: what it does in the conversation, when it isn't a question.
        text: what is looked for, in words.
        text_vector: its meaning.
        candidates: records that may answer, best first.
        remarks: said before the answer.
        caution: the line that the answer must begin with, since the message sounds like danger.
    """

    message: str
    thread: Thread
    world: World
    understanding: Understanding
    before: Thread = field(default_factory=Thread)
    question: Question = field(default_factory=lambda: Question("", ""))
    move: Move | None = None
    text: str = ""
    text_vector: Vector | None = None
    candidates: list[Candidate] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    caution: str = ""

    @property
    def limit(self) -> int:
        """Words that the answer itself may have."""
        return WORD_LIMIT - count_words(self.caution)

    @property
    def district(self) -> str | None:
        """The district of the place that the message names, else of the last one that was named; None for none."""
        named = [place.district for place in self.question.places if place.district and not place.is_outside]
        return named[-1] if named else self.thread.district or None

    @cached_property
    def vector(self) -> Vector | None:
        """The meaning of the part of the message that asks; worked out when first wanted."""
        return self.meaning_of(self.question.gist)

    @cached_property
    def words(self) -> AskedWords | None:
        """The meanings of the words that say what is asked; worked out when first wanted."""
        return self.words_of(self.question.gist)

    def looks_for(self, text: str, vector: Vector | None) -> None:
        """Say what is looked for, so that later messages can lean on it."""
        self.text, self.text_vector = text, vector

    def meaning_of(self, piece: str) -> Vector | None:
        """The meaning of a piece of the message, as it came with the message or worked out now."""
        held = self.understanding.vectors.get(piece)
        return self.world.meaning_of(piece) if held is None else self.world.snapshot.tuned(held)

    def goes_on(self, piece: str) -> float:
        """How likely a piece of the message says nothing alone, as log odds; minus infinity without the encoder."""
        sense, held = self.world.snapshot.follow_up_sense, self.understanding.vectors.get(piece)
        vector = None if sense is None else self.world.encode(piece) if held is None else held
        return -math.inf if sense is None or vector is None else sense.feel(vector)

    def words_of(self, piece: str) -> AskedWords | None:
        """The meanings of a piece's words, as they came with the message or worked out now."""
        held = self.understanding.words.get(piece)
        without = self.question.where_and_when
        if held is None:
            return self.world.words_of(piece, without)
        return self.world.snapshot.asked_words(held, without)
