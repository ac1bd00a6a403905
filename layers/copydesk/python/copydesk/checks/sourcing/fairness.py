"""The other side: who was asked, and who was not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from copydesk.analysis import Attribution, CueTone, Entity, EntityType, Part, Range, Refusal, RefusalKind, Severity, SourceType, Span
from copydesk.checks.lists import holds
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.book import places
from copydesk.checks.sourcing.charges import is_contest
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION, AP_DECLINED

_PARTIES = (EntityType.PERSON, EntityType.ORG, EntityType.GPE)
_NEAR = 25
"""Code points between a verb of accusing and its object: room for an article, a title and an adjective."""
_WORD = re.compile(r"[\w’'-]{3,}")
_SMALL = frozenset(
    {
        "the",
        "and",
        "for",
        "who",
        "was",
        "not",
        "has",
        "had",
        "told",
        "said",
        "that",
        "with",
        "from",
        "condition",
        "anonymity",
        "named",
        "spoke",
    }
)


@rule(
    "declined-but-quoted",
    name="Declined to comment, and yet quoted",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="An article must not say that an organisation declined to comment while somebody inside it speaks in it without a name.",
    practice=AP_DECLINED,
    bad="The bridge is unsafe, said an official at the Varn Highways Department, who spoke on condition of anonymity because she"
    " feared for her job. The Varn Highways Department declined to comment.",
    good="The bridge is unsafe, said an engineer at a contractor, who spoke on condition of anonymity because she feared for her job."
    " The Varn Highways Department declined to comment.",
)
def declined_but_quoted(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a refusal by somebody whose name is in the description of an anonymous source."""
    for refusal in reading.analysis.refusals:
        if refusal.kind is not RefusalKind.DECLINED or _SOME.match(_asked(reading, refusal)):
            continue
        asked = _names(_asked(reading, refusal))
        for source in reading.analysis.sources:
            shared = asked & _names(source.description or "")
            if source.anonymity and source.id != refusal.source_id and shared:
                yield Observation(
                    f"{source.description} {' '.join(sorted(asked))}",
                    "Can it be said that they declined to comment, when one of them speaks here without a name?",
                    [*reading.places_of(source), refusal.span],
                    "Leave one of the two out, or make plain that they are different people.",
                )


_SOME = re.compile(r"(?:a few|a number of|many|most|other|others|several|some|two|three|four|five)\b", re.IGNORECASE)
"""Some people of many: others of them may have spoken."""


@rule(
    "nobody-asked",
    name="Nobody asked for a reply",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="What unnamed sources say of a party is put to that party. The article does not say that anybody was asked.",
    practice=AP_ATTRIBUTION,
    bad="Karl Venn took money from three contractors, according to an official at the prosecutor's office, who asked not to be named."
    " Another official, who also asked not to be named, said Venn had deleted his messages.",
    good="Karl Venn took money from three contractors, according to an official at the prosecutor's office, who asked not to be named."
    " Venn did not respond to a request for comment.",
    not_in=NOT_REPORTED,
)
def nobody_asked(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article whose words come mostly from anonymous sources and other outlets, and in which no party was asked for a reply."""
    shown = reading.analysis.sourcing
    anonymous = [source for source in reading.analysis.sources if source.anonymity and source.attribution_ids]
    if reading.analysis.refusals or len(anonymous) < 2 or shown is None or shown.attributed.words == 0:
        return
    replying = sum(
        source.words for source in reading.analysis.sources if source.type in (SourceType.NAMED_PERSON, SourceType.NAMED_ORGANIZATION)
    )
    if replying > shown.attributed.words / 2:
        return
    outlets = {source.entity_id for source in reading.analysis.sources if source.type is SourceType.MEDIA}
    if not any(_speaks(reading, entity) for entity in _parties(reading) if entity.id not in outlets):
        yield Observation(
            "reply",
            "Was anybody asked for a reply? The article rests on sources without a name, and whom it is about does not speak in it.",
            [],
            "Ask them, and say that they were asked.",
        )


@rule(
    "accused-without-reply",
    name="Accused and not heard",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Whoever is accused by name is asked for a reply, and the reader is told what came of it.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow accused Karl Venn of taking money from three contractors.",
    good="Ida Marlow accused Karl Venn of taking money from three contractors. Venn denied it.",
    not_in=NOT_REPORTED,
)
def accused_without_reply(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a person or organisation named in an accusation that neither speaks nor is said to have been asked."""
    accused: dict[str, list[int]] = {}
    if is_contest(reading):
        return
    for number, attribution in enumerate(reading.analysis.attributions):
        if attribution.cue_tone is CueTone.ACCUSED and attribution.cue and not reading.is_quoted(attribution.cue):
            entity = _object(reading, attribution)
            if entity:
                accused.setdefault(entity.id, []).append(number)
    for entity_id, numbers in accused.items():
        entity = reading.entities[entity_id]
        if not _speaks(reading, entity) and not _was_asked(reading, entity):
            yield Observation(
                entity.name,
                f"Was {entity.name} asked for a reply?",
                [reading.analysis.attributions[number].content[0] for number in numbers],
                "Ask, and say what came of it.",
            )


def _object(reading: Reading, attribution: Attribution) -> Entity | None:
    """Whom an accusation names first, right behind its cue: “accused Mr. Venn of …”."""
    cue, source = attribution.cue, reading.source_of(attribution)
    assert cue is not None
    near = [
        (mention.start, entity)
        for entity in reading.analysis.entities
        for mention in entity.mentions
        if mention.part == cue.part and 0 <= mention.start - cue.end <= _NEAR and entity.type is EntityType.PERSON
    ]
    entity = min(near, key=lambda one: one[0])[1] if near else None
    return None if entity is None or (source and source.entity_id == entity.id) else entity


@rule(
    "criticised-without-reply",
    name="Criticised and not heard",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Others say something grave of somebody whom the article names more than once. It does not say that they were asked.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow said that Karl Venn had lied to the council about the quay. Two engineers said Venn failed to read their report.",
    good="Ida Marlow said that Karl Venn had lied to the council about the quay. Venn said that he had not.",
    not_in=NOT_REPORTED,
)
def criticised_without_reply(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks people and organisations named in grave statements of others that neither speak nor are said to have been asked."""
    if is_contest(reading):
        return
    grave: dict[str, list[Span]] = {}
    charges = places(reading, "charges")
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        for span in attribution.content:
            if (span.part is Part.TITLE or _touches(span, charges)) and holds("sourcing", "charges", span.text):
                for number in sorted(_named_in(reading, span)):
                    entity = reading.analysis.entities[number]
                    if source is None or source.entity_id != entity.id:
                        grave.setdefault(entity.id, []).append(span)
    for entity_id, spans in grave.items():
        entity = reading.entities[entity_id]
        if not _speaks(reading, entity) and not _was_asked(reading, entity):
            yield Observation(entity.name, f"Was {entity.name} asked about this?", spans, "Ask, and say what came of it.")


def _touches(span: Span, found: Sequence[Range]) -> bool:
    """Whether one of the places, in their order, lies in part or wholly in a span."""
    first = bisect_right(found, span.start, key=itemgetter(1))
    return first < len(found) and found[first][0] < span.end


def _named_in(reading: Reading, span: Span) -> set[int]:
    """The people and organisations, by their numbers, that a span names and the article names more than once."""
    mentions = reading.kept(_mentions)[span.part]
    within = mentions[bisect_left(mentions, (span.start,)) : bisect_left(mentions, (span.end,))]
    return {number for _, end, number in within if end <= span.end}


def _mentions(reading: Reading) -> dict[Part, list[tuple[int, int, int]]]:
    """Where those are named, in order: from where to where, and which one."""
    found: dict[Part, list[tuple[int, int, int]]] = {part: [] for part in Part}
    for number, entity in enumerate(reading.analysis.entities):
        if entity.type in _PARTIES[:2] and len(entity.mentions) > 1:
            for mention in entity.mentions:
                found[mention.part].append((mention.start, mention.end, number))
    return {part: sorted(places) for part, places in found.items()}


def _parties(reading: Reading) -> list[Entity]:
    """Whom the article is about: those entities that could answer."""
    about = [reading.entities[id_] for id_ in reading.analysis.document.about if id_ in reading.entities]
    found = [entity for entity in about if entity.type in _PARTIES and len(entity.mentions) > 1]
    return found or sorted((e for e in reading.analysis.entities if e.type in _PARTIES), key=lambda e: -e.salience)[:3]


def _speaks(reading: Reading, entity: Entity) -> bool:
    return entity.id in reading.kept(_speaking)


def _speaking(reading: Reading) -> set[str | None]:
    return {source.entity_id for source in reading.analysis.sources if source.attribution_ids and source.type not in UNNAMED}


def _was_asked(reading: Reading, entity: Entity) -> bool:
    asked = reading.kept(_all_asked)
    return bool(asked) and any(name.casefold() in one for name in (entity.name, *entity.aliases) for one in asked)


def _all_asked(reading: Reading) -> list[str]:
    return [_asked(reading, refusal).casefold() for refusal in reading.analysis.refusals]


def _asked(reading: Reading, refusal: Refusal) -> str:
    """The words that tell who was asked."""
    source = reading.sources.get(refusal.source_id or "")
    return " ".join(filter(None, [source.name if source else None, refusal.source.text if refusal.source else None]))


def _names(text: str) -> set[str]:
    """The words of a text that begin with a capital, but for short ones."""
    return {word for word in _WORD.findall(text) if word[0].isupper()}


RULES = (declined_but_quoted, nobody_asked, accused_without_reply, criticised_without_reply)
