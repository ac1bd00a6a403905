"""Territories that states dispute, and how the house calls their country (`data/disputed.csv`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from copydesk.nlp.gazetteer import NO_DIVISION, Gazetteer, Place
from copydesk.nlp.names import table


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed territory; `country` is the code that the house writes for it, empty for the gazetteer's."""

    name: str
    country: str


def dispute_over(place: Place, gazetteer: Gazetteer) -> Dispute | None:
    """Return the dispute over a place: over itself, its division or its country."""
    by_id, by_name = _disputes()
    for number in (place.number, place.admin1, place.country):
        if number != NO_DIVISION:
            dispute = by_id.get(gazetteer[number].geonames_id)
            if dispute is not None:
                return dispute
    return None if place.geonames_id else by_name.get(gazetteer.name(place.number))


@cache
def _disputes() -> tuple[Mapping[int, Dispute], Mapping[str, Dispute]]:
    by_id: dict[int, Dispute] = {}
    by_name: dict[str, Dispute] = {}
    for row in table("disputed"):
        dispute = Dispute(row["name"], row["country"])
        if row["geonames_id"]:
            by_id[int(row["geonames_id"])] = dispute
        by_name[row["name"]] = dispute
    return by_id, by_name
