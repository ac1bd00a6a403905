"""Many lists of phrases looked for at once: a text is read word by word once, whatever the number of lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate

from copydesk.analysis import Part, Range, Span
from copydesk.checks.reading import Reading

_WORD = re.compile(r"\w+|[^\w\s]")
_WITH_SPACE = re.compile(r"(?:\w+|[^\w\s])\s*")
_SPACE = re.compile(r"\s*")


class Phrasebook:
    """Phrases by the names of their lists. A phrase may stand in several lists.

    A phrase is looked for where its longest word stands: "a", "in" and "the", with which so many begin, would ask at every line.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, phrases in lists.items():
            for phrase in phrases:
                names[tuple(_WORD.findall(phrase.lower()))].add(name)
        self._told: dict[str, list[tuple[int, list[str], set[str]]]] = defaultdict(list)
        for words, told in names.items():
            longest = max(words, key=len)
            self._told[longest].append((words.index(longest), [*words], told))

    def find(self, reading: Reading) -> dict[str, list[Range]]:
        """Return for each list the places of its phrases in the body, in any case; the longest at a place, and none that overlap."""
        words, starts = reading.kept(_words), reading.kept(_starts)
        told = self._told
        ends: dict[str, dict[int, int]] = defaultdict(dict)
        for number in [number for number, word in enumerate(words) if word in told]:
            for before, phrase, names in told[words[number]]:
                first, end = number - before, number - before + len(phrase)
                if words[first:end] == phrase and first >= 0:
                    for name in names:
                        ends[name][first] = max(end, ends[name].get(first, 0))
        found: dict[str, list[Range]] = {}
        for name, places in ends.items():
            apart = found[name] = []
            for first, end in sorted(places.items()):
                if not apart or apart[-1][1] <= starts[first]:
                    apart.append((starts[first], starts[end - 1] + len(words[end - 1])))
        return found


def spans(reading: Reading, places: Iterable[Range]) -> list[Span]:
    """Return places of the body as spans."""
    return [reading.span(start, end) for start, end in places]


def _words(reading: Reading) -> list[str]:
    """The words and signs of the body in lower case."""
    return [*map(str.rstrip, reading.kept(_pieces))]


def _starts(reading: Reading) -> list[int]:
    """Where each of them begins."""
    before = _SPACE.match(reading.lower[Part.TEXT])
    return [*accumulate(map(len, reading.kept(_pieces)), initial=before.end() if before else 0)]


def _pieces(reading: Reading) -> list[str]:
    """The words and signs with the white space behind them, so that nothing is left out and their lengths tell where they begin."""
    return _WITH_SPACE.findall(reading.lower[Part.TEXT])
