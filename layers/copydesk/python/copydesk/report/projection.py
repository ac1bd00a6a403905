"""From degrees to a sheet: which part of the world a map shows, and what of an outline lies on it.

The projection is equirectangular, true to scale along the middle latitude of the map (Snyder 1987, p. 90): shapes are right where the
article's places are, at every size of map, and a straight line of the outlines stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from copydesk.report.outlines import Degrees, Ring

Point = tuple[float, float]
"""On the sheet: from its left and from its top."""

WIDTH = 944.0
"""Of the sheet; it has the unit of the page's text at its full width."""

LOWEST, HIGHEST = 380.0, 560.0
"""Between these the height follows the places."""

MARGIN = 0.16
"""What is left free around the places, of the distance between the outermost on each side."""

SMALLEST_KM = 400.0
"""The least that a map shows from west to east: the outlines are too coarse for less, and a lone place needs its surroundings."""

KM_PER_DEGREE = 111.2
NEAR_POLE = 84.0
"""The latitude beyond which no map is narrowed further: at the pole itself nothing would be left."""


@dataclass(frozen=True, slots=True)
class View:
    """What a sheet shows: its middle in degrees, how much a degree of latitude is, and how much of that one of longitude."""

    longitude: float
    latitude: float
    scale: float
    narrowing: float
    height: float

    def project(self, longitude: float, latitude: float) -> Point:
        """Where a point lies on the sheet, or beside it; of all turns around the globe the nearest to the middle."""
        return self.line([(self.longitude + (longitude - self.longitude + 180) % 360 - 180, latitude)])[0]

    def line(self, points: Iterable[Degrees], turn: float = 0.0) -> list[Point]:
        """Where the points of a line lie, so many degrees around the globe from where they are."""
        across, up = self.narrowing * self.scale, self.scale
        x, y = WIDTH / 2 + (turn - self.longitude) * across, self.height / 2 + self.latitude * up
        return [(x + longitude * across, y - latitude * up) for longitude, latitude in points]

    def shows(self, point: Point, edge: float = 0.0) -> bool:
        """Whether a point lies on the sheet, `edge` away from where it ends."""
        return edge <= point[0] <= WIDTH - edge and edge <= point[1] <= self.height - edge

    @property
    def kilometre(self) -> float:
        """How much a kilometre is on the sheet."""
        return self.scale / KM_PER_DEGREE

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north; west and east may lie beyond 180 degrees."""
        across, up = WIDTH / 2 / (self.scale * self.narrowing), self.height / 2 / self.scale
        return self.longitude - across, self.latitude - up, self.longitude + across, self.latitude + up


def fitted(places: Sequence[Degrees], smallest_km: float = SMALLEST_KM) -> View:
    """The view that shows all of some places, of which there must be one at least, with a margin."""
    west, east = _span(longitude for longitude, _ in places)
    south, north = (limit(latitude for _, latitude in places) for limit in (min, max))
    latitude = (south + north) / 2
    narrowing = cos(radians(min(abs(latitude), NEAR_POLE)))
    across = max((east - west) * narrowing * (1 + 2 * MARGIN), smallest_km / KM_PER_DEGREE)
    up = (north - south) * (1 + 2 * MARGIN)
    height = max(LOWEST, min(HIGHEST, WIDTH * up / across))
    scale = max(min(WIDTH / across, height / up if up else WIDTH / across), WIDTH / (360 * narrowing))
    return View(((west + east) / 2 + 180) % 360 - 180, latitude, scale, narrowing, height)


def _span(longitudes: Iterable[float]) -> tuple[float, float]:
    """From the westernmost to the easternmost, the short way around the globe: what is left is the widest gap."""
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in pairwise([*around, around[0] + 360])]
    gap, first = max(gaps)
    return first % 360, first % 360 + 360 - gap


def outline(ring: Ring, view: View, bleed: float = 6.0, least: float = 0.7) -> list[list[Point]]:
    """What of a ring lies on the sheet, once for each turn around the globe on which it does.

    It is cut off `bleed` beyond the edge, where the cut is not seen, and points nearer to each other than `least` become one.
    """
    west, south, east, north = view.box
    found = []
    for turn in (-360, 0, 360):
        if ring.box[0] + turn > east or ring.box[2] + turn < west or ring.box[1] > north or ring.box[3] < south:
            continue
        points = view.line(ring.points, turn)
        within = west <= ring.box[0] + turn and ring.box[2] + turn <= east and south <= ring.box[1] and ring.box[3] <= north
        clipped = points if within else _clipped(points, (-bleed, -bleed, WIDTH + bleed, view.height + bleed))
        thinned = _thinned(clipped, least)
        if len(thinned) > 2:
            found.append(thinned)
    return found


def _clipped(points: list[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Cut a ring along the four sides of a box (Sutherland and Hodgman 1974)."""
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: list[Point] = []
        here = points[-1] if points else (0.0, 0.0)
        inside = sign * (here[axis] - limit) >= 0
        for there in points:
            ends_inside = sign * (there[axis] - limit) >= 0
            if inside is not ends_inside:
                part = (limit - here[axis]) / (there[axis] - here[axis])
                kept.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
            if ends_inside:
                kept.append(there)
            here, inside = there, ends_inside
        points = kept
    return points


def _thinned(points: list[Point], least: float) -> list[Point]:
    kept = points[:1]
    for point in points[1:]:
        (x, y), (px, py) = point, kept[-1]
        if abs(x - px) >= least or abs(y - py) >= least:
            kept.append(point)
    return kept


def middle(ring: Sequence[Point]) -> tuple[Point, float]:
    """The centroid of a ring, and its area."""
    doubled = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
        cross = x0 * y1 - x1 * y0
        doubled, x, y = doubled + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not doubled:
        return ring[0], 0.0
    return (x / (3 * doubled), y / (3 * doubled)), abs(doubled) / 2
