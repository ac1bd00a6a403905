"""Find quotations by their marks.

Works on the text alone: every style of mark (“ ” " '' `` „ « » ‹ › ‘ ’ '), nested, odd or left open.
Apostrophes and possessives are never marks.  A quotation that goes on over several paragraphs, opened anew in
each and closed once (the usual practice in print), is one quotation with one part a paragraph.

Nothing here says whether a quotation is speech, a title or a scare quote: that takes its surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from copydesk.nlp.windows import RECENT, paragraphs

Family = Literal["double", "single", "guillemet", "single_guillemet"]
Span = tuple[int, int]

_MARK = re.compile("``|''|‘‘|’’|[\"“”„‟＂«»‹›‘’‚‛'`]")
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "``", "''", "‘‘", "’’"), "double"),
    **dict.fromkeys(("‘", "’", "‚", "‛", "'", "`"), "single"),
    **dict.fromkeys(("«", "»"), "guillemet"),
    **dict.fromkeys(("‹", "›"), "single_guillemet"),
}
_OPENS = frozenset("“„‟«‹‘‚‛`") | {"``", "‘‘"}
_CLOSES = frozenset("”»›’")
_STRAIGHT = frozenset("\"＂'")
_MAY_PRECEDE_OPENING = frozenset("([{—–-/:;,“”‘„\"'«‹…>*_")
# What an apostrophe may stand before at the start of a word: ’90s, ’em, ’tis.
_ELISION = re.compile(r"\d\ds?\b|(?:em|til|till|cause|cos|bout|tis|twas|twere|n|round|neath|nuff|tude|kay)\b", re.IGNORECASE)
_SENTENCE_END = frozenset(".,!?…;:—–")
_PARAGRAPHS_AHEAD = 6
# Bounds that keep hostile text linear.
_MARKS_AHEAD = 100
_DEEPEST = 8
_ONE_MORE = bytes(min(count + 1, 255) for count in range(256))


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included.

    ``parts`` has one span for each paragraph it runs through; ``depth`` is 0 for the outermost, 1 for a quotation
    within a quotation.  ``closed`` is false where no closing mark was found: the last part then ends with its
    paragraph, or before the mark that opens the next quotation.
    """

    parts: tuple[Span, ...]
    family: Family
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        """The offset of the first opening mark."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """The offset behind the last closing mark."""
        return self.parts[-1][1]


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    symbol: str
    family: Family
    before: str  # the character before it in its paragraph, "" at the start
    after: str
    closer: _Mark | None = None  # for a single opening mark: its closing mark, found by looking ahead

    @property
    def straight(self) -> bool:
        """Whether it looks the same at both ends; a text that has such marks mostly keeps to one style keeps to it."""
        return self.symbol in _STRAIGHT

    @property
    def shaped_to_open(self) -> bool:
        return (not self.before or self.before.isspace() or self.before in _MAY_PRECEDE_OPENING) and bool(
            self.after and not self.after.isspace()
        )

    @property
    def shaped_to_close(self) -> bool:
        return bool(self.before and not self.before.isspace() and not self.after.isalnum())


@dataclass(slots=True)
class _Open:
    mark: _Mark
    parts: list[Span]
    depth: int


@lru_cache(maxsize=RECENT)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text in the order of their opening marks, outer before inner."""
    marked = [(one, _marks(text, *one)) for one in paragraphs(text)]
    found: list[Quotation] = []
    carried: _Open | None = None
    for index, ((start, end), marks) in enumerate(marked):
        reader = _Paragraph(text, (start, end), marks, found)
        left_open = reader.read(carried)
        carried = None
        if left_open is None:
            continue
        if _goes_on(left_open.mark, [following for _, following in marked[index + 1 : index + 1 + _PARAGRAPHS_AHEAD]]):
            carried = left_open
        elif left_open.mark.family != "single" or len(left_open.parts) > 1:
            found.append(_finished(left_open, closed=False))
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def quoted_mask(length: int, quotations: Sequence[Quotation]) -> bytearray:
    """Return one byte a character: how many quotations it stands in (marks count as inside), at most 255."""
    mask = bytearray(length)
    for one in quotations:
        for start, end in one.parts:
            mask[start:end] = mask[start:end].translate(_ONE_MORE)
    return mask


def _finished(one: _Open, *, closed: bool) -> Quotation:
    return Quotation(tuple(one.parts), one.mark.family, one.depth, closed)


def _goes_on(opened: _Mark, following: Sequence[Sequence[_Mark]]) -> bool:
    """Say whether a quotation left open at a paragraph's end continues in the next one.

    It does where the next paragraph opens with such a mark again, or where the next such mark closes.
    """
    family = opened.family
    for distance, marks in enumerate(following):
        first = next((mark for mark in marks if mark.family == family and not _is_apostrophe(mark)), None)
        if first is None:
            continue
        if not first.before:
            return distance == 0 and first.symbol not in _CLOSES and first.straight == opened.straight
        return family != "single" and (first.symbol in _CLOSES or (first.symbol not in _OPENS and not first.shaped_to_open))
    return False


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    marks = []
    for match in _MARK.finditer(text, start, end):
        symbol = match.group()
        before = text[match.start() - 1] if match.start() > first else ""
        after = text[match.end()] if match.end() < end else ""
        mark = _Mark(match.start(), match.end(), symbol, _FAMILY[symbol], before, after)
        if mark.family == "single" and before.isalnum() and after.isalnum():
            continue  # don't, O'Brien, Kyiv’s
        if mark.family == "single" and symbol != "‘" and mark.shaped_to_open and _ELISION.match(text, match.end()):
            continue
        if symbol == "‘" and re.match(r"\d\ds\b", text[match.end() : match.end() + 5]):
            continue
        marks.append(mark)
    for index, mark in enumerate(marks):
        if mark.family == "single" and _opens_single(mark):
            mark.closer = _closing_single(text, marks, index)
    return marks


def _is_apostrophe(mark: _Mark) -> bool:
    return mark.family == "single" and not _opens_single(mark)


def _opens_single(mark: _Mark) -> bool:
    if mark.symbol in _OPENS:
        return bool(mark.after and not mark.after.isspace()) and not mark.before.isalnum()
    return mark.symbol == "'" and mark.shaped_to_open and not mark.before.isalnum()


def _closing_single(text: str, marks: Sequence[_Mark], index: int) -> _Mark | None:
    """Return the mark that closes a single opening mark in its paragraph, ``None`` where there is none.

    The first that cannot be a possessive (`workers’`) or a dropped letter (`goin’`), else the first that can.
    """
    weak: _Mark | None = None
    inside_double = 0
    for mark in marks[index + 1 : index + 1 + _MARKS_AHEAD]:
        if mark.family == "double":
            opens = mark.symbol in _OPENS or (mark.symbol not in _CLOSES and mark.shaped_to_open)
            if not opens and not inside_double:
                return weak
            inside_double += 1 if opens else -1
            continue
        if mark.family != "single":
            continue
        if _opens_single(mark) and not mark.shaped_to_close:
            return weak
        if mark.symbol in _OPENS - {"`"} or not mark.shaped_to_close:
            continue
        drops_letter = mark.before in "sSzx" or text[max(0, mark.start - 2) : mark.start] == "in"
        if not drops_letter or mark.after in _SENTENCE_END or mark.before in _SENTENCE_END or not mark.after:
            return mark
        weak = weak or mark
    return weak


class _Paragraph:
    """Reads one paragraph's marks with a stack of what stands open."""

    def __init__(self, text: str, span: Span, marks: Sequence[_Mark], found: list[Quotation]) -> None:
        self._text = text
        self._start, self._end = span
        self._marks = marks
        self._found = found
        self._stack: list[_Open] = []

    def read(self, carried: _Open | None) -> _Open | None:
        """Read the paragraph; return the outermost quotation it leaves open, its parts up to the paragraph's end."""
        marks = iter(self._marks)
        if carried is not None:
            carried.parts.append((self._start, self._start))
            self._stack.append(carried)
            first = next(marks, None)
            if first is not None and (first.before or first.family != carried.mark.family or first.symbol in _CLOSES):
                marks = iter(self._marks)
            elif first is not None:
                carried.mark = first
        taken = list(marks)
        for index, mark in enumerate(taken):
            self._take(mark, taken[index + 1 : index + 1 + _MARKS_AHEAD])
        if not self._stack:
            return None
        outermost = self._stack[0]
        start = outermost.parts[-1][0]
        outermost.parts[-1] = (start, start + len(self._text[start : self._end].rstrip()))
        single_closed_later = outermost.mark.family == "single" and outermost.mark.before
        return None if single_closed_later else outermost

    def _take(self, mark: _Mark, following: Sequence[_Mark]) -> None:
        if mark.family == "single":
            self._take_single(mark)
            return
        top_first = reversed(range(len(self._stack)))
        at = next((i for i in top_first if self._stack[i].mark.family == mark.family), None)
        if at is None:
            if mark.symbol in _OPENS or mark.shaped_to_open or self._spaced(mark):
                self._open(mark)
            return
        if self._closes(mark, on_top=at == len(self._stack) - 1):
            self._close(at, mark.end)
        elif at == len(self._stack) - 1 and not _both_close(self._stack[at].mark, mark, following):
            self._abandon(at, mark.start)
            self._open(mark)
        else:
            self._open(mark)

    def _take_single(self, mark: _Mark) -> None:
        for at, opened in enumerate(self._stack):
            if opened.mark.closer is mark:
                self._close(at, mark.end)
                return
        carried = self._stack[0] if self._stack and self._stack[0].mark.family == "single" else None
        if carried and len(carried.parts) > 1 and not _opens_single(mark) and mark.shaped_to_close and mark.before in _SENTENCE_END:
            self._close(0, mark.end)
        elif mark.closer is not None or (_opens_single(mark) and not mark.before and not self._stack):
            self._open(mark)

    @staticmethod
    def _spaced(mark: _Mark) -> bool:
        return mark.symbol not in _CLOSES and (not mark.before or mark.before.isspace()) and mark.after.isspace()

    @staticmethod
    def _closes(mark: _Mark, *, on_top: bool) -> bool:
        if mark.symbol in _CLOSES:
            return True
        if mark.symbol in _OPENS:
            return mark.shaped_to_close and not mark.shaped_to_open and on_top
        # A comma or a full stop right before it belongs to the words quoted, also where the space behind is missing.
        return mark.shaped_to_close or not mark.shaped_to_open or (on_top and mark.before != "" and mark.before in ",.!?")

    def _open(self, mark: _Mark) -> None:
        if len(self._stack) < _DEEPEST:
            self._stack.append(_Open(mark, [(mark.start, mark.start)], len(self._stack)))

    def _close(self, at: int, end: int) -> None:
        closed = self._stack[at]
        closed.parts[-1] = (closed.parts[-1][0], end)
        self._found.append(_finished(closed, closed=True))
        del self._stack[at:]

    def _abandon(self, at: int, end: int) -> None:
        """End a quotation that was never closed before the mark that opens the next one."""
        left = self._stack[at]
        start = left.parts[-1][0]
        left.parts[-1] = (start, start + len(self._text[start:end].rstrip()))
        if left.mark.family != "single":
            self._found.append(_finished(left, closed=False))
        del self._stack[at:]


def _both_close(outer: _Mark, inner: _Mark, following: Sequence[_Mark]) -> bool:
    """Say whether a mark opens a quotation within one that opened with the same kind of mark: "what he calls “hell” is …” both close.

    Straight marks tell by the spaces beside them whether they open or close. A quotation that opens a paragraph with one may go on in the
    next, and has curly marks of its own within.
    """
    if outer.straight != inner.straight:
        closing = any(mark.family == outer.family and mark.symbol in _CLOSES for mark in following)
        return outer.straight and not outer.before and closing
    open_marks = 2
    for mark in following:
        if mark.family == outer.family:
            opens = mark.symbol in _OPENS or (mark.straight and mark.shaped_to_open and not mark.shaped_to_close)
            closes = mark.symbol in _CLOSES or (mark.straight and mark.shaped_to_close and not mark.shaped_to_open)
            open_marks += opens - closes
            if open_marks == 0:
                return True
    return False


def outermost(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Yield the quotations that stand in no other."""
    return (one for one in quotations if one.depth == 0)
