"""How hard a text is to read, by the two formulas that newsrooms know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.analysis import Readability

SAMPLE = 100
"""Words below which the formulas say nothing: Flesch took samples of 100 words."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$|(?<=th)es$")
_SPOKEN_LE = re.compile(r"[^aeiouy]le[sd]?$")
_TWO_VOWELS = re.compile(r"ia(?!n\b|l\b|ns\b|ge)|io(?!u|n)|(?<=[aeiouy][^aeiouy])ea$|ua(?!r)|[eiu]um|ism\b")


def readability(words: Sequence[str], sentence_count: int) -> Readability:
    """Compute the readability of a text from its words and the number of its sentences.

    Reading ease = 206.835 - 1.015 x words per sentence - 84.6 x syllables per word (Flesch, R. (1948), A new readability yardstick,
    Journal of Applied Psychology 32).

    Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid, J. P., Fishburne, R. P., Rogers, R. L. and
    Chissom, B. S. (1975), Derivation of new readability formulas for Navy enlisted personnel, Research Branch Report 8-75).

    Both are null below 100 words. Both were made for English.
    """
    if not words or not sentence_count:
        return Readability(flesch_reading_ease=None, flesch_kincaid_grade=None, words_per_sentence=None, syllables_per_word=None)
    length = len(words) / sentence_count
    weight = sum(map(syllables, words)) / len(words)
    enough = len(words) >= SAMPLE
    return Readability(
        flesch_reading_ease=round(206.835 - 1.015 * length - 84.6 * weight, 1) if enough else None,
        flesch_kincaid_grade=round(0.39 * length + 11.8 * weight - 15.59, 1) if enough else None,
        words_per_sentence=round(length, 1),
        syllables_per_word=round(weight, 2),
    )


def syllables(word: str) -> int:
    """Count the syllables of an English word by its spelling: groups of vowels, without a silent e; at least one."""
    word = word.lower()
    count = len(_VOWELS.findall(word)) + len(_TWO_VOWELS.findall(word))
    if _SILENT_E.search(word) and not _SPOKEN_LE.search(word):
        count -= 1
    return max(count, 1)
