"""The spaCy component that finds attributions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.learned import learned_statements
from copydesk.nlp.attribution.nominal import nominal_statements
from copydesk.nlp.attribution.plain import plain_statements
from copydesk.nlp.attribution.rules import quoted_statements
from copydesk.nlp.attribution.statement import Statement, length, shared
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.original import text_of
from copydesk.nlp.quotations import Quotation, find_quotations

NAME = "copydesk_attribution"

Finder = Literal["learned", "rules"]

_SAME_WORDS = 0.3
"""The share of a quotation that a learned statement must hold for it to be the same statement."""

_SURE = 0.5
"""The confidence from which words in quotation marks need no known word of saying beside them."""

_TITLE = re.compile(r"\W+(?:[A-Z][\w’'-]*|[0-9]+)(?:,? (?:[A-Z][\w’'-]*|[0-9]+|an?|and|at|by|for|from|in|of|on|or|the|to|with))*\W+")
"""Words in marks that are written as titles are."""

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
        text = text_of(doc)
        quotations = find_quotations(text)
        found = quoted = quoted_statements(doc, text, quotations)
        if self._finder == "learned":
            learned = [one for one in learned_statements(doc, text, quotations) if not _is_doubtful(one, text, quotations)]
            found = _joined(_with_surer(learned, nominal_statements(doc)), quoted, quotations)
            found = [*found, *(one for one in plain_statements(doc, text) if not _is_told_already(one, found))]
        stated = (one for one in found if not _is_measured(one))
        doc._.statements = tuple(sorted(stated, key=lambda statement: statement.content[0]))
        return doc


def _joined(learned: Iterable[Statement], quoted: Sequence[Statement], quotations: Iterable[Quotation]) -> list[Statement]:
    """Put together what the network and the rules found: marks are what the rules read better, all else is the network's."""
    marked = [one for one in quoted if one.is_marked]
    by_marks = sorted(part for one in marked for part in one.content)
    spoken = [_as_spoken(one, quoted) for one in learned if not shared(one.content, by_marks)]
    whole = _with_whole_quotations(spoken, [one for one in quotations if not shared(one.parts, by_marks)])
    return [*marked, *whole, *_missed([*marked, *whole], quoted)]


def _with_surer(learned: Sequence[Statement], others: Iterable[Statement]) -> list[Statement]:
    """Add the others where the network found nothing, or something that is less certain."""
    statements = list(learned)
    for other in others:
        rivals = [one for one in statements if shared(one.content, other.content) or _same_cue(one, other)]
        if all(one.confidence < other.confidence for one in rivals):
            statements = [*(one for one in statements if one not in rivals), other]
    return statements


def _is_told_already(other: Statement, found: Iterable[Statement]) -> bool:
    return any(shared(one.content, other.content) or _same_cue(one, other) for one in found)


def _same_cue(one: Statement, other: Statement) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.start < other.cue.end and other.cue.start < one.cue.end


def _is_doubtful(found: Statement, text: str, quotations: Iterable[Quotation]) -> bool:
    """Say whether words stand in marks for another reason: no word of saying or thinking introduces them, and the network is unsure.

    It is too sure of titles: a song that somebody sang, a ship that somebody named.
    """
    if found.type is AttributionType.INDIRECT or found.cue is None:
        return False
    marked = (text[one.start : one.end] for one in quotations if shared(found.content, one.parts))
    if found.confidence >= _SURE and not all(map(_TITLE.fullmatch, marked)):
        return False
    return not any(token.lemma_.lower() in _words_of_saying() for token in found.cue)


def _is_measured(found: Statement) -> bool:
    """Say whether "according to" tells by what measure something is done ("paid according to their ability"), not who says so."""
    cue, source = found.cue, found.source
    if cue is None or source is None or cue[0].lower_ != "according" or source.root.lemma_.lower() not in lexicon("measures")["measure"]:
        return False
    set_off = cue[0].is_sent_start or (cue.start > 0 and cue[0].nbor(-1).is_punct)
    return not set_off or len(source) == 1  # "according to plan" names nobody wherever it stands


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
        if shared(one.content, found.content):
            return replace(one, confidence=found.confidence)
    return found


def _with_whole_quotations(found: Sequence[Statement], quotations: Iterable[Quotation]) -> list[Statement]:
    """Give each paragraph of a quotation to one statement, and all of them to it where no other holds any.

    Nobody else speaks within a quotation's paragraph, and mostly in none of its paragraphs; the network, which sees a stretch of text
    around the cue, may stop earlier or cut a paragraph in two.
    """
    statements = list(found)
    for one in quotations:
        if one.depth:
            continue
        speakers = [speaker for part in one.parts if (speaker := _give(part, statements)) is not None]
        if len(set(speakers)) == 1:
            content = statements[speakers[0]].content
            if any(shared(content, [part]) >= _MOST * length([part]) for part in one.parts):
                statements[speakers[0]] = replace(statements[speakers[0]], content=_union([*content, *one.parts]))
    return [statement for statement in statements if statement.content]


def _give(part: Range, statements: list[Statement]) -> int | None:
    """Take a paragraph of a quotation from all but the statement that holds most of it, and return that one's number.

    Words of saying that stand within the quotation do not introduce it.
    """
    held = {number: size for number, one in enumerate(statements) if (size := shared(one.content, [part]))}
    outside = [number for number in held if not _stands_in(statements[number].cue, part)] or list(held)
    if not outside:
        return None
    speaker = max(outside, key=held.__getitem__)
    for number in held.keys() - {speaker}:
        statements[number] = replace(statements[number], content=_without(statements[number].content, part))
    if len(held) > 1:
        statements[speaker] = replace(statements[speaker], content=_union([*statements[speaker].content, part]))
    return speaker


def _stands_in(cue: Span | None, part: Range) -> bool:
    return cue is not None and part[0] <= cue.start_char < part[1]


def _missed(known: Sequence[Statement], others: Iterable[Statement]) -> list[Statement]:
    """Return the others whose words are in no known statement."""
    held = [statement.content for statement in known]
    return [one for one in others if sum(shared(content, one.content) for content in held) < _SAME_WORDS * length(one.content)]


def _union(parts: Iterable[Range]) -> tuple[Range, ...]:
    """Join the parts that overlap."""
    joined: list[Range] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _without(parts: Iterable[Range], other: Range) -> tuple[Range, ...]:
    """Cut a stretch out of the parts."""
    pieces = [piece for start, end in parts for piece in ((start, min(end, other[0])), (max(start, other[1]), end))]
    return tuple(piece for piece in pieces if piece[0] < piece[1])
