"""What makes a sentence worth checking, by its words: comparisons, causes, laws and records, predictions.

Figures and quotations are known from the analysis; these are told by lemmas and forms, for all sentences of a Doc at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from copydesk.analysis import ClaimKind
from copydesk.nlp.lexicon import lists

if TYPE_CHECKING:
    from spacy.tokens import Doc

Mask = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

_KINDS = {
    "comparison": ClaimKind.COMPARISON,
    "causation": ClaimKind.CAUSATION,
    "prediction": ClaimKind.PREDICTION,
    "record": ClaimKind.RECORD,
}
_CHANGE, _MORE, _MOST, _ANY = "change", "more", "most", "any"


@dataclass(frozen=True, slots=True)
class Sign:
    """The first words of a sentence that tell a kind, as a range of tokens, and which form of the kind they tell."""

    kind: ClaimKind
    form: str
    start: int
    end: int


def signs(doc: Doc) -> list[dict[ClaimKind, Sign]]:
    """Return for each sentence of a parsed text, which must have a token, the kinds that its words tell."""
    columns = _Columns(doc)
    found: list[dict[ClaimKind, Sign]] = [{} for _ in range(int(columns.sentence[-1]) + 1)]
    for kind, form, mask, length in _masks(columns):
        for start in np.flatnonzero(mask).tolist():
            of_sentence = found[int(columns.sentence[start])]
            if kind not in of_sentence or start < of_sentence[kind].start:
                of_sentence[kind] = Sign(kind, form, start, min(start + length, len(columns.lemma)))
    return found


class _Columns:
    """The strings of the tokens as hashes."""

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array(["LOWER", "LEMMA", "TAG", "POS", "SENT_START"]).astype(np.uint64)
        self.lower, self.lemma, self.tag, self.pos = (np.ascontiguousarray(table[:, number]) for number in range(4))
        begins = table[:, 4].astype(np.int64) == 1
        begins[0] = True
        self.sentence = np.cumsum(begins) - 1

    def behind(self, column: Hashes, distance: int = 1) -> Hashes:
        """What stands so many tokens behind each token."""
        moved = np.zeros_like(column)
        moved[:-distance] = column[distance:]
        return moved


def _masks(columns: _Columns) -> Iterator[tuple[ClaimKind, str, Mask, int]]:
    """The tokens at which the signs of each kind and form begin, and how many tokens these have."""
    verb, noun = _one_of(columns.pos, _hashes(["VERB"])), _one_of(columns.pos, _hashes(["NOUN"]))
    everything = np.ones(len(columns.pos), dtype=np.bool_)
    for name, kind in _KINDS.items():
        listed: dict[str, Any] = lists("claims")[name]
        forms = listed if name == "record" else {_CHANGE if name == "comparison" else _ANY: listed}
        for form, words in forms.items():
            for entries, allowed in (("verbs", verb), ("nouns", noun), ("words", everything)):
                single, double = _cues(tuple(words.get(entries, ())))
                yield kind, form, _one_of(columns.lemma, single) & allowed, 1
                for first, second in double:
                    yield kind, form, (columns.lemma == first) & (columns.behind(columns.lemma) == second) & allowed, 2
    future = _one_of(columns.lower, _hashes(lists("claims")["future"])) & _one_of(columns.tag, _hashes(["MD"]))
    yield ClaimKind.PREDICTION, _ANY, future, 2
    yield from _degrees(columns)


def _degrees(columns: _Columns) -> Iterator[tuple[ClaimKind, str, Mask, int]]:
    """Comparatives and superlatives, but for those before a figure ("more than 300"): they say how exact it is."""
    compares = ~_one_of(columns.lower, _hashes(lists("claims")["no_comparison"]))
    numeral = _hashes(["CD", "$"])
    before_figure = _one_of(columns.behind(columns.tag, 2), numeral) & _one_of(columns.behind(columns.lower), _hashes(["than"]))
    more = _one_of(columns.tag, _hashes(["JJR", "RBR"])) & compares & ~before_figure & ~_one_of(columns.behind(columns.tag), numeral)
    yield ClaimKind.COMPARISON, _MORE, more, 1
    plain = _one_of(columns.tag, _hashes(["JJS", "RBS"])) & compares
    # "most" alone is a quantifier ("most of them"); before an adjective or adverb it makes a superlative.
    most = _one_of(columns.lower, _hashes(["most"]))
    described = _one_of(columns.behind(columns.tag), _hashes(["JJ", "RB"]))
    yield ClaimKind.COMPARISON, _MOST, plain & ~most, 1
    yield ClaimKind.COMPARISON, _MOST, plain & most & described, 2


def _one_of(column: Hashes, wanted: Hashes) -> Mask:
    if len(wanted) == 1:
        same: Mask = column == wanted[0]
        return same
    return np.isin(column, wanted)


@cache
def _cues(entries: tuple[str, ...]) -> tuple[Hashes, tuple[tuple[np.uint64, np.uint64], ...]]:
    """Return the hashes of the entries of one word, and the pairs of those of two."""
    pairs = [entry.split() for entry in entries if " " in entry]
    return _hashes([entry for entry in entries if " " not in entry]), tuple((_hashes(pair)[0], _hashes(pair)[1]) for pair in pairs)


def _hashes(words: Iterable[str]) -> Hashes:
    return _hashes_of(tuple(words))


@cache
def _hashes_of(words: tuple[str, ...]) -> Hashes:
    from spacy.strings import get_string_id  # noqa: PLC0415 - whoever has a Doc has spaCy

    return np.array([get_string_id(word) for word in words], dtype=np.uint64)
