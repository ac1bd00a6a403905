"""The sources behind the statements: whom a name, a pronoun or a description stands for, and what kind of source that is.

Statements are read in the order of the text, over all passages of an article together. A name stands for its entity, a pronoun for the
nearest person or source that fits it, a description with "the" for the source that was described by the same noun, and a quotation
without any words of attribution for the one who spoke last. What stays open has no source: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.analysis import Attribution, Entity, EntityType, Part, Source, SourceType
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage, Sentences
from copydesk.nlp.quotations import find_quotations, quoted_mask
from copydesk.nlp.statistics import words
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy import tokens

    from copydesk.nlp.attribution import Statement

_GENDER = {"he": "masculine", "him": "masculine", "she": "feminine", "her": "feminine"}
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
_DEFINITE = frozenset({"the", "that", "this", "those", "these"})
_PEOPLE = frozenset({SourceType.NAMED_PERSON, SourceType.UNNAMED_PERSON})
_NOT_ONE_PERSON = frozenset(SourceType) - _PEOPLE


@dataclass(slots=True, eq=False)
class _Draft:
    """A source while its statements are collected: it has a number as soon as it has one, and the place where it is first described."""

    type: SourceType
    name: str | None
    entity_id: str | None
    noun: str
    place: tuple[int, int] = (0, 0)
    description: str | None = None
    gender: str | None = None
    number: int | None = None
    attributions: list[Attribution] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class _Referent:
    """Something that a later pronoun may stand for: a person's name, or a source. Those before it in the text sort before it."""

    paragraph: int
    offset: int
    sentence: int = field(compare=False)
    subject: bool = field(compare=False)
    draft: _Draft = field(compare=False)


def attributions(passages: Iterable[Passage], named: Sequence[Entity]) -> tuple[list[Attribution], list[Source]]:
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

    def __init__(self, named: Sequence[Entity]) -> None:
        self._entities: dict[Part, list[tuple[int, int, Entity]]] = {part: [] for part in Part}
        for entity in named:
            for mention in entity.mentions:
                self._entities[mention.part].append((mention.start, mention.end, entity))
        for mentions in self._entities.values():
            mentions.sort(key=lambda mention: mention[:2])
        self._nouns = {noun: _BY_NOUN[kind] for kind, nouns in lexicon("sources").items() for noun in nouns}
        self._outlets = lexicon("outlets")["outlets"]
        self._gender = {title: gender for gender in ("masculine", "feminine") for title in lexicon("titles")[gender]}
        self._gendered = {noun: gender for gender, nouns in lexicon("gender").items() for noun in nouns}
        self._names = {name: entity for entity in named for name in {entity.name, entity.name.split()[-1]}}
        self._drafts: list[_Draft] = []
        self._by_entity: dict[str, _Draft] = {}
        self._by_noun: dict[str, list[_Draft]] = {}
        self._referents: list[_Referent] = []
        self._last: tuple[int, _Draft | None] = (0, None)
        self._sentences: Sentences
        self._paragraph_starts: list[int] = []
        self._paragraphs_before = 0

    def open(self, passage: Passage) -> None:
        """Go on to the next passage: whoever is named in it, or is the subject of a sentence, may be meant by a pronoun behind."""
        self._paragraphs_before += len(self._paragraph_starts)
        self._sentences = passage.sentences
        self._paragraph_starts = [start for start, _ in paragraphs(passage.text)]
        if passage.part is Part.TITLE:
            return
        quoted = quoted_mask(len(passage.text), find_quotations(passage.text))
        for start, end, entity in self._entities[passage.part]:
            span = passage.doc.char_span(start - passage.start, end - passage.start) if start >= passage.start else None
            if span is not None and entity.type is EntityType.PERSON and not quoted[span.start_char]:
                draft = self._of_entity(entity)
                title = passage.doc[span.start - 1].text.rstrip(".") if span.start else ""
                draft.gender = draft.gender or self._gender.get(title)
                self._refer(span, draft)
        for token in passage.doc:
            subject = token.dep_ == "nsubj" and token.tag_ == "NN" and token.head.dep_ in ("ROOT", "conj") and not quoted[token.idx]
            if subject and self._nouns.get(token.lemma_.lower()) is SourceType.UNNAMED_PERSON:
                phrase = passage.doc[token.left_edge.i : token.right_edge.i + 1]
                named = self._entity(passage, phrase)
                self._refer(phrase, self._described(phrase) if named is None else self._of_entity(named))

    def read(self, number: str, passage: Passage, statement: Statement) -> Attribution:
        """Turn a statement into an attribution, with its source where that is known."""
        paragraph = self._paragraph(statement.content[0][0])
        if statement.source is not None:
            draft = self._resolve(passage, statement.source)
        else:
            draft = self._speaker_before(paragraph, statement.content[0][0])
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
        if draft.number is None:
            self._drafts.append(draft)
            draft.number = len(self._drafts)
        attribution = attribution.model_copy(update={"source_id": f"s{draft.number}"})
        draft.attributions.append(attribution)
        return attribution

    def sources(self) -> list[Source]:
        """Return the sources in the order of their first statement."""
        return [
            Source(
                id=f"s{draft.number}",
                type=draft.type,
                name=draft.name,
                description=draft.description,
                entity_id=draft.entity_id,
                words=sum(len(words(span.text)) for attribution in draft.attributions for span in attribution.content),
                attribution_ids=[attribution.id for attribution in draft.attributions],
            )
            for draft in self._drafts
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
        if entity is None and head.pos_ == "PROPN":
            entity = self._names.get(head.text)
        if entity is not None:
            draft = self._of_entity(entity)
        elif head.tag_ == "NNP" and head.lemma_.lower() not in self._nouns:
            draft = self._unknown_name(source)
        else:
            draft = self._described(source)
        if entity is not None and draft.description is None:
            draft.description = self._description(source, passage, entity)
        self._refer(head.doc[head.i : head.i + 1], draft)
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
        return self._set_off(passage, source)

    def _set_off(self, passage: Passage, source: tokens.Span) -> Entity | None:
        """The person whose name stands between commas at the end of a phrase, where the parse does not see the apposition."""
        for start, end, entity in self._entities[passage.part]:
            if source.start_char < start - passage.start and end - passage.start <= source.end_char:
                before = passage.text[source.start_char : start - passage.start].rstrip()
                behind = passage.text[end - passage.start : source.end_char]
                if entity.type is EntityType.PERSON and before.endswith(",") and not behind.strip(" ,"):
                    return entity
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

    def _unknown_name(self, source: tokens.Span) -> _Draft:
        """A name that the recogniser overlooked: who says something under a name is a person, unless it is an abbreviation."""
        name = " ".join(token.text for token in source if token.tag_ == "NNP")
        type_ = SourceType.NAMED_ORGANIZATION if name.isupper() else SourceType.NAMED_PERSON
        if name in self._outlets:
            type_ = SourceType.MEDIA
        known = self._by_noun.setdefault(name, [])
        if not known:
            known.append(_Draft(type_, name, None, noun=name))
        return known[0]

    def _described(self, source: tokens.Span) -> _Draft:
        """The source that is described so: one that was described by this noun before, or a new one."""
        head = source.root
        noun = head.lemma_.lower()
        type_ = self._nouns.get(noun, SourceType.UNNAMED_PERSON)
        if head.tag_ in ("NNS", "NNPS") and type_ is SourceType.UNNAMED_PERSON:
            type_ = SourceType.UNNAMED_GROUP
        known = any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in head.children)
        place = self._place(source)[:2]
        alike = self._by_noun.setdefault(noun, [])
        for draft in reversed(alike):
            if draft.type is type_ and draft.place <= place and (known or (type_ in _NOT_ONE_PERSON and draft.description == source.text)):
                return draft
        alike.append(_Draft(type_, None, None, noun, place, description=source.text.strip(" ,"), gender=self._gendered.get(noun)))
        return alike[-1]

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
        paragraph, offset, _ = self._place(pronoun)
        fitting = self._nearest(paragraph, offset, _REACH, lambda draft: draft.type in _PEOPLE and draft.gender in (gender, None))
        if not fitting:
            return None
        draft = next((one for one in fitting if one.subject), fitting[0]).draft
        draft.gender = gender
        return draft

    def _source_before(self, pronoun: tokens.Span, *, plural: bool) -> _Draft | None:
        """The nearest source before a pronoun that is no single person; "they" is no document, "it" no group of people."""
        wanted = {SourceType.NAMED_ORGANIZATION, SourceType.MEDIA}
        wanted |= {SourceType.UNNAMED_GROUP} if plural else {SourceType.DOCUMENT, SourceType.DATA}
        paragraph, offset, _ = self._place(pronoun)
        fitting = self._nearest(paragraph, offset, _REACH, lambda draft: draft.type in wanted)
        return fitting[-1].draft if fitting else None

    def _speaker_before(self, paragraph: int, offset: int) -> _Draft | None:
        """The one whom a quotation without a cue goes back to: who spoke in this paragraph, is its subject, or spoke in the last one."""
        spoken, draft = self._last
        if draft is not None and spoken == paragraph:
            return draft
        subjects = [one for one in self._nearest(paragraph, offset, 0, lambda draft: draft.type in _PEOPLE) if one.subject]
        if subjects:
            return subjects[-1].draft
        return draft if paragraph - spoken <= 1 else None

    def _nearest(self, paragraph: int, offset: int, reach: int, fits: Callable[[_Draft], bool]) -> list[_Referent]:
        """The fitting referents of the nearest sentence before a place that has any, in their order."""
        found: list[_Referent] = []
        at = bisect_left(self._referents, (paragraph, offset), key=lambda one: (one.paragraph, one.offset))
        for one in map(self._referents.__getitem__, range(at - 1, -1, -1)):
            if paragraph - one.paragraph > reach or (found and one.sentence != found[-1].sentence):
                break
            if fits(one.draft):
                found.append(one)
        return found[::-1]

    def _refer(self, span: tokens.Span, draft: _Draft) -> None:
        insort(self._referents, _Referent(*self._place(span), subject=span.root.dep_ in ("nsubj", "nsubjpass"), draft=draft))

    def _place(self, span: tokens.Span) -> tuple[int, int, int]:
        return self._paragraph(span.start_char), span.start_char, self._sentences.of(span.root).start

    def _paragraph(self, offset: int) -> int:
        return self._paragraphs_before + bisect_right(self._paragraph_starts, offset)
