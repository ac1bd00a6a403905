"""Names that the recogniser did not see, known from word lists, the gazetteer or their place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.nlp.gazetteer import ALTERNATE, Gazetteer, Kind, Place
from copydesk.nlp.grouping import Name
from copydesk.nlp.headed_names import ATTITUDES, head_type
from copydesk.nlp.mentions import Mention, covered
from copydesk.nlp.name_types import is_dateline
from copydesk.nlp.names import demonyms, first_names, name_words
from copydesk.nlp.tokens import Tokens

_LONGEST = 4
"""Words of the longest name that is looked up."""
_FAMOUS = 100_000
_SIZABLE = 5_000
_FAMOUS_BY_ANOTHER_NAME = 300_000
"""Inhabitants from which a town is taken for one without, with, and under another name than its first without a sign in the text."""
_PROPER = frozenset({"NNP", "NNPS"})
_NOT_BRANDS = ("Mc", "Mac", "al", "O'")


def known_names(tokens: Tokens, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the names that no mention covers."""
    found: list[Mention] = []
    runs: list[tuple[int, int]] = []
    titles = name_words()["title"]
    for first, end in _capital_runs(tokens, mentions):
        start = next((i for i in range(first, end) if tokens.text[i] not in titles), end)
        mention = _listed(tokens, start, end, titled=start > first) if start < end else None
        if mention is not None:
            found.append(mention)
        elif not all(word in name_words()["not_name"] for word in tokens.text[start:end]):
            runs.append((start, end))
    return found + list(_on_the_map(tokens, runs, gazetteer))


def local_authorities(tokens: Tokens, names: Sequence[Name], gazetteer: Gazetteer) -> list[Mention]:
    """Return the places after which local authorities are called ("Harwick County Sheriff's Office").

    A story about such a body plays there, and often says so nowhere else.
    """
    words = name_words()
    asked = [
        (mention, length)
        for name in names
        if name.type in {"ORG", "FAC"} and any(word in words["authority"] for word in name.words[1:])
        for mention in name.mentions
        for length in (3, 2, 1)
        if length < len(name.words)
    ]
    answers = gazetteer.find_targets([" ".join(tokens.text[m.start : m.start + length]) for m, length in asked])
    found: dict[int, Mention] = {}
    for (mention, length), targets in zip(asked, answers, strict=True):
        if not targets or mention.start in found or tokens.text[mention.start] in words["not_place"]:
            continue
        kind = gazetteer[targets[0] & ~ALTERNATE].kind
        if kind is Kind.ADMIN1 or (kind in {Kind.ADMIN2, Kind.TOWN} and not targets[0] & ALTERNATE):
            found[mention.start] = Mention(mention.start, mention.start + length, "GPE", 2.0)
    return list(found.values())


def _capital_runs(tokens: Tokens, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words written as names that no mention covers."""
    taken = covered(mentions)
    start = None
    for i, capital in enumerate([*tokens.capital, False]):
        inside = capital and i not in taken
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None


def _listed(tokens: Tokens, start: int, end: int, *, titled: bool) -> Mention | None:
    """Return the name that a run is by the word lists or its form."""
    words = name_words()
    text = tokens.text
    word, length = text[start], end - start
    if length == 1 and (word in demonyms() or word in words["norp"]):
        party = end < len(text) and text[end] == "party"
        return Mention(start, end + 1, "ORG", 3.0) if party else Mention(start, end, "NORP")
    if length == 1 and word in words["org_known"] and word not in words["not_name"]:
        return Mention(start, end, "ORG")
    if length in {2, 3} and (titled or word in first_names()) and _is_person(tokens, start, end):
        return Mention(start, end, "PERSON")
    if length == 1 and _is_brand(word):
        return Mention(start, end, "ORG", 0.8)
    # "The" amid a sentence belongs to the name: The Spectator, The Guardian.
    after_article = start > 0 and text[start - 1] == "The" and not tokens.sentence_start[start - 1] and not tokens.heading[start]
    if length == 1 and after_article and tokens.tag[start] in {*_PROPER, "NN"}:
        return Mention(start, end, "ORG", 1.5)
    return None


def _is_person(tokens: Tokens, start: int, end: int) -> bool:
    last = tokens.text[end - 1]
    return (
        not tokens.heading[start]
        and all(tag in _PROPER for tag in tokens.tag[start:end])
        and last not in name_words()["title"]
        and head_type(last) is None
    )


def _is_brand(word: str) -> bool:
    """Say whether a word has one capital inside, as brands do: eBay, YouTube."""
    inner = sum(letter.isupper() for letter in word[1:])
    return (
        len(word) >= 4
        and word.isalpha()
        and not word.isupper()
        and (inner == 1 or (inner > 1 and word[0].islower()))
        and not word.startswith(_NOT_BRANDS)
    )


def _on_the_map(tokens: Tokens, runs: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[Mention]:
    asked = [(i, j, end - start == j - i) for start, end in runs for i in range(start, end) for j in range(min(end, i + _LONGEST), i, -1)]
    answers = gazetteer.find_targets([" ".join(tokens.text[i:j]) for i, j, _ in asked])
    taken: set[int] = set()
    for (start, end, whole), targets in zip(asked, answers, strict=True):
        if start in taken or end - 1 in taken:
            continue
        if not targets:
            if whole and _stands_where_places_do(tokens, start, end):
                yield Mention(start, end, "GPE", 0.5)
                taken.update(range(start, end))
            continue
        best = gazetteer[targets[0] & ~ALTERNATE]
        obscure = targets[0] & ALTERNATE and best.population < _FAMOUS_BY_ANOTHER_NAME
        if obscure and not _stands_where_places_do(tokens, start, end):
            continue
        if (whole or best.kind is not Kind.TOWN) and _means_place(tokens, start, end, best):
            yield Mention(start, end, "GPE", 0.8)
            taken.update(range(start, end))


def _stands_where_places_do(tokens: Tokens, start: int, end: int) -> bool:
    """Say whether unknown words stand where a place does ("near Tell Harwick")."""
    if not start or end - start > 3 or tokens.heading[start] or tokens.text[start] in first_names():
        return False
    words = name_words()
    for i in range(start, end):
        word = tokens.text[i]
        if (
            tokens.tag[i] not in _PROPER
            or not word[1:].islower()
            or any(word in words[role] for role in ("not_name", "title", "not_place"))
        ):
            return False
    return tokens.text[start - 1].lower() in {"in", "near", "outside"}


def _means_place(tokens: Tokens, start: int, end: int, best: Place) -> bool:
    """Say whether unmarked words mean the place of that name."""
    words = name_words()
    text = tokens.text
    word = text[start]
    if word in words["not_name"] or word in words["title"] or word in words["caption"] or (end - start == 1 and word in words["not_place"]):
        return False
    if start >= 2 and text[start - 1] == "-" and text[start - 2].lower() in ATTITUDES:
        return False
    before = text[start - 1].lower() if start else ""
    located = before in words["place_prep"] or before in words["place_noun"] or before == ","
    located = located or (before == "of" and start >= 2 and text[start - 2].lower() in words["place_noun"])
    proper = all(tag in _PROPER for tag in tokens.tag[start:end])
    dateline = is_dateline(tokens, start, end)
    if best.kind is not Kind.TOWN and best.kind is not Kind.ADMIN2:
        return proper or located or dateline
    if dateline:
        return best.population >= 1000
    if end - start == 1 and word in first_names() and not located:
        return False
    return (proper and best.population >= _FAMOUS) or (located and best.population >= _SIZABLE and not tokens.heading[start])
