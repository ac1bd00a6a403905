"""The sources behind the statements: whom a name, a pronoun or a description stands for, and what kind of source that is.

Statements are read in the order of the text, over all passages of an article together. A name stands for its entity, a pronoun for the
nearest person or source that fits it, a description with "the" for the source that was described by the same noun, and a quotation
without any words of attribution for the one who spoke last. What stays open has no source: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.analysis import Attribution, Entity, EntityType, Part, Source, SourceType
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage, Sentences
from copydesk.nlp.statistics import words
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy import tokens

    from copydesk.nlp.attribution import Statement

_GENDER = {"he": "m", "him": "m", "she": "f", "her": "f"}
_REACH = 3
"""Paragraphs that may lie between a pronoun, or a quotation without a cue, and the one it goes back to."""

_BY_ENTITY = {
    EntityType.PERSON: SourceType.NAMED_PERSON,
    EntityType.NORP: SourceType.UNNAMED_GROUP,
    EntityType.WORK_OF_ART: SourceType.DOCUMENT,
    EntityType.LAW: SourceType.DOCUMENT,
}
_BY_NOUN = {
    "person": SourceType.UNNAMED_PERSON,
    "group": SourceType.UNNAMED_GROUP,
    "organization": SourceType.NAMED_ORGANIZATION,
    "document": SourceType.DOCUMENT,
    "data": SourceType.DATA,
    "media": SourceType.MEDIA,
}
_PEOPLE = frozenset({SourceType.NAMED_PERSON, SourceType.UNNAMED_PERSON})
_NOT_ONE_PERSON = frozenset(SourceType) - _PEOPLE


@dataclass(slots=True)
class _Draft:
    """A source while its statements are collected."""

    type: SourceType
    name: str | None
    entity_id: str | None
    noun: str
    description: str | None = None
    gender: str | None = None
    attributions: list[Attribution] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class _Referent:
    """Something that a later pronoun may stand for: a person's name, or a source. Those before it in the text sort before it."""

    paragraph: int
    offset: int
    sentence: int
    subject: bool = field(compare=False)
    draft: _Draft = field(compare=False)


def attributions(passages: Sequence[Passage], named: Iterable[Entity]) -> tuple[list[Attribution], list[Source]]:
    """Return the attributions of an article in the order of the text, and the sources that they go back to."""
    reader = _Reader(named)
    found: list[Attribution] = []
    for passage in passages:
        reader.open(passage)
        for statement in passage.doc._.statements:
            found.append(reader.read(f"a{len(found) + 1}", passage, statement))
    return found, reader.sources()


class _Reader:
    """Reads the statements of an article in their order and remembers who has been named and who has spoken."""

    def __init__(self, named: Iterable[Entity]) -> None:
        self._entities: dict[Part, list[tuple[int, int, Entity]]] = {part: [] for part in Part}
        for entity in named:
            for mention in entity.mentions:
                self._entities[mention.part].append((mention.start, mention.end, entity))
        for mentions in self._entities.values():
            mentions.sort(key=lambda mention: mention[:2])
        self._nouns = {noun: _BY_NOUN[kind] for kind, nouns in lexicon("sources").items() for noun in nouns}
        self._outlets = lexicon("outlets")["outlets"]
        self._drafts: list[_Draft] = []
        self._by_entity: dict[str, _Draft] = {}
        self._referents: list[_Referent] = []
        self._last: tuple[int, _Draft | None] = (0, None)
        self._sentences: Sentences
        self._paragraph_starts: list[int] = []
        self._paragraphs_before = 0

    def open(self, passage: Passage) -> None:
        """Go on to the next passage: every person named in it may be meant by a pronoun behind the name."""
        self._paragraphs_before += len(self._paragraph_starts)
        self._sentences = passage.sentences
        self._paragraph_starts = [start for start, _ in paragraphs(passage.text)]
        if passage.part is Part.TITLE:
            return
        for start, end, entity in self._entities[passage.part]:
            span = passage.doc.char_span(start - passage.start, end - passage.start) if start >= passage.start else None
            if span is not None and entity.type is EntityType.PERSON:
                self._refer(span, self._of_entity(entity))
        self._referents.sort()

    def read(self, number: str, passage: Passage, statement: Statement) -> Attribution:
        """Turn a statement into an attribution, with its source where that is known."""
        paragraph = self._paragraph(statement.content[0][0])
        draft = self._speaker_before(paragraph) if statement.source is None else self._resolve(passage, statement.source)
        self._last = (self._paragraph(statement.content[-1][0]), draft)
        attribution = Attribution(
            id=number,
            type=statement.type,
            content=[passage.span(start, end) for start, end in statement.content],
            cue=passage.span(statement.cue.start_char, statement.cue.end_char) if statement.cue is not None else None,
            source=passage.span(statement.source.start_char, statement.source.end_char) if statement.source is not None else None,
            source_id=None,
            confidence=statement.confidence,
        )
        if draft is None:
            return attribution
        if draft not in self._drafts:
            self._drafts.append(draft)
        attribution = attribution.model_copy(update={"source_id": f"s{self._drafts.index(draft) + 1}"})
        draft.attributions.append(attribution)
        return attribution

    def sources(self) -> list[Source]:
        """Return the sources in the order of their first statement."""
        return [
            Source(
                id=f"s{number}",
                type=draft.type,
                name=draft.name,
                description=draft.description,
                entity_id=draft.entity_id,
                words=sum(len(words(span.text)) for attribution in draft.attributions for span in attribution.content),
                attribution_ids=[attribution.id for attribution in draft.attributions],
            )
            for number, draft in enumerate(self._drafts, start=1)
        ]

    # --- what a phrase stands for --------------------------------------------------------------------------------------------

    def _resolve(self, passage: Passage, source: tokens.Span) -> _Draft | None:
        head = source.root
        if head.lower_ in _GENDER:
            return self._person_before(source, _GENDER[head.lower_])
        if head.lower_ in ("they", "it"):
            return self._source_before(source, plural=head.lower_ == "they")
        if head.tag_ in ("PRP", "EX", "DT", "WP", "WDT") and head.lemma_.lower() not in self._nouns:
            return None
        entity = self._entity(passage, source)
        draft = self._of_entity(entity) if entity is not None else self._described(source)
        if entity is not None and draft.description is None:
            draft.description = self._description(source, passage, entity)
        self._refer(head.doc[head.i : head.i + 1], draft)
        self._referents.sort()
        return draft

    def _entity(self, passage: Passage, source: tokens.Span) -> Entity | None:
        """The entity that a phrase names: with its head ("spokesman Luis Ortega") or in apposition to it ("the mayor, Ana Ruiz,")."""
        head = source.root
        anchors = [head, *(child for child in head.children if child.dep_ in ("appos", "flat") and child in source)]
        for token in anchors:
            offset = passage.start + token.idx
            found = [m for m in self._entities[passage.part] if m[0] <= offset < m[1]]
            if found and (token == head or found[0][2].type is EntityType.PERSON):
                return found[0][2]
        return None

    def _of_entity(self, entity: Entity) -> _Draft:
        if entity.id not in self._by_entity:
            type_ = _BY_ENTITY.get(entity.type, SourceType.NAMED_ORGANIZATION)
            if entity.type is not EntityType.PERSON and entity.name.removeprefix("The ") in self._outlets:
                type_ = SourceType.MEDIA
            name = None if type_ is SourceType.UNNAMED_GROUP else entity.name
            description = entity.name if type_ is SourceType.UNNAMED_GROUP else None
            self._by_entity[entity.id] = _Draft(type_, name, entity.id, noun="", description=description)
        return self._by_entity[entity.id]

    def _described(self, source: tokens.Span) -> _Draft:
        """The source that is described so: one that was described by this noun before, or a new one."""
        head = source.root
        noun = head.lemma_.lower()
        type_ = self._nouns.get(noun, SourceType.UNNAMED_PERSON)
        if head.tag_ in ("NNS", "NNPS") and type_ is SourceType.UNNAMED_PERSON:
            type_ = SourceType.UNNAMED_GROUP
        known = source[0].lower_ in ("the", "that", "this", "those", "these")
        for draft in reversed(self._drafts):
            same = draft.noun == noun and draft.type is type_
            if same and (known or (type_ in _NOT_ONE_PERSON and draft.description == source.text)):
                return draft
        gender = "m" if noun.endswith("man") and noun != "woman" else None
        if noun.endswith("woman"):
            gender = "f"
        return _Draft(type_, None, None, noun, description=source.text, gender=gender)

    def _description(self, source: tokens.Span, passage: Passage, entity: Entity) -> str | None:
        """What stands beside the name in the phrase, without a mere form of address."""
        start, end = source.start_char + passage.start, source.end_char + passage.start
        mention = next((m for m in self._entities[passage.part] if m[2] is entity and start <= m[0] and m[1] <= end), None)
        if mention is None:
            return None
        text = passage.text
        before = text[source.start_char : mention[0] - passage.start].strip(" ,–—-(")
        behind = text[mention[1] - passage.start : source.end_char].lstrip("'’s").strip(" ,–—-")
        for beside in (behind, before):
            if len(words(beside)) > (1 if beside.endswith(".") else 0) and any(word.islower() for word in words(beside)):
                return beside
        return None

    # --- what a pronoun stands for -------------------------------------------------------------------------------------------

    def _person_before(self, pronoun: tokens.Span, gender: str) -> _Draft | None:
        """The nearest person before a pronoun: sentence by sentence backwards, in each the subject first."""
        here = self._place(pronoun)
        fitting = [
            one
            for one in self._referents
            if (one.paragraph, one.offset) < here[:2]
            and here[0] - one.paragraph <= _REACH
            and one.draft.type in _PEOPLE
            and one.draft.gender in (gender, None)
        ]
        if not fitting:
            return None
        last = max((one.paragraph, one.sentence) for one in fitting)
        nearest = [one for one in fitting if (one.paragraph, one.sentence) == last]
        draft = next((one for one in nearest if one.subject), nearest[0]).draft
        draft.gender = gender
        return draft

    def _source_before(self, pronoun: tokens.Span, *, plural: bool) -> _Draft | None:
        """The nearest source before a pronoun that is no single person; "they" is no document either."""
        here = self._place(pronoun)
        wanted = {SourceType.UNNAMED_GROUP, SourceType.NAMED_ORGANIZATION} if plural else _NOT_ONE_PERSON - {SourceType.UNNAMED_GROUP}
        for one in reversed(self._referents):
            if (one.paragraph, one.offset) < here[:2] and here[0] - one.paragraph <= _REACH and one.draft.type in wanted:
                return one.draft
        return None

    def _speaker_before(self, paragraph: int) -> _Draft | None:
        """The one who spoke last, if that was in this paragraph or the one before."""
        spoken, draft = self._last
        return draft if paragraph - spoken <= 1 else None

    def _refer(self, span: tokens.Span, draft: _Draft) -> None:
        self._referents.append(_Referent(*self._place(span), subject=span.root.dep_ in ("nsubj", "nsubjpass"), draft=draft))

    def _place(self, span: tokens.Span) -> tuple[int, int, int]:
        return self._paragraph(span.start_char), span.start_char, self._sentences.of(span.root).start

    def _paragraph(self, offset: int) -> int:
        return self._paragraphs_before + bisect_right(self._paragraph_starts, offset)
