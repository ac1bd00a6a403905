"""The tokens of an article, those of all its passages end to end, as plain lists: the rules for names ask for them by the thousand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING

from copydesk.analysis import Span
from copydesk.nlp.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BORDER = "\n\n"
_HEADING = range(3, 31)
"""Tokens of a line that can be a heading."""
_LINE_FULL = 60
_LINE_SURELY_FULL = 68
_INSIDE, _BEGINS = 1, 3
"""Codes of `Token.ent_iob`."""
_ARTICLES = frozenset({"The", "A", "An"})


class Tokens:
    """Parallel lists over the tokens; a paragraph break stands between two passages.

    `capital` says which are written as names are, `tight` which have no space behind them, `heading` which stand in a line of title
    case, and `hard_break` at which a paragraph ends (a line that was wrapped to a column goes on).
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.text: list[str] = []
        self.tag: list[str] = []
        self.label: list[str] = []
        self.capital: list[bool] = []
        self.tight: list[bool] = []
        self.sentence_start: list[bool] = []
        self.recognised: list[tuple[int, int, str]] = []
        self._passages: list[Passage] = []
        self._starts: list[int] = []
        self._offset: list[int] = []
        for passage in passages:
            self._add(passage)
        words = {*self.text}
        self.lower = frozenset(word for word in words if word.islower())
        self.hard_break = [False] * len(self.text)
        self.heading = [False] * len(self.text)
        self._mark_lines({word for word in words if "\n" in word})

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Return the tokens from `start` to `end` as a span of the article."""
        return self._at(start)[0].span(self._offset[start], self._offset[end - 1] + len(self.text[end - 1]))

    def words(self, start: int, end: int) -> str:
        """Return the tokens from `start` to `end` as they are written, with single spaces."""
        if end - start == 1:
            return self.text[start]
        text = self._at(start)[0].text
        return " ".join(text[self._offset[start] : self._offset[end - 1] + len(self.text[end - 1])].split())

    def doc(self, number: int) -> tuple[Doc, int]:
        """Return the Doc that a token stands in, and the number of its first token."""
        passage, first = self._at(number)
        return passage.doc, first

    def _at(self, number: int) -> tuple[Passage, int]:
        index = bisect_right(self._starts, number) - 1
        return self._passages[index], self._starts[index]

    def _add(self, passage: Passage) -> None:
        doc = passage.doc
        if self._passages:
            for column, value in ((self.text, _BORDER), (self.tag, "_SP"), (self.label, "")):
                column.append(value)
            self._offset.append(0)
            for flags in (self.capital, self.tight, self.sentence_start):
                flags.append(False)
        first = len(self.text)
        self._passages.append(passage)
        self._starts.append(first)
        if not len(doc):
            return
        columns = doc.to_array(["IDX", "LENGTH", "TAG", "ENT_TYPE", "ENT_IOB", "SENT_START", "SPACY"])
        offset, length, tag, label, position, sentence_start, space = columns.T.tolist()
        strings = doc.vocab.strings
        names = {code: strings[code] for code in {*tag, *label}}
        text = passage.text
        words = [text[start : start + size] for start, size in zip(offset, length, strict=True)]
        capitals = {word for word in {*words} if is_capital(word)}
        self.text += words
        self.tag += [names[code] for code in tag]
        self.label += [names[code] for code in label]
        self.capital += [word in capitals for word in words]
        self.sentence_start += [value == 1 for value in sentence_start]
        self.tight += [not value for value in space]
        self._offset += offset
        self.recognised += [(first + start, first + end, names[label[start]]) for start, end in _spans(position)]

    def _mark_lines(self, ends: Set[str]) -> None:
        start = line = 0
        for i in [number for number, word in enumerate(self.text) if word in ends] if ends else ():
            if not self._wrapped(i, self._offset[i] - self._offset[line] if i > line else 0):
                self.hard_break[i] = True
                self._mark_heading(start, i)
                start = i + 1
            line = i + 1
        self._mark_heading(start, len(self.text))

    def _wrapped(self, i: int, length: int) -> bool:
        """Say whether the line before a line end was only broken because it was full."""
        if self.text[i].count("\n") > 1 or length < _LINE_FULL or self.text[i - 1] in {".", "!", "?", ":", '"', "”"}:
            return False
        follows = self.text[i + 1] if i + 1 < len(self.text) else ""
        return follows[:1].islower() or length >= _LINE_SURELY_FULL

    def _mark_heading(self, start: int, end: int) -> None:
        if end - start not in _HEADING or self.text[end - 1] in {".", "!", "?", "”", '"'}:
            return
        words = [word for word in self.text[start:end] if word.isalpha() and len(word) > 3]
        if len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words):
            self.heading[start:end] = [True] * (end - start)


def _spans(position: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the spans in spaCy's `ENT_IOB` codes. `Doc.ents` makes an object for each."""
    for start, code in enumerate(position):
        if code == _BEGINS:
            end = start + 1
            while end < len(position) and position[end] == _INSIDE:
                end += 1
            yield start, end


def is_capital(word: str) -> bool:
    """Say whether a word is written as a name is: Kyiv, NATO, eBay."""
    if word.islower():
        return False
    if word[:1].isupper():
        return word not in _ARTICLES
    return word[:1].isalpha() and any(letter.isupper() for letter in word[1:])
