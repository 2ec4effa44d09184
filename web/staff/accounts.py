"""Who may sign in at the staff desk: ``python -m web.staff.accounts add NAME | remove NAME | list``."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Sequence

from core.catalogue.database import DatabaseMissing
from core.settings import SettingError, read_settings
from web.staff.passwords import WeakPassword, hash_of
from web.staff.store import DeskStore

_NAME = re.compile(r"[\w.@+-]{2,64}")


class _Refused(ValueError):
    """What was asked can't be done; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Add, remove or list accounts; exit status 0 when done, 1 when refused, 2 when there is no database."""
    parser = argparse.ArgumentParser(prog="python -m web.staff.accounts", description="Accounts of the staff desk.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add", help="add a person, or give another password; it is asked for, or one line of input")
    add.add_argument("name")
    verbs.add_parser("remove", help="remove a person and end their sign-ins").add_argument("name")
    verbs.add_parser("list", help="list everybody who may sign in")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings()
        store = DeskStore(settings.desk_url, settings.database_timeout)
        if options.verb == "list":
            for account in store.accounts.listed():
                print(f"{account.name}\tsince {account.made:%Y-%m-%d}")
        elif options.verb == "add":
            print(_add(store, options.name))
        else:
            print(_remove(store, options.name))
    except (_Refused, WeakPassword) as error:
        print(error, file=sys.stderr)
        return 1
    except (DatabaseMissing, SettingError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _add(store: DeskStore, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise _Refused("a name is 2 to 64 letters, digits and . @ + - _ without spaces")
    is_new = store.accounts.put(name, hash_of(_password()))
    return f"{name} may sign in" if is_new else f"{name} has another password; open sign-ins have ended"


def _remove(store: DeskStore, name: str) -> str:
    if not store.accounts.remove(name):
        raise _Refused(f"there is no account {name}")
    return f"{name} may not sign in any more"


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise _Refused("the two are not the same")
    return first


if __name__ == "__main__":
    sys.exit(main())
