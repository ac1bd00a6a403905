"""The checks on the command line: `copydesk check FILE…` for a hook before publication, and `copydesk rules`."""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.analysis import Analysis, Anchor, Finding, Part, Severity
from copydesk.article import Article, Genre
from copydesk.checks import packs
from copydesk.checks import policy as policies
from copydesk.checks.catalogue import RULES
from copydesk.checks.factbook import Fact, read
from copydesk.checks.rule import Rule
from copydesk.desk import open_desk
from copydesk.errors import CopydeskError, InvalidRequest
from copydesk.nlp.analyser import MODEL

if TYPE_CHECKING:
    from argparse import _SubParsersAction

CLEAN, FOUND, NOT_RUN = 0, 1, 2

NEVER = "never"


def add_commands(commands: _SubParsersAction[argparse.ArgumentParser], reader: Callable[..., Article]) -> None:
    """Put the commands behind `copydesk`; `reader` makes an article of a file and of what else is known about it."""
    check = commands.add_parser(
        "check",
        help="mark what a copy desk would mark",
        description="Check articles and print a line for each finding: FILE:LINE:COLUMN: severity: question [rule].",
        epilog="Exit status: 0 nothing as grave as --fail-on was found; 1 something was; 2 the command could not be run.",
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="plain text in UTF-8; - is the standard input")
    check.add_argument("--policy", default=packs.HOUSE, help="a policy that comes with copydesk, or a YAML file (default: %(default)s)")
    check.add_argument("--facts", action="append", default=[], metavar="FILE", help="a fact book of your own as CSV (may be repeated)")
    check.add_argument("--fail-on", choices=[*Severity, NEVER], default=Severity.ERROR, help="exit with 1 from here (default: %(default)s)")
    check.add_argument("--format", choices=["text", "json"], default="text", help="json: a finding a line, with its file")
    check.add_argument("--quiet", action="store_true", help="leave the notes out")
    for name, what in (
        ("title", "the headline"),
        ("byline", "the byline"),
        ("outlet", "the publication"),
        ("published-at", "ISO 8601 time"),
    ):
        check.add_argument(f"--{name}", help=what)
    check.add_argument("--genre", choices=list(Genre), help="what kind of text it is (guessed without it)")
    check.add_argument("--model", default=MODEL, help="the spaCy pipeline (default: %(default)s)")
    check.set_defaults(run=lambda options: _check(options, reader))

    rules = commands.add_parser("rules", help="list the rules of a policy", description="List the rules, as a policy asks for them.")
    rules.add_argument("--policy", default=packs.HOUSE, help="a policy that comes with copydesk, or a YAML file (default: %(default)s)")
    rules.add_argument("--format", choices=["text", "json"], default="text")
    rules.add_argument("--policies", action="store_true", help="list the policies instead")
    rules.set_defaults(run=_rules)


def chosen(name: str, facts: list[Fact] | None = None) -> policies.Policy:
    """Return a policy by its name or from its file, with facts of one's own.

    Raises `InvalidRequest` where there is none of that name, or where the file cannot be read as one.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return policies.read(text_of(path), path.name, facts or [])
    return policies.policy(name) if not facts else policies.read(packs.source(name), f"{name}.yaml", facts)


def _check(options: argparse.Namespace, reader: Callable[..., Article]) -> int:
    facts = [fact for name in options.facts for fact in read(text_of(Path(name)), Path(name).name)]
    desk = open_desk(options.model, house=chosen(options.policy, facts))
    known = {name: getattr(options, name) for name in ("title", "byline", "outlet", "published_at", "genre") if getattr(options, name)}
    status = CLEAN
    for name in options.files:
        try:
            analysis = desk.read(reader(name, **known))
        except (CopydeskError, OSError) as error:
            print(f"copydesk: {name}: {error.message if isinstance(error, CopydeskError) else error.strerror}", file=sys.stderr)
            status = NOT_RUN
            continue
        open_ = [finding for finding in analysis.findings if finding.suppressed is None]
        for finding in open_:
            if not (options.quiet and finding.severity is Severity.NOTE):
                for line in _lines(name, finding, analysis, options.format):
                    print(line)
        if status != NOT_RUN and any(_as_grave(finding, options.fail_on) for finding in open_):
            status = FOUND
    return status


def _as_grave(finding: Finding, limit: str) -> bool:
    return limit != NEVER and list(Severity).index(finding.severity) <= list(Severity).index(Severity(limit))


def _lines(name: str, finding: Finding, analysis: Analysis, written: str) -> Iterator[str]:
    """A finding as an editor's program reads it: its first place, then the others with their words."""
    if written == "json":
        yield json.dumps({"file": name, **finding.model_dump(mode="json")}, ensure_ascii=False)
        return
    first, *others = [_place(name, anchor, analysis) for anchor in finding.anchors] or [f"{name}:1:1"]
    words = f" «{_short(finding.anchors[0].text)}»" if finding.anchors else ""
    yield f"{first}: {finding.severity}: {finding.message}{words} [{finding.rule}]"
    for place, anchor in zip(others, finding.anchors[1:], strict=True):
        yield f"{place}: also: «{_short(anchor.text)}»"


def _place(name: str, anchor: Anchor, analysis: Analysis) -> str:
    """`file:line:column`, both counted from 1; the column in code points. What stands in the title is at line 0."""
    if anchor.part is Part.TITLE:
        return f"{name}:0:{anchor.start + 1}"
    text = analysis.text or ""
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    line = bisect_right(starts, anchor.start)
    return f"{name}:{line}:{anchor.start - starts[line - 1] + 1}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"


def _rules(options: argparse.Namespace) -> int:
    if options.policies:
        for name in packs.names():
            one = policies.policy(name)
            print(f"{name:15} {one.title}" + (f" ({one.source.title}, {one.source.date})" if one.source else ""))
        return CLEAN
    asked = chosen(options.policy)
    for rule in RULES:
        setting = asked.setting(rule)
        if options.format == "json":
            print(json.dumps(described(rule, setting), ensure_ascii=False))
        else:
            print(f"{setting.severity or 'off':8} {rule.code:28} {rule.name}")
    return CLEAN


def described(rule: Rule, setting: policies.Setting) -> dict[str, object]:
    """A rule's card as plain data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "severity": setting.severity or "off",
        "explanation": rule.explanation,
        "bad": rule.bad.text,
        "good": rule.good.text,
        "parameters": {name: value for name, value in setting.parameters.items() if name not in policies.LISTS},
        "not_in": sorted(rule.not_in),
        "reference": rule.practice.title if rule.practice else None,
        "address": rule.practice.address if rule.practice else None,
    }


def text_of(path: Path) -> str:
    """Read a file of words. Raises `InvalidRequest` where there is none, or where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidRequest(f"{path}: {error.strerror}", code="unreadable_file") from None
    except UnicodeDecodeError:
        raise InvalidRequest(f"{path}: not UTF-8", code="not_utf8") from None
