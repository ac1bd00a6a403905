"""The two plainest constructions, for where the network overlooks them: «According to X, …» and «…, X said».

The network judges by what it has seen of the words around; a source with an unusual name in a text of one sentence may leave it
unsure. The grammar of these two says who speaks, whatever the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Sentences
from copydesk.nlp.via import according

_BESIDE = " \t\n\r\v\f\xa0,;:—–-.!?…"
"""What may stand at either end of a statement and is none of its words."""

_MARKS = frozenset('"“”„«»')
_CONFIDENCE = 0.3
"""The least that a statement of the network has: these are what it was less sure of."""


def plain_statements(doc: Doc, text: str) -> list[Statement]:
    """Return what is handed to somebody with "according to", or with a subject and a verb of speech behind it, without quotation marks."""
    sentences = Sentences(doc)
    return [*_according(doc, text, sentences), *_said(doc, text)]


def _according(doc: Doc, text: str, sentences: Sentences) -> Iterator[Statement]:
    for word in according(doc):
        index = word.i
        to = doc[index + 1] if index + 1 < len(doc) else None
        holder = next((child for child in to.rights if child.dep_ == "pobj"), None) if to is not None and to.lower_ == "to" else None
        if holder is None:
            continue
        sentence = sentences.of(word)
        last = min(holder.right_edge.i + 1, sentence.end)
        comma = next((token.i for token in doc[holder.i + 1 : last] if token.text == ","), last)
        source = doc[index + 2 : comma]
        around = _clause(word, sentence)
        found = [part for words in (doc[around.start : index], doc[comma : around.end]) if (part := _trimmed(text, words))]
        if found and len(source):
            # Behind its clause the phrase speaks for what stands before it; at the beginning of a sentence for what follows.
            content = found if index == sentence.start or len(found) == 1 else found[:1]
            yield from _statement(text, content, doc[index : index + 2], source)


def _clause(according: Token, sentence: Span) -> Span:
    """The clause that "according to" belongs to, as far as the parse shows one with a verb; else the whole sentence."""
    head = according.head
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in head.lefts)
    if according.i == sentence.start or head.pos_ not in ("VERB", "AUX") or not has_subject:
        return sentence
    return head.doc[head.left_edge.i : head.right_edge.i + 1]


def _said(doc: Doc, text: str) -> Iterator[Statement]:
    speech = lexicon("cues")["speech"]
    dependency, head = doc.to_array(["DEP", "HEAD"]).reshape(-1, 2).T
    # Heads are told as distances: the verb stands behind its clause.
    for index in ((dependency == doc.vocab.strings["ccomp"]) & (head.astype("int64") > 0)).nonzero()[0].tolist():
        verb, clause = doc[index].head, doc[index]
        subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i > index), None)
        if subject is None or verb.lemma_.lower() not in speech or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        begin, end = clause.left_edge.i, clause.right_edge.i + 1
        between = doc[end : min(subject.left_edge.i, verb.i)]
        if end <= min(subject.i, verb.i) and any(token.text == "," for token in between) and (part := _trimmed(text, doc[begin:end])):
            yield from _statement(text, [part], doc[verb.i : verb.i + 1], doc[subject.left_edge.i : subject.right_edge.i + 1])


def _statement(text: str, content: list[Range], cue: Span, source: Span) -> Iterator[Statement]:
    """What stands in quotation marks is left to the rules for quotations."""
    if not any(sign in _MARKS for start, end in content for sign in text[start:end]):
        yield Statement(AttributionType.INDIRECT, tuple(content), cue, source, _CONFIDENCE)


def _trimmed(text: str, words: Span) -> Range | None:
    if not len(words):
        return None
    start, end = words.start_char, words.end_char
    stretch = text[start:end]
    start, end = start + len(stretch) - len(stretch.lstrip(_BESIDE)), end - len(stretch) + len(stretch.rstrip(_BESIDE))
    return (start, end) if start < end and any(map(str.isalnum, text[start:end])) else None
