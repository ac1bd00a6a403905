"""Grave words in an article in which nobody answers them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from copydesk.analysis import CueTone, EntityType, Part, Range, Severity, Source, Span
from copydesk.checks.lists import entries
from copydesk.checks.phrasebook import spans
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.book import places
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION


@rule(
    "charge-unanswered",
    name="A charge that nobody answers",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Somebody says something grave of others. Nobody denies or answers it, and nobody is said to have been asked.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow said that Karl Venn, the mayor, had lied about the cracks and misled the council.",
    good="Ida Marlow said that Karl Venn, the mayor, had lied about the cracks and misled the council. Venn did not respond to a"
    " request for comment.",
    not_in=NOT_REPORTED,
)
def charge_unanswered(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks grave statements, one finding for each speaker, where no answer, denial or refusal stands near."""
    if is_contest(reading):
        return
    grave: dict[str, list[Span]] = defaultdict(list)
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        if source is None or attribution.confidence < _SURE or _JUDGES.search(reading.named(source)):
            continue
        found = [span for span in attribution.content if span.part is Part.TEXT and _holds_one(span, places(reading, "grave"))]
        if found and not _answered_near(reading, found[0]) and _has_target(reading, found, source):
            grave[source.id].extend(found)
    for source_id, said in grave.items():
        speaker = reading.named(reading.sources[source_id])
        yield Observation(
            speaker,
            f"Were those whom {_short(speaker)} speaks of here asked for a reply? Nobody answers.",
            said,
            "Ask them, and say what came of it.",
        )


def is_contest(reading: Reading) -> bool:
    """Whether an election campaign is told, in which rivals charge and answer each other daily: no report of it has all replies."""
    return reading.kept(_campaign_words) >= _OFTEN


def _campaign_words(reading: Reading) -> int:
    return len(reading.listed(entries("sourcing", "campaigns")))


_OFTEN = 4
"""Words of a campaign from which a text tells one."""


def _holds_one(span: Span, found: Sequence[Range]) -> bool:
    """Whether one of the places, in their order, lies within a span."""
    first = bisect_left(found, (span.start, 0))
    return first < len(found) and found[first][1] <= span.end


_SURE = 0.6


@rule(
    "accused-in-own-voice",
    name="Charged or sued, and not heard",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Whoever is arrested, charged or sued has an answer, or a lawyer who has. The article does not say that it was sought.",
    practice=AP_ATTRIBUTION,
    bad="Karl Venn was charged with theft on Monday. The trial of Karl Venn begins in May.",
    good="Karl Venn was charged with theft on Monday. Venn denied it. The trial of Karl Venn begins in May.",
    not_in=NOT_REPORTED,
)
def accused_in_own_voice(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the words of police and courts against a person named in the sentence and elsewhere, where the article has no answer."""
    listed = spans(reading, places(reading, "court"))
    if not listed:
        return
    people = [
        e for e in reading.analysis.entities if e.type is EntityType.PERSON and len(e.mentions) > 1 and e.id not in reading.kept(_speaking)
    ]
    concerned = {reading.sentence_of(mention) for entity in people for mention in entity.mentions}
    found = [
        span
        for span in listed
        if reading.sentence_of(span) in concerned
        and not reading.is_quoted(span)
        and not reading.is_furniture(span)
        and not _answered_near(reading, span)
    ]
    if found:
        yield Observation("charges", "Was the accused, or a lawyer, asked for a reply?", found, "Ask, and say what came of it.")


_BEHIND, _BEFORE = 8, 4
"""Sentences behind and before a charge among which its answer would stand."""

_JUDGES = re.compile(
    r"\b(?:court|judge|judges|jury|tribunal|panel|police|prosecutors?|sheriff|investigators|deputies|authorities|officers?|inquiry|inquest)\b",
    re.IGNORECASE,
)


def _answers(reading: Reading) -> set[int]:
    """The sentences in which somebody denies something, declines to comment, or is otherwise said to have answered."""
    denied = [a.cue for a in reading.analysis.attributions if a.cue_tone is CueTone.DENIED and a.cue]
    said = [*denied, *(refusal.span for refusal in reading.analysis.refusals), *spans(reading, places(reading, "answers"))]
    return {number for span in said if not reading.is_quoted(span) and (number := reading.sentence_of(span)) is not None}


def _answered_near(reading: Reading, span: Span) -> bool:
    number = reading.sentence_of(span)
    return number is None or not reading.kept(_answers).isdisjoint(range(number - _BEFORE, number + _BEHIND + 1))


def _has_target(reading: Reading, said: Sequence[Span], source: Source) -> bool:
    """Whether a statement speaks of somebody else, and not only of people who speak in the article too."""
    mentions = reading.kept(_mentions)
    named: set[str] = set()
    for span in said:
        within = slice(bisect_left(mentions, (span.start, "")), bisect_left(mentions, (span.end, "")))
        named.update(entity_id for _, entity_id in mentions[within])
    named.discard(source.entity_id or "")
    # Where somebody who speaks here is named, the charge may well be theirs; a pronoun tells nothing.
    return bool(named) and named.isdisjoint(reading.kept(_speaking))


def _mentions(reading: Reading) -> list[tuple[int, str]]:
    """Where the body names somebody or something that could answer, in order."""
    parties = [entity for entity in reading.analysis.entities if entity.type in _PARTIES]
    return sorted((mention.start, entity.id) for entity in parties for mention in entity.mentions if mention.part is Part.TEXT)


_PARTIES = (EntityType.PERSON, EntityType.ORG)


def _speaking(reading: Reading) -> set[str | None]:
    """The entities that are given a statement of their own."""
    return {one.entity_id for one in reading.analysis.sources if one.type not in UNNAMED and one.attribution_ids}


_LONG = 50


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONG else line[:_LONG].rsplit(" ", 1)[0] + " …"


RULES = (charge_unanswered, accused_in_own_voice)
"""Both ask for the other side; `fairness` asks where a name tells who it is."""
