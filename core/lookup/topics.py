"""Topics: what else the reports tell of a record's matter, and which matter a question is about."""

from __future__ import annotations

from collections.abc import Sequence

from core.answering.series import FigureSeries, all_series
from core.catalogue.catalogue import Catalogue
from core.catalogue.fulltext import content_words
from core.catalogue.records import ServedTopic
from core.catalogue.snapshot import Snapshot
from core.lookup.search import Candidate
from core.turn import World
from core.understanding.encoder import Vector

_ABOUT = 0.4  # how near words must come to the name of a topic or series, as a cosine, to mean it
_NEAR = 0.06  # how much lower than the best a record may score to be of the matter that is meant
# What counts beside the score of a record, when a matter is looked for: the name of its topic, and that the topic tells
# how it changed.
_NAME, _TELLS = 0.5, 0.05


def topic_of(catalogue: Catalogue, record: str) -> ServedTopic | None:
    """The topic that a record belongs to, if it belongs to one.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    topic = catalogue.snapshot().topic_of.get(record)
    return catalogue.topics([topic]).get(topic) if topic else None


def nearness(snapshot: Snapshot, topic: str, vector: Vector | None) -> dict[int, float]:
    """How near a question is to the name of each series of a topic, as a cosine, by the position of the series."""
    names = snapshot.topics.get(topic)
    if names is None or vector is None:
        return {}
    return {position: float(value) for position, value in enumerate(names[1:] @ vector)}


def best_of_matter(catalogue: Catalogue, candidates: Sequence[Candidate], vector: Vector | None) -> str:
    """The record whose matter a question about several years is about.

    Args:
        catalogue: to look in.
        candidates: that fit the question, best first.
        vector: meaning of the question; None without the encoder.

    Returns:
        Its id; empty when no initiative of a topic fits about as well as the best record.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = catalogue.snapshot()
    near = [
        (candidate, snapshot.topic_of[candidate.stub.id])
        for candidate in candidates
        if candidate.stub.id in snapshot.topic_of and candidate.score >= candidates[0].score - _NEAR
    ]
    topics = catalogue.topics({topic for _, topic in near})
    # The catalogue may have been loaded anew since the snapshot was taken.
    near = [(candidate, topic) for candidate, topic in near if topic in topics]

    def fit(pair: tuple[Candidate, str]) -> float:
        candidate, topic = pair
        names = snapshot.topics.get(topic)
        name = 0.0 if names is None or vector is None else float((names @ vector).max())
        return candidate.score + _NAME * name + _TELLS * bool(topics[topic].change or topics[topic].series)

    return max(near, key=fit)[0].stub.id if near else ""


def one_series(catalogue: Catalogue, topic: str, position: int) -> FigureSeries | None:
    """A series by its topic and its position in it; None when there is none.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    held = catalogue.topics([topic]).get(topic)
    if held is None:
        return None
    told = catalogue.initiatives(held.initiatives)
    return next(
        (one for one in all_series(held, told, catalogue.snapshot().reports) if one.position == position), None
    )


def find_series(world: World, words: str, area: str = "") -> list[FigureSeries]:
    """Figures over the years.

    Args:
        world: catalogue and encoder.
        words: that say which; empty for all.
        area: a service area's id to look in alone.

    Returns:
        Series by area and topic; with words, those that hold them or come near them in meaning, best first.

    Raises:
        DatabaseMissing: the catalogue can't be read.
    """
    snapshot = world.snapshot
    topics = {name: topic for name, topic in world.catalogue.topics().items() if not area or topic.area == area}
    told = world.catalogue.initiatives({record for topic in topics.values() for record in topic.initiatives})
    found = [series for topic in topics.values() for series in all_series(topic, told, snapshot.reports)]
    if not words.strip():
        return found
    vector, asked = world.meaning_of(words), set(content_words(words))

    def fit(series: FigureSeries) -> float:
        named = set(content_words(f"{series.name} {topics[series.topic].topic}"))
        near = nearness(snapshot, series.topic, vector).get(series.position, 0.0)
        return near + len(asked & named) / max(len(asked), 1)

    return sorted((series for series in found if fit(series) >= _ABOUT), key=fit, reverse=True)
