"""What every article has: a date, a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Part, ReferenceOrigin, Severity, Span
from copydesk.article import Genre
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import Example, Group, Observation, Options, Practice, rule
from copydesk.checks.timing import has_day, unanchored

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
    """Marks an article without a date: not sent with it, and no day of a month near its beginning or in its last lines.

    A year or a month dates the background, a weekday any week.
    """
    if reading.analysis.reference_date.origin is not ReferenceOrigin.NONE:
        return
    if not reading.kept(has_day):
        yield Observation(
            "date",
            "When did this happen? Neither the article nor its sender gives the day.",
            reading.kept(unanchored),
            suggestion="Say on which day, and send the date of publication with the article.",
        )


_OCCASIONS = r"(?:[a-z\-]+ )?(?:rally|speech|news conference|press conference|fundraiser|town hall|campaign event|campaign stop|forum)"
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_VAGUE = (
    ("ecently", ("recently",), re.compile(r"\b[Rr]ecently\b(?! \w+ing\b)")),
    (
        "s ago",
        ("some", "several", "many", "few", "couple", "just"),
        re.compile(r"(?:some|several|many|few|couple of|just) (?:days|weeks|months|years) ago\b"),
    ),
    ("long ago", ("long",), re.compile(r"\blong ago\b")),
    ("a while ago", ("a",), re.compile(r"\ba while ago\b")),
    (
        "occasion",
        ("on",),
        re.compile(r"\bon (?:several|many|numerous|various|other|previous|more than one|a number of) occasions?\b"),
    ),
    ("he other day", ("the",), re.compile(r"\b[Tt]he other day\b")),
)
"""Vague times: each is looked for only where its letters stand, at the words that it can begin with."""
_EVENTS = frozenset(
    {
        "interview",
        "statement",
        "meeting",
        "hearing",
        "debate",
        "event",
        "rally",
        "speech",
        "conference",
        "fundraiser",
        "hall",
        "stop",
        "forum",
    }
)
_OCCASION = re.compile(
    rf"(?<= )an? (?:(?:recent|{_MONTHS}) (?:[a-z\-]+ )?(?:interview|statement|meeting|hearing|debate|event|{_OCCASIONS})|{_OCCASIONS})\b"
)
"""An occasion, looked for only where one of `_EVENTS` is named; it is vague behind "in", "at" or "during"."""


@rule(
    "date-vague",
    name="Vague date",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="It happened “recently” or “at a rally”: the reader cannot tell when, nor look it up.",
    bad=Example(
        f"{_STORY} The mayor promised a new pier recently. It would be built of stone.", fields={"published_at": "2026-03-08T09:00:00Z"}
    ),
    good=Example(f"{_STORY} The mayor promised a pier at a rally on Monday.", fields={"published_at": "2026-03-08T09:00:00Z"}),
)
def date_vague(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks vague times and occasions without a day in a sentence that has no other date; not in quotations."""
    found = sorted(_vague(reading), key=lambda span: span.start)
    places = [one for one in found if not reading.is_quoted(one) and not reading.is_furniture(one)]
    vague = [one for one in places if not _is_dated(reading, one)]
    if vague:
        yield Observation("vague", "When was that?", vague, suggestion="Give the day or the month.")


def _vague(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for letters, first, time in _VAGUE:
        yield from reading.words(time, first=first) if letters in text else ()
    for one in () if _EVENTS.isdisjoint(reading.vocabulary[Part.TEXT]) else reading.matches(_OCCASION, ("a", "an")):
        end = one.start() - 1
        before = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
        if text[before:end].lower() in ("in", "at", "during"):
            yield reading.span(before, one.end())


def _is_dated(reading: Reading, one: Span) -> bool:
    # What tells the time there may be the vague words themselves, as "earlier this year" does.
    inside = [date for date in reading.analysis.dates if date.start < one.end and one.start < date.end]
    return not inside and reading.sentence_of(one) in reading.kept(_anchored)


def _anchored(reading: Reading) -> set[int | None]:
    """The sentences that have a date of their own."""
    return {reading.sentence_of(one) for one in reading.analysis.dates if one.value[:1].isdigit() or "-" in one.value[4:]}


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
    top = text[:_BEGINNING]
    return bool((("(" in top or "By " in top) and _AGENCY.search(top)) or ("By " in text and _CREDIT.search(text)))


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


RULES = (no_date, date_vague, no_byline, no_headline)
