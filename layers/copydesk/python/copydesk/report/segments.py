"""Spans that overlap and nest become segments that do neither.

HTML can only nest, and the spans of an analysis do not always: a quotation may end inside a name, a statement may hold another
one. So a text is cut wherever any span begins or ends, and each piece knows what lies over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """Something that lies over the text from `start` up to `end` (code points, half open)."""

    start: int
    end: int
    value: T


@dataclass(frozen=True, slots=True)
class Segment(Generic[T]):
    """A piece of the text without a boundary inside, never empty.

    `covering` holds what lies over it: what began first stands first; of those that began together, the longer. `opening` is
    the part of it that begins here, and `closing` the part that ends here.
    """

    start: int
    end: int
    covering: tuple[T, ...]
    opening: tuple[T, ...]
    closing: tuple[T, ...]


def segments(length: int, marks: Iterable[Mark[T]], cuts: Iterable[int] = ()) -> Iterator[Segment[T]]:
    """Cut a text of `length` code points at every boundary of a mark and at every one of `cuts`.

    The segments follow each other from 0 to `length` without a gap. Marks are clipped to the text; those of which nothing is
    left are passed over. After sorting, the time is proportional to the marks plus what lies over each segment.
    """
    clipped = [Mark(max(mark.start, 0), min(mark.end, length), mark.value) for mark in marks]
    begins = sorted((mark for mark in clipped if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))
    boundaries = {0, length}.union(*((mark.start, mark.end) for mark in begins), (cut for cut in cuts if 0 < cut < length))
    edges = sorted(boundaries)

    active: list[Mark[T]] = []
    waiting = 0
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start]
        first_new = len(active)
        while waiting < len(begins) and begins[waiting].start == start:
            active.append(begins[waiting])
            waiting += 1
        yield Segment(
            start=start,
            end=end,
            covering=tuple(mark.value for mark in active),
            opening=tuple(mark.value for mark in active[first_new:]),
            closing=tuple(mark.value for mark in active if mark.end == end),
        )
