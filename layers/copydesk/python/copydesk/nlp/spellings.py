"""Spellings that are almost alike."""

from __future__ import annotations


def edit_distance(one: str, other: str, limit: int) -> int:
    """Return the Levenshtein distance of two words, or `limit + 1` where it is more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against))
        if min(row) > limit:
            return limit + 1
    return row[-1]
