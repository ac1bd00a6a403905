"""The terms of `data/wording/*.yaml` and where they stand in a Doc.

A term is matched word by word on lower case and lemma, the longest term first. All terms stand in one trie whose keys are the hashes
that spaCy keeps for every token, so that most tokens cost two look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.analysis import Range, WordingCategory
from copydesk.nlp.lexicon import DATA, lists
from copydesk.nlp.passages import Passage

if TYPE_CHECKING:
    from spacy import tokens

ANY = "_"
"""Stands for any one word in a term."""

NO_WORDING = "plain"
CUE = "cue"

_WORD = re.compile(r"n't|['’]\w*|[^\W'’-]+(?:\.[^\W'’-]+)*\.?|-|[^\w\s]|_")
_INFLECTED = frozenset({"verb", "noun"})
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$|(?:[^aeiou]|qu)[aeiou](?:t|p|g)$(?<!visit)(?<!develop)(?<!gossip)")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the word lists.

    Without a category it is a cue of opinion, or plain words: longer terms that take words out of the reach of shorter ones ("radical
    surgery").
    """

    text: str
    kind: str
    category: WordingCategory | None
    pos: str | None
    tag: str | None
    alone: bool
    side: str | None
    suggestion: str | None
    unless_with: frozenset[str]
    listed: str


class Match(NamedTuple):
    """A term at a place: the tokens from `start` up to `end` of the Doc."""

    start: int
    end: int
    term: Term

    def characters(self, doc: tokens.Doc) -> Range:
        """Return the characters of the Doc that it covers."""
        last = doc[self.end - 1]
        return doc[self.start].idx, last.idx + len(last)


@dataclass(slots=True)
class _Node:
    """A place in the trie: the terms that end here, and where each next word leads."""

    terms: list[Term] = field(default_factory=list)
    following: dict[int, _Node] = field(default_factory=dict)
    whatever: _Node | None = None


def matches(passage: Passage) -> Iterator[list[Match]]:
    """Return for every place of a passage where terms begin all that begin there, the longest first."""
    root, begins = _trie(), _beginnings()
    keys: list[list[int]] = passage.doc.to_array(["LOWER", "LEMMA"]).tolist()
    for i, ((lower, lemma), behind) in enumerate(pairwise([*keys, []])):
        one, other = begins.get(lower, _NOTHING), begins.get(lemma, _NOTHING)
        if one is None or other is None or not one.isdisjoint(behind) or not other.isdisjoint(behind):
            found = _from(root, keys, i)
            if found:
                found.sort(key=_longest_first)
                yield found


def _longest_first(match: Match) -> tuple[int, bool]:
    return -match.end, match.term.kind != NO_WORDING


def _from(root: _Node, keys: list[list[int]], start: int) -> list[Match]:
    """The terms that begin at a place."""
    found: list[Match] = []
    nodes = [root]
    for end in range(start, len(keys)):
        lower, lemma = keys[end]
        reached = []
        for node in nodes:
            following = node.following
            if lower in following:
                reached.append(following[lower])
            if lemma != lower and lemma in following:
                reached.append(following[lemma])
            if node.whatever is not None:
                reached.append(node.whatever)
        if not reached:
            break
        for node in reached:
            for term in node.terms:
                found.append(Match(start, end + 1, term))
        nodes = reached
    return found


_NOTHING: frozenset[int] = frozenset()


@cache
def _beginnings() -> dict[int, frozenset[int] | None]:
    """The first words of the terms with the words that can follow them; None where one word makes a term, or any word can follow.

    Half of all tokens begin some term of several words, and hardly any of them goes on with it.
    """
    first = _trie().following
    return {word: None if node.terms or node.whatever else frozenset(node.following) for word, node in first.items()}


@cache
def _trie() -> _Node:
    from spacy.strings import get_string_id  # noqa: PLC0415

    root = _Node()
    for term in terms():
        for words in {spelt for form in _forms(term) for spelt in _spellings(form)}:
            node = root
            for word in words:
                if word == ANY:
                    node.whatever = node.whatever or _Node()
                    node = node.whatever
                else:
                    node = node.following.setdefault(get_string_id(word), _Node())
            node.terms.append(term)
    return root


def _forms(term: Term) -> Iterator[str]:
    """A term and, of single words, its regular forms: in headlines, and where a verb stands as a noun, the lemmatizer knows none."""
    word = term.text
    yield word
    if term.pos not in _INFLECTED or not word.isalpha():
        return
    sibilant = word.endswith(("s", "x", "z", "ch", "sh"))
    after_consonant_y = word.endswith("y") and word[-2] not in "aeiou"
    yield word[:-1] + "ies" if after_consonant_y else word + ("es" if sibilant else "s")
    if term.pos == "verb":
        stem = word[:-1] if word.endswith("e") and not word.endswith("ee") else word
        if _DOUBLES.search(word):
            stem += word[-1]
        yield word[:-1] + "ied" if after_consonant_y else stem + "ed"
        yield stem + "ing"


def _spellings(text: str) -> Iterable[tuple[str, ...]]:
    """The token sequences that a term stands for: words apart by `/` are a choice, apostrophes straight or curly."""
    choices = [[_split(one) for one in part.split("/")] for part in text.split(" ")]
    for chosen in product(*choices):
        words = tuple(word for part in chosen for word in part)
        yield words
        curly = tuple(word.replace("'", "’") for word in words)
        if curly != words:
            yield curly


def _split(word: str) -> list[str]:
    """Cut a word as the tokenizer does."""
    if word.endswith("n't"):
        return [word[:-3], "n't"]
    return _WORD.findall(word)


@cache
def terms() -> tuple[Term, ...]:
    """Return all entries of all word lists."""
    return tuple(term for path in sorted((DATA / "wording").glob("*.yaml")) for term in _of_file(f"wording/{path.stem}"))


def _of_file(name: str) -> Iterator[Term]:
    for listed, entry in lists(name).items():
        shared: dict[str, Any] = {
            "kind": entry["category"],
            "category": None if entry["category"] in {CUE, NO_WORDING} else WordingCategory(entry["category"]),
            "pos": entry.get("pos"),
            "tag": entry.get("tag"),
            "alone": entry.get("alone", True),
            "side": entry.get("side"),
            "unless_with": frozenset(entry.get("unless_with", "").split(", ")) - {""},
            "listed": listed,
        }
        suggestions = entry.get("suggestions", {})
        for text in entry["terms"].split(", "):
            yield Term(text=text, suggestion=suggestions.get(text, entry.get("suggestion")), **shared)
