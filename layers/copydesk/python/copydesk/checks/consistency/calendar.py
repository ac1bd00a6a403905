"""Days, dates and ages that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from copydesk.analysis import Entity, EntityType, Part, Severity, Span, TimeExpression, TimexType
from copydesk.article import Genre
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(?:(mon)|(tue)s?|(wed)nes|(thu)rs?|(fri)|(sat)ur|(sun))(?:day\b|[.,]|\b(?=\s+\w+\s+\d))", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d{2}\b")
_BETWEEN = re.compile(r"[ \xa0]?[,(]?[ \xa0]?(?:the )?")


@rule(
    "weekday-wrong",
    name="Weekday and date disagree",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="By the calendar the date is another day of the week: one of the two is wrong.",
    bad="The harbour office in Varn will reopen on Monday, March 10, 2026. Two ferries will sail before noon.",
    good="The harbour office in Varn will reopen on Tuesday, March 10, 2026. Two ferries will sail before noon.",
)
def weekday_wrong(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a weekday with a date beside it that falls on another one. Where the year is not written, it is a warning."""
    for words, value in _with_weekday(reading):
        named = _WEEKDAY.search(words.text)
        found = _DAY.match(value)
        if named is None or found is None:
            continue
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            continue
        said = next(index for index, group in enumerate(named.groups()) if group)
        if day.weekday() != said:
            certain = bool(_YEAR.search(words.text))
            yield Observation(
                words.text,
                f"{day:%B} {day.day}, {day.year} is a {_WEEKDAYS[day.weekday()].capitalize()}: is the day wrong, or the date?",
                [words],
                severity=Severity.ERROR if certain else Severity.WARNING,
            )


def _with_weekday(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Dates that have a weekday in them or right before them, with their value."""
    for one in reading.analysis.dates:
        if one.type in (TimexType.DATE, TimexType.TIME) and any(sign.isdigit() for sign in one.text) and _WEEKDAY.search(one.text):
            yield one, one.value
    for one, other in pairwise(reading.analysis.dates):
        if _is_weekday(one) and other.type is TimexType.DATE and one.part is other.part and 0 <= other.start - one.end < 8:
            between = reading.of(one.part)[one.end : other.start]
            if _BETWEEN.fullmatch(between) and re.search(r"[A-Za-z]", other.text) and not _WEEKDAY.search(other.text):
                yield reading.span(one.start, other.end, one.part), other.value


def _is_weekday(one: TimeExpression) -> bool:
    return one.text.casefold() in _WEEKDAYS


_SHORT_MONTHS = frozenset({"feb", "february", "apr", "april", "jun", "june", "sep", "sept", "september", "nov", "november"})
_NO_SUCH = re.compile(
    r"(?:Feb(?:ruary|\.)? (?:30|31)|(?:April|Apr\.|June|Jun\.|September|Sept?\.|November|Nov\.) 31)(?:st|th)?(?![\d:.,]\d|[ ]?[ap]\.?m)\b"
    r"|(?:30|31)(?:st|th)?(?: of)? Feb(?:ruary)?\b|31(?:st)?(?: of)? (?:April|June|September|November)\b"
    r"|Feb(?:ruary|\.)? 29(?:th)?,? (?P<one>\d{4})\b|29(?:th)?(?: of)? Feb(?:ruary)?,? (?P<two>\d{4})\b"
)


@rule(
    "date-impossible",
    name="Date that does not exist",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="The month has no such day, so the reader cannot tell which one is meant.",
    bad="The harbour office in Varn closed on November 31 after the storm.",
    good="The harbour office in Varn closed on November 30 after the storm, and opened on February 29, 2024.",
)
def date_impossible(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the 30th of February, the 31st of short months, and the 29th of February of a year that is no leap year."""
    if _SHORT_MONTHS.isdisjoint(reading.vocabulary[Part.TEXT]) or not any(day in reading.text for day in ("29", "30", "31")):
        return
    for found in _NO_SUCH.finditer(reading.text):
        year = int(found["one"] or found["two"] or 0)
        alone = found.start() == 0 or not reading.text[found.start() - 1].isalnum()
        if alone and (not year or year % 4 or (not year % 100 and year % 400)):
            yield Observation(found.group(), "There is no such day: which one is meant?", [reading.span(*found.span())])


_AGE_BEHIND = re.compile(r",[ \xa0](?:now |aged )?(?P<age>\d{1,3})(?=[,.;)])(?!,\d)")
_AGE_BEFORE = re.compile(r"(?<![\d.,])(?P<age>\d{1,3})[- ]year[- ]old[ \xa0](?:[A-Za-z\-]+[ \xa0]){0,3}$")
_BORN = re.compile(r"\bborn (?:in|on)\b[^.;\n]{0,60}?\b(?P<year>(?:18|19|20)\d{2})\b", re.IGNORECASE)


@rule(
    "age-changes",
    name="Age that changes",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The same person has two ages, or an age that the year of birth does not bear out.",
    bad="Ida Marr, 47, runs the harbour office in Varn. “It is safe,” Ida Marr, 52, said on the quay.",
    good="Ida Marr, 47, runs the harbour office in Varn. “It is safe,” said Ivo Marr, 52, on the quay. Ida Marr began at 22.",
    not_in=[Genre.OBITUARY],
)
def age_changes(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the places of a person's ages where they differ, and of age and year of birth in one sentence."""
    for entity in reading.analysis.entities:
        if entity.type is not EntityType.PERSON:
            continue
        ages = _ages(reading, entity)
        if len(ages) > 1:
            shown = " or ".join(str(age) for age in sorted(ages))
            yield Observation(entity.name, f"How old is {entity.name}: {shown}?", sorted(ages.values(), key=lambda span: span.start))
        elif ages:
            yield from _against_birth(reading, entity, *next(iter(ages.items())))


def _ages(reading: Reading, entity: Entity) -> dict[int, Span]:
    ages: dict[int, Span] = {}
    surname = entity.name.split()[-1]
    for mention in entity.mentions:
        text, near = reading.of(mention.part), max(0, mention.start - 50)
        old = text.find("old", near, mention.start) >= 0
        # A first name or a role alone may be somebody else's in the same family.
        if not (old or text.startswith(",", mention.end)) or mention.text.split()[-1] != surname:
            continue
        found = _AGE_BEHIND.match(text, mention.end)
        before = _AGE_BEFORE.search(text, near, mention.start) if old else None
        for one in (found, before):
            if one and 0 < int(one["age"]) < 120:
                ages.setdefault(int(one["age"]), reading.span(*one.span("age"), mention.part))
    return ages


def _against_birth(reading: Reading, entity: Entity, age: int, place: Span) -> Iterator[Observation]:
    reference = reading.analysis.reference_date.value
    if reference is None:
        return
    for mention in entity.mentions:
        number = reading.sentence_of(mention)
        if number is None:
            continue
        start, end = reading.sentences[number]
        others = any(
            start <= m.start < end for e in reading.analysis.entities if e.type is EntityType.PERSON and e is not entity for m in e.mentions
        )
        found = None if others else _BORN.search(reading.text, mention.end, end)
        if found and not 0 <= int(reference[:4]) - int(found["year"]) - age <= 1:
            born = reading.span(*found.span("year"))
            yield Observation(entity.name, f"Is {entity.name} {age}, if born in {born.text}?", [place, born])
            return


RULES = (weekday_wrong, date_impossible, age_changes)
