"""What a desk looks up or compares before it goes out, whoever says it: records, sums, spellings of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from copydesk.analysis import Severity, Span
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


RULES = (quoted_fact, sum_vague, name_one_letter_off)
