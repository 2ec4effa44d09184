"""Build the database from the content files, if they changed: ``python -m core.cli.load``."""

from __future__ import annotations

import argparse
import sys
import time

from core.catalogue.database import DatabaseMissing, open_database
from core.catalogue.files import ContentError
from core.catalogue.load import fingerprint, is_current, load
from core.settings import DATA, SettingError, read_settings
from core.understanding.encoder import EncoderMissing, SentenceEncoder


def main() -> int:
    """Load; exit status 0 when the database holds the content, 1 when it can't; the reason is on standard error."""
    parser = argparse.ArgumentParser(description="Build the local database from the content files under data/.")
    parser.add_argument("--again", action="store_true", help="load even when nothing changed")
    options = parser.parse_args()
    try:
        settings = read_settings()
        began = time.monotonic()
        engine = open_database(settings.database_url, settings.database_timeout, create=True)
        encoded = settings.encoder == "on"
        if not options.again and is_current(engine, fingerprint(DATA, encoded)):
            print("database: up to date")
            return 0
        meaning = ", with the meaning of every phrase; a minute or two" if encoded else ", with words alone"
        print(f"database: building it from data/{meaning} ...", flush=True)
        try:
            encoder = SentenceEncoder(threads=2) if encoded else None
        except EncoderMissing as error:
            print(f"database: {error}; going on with words alone", file=sys.stderr)
            encoder = None
        rows = load(engine, DATA, encoder)
    except (ContentError, SettingError, DatabaseMissing) as error:
        print(f"The database was not changed:\n{error}", file=sys.stderr)
        return 1
    print(f"database: {rows['initiative']} initiatives, {rows['need']} needs, {rows['place']} places"
          f" in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
