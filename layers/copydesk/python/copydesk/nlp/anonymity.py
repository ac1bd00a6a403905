"""Whether a source is kept anonymous: on which terms it speaks, why, whether the reason fits everybody, and how precisely it is described.

Unnamed is not anonymous. A spokesperson, a crowd, the police or a poll are unnamed because nobody in particular speaks; anonymous is
somebody whose identity the article withholds. Where the text gives the terms, they are *stated*; where it withholds without a word
("a senior official said"), anonymity is *implied*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import Anonymity, AnonymityKind, Detail, Range, SourceType
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy import tokens

_CLAUSE_END = re.compile(r"[.;!?:”\"]|,\s+(?=said|told|added|says|according)|,?\s+(?:said|says|told|added)\b|\n")
_LONGEST_REASON = 250
_ADJOINING = re.compile(r"(?:[\s,(–—-]|\b(?:who|also|and|but|both|all|each|was|were|has|had|have|is|are)\b)*", re.IGNORECASE)
"""What may stand between a mention and the terms without anybody else coming between them."""

_INDEFINITE = frozenset({"a", "an", "one", "another", "some"})
_INSIDE = frozenset({"at", "from", "in", "inside", "within"})
_PERSON = re.compile(r"(?:er|or|ist|ian|man|woman|person|ee|mate)$")
"""How English forms nouns for people; no list has them all."""

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_PERSONAL = frozenset({"he", "she", "they", "it", "i", "we"})


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a text says on which terms somebody speaks; in characters of the passage."""

    terms: Range
    reason: Range | None
    boilerplate: bool

    def anonymity(self, passage: Passage, detail: Detail | None) -> Anonymity:
        """Return this as it is published, for a source described in this detail."""
        spans = [passage.span(*self.terms)]
        if self.reason and self.reason != self.terms:
            spans.append(passage.span(*self.reason))
        return Anonymity(
            kind=AnonymityKind.STATED,
            terms=passage.text[slice(*self.terms)],
            reason=passage.text[slice(*self.reason)] if self.reason else None,
            boilerplate=self.boilerplate,
            spans=sorted(spans, key=lambda span: span.start),
            detail=detail,
        )


def stated_terms(passage: Passage) -> list[Terms]:
    """Find where a text says that somebody speaks without being named."""
    text = passage.text
    found: list[Terms] = []
    for start, end in paragraphs(text):
        for match in _matches("terms", "terms_hold", text, start, end):
            found.append(_with_reason(text, match.span(), (start, end)))
        for match in _matches("boilerplate", "forbidden_hold", text, start, end):
            # Who "was not authorized to speak" and is quoted all the same speaks anonymously, terms or not.
            if match.group().lower().startswith(("not ", "n’t ", "n't ")) and not _in_one_sentence(found, text, match.span()):
                found.append(Terms(match.span(), match.span(), boilerplate=True))
    return sorted(found, key=lambda one: one.terms)


def _matches(name: str, hold: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches, in a stretch that holds a part of a word without which nothing that is looked for can be there."""
    lower = text[start:end].lower()
    if any(part in lower for part in lexicon("anonymity")[hold]):
        yield from _pattern(name).finditer(text, start, end)


def holder(terms: Terms, passage: Passage, named_at: Sequence[Range]) -> int | None:
    """Return which of these mentions of unnamed sources, in the order of the text, speaks on these terms; None where another one does.

    The one of whom the clause with the terms says so, else the one whose mention they adjoin, else the one whose mention holds them, else
    the last one before them in their paragraph.
    """
    start = terms.terms[0]
    subject = _subject(passage, terms.terms)
    spoken_of = [number for number, (begin, end) in enumerate(named_at) if subject is not None and begin <= subject.idx < end]
    adjoining = [number for number, (_, end) in enumerate(named_at) if end <= start and _ADJOINING.fullmatch(passage.text, end, start)]
    around = [number for number, (begin, end) in enumerate(named_at) if begin <= start < end]
    if spoken_of or adjoining:
        return (spoken_of or adjoining)[0]
    if subject is not None and subject.pos_ == "PROPN":
        return None
    if around:
        return around[0]
    paragraph = next((begin for begin, end in paragraphs(passage.text) if begin <= start < end), 0)
    before = [number for number, (begin, _) in enumerate(named_at) if paragraph <= begin < start]
    if not before and subject is not None and subject.lower_ in _PERSONAL:
        before = [number for number, (begin, _) in enumerate(named_at) if begin < start]
    return before[-1] if before else None


def implied(head: tokens.Token, source: tokens.Span, noun: str, type_: SourceType) -> Anonymity | None:
    """Say whether a description with this head withholds an identity without a word about it; `noun` is the head's lemma."""
    words = lexicon("anonymity")
    around = {token.lower_ for token in source}
    before = {child.lower_ for child in head.children if child.i < head.i}
    nameless = bool(around & words["nameless"]) or any(child.lower_ in words["secretly"] for child in head.head.children)
    if type_ is SourceType.UNNAMED_PERSON:
        indefinite = noun in ("someone", "somebody") or any(child.lower_ in _INDEFINITE for child in head.children)
        person = noun in lexicon("sources")["person"] | words["bare"] | words["withheld"] or _PERSON.search(noun) is not None
        withheld = person and (nameless or (noun not in words["public"] and indefinite))
    elif type_ is SourceType.UNNAMED_GROUP:
        counted = any(child.dep_ == "nummod" for child in head.children) and head.tag_ == "NNS" and noun in lexicon("sources")["person"]
        ranked = noun in words["ranked"] and bool(before & words["rank"])
        inside = noun in words["withheld"] | words["inner"] or bool(around & words["privy"])
        withheld = nameless or inside or counted or ranked
    else:
        withheld = False
    return Anonymity(kind=AnonymityKind.IMPLIED, detail=detail(head, source)) if withheld else None


def detail(head: tokens.Token, source: tokens.Span) -> Detail:
    """Say how precisely a phrase with this head describes an unnamed source."""
    words, kinds = lexicon("anonymity"), lexicon("sources")
    if head.lower_ in ("one", "some", "two", "several", "many"):
        head = next(_objects(head, frozenset({"of"})), head)
    phrase = {token.i: token for token in (*source, *_restriction(head))}.values()
    beside = [token for token in phrase if token is not head]
    belongs = any(token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "GPE", "NORP", "PERSON") for token in beside)
    belongs = belongs or any(token.lemma_.lower() in kinds["organization"] and token.dep_ != "pobj" for token in beside)
    inside = [noun for noun in _objects(head, _INSIDE) if noun.ent_type_ == "ORG" or noun.lemma_.lower() in kinds["organization"]]
    belongs = belongs or any(child.lower_ == "the" for noun in inside for child in noun.children)
    told = [child for child in head.children if child.i < head.i and child.dep_ in ("amod", "compound", "nmod")]
    empty = words["empty"] | words["rank"] | words["nameless"] | words["privy"]
    role = head.lemma_.lower() not in words["bare"] | words["withheld"] or any(child.lower_ not in empty for child in told)
    if role or inside:
        return Detail.AFFILIATION if belongs else Detail.ROLE
    knows = any(child.i > head.i and child.dep_ in ("prep", "relcl", "acl", "amod") for child in head.children)
    return Detail.ACCESS if knows or any(token.lower_ in words["privy"] for token in beside) else Detail.BARE


def _objects(noun: tokens.Token, prepositions: frozenset[str]) -> Iterator[tokens.Token]:
    """What stands behind a noun with one of these prepositions."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (behind for behind in child.children if behind.dep_ == "pobj")


def _restriction(head: tokens.Token) -> Iterator[tokens.Token]:
    """What belongs to a noun by its grammar: before it, and behind it without a clause that goes on about something else."""
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "prep", "acl", "appos", "nummod"):
            yield from child.subtree


def _subject(passage: Passage, terms: Range) -> tokens.Token | None:
    """The one of whom the clause that holds the terms says something; the noun itself where a relative or participle clause hangs on it."""
    span = passage.doc.char_span(*terms, alignment_mode="expand")
    if span is None:
        return None
    node = span.root
    for _ in range(6):
        subject = next((child for child in node.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.lower_ not in _RELATIVE:
            return subject
        if node.dep_ in ("relcl", "acl"):
            return node.head
        if node.dep_ == "ROOT":
            return None
        node = node.head
        if node.pos_ in ("NOUN", "PROPN", "PRON") and node.dep_ in _SUBJECTS:
            return node
    return None


def _with_reason(text: str, terms: Range, paragraph: Range) -> Terms:
    """Look for the reason in the sentence of the terms: behind them first."""
    begin, end = _sentence(text, terms, paragraph)
    behind = _pattern("reasons").search(text, terms[1], end)
    reason: Range | None = None
    if behind and len(text[terms[1] : behind.start()].split()) <= 8:
        stop = _CLAUSE_END.search(text, behind.end(), end)
        reason = behind.start(), min(stop.start() if stop else end, behind.start() + _LONGEST_REASON)
    general = _pattern("boilerplate").search(text, *(reason or (begin, end)))
    if reason is None and general:
        reason = general.span()
    return Terms(terms, _stripped(text, reason) if reason else None, reason is not None and _fits_everybody(text, reason))


def _fits_everybody(text: str, reason: Range) -> bool:
    """Say whether a reason names nothing that the source has to lose or to keep: only that it may not, or that the matter is delicate."""
    if _pattern("particular").search(text, *reason):
        return False
    return bool(_pattern("boilerplate").search(text, *reason) or _pattern("purposes").match(text, *reason))


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
    # Longest first, so that "spoke on condition of anonymity" is not cut to a part of itself. Outside of brackets a space stands for any.
    alternatives = sorted(lexicon("anonymity")[name], key=lambda each: (-len(each), each))
    spaced = [re.sub(r" (\??)(?![^\[\]]*\])", lambda found: r"\s*" if found[1] else r"\s+", each) for each in alternatives]
    return re.compile("|".join(rf"(?:{each})" for each in spaced), re.IGNORECASE)
