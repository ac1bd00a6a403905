"""Policy packs: which rules a newsroom asks for, how grave they are to it, and its own words.

A pack is a YAML file. It extends another one, `house` in the end, and says only what differs:

    policy: our-paper
    title: Our paper
    extends: house
    rules:
      headline-question: off
      speaker-late: {severity: note, words: 60}
    terms:
      - {avoid: [Kiev], use: Kyiv, reason: The name that the city uses.}
    facts:
      - {subject: D-30, names: [D-30], property: calibre, value: ["122"], unit: mm, source: Our own desk, checked: 2026-03-01}
    suppress:
      - {rule: no-byline, reason: Our CMS adds it.}

Those that come with copydesk lie in `policies/`; they follow published practice and nobody's endorsement is claimed. Where a newsroom keeps
its own is the caller's business: a `Shelf` finds them by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from copydesk.analysis import Severity
from copydesk.checks.catalogue import CODES, RULES
from copydesk.checks.factbook import Fact
from copydesk.checks.packs import HOUSE, names, source
from copydesk.checks.rule import Options, Rule
from copydesk.errors import Fault, InvalidRequest

LISTS = ("terms", "facts")
"""What a rule takes from the pack as a whole instead of from its own entry."""
_DEEPEST = 8
"""How many packs may extend each other: more is a circle or a mistake."""


Shelf = Callable[[str], str]
"""Gives the YAML of a pack by its name. Raises `InvalidRequest` with the code `unknown_policy` where there is none of that name."""


class Term(BaseModel):
    """Words that the house avoids, and what it writes instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    avoid: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    use: str | None = None
    reason: Annotated[str, Field(min_length=1)]
    reference: str | None = None
    severity: Severity = Severity.WARNING
    quoted: bool = False
    """Whether it is marked in quotations too, where the words are somebody else's."""
    case: bool = False
    """Whether upper and lower case must be as given."""


class Origin(BaseModel):
    """The publication that a pack follows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    date: str
    address: str | None = None


class _Suppressed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    reason: Annotated[str, Field(min_length=1)]


class Pack(BaseModel):
    """One file, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    policy: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: str
    description: str = ""
    source: Origin | None = None
    extends: str | None = HOUSE
    rules: dict[str, dict[str, Any]] = {}
    terms: list[Term] = []
    facts: list[Fact] = []
    suppress: list[_Suppressed] = []

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, content: Any) -> Any:
        """`rule: off` and `rule: note` stand for `rule: {severity: …}`. YAML 1.1 reads a bare `off` as false."""
        if isinstance(content, dict) and isinstance(content.get("rules"), dict):
            long = {
                code: {"severity": "off" if setting is False else setting} if isinstance(setting, str | bool) else setting
                for code, setting in content["rules"].items()
            }
            return {**content, "rules": long}
        return content


@dataclass(frozen=True, slots=True)
class Setting:
    """What a policy asks of one rule: `severity` is None where it is switched off."""

    severity: Severity | None
    parameters: Options
    is_changed: bool


@dataclass(frozen=True)
class Policy:
    """A pack with everything that it extends, ready to be asked about any rule."""

    name: str
    title: str
    source: Origin | None
    rules: Mapping[str, Mapping[str, Any]]
    terms: tuple[Term, ...]
    facts: tuple[Fact, ...]
    suppressed: Mapping[str, str]
    digest: str
    _settings: dict[str, Setting] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def asked(self) -> tuple[tuple[Rule, Setting], ...]:
        """The rules that this policy asks for, in their order, with how it wants each."""
        return tuple((rule, setting) for rule in RULES if (setting := self.setting(rule)).severity is not None)

    def setting(self, rule: Rule) -> Setting:
        """Say how this policy wants a rule."""
        try:
            return self._settings[rule.code]
        except KeyError:
            return self._settings.setdefault(rule.code, self._made(rule))

    def _made(self, rule: Rule) -> Setting:
        wanted = dict(self.rules.get(rule.code, {}))
        severity = wanted.pop("severity", None)
        chosen = None if severity == "off" else Severity(severity) if severity else rule.severity
        parameters = {**rule.parameters, **wanted}
        # What a rule takes from the pack as a whole; the cards show these as empty.
        parameters |= {name: getattr(self, name) for name in LISTS if name in rule.parameters}
        return Setting(chosen, parameters, severity is not None)


@cache
def policy(name: str = HOUSE) -> Policy:
    """Return a policy that comes with copydesk. Raises `InvalidRequest` with the code `unknown_policy` where there is none of that name."""
    return read(source(name), f"{name}.yaml")


def shelf(own: Callable[[str], str | None]) -> Shelf:
    """A shelf with a newsroom's own packs beside those that come with copydesk, which keep their names."""

    def find(name: str) -> str:
        found = None if name in names() else own(name)
        return source(name) if found is None else found

    return find


def read(text: str, file: str = "policy", facts: Sequence[Fact] = (), on: Shelf = source) -> Policy:
    """Read a pack from its YAML; `facts` stand before its own, and what it extends is found `on` a shelf.

    Raises `InvalidRequest` with the code `invalid_policy`, naming every fault with its line as `file:line`: a rule that does not
    exist, a parameter that the rule does not have or that is of another type, a pack to extend that is not there.
    """
    pack = parse(text, file)
    chain = _chain(pack, file, on)
    rules: dict[str, dict[str, Any]] = {}
    terms: dict[str, Term] = {}
    known: list[Fact] = []
    suppressed: dict[str, str] = {}
    for one in chain:
        for code, setting in one.rules.items():
            rules[code] = {**rules.get(code, {}), **setting}
        terms.update({" ".join(term.avoid).casefold(): term for term in one.terms})
        known = [*one.facts, *known]
        suppressed.update({entry.rule: entry.reason for entry in one.suppress})
    said = [one.model_dump_json() for one in (*chain, *facts)]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    return Policy(pack.policy, pack.title, pack.source, rules, tuple(terms.values()), (*facts, *known), suppressed, digest)


def _chain(pack: Pack, file: str, on: Shelf) -> list[Pack]:
    """The pack and those it extends, the most general first."""
    found = [pack]
    while (parent := found[-1].extends) is not None and found[-1].policy != HOUSE:
        try:
            if len(found) > _DEEPEST:
                raise InvalidRequest("packs extend each other in a circle, or too many of them")
            found.append(parse(on(parent), f"{parent}.yaml"))
        except InvalidRequest as error:
            raise _invalid([Fault(file, f"extends {parent!r}: {error.message}")]) from None
    return found[::-1]


def with_facts(text: str, facts: Sequence[Fact], file: str = "policy") -> str:
    """Return the YAML of a pack with facts put before its own. Raises `InvalidRequest` as `read` does."""
    pack = parse(text, file)
    whole = pack.model_copy(update={"facts": [*facts, *pack.facts]})
    return yaml.safe_dump(whole.model_dump(mode="json", exclude_unset=True), sort_keys=False, allow_unicode=True)


def parse(text: str, file: str = "policy") -> Pack:
    """Read one pack from its YAML, without what it extends. Raises `InvalidRequest` as `read` does."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise _invalid([Fault(f"{file}:{line}", f"is not YAML: {getattr(error, 'problem', None) or error}")]) from None
    if not isinstance(content, dict):
        raise _invalid([Fault(f"{file}:1", "is not a policy pack: it names no policy")])
    try:
        pack = Pack.model_validate(content)
    except ValidationError as error:
        raise _invalid(
            [Fault(f"{file}:{_line(node, one['loc'])}", f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]
        ) from None
    if faults := [Fault(f"{file}:{_line(node, where)}", what) for where, what in _wrong_rules(pack)]:
        raise _invalid(faults)
    return pack


def _wrong_rules(pack: Pack) -> list[tuple[tuple[str | int, ...], str]]:
    """What a pack says of rules that cannot be: the types of parameters are those of the values on the rule's card."""
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    for code, setting in pack.rules.items():
        if code not in CODES:
            wrong.append((("rules", code), f"there is no rule {code!r} (copydesk rules lists them)"))
            continue
        known = CODES[code].parameters
        for name, value in setting.items():
            where = ("rules", code, name)
            if name == "severity":
                if value not in (*Severity, "off"):
                    wrong.append((where, f"severity is {value!r}, not one of {', '.join(Severity)}, off"))
            elif name not in known or name in LISTS:
                has = ", ".join(one for one in known if one not in LISTS) or "none"
                wrong.append((where, f"{code} has no parameter {name!r} (it has: {has})"))
            elif type(value) is not type(known[name]):
                wrong.append((where, f"{name} must be of the type of {known[name]!r}"))
    wrong += [
        (("suppress", number, "rule"), f"there is no rule {entry.rule!r}")
        for number, entry in enumerate(pack.suppress)
        if entry.rule not in CODES
    ]
    return wrong


def _line(node: yaml.Node | None, where: tuple[str | int, ...]) -> int:
    """The line of the innermost node on the way to a value, counted from 1."""
    line = node.start_mark.line if node else 0
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def _invalid(faults: list[Fault]) -> InvalidRequest:
    return InvalidRequest("\n".join(f"{fault.field}: {fault.message}" for fault in faults), code="invalid_policy", faults=faults)
