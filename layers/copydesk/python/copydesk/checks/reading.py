"""An analysis as the rules read it: everything in it, found by what it belongs to and by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from copydesk.analysis import Analysis, Attribution, AttributionType, Entity, Part, Range, Source, SourceType, Span
from copydesk.article import Genre
from copydesk.checks.lists import letter_places, letter_runs, phrases, telling_words, words_of
from copydesk.nlp.quotations import Quotation, find_quotations

NAMED = frozenset({SourceType.NAMED_PERSON, SourceType.NAMED_ORGANIZATION})
UNNAMED = frozenset({SourceType.UNNAMED_PERSON, SourceType.UNNAMED_GROUP})

_SURE = 0.75
"""The confidence from which an attribution is hardly ever a sentence of the article's own."""

_LEAD = 2
_LEAD_SENTENCES = 4
"""Paragraphs and sentences below the headline that sum up what the others tell."""

_Result = TypeVar("_Result")


class Reading:
    """One article's analysis, with what the rules look up in it. Made once for an article; what a rule asks for first is kept."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text or ""
        self.title = analysis.article.title or ""
        self._kept: dict[Callable[[Reading], Any], Any] = {}

    @property
    def genre(self) -> Genre:
        """What kind of text it is: given, guessed, or else news."""
        return self.analysis.article.genre or Genre.NEWS

    def span(self, start: int, end: int, part: Part = Part.TEXT) -> Span:
        """Return the words from `start` to `end` of the text or the title."""
        return Span(start=start, end=end, text=self.of(part)[start:end], part=part)

    @cached_property
    def headline(self) -> Span | None:
        """The headline: the title that was sent, else the one that stands in the text."""
        return self.span(0, len(self.title), Part.TITLE) if self.title.strip() else self.analysis.document.headline

    def is_furniture(self, span: Span) -> bool:
        """Whether the words stand in the headline, the byline or the dateline: in no sentence of the story."""
        return span.part is Part.TITLE or self.is_furnished(span.start)

    def is_furnished(self, offset: int) -> bool:
        """Whether a place of the text lies in its headline, byline or dateline."""
        for start, end in self._furniture:  # noqa: SIM110 - asked of every place, and a generator costs more than the loop
            if start <= offset < end:
                return True
        return False

    @cached_property
    def _furniture(self) -> list[Range]:
        document = self.analysis.document
        return [(one.start, one.end) for one in (document.headline, document.byline, document.dateline) if one]

    def kept(self, work: Callable[[Reading], _Result]) -> _Result:
        """Return what a function makes of this article; several rules may ask, it works once."""
        try:
            result: _Result = self._kept[work]
        except KeyError:
            result = self._kept[work] = work(self)
        return result

    # --- who says what ---------------------------------------------------------------------------------------------------

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by their ids."""
        return {source.id: source for source in self.analysis.sources}

    @cached_property
    def statements(self) -> dict[str, list[Attribution]]:
        """The attributions of each source, by its id, in the order of the text."""
        grouped: dict[str, list[Attribution]] = defaultdict(list)
        for attribution in self.analysis.attributions:
            if attribution.source_id:
                grouped[attribution.source_id].append(attribution)
        return grouped

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by their ids."""
        return {entity.id: entity for entity in self.analysis.entities}

    def source_of(self, attribution: Attribution) -> Source | None:
        """Return whose statement it is, where that is known."""
        return self.sources.get(attribution.source_id) if attribution.source_id else None

    def named(self, source: Source) -> str:
        """What a message calls a source: its name, else the article's description, else what kind it is."""
        return source.name or source.description or source.type.label.lower()

    def places_of(self, source: Source) -> list[Span]:
        """The words that name a source, wherever it is given a statement."""
        return [attribution.source for attribution in self.statements.get(source.id, []) if attribution.source]

    # --- whose voice -----------------------------------------------------------------------------------------------------

    def is_quoted(self, span: Span) -> bool:
        """Whether the words stand in quotation marks, be it speech or scare quotes."""
        return self._quoted.covers(span)

    def is_quoted_at(self, offset: int) -> bool:
        """Whether a place of the text lies in quotation marks."""
        return self._quoted.covers_at(offset)

    def is_attributed(self, span: Span) -> bool:
        """Whether the words are somebody's statement, quoted or not."""
        return self._attributed.covers(span)

    def is_own_voice(self, span: Span) -> bool:
        """Whether the article says it itself: neither in quotation marks nor as somebody's statement."""
        return not self.is_quoted(span) and not self.is_attributed(span)

    def is_told(self, span: Span) -> bool:
        """Whether the words are quoted, or surely somebody's statement in the article's words: what the article need not answer for."""
        return self.is_quoted(span) or self._told.covers(span)

    @cached_property
    def _told(self) -> _Cover:
        sure = [a for a in self.analysis.attributions if a.source_id and a.confidence >= _SURE]
        return _Cover(span for attribution in sure for span in attribution.content)

    def is_reported(self, span: Span) -> bool:
        """Whether the sentence of a span hands anything to anybody: then its words may be theirs, but for the verb that does it."""
        if any(part == span.part and start <= span.start < end for part, start, end in self._cues):
            return False
        return (span.part, self.sentence_of(span)) in self._reported

    @cached_property
    def _reported(self) -> set[tuple[Part, int | None]]:
        """The sentences that hand anything to anybody."""
        return {(span.part, self.sentence_of(span)) for span in self.given}

    @cached_property
    def _cues(self) -> list[tuple[Part, int, int]]:
        return [(a.cue.part, a.cue.start, a.cue.end) for a in self.analysis.attributions if a.cue]

    def has_named_speaker_near(self, span: Span) -> bool:
        """Whether somebody with a name speaks in the sentence of a span or in the two behind it: one of those who were meant, as a rule."""
        number = self.sentence_of(span)
        return number is not None and not self._named_speakers.isdisjoint((number, number + 1, number + 2))

    def is_summed_up(self, span: Span) -> bool:
        """Whether it stands in the lead of a story in which somebody with a name speaks further down.

        The lead is two paragraphs below the headline, or where those are long, four sentences.
        """
        number, sentence = self.paragraph_of(span), self.sentence_of(span)
        if number is None or sentence is None:
            return False
        above = self.headline if self.headline and self.headline.part is Part.TEXT else None
        paragraphs, sentences = (self.paragraph_of(above), self.sentence_at(above.end - 1)) if above else (None, None)
        lead = number - (-1 if paragraphs is None else paragraphs) <= _LEAD
        lead = lead and sentence - (-1 if sentences is None else sentences) <= _LEAD_SENTENCES
        return lead and any(sentence is not None and self.sentences[sentence][0] > span.end for sentence in self._named_speakers)

    @cached_property
    def _named_speakers(self) -> set[int | None]:
        """The sentences in which people and organisations with a name are given a statement."""
        named = [a for a in self.analysis.attributions if (source := self.source_of(a)) and source.type in NAMED]
        return {self.sentence_of(span) for a in named for span in (a.source or a.content[0], a.content[0])}

    @cached_property
    def given(self) -> list[Span]:
        """Every span of a statement, of its source and of its cue."""
        return [
            span
            for attribution in self.analysis.attributions
            for span in (*attribution.content, attribution.source, attribution.cue)
            if span is not None
        ]

    @cached_property
    def _attributed(self) -> _Cover:
        return _Cover(span for attribution in self.analysis.attributions for span in attribution.content)

    @cached_property
    def quotations(self) -> list[Span]:
        """Whatever stands in quotation marks, with the marks: a span for each paragraph that a quotation runs through."""
        return [self.span(start, end, part) for part in Part for one in self.marked[part] for start, end in one.parts]

    @cached_property
    def marked(self) -> dict[Part, Sequence[Quotation]]:
        """The quotations of the text and of the title, as their marks tell them."""
        return {part: find_quotations(self.of(part)) for part in Part}

    @cached_property
    def _quoted(self) -> _Cover:
        direct = [span for a in self.analysis.attributions if a.type is AttributionType.DIRECT for span in a.content]
        return _Cover([*self.quotations, *direct])

    # --- where it stands -------------------------------------------------------------------------------------------------

    @property
    def paragraphs(self) -> Sequence[Range]:
        """The paragraphs as [start, end]."""
        return self.analysis.document.paragraphs

    @property
    def sentences(self) -> Sequence[Range]:
        """The sentences as [start, end]."""
        return self.analysis.document.sentences

    def paragraph_of(self, span: Span) -> int | None:
        """The number of the paragraph where the span begins, counted from 0; None in the title and outside all of them."""
        return None if span.part is Part.TITLE else self._paragraphs.around(span.start)

    @cached_property
    def _paragraphs(self) -> _InOrder:
        return _InOrder(self.paragraphs)

    def sentence_of(self, span: Span) -> int | None:
        """The number of the sentence where the span begins, counted from 0; None in the title and outside all of them."""
        return None if span.part is Part.TITLE else self._sentences.around(span.start)

    @cached_property
    def _sentences(self) -> _InOrder:
        return _InOrder(self.sentences)

    def sentence(self, number: int) -> Span:
        """The sentence of that number."""
        return self.span(*self.sentences[number])

    def sentence_text(self, span: Span) -> str:
        """The words of the sentence where the span begins; of the whole title for a span in it."""
        number = self.sentence_of(span)
        return self.sentence(number).text if number is not None else (self.title if span.part is Part.TITLE else span.text)

    def paragraph_at(self, offset: int) -> int | None:
        """The number of the paragraph that a place of the text lies in; for what is no span."""
        return self._paragraphs.around(offset)

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence that a place of the text lies in; for what is no span."""
        return self._sentences.around(offset)

    def words(self, pattern: re.Pattern[str], part: Part = Part.TEXT, *, first: Iterable[str] | None = None) -> list[Span]:
        """Every match of a pattern in the text or the title.

        Where all its matches begin with one of a few words, `first` names them in lower case: then only their places are looked at.
        """
        text = self.of(part)
        found = pattern.finditer(text) if first is None else self._begun(pattern, first, text, part)
        return [self.span(*match.span(), part) for match in found]

    def phrases(self, pattern: re.Pattern[str], part: Part = Part.TEXT, *, first: Iterable[str] | None = None) -> list[Span]:
        """Every match, in any case, of a pattern for text in lower case (`checks.lists.phrases`); `first` as for `words`."""
        low = self.lower[part]
        found = pattern.finditer(low) if first is None else self._begun(pattern, first, low, part)
        return [self.span(*match.span(), part) for match in found]

    def matches(self, pattern: re.Pattern[str], first: Iterable[str], part: Part = Part.TEXT) -> list[re.Match[str]]:
        """Every match of a pattern that begins with one of some words, which are given in lower case."""
        return self._begun(pattern, first, self.of(part), part)

    def _begun(self, pattern: re.Pattern[str], first: Iterable[str], text: str, part: Part) -> list[re.Match[str]]:
        starts = self.starts[part]
        places = [place for word in first if word in starts for place in starts[word]]
        if not places:
            return []
        found: list[re.Match[str]] = []
        behind = 0
        for place in sorted(places):
            if place >= behind and (match := pattern.match(text, place)):
                found.append(match)
                behind = match.end()
        return found

    def listed(self, entries: tuple[str, ...], part: Part = Part.TEXT, *, case: bool = False) -> list[Span]:
        """Every place of the phrases of a list, in any case unless `case`."""
        first = self._first_words(entries, part)
        if not first:
            return []
        only = None if "" in first else first
        if case:
            return self.words(phrases(entries, case=True), part, first=only)
        return self.phrases(phrases(entries), part, first=only)

    def may_have(self, entries: tuple[str, ...], part: Part = Part.TEXT) -> bool:
        """Whether a phrase of a list can stand in the text or the title, by its words. Few lists have one in an article."""
        return bool(self._first_words(entries, part))

    def _first_words(self, entries: tuple[str, ...], part: Part) -> set[str]:
        """The first words of those phrases of a list that can stand in the text or the title."""
        told, vocabulary = telling_words(entries), self.vocabulary[part]
        return {first for word in vocabulary.intersection(told) for runs, first in told[word] if runs <= vocabulary}

    def has_any(self, entries: tuple[str, ...]) -> bool:
        """Whether a phrase of a list can stand anywhere in the article."""
        return any(self.may_have(entries, part) for part in Part)

    @cached_property
    def vocabulary(self) -> dict[Part, frozenset[str]]:
        """The different runs of letters in the text and the title, in lower case; the empty one stands in any."""
        return {part: frozenset(["", *starts]) for part, starts in self.starts.items()}

    @cached_property
    def body_words(self) -> frozenset[str]:
        """The different runs of letters of the text below the headline, in lower case."""
        end = self.analysis.document.headline.end if self.analysis.document.headline else 0
        starts = self.starts[Part.TEXT]
        above = letter_runs(self.lower[Part.TEXT][:end])
        return self.vocabulary[Part.TEXT].difference([""], (word for word in above if starts[word][-1] < end))

    @cached_property
    def starts(self) -> dict[Part, dict[str, list[int]]]:
        """Where each run of letters of the text and the title begins, in lower case: its places in their order."""
        return {part: letter_places(self.lower[part]) for part in Part}

    @cached_property
    def lower(self) -> dict[Part, str]:
        """The text and the title in lower case, letter for letter."""
        return {part: _lower(self.of(part)) for part in Part}

    @cached_property
    def said(self) -> list[list[str]]:
        """The words of each sentence, in lower case."""
        low = self.lower[Part.TEXT]
        return [words_of(low[start:end]) for start, end in self.sentences]

    @cached_property
    def word_count(self) -> int:
        """Words in the text."""
        return self.analysis.document.words or len(words_of(self.text))

    def of(self, part: Part) -> str:
        """The whole text, or the whole title."""
        return self.title if part is Part.TITLE else self.text


class _InOrder:
    """Ranges that follow each other, found by a place in them."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def around(self, offset: int) -> int | None:
        """The number of the range that an offset lies in."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self._ends[number] else None

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the ranges holds all from `start` to `end`."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and end <= self._ends[number]


class _Cover:
    """Says whether a span lies inside one of many."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ranges: dict[Part, list[Range]] = {part: [] for part in Part}
        for span in spans:
            ranges[span.part].append((span.start, span.end))
        self._merged = {part: _InOrder(_merged(one)) for part, one in ranges.items()}

    def covers_at(self, offset: int) -> bool:
        """Whether a place of the text lies inside."""
        return self._merged[Part.TEXT].holds(offset, offset + 1)

    def covers(self, span: Span) -> bool:
        """Whether the whole span lies inside."""
        return self._merged[span.part].holds(span.start, span.end)


def _merged(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _lower(text: str) -> str:
    folded = text.lower()
    # Few letters change their length ("İ"); they stay as they are, so that offsets hold.
    return folded if len(folded) == len(text) else "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
