"""What every article has: a date, a byline."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.analysis import ReferenceOrigin, Severity, TimexType
from copydesk.article import Genre
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Example, Group, Observation, Options, rule

_STORY = "The harbour office in Varn reopened. Two ferries sailed before noon, and the queue on the quay was gone by evening."


@rule(
    "no-date",
    name="No date",
    group=Group.FORM,
    severity=Severity.WARNING,
    explanation="A reader who finds the article later must be able to tell when this was; neither the article nor its sender says.",
    bad=_STORY,
    good=Example(_STORY, fields={"published_at": "2026-03-08T09:00:00Z"}),
)
def no_date(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article without any date: not sent with it, and none in its text that names at least a month."""
    if reading.analysis.reference_date.origin is not ReferenceOrigin.NONE:
        return
    if not any(date.type in (TimexType.DATE, TimexType.TIME) and date.value[:4].isdigit() for date in reading.analysis.dates):
        yield Observation(
            "date",
            "When did this happen? Neither the article nor its sender gives a date.",
            suggestion="Say on which day, and send the date of publication with the article.",
        )


@rule(
    "no-byline",
    name="No byline",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Whoever wrote an article answers for it. It came without the name of a writer or an agency.",
    bad=_STORY,
    good=Example(_STORY, fields={"byline": "Ida Marr"}),
    not_in=[Genre.PRESS_RELEASE, Genre.LIVE_BLOG],
)
def no_byline(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article that came without a byline and has none in its text."""
    if not reading.analysis.article.byline and reading.analysis.document.byline is None:
        yield Observation("byline", "Who wrote this? The article has no byline.", suggestion="Name the writer or the agency.")


RULES = (no_date, no_byline)
