"""Many lists of phrases looked for at once: most of their phrases stand in no article, and cost it nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from copydesk.analysis import Part, Range, Span
from copydesk.checks.lists import letter_runs
from copydesk.checks.reading import Reading

_WORD = re.compile(r"\w+|[^\w\s]")


class Phrasebook:
    """Phrases by the names of their lists. A phrase may stand in several lists.

    Only those phrases are looked for all of whose runs of letters the article has, asked by the longest one, as few have it; and these
    only where their first word stands.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, phrases in lists.items():
            for phrase in phrases:
                names[tuple(_WORD.findall(phrase.lower()))].add(name)
        self._told: dict[str, list[_Phrase]] = {}
        for words, named in names.items():
            runs = letter_runs(" ".join(words))
            self._told.setdefault(max(runs, key=len, default=""), []).append(_Phrase(frozenset(runs), words, tuple(named)))

    def find(self, reading: Reading) -> dict[str, list[Range]]:
        """Return for each list the places of its phrases in the body, in any case; the longest at a place, and none that overlap."""
        low, vocabulary, starts = reading.lower[Part.TEXT], reading.vocabulary[Part.TEXT], reading.starts[Part.TEXT]
        ends: dict[str, dict[int, int]] = defaultdict(dict)
        for run in self._told.keys() & vocabulary:
            for phrase in self._told[run]:
                if phrase.runs <= vocabulary:
                    places = starts.get(phrase.words[0])
                    # A phrase that begins with a figure or a sign may stand anywhere.
                    match = phrase.pattern.match
                    found = phrase.pattern.finditer(low) if places is None else [match(low, place) for place in places]
                    for start, end in [one.span() for one in found if one]:
                        for name in phrase.names:
                            ends[name][start] = max(end, ends[name].get(start, 0))
        return {name: _apart(sorted(places.items())) for name, places in ends.items()}


@dataclass(frozen=True)
class _Phrase:
    """A phrase with the lists that it stands in."""

    runs: frozenset[str]
    words: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when an article has all its words: few phrases are ever looked for."""
        return _pattern(self.words)


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
