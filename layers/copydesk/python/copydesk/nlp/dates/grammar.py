"""Rules: which word sequences are time expressions, and what each means.

A rule is a pattern over word classes (see `copydesk.nlp.expressions.lexer.Alphabet.compile`) and a function from the match to a
TIMEX3 type and value. Where several rules match at a place, the longest match wins, then the earlier rule. Extents follow the TimeML
annotation guidelines: determiners and modifiers belong to the expression ("early next year", "nearly two months", "the end of
1990"), prepositions do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import Period
from copydesk.nlp.expressions.lexer import Alphabet, Lexicon, word_classes
from copydesk.nlp.expressions.numbers import KINDS, number_lexicon

PROPER = frozenset({"month", "month_short", "weekday", "weekday_short", "weekdays"})
"""Classes whose words are capitalised, which tells them from "may", "march", "sun"."""

# fmt: off
ANCHORS = frozenset({
    "holiday", "month", "month_short", "weekday", "weekday_short", "weekdays", "unit", "units", "quarter", "quarters", "half_word",
    "season", "seasons", "weekend", "weekends", "day_word", "night_word", "part_of_day", "parts_of_day", "clock_word", "clock",
    "oclock", "decade", "decade_word", "year", "iso", "calendar", "often", "now", "lately", "recent", "soon", "future", "period",
    "current", "last", "half", "zone", "teens", "bc", "ad", "following", "latest",
})
# fmt: on
"""Classes without which nothing is a time expression."""

_LITERALS = ("holiday", "iso", "calendar", "clock", "decade", "possessive", "half", "paragraph", "hundred", "ones", "teens", "tens")

UNDERSPECIFIED = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX", "L": "X"
}  # fmt: skip
"""Values of units of the calendar where it is not known which one is meant."""

# Pieces of patterns.
NUMBER = "(number|day|integer|decimal|year)"
UNIT = "(unit|units|quarters)"
THIS = "(this|last|next)"
ABOUT = "(approx|more than|at least|up to)?"
COUNT = f"(({NUMBER}|article) (hyphen|to|or) {NUMBER}|{NUMBER}|article few|article couple of?|few|couple of?|article)"
EARLY = "((the? early hyphen?)|(the? earlier_end of)|(earlier|later|sometime))?"
MONTH = "(month|month_short dot?)"
WEEKDAY = "(weekday|weekday_short dot?)"
MONTH_DAY = f"({WEEKDAY} comma? the?)? {MONTH} (day|ordinal) (comma? year)?"
DAY_MONTH = f"({WEEKDAY} comma? the?)? (day|the? ordinal of?) {MONTH} (comma? year)?"
DAY = f"({MONTH_DAY}|{DAY_MONTH}|{THIS}? weekday|day_word|iso|calendar)"
CLOCK = "((clock|day) half|clock|clock_word|integer zone|(day|ones|number) oclock)"
ZONE = "(open? (local time_word|zone|eastern eastern? time_word))?"


class Timex(NamedTuple):
    """A TIMEX3 type and value, with the period of the calendar that it names when it is one."""

    type: str
    value: str
    period: Period | None = None
    relative: bool = False
    """Set against another period ("a year earlier"), and thus not what a later comparison is set against."""
    skip: int = 0
    """Words at the beginning of the match that do not belong to the expression."""


Reading = Callable[[Match, Context], Timex | None]


@dataclass(frozen=True)
class Rule:
    """A pattern and the reading of what it matches."""

    pattern: str
    read: Reading


_rules: list[Rule] = []


def rule(*patterns: str) -> Callable[[Reading], Reading]:
    """Register `patterns` as forms of the decorated reading."""

    def register(read: Reading) -> Reading:
        _rules.extend(Rule(pattern, read) for pattern in patterns)
        return read

    return register


def dated(period: Period, *, relative: bool = False) -> Timex:
    """Return the DATE of a period."""
    return Timex("DATE", period.value, period, relative)


@cache
def lexicon() -> Lexicon:
    """Return the words of time expressions and numbers."""
    return {**number_lexicon(), **word_classes("time_words")}


@cache
def alphabet() -> Alphabet:
    """Return the codes of all word classes."""
    return Alphabet.of(dict.fromkeys([*KINDS, *_LITERALS, *(kind for kind, _ in lexicon().values())]))


@cache
def compiled() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    """Return the patterns of all rules, in order, with their readings."""
    return tuple((alphabet().compile(each.pattern), each.read) for each in _rules)
