"""A rule: what is looked for, why, and the published practice that it follows.

A rule is a function with a card. The card is what `copydesk rules`, docs/rules.md and the report show, and what a policy pack may
change: its severity and its parameters. The examples on it are tested: the rule must mark the bad one and leave the good one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copydesk.analysis import Severity, Span
from copydesk.article import Genre
from copydesk.checks.reading import Reading
from copydesk.vocabulary import Vocabulary


class Group(Vocabulary):
    """What a rule is about."""

    SOURCING = "sourcing", "Sourcing", "who says it, and how the reader can tell"
    CONSISTENCY = "consistency", "Consistency", "whether the article agrees with itself"
    HEADLINE = "headline", "Headline", "whether the body bears it"
    WORDING = "wording", "Wording", "the words of the article's own voice"
    FACTS = "facts", "Facts", "what a fact book says otherwise"
    FORM = "form", "Form", "what every article has: a date, a byline, whole sentences"


@dataclass(frozen=True, slots=True)
class Practice:
    """A published rule of the trade, named so that it can be looked up."""

    title: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A short article of our own that shows a rule at work."""

    text: str
    title: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What else is sent with it: byline, published_at, genre …"""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something that a rule saw: one for each thing, with all its places.

    `thing` is what it is about, in words that stay the same when the article is edited elsewhere; the finding's id is made of it.
    `severity` is set only where this one case is graver or lighter than the rule's card says, `reference` where it rests on something
    else than the card's practice: an entry of the fact book, a line of the house's list.
    """

    thing: str
    message: str
    spans: Sequence[Span] = ()
    suggestion: str | None = None
    severity: Severity | None = None
    reference: str | None = None


Options = Mapping[str, Any]
"""The parameters of a rule as the policy pack sets them; every name that the card lists is there, with a value of its type."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The card of a rule, and the function that looks for what it says."""

    code: str
    name: str
    group: Group
    severity: Severity
    explanation: str
    bad: Example
    good: Example
    look: Callable[[Reading, Options], Iterable[Observation]]
    practice: Practice | None = None
    parameters: Options = field(default_factory=dict)
    not_in: frozenset[Genre] = frozenset()
    gives_way_to: frozenset[str] = frozenset()
    """Rules that ask the same of some words of a sentence as this one asks of all of it: where one of them does, this one does not."""


NOT_REPORTED = frozenset({Genre.OPINION, Genre.REVIEW, Genre.INTERVIEW})
"""Genres in which the writer's own judgement is the point."""


def rule(
    code: str,
    *,
    name: str,
    group: Group,
    severity: Severity,
    explanation: str,
    bad: str | Example,
    good: str | Example,
    practice: Practice | None = None,
    parameters: Options | None = None,
    not_in: Iterable[Genre] = (),
    gives_way_to: Iterable[str] = (),
) -> Callable[[Callable[[Reading, Options], Iterator[Observation]]], Rule]:
    """Make a rule of a function.

    `code` is lower case with hyphens and never changes once published: answers to findings hang on it. `parameters` lists what a
    policy pack may set, with the values that hold without one.
    """

    def make(look: Callable[[Reading, Options], Iterator[Observation]]) -> Rule:
        shown = [one if isinstance(one, Example) else Example(one) for one in (bad, good)]
        return Rule(
            code=code,
            name=name,
            group=group,
            severity=severity,
            explanation=explanation,
            bad=shown[0],
            good=shown[1],
            look=look,
            practice=practice,
            parameters=parameters or {},
            not_in=frozenset(not_in),
            gives_way_to=frozenset(gives_way_to),
        )

    return make
