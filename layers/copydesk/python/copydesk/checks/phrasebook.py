"""Many lists of phrases looked for at once: a text is read word by word once, whatever the number of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from copydesk.analysis import Part, Range, Span
from copydesk.checks.reading import Reading

_WORD = re.compile(r"\w+|[^\w\s]")
_END = ""


class Phrasebook:
    """Phrases by the names of their lists, as a tree of their words. A phrase may stand in several lists."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._tree: dict[str, Any] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                node = self._tree
                for word in _WORD.findall(phrase.lower()):
                    node = node.setdefault(word, {})
                node.setdefault(_END, set()).add(name)

    def find(self, reading: Reading) -> dict[str, list[Range]]:
        """Return for each list the places of its phrases in the body, in any case; the longest at a place, and none that overlap."""
        words, starts = reading.kept(_words), reading.kept(_starts)
        found: dict[str, list[Range]] = {}
        tree = self._tree
        for number in [number for number, word in enumerate(words) if word in tree]:
            node = tree[words[number]]
            ends: dict[str, int] = dict.fromkeys(node.get(_END, ()), number)
            for following in range(number + 1, len(words)):
                node = node.get(words[following])
                if node is None:
                    break
                for name in node.get(_END, ()):
                    ends[name] = following
            for name, last in ends.items():
                places = found.setdefault(name, [])
                if not places or places[-1][1] <= starts[number]:
                    places.append((starts[number], starts[last] + len(words[last])))
        return found


def spans(reading: Reading, places: Iterable[Range]) -> list[Span]:
    """Return places of the body as spans."""
    return [reading.span(start, end) for start, end in places]


def _words(reading: Reading) -> list[str]:
    """The words and signs of the body in lower case."""
    return _WORD.findall(reading.lower[Part.TEXT])


def _starts(reading: Reading) -> list[int]:
    """Where each of them begins."""
    return [match.start() for match in _WORD.finditer(reading.lower[Part.TEXT])]
