"""Quotations that go on without their speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import EntityType, Part, Severity, Span
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import REUTERS_QUOTES

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[\"“”„«»]|''")
_FEW = 4
"""Words from which quoted words are speech rather than a term."""


# Somebody else who was named by what they are: "the ball is in the premier's court".
# It begins with letters, which are found faster than a place where a word begins.
_ROLE = re.compile(
    r"the (?<!\wthe )(?:prime minister|president|premier|chancellor|governor|mayor|minister|senator|congress(?:man|woman)|judge|sheriff"
    r"|king|queen|pope|director|coach|chief|chairman|chairwoman|ambassador|owner|manager|commissioner|secretary|superintendent|defendant|suspect|victim)(?!\w)"
)


@rule(
    "quotation-carried-on",
    name="A quotation that names nobody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The quotation stands without a speaker, behind somebody else's name or in a paragraph of its own. Whose is it?",
    practice=REUTERS_QUOTES,
    bad="Ida Marlow said the plan was made by the mayor, Karl Venn. “It will cost the town a great deal of money.”",
    good="Ida Marlow said the plan was made by the mayor, Karl Venn. “It will cost the town a great deal of money,” she said.",
)
def quotation_carried_on(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations that fill their sentence, where the words before them name another person or end a paragraph."""
    found = []
    for quotation in reading.quotations:
        number = reading.sentence_of(quotation)
        if quotation.part is not Part.TEXT or not number or not _fills(reading, quotation, number):
            continue
        if len(_WORD.findall(quotation.text)) < _FEW or number in reading.kept(_cued):
            continue
        last = reading.sentence(number - 1)
        if reading.paragraph_of(last) == reading.paragraph_of(quotation):
            speaker = reading.kept(_last_speakers).get(number - 1)
            other = reading.kept(_last_others).get(number - 1, -1)
            told = speaker is not None and not _MARK.search(reading.text, last.start, speaker.start)
            asked = speaker is not None and told and speaker.end < other
        else:
            asked = _stands_alone(reading, quotation) and not _goes_on(reading, quotation)
        if asked:
            found.append(quotation)
    if found:
        yield Observation("quotation", "Who says this? Its sentence names nobody.", found, "Name the speaker in the sentence.")


def _fills(reading: Reading, quotation: Span, number: int) -> bool:
    """Whether a quotation is all that stands from where its first sentence begins to where its last one ends."""
    last = reading.sentence_at(quotation.end - 1)
    if last is None or quotation.text.rstrip("\"”’' ").endswith((",", "…", "-", "—")):
        return False
    text, begins, ends = reading.text, reading.sentences[number][0], reading.sentences[last][1]
    if _WORD.search(text, begins, quotation.start) or _WORD.search(text, quotation.end, ends):
        return False
    return not _SAID.match(text, quotation.end)


_SAID = re.compile(r"\s*(?:[a-z]|(?:[A-Z][\w.’'-]+ ){1,3}(?:said|says|told|asked|added|wrote|tweeted)\b)")


def _cued(reading: Reading) -> set[int | None]:
    """The sentences that name a speaker or have a verb of saying."""
    return {reading.sentence_of(span) for a in reading.analysis.attributions for span in (a.cue, a.source) if span}


def _stands_alone(reading: Reading, quotation: Span) -> bool:
    """Whether a paragraph is this quotation and no more, and the one before did not leave its own open."""
    number = reading.paragraph_of(quotation)
    if not number:
        return False
    start, end = reading.paragraphs[number]
    alone = not _WORD.search(reading.text[start : quotation.start]) and not _WORD.search(reading.text[quotation.end : end])
    before = reading.text[slice(*reading.paragraphs[number - 1])].rstrip()
    if before.endswith(":") or before.count("“") != before.count("”"):
        return False
    # A list of quotations, each of which opens anew and none of which closes, is one.
    return alone and not (before.startswith('"') and before.count('"') % 2)


def _goes_on(reading: Reading, quotation: Span) -> bool:
    """Whether the paragraph before ends with the words of one speaker, and nobody else is given any in it: they go on."""
    number = reading.paragraph_of(quotation)
    if not number:
        return False
    start, end = reading.paragraphs[number - 1]
    within = [a for a in reading.analysis.attributions if a.source_id and start <= a.content[0].start < end]
    return len({a.source_id for a in within}) == 1 and any(reading.text[start:end].rstrip().endswith(_CLOSED) or a.cue for a in within)


_CLOSED = ("”", '"', "''", "»")


def _last_speakers(reading: Reading) -> dict[int | None, Span]:
    """For each sentence the words that name its last speaker."""
    named = sorted((a.source for a in reading.analysis.attributions if a.source), key=lambda span: span.end)
    return {reading.sentence_of(span): span for span in named}


def _last_others(reading: Reading) -> dict[int | None, int]:
    """For each sentence where the last person named outside quotation marks begins, be it by name or by what they are."""
    people = [m for e in reading.analysis.entities if e.type is EntityType.PERSON for m in e.mentions if m.part is Part.TEXT]
    named = sorted((one for one in (*people, *reading.phrases(_ROLE)) if not reading.is_quoted(one)), key=lambda span: span.start)
    return {reading.sentence_of(span): span.start for span in named}


@rule(
    "quoted-term",
    name="A term in quotation marks that nobody uses",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Quotation marks around a term say that it is somebody else's, or doubt it. The sentence does not say whose it is.",
    practice=REUTERS_QUOTES,
    bad="The council bought the “surplus” land in May.",
    good="The council bought the land in May. Ida Marlow, the mayor, called it “surplus”.",
    not_in=NOT_REPORTED,
)
def quoted_term(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks scare quotes in small letters in sentences that hand nothing to anybody, all of them in one finding."""
    found = [
        span
        for span in reading.analysis.scare_quotes
        if span.part is Part.TEXT
        and _SMALL.match(span.text)
        and not reading.is_furniture(span)
        and not reading.is_reported(span)
        and not _CALLED.search(reading.sentence_text(span))
    ]
    if found:
        yield Observation(
            "terms", "Whose word is it? The quotation marks say that it is somebody's.", found, "Say whose, or leave the marks away."
        )


_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|known as|dubbed|put it|defined|named|nicknamed|across as|described as|the word|the term|the phrase)\b"
)
_SMALL = re.compile(r"\W*[a-z]")


RULES = (quotation_carried_on, quoted_term)
