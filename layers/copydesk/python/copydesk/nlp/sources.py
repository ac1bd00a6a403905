"""The sources behind the statements: whom a name, a pronoun or a description stands for, and what kind of source that is.

Statements are read in the order of the text, over all passages of an article together. A name stands for its entity, a pronoun for the
nearest person or source that fits it, a description with "the" for the source that was described by the same noun, and a quotation
without any words of attribution for the one who spoke last. What stays open has no source: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.analysis import (
    Anonymity,
    Attribution,
    AttributionType,
    Detail,
    Entity,
    EntityType,
    Part,
    Range,
    Refusal,
    Source,
    SourceType,
    Span,
    Via,
)
from copydesk.nlp.anonymity import Mention, Terms, detail, holders, implied, stated_terms
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage, Sentences
from copydesk.nlp.quotations import quoted_mask
from copydesk.nlp.refusals import refusals
from copydesk.nlp.roles import Role, modifiers, roles, whose
from copydesk.nlp.statistics import words
from copydesk.nlp.tone import cue_tone
from copydesk.nlp.via import according, passed_on
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy import tokens

    from copydesk.nlp.attribution import Statement

_GENDER = {"he": "masculine", "him": "masculine", "she": "feminine", "her": "feminine"}
_REACH = 3
"""Paragraphs that may lie between a pronoun, or a quotation without a cue, and the one it goes back to."""

_LONGEST_SCARE_QUOTE = 5
"""Words; longer quotations without a speaker are floating speech, or slogans."""

_BY_ENTITY = {
    EntityType.PERSON: SourceType.NAMED_PERSON,
    EntityType.NORP: SourceType.UNNAMED_GROUP,
    EntityType.WORK_OF_ART: SourceType.DOCUMENT,
    EntityType.LAW: SourceType.DOCUMENT,
}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_IN_ROLES = ("DET", "ADJ", "NOUN", "PROPN", "CCONJ", "PUNCT", "SPACE")

_OFTEN_SURNAMES = frozenset(
    {EntityType.ORG, EntityType.GPE, EntityType.PRODUCT, EntityType.WORK_OF_ART, EntityType.FAC, EntityType.LOC, EntityType.NORP}
)
"""What the recogniser takes a surname for when it stands alone."""

_BY_NOUN = {
    "person": SourceType.UNNAMED_PERSON,
    "group": SourceType.UNNAMED_GROUP,
    "organization": SourceType.NAMED_ORGANIZATION,
    "document": SourceType.DOCUMENT,
    "data": SourceType.DATA,
    "media": SourceType.MEDIA,
}
_ARTICLES = frozenset({"a", "an", "the"})
_DEFINITE = frozenset({"the", "that", "this", "those", "these"})
_INDEFINITE = frozenset({"a", "an", "any", "another", "many", "most", "one", "other", "several", "some", "two", "three"})
_SPEAKING = frozenset({SourceType.UNNAMED_PERSON, SourceType.UNNAMED_GROUP})
_TALKING = frozenset({"brief", "describe", "discuss", "speak", "talk", "tell"})
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
    modifiers: frozenset[str] = frozenset()
    description: str | None = None
    gender: str | None = None
    anonymity: Anonymity | None = None
    detail: Detail | None = None
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


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what in an article, and who was asked and said nothing."""

    attributions: list[Attribution]
    sources: list[Source]
    refusals: list[Refusal]
    scare_quotes: list[Span]


def who_says_what(passages: Sequence[Passage], named: Sequence[Entity]) -> Said:
    """Resolve the statements of an article to their sources, all in the order of the text."""
    reader = _Reader(named)
    found: list[Attribution] = []
    refused: list[Refusal] = []
    scare: list[Span] = []
    for passage in passages:
        reader.open(passage)
        refused += reader.refusals(passage)
        silent = [(one.span.start - passage.start, one.span.end - passage.start) for one in refused if one.span.part is passage.part]
        terms = stated_terms(passage)
        statements = [one for one in passage.doc._.statements if not _is_refusal(one, silent) and not _is_terms(one, terms)]
        for statement in statements:
            found.append(reader.read(f"a{len(found) + 1}", passage, statement))
        reader.close(passage, terms)
        scare += _scare_quotes(passage, [part for statement in statements for part in statement.content])
    return Said(found, reader.sources(), refused, scare)


def _is_refusal(statement: Statement, silent: Sequence[Range]) -> bool:
    """Say whether a statement is nothing but the words in which somebody declined to make one."""
    cue = statement.cue
    return cue is not None and any(start <= cue.start_char < end for start, end in silent) and statement.type is AttributionType.INDIRECT


def _is_terms(statement: Statement, terms: Sequence[Terms]) -> bool:
    """Say whether a statement is nothing but terms on which others are made: "both officials requested anonymity"."""
    cue, start = statement.cue, statement.content[0][0]
    if cue is None or statement.type is not AttributionType.INDIRECT or cue.root.lemma_ in _TALKING:
        return False
    return any(one.terms[0] < cue.end_char <= start < one.terms[1] for one in terms)


def _scare_quotes(passage: Passage, said: Sequence[Range]) -> list[Span]:
    """The quotations of a few words that nobody is said to have said: words held at arm's length, titles and nicknames."""
    found = []
    for one in passage.quotations:
        start, end = one.start, one.end
        if one.depth or len(one.parts) > 1 or len(words(passage.text[start:end])) > _LONGEST_SCARE_QUOTE:
            continue
        if not any(begin < end and start < stop for begin, stop in said) and words(passage.text[start:end]):
            found.append(passage.span(start, end))
    return found


class _Reader:
    """Reads the statements of an article in their order and remembers who has been named and who has spoken."""

    def __init__(self, named: Sequence[Entity]) -> None:
        self._entities: dict[Part, list[tuple[int, int, Entity]]] = {part: [] for part in Part}
        for entity in named:
            for mention in entity.mentions:
                self._entities[mention.part].append((mention.start, mention.end, entity))
        for mentions in self._entities.values():
            mentions.sort(key=lambda mention: mention[:2])
        self._mention_starts = {part: [start for start, _, _ in mentions] for part, mentions in self._entities.items()}
        self._longest = max((end - start for mentions in self._entities.values() for start, end, _ in mentions), default=0)
        self._nouns = {noun: type_ for kind, type_ in _BY_NOUN.items() for noun in lexicon("sources")[kind]}
        self._utterances = lexicon("utterances")["utterance"]
        self._outlets, self._mastheads = lexicon("outlets")["outlets"], lexicon("mastheads")["mastheads"]
        self._gender = {title: gender for gender in ("masculine", "feminine") for title in lexicon("titles")[gender]}
        self._gendered = {noun: gender for gender, nouns in lexicon("gender").items() for noun in nouns}
        self._names = {name: entity for entity in named for name in {entity.name, entity.name.split()[-1]}}
        self._people = {entity.name.rsplit(" ", 1)[-1]: entity for entity in named if entity.type is EntityType.PERSON}
        self._roles: list[Role] = []
        self._writer: _Draft | None = None
        self._unnamed: list[tuple[Range, _Draft]] = []
        self._people_speaking: list[tuple[Range, _Draft]] = []
        self._drafts: list[_Draft] = []
        self._by_entity: dict[str, _Draft] = {}
        self._by_noun: dict[str, list[_Draft]] = {}
        self._referents: list[_Referent] = []
        self._last: tuple[int, _Draft | None] = (0, None)
        self._sentences: Sentences
        self._according: list[tokens.Token] = []
        self._paragraph_starts: list[int] = []
        self._paragraphs_before = 0

    def open(self, passage: Passage) -> None:
        """Go on to the next passage: whoever is named in it, or is the subject of a sentence, may be meant by a pronoun behind."""
        self._paragraphs_before += len(self._paragraph_starts)
        self._sentences = passage.sentences
        self._according = [*according(passage.doc)]
        self._paragraph_starts = [start for start, _ in paragraphs(passage.text)]
        if passage.part is Part.TITLE:
            return
        quoted = quoted_mask(len(passage.text), passage.quotations)
        for start, end, entity in self._entities[passage.part]:
            if entity.type is not EntityType.PERSON or start < passage.start:
                continue
            span = passage.doc.char_span(start - passage.start, end - passage.start)
            if span is None:
                continue
            if not quoted[span.start_char]:
                draft = self._of_entity(entity)
                title = passage.doc[span.start - 1].text.rstrip(".") if span.start else ""
                draft.gender = draft.gender or self._gender.get(title)
                self._refer(span, draft)
            self._roles += roles(span, entity)
        for token in _subjects(passage.doc):
            spoken_of = token.head.dep_ in ("ROOT", "conj") and not quoted[token.idx]
            if spoken_of and self._nouns.get(token.lemma_.lower()) is SourceType.UNNAMED_PERSON:
                phrase = passage.doc[token.left_edge.i : token.right_edge.i + 1]
                named = self._entity(passage, token, phrase) or self._holder(token)
                self._refer(phrase, self._described(token, phrase) if named is None else self._of_entity(named))

    def read(self, number: str, passage: Passage, statement: Statement) -> Attribution:
        """Turn a statement into an attribution, with its source where that is known."""
        paragraph = self._paragraph(statement.content[0][0])
        source = statement.source
        draft = None
        if source is not None:
            labelled = statement.is_marked and source.text.isupper()
            draft = self._labelled(source) if labelled else self._resolve(passage, _head(source), source)
        if source is None and statement.cue is None:
            draft = self._speaker_before(paragraph, statement.content[0][0])
        if source is not None and draft is not None:
            speaking = self._unnamed if draft.name is None else self._people_speaking
            speaking.append(((source.start_char, source.end_char), draft))
        self._last = (self._paragraph(statement.content[-1][0]), draft)
        attribution = Attribution(
            id=number,
            type=statement.type,
            content=[passage.span(start, end) for start, end in statement.content],
            cue=_span(passage, statement.cue),
            source=_span(passage, source),
            source_id=self._number(draft),
            via=self._via(passage, statement),
            cue_tone=cue_tone(statement.cue),
            confidence=statement.confidence,
        )
        if draft is not None:
            draft.attributions.append(attribution)
        return attribution

    def refusals(self, passage: Passage) -> list[Refusal]:
        """Return who was asked in this passage and said nothing."""
        found = []
        for one in refusals(passage.doc, quoted_mask(len(passage.text), passage.quotations)):
            entity = self._entity(passage, _head(one.source), one.source) if one.source is not None else None
            draft = self._by_entity.get(entity.id) if entity is not None else None
            if one.source is not None and one.source.text.lower() in _GENDER:
                draft = self._person_before(one.source, _GENDER[one.source.text.lower()])
            span = passage.span(one.span.start_char, one.span.end_char)
            found.append(Refusal(kind=one.kind, source_id=self._number(draft), source=_span(passage, one.source), span=span))
        return found

    def close(self, passage: Passage, stated: Sequence[Terms]) -> None:
        """Read the terms on which the sources of a passage speak: unnamed ones, and those who go by a part of their name or by another."""
        self._unnamed.sort(key=lambda mention: mention[0])
        drafts = {id(draft): draft for _, draft in self._unnamed}
        mentions = [Mention(place, id(draft), draft.noun, draft.type is SourceType.UNNAMED_GROUP) for place, draft in self._unnamed]
        for terms in stated:
            speaking = [drafts[who] for who in holders(terms, passage, mentions)]
            if not speaking and terms.assumed:
                speaking = self._under_another_name(terms, passage)
            for draft in speaking:
                # Terms that come back without their reason do not take it away.
                if terms.reason or not (draft.anonymity and draft.anonymity.reason):
                    draft.anonymity = terms.anonymity(passage, draft.detail)
        self._unnamed.clear()
        self._people_speaking.clear()

    def _under_another_name(self, terms: Terms, passage: Passage) -> list[_Draft]:
        """The person in whose sentence it is said that the name is not, or not wholly, the real one: the last named before."""
        sentence = next((one for one in passage.doc.sents if one.start_char <= terms.terms[0] < one.end_char), None)
        begin, start = (sentence.start_char if sentence is not None else 0), terms.terms[0]
        people = [(place, draft) for place, draft in self._people_speaking if draft.type is SourceType.NAMED_PERSON]
        people += [
            ((one[0] - passage.start, one[1] - passage.start), self._of_entity(one[2]))
            for one in self._entities[passage.part]
            if one[2].type is EntityType.PERSON
        ]
        before = [(place, draft) for place, draft in people if begin <= place[0] < start]
        return [max(before, key=lambda one: one[0])[1]] if before else []

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
                anonymity=draft.anonymity if draft.type in _SPEAKING or (draft.type is SourceType.NAMED_PERSON and draft.name) else None,
            )
            for draft in self._drafts
        ]

    def _number(self, draft: _Draft | None) -> str | None:
        """The id of a source, which it gets when it is first needed."""
        if draft is None:
            return None
        if draft.number is None:
            self._drafts.append(draft)
            draft.number = len(self._drafts)
        return f"s{draft.number}"

    def _via(self, passage: Passage, statement: Statement) -> list[Via]:
        """Who passed a statement on: media, documents and whoever they had it from."""
        near = statement.cue or statement.source
        if near is None:
            return []

        def is_outlet(token: tokens.Token) -> bool:
            entity = self._entity(passage, token, token.doc[token.i : token.i + 1])
            return self._of_entity(entity).type is SourceType.MEDIA if entity is not None else self._is_outlet(token.text)

        first, last = self._sentences.bounds(near.root)
        beside = [token for token in self._according if first <= token.i < last]
        found = []
        for passed in passed_on(statement, beside, is_outlet):
            draft = self._resolve(passage, _head(passed.source), passed.source)
            span = passage.span(passed.source.start_char, passed.source.end_char)
            found.append(Via(source_id=self._number(draft), span=span, terms=passed.terms))
        return found

    # --- what a phrase stands for --------------------------------------------------------------------------------------------

    def _resolve(self, passage: Passage, head: tokens.Token, source: tokens.Span) -> _Draft | None:
        if head.lower_ in _GENDER:
            return self._person_before(source, _GENDER[head.lower_])
        if head.lower_ in ("they", "it", "their", "its"):
            return self._source_before(source, plural=head.lower_.startswith("the"))
        if head.tag_ in ("WP", "WDT", "WP$"):
            return self._antecedent(passage, head)
        if head.lower_ in ("i", "me", "my"):
            return self._first_person(passage, head)
        if head.tag_ in ("PRP", "PRP$", "EX", "DT") and head.lemma_.lower() not in self._nouns:
            return None
        if head.lemma_.lower() in self._utterances and (owner := _owner(head, source)) is not None:
            return self._resolve(passage, owner, owner.doc[owner.left_edge.i : owner.i + 1])
        entity = self._entity(passage, head, source) or self._holder(head)
        if entity is not None:
            draft = self._of_entity(entity)
        elif head.tag_ == "NNP" and self._noun(head) not in self._nouns:
            draft = self._unknown_name(source)
        else:
            draft = self._described(head, source)
        if entity is not None and draft.description is None:
            draft.description = self._description(source, passage, entity)
        self._refer(head.doc[head.i : head.i + 1], draft)
        return draft

    def _labelled(self, label: tokens.Span) -> _Draft | None:
        """The speaker whom a label in capitals names, as in a transcript; «Q» and «A» name nobody."""
        name = label.text
        if len(name) == 1:
            return None
        surname = name.rsplit(" ", 1)[-1]
        entity = next((one for known, one in self._people.items() if known.upper() == surname), None)
        if entity is not None:
            return self._of_entity(entity)
        known = self._by_noun.setdefault(name, [])
        if not known:
            known.append(_Draft(SourceType.NAMED_PERSON, name, None, noun=name))
        return known[0]

    def _first_person(self, passage: Passage, pronoun: tokens.Token) -> _Draft | None:
        """Whoever says "I": inside a quotation the one who spoke last, elsewhere the writer, whom the byline names."""
        if any(start <= pronoun.idx < end for quotation in passage.quotations for start, end in quotation.parts):
            return self._speaker_before(self._paragraph(pronoun.idx), pronoun.idx)
        if self._writer is None:
            self._writer = _Draft(SourceType.NAMED_PERSON, None, None, noun="", description="the writer")
        return self._writer

    def _antecedent(self, passage: Passage, pronoun: tokens.Token) -> _Draft | None:
        """What "who" or "which" stands for: the noun that its clause hangs on."""
        clause = next((token for token in (pronoun.head, *pronoun.head.ancestors) if token.dep_ == "relcl"), None)
        if clause is None or clause.head.tag_ in ("WP", "WDT"):
            return None
        noun = clause.head
        if pronoun.lower_ == "who" and noun.dep_ == "pobj" and not noun.ent_type_ and self._nouns.get(noun.lemma_.lower()) not in _SPEAKING:
            noun = noun.head.head  # a clerk at the mill who told …: not the mill
        return self._resolve(passage, noun, noun.doc[noun.left_edge.i : noun.i + 1])

    def _entity(self, passage: Passage, head: tokens.Token, source: tokens.Span) -> Entity | None:
        """The entity that a phrase names: with its head ("spokesman Luis Ortega") or in apposition to it ("the mayor, Ana Ruiz,")."""
        anchors = [head, *(child for child in head.children if child.dep_ in ("appos", "flat") and child in source)]
        if head.dep_ == "appos":
            anchors.append(head.head)  # "Tom Bell, a clerk who told …": the clerk
        for token in anchors:
            offset = passage.start + token.idx
            found = [m for m in self._begun_within(passage.part, offset - self._longest, offset + 1) if offset < m[1]]
            if found and (token == head or found[0][2].type is EntityType.PERSON):
                return self._same_as(found[0][2])
        if head.pos_ == "PROPN":
            # The recogniser misses some mentions of what it knows elsewhere.
            return self._people.get(head.text) or self._names.get(head.text)
        return self._set_off(passage, source)

    def _begun_within(self, part: Part, start: int, end: int) -> list[tuple[int, int, Entity]]:
        """The mentions that begin from one offset to before another."""
        starts = self._mention_starts[part]
        return self._entities[part][bisect_left(starts, start) : bisect_left(starts, end)]

    def _set_off(self, passage: Passage, source: tokens.Span) -> Entity | None:
        """The person whose name stands behind a comma at the end of a phrase, where the parse does not see the apposition.

        Nothing but a role may stand between the comma and the name: "his guest, the actor and activist Ana Ruiz".
        """
        for start, end, entity in self._begun_within(passage.part, passage.start + source.start_char + 1, passage.start + source.end_char):
            if entity.type is EntityType.PERSON and end - passage.start <= source.end_char:
                between = passage.doc.char_span(source.start_char, start - passage.start, alignment_mode="contract")
                behind = passage.text[end - passage.start : source.end_char]
                if between is None or behind.strip(" ,"):
                    continue
                commas = [token.i for token in between if token.text == ","]
                if commas and all(token.pos_ in _IN_ROLES for token in passage.doc[commas[-1] + 1 : between.end]):
                    return entity
        return None

    def _same_as(self, entity: Entity) -> Entity:
        """The person whose surname alone the recogniser took for something else; the one outlet that a short name stands for."""
        if entity.type in _OFTEN_SURNAMES and entity.name in self._people:
            return self._people[entity.name]
        if entity.name in self._mastheads:
            longer = [other for name, other in self._names.items() if name.endswith(f" {entity.name}") and self._is_outlet(name)]
            return longer[0] if len(longer) == 1 else entity
        return entity

    def _holder(self, head: tokens.Token) -> Entity | None:
        """The person whose role a definite description names: "the governor", "Ruiz's lawyer"."""
        definite = any(child.lower_ in ("the", "this", "that") or child.dep_ == "poss" for child in head.children) or head.pos_ == "PROPN"
        return whose(head, self._roles) if definite and head.tag_ in ("NN", "NNP") else None

    def _of_entity(self, entity: Entity) -> _Draft:
        if entity.id not in self._by_entity:
            type_ = _BY_ENTITY.get(entity.type, SourceType.NAMED_ORGANIZATION)
            if self._is_outlet(entity.name) and (entity.type is not EntityType.PERSON or " " not in entity.name):
                type_ = SourceType.MEDIA
            name = None if type_ is SourceType.UNNAMED_GROUP else entity.name
            description = entity.name if type_ is SourceType.UNNAMED_GROUP else None
            self._by_entity[entity.id] = _Draft(type_, name, entity.id, noun="", description=description)
        return self._by_entity[entity.id]

    def _is_outlet(self, name: str) -> bool:
        plain = name.removeprefix("The ").removeprefix("the ")
        return plain in self._outlets or (" " in plain and plain.rsplit(" ", 1)[-1] in self._mastheads)

    def _unknown_name(self, source: tokens.Span) -> _Draft:
        """A name that the recogniser overlooked: who says something under a name is a person, unless it is an abbreviation."""
        name = " ".join(token.text for token in source if token.tag_ == "NNP")
        type_ = SourceType.NAMED_ORGANIZATION if name.isupper() else SourceType.NAMED_PERSON
        if self._is_outlet(name):
            type_ = SourceType.MEDIA
        known = self._by_noun.setdefault(name, [])
        if not known:
            known.append(_Draft(type_, name, None, noun=name))
        return known[0]

    def _described(self, head: tokens.Token, source: tokens.Span) -> _Draft:
        """The source that is described so: one that was described by this noun before, or a new one."""
        noun = self._noun(head)
        type_ = self._type_of(head, noun)
        known = any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in head.children)
        place = self._place(source)[:2]
        alike = self._by_noun.setdefault(noun, [])
        told = modifiers(head)
        for draft in reversed(alike):
            same = draft.place == place or (known and told <= draft.modifiers)
            same = same or (type_ in _NOT_ONE_PERSON and draft.description == source.text)
            if draft.type is type_ and draft.place <= place and same:
                return draft
        description, anonymity = source.text.strip(" ,"), implied(head, source, noun, type_)
        gender = self._gendered.get(noun)
        draft = _Draft(type_, None, None, noun, place, told, description=description, gender=gender, anonymity=anonymity)
        draft.detail = detail(head, source)
        alike.append(draft)
        return draft

    def _noun(self, head: tokens.Token) -> str:
        """The lemma of a noun, also of one that its capital at the start of a sentence made a name."""
        singular = head.lower_.removesuffix("s")
        return singular if head.pos_ == "PROPN" and singular in self._nouns else head.lemma_.lower()

    def _type_of(self, head: tokens.Token, noun: str) -> SourceType:
        """What kind of source a noun stands for."""
        type_ = self._nouns.get(noun, SourceType.UNNAMED_PERSON)
        plural = head.tag_ in ("NNS", "NNPS")
        determiners = {child.lower_ for child in head.children if child.dep_ in ("det", "nummod", "poss", "amod")}
        if type_ is SourceType.NAMED_ORGANIZATION and (determiners & _INDEFINITE or (plural and "the" not in determiners)):
            return SourceType.UNNAMED_GROUP
        return SourceType.UNNAMED_GROUP if plural and type_ is SourceType.UNNAMED_PERSON else type_

    def _description(self, source: tokens.Span, passage: Passage, entity: Entity) -> str | None:
        """What stands beside the name in the phrase, without a mere form of address."""
        start, end = source.start_char + passage.start, source.end_char + passage.start
        mention = next((m for m in self._begun_within(passage.part, start, end) if m[2] is entity and m[1] <= end), None)
        if mention is None:
            return None
        text = passage.text
        before = text[source.start_char : mention[0] - passage.start].strip(" ,–—-(")
        behind = text[mention[1] - passage.start : source.end_char].lstrip("'’s").strip(" ,–—-")
        for beside in (behind, before):
            telling = [word for word in words(beside) if word.islower() and word not in _ARTICLES]
            if telling and len(words(beside)) > (1 if beside.endswith(".") else 0):
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
        return self._paragraph(span.start_char), span.start_char, self._sentences.bounds(span.root)[0]

    def _paragraph(self, offset: int) -> int:
        return self._paragraphs_before + bisect_right(self._paragraph_starts, offset)


def _subjects(doc: tokens.Doc) -> Iterator[tokens.Token]:
    """Yield the common nouns in the singular that are the subject of a verb."""
    strings = doc.vocab.strings
    columns = doc.to_array(["DEP", "TAG"]).reshape(-1, 2)
    for index in ((columns[:, 0] == strings["nsubj"]) & (columns[:, 1] == strings["NN"])).nonzero()[0].tolist():
        yield doc[index]


def _owner(head: tokens.Token, source: tokens.Span) -> tokens.Token | None:
    """The one whose words a noun like "remarks" means: "the mayor's remarks", "the remarks of the mayor"."""
    for child in head.children:
        if child.dep_ == "poss" and child in source:
            return child
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
            return next((behind for behind in child.children if behind.dep_ == "pobj" and behind in source), None)
    return None


def _span(passage: Passage, words: tokens.Span | None) -> Span | None:
    """The words as they are published, without a dash that the tokeniser left at a name."""
    if words is None:
        return None
    start, end = words.start_char, words.end_char
    while start + 1 < end and passage.text[start] in "-–—―":
        start += 1
    return passage.span(start, end)


def _head(source: tokens.Span) -> tokens.Token:
    """The noun or pronoun that a phrase is about; where the parse makes something else its root, the first one in it."""
    root = source.root
    if root.pos_ in _NOMINAL:
        return root
    return next((token for token in source if token.pos_ in _NOMINAL and token.dep_ not in ("compound", "poss", "nmod", "nummod")), root)
