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
_SINGULAR = frozenset({"he", "she", "i", "him", "her", "his"})
_PLURAL = frozenset({"they", "them", "their", "we", "all", "each", "most", "none", "others", "some"})
_PAIR = frozenset({"both", "either", "neither"})
_NEW = frozenset({"a", "an", "another", "any", "every", "no", "some"})
"""Determiners of somebody who was not spoken of before."""

_COMPLEMENTS = ("oprd", "attr", "dobj", "acomp")
_NAMES = frozenset({"name", "surname", "identity"})
_TELLING = frozenset({"confirm", "describe", "disclose", "pass", "provide", "reveal", "share", "supply"})
_GRANTING = frozenset({"grant", "give", "offer", "promise", "allow", "guarantee", "afford", "accord"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an unnamed source of statements stands, in characters of the passage; `who` is the same for all mentions of one source."""

    place: Range
    who: int
    noun: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a text says on which terms somebody speaks; in characters of the passage.

    `assumed` says that they speak under a part of their name or under another one; `forbidden`, that nothing is said but that they may not.
    """

    terms: Range
    reason: Range | None
    boilerplate: bool
    assumed: bool = False
    forbidden: bool = False

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
    """Find where a text says that somebody speaks without being named, in the order of the text."""
    text = passage.text
    found: list[Terms] = []
    for start, end in _paragraphs_with(("terms_hold", "forbidden_hold"), text):
        places = [(match.span(), False) for match in _matches("terms", "terms_hold", passage, start, end)]
        for match in _matches("assumed", "terms_hold", passage, start, end):
            places = [(span, assumed) for span, assumed in places if not _meet(span, match.span())] + [(match.span(), True)]
        found += [_with_reason(text, span, (start, end), assumed) for span, assumed in places if not _goes_on(passage, span)]
        for match in _matches("forbidden", "forbidden_hold", passage, start, end):
            # Who "was not authorized to speak" and is quoted all the same speaks anonymously, terms or not.
            if not _in_one_sentence(found, text, match.span()):
                found.append(Terms(match.span(), match.span(), boilerplate=True, forbidden=True))
    return sorted(found, key=lambda one: one.terms)


def _paragraphs_with(hold: Sequence[str], text: str) -> list[Range]:
    """The paragraphs that hold a part of a word from one of the lists, mostly none: each list is looked for in the whole text first."""
    lower = text.lower()
    if len(lower) != len(text):  # the few letters that become two in lower case
        return list(paragraphs(text))
    parts = [part for name in hold for part in lexicon("anonymity")[name] if part in lower]
    return [one for one in paragraphs(text) if any(lower.find(part, *one) >= 0 for part in parts)]


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _goes_on(passage: Passage, terms: Range) -> bool:
    """Say whether the last verb of what looks like terms has a complement that makes it say something else: "named chief engineer"."""
    span = passage.doc.char_span(*terms, alignment_mode="expand")
    if span is None or span[-1].lower_ not in ("named", "identified", "quoted", "himself", "herself", "themselves"):
        return False
    verb = span[-1] if span[-1].pos_ == "VERB" else span[-1].head
    for child in verb.children:
        if child.i >= span.end and (child.dep_ in _COMPLEMENTS or (child.dep_ == "prep" and child.lower_ in ("as", "with"))):
            return not (child.dep_ == "dobj" and child.ent_type_ in ("DATE", "TIME"))
    return False


def _matches(name: str, hold: str, passage: Passage, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches in the sentences of a paragraph that hold a part of a word without which it cannot."""
    parts = [part for part in lexicon("anonymity")[hold] if part in passage.text[start:end].lower()]
    if parts:
        for begin, stop in passage.bounds:
            if start <= begin < end and any(part in passage.text[begin:stop].lower() for part in parts):
                yield from _pattern(name).finditer(passage.text, begin, min(stop, end))


def holders(terms: Terms, passage: Passage, mentions: Sequence[Mention]) -> list[int]:
    """Return which unnamed sources speak on these terms, as `who` of their mentions in the order of the text; none where others do.

    Those of whom the clause with the terms says so, else the one whose mention they adjoin, else those whom its subject goes back to, else
    the one whose mention holds them, else the last one before them in their paragraph.
    """
    start = terms.terms[0]
    subject = _subject(passage, terms.terms)
    if subject is None or subject.lower_ == "it":
        subject = _somebody_before(passage, start) or subject
    spoken_of = [one for one in mentions if subject is not None and one.place[0] <= subject.idx < one.place[1]]
    adjoining = [one for one in mentions if one.place[1] <= start and _ADJOINING.fullmatch(passage.text, one.place[1], start)]
    if spoken_of or adjoining:
        return [(spoken_of or adjoining)[0].who]
    if subject is not None and subject.pos_ == "PROPN":
        return []
    around = [one for one in mentions if one.place[0] <= start < one.place[1]]
    if around:
        return [around[0].who]
    paragraph = next((begin for begin, end in paragraphs(passage.text) if begin <= start < end), 0)
    before = [one for one in mentions if one.place[0] < start]
    near = [one for one in before if one.place[0] >= paragraph]
    if subject is not None:
        return _meant(subject, mentions, near, terms)
    sentence = _sentence(passage.text, terms.terms, (paragraph, len(passage.text)))
    behind = [one for one in mentions if terms.terms[1] <= one.place[0] < sentence[1]]
    if terms.forbidden:
        near, behind = [one for one in near if one.place[0] >= sentence[0]], []
    return [near[-1].who] if near else [behind[0].who] if behind else []


def _meant(subject: tokens.Token, mentions: Sequence[Mention], near: Sequence[Mention], terms: Terms) -> list[int]:
    """Which of the sources a subject that is no mention of any goes back to; `near` are those before it in its paragraph."""
    before = [one for one in mentions if one.place[0] < subject.idx]
    word, noun = subject.lower_, subject.lemma_.lower()
    own = {child.lower_ for child in subject.children if child.i < subject.i}
    of = next(_objects(subject, frozenset({"of"})), None)
    if of is not None and of.pos_ == "NOUN" and (word in _PLURAL | _PAIR or subject.pos_ == "NUM"):
        noun, own = of.lemma_.lower(), own | {word}
    elif word == "it":
        return []
    elif word in _SINGULAR:
        alone = [one for one in near or before if not one.plural] or [*(near or before)]
        return [one.who for one in alone[-1:]]
    elif word in _PLURAL | _PAIR or subject.pos_ in ("NUM", "PRON", "DET"):
        return _several(near or before, pair=word in _PAIR or word == "two")
    alike = [one for one in before if one.noun == noun] or [one for one in mentions if one.noun == noun][:1]
    several = subject.tag_ == "NNS" or (of is not None and of.tag_ == "NNS")
    if alike and not own & _NEW:
        return _several(alike, pair=bool(own & (_PAIR | {"two"}))) if several else [alike[-1].who]
    # "The man asked not to be named": a noun for anybody may be another word for the one who spoke; "the victim" is somebody else.
    anybody = noun in lexicon("anonymity")["bare"] | lexicon("anonymity")["withheld"]
    return [one.who for one in near[-1:]] if anybody and not own & _NEW and not terms.forbidden else []


def _several(mentions: Sequence[Mention], *, pair: bool) -> list[int]:
    """The last group among these, or where each of them was mentioned by himself all of them, or the last two."""
    if not mentions:
        return []
    if mentions[-1].plural or not pair:
        groups = [one for one in mentions if one.plural]
        if groups:
            return [groups[-1].who]
    alone = list(dict.fromkeys(one.who for one in mentions))
    return alone[-2:] if pair else alone


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
    node, owner = span.root, None
    for _ in range(6):
        subject = next((child for child in node.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.lemma_.lower() in _NAMES:
            owner = owner or next((child for child in subject.children if child.dep_ == "poss" and child.lower_ != "whose"), None)
        elif subject is not None and subject.lower_ not in _RELATIVE:
            return _recipient(node) or subject
        if node.dep_ in ("relcl", "acl") and (node.head.pos_ != "NOUN" or _is_somebody(node.head.lemma_.lower())):
            return node.head
        if node.dep_ == "ROOT":
            return owner
        node = node.head
        if node.pos_ in ("NOUN", "PROPN", "PRON") and node.dep_ in _SUBJECTS:
            return node
    return owner


def _somebody_before(passage: Passage, start: int) -> tokens.Token | None:
    """The noun for a person that terms adjoin behind a comma: "a detective, speaking on condition of anonymity, said"."""
    before = passage.doc.char_span(0, start, alignment_mode="contract")
    if not before or before[-1].text != "," or len(before) < 2:
        return None
    noun = before[-2]
    return noun if noun.pos_ == "NOUN" and _is_somebody(noun.lemma_.lower()) else None


def _recipient(verb: tokens.Token) -> tokens.Token | None:
    """Whom somebody else grants anonymity to, or who gives something away in the passive voice."""
    if verb.lemma_.lower() in _GRANTING and (given := _given(verb)) is not None:
        return next((child for child in given.children if child.dep_ == "pobj"), given)
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    told = by is not None and verb.lemma_.lower() in _TELLING
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None and told else None


def _given(verb: tokens.Token) -> tokens.Token | None:
    return next((child for child in verb.children if child.dep_ == "dative" and child.lemma_.lower() != "anonymity"), None)


def _is_somebody(noun: str) -> bool:
    kinds, words = lexicon("sources"), lexicon("anonymity")
    return noun in kinds["person"] | kinds["group"] | words["bare"] | words["withheld"] | words["inner"] or _PERSON.search(noun) is not None


def _with_reason(text: str, terms: Range, paragraph: Range, assumed: bool) -> Terms:
    """Look for the reason in the sentence of the terms: behind them first."""
    begin, end = _sentence(text, terms, paragraph)
    behind = _pattern("reasons").search(text, terms[1], end)
    reason: Range | None = None
    if behind and len(text[terms[1] : behind.start()].split()) <= 8:
        stop = _CLAUSE_END.search(text, behind.end(), end)
        reason = behind.start(), min(stop.start() if stop else end, behind.start() + _LONGEST_REASON)
    general = None if reason else _general(text, begin, terms[0]) or _general(text, terms[1], end)
    reason = reason or general
    return Terms(terms, _stripped(text, reason) if reason else None, reason is not None and _fits_everybody(text, reason), assumed)


def _fits_everybody(text: str, reason: Range) -> bool:
    """Say whether a reason names nothing that the source has to lose or to keep: only that it may not, or that the matter is delicate."""
    if _pattern("particular").search(text, *reason):
        return False
    return _general(text, *reason) is not None or _pattern("purposes").match(text, *reason) is not None


def _general(text: str, start: int, end: int) -> Range | None:
    """Where a stretch first says why a name is withheld in words that fit everybody."""
    found = [match.span() for name in ("forbidden", "boilerplate") if (match := _pattern(name).search(text, start, end)) is not None]
    return min(found, default=None)


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
    return re.compile(_any_of(name), re.IGNORECASE)


def _any_of(name: str) -> str:
    """Any entry of a list, in which the name of another list in angle brackets stands for any entry of that one."""
    # Longest first, so that "spoke on condition of anonymity" is not cut to a part of itself. Outside of brackets a space stands for any.
    alternatives = sorted(lexicon("anonymity")[name], key=lambda each: (-len(each), each))
    spaced = [re.sub(r" (\??)(?![^\[\]]*\])", lambda found: r"\s*" if found[1] else r"\s+", each) for each in alternatives]
    whole = [re.sub(r"<([a-z_]+)>", lambda found: _any_of(found[1]), each) for each in spaced]
    return f"(?:{'|'.join(f'(?:{each})' for each in whole)})"
