"""The gateway's own sentences, from ``data/web/gateway.yml``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from core.settings import DATA


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Every sentence, by page and name."""
    held: dict[str, Any] = yaml.safe_load((DATA / "web" / "gateway.yml").read_text("utf-8"))
    return held
