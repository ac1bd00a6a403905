"""What every article has: a date, a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import ReferenceOrigin, Severity, TimexType
from copydesk.article import Genre
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import Example, Group, Observation, Options, Practice, rule

_TELLS = re.compile(r"\d{4}|XXXX-\d{2}-\d{2}")
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
    """Marks an article without any date: not sent with it, and none in its text that names a year, or a month with its day."""
    if reading.analysis.reference_date.origin is not ReferenceOrigin.NONE:
        return
    if not any(date.type in (TimexType.DATE, TimexType.TIME) and _TELLS.match(date.value) for date in reading.analysis.dates):
        yield Observation(
            "date",
            "When did this happen? Neither the article nor its sender gives a date.",
            suggestion="Say on which day, and send the date of publication with the article.",
        )


_BEGINNING = 600
"""Code points in which a byline or a dateline stands, with whatever comes before the story."""
# What names its writer or agency: VARN (AP) — …; (CNN) …; By Ida Marlow, The Varn Press.
_AGENCY = re.compile(
    r"\((?:[A-Z]{2,6}|[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})\)(?:\s*[-–—]|\s*[A-Z“\"])"
    r"|(?:^|[\s|])By [A-Z][\w.’'-]+ [A-Z][\w.’'-]+"
)


_CREDIT = re.compile(r"(?:^|[.!?\n]\s*)By [A-Z][\w.’'-]+ [A-Z][\w.’'-]+, (?:The )?[A-Z]")


@rule(
    "no-byline",
    name="No byline",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Whoever wrote an article answers for it, most of all where its sources have no name. It came without a byline.",
    bad=_STORY,
    good=Example(_STORY, fields={"byline": "Ida Marr"}),
    not_in=[Genre.PRESS_RELEASE, Genre.LIVE_BLOG],
    practice=Practice("AP: stories with unnamed sources carry a byline"),
)
def no_byline(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article that came without a byline and has none in its text; a warning where a source is kept anonymous in it."""
    if reading.analysis.article.byline or reading.analysis.document.byline or _credited(reading.text):
        return
    hidden = any(source.type in UNNAMED and source.anonymity for source in reading.analysis.sources)
    yield Observation(
        "byline",
        "Who wrote this? The article has no byline" + (", and not all of its sources have a name." if hidden else "."),
        severity=Severity.WARNING if hidden else Severity.NOTE,
        suggestion="Name the writer or the agency.",
    )


def _credited(text: str) -> bool:
    """Whether a dateline or a credit names a writer or an agency, at the beginning or at the end."""
    return bool(_AGENCY.search(text[:_BEGINNING]) or _CREDIT.search(text))


@rule(
    "no-headline",
    name="No headline",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="The article came without a title, and its text begins with the story at once: the headline cannot be checked against it.",
    bad=_STORY,
    good=Example(_STORY, title="Harbour Office in Varn Reopens"),
)
def no_headline(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article without a title whose text has no headline either."""
    if reading.headline is None:
        yield Observation("headline", "What is the headline? None came with the article.", suggestion="Send it as the title.")


RULES = (no_date, no_byline, no_headline)
