"""An article as it was parsed: one passage for each window. Whoever reads an article reads its passages, never one Doc alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from copydesk.analysis import Part, Span
from copydesk.nlp.original import text_of
from copydesk.nlp.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    from spacy import tokens


@dataclass(frozen=True)
class Passage:
    """A window with its Doc, whose offsets count from the window's start."""

    doc: tokens.Doc
    start: int
    part: Part

    def span(self, start: int, end: int) -> Span:
        """Return the characters from `start` to `end` of the Doc as a span of the article."""
        return Span(start=self.start + start, end=self.start + end, text=self.text[start:end], part=self.part)

    @cached_property
    def text(self) -> str:
        """The text of the window."""
        return text_of(self.doc)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations of the text, in its offsets."""
        return find_quotations(self.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the Doc."""
        return Sentences(self.doc)


class Sentences:
    """The sentences of a Doc. `Token.sent` walks through the Doc at every call; this walks once."""

    def __init__(self, doc: tokens.Doc) -> None:
        self._doc = doc
        begins = (doc.to_array("SENT_START") == 1).nonzero()[0].tolist()
        self._borders: list[int] = [0, *(index for index in begins if index), len(doc)]

    def of(self, token: tokens.Token) -> tokens.Span:
        """Return the sentence that a token stands in."""
        number = bisect_right(self._borders, token.i, hi=len(self._borders) - 1)
        return self._doc[self._borders[number - 1] : self._borders[number]]
