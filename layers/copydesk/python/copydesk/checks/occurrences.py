"""Where the phrases of a long list stand in an article, most of which stand in none: what it does not have costs nothing."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from copydesk.analysis import Part, Span
from copydesk.checks.lists import letter_runs
from copydesk.checks.reading import Reading


def occurrences(reading: Reading, entries: tuple[str, ...], part: Part = Part.TEXT) -> list[Span]:
    """Every place of the phrases of a list as whole words, in any case, in the order of the text; of two that overlap the longer one.

    The blanks of a phrase are blanks in the text: one that a line break goes through is not found.
    """
    low, starts = reading.lower[part], reading.starts[part]
    told = _by_telling_word(entries)
    places = sorted(
        (start, -len(phrase))
        for word in told.keys() & starts.keys()
        for phrase, offset in told[word]
        for place in starts[word]
        if low.startswith(phrase, start := place - offset) and _is_whole(low, phrase, start)
    )
    found: list[Span] = []
    for start, length in places:
        if not found or start >= found[-1].end:
            found.append(reading.span(start, start - length, part))
    return found


@cache
def _by_telling_word(entries: tuple[str, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The phrases, in lower case, by their longest run of letters, with where it begins in them."""
    grouped: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for phrase in dict.fromkeys(entry.lower() for entry in entries):
        word = max(letter_runs(phrase), key=len, default="")
        grouped[word].append((phrase, phrase.index(word)))
    return {word: tuple(phrases) for word, phrases in grouped.items()}


def _is_whole(low: str, phrase: str, start: int) -> bool:
    """Whether a phrase neither begins nor ends within a word."""
    end = start + len(phrase)
    return not (phrase[0].isalnum() and low[start - 1 : start].isalnum()) and not (phrase[-1].isalnum() and low[end : end + 1].isalnum())
