"""An article as it was parsed: one passage for each window. Whoever reads an article reads its passages, never one Doc alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from copydesk.analysis import Part, Range, Span
from copydesk.nlp.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    from spacy import tokens

SpanOfArticle = TypeVar("SpanOfArticle", bound=Span)


@dataclass(frozen=True)
class Passage:
    """A window with its Doc, whose offsets count from the window's start.

    `text` is that of the Doc, which would put it together anew from all tokens at every call of `Doc.text`.
    """

    doc: tokens.Doc
    text: str
    start: int
    part: Part

    def span(self, start: int, end: int) -> Span:
        """Return the characters from `start` to `end` of the Doc as a span of the article."""
        return Span(start=self.start + start, end=self.start + end, text=self.text[start:end], part=self.part)

    def placed(self, span: SpanOfArticle) -> SpanOfArticle:
        """Return a span in offsets of the Doc as one of the article."""
        if self.start == 0 and span.part is self.part:
            return span
        return span.model_copy(update={"start": self.start + span.start, "end": self.start + span.end, "part": self.part})

    @property
    def quotations(self) -> Sequence[Quotation]:
        """The quotations of the text, in its offsets."""
        return find_quotations(self.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the Doc."""
        return Sentences(self.doc)

    @cached_property
    def bounds(self) -> list[Range]:
        """Each sentence in offsets of the Doc, without the white space around it: nothing is left of one that is all white space."""
        found = []
        for sentence in self.sentences.spans:
            words = self.text[sentence.start_char : sentence.end_char]
            start = sentence.start_char + len(words) - len(words.lstrip())
            found.append((start, max(start, sentence.start_char + len(words.rstrip()))))
        return found


class Sentences:
    """The sentences of a Doc. `Token.sent` walks through the Doc at every call; this walks once."""

    def __init__(self, doc: tokens.Doc) -> None:
        self._doc = doc
        begins = (doc.to_array("SENT_START") == 1).nonzero()[0].tolist()
        self._borders: list[int] = [0, *(index for index in begins if index), len(doc)]

    @property
    def spans(self) -> list[tokens.Span]:
        """All of them, in their order."""
        return [self._doc[start:end] for start, end in pairwise(self._borders) if start < end]

    def of(self, token: tokens.Token) -> tokens.Span:
        """Return the sentence that a token stands in."""
        start, end = self.bounds(token)
        return self._doc[start:end]

    def bounds(self, token: tokens.Token) -> tuple[int, int]:
        """Return the first token of the sentence that a token stands in, and the one behind its last."""
        number = bisect_right(self._borders, token.i, hi=len(self._borders) - 1)
        return self._borders[number - 1], self._borders[number]
