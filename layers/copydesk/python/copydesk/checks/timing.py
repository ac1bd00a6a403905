"""When it happened, as a later reader needs it: what hangs on the day of reading, documents without a year, caveats that come late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Part, ReferenceOrigin, Severity, Span, TimexType
from copydesk.article import Genre
from copydesk.checks.lists import entries
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Example, Group, Observation, Options, rule

_STORY = "The harbour office in Varn reopened. Two ferries sailed before noon, and the queue on the quay was gone by evening."
_SENT = {"published_at": "2026-03-08T09:00:00Z"}

_DEICTIC = re.compile(
    r"(?:yesterday|today|tonight|tomorrow|last night|(?:this|last|next) (?:morning|afternoon|evening|week|weekend"
    r"|month|spring|summer|autumn|"
    r"fall|winter))\b"
)
"""Not from the beginning of a word on, which is dearer: that is looked at where something was found."""
_DAYS = ("yesterday", "today", "tonight", "tomorrow", "last", "this")
_DEICTIC_DAY = re.compile(r"(?:yesterday|today(?![’'])|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b")
"""A week or a month is counted from the day of publication, which stands on the article; of a day it must be told which."""
_LASTING = re.compile(r"(?:last|this|next) year\b|ago\b")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_OR_DAY = re.compile(rf"(?:{_MONTHS}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?= |[.,]|$)")
_MONTHS_AND_SHORT = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    *("jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec"),
)
_NOWADAYS = re.compile(r"(?:\bof|\buntil|\beven|\bworld|\bexists?|\bthan|\bto|\bby) $")


@rule(
    "date-relative",
    name="Day that hangs on the day of reading",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="“Last night” and “tomorrow” are another day to everybody who reads later; agencies name the weekday or the date.",
    bad=Example(f"{_STORY} Last night a third one was towed to the pier.", fields=_SENT),
    good=Example(f"{_STORY} On Friday a third one was towed to the pier. “We will see tomorrow,” Ida Marr said.", fields=_SENT),
    not_in=[Genre.LIVE_BLOG, Genre.INTERVIEW],
)
def date_relative(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks yesterday, tonight, this morning and the like outside quotations, where the day of the article is known."""
    if reading.analysis.reference_date.origin is ReferenceOrigin.NONE:
        return
    days = _begun(reading, reading.phrases(_DEICTIC_DAY, first=_DAYS))
    # "This Morning" is the name of a programme.
    days = [one for one in days if one.text[1:].islower()]
    places = [one for one in days if not reading.is_quoted(one) and not reading.is_furniture(one)]
    places = [one for one in places if not _is_no_day(reading, one)]
    if places:
        yield Observation("days", "Which day is that? A later reader cannot tell.", places, suggestion="Name the weekday or the date.")


def _deictic(reading: Reading) -> list[Span]:
    """The days and seasons that are told from the day of reading."""
    return reading.phrases(_DEICTIC, first=("yesterday", "today", "tonight", "tomorrow", "last", "this", "next"))


def _is_no_day(reading: Reading, one: Span) -> bool:
    before = reading.text[max(0, one.start - 8) : one.start]
    if before.lower().endswith(("earlier ", "later ")):  # `date-vague` asks about those
        return True
    if one.text.isupper():  # USA TODAY
        return True
    if one.text == "Today":  # a name, or "Today, it is a museum"
        return before[-2:-1].isalpha() or reading.text[one.end : one.end + 1] == ","
    return one.text == "today" and bool(_NOWADAYS.search(before))


@rule(
    "date-unanchored",
    name="Days that nothing anchors",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Weekdays and months stand in the article, but neither it nor its sender says of which year: nobody can place them later.",
    bad=f"{_STORY} The mayor said on Thursday that the pier would be mended by June 4.",
    good=Example(f"{_STORY} The mayor said on Thursday that the pier would be mended by June 4.", fields=_SENT),
    not_in=[Genre.LIVE_BLOG],
)
def date_unanchored(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks weekdays, months without a year and "last month" where no date came with the article and it has no full one.

    Where it has not even a day of a month, `no-date` asks.
    """
    places = reading.kept(unanchored)
    dated: bool = reading.kept(has_day)
    if places and dated:
        message = "Of which year? The article carries no date that these days could be counted from."
        yield Observation("days", message, places, suggestion="Send the date of publication, or write one day out with its year.")


_FULL = re.compile(
    rf"\b(?:{_MONTHS}|[A-Z][a-z]{{2,3}}\.?) \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d\b"
)
_YEAR_BEHIND = re.compile(r"[ ,.]*(?:\d{1,2}(?:st|nd|rd|th)?,? |of )?(?:19|20)\d\d\b")
_NEITHER = re.compile(r"\b(?:Black|Good|Super|Cyber|Palm|Easter|Ash|every|each) $")


def unanchored(reading: Reading) -> list[Span]:
    """The weekdays, months without a year and relative times of an article without a date, in the order of the text."""
    if reading.analysis.reference_date.origin is not ReferenceOrigin.NONE:
        return []
    text = reading.text
    if _FULL.search(text, 0, _TOP) or _FULL.search(text, max(0, len(text) - _BOTTOM)):
        return []
    days = [one for one in reading.words(_WEEKDAY, first=_WEEKDAYS) if not _NEITHER.search(text[max(0, one.start - 7) : one.start])]
    months = [_with_day(reading, one) for one in reading.words(_MONTH_OR_DAY, first=_MONTHS_AND_SHORT) if _is_month(text, one)]
    relative = [*reading.kept(_deictic), *reading.phrases(_LASTING, first=("last", "this", "next", "ago"))]
    places = [one for one in _begun(reading, [*days, *months, *relative]) if not reading.is_quoted(one)]
    return sorted(places, key=lambda one: one.start)


def _begun(reading: Reading, found: list[Span]) -> list[Span]:
    """Those that begin where a word does."""
    return [one for one in found if not reading.text[one.start - 1 : one.start].isalnum()]


_TOP = 1200
_BOTTOM = 300
"""Code points at the beginning and at the end in which a day dates the article; in between it dates something else."""
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")


def has_day(reading: Reading) -> bool:
    """Whether a day of a month, with its figure, stands near the beginning or in the last lines."""
    end = len(reading.text) - _BOTTOM
    # "Noon" has the value of a day that was named before it.
    told = (one for one in reading.analysis.dates if one.type in (TimexType.DATE, TimexType.TIME) and any(map(str.isdigit, one.text)))
    days = [one for one in told if _DAY.match(one.value)]
    return any(one.part is Part.TITLE or one.start < _TOP or one.start > end for one in days)


def _is_month(text: str, one: Span) -> bool:
    """Whether it is a month without its year: "May" and "March" only with a day behind, or behind a word that puts things in time."""
    if _YEAR_BEHIND.match(text, one.end):
        return False
    if one.text not in ("May", "March", "August", "April", "June"):
        return True
    return bool(_DAY_BEHIND.match(text, one.end) or _IN_TIME.search(text[max(0, one.start - 12) : one.start]))


def _with_day(reading: Reading, month: Span) -> Span:
    day = _DAY_BEHIND.match(reading.text, month.end)
    return reading.span(month.start, day.end()) if day else month


_DAY_BEHIND = re.compile(r" \d{1,2}\b")
_IN_TIME = re.compile(r"(?:\b[Ii]n|\b[Ss]ince|\b[Oo]f|\b[Uu]ntil|\b[Bb]y|\b[Ll]ast|\bmid|\b[Ll]ate|\b[Ee]arly|\d)[ -]$")


@rule(
    "month-without-year",
    name="Occasion by its month alone",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation=(
        "“An August speech”, “the July coup”: the month names an occasion that the reader has to know already, without day or year."
    ),
    bad=Example(f"{_STORY} The mayor had promised it in an October speech.", fields=_SENT),
    good=Example(f"{_STORY} The mayor had promised it on October 4, 2025, and the October 2024 storm was worse.", fields=_SENT),
)
def month_without_year(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a month between an article or a possessive and the noun that it names, where no year stands beside it."""
    if reading.analysis.reference_date.origin is ReferenceOrigin.NONE:
        return
    found = [
        one for one in reading.words(_OCCASION, first=_MONTHS_AND_SHORT) if _ONE_OF.search(reading.text, max(0, one.start - 36), one.start)
    ]
    places = [one for one in found if not reading.is_quoted(one) and not reading.is_furniture(one)]
    if places:
        message = "Which day, of which year? The month alone does not tell."
        yield Observation("months", message, places, suggestion="Give the date at the first mention.")


_OCCASION = re.compile(
    rf"{_MONTHS} (?!of\b|through\b|to\b|and\b|or\b|elections?\b|at\b|in\b|on\b|for\b|after\b|when\b|was\b|is\b)[a-z]{{3,}}"
)
_ONE_OF = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur)(?: [a-z\-]+){0,2} $")


@rule(
    "document-undated",
    name="Document without its date",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A book, a study or an interview is drawn on and the article does not say when it appeared: it may be news or years old.",
    bad=Example(f"{_STORY} The mayor wrote a memoir about the storm.", fields=_SENT),
    good=Example(f"{_STORY} The mayor wrote a memoir in 2019, and a report published on Monday praises it.", fields=_SENT),
    not_in=NOT_REPORTED,
)
def document_undated(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks documents that somebody wrote, and those in which something is said to stand, in sentences without any time."""
    found = [(one, _DRAWN_ON.search(reading.text, max(0, one.start - 50), one.start)) for one in reading.words(_DOCUMENT, first=_DOCUMENTS)]
    places = [reading.span(before.start(), one.end) for one, before in found if before]
    places = [one for one in places if not reading.is_quoted(one) and not reading.is_furniture(one)]
    if not places:
        return
    dated = {reading.sentence_of(one) for one in reading.analysis.dates}
    undated = [one for one in places if reading.sentence_of(one) not in dated]
    if undated:
        message = "When did this appear? The sentence gives no date for it."
        yield Observation("documents", message, undated, suggestion="Give the year or the day.")


_DOCUMENTS = (
    *("memoir", "memoirs", "autobiography", "biography", "book", "novel", "op", "column", "essay", "blog", "study", "paper", "report"),
    *("survey", "poll", "letter", "memo", "article", "manifesto", "documentary", "podcast", "editorial", "dossier", "pamphlet", "white"),
    *("facebook", "video"),
)
_DOCUMENT = re.compile(
    r"(?:memoirs?|autobiography|biography|book|novel|op-ed|column|essay|blog post|blog|study|paper|report|survey|poll|letter|memo|article|"
    r"manifesto|documentary|podcast|editorial|dossier|pamphlet|white paper|Facebook post|video)\b"
)
_DRAWN_ON = re.compile(
    r"\b(?:(?:[Cc]o-)?(?:wrote|written|penned|published|released|authored|circulated|posted)|[Ii]n) (?:a|an|his|her|their|its|another) "
    r"(?:[a-z\-]+ ){0,2}$"
)


@rule(
    "caveat-late",
    name="Caveat that comes late",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="That a charge is unproven or a report unverified is told only far below what it takes back; many readers never get there.",
    bad=f"A skipper says the office took bribes. {_STORY} The mail came late. The charges have not been proven in court.",
    good=f"A skipper says the office took bribes; that has not been proven in court. {_STORY} The mail came late.",
    parameters={"place": 0.6},
)
def caveat_late(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "not proven in court", "could not be verified" and the like behind the share `place` of the text, at their first place."""
    if not reading.text:
        return
    caveats = [one for one in occurrences(reading, entries("caveats", "caveats")) if not reading.is_quoted(one)]
    if caveats and caveats[0].start > options["place"] * len(reading.text):
        first = caveats[0]
        number = reading.sentence_of(first)
        place = reading.sentence(number) if number is not None else first
        message = "Does this not belong beside what it takes back? There it stands without it."
        yield Observation(first.text.casefold(), message, [place], suggestion="Move it up to the first mention of the charge or report.")


RULES = (date_relative, date_unanchored, month_without_year, document_undated, caveat_late)
