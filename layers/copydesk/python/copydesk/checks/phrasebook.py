"""Many lists of phrases looked for at once: most of their phrases stand in no article, and cost it nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from copydesk.analysis import Part, Range, Span
from copydesk.checks.lists import letter_runs
from copydesk.checks.reading import Reading

_WORD = re.compile(r"\w+|[^\w\s]")


class Phrasebook:
    """Phrases by the names of their lists. A phrase may stand in several lists.

    Only those phrases are looked for all of whose runs of letters the article has, asked by the longest one, as few have it.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, phrases in lists.items():
            for phrase in phrases:
                names[tuple(_WORD.findall(phrase.lower()))].add(name)
        self._told: dict[str, list[tuple[frozenset[str], str | None, tuple[str, ...], set[str]]]] = {}
        for words, named in names.items():
            written = " ".join(words)
            runs = letter_runs(written)
            alone = written if all(map(_is_word, words)) else None
            self._told.setdefault(max(runs, key=len, default=""), []).append((frozenset(runs), alone, words, named))

    def find(self, reading: Reading) -> dict[str, list[Range]]:
        """Return for each list the places of its phrases in the body, in any case; the longest at a place, and none that overlap."""
        low, vocabulary, spaced = reading.lower[Part.TEXT], reading.vocabulary[Part.TEXT], reading.kept(_spaced)
        ends: dict[str, dict[int, int]] = defaultdict(dict)
        for run in self._told.keys() & vocabulary:
            for runs, written, words, names in self._told[run]:
                if runs <= vocabulary:
                    for start, end in _places(words, written, low, spaced):
                        for name in names:
                            ends[name][start] = max(end, ends[name].get(start, 0))
        return {name: _apart(sorted(places.items())) for name, places in ends.items()}


def _spaced(reading: Reading) -> str:
    """The body in lower case with single spaces."""
    return " ".join(reading.lower[Part.TEXT].split())


def _places(words: tuple[str, ...], written: str | None, low: str, spaced: str) -> Iterator[Range]:
    # How often a phrase stands there with single spaces tells whether it stands there at all; of one word the vocabulary tells it.
    times = 0 if written is None or len(words) == 1 else spaced.count(written)
    if written is None or (times and times != low.count(written)):
        yield from (match.span() for match in _pattern(words).finditer(low))
        return
    if not times and len(words) > 1:
        return
    # Every place has single spaces: looking for the letters takes a tenth of what the pattern takes.
    start = low.find(written)
    while start >= 0:
        end = start + len(written)
        if not _is_word(low[start - 1 : start]) and not _is_word(low[end : end + 1]):
            yield start, end
        start = low.find(written, start + 1)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the words and signs in a row, whatever white space is between them; none but two words need any.

    It begins with letters, which are found faster than a place where a word begins; whether one does is asked behind them.
    """
    first, last = words[0], words[-1]
    written = re.escape(first) + (rf"(?<!\w{re.escape(first)})" if _is_word(first) else "")
    for one, other in pairwise(words):
        written += (r"\s+" if _is_word(one) and _is_word(other) else r"\s*") + re.escape(other)
    return re.compile(written + (r"(?!\w)" if _is_word(last) else ""))


def _is_word(word: str) -> bool:
    return word[:1].isalnum() or word[:1] == "_"


def _apart(places: Iterable[Range]) -> list[Range]:
    """The places, in their order, that begin behind the one before."""
    found: list[Range] = []
    for start, end in places:
        if not found or found[-1][1] <= start:
            found.append((start, end))
    return found


def spans(reading: Reading, places: Iterable[Range]) -> list[Span]:
    """Return places of the body as spans."""
    return [reading.span(start, end) for start, end in places]
