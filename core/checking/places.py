"""Places: every place of an initiative is one that the assistant knows, or a landmark."""

from __future__ import annotations

from collections.abc import Iterator

from core.checking.finding import Finding
from core.checking.material import Material
from core.understanding.places import Gazetteer

# They hold all that residents ask about, so that no district is theirs.
_COUNTY = frozenset(("leicestershire", "leicestershire and rutland"))


def check_places(material: Material) -> Iterator[Finding]:
    """Check the places of initiatives.

    Args:
        material: what is checked, with the landmarks.

    Yields:
        Faults of places that nothing under ``data/places`` knows, and of landmarks in a district that there is not.
    """
    places = [place for place in material.content.places if place.kind != "postcode"]
    gazetteer = Gazetteer(places, spellings=material.spellings)
    landmarks = {name.lower() for name in material.landmarks}
    for _, _, initiative in material.content.initiatives:
        for name in initiative.places:
            if name.lower() in _COUNTY | landmarks or any(found.typed == name for found in gazetteer.find(name)):
                continue
            yield material.finding("initiatives", initiative.id, "places", f"{name!r} is not among data/places")
    districts = {place.district for place in places}
    for name, held in material.landmarks.items():
        for district in held:
            if district not in districts:
                told = f"no district {district!r}"
                yield Finding("data/places/landmarks.yml", f"landmarks {name}", "districts", told)
