"""The rules' word lists: YAML files that state where they come from and under which licence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def lists(name: str) -> dict[str, Any]:
    """Return what `data/{name}.yaml` lists, as it stands there."""
    content: dict[str, Any] = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found: dict[str, Any] = content["lists"]
    return found


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds the entries of one list as whole words in text in lower case."""
    return phrases(entries(name, key))


@cache
def phrases(entries: tuple[str, ...], *, case: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds phrases as whole words, the longest first, with any white space between their words.

    Without `case` it is for text in lower case: folding the text once is cheaper than ignoring its case at every letter. The phrases
    are put together as a tree of their letters, so that most places of a text are left after one look.
    """
    tree: dict[str, Any] = {}
    for entry in entries:
        node = tree
        for sign in " ".join(entry.split() if case else entry.lower().split()):
            node = node.setdefault(sign, {})
        node[_END] = {}
    return re.compile(rf"(?<!\w){_written(tree)}(?!\w)")


@cache
def entries(name: str, key: str) -> tuple[str, ...]:
    """Return the entries of one list."""
    return tuple(lists(name)[key])


_LETTERS = re.compile(r"[a-z\xdf-\xf6\xf8-\u1fff]+")
"""A range is found twice as fast as all that Unicode calls a letter."""


def letter_runs(text: str) -> list[str]:
    """Return the runs of letters, from the Latin ones to the Greek, in a text in lower case, in their order."""
    return _LETTERS.findall(text)


def letter_places(text: str) -> dict[str, list[int]]:
    """Return where each different run of letters begins in a text in lower case, in their order."""
    places: dict[str, list[int]] = {}
    place = 0
    for piece in text.split(" "):
        # Most pieces are words, with a mark behind them or without; only what else there is is looked at letter by letter.
        bare = piece if piece.isalpha() else piece.rstrip(_MARKS)
        if bare.isalpha() and bare.isascii():
            places.setdefault(bare, []).append(place)
        else:
            for found in _LETTERS.finditer(piece):
                places.setdefault(found[0], []).append(place + found.start())
        place += len(piece) + 1
    return places


_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_MARKS = '.,;:!?"“”()[]…—–'


def words_of(text: str) -> list[str]:
    """Return the words of a text, with hyphens and apostrophes inside them, in their order."""
    words: list[str] = []
    for piece in text.split():
        bare = piece if piece.isalpha() else piece.strip(_MARKS)
        if bare.isalpha():
            words.append(bare)
        else:
            words += _WORD.findall(piece)
    return words


@cache
def telling_words(phrases: tuple[str, ...]) -> dict[str, list[tuple[frozenset[str], str]]]:
    """Return by one run of letters of each phrase, its longest, all that the phrases have and the one they begin with, in lower case.

    Where a text has none of the longest, it has no such phrase, nor where it lacks another one. A phrase without a letter is told by the
    empty word, and one begins with it that does not begin with a letter.
    """
    told: dict[str, list[tuple[frozenset[str], str]]] = {}
    for phrase in phrases:
        runs = letter_runs(phrase.lower())
        first = runs[0] if runs and phrase.lower().startswith(runs[0]) else ""
        told.setdefault(max(runs, key=len, default=""), []).append((frozenset(runs), first))
    return told


_END = ""


def _written(tree: dict[str, Any]) -> str:
    branches = [(r"\s+" if sign == " " else re.escape(sign)) + _written(tree[sign]) for sign in sorted(tree) if sign != _END]
    if not branches:
        return ""
    inside = branches[0] if len(branches) == 1 and _END not in tree else f"(?:{'|'.join(branches)})"
    return f"{inside}?" if _END in tree else inside


def holds(name: str, key: str, text: str) -> bool:
    """Whether a text has an entry of a list in it."""
    return bool(pattern(name, key).search(text.lower()))
