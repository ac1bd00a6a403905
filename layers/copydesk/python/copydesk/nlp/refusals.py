"""Who was asked and said nothing: "declined to comment", "did not respond", "could not be reached"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.analysis import RefusalKind

if TYPE_CHECKING:
    from spacy import tokens

_DECLINING = frozenset({"decline", "refuse"})
_SPEAKING = frozenset({"comment", "answer", "say", "discuss", "elaborate", "respond", "speak", "talk", "confirm", "provide", "specify"})
_RESPONDING = frozenset({"respond", "reply", "return", "answer", "comment", "acknowledge"})
_APPROACHES = frozenset(
    {"request", "call", "message", "question", "inquiry", "enquiry", "email", "e-mail", "query", "letter", "comment", "text"}
)
_REACHING = frozenset({"reach", "contact", "locate", "find"})
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in the terms of the parsed text."""

    kind: RefusalKind
    span: tokens.Span
    source: tokens.Span | None


def refusals(doc: tokens.Doc) -> Iterator[Refused]:
    """Yield the refusals of a parsed text."""
    for verb in doc:
        if verb.pos_ == "VERB" and (kind := _kind(verb)):
            span = doc[_first(verb) : verb.i + 1]
            object_ = [child for child in verb.children if child.i > verb.i and child.dep_ in ("xcomp", "prep", "dobj", "prt")]
            if object_ and kind is not RefusalKind.UNREACHABLE:
                span = doc[span.start : _last(object_[0]) + 1]
            elif object_:
                span = doc[span.start : max(_last(child) for child in object_) + 1]
            yield Refused(kind, span, _asked(verb))


def _kind(verb: tokens.Token) -> RefusalKind | None:
    negated = any(child.dep_ == "neg" for child in verb.children)
    below = {token.lemma_.lower() for child in verb.children if child.dep_ in ("xcomp", "prep", "dobj") for token in child.subtree}
    if verb.lemma_ in _DECLINING:
        spoken = {child.lemma_.lower() for child in verb.children if child.dep_ in ("xcomp", "dobj")}
        return RefusalKind.DECLINED if spoken & (_SPEAKING | _APPROACHES | {"interview"}) else None
    if negated and verb.lemma_ in _RESPONDING and (below & _APPROACHES or verb.lemma_ in ("respond", "comment")):
        return RefusalKind.NO_RESPONSE
    if negated and verb.lemma_ in _REACHING and any(child.dep_ == "auxpass" for child in verb.children):
        return RefusalKind.UNREACHABLE
    return None


def _first(verb: tokens.Token) -> int:
    return min([verb.i, *(child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg"))])


def _last(token: tokens.Token) -> int:
    """The end of a phrase, without a clause of time or a punctuation mark behind it."""
    last = token.right_edge.i
    while last > token.i and token.doc[last].is_punct:
        last -= 1
    return int(last)


def _asked(verb: tokens.Token) -> tokens.Span | None:
    node = verb
    for _ in range(3):
        for child in node.children:
            if child.dep_ in _SUBJECTS:
                return child.doc[child.left_edge.i : child.right_edge.i + 1]
        if node.dep_ not in ("conj", "xcomp"):
            return None
        node = node.head
    return None
