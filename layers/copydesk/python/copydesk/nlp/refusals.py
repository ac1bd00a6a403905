"""Who was asked and said nothing: "declined to comment", "did not respond", "would not say", "could not be reached".

Only the article's own words count: what a quotation says of somebody who did not answer is a statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import RefusalKind
from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("xcomp", "prep", "dobj")
_FIRST_AND_SECOND = frozenset({"i", "we", "you"})
_COMMENTING = ("have", "offer", "give", "make")
_AVAILABLE, _UNAVAILABLE = "available", "unavailable"
_BY_THEMSELVES = frozenset({"respond", "comment"})
_AT_ALL = frozenset({"anything", "more", "much", "what", "which"})
_MODALS = frozenset({"can", "ca", "could", "will", "would", "wo", "'d", "’d"})


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in the terms of the parsed text."""

    kind: RefusalKind
    span: tokens.Span
    source: tokens.Span | None


def refusals(doc: tokens.Doc, quoted: Sequence[int]) -> Iterator[Refused]:
    """Yield the refusals of a parsed text; `quoted` has for each character how many quotations it stands in."""
    strings = doc.vocab.strings
    heads = {strings[form] for form in _heads()}
    for word in (doc[index] for index, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in heads):
        if word.pos_ in ("VERB", "AUX", "ADJ") and not quoted[word.idx] and (kind := _kind(word)):
            asked = _asked(word)
            if asked is None or asked.text.lower() not in _FIRST_AND_SECOND:
                yield Refused(kind, _words_of(word, kind), asked)


def _kind(word: tokens.Token) -> RefusalKind | None:
    if word.pos_ == "ADJ":
        return RefusalKind.UNREACHABLE if _is_unavailable(word) else None
    lemma, negated, modal = word.lemma_.lower(), _has(word, "neg"), any(child.lower_ in _MODALS for child in word.children)
    if lemma in _words("declining"):
        return RefusalKind.DECLINED if not modal and _declined_to_speak(word) else None
    if lemma in _COMMENTING and _no_comment(word):
        return RefusalKind.DECLINED
    if not negated:
        return None
    if modal and (lemma in _words("withholding") or lemma == "comment"):
        # "would not say whether" was asked; "would not say that" only holds another view.
        view = any(token.lower_ == "that" and token.dep_ == "mark" for child in word.children for token in child.children)
        return None if view else RefusalKind.DECLINED
    if not modal and lemma in _words("responding"):
        below = {token.lemma_.lower() for child in word.children if child.dep_ in _OBJECTS for token in child.subtree}
        return RefusalKind.NO_RESPONSE if below & _asking() or (lemma in _BY_THEMSELVES and not _to_what(word)) else None
    if lemma in _words("reaching") and _has(word, "auxpass"):
        return RefusalKind.UNREACHABLE
    return None


def _to_what(verb: tokens.Token) -> bool:
    """Say whether a response was to something that happened, rather than to somebody who asked."""
    said_to = [child for child in verb.children if child.dep_ == "prep" and child.lower_ == "to"]
    return any(behind.pos_ != "PROPN" for child in said_to for behind in child.children if behind.dep_ == "pobj")


def _declined_to_speak(verb: tokens.Token) -> bool:
    """Say whether what is declined is to say something, rather than to be named or to agree."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in _asking():
            return True
        if child.dep_ == "xcomp" and child.lemma_.lower() in _words("speaking", "withholding", "responding", "approach"):
            view = any(token.lower_ == "that" and token.dep_ == "mark" for clause in child.children for token in clause.children)
            view |= child.lemma_ == "say" and any(below.dep_ == "dobj" and below.lower_ not in _AT_ALL for below in child.children)
            how = {token.lemma_.lower() for below in child.children if below.dep_ == "prep" for token in below.subtree}
            return not (view or how & (_words("attribution") | {"name"}) or _has(child, "auxpass"))
        if child.dep_ == "xcomp" and child.lemma_ == "be":
            return any(below.lemma_ == "interview" for below in child.children)
        if child.dep_ == "xcomp" and child.lemma_ == "interview":
            return True
    return False


def _no_comment(verb: tokens.Token) -> bool:
    """Say whether the object of a verb is that there is none: "had no comment", "offered no immediate comment"."""
    return any(
        child.dep_ == "dobj" and child.lemma_ == "comment" and any(below.lower_ == "no" for below in child.children)
        for child in verb.children
    )


def _is_unavailable(adjective: tokens.Token) -> bool:
    """Say whether an adjective tells so: "was not available for comment", "was unavailable for an interview"."""
    available = adjective.lower_ == _AVAILABLE and _has(adjective.head, "neg")
    wanted = {token.lemma_.lower() for child in adjective.children if child.lower_ == "for" for token in child.subtree}
    return (adjective.lower_ == _UNAVAILABLE or available) and bool(wanted & _asking())


def _words_of(word: tokens.Token, kind: RefusalKind) -> tokens.Span:
    """The words that say so: the verb with its auxiliaries and with what was declined."""
    verb = word.head if word.pos_ == "ADJ" else word
    first = min([verb.i, word.i, *(child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg"))])
    objects = [child for child in word.children if child.i > word.i and child.dep_ in (*_OBJECTS, "prt", "ccomp")]
    if not objects:
        return word.doc[first : word.i + 1]
    wide = kind is RefusalKind.UNREACHABLE
    return word.doc[first : max(_last(child) for child in (objects if wide else objects[:1])) + 1]


def _last(token: tokens.Token) -> int:
    """The end of a phrase, without a punctuation mark behind it."""
    last = token.right_edge.i
    while last > token.i and token.doc[last].is_punct:
        last -= 1
    return int(last)


def _asked(word: tokens.Token) -> tokens.Span | None:
    node = word.head if word.pos_ == "ADJ" else word
    for _ in range(3):
        for child in node.children:
            if child.dep_ in _SUBJECTS:
                return child.doc[child.left_edge.i : child.right_edge.i + 1]
        if node.dep_ not in ("conj", "xcomp"):
            return None
        node = node.head
    return None


def _has(word: tokens.Token, dependency: str) -> bool:
    return any(child.dep_ == dependency for child in word.children)


@cache
def _heads() -> frozenset[str]:
    """The lemmas of all words that a refusal can hang on, also as they are written in a headline."""
    plain = _words("declining", "withholding", "responding", "reaching") | {"comment", *_COMMENTING, _AVAILABLE, _UNAVAILABLE}
    return plain | {lemma.title() for lemma in plain} | {lemma.upper() for lemma in plain}


@cache
def _asking() -> frozenset[str]:
    return _words("approach") | {"comment"}


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset().union(*(lexicon("refusals")[kind] for kind in kinds))
