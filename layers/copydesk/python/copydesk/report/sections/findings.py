"""What to ask: the findings, as questions to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, ArticleReference, Finding, GenreOrigin, Severity
from copydesk.report.questions import GRAVEST_FIRST, Question, is_open
from copydesk.report.references import References
from copydesk.report.sections.excerpts import Excerpt, excerpt
from copydesk.report.wording import counted

PLACES = 6
"""How many places of one finding are repeated; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding with its words, and with its number where it is open."""

    finding: Finding
    question: Question | None
    places: Sequence[Excerpt]
    further: int


@dataclass(frozen=True, slots=True)
class Findings:
    """The section: what is open by severity, and what has been answered or suppressed.

    `policy` is the pack that asks, None where nothing was checked; `genre` says as what the article was read, since rules differ by it.
    """

    errors: Sequence[Asked]
    warnings: Sequence[Asked]
    notes: Sequence[Asked]
    resolved: Sequence[Asked]
    suppressed: Sequence[Asked]
    policy: str | None
    genre: str

    @property
    def pressing(self) -> Sequence[Asked]:
        """What is to be answered before publishing."""
        return [*self.errors, *self.warnings]

    @property
    def count(self) -> Sequence[str]:
        """How many there are of each, in words; what there is none of is left out."""
        numbers = [
            (len(self.errors), Severity.ERROR.label.lower(), None),
            (len(self.warnings), Severity.WARNING.label.lower(), None),
            (len(self.notes), Severity.NOTE.label.lower(), None),
            (len(self.resolved), "answered", "answered"),
            (len(self.suppressed), "suppressed", "suppressed"),
        ]
        return [counted(*number) for number in numbers if number[0]]


def view(analysis: Analysis, references: References) -> Findings | None:
    """Sort the findings by what they ask for; None where nothing was looked for. An answered one counts as answered, suppressed or not."""
    if not analysis.is_analysed:
        return None
    waiting = {
        severity: [_open(q, references) for q in references.questions if q.finding.severity is severity] for severity in GRAVEST_FIRST
    }
    settled = [_asked(finding, None, references) for finding in analysis.findings if not is_open(finding)]
    return Findings(
        errors=waiting[Severity.ERROR],
        warnings=waiting[Severity.WARNING],
        notes=waiting[Severity.NOTE],
        resolved=[asked for asked in settled if asked.finding.resolution],
        suppressed=[asked for asked in settled if not asked.finding.resolution],
        policy=analysis.policy.name if analysis.policy else None,
        genre=_genre(analysis.article),
    )


def _open(question: Question, references: References) -> Asked:
    return _asked(question.finding, question, references)


def _asked(finding: Finding, question: Question | None, references: References) -> Asked:
    ids = [flag.anchor for flag in question.places] if question else [None] * len(finding.anchors)
    places = [excerpt([span], references, id_) for span, id_ in zip(finding.anchors[:PLACES], ids, strict=False)]
    return Asked(finding, question, places, len(finding.anchors) - len(places))


def _genre(article: ArticleReference) -> str:
    if article.genre is None:
        return "Nobody named the genre, and rules differ by it."
    if article.genre_origin is GenreOrigin.GUESSED:
        return f"Genre guessed: {article.genre.label.lower()}. Rules differ by it; send the genre to be sure."
    return f"Genre: {article.genre.label.lower()}."
