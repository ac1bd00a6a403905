"""Ids that survive an edit elsewhere in the text.

A position would change with every word before it, so an id is made of what the thing *is*: its words, without regard to case, spacing
and punctuation, and how many of the same came before it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

_DIGITS = 12
"""Hexadecimal digits: 48 bits, for some hundred things in one article."""

_WORD = re.compile(r"\w+")


def normalised(words: str) -> str:
    """Fold what an editor changes without changing what is meant: case, spacing and punctuation."""
    return " ".join(_WORD.findall(words.casefold().replace("_", " ")))


class Identities:
    """Gives ids to the things of one article, in their order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, kind: str, words: str) -> str:
        """Return the id of the next thing of this kind with these words."""
        key = (kind, normalised(words))
        occurrence = self._seen[key]
        self._seen[key] += 1
        return hashlib.sha256("\n".join([*key, str(occurrence)]).encode("utf-8")).hexdigest()[:_DIGITS]
