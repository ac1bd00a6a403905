"""What a desk looks up or compares before it goes out, whoever says it: records, sums, lists of areas, spellings, times of day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import Part, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries, lists
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Example, Group, Observation, Options, rule

_LISTS = "verify"


@rule(
    "quoted-fact",
    name="Fact in a quotation to check",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="A source claims a record, a rank, a share or a sum. Quotation marks prove nothing: it can be looked up.",
    bad="“We ship more grain than any other port, by far,” Ida Marr said on Monday. The mayor of Varn agreed.",
    good="“We ship a lot of grain,” Ida Marr said on Monday. The mayor of Varn agreed.",
    not_in=[Genre.REVIEW],
)
def quoted_fact(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the words that claim it inside quotations; one finding for all."""
    found = [*occurrences(reading, entries(_LISTS, "records")), *reading.words(_RANK), *reading.words(_FIGURE)]
    places = sorted((one for one in found if reading.is_quoted(one)), key=lambda one: one.start)
    if places:
        question = f"Is it so? “{places[0].text}”, said by a source, can be looked up."
        yield Observation("facts", question, places, suggestion="Check, and say what the record shows.")


_RANK = re.compile(
    r"\b(?:the|our|this) (?:most [a-z]+|[a-z]{3,}est|first|only|worst|best) (?:[a-z\-]+ ){1,3}"
    r"(?:in (?:the (?:world|country|nation|state|region)|history|America|Europe|Britain)"
    r"|in (?:our|this) (?:country|nation|state)|ever\b|on [Ee]arth|since\b)"
)
_FIGURE = re.compile(r"\b(?!100 ?(?:%|per))\d[\d.,]* ?(?:%|per ?cent\b|(?:million|billion|trillion)\b)")


@rule(
    "sum-vague",
    name="Sum without a figure",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="“Millions of dollars” is no figure: the reader needs the sum, or who puts it so.",
    bad="The port of Varn paid millions of dollars to a builder. Two ferries sailed before noon.",
    good="The port of Varn paid $4.2 million to a builder. Two ferries sailed before noon.",
    not_in=NOT_REPORTED,
)
def sum_vague(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks them outside of quotations; one finding for all."""
    places = [one for one in occurrences(reading, entries(_LISTS, "vague_sums")) if not reading.is_quoted(one)]
    if places:
        question = f"How much is “{places[0].text}”, and who says so?"
        yield Observation("sums", question, places, suggestion="Give the figure and its source.")


@rule(
    "areas-overlap",
    name="List of areas that overlap",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="Two areas are listed side by side, and one lies in the other: what does a figure about them count?",
    bad="Trade with Europe, Britain and Japan grew by 2 percent last year. The mayor of Varn was glad.",
    good="Trade with Germany, Britain and Japan grew by 2 percent last year. The mayor of Varn was glad.",
)
def areas_overlap(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an area and a part of it that a comma or "and" joins; not a town and its country ("in Leeds, Britain")."""
    if not any(area in reading.text for area in lists(_LISTS)["areas"]):
        return
    for one in reading.words(_overlaps()):
        yield Observation(one.text.casefold(), "One of these lies in the other: is it counted twice?", [one], suggestion="Reword the list.")


@cache
def _overlaps() -> re.Pattern[str]:
    joint = r"(?:, and |, | and )"
    pairs = []
    for area, members in lists(_LISTS)["areas"].items():
        inside = "|".join(map(re.escape, members))
        pairs.append(rf"{re.escape(area)}{joint}(?:{inside})|(?:{inside}){joint}{re.escape(area)}")
    return re.compile(rf"\b(?:{'|'.join(pairs)})\b(?! (?:and|or) the rest)")


@rule(
    "name-one-letter-off",
    name="Name with a letter more or less",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Two names differ by one letter that is there or is not: one of the two is likely a slip.",
    bad="The Middlestown ferry sailed on Monday. It will stop at Middletown Pier in May, the mayor said.",
    good="The Middletown ferry sailed on Monday. It will stop at Middletown Pier in May, the mayor said.",
)
def name_one_letter_off(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the rarer of two capitalised words that differ by a letter inside, the first two and the last two left aside."""
    places: dict[str, list[Span]] = defaultdict(list)
    for one in reading.words(_CAPITALISED):
        places[one.text].append(one)
    known = {entity.name for entity in reading.analysis.entities if entity.misspelt}
    vocabulary = set(_LOWER.findall(reading.text))
    for name in places:
        for cut in range(2, len(name) - 2):
            shorter = name[:cut] + name[cut + 1 :]
            if shorter in places and len(shorter) >= _LONG and not {name.lower(), shorter.lower()} & vocabulary:
                rarer, other = sorted((name, shorter), key=lambda word: len(places[word]))
                if not any(rarer in one or other in one for one in known):
                    message = f"{rarer} or {other}? One letter is different."
                    yield Observation(rarer, message, [*places[rarer], places[other][0]], suggestion="Check, and write it one way.")
                break


_LONG = 7
_CAPITALISED = re.compile(r"\b[A-Z][a-z\xdf-\u024f]{6,}\b")
_LOWER = re.compile(r"\b[a-z]{7,}\b")


@rule(
    "time-of-day-differs",
    name="Time of day that differs",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same thing happens in the morning here and at night there.",
    bad="His early-morning tweets annoyed the mayor of Varn. Two ferries sailed. The late-night tweets were deleted on Monday.",
    good="His early-morning tweets annoyed the mayor of Varn. Two ferries sailed. The early-morning tweets were deleted on Monday.",
)
def time_of_day_differs(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a thing with two different times of day right before it, in the plural or the singular."""
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for match in _AT_TIME.finditer(reading.lower[Part.TEXT]):
        found[match["thing"].removesuffix("s")].setdefault(_HALF[match["time"]], reading.span(*match.span()))
    for thing, times in found.items():
        if len(times) > 1:
            words = " and ".join(f"“{one.text}”" for one in times.values())
            yield Observation(thing, f"{words}: at what time of day was it?", [*times.values()][::-1], suggestion="Make it one.")


_HALF = {"morning": "morning", "predawn": "morning", "pre-dawn": "morning", "afternoon": "day", "midday": "day", "lunchtime": "day"}
_HALF |= {"evening": "night", "night": "night", "overnight": "night"}
_AT_TIME = re.compile(
    r"\b(?:(?:early|late|mid)[ -])?(?P<time>morning|predawn|pre-dawn|afternoon|midday|lunchtime|evening|night|overnight)\s+"
    r"(?P<thing>tweets?|attacks?|raids?|shooting|crash|blast|explosion|fire|rally|speech|interview|meeting|vote|raid|arrest|statement)\b"
)


@rule(
    "headline-rank-absent",
    name="Rank or shock only in the headline",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline ranks or shocks with a word that the body does not have: what is it based on?",
    bad=Example(
        "Ida Marr opened the pier of Varn on Monday. Two ferries sailed before noon.", title="Mayor's favourite pier opens in Varn"
    ),
    good=Example("Ida Marr opened the pier of Varn, her favourite one, on Monday.", title="Mayor's favourite pier opens in Varn"),
    not_in=NOT_REPORTED,
)
def headline_rank_absent(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks listed words of the headline, outside of its quotation marks, whose beginning no word of the body has."""
    head = reading.headline
    if head is None:
        return
    above = reading.analysis.document.headline
    body = reading.lower[Part.TEXT][above.end if above else 0 :]
    for one in occurrences(reading, entries(_LISTS, "headline_strong"), head.part):
        if head.start <= one.start < head.end and one.text.casefold()[:6] not in body and not reading.is_quoted(one):
            question = f"On what does the headline base “{one.text}”? The body does not say it."
            yield Observation(one.text.casefold(), question, [one], suggestion="Use the body's word, or support it there.")


RULES = (quoted_fact, sum_vague, areas_overlap, name_one_letter_off, time_of_day_differs, headline_rank_absent)
