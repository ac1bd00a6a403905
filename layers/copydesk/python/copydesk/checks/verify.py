"""What a desk looks up or compares before it goes out, whoever says it: records, sums, spellings of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Part, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule

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
    if not reading.quotations:
        return
    found = [*occurrences(reading, entries(_LISTS, "records")), *reading.words(_RANK, first=_OF_RANK), *_figures(reading)]
    places = sorted((one for one in found if reading.is_quoted(one)), key=lambda one: one.start)
    if places:
        question = f"Is it so? “{places[0].text}”, said by a source, can be looked up."
        yield Observation("facts", question, places, suggestion="Check, and say what the record shows.")


_OF_RANK = ("the", "our", "this")
_RANK = re.compile(
    r"\b(?:the|our|this) (?:most [a-z]+|[a-z]{3,}est|first|only|worst|best) (?:[a-z\-]+ ){1,3}"
    r"(?:in (?:the (?:world|country|nation|state|region)|history|America|Europe|Britain)"
    r"|in (?:our|this) (?:country|nation|state)|ever\b|on [Ee]arth|since\b)"
)


def _figures(reading: Reading) -> list[Span]:
    signed = "%" in reading.text or not reading.vocabulary[Part.TEXT].isdisjoint(_OF_FIGURES)
    return reading.words(_FIGURE) if signed else []


_OF_FIGURES = ("percent", "per", "million", "billion", "trillion")
_FIGURE = re.compile(r"\d(?<!\w.)(?!(?<=1)00 ?(?:%|per))[\d.,]* ?(?:%|per ?cent\b|(?:million|billion|trillion)\b)")


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
    places = [one for one in places if not _is_told(reading, one)]
    if places:
        question = f"How much is “{places[0].text}”, and who says so?"
        yield Observation("sums", question, places, suggestion="Give the figure and its source.")


def _is_told(reading: Reading, sum_: Span) -> bool:
    """Whether the article gives a sum of that size in figures too: "billions of dollars", and "$33.6 billion" further down."""
    size = next((size for size in ("thousand", "million", "billion", "trillion") if size in sum_.text.lower()), None)
    return size is not None and re.search(rf"[$£€¥] ?\d[\d.,]*[ -]{size}\b", reading.text) is not None


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
    names = dict.fromkeys(_CAPITALISED.findall(reading.text))
    # Names of one letter's difference begin alike, and one is longer than the other.
    lengths = {(name[:2], len(name)) for name in names}
    for name in names:
        if len(name) <= _LONG or (name[:2], len(name) - 1) not in lengths:
            continue
        cut = (name[:place] + name[place + 1 :] for place in range(2, len(name) - 2))
        shorter = next((one for one in cut if one in names and _are_names(reading, name, one)), None)
        if shorter is None:
            continue
        places = [[one for one in reading.words(_CAPITALISED) if one.text == word] for word in (name, shorter)]
        rarer, other = sorted(places, key=len)
        if not any(rarer[0].text in one.name or other[0].text in one.name for one in reading.analysis.entities if one.misspelt):
            message = f"{rarer[0].text} or {other[0].text}? One letter is different."
            yield Observation(rarer[0].text, message, [*rarer, other[0]], suggestion="Check, and write it one way.")


def _are_names(reading: Reading, *words: str) -> bool:
    """Whether none of the words stands in small letters too."""
    return {word.lower() for word in words}.isdisjoint(reading.kept(_small_words))


def _small_words(reading: Reading) -> frozenset[str]:
    return frozenset(_LOWER.findall(reading.text))


_LONG = 7
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[a-z\xdf-\u024f]{6,}\b")
_LOWER = re.compile(r"\b[a-z]{7,}\b")


RULES = (quoted_fact, sum_vague, name_one_letter_off)
