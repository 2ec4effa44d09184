"""The council's own phone numbers, and those of the bodies it sends residents to: masking leaves them in."""

from __future__ import annotations

from collections.abc import Callable

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
        catalogue = self._world().catalogue
        digest = catalogue.digest()
        if self._read[0] != digest:
            self._read = digest, digits_of(catalogue.contact_texts())
        return self._read[1]
