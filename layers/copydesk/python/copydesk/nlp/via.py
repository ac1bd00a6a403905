"""Who or what passed a statement on to the article: "told Reuters", "according to a transcript obtained by the Times"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens

    from copydesk.nlp.attribution import Statement

_GROUNDS = frozenset({"base"})
_HEARD_BY = frozenset({"tell", "inform", "say", "confirm", "write", "confide"})
_CHANNELS = frozenset({"to", "with", "on", "in", "by", "for", "via"})


@dataclass(frozen=True, slots=True)
class Passed:
    """The words that name who passed a statement on, and those that say how."""

    source: tokens.Span
    terms: str


def passed_on(statement: Statement, sentence: tokens.Span, is_outlet: Callable[[tokens.Token], bool]) -> list[Passed]:
    """Return who or what passed a statement on, from the source to the article; `sentence` is the one of its cue."""
    found = [*_according(statement, sentence)]
    if statement.source is not None:
        found += _provenance(statement.source.root)
    known = {token.i for passed in found for token in passed.source}
    found += [passed for passed in _heard(statement, sentence, is_outlet) if passed.source.root.i not in known]
    return found


def _according(statement: Statement, sentence: tokens.Span) -> Iterator[Passed]:
    """A second "according to" beside the words that attribute the statement."""
    for token in sentence:
        if token.lower_ != "according" or _within(token, statement) or (statement.cue is not None and token in statement.cue):
            continue
        for noun in (behind for to in token.children if to.lower_ == "to" for behind in to.children if behind.dep_ == "pobj"):
            if statement.source is None or noun not in statement.source:
                yield Passed(_phrase(noun), "according to")
                yield from _provenance(noun)


def _heard(statement: Statement, sentence: tokens.Span, is_outlet: Callable[[tokens.Token], bool]) -> Iterator[Passed]:
    """The outlet that was told: "told Reuters", "said in an interview with CNN"."""
    cue, source = statement.cue, statement.source
    if cue is None:
        return
    for token in sentence:
        governor = token.head
        if token.dep_ not in ("dobj", "dative", "pobj") or _within(token, statement) or (source is not None and token in source):
            continue
        if token.dep_ != "pobj":
            if governor.lemma_ in _HEARD_BY and governor in cue and is_outlet(token):
                yield Passed(_phrase(token), governor.text)
        elif governor.lower_ in _CHANNELS and cue.root in governor.ancestors and is_outlet(token):
            first = governor
            while first.head.dep_ in ("pobj", "prep") and first.head != cue.root:
                first = first.head
            yield Passed(_phrase(token), token.doc[min(first.left_edge.i, governor.i) : governor.i + 1].text)


def _provenance(noun: tokens.Token) -> Iterator[Passed]:
    """Where a source comes from, as its phrase says: "obtained by the Times", "based on interviews with analysts and leaked papers"."""
    for participle in noun.children:
        if participle.dep_ not in ("acl", "amod", "relcl") or participle.i < noun.i:
            continue
        for child in participle.children:
            if child.dep_ == "agent" and participle.lemma_ in lexicon("transmission")["transmission"]:
                yield from (Passed(_phrase(by), f"{participle.text} by") for by in child.children if by.dep_ == "pobj")
            elif child.dep_ == "prep" and child.lower_ in ("on", "upon") and participle.lemma_ in _GROUNDS:
                for ground in (behind for behind in child.children if behind.dep_ == "pobj"):
                    yield from (Passed(_phrase(one), f"{participle.text} {child.text}") for one in _coordinated(_interviewed(ground)))


def _interviewed(noun: tokens.Token) -> tokens.Token:
    """Those who were talked to, where the ground is a talk with them."""
    if noun.lemma_ in ("interview", "conversation", "discussion"):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "with":
                return next((behind for behind in child.children if behind.dep_ == "pobj"), noun)
    return noun


def _coordinated(noun: tokens.Token) -> Iterator[tokens.Token]:
    yield noun
    yield from noun.conjuncts


def _phrase(noun: tokens.Token) -> tokens.Span:
    """A noun with what stands before it."""
    return noun.doc[noun.left_edge.i : noun.i + 1]


def _within(token: tokens.Token, statement: Statement) -> bool:
    return any(start <= token.idx < end for start, end in statement.content)
