"""Quotations that go on without their speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Attribution, EntityType, Part, Severity, Span
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import REUTERS_QUOTES

_WORD = re.compile(r"\w+")
_FEW = 4
"""Words from which quoted words are speech rather than a term."""


@rule(
    "quotation-carried-on",
    name="A quotation that names nobody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The quotation stands without a speaker, behind somebody else's name or in a paragraph of its own. Is it still the same one?",
    practice=REUTERS_QUOTES,
    bad="Ida Marlow said the plan was made by the mayor, Karl Venn. “It will cost the town a great deal of money.”",
    good="Ida Marlow said the plan was made by the mayor, Karl Venn. “It will cost the town a great deal of money,” she said.",
)
def quotation_carried_on(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations that fill their sentence, where the words before them name another person or end a paragraph."""
    people = sorted((m.start, e.id) for e in reading.analysis.entities if e.type is EntityType.PERSON for m in e.mentions if m.part is Part.TEXT)
    cued = {reading.sentence_of(span) for a in reading.analysis.attributions for span in (a.cue, a.source) if span}
    found = []
    for quotation in reading.quotations:
        number = reading.sentence_of(quotation)
        if quotation.part is not Part.TEXT or number is None or not number or len(_WORD.findall(quotation.text)) < _FEW:
            continue
        if number in cued or not _fills(reading, quotation, number):
            continue
        last = reading.sentence(number - 1)
        speaker = _speaker(reading, last)
        others = {entity for start, entity in people if last.start <= start < last.end} - {speaker}
        alone = reading.paragraph_of(last) != reading.paragraph_of(quotation) and _stands_alone(reading, quotation)
        if alone or (others and speaker is not None):
            found.append(quotation)
    if found:
        yield Observation("quotation", "Who says this? Its sentence names nobody.", found, "Name the speaker in the sentence.")


def _fills(reading: Reading, quotation: Span, number: int) -> bool:
    """Whether a quotation begins its sentence, and nobody is named behind it."""
    start, end = reading.sentences[number]
    before, behind = reading.text[start : quotation.start], reading.text[quotation.end : end]
    return not _WORD.search(before) and not _WORD.search(behind)


def _stands_alone(reading: Reading, quotation: Span) -> bool:
    """Whether a paragraph is this quotation and no more, and the one before did not leave its own open."""
    number = reading.paragraph_of(quotation)
    if not number:
        return False
    start, end = reading.paragraphs[number]
    alone = not _WORD.search(reading.text[start : quotation.start]) and not _WORD.search(reading.text[quotation.end : end])
    before = reading.text[slice(*reading.paragraphs[number - 1])].rstrip()
    return alone and not before.endswith(":") and before.count("“") == before.count("”")


def _speaker(reading: Reading, sentence: Span) -> str | None:
    """The entity whose statement the sentence holds last; its id, or a word for one that is none."""
    last: Attribution | None = None
    for attribution in reading.analysis.attributions:
        if attribution.source and sentence.start <= attribution.source.start < sentence.end:
            last = attribution
    if last is None:
        return None
    source = reading.source_of(last)
    return (source.entity_id if source else None) or "somebody"


RULES = (quotation_carried_on,)
