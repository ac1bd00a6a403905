"""Names: who and what stands in the article, by type, with what the article tells of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Entity, EntityType
from copydesk.report.outlines import country_names
from copydesk.report.references import References, Voice
from copydesk.report.sections.text import Mention, mentions


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity is named; no paragraph means the headline."""

    mention: Mention
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its places, with its number among the sources where it is one, and with whatever has to be known of it.

    `known` are its role and age, `aliases` its other names but the misspelt ones, `located` is where it lies.
    """

    entity: Entity
    places: Sequence[Place]
    voice: Voice | None
    known: str
    aliases: Sequence[str]
    located: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """The section: the types that occur, each with its entities, what the article is most about first."""

    groups: Sequence[tuple[EntityType, Sequence[Named]]]


def view(analysis: Analysis, references: References) -> Names | None:
    """Group the entities by type, in the order of the vocabulary."""
    if not analysis.is_analysed:
        return None
    voices = {v.source.entity_id: v for v in references.voices if v.source and v.source.entity_id}
    places: dict[str, list[Place]] = {}
    for mention, span in mentions(analysis):
        places.setdefault(mention.entity.id, []).append(Place(mention, references.paragraph_of(span)))
    named = [_named(entity, places[entity.id], voices.get(entity.id)) for entity in analysis.entities]
    named.sort(key=lambda name: (-name.entity.salience, name.entity.name.casefold(), name.entity.id))
    grouped = [(type_, [name for name in named if name.entity.type is type_]) for type_ in EntityType]
    return Names([(type_, names) for type_, names in grouped if names])


def _named(entity: Entity, places: Sequence[Place], voice: Voice | None) -> Named:
    known = [entity.role, str(entity.age) if entity.age is not None else None]
    aliases = [alias for alias in entity.aliases if alias not in entity.misspelt]
    return Named(entity, places, voice, ", ".join(filter(None, known)), aliases, _located(entity))


def _located(entity: Entity) -> str | None:
    """Where it lies: the gazetteer's name where that differs, and the country."""
    if entity.place is None:
        return None
    country = country_names().get(entity.place.country_code or "", entity.place.country_code)
    parts = [entity.place.name, country]
    told = [part for part in dict.fromkeys(parts) if part and part != entity.name]
    notes = [note for note, holds in (("doubtful", entity.place.doubtful), ("disputed", entity.place.disputed)) if holds]
    return " ".join(filter(None, [", ".join(told), f"({', '.join(notes)})" if notes else ""])) or None
