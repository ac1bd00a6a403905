"""Commands of whoever runs an installation; the table and buckets are named by the same variables as for the functions."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.runtime.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


@dataclass(frozen=True)
class InstallationSettings(Settings):
    """For commands that work on a whole installation; `retention` as for `upload`."""

    intake_bucket: str
    results_bucket: str
    table: str
    retention: str


@dataclass(frozen=True)
class KeySettings(Settings):
    """For giving out keys."""

    results_bucket: str
    table: str


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the commands behind `copydesk`."""
    keys = commands.add_parser(
        "keys", help="give out API keys", description="Give out API keys. Needs TABLE, RESULTS_BUCKET and credentials."
    )
    add = keys.add_subparsers(metavar="ACTION", required=True).add_parser("add", help="make a key and print it, this once")
    add.add_argument("--scopes", default="read,write", help="read, write, admin, joined by commas (default: %(default)s)")
    add.add_argument("--outlet", action="append", default=[], help="limit the key to this outlet (may be repeated)")
    add.set_defaults(run=_add_key)

    again = commands.add_parser(
        "redrive",
        help="send dead letters through the chain again",
        description="Send dead letters through the chain again, after a repair.",
    )
    again.add_argument("dead_letters", metavar="DEAD_LETTERS", help="the address of the dead-letter queue")
    again.add_argument("queue", metavar="QUEUE", help="the address of the queue that they came from")
    again.set_defaults(run=_redrive)

    rebuild = commands.add_parser(
        "rebuild",
        help="restore the table from S3",
        description="Restore the table from S3. Needs INTAKE_BUCKET, RESULTS_BUCKET, TABLE, RETENTION and credentials; may be repeated.",
    )
    rebuild.set_defaults(run=_rebuild)


# boto3 is imported only where it is used: analysing a file needs none of it.


def _add_key(options: argparse.Namespace) -> int:
    from copydesk.store.access import Keys  # noqa: PLC0415
    from copydesk.store.ledger import Ledger  # noqa: PLC0415

    settings = KeySettings.from_environment()
    keys = Keys(settings.table, Ledger(settings.results_bucket))
    print(keys.add(frozenset(options.scopes.split(",")), frozenset(options.outlet)))
    return 0


def _redrive(options: argparse.Namespace) -> int:
    from copydesk.store.queues import Queue, redrive  # noqa: PLC0415

    print(f"{redrive(Queue(options.dead_letters), Queue(options.queue))} messages sent again")
    return 0


def _rebuild(_options: argparse.Namespace) -> int:
    from copydesk.store.rebuilding import Rebuild  # noqa: PLC0415
    from copydesk.store.retention import Retention, RetentionRules  # noqa: PLC0415

    settings = InstallationSettings.from_environment()
    retention = Retention(settings.table, RetentionRules.read(settings.retention))
    found = Rebuild(settings.intake_bucket, settings.results_bucket, settings.table, retention).run()
    print(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(found.items())) or "nothing to restore")
    return 0
