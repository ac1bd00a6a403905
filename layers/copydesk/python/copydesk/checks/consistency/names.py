"""Names: one thing spelt in two ways, a town that no map knows so, a person whose title changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from copydesk.analysis import EntityType, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule


@rule(
    "name-misspelt",
    name="One name, two spellings",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="Two names differ by a slip of one letter or two, and most likely mean the same: one of them is wrong.",
    bad="Lydia Brandtner runs the harbour office in Varn. The office will open in May, Lydia Brantner said. Lydia Brandtner was glad.",
    good="Lydia Brandtner runs the harbour office in Varn. Her brother Linus Brandtner said the office will open in May.",
)
def name_misspelt(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each name with the one that it differs from, where both were read as the same person, body or thing."""
    for entity in reading.analysis.entities:
        for slip in entity.misspelt:
            other = _nearest(slip, [name for name in (entity.name, *entity.aliases) if name not in entity.misspelt])
            spans = [mention for mention in entity.mentions if mention.text in (slip, other)]
            if not {*slip.casefold().split()} <= {*other.casefold().split()} and spans:
                yield Observation(slip, f"“{slip}” or “{other}”: which spelling is right?", sorted(spans, key=lambda s: s.text != slip))


_WITHIN = re.compile(
    r"\b(?!(?:Ma?c|O|De|Di|Da|Du|La|Le|Lo|Van|Von|Al|El|Fitz|St|Mc|Saint|San|Tu|Ni|Nic)[A-Z])[A-Z][a-zß-ÿ]+[A-Z][a-zß-ÿ]*\b"
)


@rule(
    "place-misspelt",
    name="Place that no map knows so",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The gazetteer knows no such spelling, but one close by that differs in a letter; or a capital stands in the middle.",
    bad="The ferry to Severodonnetsk is late. Kyiv in Ukraine has asked for a new one, and so has Kharkiv.",
    good="The ferry to Kharkiv is late. Kyiv in Ukraine has asked for a new one, and so has the village of McMinnville in Oregon.",
)
def place_misspelt(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks towns that were placed by a spelling close to theirs, and names of places with a capital inside a word."""
    for entity in reading.analysis.entities:
        place = entity.place
        if place is None or entity.type is not EntityType.GPE:
            continue
        known = place.spelling
        capital = _WITHIN.fullmatch(entity.name)
        if capital and place.name != entity.name:
            places = [place.name, *(other.name for other in place.alternatives)] if place.doubtful else [place.name]
            question = f"Why is there a capital inside “{entity.name}”?"
            yield Observation(entity.name, question, entity.mentions, suggestion=f"Perhaps {_either(places)} is meant.")
        elif known and place.confidence >= 0.5 and len(entity.mentions) <= _SLIPS:
            shown = f"{known} ({place.name})" if known.casefold() != place.name.casefold() else known
            yield Observation(
                entity.name,
                f"Is “{entity.name}” the right spelling? The map has {shown} there.",
                entity.mentions,
                suggestion=f"Check against {shown}.",
            )


_SLIPS = 4
"""Mentions of a misspelt name at most: what stands there more often, always the same, is a name that the map lacks."""


@rule(
    "place-elsewhere",
    name="Place that lies elsewhere",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A place of this name lies in another country than the rest of the story, and one spelt almost alike lies where it plays.",
    bad="The retreat from Sevsk has changed the front in the Donetsk region. Kyiv and Kharkiv in Ukraine fear for Kramatorsk after Sevsk.",
    good="The train from Sevsk in Russia was late. Kyiv and Kharkiv in Ukraine fear for Kramatorsk after the storm.",
)
def place_elsewhere(reading: Reading, options: Options) -> Iterator[Observation]:
    """Asks which place is meant where the gazetteer's lies far from all others and a near one is spelt almost alike."""
    people = {entity.name.split()[-1] for entity in reading.analysis.entities if entity.type is EntityType.PERSON}
    countries: dict[str, int] = defaultdict(int)
    for entity in reading.analysis.entities:
        if entity.place and not entity.place.doubtful and entity.place.country_code:
            countries[entity.place.country_code] += len(entity.mentions)
    total = sum(countries.values())
    for entity in reading.analysis.entities:
        place = entity.place
        if place is None or not place.doubtful or entity.type is not EntityType.GPE or entity.name in people or len(entity.mentions) < 2:
            continue
        if any(other.name.endswith(f" {entity.name}") or f" {entity.name} " in other.name for other in reading.analysis.entities):
            continue  # short for a name that the article has in full
        near = [one for one in place.alternatives if one.country_code != place.country_code and one.name[0] == place.name[0]]
        near = [one for one in near if one.name != place.name and countries.get(one.country_code or "", 0) >= max(2, 0.4 * total)]
        if near and place.name.casefold() == entity.name.casefold() and len(place.name) >= 5:
            yield Observation(
                entity.name,
                f"Which {place.name} is meant? The one on the map ({place.country_code}) lies far from the rest of the story.",
                entity.mentions,
                suggestion=f"Perhaps {_either([one.name for one in near])} is meant.",
            )


_NOT_NOW = ("former", "then", "ex", "late", "future", "acting", "onetime", "one-time", "vice", "deputy")


@rule(
    "title-changes",
    name="Title that changes",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The same person holds two offices of which nobody holds both.",
    bad="Senator Ida Marr wants a new pier. The council will vote on it in May. “It is safe,” Governor Marr said on the quay.",
    good="Senator Ida Marr wants a new pier. “It is safe,” Ms Marr said. Former Governor Marr served until 2019. Sen. Marr was glad.",
    not_in=[Genre.OBITUARY],
)
def title_changes(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the first place of each title of one person where the titles exclude each other; not "former" or "then" ones."""
    for entity in reading.analysis.entities:
        if entity.type is not EntityType.PERSON or len(entity.mentions) < 2:
            continue
        held: dict[str, Span] = {}
        for mention in entity.mentions:
            found = _title_before(reading, mention)
            if found:
                held.setdefault(_offices()[found.text], found)
        if len(held) > 1:
            spans = sorted(held.values(), key=lambda span: span.start)
            titles = " and ".join(f"“{span.text}”" for span in spans)
            yield Observation(entity.name, f"{titles}: which of them is {entity.name}?", spans)


def _title_before(reading: Reading, mention: Span) -> Span | None:
    """The title right before a mention: the longest that is listed, without a word that says that it is no longer or not yet held."""
    text = reading.of(mention.part)
    if mention.start and text[mention.start - 1] not in " \xa0":
        return None
    words = text[max(0, mention.start - 60) : mention.start].rstrip(" \xa0").split(" ")
    if words[-1] not in _last_words():
        return None
    for count in (3, 2, 1):
        title = " ".join(words[-count:])
        before = words[-count - 1].casefold() if len(words) > count else ""
        if title in _offices() and not before.endswith(_NOT_NOW):
            end = text.rindex(title, 0, mention.start) + len(title)
            return reading.span(end - len(title), end, mention.part)
    return None


@cache
def _last_words() -> frozenset[str]:
    """The last words of the titles."""
    return frozenset(title.rpartition(" ")[2] for title in _offices())


@cache
def _offices() -> dict[str, str]:
    """The office that each title stands for."""
    return {form: office for office, forms in lists("offices").items() for form in forms}


def _nearest(name: str, others: Iterable[str]) -> str:
    """The one of some names that is most likely meant by a misspelt one: of about its length, with the most letters in common."""

    def likeness(other: str) -> tuple[bool, int]:
        return abs(len(other) - len(name)) <= 2, sum(a == b for a, b in zip(name, other, strict=False))

    return max(others, key=likeness, default=name)


def _either(names: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(names))


RULES = (name_misspelt, place_misspelt, place_elsewhere, title_changes)
