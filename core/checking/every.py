"""All checks, in the order in which their findings are told. A new check is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from core.checking.contacts import check_contacts
from core.checking.dates import check_dates
from core.checking.duplicates import check_duplicates
from core.checking.figures import check_figures
from core.checking.finding import Finding
from core.checking.material import Material
from core.checking.phrases import check_phrases
from core.checking.places import check_places
from core.checking.reading import check_reading
from core.checking.topics import check_topics

CHECKS: Mapping[str, Callable[[Material], Iterator[Finding]]] = {
    "figures": check_figures,
    "reading": check_reading,
    "contacts": check_contacts,
    "duplicates": check_duplicates,
    "dates": check_dates,
    "phrases": check_phrases,
    "places": check_places,
    "topics": check_topics,
}


def check_all(material: Material) -> Iterator[tuple[str, Finding]]:
    """Run every check.

    Args:
        material: what is checked.

    Yields:
        The name of the check with each finding.
    """
    for name, check in CHECKS.items():
        for finding in check(material):
            yield name, finding
