"""Statements that hang on a noun, where the grammar shows them plainly.

«Footage showing that …», «concern among residents about …», «the closure, confirmed by the mayor, …».

The network has seen few of them; what it does not find is added by these rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from copydesk.analysis import AttributionType
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.lexicon import lexicon

_HOLDERS = ("among", "amongst")
_VOUCHING = frozenset({"confirm", "corroborate", "deny", "dispute", "verify", "acknowledge"})
"""Verbs that take a matter of fact: what is denied by the mayor is what she speaks of; what is written or posted by her need not be."""

_ADJUNCTS = frozenset({"agent", "prep", "advmod", "npadvmod", "punct"})
_ABOUT = frozenset({"about", "over", "regarding"})
_CONFIDENCE = 0.6
"""How often such a content was one in the training part of PolNeAR (a dozen cases in 250 articles)."""


def nominal_statements(doc: Doc) -> list[Statement]:
    """Return the statements of a parsed text that hang on a noun."""
    return [*_evidence(doc), *_concerns(doc), *_vouched_for(doc)]


def _evidence(doc: Doc) -> Iterator[Statement]:
    """What a document, data or a recording is said to show: "satellite images showing a burnt bridge"."""
    for verb in _participles(doc, "VBG"):
        noun = verb.head
        objects = [child for child in verb.rights if child.dep_ in ("dobj", "ccomp")]
        if objects and verb.lemma_.lower() in _cues() and noun.lemma_.lower() in _documents() and noun.i < verb.i:
            first = noun
            while first.dep_ == "conj" and first.head.i < first.i:
                first = first.head
            content = doc[objects[0].left_edge.i : objects[-1].right_edge.i + 1]
            yield _statement(content, doc[verb.i : verb.i + 1], doc[first.left_edge.i : max(verb.left_edge.i, noun.i + 1)])


def _concerns(doc: Doc) -> Iterator[Statement]:
    """What is thought or said among some people: "concern among residents about the bridge", "a belief among them that it will fall"."""
    holders = {doc.vocab.strings[word] for word in _HOLDERS}
    for among in (doc[index] for index, lower in enumerate(doc.to_array("LOWER").tolist()) if lower in holders):
        if among.dep_ != "prep" or among.head.lemma_.lower() not in lexicon("utterances")["utterance"]:
            continue
        holder = next((child for child in among.children if child.dep_ == "pobj"), None)
        if holder is None:
            continue
        about = [child for noun in (among.head, holder) for child in noun.rights if child.i > holder.i]
        content = next((words for child in about if (words := _thought(child)) is not None), None)
        if content is not None:
            end = min(holder.right_edge.i + 1, content.start)
            yield _statement(content, doc[among.head.i : among.head.i + 1], doc[holder.left_edge.i : max(end, holder.i + 1)])


def _vouched_for(doc: Doc) -> Iterator[Statement]:
    """What somebody confirms or denies: "the closure, confirmed by the mayor in a letter, …"."""
    for verb in _participles(doc, "VBN"):
        by = next((child for child in verb.rights if child.dep_ == "agent"), None)
        holder = next((child for child in by.rights if child.dep_ == "pobj"), None) if by is not None else None
        if holder is None or verb.lemma_.lower() not in _VOUCHING or any(child.dep_ not in _ADJUNCTS for child in verb.children):
            continue
        noun = verb.head
        end = min([child.left_edge.i for child in noun.rights if child.right_edge.i >= verb.i] + [verb.i])
        if noun.i < end:
            behind = [child.left_edge.i for child in holder.rights if child.dep_ == "prep" and child.lower_ != "of"]
            source = doc[holder.left_edge.i : min([*behind, holder.right_edge.i + 1])]
            yield _statement(doc[noun.left_edge.i : end], doc[verb.i : verb.i + 1], source)


def _participles(doc: Doc, tag: str) -> Iterator[Token]:
    """Yield the participles that describe a noun."""
    strings = doc.vocab.strings
    columns = doc.to_array(["DEP", "TAG"]).reshape(-1, 2)
    for index in ((columns[:, 0] == strings["acl"]) & (columns[:, 1] == strings[tag])).nonzero()[0].tolist():
        yield doc[index]


def _thought(behind: Token) -> Span | None:
    """What stands behind "about", or a clause with "that"."""
    last = behind.right_edge.i + 1
    if behind.dep_ == "prep" and behind.lower_ in _ABOUT and last > behind.i + 1:
        return behind.doc[behind.i + 1 : last]
    if behind.dep_ in ("acl", "ccomp", "relcl") and behind.left_edge.lower_ == "that":
        return behind.doc[behind.left_edge.i : last]
    return None


def _statement(content: Span, cue: Span, source: Span) -> Statement:
    words = [token for token in content if not token.is_punct and not token.is_space] or list(content)
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    if source[-1].is_punct:
        source = source[:-1]
    return Statement(AttributionType.INDIRECT, ((start, end),), cue, source, _CONFIDENCE)


@cache
def _cues() -> frozenset[str]:
    cues = lexicon("cues")
    return cues["speech"] | cues["description"] | cues["thought"]


@cache
def _documents() -> frozenset[str]:
    sources = lexicon("sources")
    return sources["document"] | sources["data"]
