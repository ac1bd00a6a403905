"""How exact a figure claims to be, and the words for its changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from copydesk.analysis import Approximation, Change
from copydesk.nlp.lexicon import lists

_REACH = 24
"""Characters before a figure in which a hedge is looked for."""
_LONGEST = 4
"""Words in the longest hedge."""
_SPATIAL = frozenset({"above", "around", "below", "near", "over", "under"})
"""Hedges that before an article are prepositions: "near a 12-mile stretch", "over a two-year period"."""


def approximation(text: str, start: int, end: int) -> Approximation | None:
    """Return the kind of the hedge around the figure at `start:end` ("more than", "or so"), `None` without one."""
    before, behind, pattern = _hedges()
    words = text[max(0, start - _REACH) : start].lower().split()[-_LONGEST:]
    if words and words[-1] in {"the", "a"}:
        words.pop()
        if words and words[-1] in _SPATIAL:
            return None
    for first in range(len(words)):
        if kind := before.get(" ".join(words[first:])):
            return kind
    match = pattern.match(text, end)
    return behind[match[1].lower()] if match else None


@cache
def changes() -> Mapping[str, Change]:
    """Return the base forms of verbs, nouns and adverbs of change."""
    figures = lists("figures")
    return {word: change for change in Change for word in figures[change.value]}


@cache
def _hedges() -> tuple[Mapping[str, Approximation], Mapping[str, Approximation], re.Pattern[str]]:
    """Return the hedges before figures and those behind them, and a pattern of the latter."""
    figures = lists("figures")
    before = {phrase: Approximation(kind) for kind, phrases in figures["approximate"].items() for phrase in phrases}
    behind = {phrase: Approximation(kind) for kind, phrases in figures["approximate_after"].items() for phrase in phrases}
    alternatives = "|".join(re.escape(phrase) for phrase in sorted(behind, key=len, reverse=True))
    return before, behind, re.compile(rf" ?({alternatives})(?!\w)", re.IGNORECASE)
