"""What a message looks for: its question, and of a long story the whole as well."""

from __future__ import annotations

import numpy as np

from core.lookup.search import search
from core.steps.query_of import query_of
from core.turn import World
from tests.talk import read

ENDS = "so who do i get on to about it?"
STORY = (
    "back from work last night in the dark and the rain and went straight into the pothole by the chapel, bang. "
    "my lad laughed his head off. the wife says there was a hole there at easter and the one before that an all, "
    f"and her sister in leeds never has owt like it. {ENDS}"
)


def test_a_question_is_looked_for_as_it_is(world: World) -> None:
    turn = read("who mends potholes", world)
    query = query_of(turn)
    assert query.text == "who mends potholes"
    assert query.vector is turn.vector
    assert query.words is turn.words


def test_a_story_is_looked_for_with_what_it_asks(world: World) -> None:
    turn = read(STORY, world)
    assert turn.question.gist == ENDS
    query = query_of(turn)
    assert "pothole" in query.text
    assert query.vector is not None
    assert turn.vector is not None
    assert not np.allclose(query.vector, turn.vector)
    assert search(world.catalogue, query)[0].stub.id.startswith("roads-")


def test_without_the_encoder_a_story_is_looked_for_by_its_words(wordless_world: World) -> None:
    query = query_of(read(STORY, wordless_world))
    assert query.vector is None
    assert search(wordless_world.catalogue, query)[0].stub.id.startswith("roads-")
