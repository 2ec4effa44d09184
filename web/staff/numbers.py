"""The council's own phone numbers, and those of the bodies it sends residents to: masking leaves them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.turn import World
from core.understanding.masking import digits_of


class CouncilNumbers:
    """Reads the numbers once for each load of the catalogue.

    Args:
        world: gives what the core may ask; raises DatabaseMissing.
    """

    def __init__(self, world: Callable[[], World]) -> None:
        self._world = world
        self._read: tuple[str, frozenset[str]] = "", frozenset()

    def __call__(self) -> frozenset[str]:
        """The numbers, as digits alone.

        Raises:
            DatabaseMissing: the catalogue can't be read.
        """
        world = self._world()
        digest = world.snapshot.digest
        if self._read[0] != digest:
            self._read = digest, digits_of(_texts(world))
        return self._read[1]


def _texts(world: World) -> Iterator[str]:
    snapshot = world.snapshot
    for organisation in snapshot.organisations.values():
        yield organisation.phone or ""
    for need in world.catalogue.needs(stub.id for stub in snapshot.stubs if stub.kind == "need").values():
        yield need.answer
        for post in need.signposts:
            yield post.phone or ""
            yield post.do
