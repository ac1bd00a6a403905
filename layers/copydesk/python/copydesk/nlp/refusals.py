"""Who was asked and said nothing: "declined to comment", "did not respond", "would not say", "could not be reached".

Only the article's own words count: what a quotation says of somebody who did not answer is a statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.analysis import RefusalKind
from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("xcomp", "prep", "dobj")
_FIRST_AND_SECOND = frozenset({"i", "we", "you"})
_MODALS = frozenset({"can", "ca", "could", "will", "would", "wo", "'d", "’d"})


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in the terms of the parsed text."""

    kind: RefusalKind
    span: tokens.Span
    source: tokens.Span | None


def refusals(doc: tokens.Doc, quoted: Sequence[int]) -> Iterator[Refused]:
    """Yield the refusals of a parsed text; `quoted` has for each character how many quotations it stands in."""
    for word in doc:
        if word.pos_ in ("VERB", "AUX", "ADJ") and not quoted[word.idx] and (kind := _kind(word)):
            asked = _asked(word)
            if asked is None or asked.text.lower() not in _FIRST_AND_SECOND:
                yield Refused(kind, _words_of(word, kind), asked)


def _kind(word: tokens.Token) -> RefusalKind | None:
    if word.pos_ == "ADJ":
        return RefusalKind.UNREACHABLE if _is_unavailable(word) else None
    lemma, negated, modal = word.lemma_.lower(), _has(word, "neg"), any(child.lower_ in _MODALS for child in word.children)
    below = {token.lemma_.lower() for child in word.children if child.dep_ in _OBJECTS for token in child.subtree}
    if lemma in _words("declining"):
        return RefusalKind.DECLINED if not modal and _declined_to_speak(word) else None
    if lemma in ("have", "offer", "give", "make") and _no_comment(word):
        return RefusalKind.DECLINED
    if not negated:
        return None
    if modal and lemma in _words("withholding"):
        # "would not say whether" was asked; "would not say that" only holds another view.
        view = any(token.lower_ == "that" and token.dep_ == "mark" for child in word.children for token in child.children)
        return None if view else RefusalKind.DECLINED
    if not modal and lemma in _words("responding") and (below & _words("approach") or lemma in ("respond", "comment")):
        return RefusalKind.NO_RESPONSE
    if lemma in _words("reaching") and _has(word, "auxpass"):
        return RefusalKind.UNREACHABLE
    return None


def _declined_to_speak(verb: tokens.Token) -> bool:
    """Say whether what is declined is to say something, rather than to be named or to agree."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in _words("approach"):
            return True
        if child.dep_ == "xcomp" and child.lemma_.lower() in _words("speaking") | _words("approach"):
            view = any(token.lower_ == "that" and token.dep_ == "mark" for clause in child.children for token in clause.children)
            how = {token.lemma_.lower() for below in child.children if below.dep_ == "prep" for token in below.subtree}
            return not (view or how & _words("attribution") or _has(child, "auxpass"))
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
    available = adjective.lower_ == "available" and _has(adjective.head, "neg")
    wanted = {token.lemma_.lower() for child in adjective.children if child.lower_ == "for" for token in child.subtree}
    return (adjective.lower_ == "unavailable" or available) and bool(wanted & _words("approach"))


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


def _words(kind: str) -> frozenset[str]:
    return lexicon("refusals")[kind]
