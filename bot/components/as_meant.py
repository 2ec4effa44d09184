"""Messages as the actions will read them: without slips of typing, so that both want the meanings of the same words."""

from __future__ import annotations

from functools import lru_cache

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.settings import read_settings


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    return Catalogue.of(read_settings())


def as_meant(text: str) -> str:
    """A message as it is meant.

    Args:
        text: as typed.

    Returns:
        The same without spaces around it and without slips; while there is no catalogue, the slips stay.
    """
    try:
        return _catalogue().mender().mend(text.strip())
    except DatabaseMissing:
        return text.strip()
