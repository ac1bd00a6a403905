"""Wording: words of the article's own voice that an editor may want to change, by what is to be asked about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Wording, WordingCategory
from copydesk.report.references import References
from copydesk.report.sections.excerpts import Excerpt, excerpt

PLACES = 12
"""How many places of one term are listed; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A term with the places where the article uses it (or a form of it), and what newsrooms write instead.

    `further` counts the places that are not listed.
    """

    term: str
    places: Sequence[Excerpt]
    further: int
    side: str | None
    suggestion: str | None


Choices = Sequence[tuple[WordingCategory, Sequence[Choice]]]


def view(analysis: Analysis, references: References) -> Choices | None:
    """Group the choices of words by category and term; None where nothing was looked for."""
    if not analysis.is_analysed:
        return None
    grouped: dict[WordingCategory, dict[tuple[str, str | None], list[Wording]]] = {}
    for wording in analysis.wording:
        grouped.setdefault(wording.category, {}).setdefault((wording.term, wording.side), []).append(wording)
    return [
        (category, [_choice(those, references) for those in grouped[category].values()])
        for category in WordingCategory
        if category in grouped
    ]


def _choice(those: Sequence[Wording], references: References) -> Choice:
    places = [excerpt([wording], references, anchor(wording)) for wording in those[:PLACES]]
    suggestion = next((wording.suggestion for wording in those if wording.suggestion), None)
    return Choice(those[0].term, places, len(those) - len(places), those[0].side, suggestion)


def anchor(wording: Wording) -> str:
    """The id of its place in the text. Two categories may ask about the same words: both name them in the same place."""
    return f"words-{wording.part}-{wording.start}"
