"""The outlines of countries: Natural Earth 1:50m, revised towards the views of the United Nations (`tasks/draw_outlines.py`)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Degrees = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line, and the box around it: west, south, east, north.

    A line that crosses the 180th meridian goes on beyond it, so that it is one: 179, 181.
    """

    points: Sequence[Degrees]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Territory:
    """A country or territory; `code` (ISO 3166-1) is None where states dispute whose it is and no code is in use."""

    code: str | None
    name: str
    polygons: Sequence[Sequence[Ring]]


@cache
def territories() -> Sequence[Territory]:
    """Read the outlines, once (some hundredths of a second): whoever draws no map does without them."""
    file = resources.files("copydesk.report").joinpath("data", "outlines.topojson.gz")
    topology = json.loads(gzip.decompress(file.read_bytes()))
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x += step_x
            y += step_y
            arc.append((x * scale_x + west, y * scale_y + south))
        arcs.append(arc)
    return [
        Territory(
            geometry.get("id"),
            geometry["properties"]["name"],
            [[_ring(arcs, numbers) for numbers in polygon] for polygon in _polygons(geometry)],
        )
        for geometry in topology["objects"]["countries"]["geometries"]
    ]


@cache
def country_names() -> dict[str, str]:
    """The name of each country by its code."""
    return {territory.code: territory.name for territory in territories() if territory.code}


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return polygons


def _ring(arcs: Sequence[Sequence[Degrees]], numbers: Sequence[int]) -> Ring:
    """Join arcs, of which each begins where the one before ends; ~n is arc n from its end (TopoJSON)."""
    points = [point for number in numbers for point in _directed(arcs, number)]
    west, east = min(points)[0], max(points)[0]
    if east - west > HALF_TURN:
        points = list(_unbroken(points))
        if abs(points[-1][0] - points[0][0]) > HALF_TURN:
            # It runs around the pole: Antarctica is all that lies south of it.
            points += [(points[-1][0], -90), (points[0][0], -90)]
        west, east = min(points)[0], max(points)[0]
    latitudes = [latitude for _, latitude in points]
    return Ring(points, (west, min(latitudes), east, max(latitudes)))


HALF_TURN = 180


def _unbroken(points: Iterable[Degrees]) -> Iterator[Degrees]:
    """Go the short way from each point to the next."""
    turn, before = 0, None
    for longitude, latitude in points:
        if before is not None and abs(longitude - before) > HALF_TURN:
            turn += 360 if longitude < before else -360
        before = longitude
        yield longitude + turn, latitude


def _directed(arcs: Sequence[Sequence[Degrees]], number: int) -> Sequence[Degrees]:
    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
    return arc[:-1]
