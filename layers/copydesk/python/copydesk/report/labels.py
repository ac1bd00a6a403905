"""Names on a map that cover neither each other nor the marks: placed one after the other, the most important first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from copydesk.report.projection import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

CHARACTER = 0.56
"""Of the size of the letters: how wide one is on average in a sans-serif face, with some to spare."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words with where their baseline stands and how they are aligned (SVG's `text-anchor`)."""

    text: str
    x: float
    y: float
    align: str


def placed(
    wanted: Sequence[tuple[str, Point, float]], size: float, taken: Sequence[Box], fits: Callable[[Box], bool]
) -> Iterator[Label | None]:
    """Place each of some names beside its mark (name, middle, radius), or over it where the radius is 0; None where there is no room.

    `taken` are the boxes of the marks, `fits` says whether a box is on the sheet.
    """
    occupied = list(taken)
    for text, point, radius in wanted:
        chosen = next((label for label, box in _around(text, point, radius, size) if fits(box) and not _hits(box, occupied)), None)
        if chosen:
            occupied.append(_box(chosen, size))
        yield chosen


def _around(text: str, point: Point, radius: float, size: float) -> Iterator[tuple[Label, Box]]:
    """To the right, to the left, above and below, then at the corners: the order that cartographers prefer in short."""
    x, y = point
    away, corner, line = radius + 0.3 * size, 0.7 * radius + 0.1 * size, 0.35 * size
    spots = [
        (x + away, y + line, "start"),
        (x - away, y + line, "end"),
        (x, y - away, "middle"),
        (x, y + away + 2 * line, "middle"),
        (x + corner, y - corner, "start"),
        (x + corner, y + corner + 2 * line, "start"),
        (x - corner, y - corner, "end"),
        (x - corner, y + corner + 2 * line, "end"),
    ]
    for spot in spots if radius else [(x, y + line, "middle")]:
        label = Label(text, *spot)
        yield label, _box(label, size)


def _box(label: Label, size: float) -> Box:
    width = len(label.text) * CHARACTER * size
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.align]
    return left, label.y - 0.8 * size, left + width, label.y + 0.25 * size


def _hits(box: Box, others: Sequence[Box]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in others)
