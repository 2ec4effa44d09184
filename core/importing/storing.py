"""Drafts to a folder: all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from core.settings import DATA

REPORT, OVERVIEW = "report.txt", "overview.md"


class DraftsRefused(ValueError):
    """The drafts can't be written there; the message is one line that says why."""


def check_folder(folder: Path, again: bool) -> None:
    """Look whether drafts may be written, before any work is done.

    Args:
        folder: for the drafts.
        again: whether drafts that are there may be replaced.

    Raises:
        DraftsRefused: it lies among the content, it is there already, or something else is.
    """
    if folder.resolve().is_relative_to(DATA.resolve()):
        raise DraftsRefused(f"{folder}: drafts don't belong among the content under {DATA.name}/")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DraftsRefused(f"{folder}: is a file")
    if any(folder.iterdir()) and not (folder / OVERVIEW).is_file():
        raise DraftsRefused(f"{folder}: holds something else than drafts")
    if not again:
        raise DraftsRefused(f"{folder}: is there already; --again writes it anew, without what was changed in it")


def store(folder: Path, files: Mapping[str, str], again: bool = False) -> None:
    """Write files into a new folder, which appears once they are all there.

    Args:
        folder: for the drafts; its parents are made.
        files: texts by name.
        again: whether drafts that are there may be replaced.

    Raises:
        DraftsRefused: they may not, or the folder can't be written.
    """
    check_folder(folder, again)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".drafts-") as held:
            made = Path(held) / "new"
            made.mkdir()
            for name, text in files.items():
                (made / name).write_text(text, "utf-8", newline="")
            if folder.exists():
                folder.rename(Path(held) / "old")
            made.rename(folder)
    except OSError as error:
        raise DraftsRefused(f"{folder}: can't be written: {error.strerror or error}") from error


