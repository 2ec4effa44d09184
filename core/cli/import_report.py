"""Draft records from a new report: ``python -m core.cli.import_report report.pdf 2027``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.importing.importer import Imported, import_report
from core.importing.reading import ReportUnreadable
from core.importing.storing import OVERVIEW, DraftsRefused
from core.importing.wheres import place_finder
from core.settings import ROOT, SettingError, read_settings
from core.understanding.encoder import shared_encoder

DRAFTS = ROOT / "build" / "drafts"
_FIRST, _LAST = 2000, 2100


def main() -> int:
    """Import; exit status 0, or 1 with a line that says what is wrong; nothing is written then."""
    args = _arguments()
    try:
        encoder = shared_encoder()
        imported = import_report(
            path=args.file,
            year=args.year,
            catalogue=Catalogue.of(read_settings()),
            encode=encoder.encode if encoder else None,
            find_places=place_finder(),
            folder=args.into / str(args.year),
            again=args.again,
        )
    except DatabaseMissing as error:
        print(f"{error}. 'make data' builds it.", file=sys.stderr)
        return 1
    except (ReportUnreadable, DraftsRefused, SettingError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(_told(imported))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draft records from a report, for a person to check.")
    parser.add_argument("file", type=Path, help="the report: .txt, .pdf or .docx")
    parser.add_argument("year", type=_year, help="the year that names it in the catalogue")
    parser.add_argument("--into", type=Path, default=DRAFTS, help="folder for the drafts (default: build/drafts)")
    parser.add_argument("--again", action="store_true", help="replace the drafts of that year, changed or not")
    return parser.parse_args()


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not _FIRST <= int(text) <= _LAST:
        raise argparse.ArgumentTypeError(f"{text!r} is no year from {_FIRST} to {_LAST}")
    return int(text)


def _told(imported: Imported) -> str:
    folder = imported.folder.resolve()
    shown = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
    drafts = f"{imported.drafts} draft" + ("s" if imported.drafts != 1 else "")
    return (
        f"{drafts} in {len(imported.areas)} service areas, {imported.look_first} to look at first, "
        f"{imported.left_out} passages left out.\nBegin with {shown / OVERVIEW}. Nothing of it is served."
    )


if __name__ == "__main__":
    sys.exit(main())
