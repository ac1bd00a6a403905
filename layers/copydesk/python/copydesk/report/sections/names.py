"""Names: who and what stands in the article, by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Entity, EntityType
from copydesk.report.references import References, Voice
from copydesk.report.sections.text import Mention, mentions


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity is named; no paragraph means the headline."""

    mention: Mention
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its places, and with its number among the sources where it is one."""

    entity: Entity
    places: Sequence[Place]
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Names:
    """The section: the types that occur, each with its entities from A to Z."""

    groups: Sequence[tuple[EntityType, Sequence[Named]]]


def view(analysis: Analysis, references: References) -> Names | None:
    """Group the entities by type, in the order of the vocabulary."""
    if not analysis.is_analysed:
        return None
    voices = {v.source.entity_id: v for v in references.voices if v.source and v.source.entity_id}
    places: dict[str, list[Place]] = {}
    for mention, span in mentions(analysis):
        places.setdefault(mention.entity.id, []).append(Place(mention, references.paragraph_of(span)))
    named = [Named(entity, places[entity.id], voices.get(entity.id)) for entity in analysis.entities]
    named.sort(key=lambda name: (name.entity.name.casefold(), name.entity.id))
    grouped = [(type_, [name for name in named if name.entity.type is type_]) for type_ in EntityType]
    return Names([(type_, names) for type_, names in grouped if names])
