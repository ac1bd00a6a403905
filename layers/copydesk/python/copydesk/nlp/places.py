"""Places put on the map, all of an article's together.

Each name has its namesakes in the gazetteer. A namesake is the likelier the bigger it is, the more the article names its country and
region, the closer it lies to the article's other places, and most of all when the text says where it is ("Springfield, Illinois"). The
sums are logarithmic odds with weights set by hand; where the best lies far outside all the rest, towns nearby that are spelled almost
alike are offered beside it, and it is doubtful.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log10
from typing import NamedTuple

import numpy as np

from copydesk.nlp.gazetteer import ALTERNATE, NO_DIVISION, Gazetteer, Kind, Place, distances_km, fold
from copydesk.nlp.grouping import Named
from copydesk.nlp.names import demonyms, name_words
from copydesk.nlp.spellings import edit_distance
from copydesk.nlp.tokens import Tokens

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})

_NEAR_KM = 250.0
_FAR_KM = 1200.0
_SAME_KM = 50.0
"""Namesakes closer than this are the same place for a reader (a town and the district around it)."""
_CANDIDATES = 24
_ALTERNATIVES = 4
_NEGLIGIBLE = 0.005
"""The odds against the best below which a namesake is not offered beside it."""
_RESPELT = 4
"""Names of an article for which other spellings are sought."""
_WELL_KNOWN = 300_000
"""Inhabitants from which a town is taken for itself wherever the rest of the article lies."""
_LARGE_SUBURB = 100_000
"""Inhabitants below which a town said to lie in another is taken for a part of it rather than for its namesake far away."""
_LARGE_STATE = 1_500_000
_AROUND = 12
"""Tokens around a site within which a town says where it is."""

_QUALIFIERS = frozenset(
    [
        "greater",
        "upper",
        "lower",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "downtown",
        "metro",
        "inner",
        "outer",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "mid",
        "old",
        "new",
        "city",
        "area",
        "region",
        "district",
        "province",
        "state",
        "county",
        "municipality",
        "metropolitan",
        "governorate",
        "oblast",
        "village",
        "town",
        "township",
        "island",
    ]
)


@dataclass(slots=True)
class Candidate:
    """A namesake and what speaks for it, without and with the article's other places."""

    place: Place
    base: float
    score: float = 0.0


@dataclass(slots=True)
class Resolution:
    """Where a place is, how sure that is, and where else it might be, the likeliest first."""

    place: Place
    confidence: float
    doubtful: bool
    alternatives: list[Place] = field(default_factory=list)
    spelling: str | None = None
    """The known spelling that was taken for the article's own, which is not known."""


class Alike(NamedTuple):
    """A town with a name that is spelled almost as another, and how many edits lie between them."""

    place: Place
    distance: int
    name: str


def resolve(tokens: Tokens, found: Sequence[Named], gazetteer: Gazetteer) -> dict[int, Resolution]:
    """Return where the places among these are, by their numbers; such as nothing is known of are left out."""
    candidates = {number: _candidates(one, gazetteer) for number, one in enumerate(found) if one.type in PLACE_TYPES}
    context = _Context(tokens, found, gazetteer, candidates)
    for number, namesakes in candidates.items():
        for candidate in namesakes:
            candidate.base += context.support(number, candidate.place)
            candidate.score = candidate.base
    for _ in range(2):
        _add_nearness(candidates, found)
    result = {number: _resolution(namesakes) for number, namesakes in candidates.items() if namesakes}
    _respell(found, candidates, result, context, gazetteer)
    _place_sites(found, candidates, result)
    return result


def _candidates(one: Named, gazetteer: Gazetteer) -> list[Candidate]:
    names = [name.text for name in one.names]
    stripped = [short for short in map(_without_qualifiers, names) if short] if one.type != "FAC" else []
    parts = _parts(one) if one.type == "FAC" else []
    found: dict[int, Candidate] = {}
    for penalty, forms, smallest in ((0.0, names, 0), (1.0, stripped, 0), (2.0, parts, 100_000)):
        for targets in gazetteer.find_targets(forms) if forms and not found else ():
            for target in targets[:_CANDIDATES]:
                place = gazetteer[target & ~ALTERNATE]
                if place.population < smallest:
                    continue
                prior = _prior(place, one.type) - penalty
                if target & ALTERNATE and place.kind is Kind.TOWN and not _is_spelling(forms, gazetteer.name(place.number)):
                    prior -= 1.2
                if place.number not in found or found[place.number].base < prior:
                    found[place.number] = Candidate(place, prior)
    for candidate in found.values():
        division = found.get(candidate.place.admin1) if candidate.place.kind is Kind.TOWN else None
        if division is not None:
            # A town and the division around it have one name: Quebec is the province, New York the city.
            smaller = candidate if candidate.place.population < 0.3 * division.place.population else division
            smaller.base -= 2.5
    return list(found.values())


def _is_spelling(names: Iterable[str], known: str) -> bool:
    """Say whether one of the names is but another spelling of a town's (Sloviansk, Slovyansk), not another name that it has or had."""
    key = fold(known)
    return len(key) >= 5 and any(edit_distance(fold(name), key, 2) <= 2 for name in names)


def _prior(place: Place, kind: str) -> float:
    """Return how likely a name means this place when nothing else is known."""
    if place.kind is Kind.COUNTRY:
        return 12.5
    if place.kind in {Kind.AREA, Kind.WATER, Kind.LANDMARK}:
        return 9.5
    if place.kind is Kind.AIRPORT:
        return 7.5 if kind == "FAC" else 5.0
    size = log10(place.population + 100) + (3.0 if place.capital else 0.0)
    return size + {Kind.ADMIN1: 0.2, Kind.ADMIN2: -1.8}.get(place.kind, 0.0)


def _without_qualifiers(name: str) -> str:
    """Return a name without "Greater", "Area" and the like; nothing where nothing was taken off."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in _QUALIFIERS:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in _QUALIFIERS:
        words = words[:-1]
    short = " ".join(words)
    return short if short != name else ""


def _parts(one: Named) -> list[str]:
    """Return the parts of a site's name that may be a place ("University of Leeds", "Leeds Town Hall")."""
    words = one.name.text.split()
    if "of" in words:
        return [" ".join(word for word in words[words.index("of") + 1 :] if word != "the")]
    return [" ".join(words[:n]) for n in (3, 2, 1) if n < len(words) and words[0] not in name_words()["not_place"]]


class _Context:
    """What the article says about where it plays: countries and divisions by how often it names them, areas, what lies in what."""

    def __init__(self, tokens: Tokens, found: Sequence[Named], gazetteer: Gazetteer, candidates: Mapping[int, Sequence[Candidate]]) -> None:
        self.countries: dict[int, float] = defaultdict(float)
        self.divisions: dict[int, float] = defaultdict(float)
        self.areas: list[Place] = []
        self._text = tokens.text
        self._found = found
        self._candidates = candidates
        self._parents: dict[int, set[int]] = defaultdict(set)
        self._children: dict[int, set[int]] = defaultdict(set)
        for one in found:
            self._weigh(one, gazetteer)
        self._weigh_organisations(gazetteer)
        self._link()
        self._all_countries = sum(self.countries.values())
        self._all_divisions = sum(self.divisions.values())

    def share(self, country: int) -> float:
        """Return the share of a country in all that names one."""
        return self.countries.get(country, 0.0) / self._all_countries if self._all_countries else 0.0

    def is_located(self, number: int, place: Place) -> bool:
        """Say whether the text says where a place lies, and this one lies there."""
        return any(self._inside(place, parent) for parent in self._parents.get(number, ()))

    def said_to_lie_in(self, number: int) -> list[int]:
        """Return in which places, by their numbers, the text says that a place lies."""
        return sorted(self._parents.get(number, ()))

    def support(self, number: int, place: Place) -> float:
        """Return what the article says for a place beside its size."""
        score = sum(self._inside(place, parent) for parent in self._parents.get(number, ()))
        if place.kind is Kind.ADMIN1 and self._holds(number, place):
            score += 2.5
        if place.kind is Kind.COUNTRY:
            if _state_of_that_name(place, (candidate.place for candidate in self._candidates[number])) is not None:
                score += 2.5 * self.share(place.number) - 3.5
            return score - (7.0 if self._is_called_town(number) else 0.0)
        own = self.countries.get(place.country, 0.0)
        if own:
            score += 2.5 * min(1.0, 1.6 * own / (self._all_countries + 1.0))
        elif self._all_countries > 2:
            score -= 0.3
        if place.admin1 != NO_DIVISION and place.admin1 in self.divisions:
            score += 1.2 + 1.8 * self.divisions[place.admin1] / self._all_divisions
        if place.kind is Kind.ADMIN1:
            name = self._found[number].name.text
            score += 1.5 if own else -3.0 if len(name) == 2 and name.isupper() else 0.0
        return score

    def _weigh(self, one: Named, gazetteer: Gazetteer) -> None:
        if one.type == "NORP":
            country = gazetteer.countries.get(demonyms().get(one.name.text, ""))
            if country is not None:
                self.countries[country] += 0.7 * len(one.mentions)
        if one.type not in PLACE_TYPES and one.type != "ORG":
            return
        for name in one.names:
            first = name.places[0] if name.places else None
            if first is None:
                continue
            if first.kind is Kind.AREA:
                self.areas.append(first)
            if first.kind is Kind.COUNTRY:
                state = _state_of_that_name(first, name.places)
                self.countries[first.number] += len(name.mentions) * (1.0 if state is None else 0.5)
                if state is not None:
                    self.countries[state.country] += 0.5 * len(name.mentions)
                continue
            divisions = [place for place in name.places[:2] if place.kind is Kind.ADMIN1]
            # An abbreviation speaks for each that it may stand for: WA is in the United States or in Australia.
            for division in divisions if name.text.isupper() else divisions[:1]:
                if one.type != "ORG" or (len(name.words) == 1 and division.population > _LARGE_STATE):
                    share = len(name.mentions) * (1.0 if division is first or len(divisions) > 1 else 0.4)
                    self.divisions[division.number] += share
                    self.countries[division.country] += 0.5 * share

    def _weigh_organisations(self, gazetteer: Gazetteer) -> None:
        """Let bodies named after a country or division speak for it ("Ohio State Police")."""
        names = [
            " ".join(part)
            for one in self._found
            if one.type in {"ORG", "FAC", "EVENT"}
            for part in (one.names[0].words[:1], one.names[0].words[:2], one.names[0].words[-1:])
            if len(one.names[0].words) > len(part)
        ]
        for targets in gazetteer.find_targets(names):
            place = gazetteer[targets[0] & ~ALTERNATE] if targets else None
            if place is not None and place.kind is Kind.COUNTRY:
                self.countries[place.number] += 0.5
            elif place is not None and place.kind is Kind.ADMIN1 and place.population > 1_000_000:
                self.divisions[place.number] += 0.7
                self.countries[place.country] += 0.3

    def _link(self) -> None:
        """Note which place is said to lie in which: "X, Y", "X, Y, Z", "X in the Y", "X (Y)"."""
        at = {start: (number, end) for number in self._candidates for start, end in self._found[number].mentions}
        text = self._text
        for number in self._candidates:
            for _, end in self._found[number].mentions:
                following = end
                for _ in range(2):
                    if following >= len(text) or text[following] not in {",", "(", "in", "-", "—"}:
                        break
                    comma = text[following] == ","
                    following += 1 + (text[following + 1 : following + 2] == ["the"])
                    parent, following = at.get(following, (number, following))
                    if parent == number:
                        break
                    self._parents[number].add(parent)
                    self._children[parent].add(number)
                    if not comma:
                        break

    def _inside(self, place: Place, parent: int) -> float:
        best = 0.0
        for candidate in self._candidates[parent]:
            outer = candidate.place
            if outer.number in {place.admin1, place.admin2, place.country} and outer.number != place.number:
                best = max(best, 4.5 if outer.kind is Kind.COUNTRY else 5.0)
            elif outer.kind not in {Kind.COUNTRY, Kind.ADMIN1} and place.distance_km(outer) < 80:
                best = max(best, 2.0)
        return best

    def _holds(self, number: int, division: Place) -> bool:
        """Say whether something that is said to lie in a division does: Mandurah, WA, is in Western Australia, not in Washington."""
        children = self._children.get(number, ())
        return any(candidate.place.admin1 == division.number for child in children for candidate in self._candidates[child])

    def _is_called_town(self, number: int) -> bool:
        """Say whether the text calls something a town ("the city of Lebanon")."""
        text = self._text
        return any(
            start >= 2 and text[start - 1] == "of" and text[start - 2].lower() in {"city", "town", "village"}
            for start, _ in self._found[number].mentions
        )


def _state_of_that_name(country: Place, namesakes: Iterable[Place]) -> Place | None:
    """Return the large division of another country that has a country's name: Georgia in the United States."""
    return next((p for p in namesakes if p.kind is Kind.ADMIN1 and p.country != country.number and p.population > _LARGE_STATE), None)


def _add_nearness(candidates: Mapping[int, Sequence[Candidate]], found: Sequence[Named]) -> None:
    """Add to each candidate what the likeliest places of the other names give it."""
    chosen = {number: max(namesakes, key=lambda c: c.score).place for number, namesakes in candidates.items() if namesakes}
    anchors = [
        (number, place, min(3.0, 1.0 + 0.2 * len(found[number].mentions)))
        for number, place in chosen.items()
        if place.kind not in {Kind.COUNTRY, Kind.WATER}
    ]
    open_to = [
        (number, candidate)
        for number, namesakes in candidates.items()
        if len(namesakes) > 1
        for candidate in namesakes
        if candidate.place.kind is not Kind.COUNTRY
    ]
    if not anchors or not open_to:
        return
    names, near_to, weights = zip(*anchors, strict=True)
    pulls = np.exp(-distances_km([candidate.place for _, candidate in open_to], near_to) / _NEAR_KM) * weights
    # The towns of a division speak for it, however far off its middle lies.
    divisions = [candidate.place.number if candidate.place.kind is Kind.ADMIN1 else NO_DIVISION - 1 for _, candidate in open_to]
    pulls = np.where(np.equal.outer(divisions, [place.admin1 for place in near_to]), weights, pulls)
    pulls[np.equal.outer([number for number, _ in open_to], names)] = 0.0  # a name does not speak for itself
    for (_, candidate), pull in zip(open_to, pulls.sum(axis=1).tolist(), strict=True):
        candidate.score = candidate.base + min(2.5, 0.8 * pull)


def _resolution(namesakes: Sequence[Candidate]) -> Resolution:
    ranked = sorted(namesakes, key=lambda candidate: (-candidate.score, candidate.place.number))
    best = ranked[0]
    others = [candidate for candidate in ranked[1:] if best.place.distance_km(candidate.place) > _SAME_KM]
    confidence = 1.0 / (1.0 + sum(exp(candidate.score - best.score) for candidate in others))
    likely = [candidate.place for candidate in others[:_ALTERNATIVES] if exp(candidate.score - best.score) > _NEGLIGIBLE]
    return Resolution(best.place, min(0.99, confidence), confidence < 0.5, likely)


def _respell(
    found: Sequence[Named],
    candidates: Mapping[int, Sequence[Candidate]],
    result: dict[int, Resolution],
    context: _Context,
    gazetteer: Gazetteer,
) -> None:
    """Look for other spellings where a town is unknown, or known only far from everything else."""
    settled = {number: one.place for number, one in result.items() if one.place.kind not in {Kind.WATER, Kind.COUNTRY}}
    asked = 0
    for number in candidates:
        known, name = result.get(number), found[number].name.text
        near = context.areas + [place for other, place in settled.items() if other != number]
        if found[number].type == "FAC" or asked == _RESPELT or (known is None and " " in name):
            continue
        if known is not None:
            if context.is_located(number, known.place) or not near or not _is_far_out(known.place, near, context):
                continue
            around_it = [result[parent].place for parent in context.said_to_lie_in(number) if parent in settled]
            if around_it and around_it[0].kind is Kind.TOWN and known.place.population < _LARGE_SUBURB:
                # Said to lie in a town, it is a part of it, not the namesake far away.
                result[number] = Resolution(around_it[0], 0.4, doubtful=True, alternatives=[known.place])
                continue
            known.doubtful = True
            known.confidence = min(known.confidence, 0.4)
        asked += 1
        around = near or [gazetteer[country] for country in sorted(context.countries, key=lambda c: -context.countries[c])[:2]]
        spelled = spelled_alike(name, around, gazetteer)
        if known is not None:
            known.alternatives = [one.place for one in spelled[:3]] + known.alternatives[:2]
        elif spelled and len(name) >= (7 if spelled[0].distance == 1 else 10):
            best = spelled[0]
            confidence = 0.7 if best.distance == 1 and len(name) >= 8 else 0.4
            alternatives = [one.place for one in spelled[1:_ALTERNATIVES]]
            result[number] = Resolution(best.place, confidence, confidence < 0.5, alternatives, best.name)


def _is_far_out(place: Place, near: Sequence[Place], context: _Context) -> bool:
    if place.kind not in {Kind.TOWN, Kind.ADMIN2} or place.population > _WELL_KNOWN:
        return False
    distance = min(place.distance_km(other) for other in near)
    return distance >= _NEAR_KM and (distance >= _FAR_KM or context.share(place.country) < 0.5)


def spelled_alike(name: str, near: Sequence[Place], gazetteer: Gazetteer) -> list[Alike]:
    """Return the towns near some places whose name is spelled almost alike, with the edit distance; the best, then nearest first.

    Two edits at most for names of five letters and more, one for four. The first letter must agree, and the last or the two after the
    first: slips seldom fall on both ends.
    """
    key = fold(name)
    if len(key) < 4 or not near:
        return []
    limit = 2 if len(key) >= 5 else 1
    found: dict[int, tuple[int, str]] = {}
    for number, other in gazetteer.names_near(near, _NEAR_KM, key[0].upper()):
        # Cheap tests first: a country's towns have thousands of names.
        if abs(len(other) - len(key)) > limit + 1 or (other[0].isascii() and other[0].lower() != key[0]):
            continue
        folded = fold(other)
        if folded[:1] == key[0] and (folded[-1] == key[-1] or folded[:3] == key[:3]):
            distance = edit_distance(key, folded, limit)
            if distance <= limit:
                found[number] = min((distance, other), found.get(number, (distance, other)))
    alike = [Alike(gazetteer[number], distance, other) for number, (distance, other) in found.items()]
    return sorted(alike, key=lambda one: (one.distance, min(one.place.distance_km(place) for place in near), one.place.number))


def _place_sites(found: Sequence[Named], candidates: Mapping[int, Sequence[Candidate]], result: dict[int, Resolution]) -> None:
    """Put a site that the gazetteer does not know into the town that stands beside it, else into the one that is named most."""
    kinds = {Kind.TOWN, Kind.ADMIN1, Kind.ADMIN2}
    towns = [number for number, one in result.items() if one.place.kind in kinds and not one.doubtful]
    spots = sorted((start, number) for number in towns for start, _ in found[number].mentions)
    if not spots:
        return
    starts = [start for start, _ in spots]
    most = max(towns, key=lambda number: len(found[number].mentions))
    for number in candidates:
        if number in result:
            continue
        start, end = found[number].mentions[0]
        beside = next(_beside(spots, starts, start, end), None)
        if beside is not None or found[number].type == "FAC":
            town = most if beside is None else beside
            result[number] = Resolution(result[town].place, 0.25 if beside is None else 0.4, doubtful=True)


def _beside(spots: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> Iterator[int]:
    """Yield the town that follows closely, and the one that stands closely before."""
    index = bisect_left(starts, end)
    if index < len(spots) and starts[index] - end < _AROUND:
        yield spots[index][1]
    index = bisect_left(starts, start)
    if index and start - starts[index - 1] <= _AROUND:
        yield spots[index - 1][1]
