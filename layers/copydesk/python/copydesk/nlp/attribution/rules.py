"""Who says what, by rules alone: the quotations of a text with the words that attribute them and the words that name their source.

The quotation marks say where words are quoted, the dependency parse who quotes them. Around each quotation the reporting verb (the
*cue*) is looked for where English news puts it:

- behind it: "…," said Ortega; "…," Ortega, who chairs the council, said; "…," according to Ortega;
- before it: Ortega said: "…"; according to Ortega, "…"; Ortega: "…";
- around it: Ortega called the vote "a relief", where the *content* is the whole complement (a mixed quotation).

A quotation of whole sentences without any of these is floating: it goes on with what its neighbour says. Quotation marks around
anything else (titles, nicknames, words that the article keeps at arm's length) attribute nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc, Span, Token

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.statement import Statement, shared
from copydesk.nlp.attribution.turns import turns
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Sentences
from copydesk.nlp.quotations import Quotation
from copydesk.nlp.windows import paragraphs

_MARKS = "\"'`“”„‟‘’‚‛«»‹›＂"
_SENTENCE_END = frozenset(".!?…") | {"...", "?!", "!?"}
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_COMPLEMENTS = ("ccomp", "xcomp", "dobj", "oprd", "attr", "prep", "pcomp", "advcl", "acomp", "dep")
_NOT_MAIN = ("relcl", "acl", "amod")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_QUOTED_AS = ("quote", "cite")
"""Verbs whose passive has the speaker as its subject: he was quoted as saying."""
_CLIMB = 4
"""Verbs above a cue that may have its subject."""
_REACH = 40
"""Tokens between a quotation and its cue; a longer way has never led to the right one."""


def quoted_statements(doc: Doc, text: str, quotations: Sequence[Quotation]) -> list[Statement]:
    """Return the turns of a transcript, and the direct and mixed quotations of a parsed text."""
    spoken = turns(doc, text)
    said = [part for turn in spoken for part in turn.content]
    return [*spoken, *(one for one in _Reader(doc, text, quotations).statements() if not shared(one.content, said))]


@dataclass(frozen=True, slots=True)
class _Quote:
    """An outermost quotation and the tokens that it touches, from `first` to before `last`."""

    quotation: Quotation
    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What attributes one quotation: where its content lies, the cue, the source, and how it was found."""

    content: tuple[Range, ...]
    cue: Span | None
    source: Span | None
    pattern: str


_CONFIDENCE = {"behind": 0.92, "before": 0.76, "around": 0.69, "floating": 0.5}
"""How often content and source were both right in 160 articles of PolNeAR's train part, by where the cue was found; half the floating
ones had the right content, and their source is only known by what stands around them."""


class _Reader:
    """Reads the quotations of one Doc."""

    def __init__(self, doc: Doc, text: str, quotations: Sequence[Quotation]) -> None:
        self._doc = doc
        self._sentences = Sentences(doc)
        columns = doc.to_array(["IDX", "ORTH"]).reshape(-1, 2)
        self._begins: list[int] = columns[:, 0].tolist()
        ends = {doc.vocab.strings[sign] for sign in _SENTENCE_END}
        self._ends = [index for index, sign in enumerate(columns[:, 1].tolist()) if sign in ends]
        self._paragraphs = [(self._token_at(start), bisect_left(self._begins, end)) for start, end in paragraphs(text)]
        self._quotes = [self._quote(found, text) for found in quotations if found.depth == 0]
        self._firsts = [quote.first for quote in self._quotes]
        self._words_apart = np.asarray(doc.to_array(["IS_ALPHA", "LIKE_NUM"]).any(axis=1))
        for quote in self._quotes:
            self._words_apart[quote.first : quote.last] = False
        cues = lexicon("cues")
        self._speech = cues["speech"]
        self._any_cue = cues["speech"] | cues["description"] | cues["thought"]
        self._description = cues["description"]

    def statements(self) -> list[Statement]:
        found: list[_Found] = []
        for number, quote in enumerate(self._quotes):
            if not quote.words.strip(_MARKS + " "):
                continue
            one = self._read(number, quote)
            if one is None:
                continue
            if found and (joined := self._joined(found[-1], one)):
                found[-1] = joined
            else:
                found.append(one)
        return [Statement(self._type(one.content), one.content, one.cue, one.source, _CONFIDENCE[one.pattern]) for one in found]

    # --- one quotation -----------------------------------------------------------------------------------------------------

    def _read(self, number: int, quote: _Quote) -> _Found | None:
        before, behind = self._before(number, quote), self._behind(number, quote)
        content = quote.quotation.parts
        introduced = not before or before[-1].text in ({":", ","} | _DASHES) or self._is_cue(before[-1], self._speech)
        if introduced and (after := self._cue_behind(quote, behind)):
            return _Found(content, *after, "behind")
        ahead = self._cue_before(before or self._introduction(quote)) if introduced else None
        if ahead and (not before or self._opens_clause(quote, before, ahead[0])):
            return _Found(content, *ahead, "before")
        if around := self._cue_around(quote, before, behind):
            return around
        if ahead:
            return _Found(content, *ahead, "before")
        if introduced and not before and self._is_speech(quote):
            return _Found(content, None, None, "floating")
        return None

    def _cue_behind(self, quote: _Quote, behind: Sequence[Token]) -> tuple[Span | None, Span] | None:
        words = [token for token in behind if not token.is_space]
        if not words:
            return None
        closed = quote.words.rstrip(_MARKS + " ")[-1:]
        if words[0].text in _DASHES and closed in _SENTENCE_END:
            return self._byline(words)
        if words[0].text[0] in _DASHES and words[0].text[1:].istitle() and closed in _SENTENCE_END:
            return None, self._doc[words[0].i : words[-1].i + 1]  # -Commissioner Ortega: the dash is no token of its own
        if closed in {".", "…"} and not self._is_cue(words[0], self._speech):
            return None
        if words[0].text == ",":
            words = words[1:]
        if according := self._according(words[:1], words):
            return according
        for token in words[:_REACH]:
            if token.dep_ in _NOT_MAIN:
                continue
            if self._is_cue(token, self._speech) and (subject := self._subject(token, words)):
                return self._cue(token), subject
            if token.dep_ in ("ROOT", "conj") and token.pos_ in ("VERB", "AUX") and not token.is_quote and token.tag_ != "VBG":
                return None
        return None

    def _cue_before(self, before: Sequence[Token]) -> tuple[Span, Span] | None:
        words = [token for token in before if not token.is_space]
        if not words:
            return None
        if according := self._according(words, words):
            return according
        for token in reversed(words[-_REACH:]):
            if self._is_cue(token, self._any_cue) and (subject := self._subject(token, words)):
                return self._cue(token), subject
        if words[-1].text == ":":
            if not any(token.pos_ in ("VERB", "AUX") for token in words):
                return self._byline([words[-1], *words[:-1]])
            roots = [token for token in words if token.dep_ == "ROOT"]
            if roots and (subject := self._subject(roots[0], words)):
                return self._cue(roots[0]), subject
        return None

    def _cue_around(self, quote: _Quote, before: Sequence[Token], behind: Sequence[Token]) -> _Found | None:
        """Find a quotation inside what somebody is reported to say."""
        span = self._doc[quote.first : quote.last]
        node = span.root
        while node.head != node:
            verb = node.head
            if self._is_cue(verb, self._any_cue) and not self._quoted(verb) and node.dep_ in _COMPLEMENTS:
                subject = self._subject(verb, [token for token in self._sentences.of(verb) if not self._quoted(token)])
                if subject is None:
                    node = verb
                    continue
                parts = [child for child in verb.children if child.dep_ in _COMPLEMENTS] if verb.lemma_ in self._description else [node]
                content = self._clause(parts, quote, [self._cue(verb), subject])
                return _Found(content, self._cue(verb), subject, "around")
            node = verb
        sentence = [token for token in [*before, *behind] if not token.is_space]
        if according := self._according(sentence, sentence):
            return _Found(self._clause([self._sentences.of(span.root).root], quote, list(according)), *according, "around")
        last = next((token for token in reversed(before) if token.pos_ == "VERB"), None)
        if last is not None and self._is_cue(last, self._any_cue) and (subject := self._subject(last, before)):
            # The parse does not always see that the quotation is what the verb before it is about.
            parts = [child for child in last.children if child.dep_ in _COMPLEMENTS and last.i < child.i < quote.first]
            return _Found(self._clause(parts, quote, [self._cue(last), subject]), self._cue(last), subject, "around")
        if before and (after := self._cue_behind(quote, behind)):
            words = [token for token in before if not token.is_space]
            return _Found(((words[0].idx, quote.quotation.end),), *after, "around") if words else None
        return None

    def _opens_clause(self, quote: _Quote, before: Sequence[Token], cue: Span) -> bool:
        """Say whether the cue leads to the quotation itself, not to a clause that the quotation is a part of."""
        words = [token for token in before if token.i >= cue.end and not token.is_punct]
        begins_small = quote.words.strip(_MARKS + " ")[:1].islower()
        return before[-1].text == ":" or not begins_small or (before[-1].is_punct and len(words) < 3)

    # --- what stands around a quotation ------------------------------------------------------------------------------------

    def _before(self, number: int, quote: _Quote) -> list[Token]:
        """The tokens of the same sentence before a quotation, back to the last full stop or the quotation before."""
        start = max(self._paragraph(quote.first)[0], self._quotes[number - 1].last if number else 0)
        ended = bisect_left(self._ends, quote.first)
        if ended:
            start = max(start, self._ends[ended - 1] + 1)
        found = list(self._doc[start : max(start, quote.first)])
        return found if any(not token.is_space for token in found) else []

    def _behind(self, number: int, quote: _Quote) -> list[Token]:
        """The tokens of the same sentence behind a quotation, up to the next full stop or quotation."""
        stop = self._paragraph(max(quote.last - 1, quote.first))[1]
        if number + 1 < len(self._quotes):
            stop = min(stop, self._quotes[number + 1].first)
        ended = bisect_left(self._ends, quote.last)
        if ended < len(self._ends):
            stop = min(stop, self._ends[ended])
        return list(self._doc[quote.last : max(stop, quote.last)])

    def _introduction(self, quote: _Quote) -> list[Token]:
        """The last sentence of the paragraph before, where it ends in a colon and the quotation opens its own paragraph."""
        number = bisect_right(self._paragraphs, (quote.first, len(self._doc))) - 1
        if number < 1 or self._paragraphs[number][0] != quote.first:
            return []
        start, end = self._paragraphs[number - 1]
        if end <= start or self._doc[end - 1].text != ":":
            return []
        return list(self._doc[max(self._sentences.of(self._doc[end - 1]).start, start) : end])

    # --- cues and sources ----------------------------------------------------------------------------------------------------

    def _is_cue(self, token: Token, lemmas: frozenset[str]) -> bool:
        return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in lemmas and not self._quoted(token)

    def _cue(self, verb: Token) -> Span:
        """A verb with its auxiliaries, negation and particles where they stand beside it."""
        beside = {child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt")}
        start, end = verb.i, verb.i + 1
        while start - 1 in beside:
            start -= 1
        while end in beside:
            end += 1
        return self._doc[start:end]

    def _according(self, anchors: Sequence[Token], words: Sequence[Token]) -> tuple[Span, Span] | None:
        for token in anchors:
            if token.lower_ == "according" and token.i + 1 < len(self._doc) and self._doc[token.i + 1].lower_ == "to":
                behind = [word for word in words if word.i > token.i + 1]
                head = next((word for word in behind if word.dep_ == "pobj" and word.head.i == token.i + 1), None)
                head = head or next((word for word in behind if word.pos_ in _NOMINAL), None)
                if head is not None:
                    return self._doc[token.i : token.i + 2], self._nominal(head, behind)
        return None

    def _byline(self, words: Sequence[Token]) -> tuple[Span, Span] | None:
        """Read a mark with nothing but a name beside it, as in «— Ortega» behind a quotation or «Ortega:» before it."""
        named = [token for token in words[1:] if not token.is_punct]  # the tagger takes some dashes for words
        while named and named[0].pos_ not in _NOMINAL:
            named = named[1:]
        if named and named[0].lower_ == "desk" and len(named) > 2 and named[1].lower_ == "of":
            named = named[2:]  # From the desk of Ortega
        if not named or any(token.pos_ in ("VERB", "AUX") for token in words[1:]):
            return None
        return self._doc[words[0].i : words[0].i + 1], self._doc[named[0].i : named[-1].i + 1]

    def _subject(self, verb: Token, words: Sequence[Token]) -> Span | None:
        """The noun phrase that speaks, among these words: by the parse, else the one beside the verb."""
        allowed = {token.i for token in words}
        node = verb
        for _ in range(_CLIMB):
            speaker = self._agent(node)
            if speaker is not None and speaker.i in allowed:
                return self._nominal(speaker, words)
            if node.dep_ not in ("conj", "xcomp", "advcl") or node.head == node:
                break
            node = node.head  # said and added; laughed, saying
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
        return None if passive or verb.dep_ in _NOT_MAIN or verb.tag_ == "VBG" else self._beside(verb, words)

    def _agent(self, verb: Token) -> Token | None:
        """The head of the noun phrase that does what the verb says."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "csubj") or (child.dep_ == "nsubjpass" and verb.lemma_.lower() in _QUOTED_AS):
                return verb.head if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else child
            if child.dep_ == "agent":
                return next((by for by in child.children if by.dep_ == "pobj"), None)
        return None

    def _beside(self, verb: Token, words: Sequence[Token]) -> Span | None:
        """The noun phrase that begins right behind a verb or ends right before it."""
        nouns = (token for token in words if token.pos_ in _NOMINAL and token.dep_ not in ("dobj", "pobj", "npadvmod"))
        touching = [token for token in nouns if token.left_edge.i == verb.i + 1 or token.right_edge.i == verb.i - 1]
        head = max(touching, key=lambda token: token.right_edge.i - token.left_edge.i, default=None)
        return self._nominal(head, words) if head is not None else None

    def _nominal(self, head: Token, words: Sequence[Token]) -> Span:
        """The noun phrase of a head within these words: with what describes it, but without a clause set off by commas."""
        allowed = {token.i for token in words}
        start = end = head.i
        while start - 1 in allowed and start - 1 >= head.left_edge.i:
            start -= 1
        stop = head.right_edge.i
        for child in head.children:
            set_off = child.i > head.i and child.left_edge.i > 0 and self._doc[child.left_edge.i - 1].text in {",", "—", "–", "("}
            if child.dep_ in ("relcl", "acl", "advcl", "conj") and set_off and child.dep_ != "conj":
                stop = min(stop, child.left_edge.i - 1)
        while end + 1 in allowed and end + 1 <= stop:
            end += 1
        while end > head.i and (self._doc[end].is_punct or self._doc[end].is_space) and self._doc[end].text not in {")", "]"}:
            end -= 1
        while start < head.i and (self._doc[start].is_punct or self._doc[start].is_space):
            start += 1
        return self._doc[start : end + 1]

    # --- content -----------------------------------------------------------------------------------------------------------

    def _clause(self, parts: Sequence[Token], quote: _Quote, without: Sequence[Span]) -> tuple[Range, ...]:
        """The words from the first to the last of these subtrees and the quotation, without the cue and the source."""
        first = min([part.left_edge.i for part in parts] + [quote.first])
        last = max([part.right_edge.i + 1 for part in parts] + [quote.last])
        out = {token.i for span in without for token in span}
        # The cue and the source cut the clause; what lies between them (", the mayor said on Monday,") is neither.
        pieces: list[tuple[int, int]] = []
        start = first
        for index in range(first, last + 1):
            if index == last or index in out:
                if start < index:
                    pieces.append((start, index))
                start = index + 1
        ranges = [trimmed for begin, end in pieces if (trimmed := self._trimmed(begin, end, quote))]
        inner = [one for one in ranges if any(token.is_alpha and not token.is_stop for token in self._tokens(one))]
        return tuple(inner) or quote.quotation.parts

    def _trimmed(self, first: int, last: int, quote: _Quote) -> Range | None:
        while first < last and first != quote.first and (self._doc[first].is_space or self._doc[first].text in ({",", ":", ";"} | _DASHES)):
            first += 1
        while last > first and last != quote.last and (self._doc[last - 1].is_space or self._doc[last - 1].is_punct):
            last -= 1
        if first >= last:
            return None
        start, end = self._doc[first].idx, self._doc[last - 1].idx + len(self._doc[last - 1])
        # A quotation that the content reaches into belongs to it with both its marks.
        cut = [one.quotation for one in (self._quote_at(first), self._quote_at(last - 1)) if one is not None]
        return min([start, *(one.start for one in cut)]), max([end, *(one.end for one in cut)])

    def _joined(self, one: _Found, other: _Found) -> _Found | None:
        """One statement of two: where they share the cue, or the second goes on behind the cue of the first."""
        if one.cue is None or other.content[0][0] < one.content[-1][1]:
            same = one.cue is not None and other.cue is not None and one.cue.start == other.cue.start
            return one if same else None
        if other.cue is not None and other.cue.start == one.cue.start:
            return replace(one, content=one.content + other.content)
        if other.pattern == "floating" and one.pattern != "floating" and self._goes_on(one, other):
            return replace(one, content=one.content + other.content)
        return None

    def _goes_on(self, one: _Found, other: _Found) -> bool:
        """Say whether a quotation stands right behind another one, or behind the sentence with its cue, in the same paragraph."""
        last, first = self._token_at(one.content[-1][1] - 1), self._token_at(other.content[0][0])
        behind = max(last + 1, self._sentences.of(one.cue.root).end) if one.cue is not None else last + 1
        between = self._doc[behind : max(first, behind)]
        return self._paragraph(last) == self._paragraph(first) and not any(token.is_alpha for token in between)

    def _type(self, content: tuple[Range, ...]) -> AttributionType:
        """Direct where all words stand in quotation marks, mixed where only some do."""
        apart = any(self._words_apart[self._token_at(start) : self._token_at(end - 1) + 1].any() for start, end in content)
        return AttributionType.MIXED if apart else AttributionType.DIRECT

    # --- tokens --------------------------------------------------------------------------------------------------------------

    def _is_speech(self, quote: _Quote) -> bool:
        """Say whether a quotation can stand on its own: it begins and ends as a sentence does."""
        inner = quote.words.strip(_MARKS + " ")
        begins = inner[:1].isupper() or inner[:1].isdigit() or inner[:1] in "…[("
        ends = inner[-1:] in ".!?…" or len(quote.quotation.parts) > 1
        return begins and ends and len(inner.split()) > 1

    def _quote(self, quotation: Quotation, text: str) -> _Quote:
        first = self._token_at(quotation.start)
        last = bisect_left(self._begins, quotation.end)
        return _Quote(quotation, first, max(last, first + 1), text[quotation.start : quotation.end])

    def _quoted(self, token: Token) -> bool:
        return self._quote_at(token.i) is not None

    def _quote_at(self, index: int) -> _Quote | None:
        number = bisect_right(self._firsts, index) - 1
        return self._quotes[number] if number >= 0 and index < self._quotes[number].last else None

    def _paragraph(self, index: int) -> tuple[int, int]:
        number = bisect_right(self._paragraphs, (index, len(self._doc) + 1)) - 1
        start, end = self._paragraphs[max(number, 0)]
        return start, max(end, index + 1)

    def _token_at(self, offset: int) -> int:
        return max(bisect_right(self._begins, offset) - 1, 0)

    def _tokens(self, characters: Range) -> Iterator[Token]:
        return iter(self._doc[self._token_at(characters[0]) : self._token_at(characters[1] - 1) + 1])
