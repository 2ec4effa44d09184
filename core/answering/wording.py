"""The assistant's own sentences, from ``data/wording.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from core.settings import DATA
from core.yaml_text import parse_yaml


@lru_cache(maxsize=1)
def sentences(path: Path = DATA / "wording.yml") -> dict[str, str]:
    """Every sentence by its name."""
    return {name: " ".join(str(text).split()) for name, text in parse_yaml(path.read_text("utf-8")).items()}


def say(sentence: str, /, **fields: object) -> str:
    """A sentence with its fields filled in.

    Args:
        sentence: its name in ``data/wording.yml``.
        **fields: what its braces name.

    Returns:
        The sentence.

    Raises:
        KeyError: there is no such sentence, or a field is missing.
    """
    return sentences()[sentence].format(**fields)
