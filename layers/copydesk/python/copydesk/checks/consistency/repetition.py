"""What stands there twice: sentences and paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from copydesk.analysis import Part, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_WORD = re.compile(r"\w+")
_BEGINNING = re.compile(r"\W*(\w+)(?:\W+(\w+))?(?:\W+(\w+))?")
_SAID_TWICE = "The new pier will be built of stone and opened in the spring of next year."
_BETWEEN = "Two ferries sailed before noon, and the queue on the quay was gone by evening."


@rule(
    "paragraph-repeated",
    name="Paragraph repeated",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="The same paragraph stands there twice, word for word.",
    bad=f"{_SAID_TWICE} The mayor’s office said so.\n\n{_BETWEEN}\n\n{_SAID_TWICE} The mayor’s office said so.",
    good=f"{_SAID_TWICE} The mayor’s office said so.\n\n{_BETWEEN}\n\nThe new pier will be built of wood.",
    parameters={"words": 12},
    not_in=[Genre.LIVE_BLOG],
)
def paragraph_repeated(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks paragraphs of at least `words` words that stand there more than once, whatever their marks and capitals.

    Paragraphs that follow each other both times are one passage and one finding.
    """
    last = -2
    for places in reading.kept(_paragraphs):
        number = reading.paragraph_of(places[0])
        if number is None or len(_WORD.findall(places[0].text)) < options["words"]:
            continue
        follows, last = number == last + 1, number
        if not follows:
            yield Observation(places[0].text, "Is this paragraph meant to stand here twice?", places, suggestion="Take one out.")


@rule(
    "sentence-repeated",
    name="Sentence repeated",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The same sentence stands there twice, word for word.",
    bad=f"{_SAID_TWICE} The mayor’s office said so. {_BETWEEN} {_SAID_TWICE}",
    good=f"{_SAID_TWICE} The mayor’s office said so. {_BETWEEN} It will be built of stone.",
    parameters={"words": 8},
    not_in=[Genre.LIVE_BLOG],
)
def sentence_repeated(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks sentences of at least `words` words that stand there more than once; not where the whole paragraph does.

    A note where one of them makes a paragraph of its own, as a standfirst or a quotation set large does.
    """
    whole = {place.start for places in reading.kept(_paragraphs) for place in places}
    last = -2
    for places in _same(reading, reading.sentences, options["words"]):
        if not all(_begins(reading, place) for place in places):
            continue
        number = reading.sentence_of(places[0])
        if number is not None:
            follows, last = number == last + 1, number
            if follows:  # the one before it was told already: a passage is repeated
                continue
        if _TRANSCRIPT.search(reading.text, places[0].end, places[1].start):
            continue
        around = (reading.paragraph_of(place) for place in places)
        if not all(number is not None and reading.paragraphs[number][0] in whole for number in around):
            alone = any(_is_alone(reading, place) for place in places)
            yield Observation(
                places[0].text,
                "Is this sentence meant to stand here twice?",
                places,
                severity=Severity.NOTE if alone else Severity.WARNING,
                suggestion="Take one out.",
            )


_TRANSCRIPT = re.compile(r"(?i)\b(?:transcript|partial text|full (?:text|statement|remarks|exchange|quote|letter|speech))\b")
"""What announces that all of it follows, and with it the sentence that the story quotes."""


def _begins(reading: Reading, place: Span) -> bool:
    """Whether a sentence begins where it is said to: not in the middle of one that was cut at a name or an abbreviation."""
    before = reading.text[max(place.start - 40, 0) : place.start]
    return not before.strip() or "\n" in before[len(before.rstrip()) :] or before.rstrip()[-1] in ".!?…\"'”’»):;"


def _is_alone(reading: Reading, place: Span) -> bool:
    number = reading.paragraph_of(place)
    if number is None:
        return False
    start, end = reading.paragraphs[number]
    return (end - start) < 1.3 * (place.end - place.start) + 10


def _paragraphs(reading: Reading) -> list[list[Span]]:
    return list(_same(reading, reading.paragraphs, 1))


def _same(reading: Reading, ranges: Iterable[Range], fewest: int) -> Iterator[list[Span]]:
    text = reading.lower[Part.TEXT]
    # Most begin as no other does: only of those that begin alike all words are compared.
    beginnings: dict[tuple[str, ...], list[Range]] = defaultdict(list)
    for start, end in ranges:
        found = _BEGINNING.match(text, start, end) if end - start >= 2 * fewest else None
        if found:
            beginnings[found.groups()].append((start, end))
    grouped: dict[str, list[Range]] = defaultdict(list)
    for places in beginnings.values():
        for start, end in places if len(places) > 1 else ():
            grouped[" ".join(_WORD.findall(text, start, end))].append((start, end))
    for words, places in grouped.items():
        if len(places) > 1 and words.count(" ") + 1 >= fewest:
            spans = [reading.span(*place) for place in places]
            told = [span for span in spans if not reading.is_furniture(span) or _has_dateline(reading, span)]
            if len(told) > 1:
                yield told


def _has_dateline(reading: Reading, span: Span) -> bool:
    """Whether the story's first sentence stands there, which begins with the dateline."""
    dateline = reading.analysis.document.dateline
    return dateline is not None and span.start <= dateline.start and dateline.end < span.end


RULES = (paragraph_repeated, sentence_repeated)
