"""Who or what passed a statement on to the article: "told Reuters", "on Radio Harwick", "according to a transcript obtained by the Times".

Whoever stands between the source and the article counts: the outlet, programme or interviewer that was told, a record that somebody else
made or got hold of, the outlet that reports the statement, the grounds of a report. The form of the source's own utterance (its post,
letter or speech) does not, nor do those who merely listened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import AttributionType
from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens

    from copydesk.nlp.attribution import Statement

_NOUNS = ("NOUN", "PROPN")
_OBJECTS = ("dobj", "dative", "npadvmod")
_OWN = frozenset({"his", "her", "its", "their", "our", "my"})
_TALKS_WITH = frozenset({"with", "on", "for", "to", "of", "in", "by"})
_CARRIERS = frozenset({"to", "with", "on", "in", "for", "during", "via"})
_ACCORDING = "according"
_SPEAKING_IN_PERSON = frozenset({"say", "confirm", "admit", "explain"})
"""Verbs that take the one who is told behind "to"."""


@dataclass(frozen=True, slots=True)
class Passed:
    """The words that name who passed a statement on, and those that say how."""

    source: tokens.Span
    terms: str


def according(doc: tokens.Doc) -> Iterator[tokens.Token]:
    """Yield every "according" of a parsed text."""
    yield from map(doc.__getitem__, (doc.to_array("LOWER") == doc.vocab.strings[_ACCORDING]).nonzero()[0].tolist())


def passed_on(statement: Statement, beside: Sequence[tokens.Token], is_outlet: Callable[[tokens.Token], bool]) -> list[Passed]:
    """Return who or what passed a statement on, from the source to the article.

    `beside` is every "according" in the sentence of the statement's cue; `is_outlet` tells whether a word is (part of) the name of a news
    outlet.
    """
    chain = _Chain(statement, beside, is_outlet)
    found = [*chain.heard(), *chain.behind_the_source(), *chain.according_to(), *chain.reported()]
    return [one for number, one in enumerate(found) if not any(_overlap(one.source, earlier.source) for earlier in found[:number])]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Looks for the links between one statement and the article."""

    statement: Statement
    beside: Sequence[tokens.Token]
    is_outlet: Callable[[tokens.Token], bool]

    def heard(self) -> Iterator[Passed]:
        """The one who was told or in whose programme it was said."""
        cue = self.statement.cue
        if cue is None or cue.root.pos_ not in ("VERB", "AUX"):
            return
        verb = cue.root
        for child in verb.children:
            if child.dep_ in _OBJECTS and verb.lemma_ in _words("telling") and self._is_medium(child) and self._outside(child):
                yield Passed(_phrase(child), verb.text)
        for preposition in _adverbials(verb):
            if not self._outside(preposition):
                continue
            for noun in _behind(preposition):
                yield from self._in_a_talk(noun, preposition)

    def behind_the_source(self) -> Iterator[Passed]:
        """Where the source comes from, as its phrase says."""
        if self.statement.source is not None:
            yield from self._provenance(self.statement.source.root)

    def according_to(self) -> Iterator[Passed]:
        """A second "according to" beside the words that attribute the statement."""
        cue, source = self.statement.cue, self.statement.source
        for token in self.beside:
            if (cue is not None and token in cue) or not self._outside(token) or not self._governs(token):
                continue
            for noun in (behind for to in token.children if to.lower_ == "to" for behind in _behind(to)):
                own = any(child.dep_ == "poss" and child.lower_ in _OWN for child in noun.children)
                if (source is None or noun not in source) and not (own and noun.ent_type_ == "" and noun.tag_ == "NN"):
                    yield Passed(_phrase(noun), "according to")
                    yield from self._provenance(noun)

    def reported(self) -> Iterator[Passed]:
        """The outlet in whose report the statement stands: "the Times reported that Ruiz had said …"."""
        cue, source = self.statement.cue, self.statement.source
        if cue is None:
            return
        for verb in (cue.root, *cue.root.ancestors):
            if verb.lemma_ not in _words("reporting", "publication", "appearing") or verb in cue:
                continue
            for subject in verb.children:
                if subject.dep_ == "nsubj" and self._is_medium(subject) and (source is None or subject not in source):
                    yield Passed(_phrase(subject), verb.text)

    def _in_a_talk(self, noun: tokens.Token, preposition: tokens.Token) -> Iterator[Passed]:
        """What a preposition beside the cue leads to: an outlet, a talk with one, or a record that was got hold of."""
        terms = preposition.text
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in _words("talk"):
            if (named := self._named_before(noun)) is not None:
                yield Passed(named, terms)
            yield from self._talk_with(noun, preposition)
        elif preposition.lower_ in _CARRIERS and self._is_medium(noun) and (preposition.lower_ != "to" or _is_told(preposition)):
            yield Passed(_phrase(noun), terms)
        elif noun.pos_ == "NOUN" and preposition.lower_ in ("in", "on", "from"):
            handed_on = [*self._provenance(noun)]
            leaked = any(child.dep_ == "amod" and child.lower_ in ("leaked", "hacked") for child in noun.children)
            if (handed_on or leaked) and noun.lemma_.lower() in _words("record"):
                yield Passed(_phrase(noun), terms)
            yield from handed_on

    def _talk_with(self, talk: tokens.Token, preposition: tokens.Token) -> Iterator[Passed]:
        """Whom a talk was held with or for: "in an interview with the Harwick Observer"."""
        for child in talk.children:
            if child.dep_ != "prep" or child.lower_ not in _TALKS_WITH:
                continue
            for noun in _behind(child):
                with_somebody = child.lower_ == "with" and noun.pos_ == "PROPN" and talk.lemma_.lower() == "interview"
                if self._is_medium(noun) or with_somebody:
                    yield Passed(_phrase(noun), _from_to(preposition, child))
                elif noun.lemma_.lower() in _words("talk"):
                    yield from self._talk_with(noun, preposition)

    def _provenance(self, noun: tokens.Token) -> Iterator[Passed]:
        """Where a text comes from: "obtained by the Times", "based on interviews with analysts and leaked papers"."""
        of = [behind for child in noun.children if child.lower_ == "of" for behind in _behind(child)]
        for participle in (child for each in (noun, *of) for child in each.children):
            if participle.dep_ not in ("acl", "amod", "relcl") or participle.i < noun.i:
                continue
            for child in participle.children:
                lemma, terms = participle.lemma_, _from_to(participle, child)
                if child.dep_ in ("agent", "prep") and child.lower_ == "by":
                    anybody = lemma in _words("transmission")
                    yield from (Passed(_phrase(by), terms) for by in _behind(child) if anybody or self._is_medium(by))
                elif child.dep_ in ("prep", "dative") and (
                    (child.lower_ == "to" and lemma in _words("handing", "transmission", "publication"))
                    or (child.lower_ in ("in", "on") and lemma in _words("publication", "appearing", "talk"))
                ):
                    yield from (Passed(_phrase(place), terms) for place in _behind(child) if self._is_medium(place))
                elif child.dep_ == "prep" and child.lower_ in ("on", "upon") and lemma in ("base", "draw"):
                    for ground in _behind(child):
                        yield from (Passed(_phrase(one), terms) for one in _talked_to(ground))
                    # "… and leaked papers": the parser takes the second ground's participle for a second verb beside "based".
                    for second in (below for below in participle.children if below.dep_ == "conj" and below.tag_ in ("VBN", "VBD")):
                        papers = next((below for below in second.children if below.dep_ == "dobj"), None)
                        if papers is not None:
                            yield Passed(second.doc[second.i : papers.i + 1], terms)

    def _is_medium(self, noun: tokens.Token) -> bool:
        """Say whether a phrase names an outlet, a programme or somebody who asks on behalf of one."""
        if noun.pos_ not in _NOUNS:
            return False
        lemma = noun.lemma_.lower()
        if lemma in _words("programme", "interviewer") and (noun.pos_ == "PROPN" or _is_definite(noun)):
            return True
        before = [child for child in _before(noun) if child.dep_ in ("compound", "poss", "nmod", "flat")]
        beside = [child for child in noun.children if child.dep_ == "appos"]
        beside += [behind for child in noun.children if child.lower_ in ("of", "at", "from") for behind in _behind(child)]
        if noun.pos_ == "PROPN":
            # "told host Luis Ortega": the parser may take the noun for an object of its own.
            first = noun.left_edge.i
            ahead = [noun.doc[first - 1]] if first else []
            asks = any(token.lemma_.lower() in _words("interviewer") for token in (*ahead, *before, *beside))
            masthead = noun.text in lexicon("mastheads")["mastheads"] and bool(before)
            return asks or masthead or any(self.is_outlet(token) for token in (noun, *before, *beside))
        belongs = lemma in _words("programme", "interviewer", "of_an_outlet")
        return belongs and any(self.is_outlet(token) for token in (*before, *beside))

    def _named_before(self, talk: tokens.Token) -> tokens.Span | None:
        """The outlet that a talk or column is called after: "a Radio Harwick interview", "the Observer's Sunday column"."""
        for child in talk.children:
            if child.i < talk.i and child.dep_ in ("compound", "poss", "nmod") and self._is_medium(child):
                return _phrase(child)
        return None

    def _governs(self, according: tokens.Token) -> bool:
        """Say whether "according to" takes in the statement: its clause holds the cue, stands beside it or hangs on what was said."""
        near = self.statement.cue or self.statement.source
        if near is None:
            return False
        above = [*according.ancestors]
        around = {near.root, *near.root.ancestors}
        beside = any(one.head in around for one in above if one.dep_ == "conj")
        return near.root in above or according.head in around or beside

    def _outside(self, token: tokens.Token) -> bool:
        """Say whether a word is none of the statement's own.

        What stands beside the cue verb without quotation marks tells of the saying, also where it was counted to what was said.
        """
        for start, end in self.statement.content:
            if start <= token.idx < end:
                span = token.doc.char_span(start, token.idx, alignment_mode="expand")
                before = span.text if span is not None else ""
                quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.startswith(("‘", "'"))
                return not quoted and self.statement.type is not AttributionType.DIRECT and self._is_beside_the_cue(token)
        return True

    def _is_beside_the_cue(self, token: tokens.Token) -> bool:
        cue = self.statement.cue
        for above in token.ancestors:
            if cue is not None and above in cue:
                return True
            if above.pos_ in ("VERB", "AUX"):
                return False
        return False


def _adverbials(verb: tokens.Token) -> Iterator[tokens.Token]:
    """The prepositions beside a cue, also those of the verb that it goes on from ("appeared on … and said", "Writing for …, Ruiz said")."""
    found = [verb]
    while found[-1].dep_ in ("conj", "xcomp", "pcomp", "prep") and len(found) < 4:
        found.append(found[-1].head)
    around = [one for one in found[1:] if one.pos_ == "VERB" and one.lemma_ in _words("appearing")]
    beside = [child for child in verb.children if child.dep_ in ("advcl", "csubj") and child.lemma_ in _words("appearing")]
    for clause in (verb, *around, *beside):
        for child in clause.children:
            if child.dep_ == "prep":
                yield child
            if child.i > clause.i:
                yield from _hung_too_low(child)


def _hung_too_low(child: tokens.Token) -> Iterator[tokens.Token]:
    """The place of saying where the parser hangs it on the last noun before it: "called him a fraud on …"."""
    noun = next(_behind(child), child) if child.dep_ == "prep" else child
    if noun.dep_ in (*_OBJECTS, "pobj", "attr", "acomp") and noun.lemma_.lower() not in _published():
        yield from (below for below in noun.children if below.dep_ == "prep" and below.lower_ == "on")


def _is_definite(noun: tokens.Token) -> bool:
    return any(child.lower_ in ("the", "that", "this") for child in noun.children)


def _is_told(preposition: tokens.Token) -> bool:
    return preposition.head.lemma_ in _SPEAKING_IN_PERSON or preposition.head.lemma_ in _words("telling")


def _talked_to(ground: tokens.Token) -> Iterator[tokens.Token]:
    """The grounds of a report; where one of them is a talk, those who were talked to."""
    for one in (ground, *ground.conjuncts):
        partners = [
            behind
            for child in (one.children if one.lemma_ in ("interview", "conversation", "discussion") else ())
            if child.dep_ == "prep" and child.lower_ == "with"
            for behind in _behind(child)
        ]
        yield from partners or [one]


def _behind(preposition: tokens.Token) -> Iterator[tokens.Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from (child, *child.conjuncts)


def _before(noun: tokens.Token) -> Iterator[tokens.Token]:
    for child in noun.children:
        if child.i < noun.i:
            yield child
            yield from _before(child)


def _phrase(noun: tokens.Token) -> tokens.Span:
    """A noun with what stands before it."""
    return noun.doc[noun.left_edge.i : noun.i + 1]


def _from_to(first: tokens.Token, last: tokens.Token) -> str:
    """The text between two words, as the article has it."""
    return first.doc[min(first.i, last.i) : last.i + 1].text


def _overlap(one: tokens.Span, other: tokens.Span) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _published() -> frozenset[str]:
    return lexicon("sources")["document"] | lexicon("sources")["media"] | lexicon("utterances")["utterance"]


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset().union(*(lexicon("transmission")[kind] for kind in kinds))
