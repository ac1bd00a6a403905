"""Paragraphs, and the windows of whole paragraphs in which a long article is parsed.

spaCy's memory and the parser's time grow with the length of a Doc, so an article of any length is parsed as several Docs. A window
ends where a paragraph ends, because sentences, quotations and pronouns rarely reach over a paragraph's end; whatever does reach
over it is resolved later, over all passages of an article together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from copydesk.analysis import Part, Range

LIMIT = 50_000
"""Code points in a window. A Doc of that size takes about 400 MB at the peak of parsing."""

RECENT = 64
"""Texts whose paragraphs and quotations are remembered: half a dozen readers of a text ask for them, batch by batch."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
"""How a line ends that may be the last of its paragraph."""

_ENDING = 8
"""Code points in which the end of a sentence and the marks that close behind it have room."""

_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)")
_TYPEWRITTEN = 120
"""The widest column that programs wrap text to; a longer line was not wrapped."""

_PROSE = 60
"""Code points from which a line without a full stop is taken for prose: lines of verse, labels and the items of lists are shorter."""

_WORD = 8
"""Code points of a word and the space before it: by that much the lines of a column differ."""

_FEWEST = 3
"""The fewest broken lines that show a column."""

_FULL = 0.8
"""The share of the broken sentences that must have been broken where the column was full."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one of the article's texts: `text` begins at the offset `start` of the part."""

    text: str
    start: int = 0
    part: Part = Part.TEXT


@lru_cache(maxsize=RECENT)
def paragraphs(text: str) -> tuple[Range, ...]:
    """Return the paragraphs of a text as [start, end], without the white space around them.

    A line is a paragraph, whether or not blank lines separate them, unless the sentence in it goes on in the next line. That is so
    in text that was wrapped to a column, all of it or some of its paragraphs, as mail programs and old systems do it, and where
    something in the midst of a sentence, such as a link, stands on a line of its own.
    """
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    going_on = _going_on(text, lines)
    joined = lines[:1]
    for number, (start, end) in enumerate(lines[1:]):
        if number in going_on:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def windows(text: str, limit: int = LIMIT) -> Iterator[Window]:
    """Cut a text into windows of whole paragraphs of at most `limit` code points; together they hold the whole text.

    A paragraph that is longer than that is cut behind a sentence, else between two words, else anywhere.
    """
    if len(text) <= limit:
        if text:
            yield Window(text)
        return
    start = 0
    starts = [begin for begin, _ in paragraphs(text)] + [len(text)]
    fitting = 0
    for border in starts:
        if border - start > limit and fitting > start:
            yield Window(text[start:fitting], start)
            start = fitting
        while border - start > limit:
            cut = _cut(text, start, start + limit)
            yield Window(text[start:cut], start)
            start = cut
        fitting = border
    if start < len(text):
        yield Window(text[start:], start)


def _stripped(text: str, start: int, end: int) -> Range:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _going_on(text: str, lines: Sequence[Range]) -> set[int]:
    """Return the numbers of the lines whose paragraph goes on in the next line."""
    breaks = [number for number, (one, other) in enumerate(pairwise(lines)) if len(_BREAK.findall(text, one[1], other[0])) == 1]
    if not breaks:
        return set()
    if _is_wrapped(text, lines, breaks):
        return set(breaks)
    unended = [number for number in breaks if not _ENDS.search(text[slice(*lines[number])][-_ENDING:])]
    running = [number for number in unended if text[lines[number + 1][0]].islower()]
    column = _column(text, lines, running)
    if not column:
        return _interrupted(text, lines, running)
    full = {number for number in unended if _is_full(text, lines, number, column)}
    ragged = {number for number in running if 2 * _length(lines[number]) >= column}
    return full | ragged | _interrupted(text, lines, running)


def _is_wrapped(text: str, lines: Sequence[Range], breaks: Sequence[int]) -> bool:
    """Say whether all lines were broken to fit a column: hardly one had room for the first word of the next."""
    width = max(map(_length, lines))
    if width > _TYPEWRITTEN or len(breaks) < _FEWEST:
        return False
    return sum(_is_full(text, lines, number, width) for number in breaks) >= 0.9 * len(breaks)


def _column(text: str, lines: Sequence[Range], running: Sequence[int]) -> int:
    """Return the width of the column that the lines with broken sentences fill, 0 where they fill none."""
    broken = [number for number in running if _length(lines[number]) <= _TYPEWRITTEN]
    width = max((_length(lines[number]) for number in broken), default=0)
    if len(broken) < (2 if width >= _PROSE else 2 * _FEWEST):
        return 0
    return width if sum(_is_full(text, lines, number, width) for number in broken) >= _FULL * len(broken) else 0


def _is_full(text: str, lines: Sequence[Range], number: int, width: int) -> bool:
    """Say whether a line fits into a column, but not together with the first word of the next line."""
    start, end = lines[number + 1]
    word = text[start:end].split(maxsplit=1)[0]
    # The column is known by its widest line, and a few others may be a little wider.
    return _length(lines[number]) - _WORD <= width < _length(lines[number]) + 1 + len(word)


def _interrupted(text: str, lines: Sequence[Range], running: Sequence[int]) -> set[int]:
    """Return those of the lines that are pieces of one sentence: it begins as prose does, and comes to an end."""
    found: set[int] = set()
    for _, group in groupby(enumerate(running), key=lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        first, last = lines[run[0]], lines[run[-1] + 1]
        begins = _length(first) >= _PROSE and not text[first[0]].islower()
        if begins and _STOP.search(text, *last):
            found.update(run)
    return found


def _length(line: Range) -> int:
    return line[1] - line[0]


def _cut(text: str, start: int, end: int) -> int:
    """Return the best border for a cut after `start`, at `end` at the latest."""
    for border in (_SENTENCE_END, _SPACE):
        # Only the last tenth is looked at: a window much shorter than it might be costs more than a cut sentence.
        found = [match.end() for match in border.finditer(text, end - (end - start) // 10, end)]
        if found:
            return found[-1]
    return end
