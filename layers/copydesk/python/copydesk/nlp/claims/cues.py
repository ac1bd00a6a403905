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

_Token = list[int]
"""A token as lemma, part of speech, tag and lower-case form, by spaCy's numbers."""

_NOTHING = np.zeros((1, 4), dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Sign:
    """The first words of a sentence that tell a kind, as a range of tokens, and which form of the kind they tell."""

    kind: ClaimKind
    form: str
    start: int
    end: int


def signs(doc: Doc) -> list[dict[ClaimKind, Sign]]:
    """Return for each sentence of a parsed text, which must have a token, the kinds that its words tell."""
    table = doc.to_array(["LEMMA", "POS", "TAG", "LOWER", "SENT_START"]).astype(np.uint64)
    begins = table[:, 4].astype(np.int64) == 1
    begins[0] = True
    sentence = np.cumsum(begins) - 1
    found: list[dict[ClaimKind, Sign]] = [{} for _ in range(int(sentence[-1]) + 1)]
    # Few tokens can begin a sign: these are found at once, and only they are looked at one by one.
    near = np.flatnonzero(_among(table[:, 0], _cues().keys) | _among(table[:, 2], _forms().keys))
    # Behind the last token comes nothing.
    rows = np.vstack((table[:, :4], _NOTHING, _NOTHING))[near[:, np.newaxis] + np.arange(3)].tolist()
    for tokens, start, number in zip(rows, near.tolist(), sentence[near].tolist(), strict=True):
        for kind, form, length in _beginning(*tokens):
            found[number].setdefault(kind, Sign(kind, form, start, min(start + length, len(table))))
    return found


def _beginning(token: _Token, second: _Token, third: _Token) -> Iterator[tuple[ClaimKind, str, int]]:
    """The signs that begin with a token: the kind, its form, and how many tokens it has."""
    lemma, pos, tag, lower = token
    for cue in _cues().entries.get(lemma, ()):
        if cue.pos in (0, pos) and cue.second in (0, second[0]):
            yield cue.kind, cue.form, 2 if cue.second else 1
    forms = _forms()
    if tag == forms.modal:
        if lower in forms.future:
            yield ClaimKind.PREDICTION, _ANY, 2
    elif tag in forms.comparative:
        # Before a figure it says how exact that is: "more than 300".
        numeral = second[2] in forms.numeral or (second[3] == forms.than and third[2] in forms.numeral)
        if lower not in forms.no_comparison and not numeral:
            yield ClaimKind.COMPARISON, _MORE, 1
    elif tag in forms.superlative and lower not in forms.no_comparison:
        # "most" alone is a quantifier ("most of them"); before an adjective or adverb it makes a superlative.
        if lower != forms.most:
            yield ClaimKind.COMPARISON, _MOST, 1
        elif second[2] in forms.described:
            yield ClaimKind.COMPARISON, _MOST, 2


def _among(column: Hashes, keys: Hashes) -> Mask:
    """Say which hashes are among sorted ones."""
    place = np.minimum(np.searchsorted(keys, column), len(keys) - 1)
    mask: Mask = keys[place] == column
    return mask


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: ClaimKind
    form: str
    pos: int
    """The part of speech that it must have; 0 for any."""
    second: int
    """The lemma that must follow; 0 for none."""


@dataclass(frozen=True, slots=True)
class _Cues:
    entries: dict[int, list[_Cue]]
    keys: Hashes


@cache
def _cues() -> _Cues:
    """The words of the lists by their first lemmas."""
    entries: dict[int, list[_Cue]] = {}
    for name, kind in _KINDS.items():
        listed: dict[str, Any] = lists("claims")[name]
        forms = listed if kind is ClaimKind.RECORD else {_CHANGE if kind is ClaimKind.COMPARISON else _ANY: listed}
        for form, words in forms.items():
            for part, pos in (("verbs", "VERB"), ("nouns", "NOUN"), ("words", "")):
                for entry in words.get(part, ()):
                    first, _, second = entry.partition(" ")
                    entries.setdefault(_hash(first), []).append(_Cue(kind, form, _hash(pos), _hash(second)))
    return _Cues(entries, np.array(sorted(entries), dtype=np.uint64))


class _Forms:
    """The tags and words of degrees and of the future."""

    def __init__(self) -> None:
        self.modal, self.than, self.most = _hash("MD"), _hash("than"), _hash("most")
        self.comparative, self.superlative = _hashes(["JJR", "RBR"]), _hashes(["JJS", "RBS"])
        self.numeral, self.described = _hashes(["CD", "$"]), _hashes(["JJ", "RB"])
        self.future, self.no_comparison = _hashes(lists("claims")["future"]), _hashes(lists("claims")["no_comparison"])
        self.keys: Hashes = np.array(sorted({self.modal, *self.comparative, *self.superlative}), dtype=np.uint64)


@cache
def _forms() -> _Forms:
    return _Forms()


def _hashes(words: Iterable[str]) -> frozenset[int]:
    return frozenset(map(_hash, words))


def _hash(word: str) -> int:
    """The number that spaCy has for a string; 0 for an empty one."""
    from spacy.strings import get_string_id  # noqa: PLC0415 - whoever has a Doc has spaCy

    return int(get_string_id(word))
