"""Statements that hang on a noun, where the grammar shows them plainly: «footage showing that …», «concern among residents about …».

The network has seen few of them; what it does not find is added by these rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.tokens import Doc, Span, Token

from copydesk.analysis import AttributionType
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.lexicon import lexicon

_HOLDERS = ("among", "amongst")
_ABOUT = frozenset({"about", "over", "regarding"})
_CONFIDENCE = 0.6
"""How often such a content was one in the training part of PolNeAR (a dozen cases in 250 articles)."""


def nominal_statements(doc: Doc) -> list[Statement]:
    """Return the statements of a parsed text that hang on a noun."""
    return [*_evidence(doc), *_concerns(doc)]


def _evidence(doc: Doc) -> Iterator[Statement]:
    """What a document, data or a recording is said to show: "satellite images showing a burnt bridge"."""
    strings = doc.vocab.strings
    columns = doc.to_array(["DEP", "TAG"]).reshape(-1, 2)
    for index in ((columns[:, 0] == strings["acl"]) & (columns[:, 1] == strings["VBG"])).nonzero()[0].tolist():
        verb, noun = doc[index], doc[index].head
        objects = [child for child in verb.rights if child.dep_ in ("dobj", "ccomp")]
        if objects and verb.lemma_.lower() in _cues() and noun.lemma_.lower() in _documents() and noun.i < verb.i:
            first = noun
            while first.dep_ == "conj" and first.head.i < first.i:
                first = first.head
            content = doc[objects[0].left_edge.i : objects[-1].right_edge.i + 1]
            yield _statement(content, doc[index : index + 1], doc[first.left_edge.i : max(verb.left_edge.i, noun.i + 1)])


def _concerns(doc: Doc) -> Iterator[Statement]:
    """What is thought or said among some people: "concern among residents about the bridge", "a belief among them that it will fall"."""
    lower = doc.to_array("LOWER")
    for index in np.isin(lower, [doc.vocab.strings[word] for word in _HOLDERS]).nonzero()[0].tolist():
        among = doc[index]
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
