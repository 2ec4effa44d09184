"""The kinds of danger as the assistant reads them; once for all tests, for it takes a second."""

from __future__ import annotations

from core.settings import DATA
from core.understanding.danger import Danger, read_dangers

DANGERS: list[Danger] = list({kind.danger.kind: kind.danger for kind in read_dangers(DATA / "danger").kinds}.values())
