"""Numbers written in words, joined with those in figures: "twenty-six", "2.5 million", "a hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from copydesk.nlp.expressions.lexer import Lexicon, Token, Value, lex, word_classes

FIGURES = frozenset({"integer", "day", "year", "decimal"})
KINDS = ("integer", "day", "year", "decimal", "number", "ordinal", "scale")
"""Classes of numbers after `join_numbers`; `scale` is left where none stands before it ("millions")."""

NUMBERS = FIGURES | {"number"}
"""Classes of whole numbers and decimals, without ordinals."""
_WORDS = frozenset({"ones", "teens", "tens"})


@cache
def number_lexicon() -> Lexicon:
    """Return the number words and their values."""
    return word_classes("numbers")


def join_numbers(tokens: Sequence[Token]) -> list[Token]:
    """Replace every run of number words by one token with its value.

    Runs with a word in them become `number`; figures alone keep their class. Ordinals take the words before them
    along ("twenty-first"). Years read aloud ("nineteen ninety-six", "the year two thousand") become `year`.
    """
    joined: list[Token] = []
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        kind = token.kind
        if kind in _WORDS or kind in FIGURES or kind == "article":
            end, value, result = _read(tokens, i)
            if end > i:
                last = tokens[end - 1]
                joined.append(Token(token.start, last.end, result, value))
                i = end
                continue
        joined.append(token)
        i += 1
    return joined


def find_numbers(text: str) -> Iterator[Token]:
    """Yield the numbers of `text`, in figures and in words, left to right.

    Only the stretches that look like numbers are lexed, which is many times faster than lexing everything.
    """
    lexicon = number_lexicon()
    for run in _runs().finditer(text):
        begin = run.start()
        if begin and not text[begin].isdigit() and (text[begin - 1].isalnum() or text[begin] == text[begin - 1]):
            continue  # "someone", "..5"
        for token in join_numbers(lex(run[0], lexicon)):
            if token.kind in NUMBERS:
                yield Token(begin + token.start, begin + token.end, token.kind, token.value)


@cache
def _runs() -> re.Pattern[str]:
    """Return a pattern of everything from the first to the last word of a number."""

    def spelled(kinds: frozenset[str]) -> list[str]:
        words = [word for word, (kind, _) in number_lexicon().items() if kind in kinds]
        return sorted([*words, *map(str.capitalize, words)], key=len, reverse=True)

    first = [
        *(rf"{digit}(?:[\d.,]*\d)?(?:\w{{1,2}}\b)?" for digit in "0123456789"),
        r"\.\d+",
        *(rf"{word}(?!\w)" for word in spelled(_WORDS)),
        *(rf"{article}(?= (?:dozen|hundred|thousand|million|billion|trillion))" for article in ("a", "A", "an", "An")),
    ]
    later = "|".join(spelled(_WORDS | {"dozen", "hundred", "scale", "ordinal"}))
    # One flat list of alternatives that all begin with a plain character lets the search skip every other character. That a word begins
    # there is for the caller to check.
    return re.compile(rf"(?:{'|'.join(first)})(?:[ -](?:and )?(?:{later})(?!\w))*")


def _read(tokens: Sequence[Token], i: int) -> tuple[int, Value, str]:
    """Read a number from `tokens[i]`: index after it, value and class; the same index when there is none."""
    if year := _spoken_year(tokens, i):
        return year[0], year[1], "year"
    first = tokens[i]
    number = _Number()
    end = i
    if first.kind == "article":
        if not _is(tokens, i + 1, "dozen", "hundred", "scale"):
            return i, None, ""
        number.group, end = 1, i + 1
    elif first.kind in FIGURES:
        if not _is(tokens, i + 1, "dozen", "hundred", "scale"):
            return i + 1, first.value, first.kind
        number.group, end = _value(first), i + 1
    while end < len(tokens):
        token = tokens[end]
        if token.kind == "ordinal" and number.group is not None and 0 < _value(token) < number.room:
            return end + 1, int(number.total + number.group + _value(token)), "ordinal"
        if not (number.takes(token) or number.goes_on(tokens, end)):
            break
        end += 1
    value = number.total + (number.group or 0)
    return end, int(value) if value.is_integer() else value, "number"


class _Number:
    """A number in words as far as it is read: what lies before the last scale word, and the group of hundreds after it."""

    def __init__(self) -> None:
        self.total = 0.0
        self.group: float | None = None
        self.room = 0.0
        """What is added to the group must be smaller: "two hundred" + "six", not "two" + "six"."""
        self._scale = float("inf")

    def takes(self, token: Token) -> bool:
        """Add a word if it goes on with the number."""
        kind, value = token.kind, _value(token)
        if kind in _WORDS and (self.group is None or value < self.room):
            self.group = (self.group or 0) + value
            self.room = 10 if kind == "tens" else 0
        elif kind in {"dozen", "hundred"}:
            self.group, self.room = (1 if self.group is None else self.group) * value, 100 if kind == "hundred" else 0
        elif kind == "scale" and self.group is not None and value < self._scale:
            self.total, self.group, self.room, self._scale = self.total + self.group * value, None, value, value
        else:
            return False
        return True

    def goes_on(self, tokens: Sequence[Token], i: int) -> bool:
        """Say whether the hyphen or "and" at `tokens[i]` joins what follows to the number: "twenty-six", "a hundred and six"."""
        if tokens[i].kind == "hyphen":
            return self.room == 10 and _is(tokens, i + 1, "ones", "ordinal")
        return tokens[i].kind == "and" and self.room in {100, 1000} and _is(tokens, i + 1, "ones", "teens", "tens")


def _value(token: Token) -> float:
    return float(token.value) if isinstance(token.value, (int, float)) else 0.0


def _spoken_year(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "nineteen ninety-six" (no hyphen between the centuries and the rest)."""
    if not (_is(tokens, i, "teens") and _is(tokens, i + 1, "tens", "teens")):
        return None
    century, rest = tokens[i].value, tokens[i + 1].value
    if not (isinstance(century, int) and isinstance(rest, int) and 13 <= century <= 19):
        return None
    end = i + 2
    if tokens[i + 1].kind == "tens":
        step = 1 if _is(tokens, end, "hyphen") else 0
        if _is(tokens, end + step, "ones"):
            ones = tokens[end + step].value
            rest += ones if isinstance(ones, int) else 0
            end += step + 1
    return end, century * 100 + rest


def _is(tokens: Sequence[Token], i: int, *kinds: str) -> bool:
    return i < len(tokens) and tokens[i].kind in kinds
