"""What the ranking of claims reads of a parsed text: hashed features of its sentences.

Feature hashing (Weinberger et al. 2009) keeps no table of words: every feature is a number made of the strings' hashes, and this number
is its place among the weights. All is done on whole columns of a Doc, for all its sentences at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]

BITS = 20
"""The weights are 2 to the power of this many."""

CHARACTERS = range(2, 6)
"""The lengths of the pieces of words that are read."""

_COLUMNS = ("LOWER", "LEMMA", "TAG", "DEP", "ENT_TYPE", "SHAPE", "HEAD", "SENT_START", "IDX")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""2 to the power of 64 divided by the golden ratio: Fibonacci hashing (Knuth 1998, 6.4)."""
_FOLD = np.uint64(32)
_SHIFT = np.uint64(64 - BITS)
_SPACE, _DIGIT = 32, 48


@dataclass(frozen=True, slots=True)
class Group:
    """Features of one kind: the place of each among the weights, and the number of the sentence that has it.

    A sentence has a feature or not; how often does not count.
    """

    place: Ints
    sentence: Ints


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """The sentences of a text."""

    count: int
    groups: tuple[Group, ...]
    """Words with their syntax, and pieces of words: each group weighs the same, however many features it has."""


def sentence_features(doc: Doc, text: str) -> SentenceFeatures:
    """Return the features of the sentences of a parsed text, which must have a token; `text` is `doc.text`, which is slow to make."""
    columns = doc.to_array(list(_COLUMNS)).astype(np.uint64)
    begins = columns[:, 7].astype(np.int64) == 1
    begins[0] = True
    sentence = np.cumsum(begins) - 1
    starts = columns[:, 8].astype(np.int64)[begins]
    return SentenceFeatures(int(sentence[-1]) + 1, (_of_words(columns, begins, sentence), _of_characters(text, starts)))


def _of_words(columns: Hashes, begins: NDArray[np.bool_], sentence: Ints) -> Group:
    lower, lemma, tag, dep, label, shape = (np.ascontiguousarray(columns[:, number]) for number in range(6))
    own = np.arange(len(columns))
    # A head beyond the text cannot be, but spaCy allows Docs made by hand.
    head = np.clip(own + columns[:, 6].astype(np.int64), 0, len(columns) - 1)
    # Names and figures by what they are rather than which.
    kind = np.where(label > 0, label, lemma)
    before = {name: _shifted(column, begins) for name, column in (("lower", lower), ("lemma", lemma), ("tag", tag), ("kind", kind))}
    earlier = {name: _shifted(column, begins) for name, column in before.items()}
    ends = np.append(begins[1:], True)
    # Each feature by its number, those of one part first: what is done to many of them is done at once.
    features = {
        0: (lower,),
        4: (lemma,),
        6: (kind,),
        16: (label,),
        17: (shape,),
        1: (before["lower"], lower),
        3: (earlier["lower"], lower),
        5: (before["lemma"], lemma),
        7: (before["kind"], kind),
        9: (before["tag"], tag),
        11: (dep, lemma),
        15: (tag, dep),
        2: (earlier["lower"], before["lower"], lower),
        8: (earlier["kind"], before["kind"], kind),
        10: (earlier["tag"], before["tag"], tag),
        12: (lemma[head], dep, lemma),
        13: (kind[head], dep, kind),
        14: (tag[head], dep, tag),
    }
    # The last words, which have nothing behind them to stand before; and how long it is, in steps of the square root of two.
    length = np.diff(np.append(np.flatnonzero(begins), len(begins)))
    rare = [_place(18, lower[ends]), _place(19, tag[ends], before["tag"][ends])]
    rare.append(_place(20, np.floor(2 * np.log2(length)).astype(np.uint64)))
    keys = (sentence << BITS) | _places(features)
    return _once([keys.ravel(), *((np.arange(len(length)) << BITS) | place for place in rare)])


def _of_characters(text: str, starts: Ints) -> Group:
    """The pieces of words, with the white space on either side of a word as a part of it."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    codes = np.where((codes >= 65) & (codes <= 90), codes + np.uint64(32), codes)
    codes[(codes >= 48) & (codes <= 57)] = _DIGIT
    codes[((codes >= 9) & (codes <= 13)) | (codes == 0xA0)] = _SPACE
    space = codes == _SPACE
    # A piece belongs to the sentence of its second sign: its first may be the white space behind the sentence before.
    sentence = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(text)))
    sentence = np.concatenate([np.zeros(len(text) - len(sentence), dtype=np.int64), sentence])
    key = codes
    whole = ~space
    sentence <<= BITS
    keys = []
    for length in range(2, CHARACTERS.stop):
        key = _mixed(key[:-1], codes[length - 1 :])
        # White space only at its ends, and not at both of two signs.
        whole = ~(space[:-1] & space[1:]) if length == 2 else whole[:-1] & ~space[length - 2 : -1]
        chosen = np.flatnonzero(whole[: len(text) - length + 2])
        keys.append(_place(100 + length, key[chosen]) | sentence[np.minimum(chosen, len(sentence) - 1)])
    return _once(keys)


def _once(found: list[Ints]) -> Group:
    """Leave each feature of a sentence once; a key is the sentence's number above the feature's place."""
    keys = np.concatenate(found)
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])]
    return Group(keys & ((1 << BITS) - 1), keys >> BITS)


def _shifted(column: Hashes, begins: NDArray[np.bool_]) -> Hashes:
    """What stands one token before in the sentence, zero at its beginning."""
    before = np.zeros_like(column)
    before[1:] = column[:-1]
    before[begins] = 0
    return before


def _places(features: Mapping[int, tuple[Hashes, ...]]) -> Ints:
    """Return the places of features of all tokens, a row for each feature; those of fewer parts must come first."""
    key = np.stack([parts[0] for parts in features.values()])
    key ^= np.array(list(features), dtype=np.uint64)[:, np.newaxis]
    _stir(key)
    for number in (1, 2):
        further = [parts[number] for parts in features.values() if len(parts) > number]
        part = key[-len(further) :]
        part ^= np.stack(further)
        _stir(part)
    key *= _FACTOR
    key >>= _SHIFT
    return key.view(np.int64)


def _place(kind: int, *parts: Hashes) -> Ints:
    key = _mixed(np.uint64(kind), parts[0])
    for part in parts[1:]:
        key ^= part
        _stir(key)
    key *= _FACTOR
    key >>= _SHIFT
    return key.view(np.int64)


def _mixed(key: Hashes | np.uint64, part: Hashes) -> Hashes:
    mixed: Hashes = key ^ part
    return _stir(mixed)


def _stir(key: Hashes) -> Hashes:
    """Spread what the keys hold over all their bits, in place."""
    key *= _FACTOR
    key ^= key >> _FOLD
    return key
