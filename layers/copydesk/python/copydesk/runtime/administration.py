"""Commands of whoever runs an installation; the table and buckets are named by the same variables as for the functions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.runtime.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


@dataclass(frozen=True)
class TableSettings(Settings):
    """For commands that need the table alone."""

    table: str


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the commands behind `copydesk`."""
    keys = commands.add_parser("keys", help="give out API keys", description="Give out API keys. Needs TABLE and AWS credentials.")
    add = keys.add_subparsers(metavar="ACTION", required=True).add_parser("add", help="make a key and print it, this once")
    add.add_argument("--scopes", default="read,write", help="read, write, admin, joined by commas (default: %(default)s)")
    add.add_argument("--outlet", action="append", default=[], help="limit the key to this outlet (may be repeated)")
    add.set_defaults(run=_add_key)


def _add_key(options: argparse.Namespace) -> int:
    from copydesk.store.access import Keys  # noqa: PLC0415  boto3 is not needed to analyse a file

    keys = Keys(TableSettings.from_environment().table)
    print(keys.add(frozenset(options.scopes.split(",")), frozenset(options.outlet)))  # noqa: T201
    return 0
