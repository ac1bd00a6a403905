"""Claims worth checking: the sentences that a fact-checker would take up first, with who says them and what would check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Claim
from copydesk.report.references import References, Voice
from copydesk.report.sections.excerpts import Excerpt, excerpt

WORTHY = 0.5
"""The score from which a claim is listed."""

LISTED, SHOWN_AT_ONCE = 15, 5
"""How many are listed at most, and how many of them are open: a morning's work, not the whole article."""

EXCERPT = 400
"""A claim is listed so that it can be checked: longer than other excerpts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its words and the voice that makes it; no voice means the article's own."""

    claim: Claim
    excerpt: Excerpt
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Claims:
    """The section: the strongest claims, the strongest first; `worthy` counts all that reach the score, listed or not."""

    rows: Sequence[Row]
    worthy: int

    @property
    def shown(self) -> Sequence[Row]:
        """The claims that are open."""
        return self.rows[:SHOWN_AT_ONCE]

    @property
    def folded(self) -> Sequence[Row]:
        """The others."""
        return self.rows[SHOWN_AT_ONCE:]


def view(analysis: Analysis, references: References) -> Claims | None:
    """List the strongest claims; None where nothing was looked for."""
    if not analysis.is_analysed:
        return None
    voices = {statement.attribution.id: statement.voice for statement in references.statements}
    rows = [
        Row(claim, excerpt([claim], references, anchor(claim), EXCERPT), voices.get(claim.attribution_id or ""))
        for claim in strongest(analysis)
    ]
    return Claims(rows, sum(claim.score >= WORTHY for claim in analysis.claims))


def strongest(analysis: Analysis) -> list[Claim]:
    """The claims that the report lists, the strongest first, those of equal score as they are read."""
    worthy = [claim for claim in analysis.claims if claim.score >= WORTHY]
    return sorted(worthy, key=lambda claim: -claim.score)[:LISTED]


def anchor(claim: Claim) -> str:
    """The id of a claim's place in the text; a claim is a sentence, so its place names it."""
    return f"claim-{claim.part}-{claim.start}"
