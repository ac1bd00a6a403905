"""What would check a claim: one sentence for an editor, made of its kinds and of what stands in it.

The wording is in `data/claims.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copydesk.analysis import ClaimKind, Quantity, Span, TimeExpression, TimexType
from copydesk.nlp.lexicon import lists
from copydesk.nlp.quantities.units import is_money

_FIRST = (
    ClaimKind.FIGURE,
    ClaimKind.RECORD,
    ClaimKind.COMPARISON,
    ClaimKind.CAUSATION,
    ClaimKind.PREDICTION,
    ClaimKind.QUOTATION,
)
"""What an editor can look up soonest comes first."""

_KINDS = tuple(ClaimKind)

_ARTICLE = re.compile("^(The|An?) ")

_LONGEST = 60
"""Code points of the article's words that are repeated in full."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands in a sentence, as far as checking it goes."""

    text: str
    start: int
    """The sentence, and where it begins in the article."""
    words: Mapping[ClaimKind, tuple[str, str]]
    """The form of each kind that words tell, and these words."""
    figures: Sequence[Quantity]
    times: Sequence[TimeExpression]
    source: str | None
    """Who says it, where the article tells."""
    quoted: bool


def kinds(evidence: Evidence, *, worth_looking_up: bool) -> list[ClaimKind]:
    """Return what makes a sentence worth checking, in the order of the enumeration.

    What is quoted is a quoted fact where another kind tells that it can be looked up, or `worth_looking_up` says so.
    """
    found = set(evidence.words)
    if evidence.figures:
        found.add(ClaimKind.FIGURE)
    if any(figure.change for figure in evidence.figures):
        found.add(ClaimKind.COMPARISON)
    if evidence.quoted and (worth_looking_up or found - {ClaimKind.PREDICTION}):
        found.add(ClaimKind.QUOTATION)
    return [kind for kind in _KINDS if kind in found]


def check(found: Sequence[ClaimKind], evidence: Evidence) -> str | None:
    """Say what would check a claim of these kinds; None where there is none."""
    wording: dict[str, Any] = lists("claims")
    ordered = [kind for kind in _FIRST if kind in found]
    # That it is quoted is said by asking the source; alone it is all there is to say.
    ordered = [kind for kind in ordered if kind is not ClaimKind.QUOTATION or len(ordered) == 1]
    if not ordered:
        return None
    said = _said(ordered[0], evidence, wording["checks"], "main")
    when = _period(evidence) if ordered[0] in (ClaimKind.FIGURE, ClaimKind.COMPARISON) else None
    if when:
        said += wording["period"].format(when=_short(when))
    if len(ordered) > 1:
        said += ", and " + _said(ordered[1], evidence, wording["checks"], "also")
    if evidence.source:
        said += wording["asking"].format(source=_ARTICLE.sub(lambda article: article[0].lower(), _short(evidence.source)))
    return said + "."


def _period(evidence: Evidence) -> str | None:
    """The time that the figure holds for, so far as one stands in its clause: in another one, it is that of something else."""
    dates = [time for time in evidence.times if time.type is TimexType.DATE]
    if evidence.figures:
        figure = _telling(evidence.figures)
        dates = [date for date in dates if not _CLAUSE.search(_between(evidence, date, figure))]
    return dates[0].text if dates else None


_CLAUSE = re.compile(r"[,;:—–]")


def _between(evidence: Evidence, one: Span, other: Span) -> str:
    return evidence.text[min(one.end, other.end) - evidence.start : max(one.start, other.start) - evidence.start]


def _said(kind: ClaimKind, evidence: Evidence, wording: Mapping[str, Any], place: str) -> str:
    forms = wording[kind.value]
    if kind is ClaimKind.FIGURE:
        figure = _telling(evidence.figures)
        of = f" of {_short(figure.of)}" if figure.of and figure.of not in figure.text else ""
        return str(forms[_measure(figure)][place].format(figure=_short(figure.text), of=of))
    if kind in evidence.words:
        form, word = evidence.words[kind]
        return str(forms[form][place].format(word=_short(word)))
    if kind is ClaimKind.COMPARISON:
        changed = next(figure for figure in evidence.figures if figure.change)
        return str(forms["change"][place].format(word=_short(changed.text)))
    return str(forms["any"][place])


def _telling(figures: Sequence[Quantity]) -> Quantity:
    """The figure that tells most: money or a share before things counted, these before bare numbers."""
    return min(figures, key=lambda figure: ("money", "percent", "counted", "number").index(_measure(figure)))


def _measure(figure: Quantity) -> str:
    if figure.unit is None:
        return "number"
    if is_money(figure.unit):
        return "money"
    return "percent" if figure.unit in lists("claims")["shares"] else "counted"


def _short(words: str) -> str:
    """Return the article's words on one line, cut behind a word where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"
