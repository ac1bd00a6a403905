"""Who and what an article names.

The recogniser's names are mended and completed (`mentions`, `known_names`), each spelling gets one type for the whole article
(`name_types`), the spellings of one thing are joined (`grouping`), places are put on the map (`places`), and what the article says of
people is read off (`entity_details`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from copydesk.analysis import Entity, EntityType, Location, Part, Place
from copydesk.nlp import gazetteer as gazetteers
from copydesk.nlp import places
from copydesk.nlp.disputes import dispute_over
from copydesk.nlp.entity_details import age, is_about, mentions_as_government, role, salience
from copydesk.nlp.gazetteer import ALTERNATE, Gazetteer, Kind
from copydesk.nlp.grouping import Name, Named, join
from copydesk.nlp.known_names import known_names, local_authorities
from copydesk.nlp.mentions import Mention, covered, definitions, find_mentions, find_repeats, is_abbreviation_of
from copydesk.nlp.name_types import THRESHOLD, type_scores
from copydesk.nlp.names import first_names, name_words
from copydesk.nlp.passages import Passage
from copydesk.nlp.tokens import Tokens

_FEW = 5
"""Names that one article is about at most."""

_HEADING_NAME = 4
"""Tokens of the longest name that is believed in a heading: there the recogniser takes half the line for one."""


def entities(passages: Iterable[Passage], gazetteer: Gazetteer) -> list[Entity]:
    """Return the entities of an article, in the order of their first mention."""
    tokens = Tokens(passages)
    found = named(tokens, gazetteer)
    resolved = places.resolve(tokens, found, gazetteer)
    saliences = salience(found, len(tokens))
    return [
        Entity(
            id=f"e{number + 1}",
            type=EntityType(one.type),
            name=one.name.text,
            aliases=one.aliases,
            misspelt=one.misspelt,
            role=role(tokens, one),
            age=age(tokens, one),
            mentions=[tokens.span(start, end) for start, end in one.mentions],
            salience=saliences[number],
            place=_place(tokens, one, resolved.get(number), gazetteer),
        )
        for number, one in enumerate(found)
    ]


def about(found: Iterable[Entity]) -> list[str]:
    """Return the ids of the few entities that the article is about, as against those it merely mentions, in the order of the text.

    They are salient and come back, or stand in the title.
    """
    found = [entity for entity in found if is_about(entity)]
    repeated = [entity for entity in found if len(entity.mentions) > 1 or entity.mentions[0].part is Part.TITLE]
    # Where nothing comes back, as in a brief, it is what the text begins with.
    few = {entity.id for entity in sorted(repeated, key=lambda entity: -entity.salience)[:_FEW] or found[:1]}
    return [entity.id for entity in found if entity.id in few]


def named(tokens: Tokens, gazetteer: Gazetteer) -> list[Named]:
    """Return what an article names, in the order of the first mention."""
    mentions = _mentions(tokens, gazetteer)
    names, name_of = _by_spelling(tokens, mentions)
    for name, targets in zip(names, gazetteer.find_targets([name.text for name in names]), strict=True):
        name.places = [gazetteer[target & ~ALTERNATE] for target in targets]
    defined = {
        short: full
        for short, full in ((name_of[b], name_of[a]) for a, b in definitions(tokens, mentions))
        if short != full and len(names[short].words) == 1 and is_abbreviation_of(names[short].words[0], names[full].words)
    }
    _decide_types(tokens, names, defined)
    _add_authorities(tokens, names, gazetteer)
    kept = {number: place for place, number in enumerate(n for n, name in enumerate(names) if name.type)}
    pairs = {kept[short]: kept[full] for short, full in defined.items() if short in kept and full in kept}
    return join([names[number] for number in kept], pairs)


def _mentions(tokens: Tokens, gazetteer: Gazetteer) -> list[Mention]:
    """Names of the prose first, so that headings are read by them."""
    recognised = find_mentions(tokens)
    found = [mention for mention in recognised if not tokens.heading[mention.start]]
    found = _together(found, find_repeats(tokens, found))
    found = _together(found, [m for m in recognised if tokens.heading[m.start] and m.end - m.start <= _HEADING_NAME])
    found = _together(found, known_names(tokens, found, gazetteer))
    return _together(found, find_repeats(tokens, found))


def _together(found: list[Mention], more: Sequence[Mention]) -> list[Mention]:
    taken = covered(found)
    return sorted([*found, *(m for m in more if taken.isdisjoint(range(m.start, m.end)))], key=lambda mention: mention.start)


def _by_spelling(tokens: Tokens, mentions: Sequence[Mention]) -> tuple[list[Name], list[int]]:
    """Return the spellings with their mentions, and for each mention the number of its spelling."""
    names: list[Name] = []
    numbers: dict[str, int] = {}
    name_of: list[int] = []
    for mention in mentions:
        number = numbers.setdefault(_key(_words(tokens, mention)), len(names))
        if number == len(names):
            names.append(_name(tokens, mention))
        names[number].mentions.append(mention)
        name_of.append(number)
    return names, name_of


def _name(tokens: Tokens, mention: Mention) -> Name:
    return Name(_words(tokens, mention), tokens.words(mention.start, mention.end), [])


def _words(tokens: Tokens, mention: Mention) -> tuple[str, ...]:
    return tuple(word for word in tokens.text[mention.start : mention.end] if not word.isspace())


def _key(words: Sequence[str]) -> str:
    """Fold what differs between mentions of one name: apostrophes, full stops, capitals throughout."""
    text = " ".join(words).replace("’", "'").replace(".", "")
    return text.title() if len(text) > 4 and text.isupper() else text


def _decide_types(tokens: Tokens, names: Sequence[Name], defined: Mapping[int, int]) -> None:
    regions = frozenset(
        mention.start
        for name in names
        if any(place.kind in {Kind.COUNTRY, Kind.ADMIN1} for place in name.places[:2])
        for mention in name.mentions
    )
    for name in names:
        name.scores = type_scores(tokens, name.mentions, name.places, regions)
    _lend_surnames(names)
    for name in names:
        _prefer_site(tokens, name)
    for short, full in defined.items():
        names[short].scores = names[full].scores
    for name in names:
        kind, score = max(name.scores.items(), key=lambda item: (item[1], item[0]))
        name.type = kind if score >= THRESHOLD and not _is_plain_word(tokens, name) else ""
        if name.type in {"GPE", "LOC"}:
            name.country = next((place.number for place in name.places if place.kind is Kind.COUNTRY), None)


def _lend_surnames(names: Sequence[Name]) -> None:
    """Let a word that is the last or first name of a person in the article be that person, unless it is a country or state."""
    people: dict[str, float] = {}
    for name in names:
        if len(name.words) >= 2 and max(name.scores, key=lambda kind: name.scores[kind]) == "PERSON":
            people[name.words[-1]] = 2.5
            people.setdefault(name.words[0], 1.5 if name.words[0] in first_names() else 0.5)
    for name in names:
        if len(name.words) == 1 and name.words[0] in people:
            famous = any(place.kind in {Kind.COUNTRY, Kind.ADMIN1} for place in name.places[:1])
            name.scores["PERSON"] = name.scores.get("PERSON", 0.0) + people[name.words[0]] + (0.0 if famous else 1.0)


def _prefer_site(tokens: Tokens, name: Name) -> None:
    """Take a school, court or hospital that something happens at for a place."""
    words = name_words()
    if len(name.words) < 2 or not (name.words[-1] in words["facility"] or name.words[0] in {"Hospital", "Church"}):
        return
    text = tokens.text
    for mention in name.mentions:
        before = [word.lower() for word in text[max(0, mention.start - 2) : mention.start]]
        if before[-1:] == ["the"]:
            before.pop()
        if (before[-1:] and before[-1] in {"at", "in", "to", "near", "outside", "inside", "from"}) or text[
            mention.end : mention.end + 1
        ] == ["in"]:
            name.scores["FAC"] = name.scores.get("FAC", 0.0) + 4.0
            return


def _is_plain_word(tokens: Tokens, name: Name) -> bool:
    """Say whether a name is but a word at the beginning of sentences ("Copper prices")."""
    return (
        len(name.words) == 1
        and name.words[0].lower() in tokens.lower
        and all(tokens.sentence_start[m.start] or tokens.hard_break[m.start - 1] for m in name.mentions)
    )


def _add_authorities(tokens: Tokens, names: list[Name], gazetteer: Gazetteer) -> None:
    index = {_key(name.words): name for name in names if name.type in {"GPE", "LOC", ""}}
    for mention in local_authorities(tokens, names, gazetteer):
        name = index.get(_key(_words(tokens, mention)))
        if name is None:
            name = _name(tokens, mention)
            name.places = gazetteer.find([name.text])[0]
            index[_key(name.words)] = name
            names.append(name)
        name.type = name.type or "GPE"
        name.mentions.append(mention)
        name.mentions.sort(key=lambda one: one.start)


def _place(tokens: Tokens, one: Named, found: places.Resolution | None, gazetteer: Gazetteer) -> Place | None:
    if found is None:
        return None
    return Place(
        **_location(found.place, gazetteer),
        confidence=round(found.confidence, 2),
        doubtful=found.doubtful,
        as_government=mentions_as_government(tokens, one) if found.place.capital or found.place.kind is Kind.COUNTRY else 0,
        alternatives=[Location(**_location(place, gazetteer)) for place in found.alternatives],
        spelling=found.spelling,
    )


def _location(place: gazetteers.Place, gazetteer: Gazetteer) -> dict[str, Any]:
    dispute = dispute_over(place, gazetteer)
    country = dispute.country if dispute is not None and dispute.country else gazetteer.country_code(place)
    return {
        "name": gazetteer.name(place.number),
        "latitude": round(place.latitude, 5),
        "longitude": round(place.longitude, 5),
        "country_code": country,
        "geonames_id": place.geonames_id or None,
        "disputed": dispute is not None,
    }
