"""The sentences of the web, from ``data/web``: a file each for the gateway, the residents' pages and the desk."""

from __future__ import annotations

from functools import cache
from typing import Any

from core.settings import DATA
from core.yaml_text import parse_yaml


@cache
def read_words(name: str) -> dict[str, Any]:
    """Every sentence of a file, by page and name.

    Args:
        name: of the file in ``data/web``, without its ending.
    """
    held: dict[str, Any] = parse_yaml((DATA / "web" / f"{name}.yml").read_text("utf-8"))
    return held


def words() -> dict[str, Any]:
    """The gateway's own sentences."""
    return read_words("gateway")
