"""Paragraphs, and the windows of whole paragraphs in which a long article is parsed.

spaCy's memory and the parser's time grow with the length of a Doc, so an article of any length is parsed as several Docs. A window
ends where a paragraph ends, because sentences, quotations and pronouns rarely reach over a paragraph's end; whatever does reach
over it is resolved later, over all passages of an article together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from copydesk.analysis import Part, Range

LIMIT = 50_000
"""Code points in a window. A Doc of that size takes about 400 MB at the peak of parsing."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")
_TYPEWRITTEN = 100
"""The widest column that mail programs and terminals wrap text to; a longer line was not wrapped."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one of the article's texts: `text` begins at the offset `start` of the part."""

    text: str
    start: int = 0
    part: Part = Part.TEXT


def paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a text as [start, end], without the white space around them.

    A line is a paragraph, whether or not blank lines separate them; only in a text that was wrapped to a column, as in a mail, do
    the lines between two blank lines make one.
    """
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    if not _wrapped(text, lines):
        return lines
    joined = lines[:1]
    for start, end in lines[1:]:
        if len(_BREAK.findall(text, joined[-1][1], start)) > 1:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


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


def _wrapped(text: str, lines: list[Range]) -> bool:
    """Say whether the lines were broken to fit a column: no line had room for the first word of the next."""
    width = max((end - start for start, end in lines), default=0)
    if width > _TYPEWRITTEN:
        return False
    breaks = [(one, other) for one, other in pairwise(lines) if len(_BREAK.findall(text, one[1], other[0])) == 1]
    full = sum(
        (end - start) + 1 + len(text[next_start:next_end].split(maxsplit=1)[0]) > width for (start, end), (next_start, next_end) in breaks
    )
    return len(breaks) > 2 and full >= 0.9 * len(breaks)


def _cut(text: str, start: int, end: int) -> int:
    """Return the best border for a cut after `start`, at `end` at the latest."""
    for border in (_SENTENCE_END, _SPACE):
        # Only the last tenth is looked at: a window much shorter than it might be costs more than a cut sentence.
        found = [match.end() for match in border.finditer(text, end - (end - start) // 10, end)]
        if found:
            return found[-1]
    return end
