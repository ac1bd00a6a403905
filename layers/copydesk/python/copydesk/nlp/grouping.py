"""Names that mean the same person, body or place, joined.

Full names take up surnames and first names, organisations their abbreviations and short forms, countries their other names, and a name
its misspellings. Joining is cautious: a surname that two people in the article have joins neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.nlp.gazetteer import Place, fold
from copydesk.nlp.mentions import Mention, is_abbreviation_of
from copydesk.nlp.spellings import edit_distance

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_SHORTENED = frozenset({"ORG", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT", "LAW"})
"""Types whose names are also given by their first or last words."""
_MISSPELT_FROM = 6
"""Letters from which one wrong letter still leaves a name recognisable."""


@dataclass(slots=True)
class Name:
    """One spelling with its mentions, before joining; `places` are its namesakes on the map, `country` the number of the country it is."""

    words: tuple[str, ...]
    text: str
    mentions: list[Mention]
    type: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    country: int | None = None
    folded: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.folded = tuple(fold(word) for word in self.words)

    @property
    def first(self) -> int:
        """Where it stands first."""
        return self.mentions[0].start


@dataclass(slots=True)
class Named:
    """A person, body, place or thing with the spellings that name it; `mentions` are its places as token numbers, in order."""

    type: str
    name: Name
    names: list[Name]
    mentions: list[tuple[int, int]]

    @classmethod
    def of(cls, names: list[Name]) -> Named:
        """Make one of the names that mean it: it is called by the longest, and is what most of its mentions are."""
        best = max(names, key=lambda name: (len(name.words), len(name.mentions), -name.first))
        weights: Counter[str] = Counter()
        for name in names:
            weights[name.type] += len(name.mentions) * (1 + (name is best))
        return cls(
            type=max(weights, key=lambda kind: weights[kind]),
            name=best,
            names=sorted(names, key=lambda name: name.first),
            mentions=sorted((mention.start, mention.end) for name in names for mention in name.mentions),
        )

    @property
    def aliases(self) -> list[str]:
        """The other names, in the order of the text."""
        return list(dict.fromkeys(name.text for name in self.names if name.text != self.name.text))

    @property
    def misspelt(self) -> list[str]:
        """Those of the other names that differ from one of the names by a slip."""
        return [
            name.text
            for name in self.names
            if name is not self.name
            and any(len(other.mentions) >= len(name.mentions) and _slips(name, other) for other in self.names if other is not name)
        ]


def join(names: Sequence[Name], defined: dict[int, int]) -> list[Named]:
    """Join the names that mean the same; `defined` maps an abbreviation's number to that of the name it was defined for."""
    parent = list(range(len(names)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for short, full in defined.items():
        if root(short) != root(full):
            parent[root(short)] = root(full)
    of_type: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        of_type.setdefault(name.type, []).append(number)
    for number in sorted(range(len(names)), key=lambda n: (-len(names[n].words), n)):
        full_form = _full_form(number, of_type[names[number].type], names) if root(number) == number else None
        if full_form is not None and root(full_form) != number:
            parent[number] = root(full_form)
    groups: dict[int, list[Name]] = {}
    for number, name in enumerate(names):
        groups.setdefault(root(number), []).append(name)
    return sorted((Named.of(group) for group in groups.values()), key=lambda named: named.mentions[0])


def _full_form(number: int, others: Sequence[int], names: Sequence[Name]) -> int | None:
    """Return the number of the longer, or earlier equal, one of the other names that this one stands for, if any."""
    name = names[number]
    found = [n for n in others if n != number and _stands_for(name, names[n], n < number)]
    if not found:
        return None
    if name.type == "PERSON" and len(name.words) == 1 and len({names[n].folded for n in found if len(names[n].words) > 1}) > 1:
        people = {(names[n].folded[0], names[n].folded[-1]) for n in found if len(names[n].words) > 1}
        if len(people) > 1:
            return None
    before = [n for n in found if names[n].first < name.first]
    return max(before, key=lambda n: names[n].first) if before else min(found, key=lambda n: names[n].first)


def _stands_for(short: Name, full: Name, earlier: bool) -> bool:
    if short.country is not None and short.country == full.country:
        return earlier or len(full.words) > len(short.words)
    one, other = short.folded, full.folded
    if one == other:
        return earlier
    if short.type == "PERSON":
        return _person_stands_for(one, other) or (earlier and _slips(short, full))
    if len(one) == 1 and is_abbreviation_of(short.words[0], full.words):
        return True
    if short.type in _SHORTENED and len(one) < len(other):
        return _part_of(one, other, short.type)
    return earlier and not short.places and _slips(short, full)


def _person_stands_for(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    other = tuple(word for word in other if word not in _SUFFIXES)
    if len(one) >= len(other):
        return False
    if len(one) == 1:
        return one[0] in {other[0], other[-1]} or (len(other) > 2 and one[0] == other[1])
    return (one[0] == other[0] and one[-1] == other[-1]) or one in {other[-len(one) :], other[: len(one)]}


def _part_of(one: tuple[str, ...], other: tuple[str, ...], kind: str) -> bool:
    short_word = len(one) == 1 and kind in {"ORG", "FAC"} and len(one[0]) < 4
    return not short_word and one in {other[-len(one) :], other[: len(one)]}


def _slips(one: Name, other: Name) -> bool:
    """Say whether two names of equally many words differ by one letter, in one long word."""
    if len(one.folded) != len(other.folded) or one.folded == other.folded:
        return False
    differing = [(a, b) for a, b in zip(one.folded, other.folded, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return (
        min(len(a), len(b)) >= _MISSPELT_FROM
        and a[0] == b[0]
        and not (a.isdigit() or b.isdigit())
        and f"{a}s" != b
        and f"{b}s" != a
        and not (a[:-1] == b[:-1] and {a[-1], b[-1]} == {"a", "o"})  # Latino and Latina, Mario and Maria
        and edit_distance(a, b, 1) == 1
    )
