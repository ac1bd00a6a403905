"""Maps of an article's places, as what is to be drawn: outlines, marks sized by mentions, names that leave each other room.

A map is drawn for two sizes of sheet: on a phone the same sheet is a third as wide, and its names would be too small to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

from copydesk.analysis import Analysis, Entity, EntityType, Place
from copydesk.report.labels import Box, Label, placed
from copydesk.report.outlines import Degrees, Territory, territories
from copydesk.report.projection import WIDTH, Point, View, fitted, middle, outline

FINE = 2
"""Outlines are written in whole steps of half a pixel."""

RADIUS, LARGEST = 4.5, 16.0
"""Of the mark of a place with one mention, and of the largest; the area grows with the mentions."""

ALTERNATIVE = 3.0
"""The radius of the mark where else a doubtful place may be."""

EDGE = 4.0
COUNTRIES_KM = 2200.0
"""The least that a map of countries alone shows from west to east."""

CLUSTER, FEWEST, CLOSER = 0.5, 3, 5
"""A second map shows where most places are: this share of the mentions, no fewer places, and so many times the scale."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the map with all names of the article that mean it, those that surely do first."""

    entities: Sequence[Entity]
    place: Place
    territory: Territory | None

    @property
    def name(self) -> str:
        """What the article calls it, with a question mark where it is doubtful and a star where states dispute it."""
        return f"{self.entities[0].name}{'?' if self.place.doubtful else ''}{'*' if self.place.disputed else ''}"

    @property
    def mentions(self) -> int:
        """How often the article names it."""
        return sum(len(entity.mentions) for entity in self.entities)

    @property
    def degrees(self) -> Degrees:
        """Where it is."""
        return self.place.longitude, self.place.latitude

    @property
    def is_area(self) -> bool:
        """Whether its name is written over it, without a mark: a country, a sea, a range."""
        return self.territory is not None or self.entities[0].type is EntityType.LOC


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline as SVG's path, in half pixels; `mentioned` where the article names the country."""

    path: str
    mentioned: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The disc of a place, or a small one where else it may be, with `tie` the place it belongs to."""

    x: float
    y: float
    radius: float
    doubtful: bool
    tie: Point | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the map; that of an area is written otherwise."""

    label: Label
    of_area: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks and names for one size of sheet: `size` is that of the letters."""

    size: float
    marks: Sequence[Mark]
    names: Sequence[Name]


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale: how long it is on the sheet and in kilometres."""

    length: float
    kilometres: int


@dataclass(frozen=True, slots=True)
class Map:
    """One map. `nameless` lie on it without room for their names, `outside` lie beyond it."""

    height: float
    shapes: Sequence[Shape]
    wide: Layer
    narrow: Layer
    bar: Bar
    shown: Sequence[str]
    nameless: Sequence[str]
    outside: Sequence[str]


def maps(analysis: Analysis) -> list[Map]:
    """Draw the places of an article; and where most of them lie close together and one far away, those once more, first."""
    spots = _spots(analysis)
    fixed = [spot for spot in spots if not spot.is_area] or [spot for spot in spots if not spot.territory]
    if not fixed:
        return [_drawn(fitted([spot.degrees for spot in spots], COUNTRIES_KM), spots)] if spots else []
    whole = fitted([spot.degrees for spot in fixed])
    close = fitted([spot.degrees for spot in _cluster(fixed, whole)])
    return [_drawn(view, spots) for view in ([close, whole] if close.scale > CLOSER * whole.scale else [whole])]


def _spots(analysis: Analysis) -> list[Spot]:
    """The places, those that the article is about first, then by salience and mentions."""
    about = set(analysis.document.about)
    located = [(entity, entity.place) for entity in analysis.entities if entity.place]
    located.sort(key=lambda pair: (pair[0].id not in about, -pair[0].salience, -len(pair[0].mentions)))
    known = {(territory.code, territory.name): territory for territory in territories()} if located else {}
    grouped: dict[tuple[float, float], list[tuple[Entity, Place]]] = {}
    for entity, place in located:
        grouped.setdefault((round(place.latitude, 2), round(place.longitude, 2)), []).append((entity, place))
    for those in grouped.values():
        those.sort(key=lambda pair: pair[1].doubtful)
    return [
        Spot([entity for entity, _ in those], those[0][1], known.get((those[0][1].country_code, those[0][1].name)))
        for those in grouped.values()
    ]


def _cluster(spots: Sequence[Spot], view: View) -> Sequence[Spot]:
    """The places around one of them that together have most of the mentions, within the shortest distance."""
    enough = CLUSTER * sum(spot.mentions for spot in spots)
    points = [view.project(*spot.degrees) for spot in spots]
    best: tuple[float, Sequence[Spot]] = (0.0, spots)
    for x, y in points[:50]:
        near = sorted((hypot(px - x, py - y), number) for number, (px, py) in enumerate(points))
        count = mentions = 0
        for distance, number in near:
            count, mentions = count + 1, mentions + spots[number].mentions
            if count >= FEWEST and mentions >= enough:
                if best[1] is spots or distance < best[0]:
                    best = (distance, [spots[n] for _, n in near[:count]])
                break
    return best[1]


def _drawn(view: View, spots: Sequence[Spot]) -> Map:
    mentioned = {spot.territory.name for spot in spots if spot.territory}
    seen = {territory.name: _seen(territory, view) for territory in territories()}
    points = [_point(spot, view, seen) for spot in spots]
    wide, narrow = (_layer(view, list(zip(spots, points, strict=True)), size) for size in (13.0, 30.0))
    shown = [spot.name for spot, point in zip(spots, points, strict=True) if point]
    named = {name.label.text for name in wide.names}
    return Map(
        height=view.height,
        shapes=[
            Shape(_path(polygons), territory.name in mentioned, territory.code is None)
            for territory in territories()
            if (polygons := seen[territory.name])
        ],
        wide=wide,
        narrow=narrow,
        bar=_bar(view),
        shown=shown,
        nameless=[name for name in shown if name not in named],
        outside=[spot.name for spot, point in zip(spots, points, strict=True) if not point],
    )


def _seen(territory: Territory, view: View) -> list[list[Point]]:
    return [ring for polygon in territory.polygons for hole_or_ring in polygon for ring in outline(hole_or_ring, view)]


def _path(rings: Iterable[Sequence[Point]]) -> str:
    return "".join(_closed([(round(FINE * x), round(FINE * y)) for x, y in ring]) for ring in rings)


def _closed(ring: Sequence[tuple[int, int]]) -> str:
    steps = ((x - px, y - py) for (px, py), (x, y) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(f'{x} {y}' for x, y in steps if x or y)}z"


def _point(spot: Spot, view: View, seen: dict[str, list[list[Point]]]) -> Point | None:
    """Where a place stands on the sheet: a country in the middle of what is seen of it. None beyond the edge."""
    point = view.project(*spot.degrees)
    if view.shows(point, EDGE):
        return point
    if spot.territory and (rings := seen[spot.territory.name]):
        inner, area = max((middle(ring) for ring in rings), key=lambda found: found[1])
        return inner if view.shows(inner, EDGE) and area > WIDTH else None
    return None


def _layer(view: View, spots: Sequence[tuple[Spot, Point | None]], size: float) -> Layer:
    grown = size / 13.0
    discs: list[Mark] = []
    wanted: list[tuple[str, Point, float]] = []
    areas: list[tuple[str, Point, float]] = []
    for spot, point in spots:
        if point is None:
            continue
        if spot.is_area:
            areas.append((spot.name, point, 0.0))
            continue
        radius = grown * min(RADIUS * sqrt(spot.mentions), LARGEST)
        discs.append(Mark(*point, radius, spot.place.doubtful))
        wanted.append((spot.name, point, radius))
    elsewhere = [mark for spot, point in spots if point and not spot.is_area for mark in _elsewhere(spot, point, view, grown)]
    taken = [_around(mark) for mark in [*discs, *elsewhere]]
    labels = placed([*wanted, *areas], size, taken, lambda box: view.shows(box[:2], EDGE) and view.shows(box[2:], EDGE))
    names = [Name(label, number >= len(wanted)) for number, label in enumerate(labels) if label]
    # The small last, so that none is hidden under a large one.
    return Layer(size, [*elsewhere, *sorted(discs, key=lambda mark: -mark.radius)], names)


def _elsewhere(spot: Spot, point: Point, view: View, grown: float) -> Iterator[Mark]:
    if not spot.place.doubtful:
        return
    for alternative in spot.place.alternatives:
        other = view.project(alternative.longitude, alternative.latitude)
        if view.shows(other, EDGE):
            yield Mark(*other, grown * ALTERNATIVE, doubtful=True, tie=point)


def _around(mark: Mark) -> Box:
    return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius


def _bar(view: View) -> Bar:
    """The longest round length that fits into a fifth of the sheet."""
    longest = WIDTH / 5 / view.kilometre
    kilometres = next(step for step in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10) if step <= longest or step == 10)
    return Bar(kilometres * view.kilometre, kilometres)
