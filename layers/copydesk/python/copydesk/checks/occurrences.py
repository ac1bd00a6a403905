"""Where the phrases of a long list stand in an article, most of which stand in none: what it does not have costs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import Part, Span
from copydesk.checks.lists import letter_runs
from copydesk.checks.reading import Reading


def occurrences(reading: Reading, entries: tuple[str, ...], part: Part = Part.TEXT) -> list[Span]:
    """Every place of the phrases of a list as whole words, in any case, in the order of the text; of two that overlap the longer one.

    The blanks of a phrase are blanks in the text: one that a line break goes through is not found.
    """
    low = reading.lower[part]
    told = _by_telling_word(entries)
    places = sorted(
        (place, -len(phrase)) for word in told.keys() & reading.vocabulary[part] for phrase in told[word] for place in _places(low, phrase)
    )
    found: list[Span] = []
    for start, length in places:
        if not found or start >= found[-1].end:
            found.append(reading.span(start, start - length, part))
    return found


@cache
def _by_telling_word(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The phrases, in lower case, by their longest run of letters."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for phrase in dict.fromkeys(entry.lower() for entry in entries):
        grouped[max(letter_runs(phrase), key=len, default="")].append(phrase)
    return {word: tuple(phrases) for word, phrases in grouped.items()}


def _places(low: str, phrase: str) -> Iterator[int]:
    place = low.find(phrase)
    while place >= 0:
        end = place + len(phrase)
        if not (phrase[0].isalnum() and low[place - 1 : place].isalnum()) and not (phrase[-1].isalnum() and low[end : end + 1].isalnum()):
            yield place
        place = low.find(phrase, place + 1)
