"""What a check finds."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something about a record that is wrong, or that an editor should look at.

    Attributes:
        file: where the record stands, ``data/needs/waste.yml``.
        record: its kind and id, ``needs waste-missed-bin``.
        field: the field that it is about.
        told: what is the matter, in words.
        is_fault: whether it must be mended; else it is a notice.
    """

    file: str
    record: str
    field: str
    told: str
    is_fault: bool = True

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.told}"
