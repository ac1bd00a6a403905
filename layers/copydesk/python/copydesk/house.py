"""The newsroom's own policy packs on the command line: `copydesk policies` keeps them in an installation, for articles that name them."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import checking
from copydesk.checks import factbook, packs, policy
from copydesk.errors import Conflict, InvalidRequest
from copydesk.runtime.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from copydesk.store.policies import Policies

DONE = 0


@dataclass(frozen=True)
class PolicySettings(Settings):
    """Where the packs lie."""

    results_bucket: str


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the commands behind `copydesk`."""
    policies = commands.add_parser(
        "policies",
        help="keep your own policy packs",
        description="Keep your own policy packs in an installation, for articles that name them. Needs RESULTS_BUCKET and credentials.",
    )
    actions = policies.add_subparsers(metavar="ACTION", required=True)
    put = actions.add_parser("put", help="keep a pack, in place of one of its name")
    put.add_argument("file", metavar="FILE", type=Path, help="the pack as YAML")
    put.add_argument("--facts", action="append", default=[], metavar="FILE", type=Path, help="a fact book that goes with it, as CSV")
    put.set_defaults(run=_put)
    actions.add_parser("list", help="name the packs").set_defaults(run=_list)
    show = actions.add_parser("show", help="print a pack")
    remove = actions.add_parser("remove", help="remove a pack that no other one extends")
    for action, run in ((show, _show), (remove, _remove)):
        action.add_argument("name", metavar="NAME")
        action.set_defaults(run=run)


def _put(options: argparse.Namespace) -> int:
    kept, text, file = _kept(), checking.text_of(options.file), options.file.name
    if facts := [fact for book in options.facts for fact in factbook.read(checking.text_of(book), book.name)]:
        text = policy.with_facts(text, facts, file)
    name = policy.parse(text, file).policy
    # Those that it extends may extend it in turn, in the form that it is about to have.
    policy.read(text, file, on=policy.shelf(lambda other: text if other == name else kept.find(other)))
    if name in packs.names():
        raise InvalidRequest(f"{name!r} comes with copydesk: extend it under a name of your own", code="policy_name_taken")
    kept.put(name, text)
    print(f"{name} is kept; an article is checked against it where it says so, or all are by the parameter HousePolicy")
    return DONE


def _list(_options: argparse.Namespace) -> int:
    for name in _kept().names():
        print(name)
    return DONE


def _show(options: argparse.Namespace) -> int:
    print(policy.shelf(_kept().find)(options.name), end="")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    kept = _kept()
    if heirs := [name for name in kept.names() if policy.parse(kept.find(name) or "").extends == options.name]:
        raise Conflict(f"{options.name!r} is extended by {', '.join(heirs)}", code="policy_in_use")
    kept.remove(options.name)
    return DONE


def _kept() -> Policies:
    from copydesk.store.policies import Policies  # noqa: PLC0415 - boto3 is imported only where it is used

    return Policies(PolicySettings.from_environment().results_bucket)
