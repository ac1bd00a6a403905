"""Whether a source is kept anonymous: on which terms it speaks, why, and whether the reason is one that fits everybody.

Unnamed is not anonymous. A spokesperson, a crowd, the police or a poll are unnamed because nobody in particular speaks; anonymous is
somebody whose identity the article withholds. Where the text gives the terms, they are *stated*; where it withholds without a word
("a senior official said"), anonymity is *implied*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import Anonymity, AnonymityKind, Range, SourceType
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy import tokens

_CLAUSE_END = re.compile(r"[.;!?:”\"]|,\s+(?=said|told|added|says|according)|,?\s+(?:said|says|told|added)\b|\n")
_LONGEST_REASON = 250
_INDEFINITE = frozenset({"a", "an", "one", "another", "some"})


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a text says on which terms somebody speaks; in characters of the passage."""

    terms: Range
    reason: Range | None
    boilerplate: bool

    def anonymity(self, passage: Passage) -> Anonymity:
        """Return this as it is published."""
        spans = [passage.span(*self.terms)]
        if self.reason and self.reason != self.terms:
            spans.append(passage.span(*self.reason))
        return Anonymity(
            kind=AnonymityKind.STATED,
            terms=passage.text[slice(*self.terms)],
            reason=passage.text[slice(*self.reason)] if self.reason else None,
            boilerplate=self.boilerplate,
            spans=sorted(spans, key=lambda span: span.start),
        )


def stated_terms(passage: Passage) -> list[Terms]:
    """Find where a text says that somebody speaks without being named."""
    text = passage.text
    found: list[Terms] = []
    for start, end in paragraphs(text):
        for match in _pattern("terms").finditer(text, start, end):
            found.append(_with_reason(text, match.span(), (start, end)))
        for match in _pattern("boilerplate").finditer(text, start, end):
            # Who "was not authorized to speak" and is quoted all the same speaks anonymously, terms or not.
            if match.group().lower().startswith(("not ", "n’t ", "n't ")) and not _in_one_sentence(found, text, match.span()):
                found.append(Terms(match.span(), match.span(), boilerplate=True))
    return sorted(found, key=lambda one: one.terms)


def holder(terms: Terms, named_at: list[Range]) -> int | None:
    """Return which of these mentions of unnamed sources speaks on these terms: the one around them, else the last one before them."""
    for number, (start, end) in enumerate(named_at):
        if start <= terms.terms[0] < end:
            return number
    before = [number for number, (start, _) in enumerate(named_at) if start < terms.terms[0]]
    return max(before, key=lambda number: named_at[number], default=None)


def implied(head: tokens.Token, source: tokens.Span, noun: str, type_: SourceType) -> Anonymity | None:
    """Say whether a description with this head withholds an identity without a word about it; `noun` is the head's lemma."""
    words = lexicon("anonymity")
    around = {token.lower_ for token in source}
    nameless = bool(around & words["nameless"])
    if type_ is SourceType.UNNAMED_PERSON:
        definite = not any(child.lower_ in _INDEFINITE for child in head.children)
        withheld = nameless or (noun not in words["public"] and not definite)
    elif type_ is SourceType.UNNAMED_GROUP:
        counted = any(child.dep_ == "nummod" for child in head.children) and head.tag_ == "NNS"
        withheld = (
            nameless or noun in words["withheld"] or bool(around & words["privy"]) or (counted and noun in lexicon("sources")["person"])
        )
    else:
        withheld = False
    return Anonymity(kind=AnonymityKind.IMPLIED) if withheld else None


def _with_reason(text: str, terms: Range, paragraph: Range) -> Terms:
    """Look for the reason in the sentence of the terms: behind them first."""
    begin, end = _sentence(text, terms, paragraph)
    behind = _pattern("reasons").search(text, terms[1], end)
    reason: Range | None = None
    if behind and len(text[terms[1] : behind.start()].split()) <= 8:
        stop = _CLAUSE_END.search(text, behind.end(), end)
        reason = behind.start(), min(stop.start() if stop else end, behind.start() + _LONGEST_REASON)
    boilerplate = _pattern("boilerplate").search(text, *(reason or (begin, end)))
    if reason is None and boilerplate:
        reason = boilerplate.span()
    return Terms(terms, _stripped(text, reason) if reason else None, bool(boilerplate))


def _in_one_sentence(found: list[Terms], text: str, span: Range) -> bool:
    return any(not re.search(r"[.!?]\s", text[min(one.terms[0], span[0]) : max(one.terms[1], span[1])]) for one in found)


def _sentence(text: str, span: Range, paragraph: Range) -> Range:
    ends = [match.end() for match in re.finditer(r"[.!?][”’\"']*\s+", text[paragraph[0] : paragraph[1]])]
    borders = [paragraph[0], *(paragraph[0] + end for end in ends), paragraph[1]]
    begin = max(border for border in borders if border <= span[0])
    return begin, min(border for border in borders if border >= span[1])


def _stripped(text: str, span: Range) -> Range:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip(' ,.;”"\n'))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    # Longest first, so that "spoke on condition of anonymity" is not cut to a part of itself.
    return re.compile("|".join(rf"(?:{each})" for each in sorted(lexicon("anonymity")[name], key=len, reverse=True)), re.IGNORECASE)
