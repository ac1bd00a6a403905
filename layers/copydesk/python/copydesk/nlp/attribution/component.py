"""The spaCy component that finds attributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.learned import learned_statements
from copydesk.nlp.attribution.rules import quoted_statements
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.quotations import Quotation, find_quotations

NAME = "copydesk_attribution"

Finder = Literal["learned", "rules"]

_SAME_WORDS = 0.3
"""The share of a quotation that a learned statement must hold for it to be the same statement."""

_SURE = 0.5
"""The confidence from which words in quotation marks need no known word of saying beside them."""

_MOST = 0.5
"""The share of a quotation's paragraph that a statement must hold to be given the rest of the quotation."""


@Language.factory(
    NAME,
    default_config={"finder": "learned"},
    assigns=["doc._.statements"],
    requires=["doc.tensor", "token.tag", "token.dep", "token.lemma", "token.pos", "token.ent_type"],
)
def create_attribution(nlp: Language, name: str, finder: Finder) -> AttributionComponent:  # noqa: ARG001 - spaCy passes them
    """Make the component; `finder` chooses how it works."""
    return AttributionComponent(finder)


class AttributionComponent:
    """Sets `doc._.statements`: what the text hands to somebody, in its order."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of a parsed text."""
        found = quoted = quoted_statements(doc)
        if self._finder == "learned":
            spoken = [_as_spoken(statement, quoted) for statement in learned_statements(doc) if not _is_doubtful(statement)]
            whole = _with_whole_quotations(spoken, find_quotations(doc.text))
            found = [*whole, *_missed(whole, quoted)]
        doc._.statements = tuple(sorted(found, key=lambda statement: statement.content[0]))
        return doc


def _is_doubtful(found: Statement) -> bool:
    """Say whether words stand in marks for another reason: no word of saying or thinking introduces them, and the network is unsure."""
    if found.type is AttributionType.INDIRECT or found.cue is None or found.confidence >= _SURE:
        return False
    return not any(token.lemma_.lower() in _words_of_saying() for token in found.cue)


@cache
def _words_of_saying() -> frozenset[str]:
    cues, tones = lexicon("cues"), lexicon("tones")
    return frozenset().union(cues["speech"], cues["description"], cues["thought"], *tones.values())


def _as_spoken(found: Statement, quoted: Iterable[Statement]) -> Statement:
    """Prefer the speaker to who passed the quotation on: "…," Ortega said, according to the Post, is Ortega's."""
    if found.cue is None or found.cue[0].lower_ != "according":
        return found
    for one in quoted:
        if one.cue is None or one.source is None or one.cue.start >= found.cue.start or one.cue.sent != found.cue.sent:
            continue
        if _shared(one.content, found.content):
            return replace(one, confidence=found.confidence)
    return found


def _with_whole_quotations(found: Sequence[Statement], quotations: Iterable[Quotation]) -> list[Statement]:
    """Give a statement that holds most of a quotation's paragraph all of it, unless another statement holds a part.

    A quotation has one speaker, over all its paragraphs; the network, which sees a stretch of text around the cue, may stop earlier.
    """
    statements = list(found)
    for one in quotations:
        if one.depth:
            continue
        holders = [number for number, statement in enumerate(statements) if _shared(statement.content, one.parts)]
        if len(holders) == 1:
            statement = statements[holders[0]]
            if any(_shared(statement.content, [part]) >= _MOST * _length([part]) for part in one.parts):
                statements[holders[0]] = replace(statement, content=_union([*statement.content, *one.parts]))
    return statements


def _missed(known: Sequence[Statement], quoted: Iterable[Statement]) -> list[Statement]:
    """Return the quotations that are in no known statement."""
    held = [part for statement in known for part in statement.content]
    return [one for one in quoted if _shared(held, one.content) < _SAME_WORDS * _length(one.content)]


def _union(parts: Iterable[Range]) -> tuple[Range, ...]:
    """Join the parts that overlap."""
    joined: list[Range] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _shared(parts: Iterable[Range], others: Sequence[Range]) -> int:
    return sum(max(0, min(one[1], other[1]) - max(one[0], other[0])) for one in parts for other in others)


def _length(parts: Iterable[Range]) -> int:
    return sum(end - start for start, end in parts)
