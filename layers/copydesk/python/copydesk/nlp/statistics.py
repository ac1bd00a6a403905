"""Count what can be counted: words and the time that reading takes."""

from __future__ import annotations

import re

WORDS_PER_MINUTE = 238
"""Mean speed of silent reading of non-fiction in English: Brysbaert, M. (2019), How many words do we read per minute? A review and
meta-analysis of reading rate, Journal of Memory and Language 109."""

_WORD = re.compile(r"[^\W_]+(?:['’.,&/-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Return the words of a text: letters and digits, with the apostrophes, points and hyphens that stand inside them."""
    return _WORD.findall(text)


def reading_seconds(word_count: int) -> int:
    """Return how long it takes to read so many words silently, in seconds, rounded up."""
    return -(-word_count * 60 // WORDS_PER_MINUTE)
