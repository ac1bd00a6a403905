"""The type of a name, decided once for the article from all its mentions.

A sum of evidence: what the recogniser called the mentions, what the gazetteer and the word lists know, the words of the name itself and
those around it. The weights are in units of one mention's vote and were set by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log10

from copydesk.nlp.gazetteer import Kind, Place
from copydesk.nlp.headed_names import HEADS, head_type
from copydesk.nlp.mentions import Mention
from copydesk.nlp.names import demonyms, first_names, name_words
from copydesk.nlp.tokens import Tokens

THRESHOLD = 0.6
"""The evidence that a type needs to stand at all."""

Scores = defaultdict[str, float]

_MOST_VOTES = 3.0
"""What the recogniser's votes count for at most: it makes the same mistake again and again."""
_MOST_CONTEXT = 0.9
"""What the words around a name say for a place that no map knows, at most."""
_RANGE = (-2.5, 6.0)
_DATELINE_ENDS = frozenset({"(", "—", "-", "–", "--", ",", "_", "/"})
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})
_DOMAINS = (".com", ".org", ".net", ".ca", ".uk", ".us")


def type_scores(tokens: Tokens, mentions: Sequence[Mention], places: Sequence[Place], region_starts: frozenset[int]) -> Scores:
    """Return the evidence for each type of a name, from its mentions and its namesakes on the map.

    `region_starts` are the tokens at which a country or division is named: "X, Illinois" is a place.
    """
    first = mentions[0]
    name = tokens.text[first.start : first.end]
    scores, votes = _votes(mentions)
    context: Scores = defaultdict(float)
    for mention in mentions:
        _add_context(tokens, mention, region_starts, context)
    if not places:
        context["GPE"] = min(context["GPE"], _MOST_CONTEXT)
        if context["GPE"] <= 0.3:
            # A place that no map knows and nothing happens in or near is rather a body.
            context["GPE"] -= 0.6
            context["ORG"] += 0.3 * min(1.0, votes["GPE"])
    for kind, value in context.items():
        scores[kind] += value
    for kind, value in scores.items():
        scores[kind] = max(_RANGE[0], min(value, _RANGE[1]))
    if places and len(name) == 1 and len(mentions) > 1 and context["PERSON"] <= 0.5:
        scores["PERSON"] -= 1.5  # the news introduces people by their full names or titles
    _add_lists(name, scores)
    _add_form(name, scores)
    opening = any(is_dateline(tokens, mention.start, mention.end) for mention in mentions)
    if opening:
        scores["GPE"] += 2.0
    _add_places(places, name, opening, scores)
    return scores


def is_dateline(tokens: Tokens, start: int, end: int) -> bool:
    """Say whether words in capitals open a paragraph as a dateline does ("HARWICK, N.C. (AP) -")."""
    word = tokens.text[start]
    opens = start == 0 or tokens.hard_break[start - 1] or tokens.sentence_start[start]
    return opens and word.isupper() and len(word) > 2 and end < len(tokens) and tokens.text[end] in _DATELINE_ENDS


def _votes(mentions: Iterable[Mention]) -> tuple[Scores, Scores]:
    """Return what the recogniser's labels say, and the votes themselves."""
    votes: Scores = defaultdict(float)
    for mention in mentions:
        votes[mention.label] += mention.weight
    total = sum(votes.values())
    scores: Scores = defaultdict(float)
    for label, weight in votes.items():
        scores[label] = min(total, _MOST_VOTES) * weight / total
    return scores, votes


def _add_lists(name: list[str], scores: Scores) -> None:
    words = name_words()
    joined, last = " ".join(name), name[-1]
    if joined in demonyms():
        scores["NORP"] += 6.0
    elif joined in words["norp"]:
        scores["NORP"] += 5.0
    elif last in words["norp"] and name[0] in words["norp"]:
        scores["NORP"] += 3.0
    if joined in words["person_known"]:
        scores["PERSON"] += 4.0
    if joined in words["org_known"] or joined in words["org_known_phrase"]:
        scores["ORG"] += 4.0
    if not words["event_known"].isdisjoint({last, joined, " ".join(name[1:])}):
        scores["EVENT"] += 4.0


def _add_form(name: list[str], scores: Scores) -> None:
    words = name_words()
    joined, last = " ".join(name), name[-1]
    if len(name) == 1:
        scores["PERSON"] += 0.6 if joined in first_names() else 0.0
        scores["ORG"] += 0.8 if joined[0].islower() and not joined.islower() else 0.0
    else:
        for role, kind in HEADS.items():
            scores[kind] += 1.5 if last in words[role] else 0.0
        scores["PRODUCT"] += 2.0 if last in words["product_head"] else 0.0
        if name[0] in first_names() and last.isalpha() and head_type(last) is None:
            scores["PERSON"] += 2.2
    if joined.lower().endswith(_DOMAINS):
        scores["ORG"] += 2.0
    if len(name) <= 2 and any(letter.isdigit() for letter in joined) and any(letter.isupper() for letter in joined):
        scores["PRODUCT"] += 0.8


def _add_places(places: Sequence[Place], name: list[str], opening: bool, scores: Scores) -> None:
    if not places:
        return
    best = max(places, key=lambda place: (_fame(place), -place.number))
    fame = _fame(best)
    alone = len(name) == 1
    word = name[0]
    all_capitals = word.isupper() and len(word) > 3 and not opening
    if alone and best.kind is not Kind.COUNTRY and (all_capitals or word.title() in name_words()["not_place"]):
        fame *= 0.2
    if best.kind in {Kind.AREA, Kind.WATER}:
        scores["LOC"] += fame if alone else fame + 3.0
    elif best.kind in {Kind.LANDMARK, Kind.AIRPORT}:
        scores["FAC"] += fame if alone else fame + 2.0
    else:
        scores["GPE"] += 0.25 * fame if alone and word in first_names() else fame


def _fame(place: Place) -> float:
    """Return how much a place's being on the map counts for its name meaning it."""
    if place.kind is Kind.COUNTRY:
        return 5.0
    if place.kind in {Kind.TOWN, Kind.ADMIN2}:
        return min(2.5, max(0.4, (log10(place.population + 10) - 2.0) * 0.6))
    return 2.5


def _add_context(tokens: Tokens, mention: Mention, region_starts: frozenset[int], scores: Scores) -> None:
    _add_words_before(tokens, mention, scores)
    words = name_words()
    after, second = [*tokens.text[mention.end : mention.end + 2], "", ""][:2]
    if after == "," and mention.end + 1 in region_starts:
        scores["GPE"] += 2.0
    if after in words["say"]:
        scores["PERSON"] += 0.7
        scores["ORG"] += 0.3
        scores["GPE"] -= 0.2
    elif after == "who" or (after == "," and (second in {"who", "whose"} or (second.isdigit() and len(second) <= 2))):
        scores["PERSON"] += 1.5
    elif after.lower() in words["place_noun"] and (mention.start == 0 or tokens.text[mention.start - 1].lower() != "the"):
        scores["GPE"] += 0.4


def _add_words_before(tokens: Tokens, mention: Mention, scores: Scores) -> None:
    words = name_words()
    before = tokens.text[mention.start - 1] if mention.start else ""
    low = before.lower()
    second = tokens.text[mention.start - 2].lower() if mention.start > 1 else ""
    if before in words["title"] and not tokens.heading[mention.start]:
        scores["PERSON"] += 2.0 if before[0].isupper() else 1.0
    elif low in words["place_prep"]:
        scores["GPE"] += 1.1 if low in {"in", "near", "across", "outside"} else 0.35
        scores["PERSON"] -= 0.6 if low == "in" else 0.0
    elif low == "of" and second in words["place_noun"]:
        scores["GPE"] += 1.5
    elif low in {"of", "from", "for", "on"} and second in words["place_event"]:
        scores["GPE"] += 1.2
    elif low in _DIRECTIONS:
        scores["GPE"] += 1.0
    elif low in {"a", "an"}:
        scores["PERSON"] -= 1.0
    elif low == "the" and not _qualifies(tokens, mention.end):
        scores["PERSON"] -= 1.5
        scores["GPE"] -= 0.5
        scores["ORG"] += 0.4


def _qualifies(tokens: Tokens, following: int) -> bool:
    """Say whether a noun follows that a name before it only qualifies ("the Ortega video")."""
    return following < len(tokens) and tokens.text[following].islower() and tokens.tag[following].startswith("NN")
