r"""The dictionary: which spellings are English words, how common they are, and which word a slip was meant to be.

The index is a folder of four files that `layers/dictionary.py` writes:

``keys.npy``     the keys of all spellings, sorted
``classes.npy``  a byte for each: how common it is, and what it is (`WORD`, `SLIP`)
``slips.txt``    a line ``slip\tword`` for each known slip
``version.txt``  the hash of everything that it was built from

Keys and classes are mapped into memory, as in the index of places (`nlp.gazetteer`). No word's letters are stored: a word is found by its
key, a sum over its letters, so that the keys of all spellings at one edit from a word follow from its own by additions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "copydesk_dictionary"
"""The package that the index is installed as: built from others (`layers/dictionary.py`), it stays out of functions without analysis."""

WORD = 0x80
"""Set in the class of a spelling that dictionaries list: it may be what was meant."""
SLIP = 0x40
"""Set in the class of a spelling that is a known slip for another."""
STEPS = 7
"""The steps of how common a spelling is, in one unit of the Zipf scale: the class's lower six bits count them, 0 where it is unknown."""
LONGEST = 32
"""Letters of the longest spelling that has a key."""

_COMMON = 3.0
"""Words from this on the Zipf scale, one in a million, come back in other articles."""

Keys = NDArray[np.uint64]

# Random, odd, and the same everywhere.
_WEIGHTS = np.frombuffer(b"".join(blake2b(bytes([n]), digest_size=8).digest() for n in range(LONGEST)), dtype="<u8") | np.uint64(1)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_CODES = np.frombuffer(_ALPHABET.encode(), dtype=np.uint8).astype(np.uint64)


@cache
def installed() -> Dictionary | None:
    """Open the installed index; None where it was not built."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Dictionary(Path(spec.submodule_search_locations[0]))


class Dictionary:
    """A read-only index of spellings in lower-case ASCII letters, of at most `LONGEST`."""

    def __init__(self, folder: Path) -> None:
        """Open the index. Raises `FileNotFoundError` where it has not been built."""
        self._keys = np.load(folder / "keys.npy", mmap_mode="r").view(np.ndarray)
        self._classes = np.load(folder / "classes.npy", mmap_mode="r").view(np.ndarray)
        self._slips = folder / "slips.txt"
        self.version = (folder / "version.txt").read_text(encoding="utf-8").strip()
        self._common: set[str] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def classes(self, words: Sequence[str]) -> list[int]:
        """Return the class of each word, 0 where it is not in the index."""
        return self._look_up(keys_of(words)).tolist() if words else []

    def unlisted(self, words: AbstractSet[str]) -> dict[str, int]:
        """Return the classes of those words, of ASCII letters and fewer than `LONGEST`, that no dictionary lists.

        Most words of an article are common ones. Those are kept, some ten thousand at most, and not looked up again.
        """
        asked = [word for word in words - self._common if len(word) < LONGEST and word.isascii()]
        found = dict(zip(asked, self.classes(asked), strict=True))
        self._common.update(word for word, of_word in found.items() if of_word & WORD and commonness(of_word) >= _COMMON)
        return {word: of_word for word, of_word in found.items() if not of_word & WORD}

    def meant_by_slip(self, slip: str) -> str | None:
        """Return the word, or the words, that a known slip was meant to be."""
        start = self._lines.find(f"\n{slip}\t".encode())
        if start < 0:
            return None
        start += len(slip) + 2
        return self._lines[start : self._lines.index(b"\n", start)].decode("utf-8")

    def near(self, word: str) -> list[tuple[str, int]]:
        """Return the words of dictionaries at one edit from a word, and their classes.

        An edit leaves a letter out, swaps two that stand together, takes another one for it, or puts one in (Damerau's four); or it
        leaves two out that stand together, as where a syllable was written twice.
        """
        found = self._look_up(edited_keys(word))
        return sorted({(edited(word, number), int(found[number])) for number in np.flatnonzero(found & WORD).tolist()})

    def halves(self, word: str) -> Iterator[tuple[str, int, str, int]]:
        """Yield the ways to part a word into two words of dictionaries, with their classes."""
        parts = [part for place in range(1, len(word)) for part in (word[:place], word[place:])]
        classes = self.classes(parts)
        for place in range(0, len(parts), 2):
            if classes[place] & classes[place + 1] & WORD:
                yield parts[place], classes[place], parts[place + 1], classes[place + 1]

    def _look_up(self, keys: Keys) -> NDArray[np.uint8]:
        places = np.searchsorted(self._keys, keys)
        places[places == len(self._keys)] = 0
        found: NDArray[np.uint8] = np.where(self._keys[places] == keys, self._classes[places], 0).astype(np.uint8)
        return found

    @cached_property
    def _lines(self) -> bytes:
        return b"\n" + self._slips.read_bytes()


def commonness(found: int) -> float:
    """Return how common a spelling of a class is on the Zipf scale, the logarithm of its times in 10⁹ words; 0 if unknown."""
    return (found & 0x3F) / STEPS


def keys_of(words: Sequence[str]) -> Keys:
    """Return the keys of words: the code of each letter times the weight of its place, summed."""
    letters = np.array(words, dtype=f"S{LONGEST}").view(np.uint8).reshape(len(words), LONGEST)
    keys: Keys = (letters * _WEIGHTS).sum(axis=1, dtype=np.uint64)
    return keys


def edited_keys(word: str) -> Keys:
    """Return the keys of all spellings at one edit from a word, in the order of `edited`.

    The word has from 2 to `LONGEST` - 1 ASCII letters.
    """
    n = len(word)
    codes = np.frombuffer(word.encode("ascii"), dtype=np.uint8).astype(np.uint64)
    here = codes * _WEIGHTS[:n]
    before = np.concatenate(([np.uint64(0)], np.cumsum(here)))
    earlier = _behind(codes[1:] * _WEIGHTS[: n - 1])
    later = _behind(codes * _WEIGHTS[1 : n + 1])
    total = before[n]
    left_out = before[:n] + earlier
    two_left_out = before[: n - 1] + _behind(codes[2:] * _WEIGHTS[: n - 2])
    swapped = total + (codes[1:] - codes[:-1]) * (_WEIGHTS[: n - 1] - _WEIGHTS[1:n])
    other = (total - here)[:, np.newaxis] + _WEIGHTS[:n, np.newaxis] * _CODES
    put_in = (before + later)[:, np.newaxis] + _WEIGHTS[: n + 1, np.newaxis] * _CODES
    return np.concatenate((left_out, two_left_out, swapped, other.ravel(), put_in.ravel()))


def _behind(summands: Keys) -> Keys:
    """The sums of all from each place on, and 0 behind the last."""
    return np.append(np.cumsum(summands[::-1])[::-1], np.uint64(0))


def edited(word: str, number: int) -> str:
    """Return the spelling at one edit from a word that has that number among all of them."""
    n = len(word)
    if number < n:
        return word[:number] + word[number + 1 :]
    number -= n
    if number < n - 1:
        return word[:number] + word[number + 2 :]
    number -= n - 1
    if number < n - 1:
        return word[:number] + word[number + 1] + word[number] + word[number + 2 :]
    place, letter = divmod(number - (n - 1), len(_ALPHABET))
    if place < n:
        return word[:place] + _ALPHABET[letter] + word[place + 1 :]
    place -= n
    return word[:place] + _ALPHABET[letter] + word[place:]
