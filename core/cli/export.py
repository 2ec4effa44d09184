"""Write the catalogue to standard output as JSON Lines: ``python -m core.cli.export``."""

from __future__ import annotations

import argparse
import sys

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.catalogue.export import export_lines
from core.settings import SettingError, read_settings


def main() -> int:
    """Export; exit status 0, or 1 when there is no catalogue or a setting is wrong."""
    argparse.ArgumentParser(description="Write every initiative as a line of JSON.").parse_args()
    try:
        for line in export_lines(Catalogue.of(read_settings())):
            print(line)
        sys.stdout.flush()  # here, since a pipe that breaks on the way out is told as an error
    except DatabaseMissing as error:
        print(f"{error}. 'make data' builds it.", file=sys.stderr)
        return 1
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        pass  # the reader has had enough, as `head` does
    return 0


if __name__ == "__main__":
    sys.exit(main())
