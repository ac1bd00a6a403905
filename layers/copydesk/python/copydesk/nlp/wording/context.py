"""What a term describes and stands beside: whether it is used in the sense that the word list means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from copydesk.analysis import Part, WordingCategory
from copydesk.nlp.passages import Passage
from copydesk.nlp.wording.terms import Match

if TYPE_CHECKING:
    from spacy import tokens

_PARTICIPLES = frozenset({"VBN", "VBG"})
_NEGATED = frozenset({WordingCategory.INTENSIFIER, WordingCategory.SUPERLATIVE})
_STANCE = frozenset({None, WordingCategory.LOADED, WordingCategory.HEDGE, WordingCategory.INTENSIFIER})
"""What shows the writer's own stance (Hyland 2005); None are the cues. The terms of the other categories news may use without one."""

_NOT = frozenset({"not", "n't", "never", "hardly", "no"})


def fits(match: Match, passage: Passage) -> bool:
    """Say whether a term is the part of speech that it is listed as, and neither of a domain where it only describes nor negated."""
    term = match.term
    single = match.end - match.start == 1
    head = passage.doc[match.start] if single else passage.doc[match.start : match.end].root
    if term.pos is not None and single and not _is(term.pos, term.text, head, passage.part):
        return False
    if term.tag is not None and head.tag_ != term.tag:
        return False
    if term.unless_with and any(token.lemma_.lower() in term.unless_with for token in _beside(head)):
        return False
    return term.category not in _NEGATED or not _negated(head)


def in_company(found: Sequence[Match], passage: Passage) -> Iterator[Match]:
    """Leave out the cues, and the weak terms in whose sentence stands neither a cue nor a strong term."""
    places = [passage.sentences.of(passage.doc[match.start]).start for match in found]
    judged = {place for match, place in zip(found, places, strict=True) if match.term.alone and match.term.category in _STANCE}
    for match, place in zip(found, places, strict=True):
        if match.term.category is not None and (match.term.alone or place in judged):
            yield match


def _is(pos: str, text: str, token: tokens.Token, part: Part) -> bool:
    tagged = token.pos_
    if tagged == "PROPN":
        # What is no name by now was capitalised for another reason: a title, a sentence's start, emphasis.
        return pos in {"noun", "adjective"} or part is Part.TITLE
    if pos == "verb":
        return tagged == "VERB" or (tagged in {"NOUN", "ADJ"} and token.lower_.endswith(("ing", "ed")))
    if pos == "noun":
        return tagged == "NOUN"
    if pos == "adjective":
        return tagged == "ADJ" or (tagged == "VERB" and token.tag_ in _PARTICIPLES and token.lower_ == text)
    return tagged in {"ADV", "ADJ", "INTJ"}


def _beside(token: tokens.Token) -> Iterator[tokens.Token]:
    """The words that a word describes, is described by, or has as its subject or object."""
    yield token.head
    for child in token.children:
        yield child
        if child.dep_ in {"prep", "agent"}:
            yield from child.children
    if token.head.dep_ == "prep":
        yield token.head.head


def _negated(token: tokens.Token) -> bool:
    return any(child.lower_ in _NOT for child in token.children) or (token.i > 0 and token.nbor(-1).lower_ in _NOT)
