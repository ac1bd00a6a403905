"""Places: maps of where the article's places are, and the same as a table, doubts and all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Entity, Location, Place
from copydesk.report.maps import Map, maps
from copydesk.report.outlines import country_names
from copydesk.report.references import References

SURE = 0.9
"""The confidence from which nobody needs to see the namesakes."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Where else a place may be; namesakes in one country are told apart by their coordinates."""

    location: Location
    country: str | None
    coordinates: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the table; `about` says that the article is about it."""

    entity: Entity
    place: Place
    country: str | None
    about: bool
    alternatives: Sequence[Alternative]

    @property
    def coordinates(self) -> str:
        """Where the gazetteer puts it."""
        return coordinates(self.place)

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return len(self.entity.mentions)


@dataclass(frozen=True, slots=True)
class Places:
    """The section: one or two maps, the table, and whether a star or a question mark on them needs a word."""

    maps: Sequence[Map]
    rows: Sequence[Row]

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Row]]]:
        """The rows of what the article is about, and the others."""
        parts = [("What the article is about", True), ("Also named", False)]
        return [(title, rows) for title, about in parts if (rows := [row for row in self.rows if row.about is about])]

    @property
    def disputed(self) -> bool:
        """Whether states dispute one of them."""
        return any(row.place.disputed for row in self.rows)

    @property
    def doubtful(self) -> int:
        """How many an editor should check."""
        return sum(row.place.doubtful for row in self.rows)


def view(analysis: Analysis, references: References) -> Places | None:
    """List the places, those that the article is about first, then by salience; None where none has a place on the map."""
    del references
    about = set(analysis.document.about)
    rows = [_row(entity, entity.place, entity.id in about) for entity in analysis.entities if entity.place]
    rows.sort(key=lambda row: (not row.about, -row.entity.salience, -row.mentions))
    return Places(maps(analysis), rows) if rows else None


def _row(entity: Entity, place: Place, about: bool) -> Row:
    names = country_names()

    def country(location: Location) -> str | None:
        name = names.get(location.country_code or "", location.country_code)
        return None if name == location.name else name

    others = place.alternatives if place.doubtful or place.confidence < SURE else []
    return Row(entity, place, country(place), about, [Alternative(other, country(other), coordinates(other)) for other in others])


def coordinates(location: Location) -> str:
    """Write a latitude and a longitude to a tenth of a degree: "39.8 N, 89.6 W"."""
    north, east = location.latitude, location.longitude
    return f"{abs(north):.1f} {'S' if north < 0 else 'N'}, {abs(east):.1f} {'W' if east < 0 else 'E'}"
