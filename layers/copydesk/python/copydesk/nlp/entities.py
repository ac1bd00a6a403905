"""The things with names, and the places where the article names them.

The pipeline's recogniser finds names; here they are cut to the name itself, joined over the whole article and given one type each.
Joining is cautious: equal names, a surname to the one full name that it ends, and nothing else. Two people of one surname stay two.
Titles and forms of address are no part of a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.analysis import Entity, EntityType, Span
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.passages import Passage

_PLACES = frozenset({EntityType.GPE, EntityType.LOC, EntityType.FAC})
_TYPES = frozenset(member.value for member in EntityType)
_LEADING = re.compile(r"[\W_]+|the\s+")
_TRAILING = re.compile(r"(?:['’`´][sS]?|[^\w.!?)'’]|_)+$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")
_LINE_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_WORD = re.compile(r"(\w+)\.?\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where something is named, as the recogniser sees it; `number` counts them through the article."""

    number: int
    span: Span
    type: EntityType


def entities(passages: Iterable[Passage]) -> list[Entity]:
    """Return the entities of an article, in the order of their first mention."""
    return join(mentions(passages))


def mentions(passages: Iterable[Passage]) -> list[Mention]:
    """Return what the recogniser found in these passages, cut to the names, in their order."""
    found: list[Mention] = []
    for passage in passages:
        for ent in passage.doc.ents:
            if ent.label_ not in _TYPES:
                continue
            start, end = _name(passage.text, ent.start_char, ent.end_char)
            if ent.label_ == "PERSON":
                start = _behind_titles(passage.text, start, end)
            if start < end:
                found.append(Mention(len(found), passage.span(start, end), EntityType[ent.label_]))
    return found


def join(found: Iterable[Mention]) -> list[Entity]:
    """Join the mentions of one thing; the type is the one that most mentions have, the earliest on a tie."""
    clusters: dict[str, list[Mention]] = {}
    for mention in found:
        clusters.setdefault(_key(mention.span.text), []).append(mention)
    for surname, name in _surnames(clusters).items():
        clusters[name] += clusters.pop(surname)
    for cluster in clusters.values():
        cluster.sort(key=lambda mention: mention.number)
    ordered = sorted(clusters.values(), key=lambda cluster: cluster[0].number)
    return [
        Entity(
            id=f"e{number}",
            type=_type(cluster),
            name=_SPACE.sub(" ", max((mention.span.text for mention in cluster), key=len)),
            mentions=[mention.span for mention in cluster],
        )
        for number, cluster in enumerate(ordered, start=1)
    ]


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a recognised span to the name: no article before it, no possessive or mark behind it, nothing of another line."""
    while leading := _LEADING.match(text, start, end):
        start = leading.end()
    if line_break := _LINE_BREAK.search(text, start, end):
        end = line_break.start()
    while trailing := _TRAILING.search(text, start, end) or _FULL_STOP.search(text, start, end):
        end = trailing.start()
    return start, end


def _behind_titles(text: str, start: int, end: int) -> int:
    titles = frozenset().union(*lexicon("titles").values())
    while (word := _WORD.match(text, start, end)) and word.group(1) in titles and word.end() < end:
        start = word.end()
    return start


def _key(name: str) -> str:
    """Fold what differs between mentions of one name: an article before it, white space, the shape of apostrophes."""
    return _SPACE.sub(" ", name).replace("’", "'").removeprefix("The ")


def _surnames(clusters: dict[str, list[Mention]]) -> dict[str, str]:
    """Map each name of one word to the one longer name of a person that ends in it.

    The recogniser often takes a bare surname for an organisation; where it sees a place (Washington), there is one.
    """
    full: dict[str, list[str]] = {}
    for name, cluster in clusters.items():
        if " " in name and _type(cluster) is EntityType.PERSON:
            full.setdefault(name.rsplit(" ", 1)[1], []).append(name)
    return {
        surname: names[0]
        for surname, names in full.items()
        if len(names) == 1 and surname in clusters and _type(clusters[surname]) not in _PLACES
    }


def _type(cluster: Sequence[Mention]) -> EntityType:
    return Counter(mention.type for mention in cluster).most_common(1)[0][0]
