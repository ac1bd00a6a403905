"""Tell figures that measure something from those that name something or are an age."""

from __future__ import annotations

import re
from functools import cache

from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.quantities.amounts import Amount
from copydesk.nlp.quantities.syntax import Thing

_REACH = 30
"""Characters before a figure that are looked at."""
_AGED = re.compile(
    r"\b(?:(?i:aged|age of|ages?) |(?:[Hh]e|[Ss]he|[Ww]ho|I) (?:is|was|turned|turns|will be|would be) (?:now |just |only |about |then )?)$"
)
_NAME_COMMA = re.compile(r"[A-Z]\w*\.?(?:'s|’s)?, $")
_APPOSED = re.compile(r"[,.;)]|$")
_WORD = re.compile(r"(\w+)\.?[ -]$")
_SENTENCE_START = re.compile(r"(?:^|[.!?”\"]\s|\n)\w+ $")
_CLOCK = re.compile(r"[012]?\d\.[0-5]\d")
"""A British time of day, if "the" stands before it: "the 7.40 from Varn"."""
_LINE_START = re.compile(r"(?:^|\n)\s*$")


def is_age(text: str, amount: Amount) -> bool:
    """Say whether a figure without a unit is an age: "aged 34", "Maria Lopez, 52, said"."""
    if not (0 < amount.value < 120 and amount.value.is_integer()):
        return False
    before = _before(text, amount)
    if _AGED.search(before):
        return True
    return not amount.spelled and bool(_NAME_COMMA.search(before) and _APPOSED.match(text, amount.end))


def names_thing(text: str, amount: Amount, thing: Thing) -> bool:
    """Say whether a figure before a noun names it: "iPhone 12 Pro", "49 Mill Road", "a category 4 storm", "a four-door car"."""
    before = _before(text, amount)
    previous = _WORD.search(before)
    word = previous[1] if previous else ""
    if word.lower() in _labels() or amount.is_score or before.endswith("/"):
        return True
    if amount.spelled:  # "the Kick Six win"; "four-door"
        return (text[amount.start].isupper() and bool(word) and before.endswith(" ")) or text[amount.end : amount.end + 1] == "-"
    return thing.named or before.endswith("-") or (0 < len(word) <= 2 and word.isupper())


def names_nothing_counted(text: str, amount: Amount) -> bool:
    """Say whether a figure without unit and noun is no quantity: "Game 6", "2-1", "(4)", "one", "the two"."""
    if (amount.spelled and amount.value < 20) or amount.is_score:
        return True
    before, after = _before(text, amount), text[amount.end : amount.end + 2]
    if amount.high is not None and amount.high < 1000 and re.search("[-–]", text[amount.start : amount.end]):
        return True
    if (
        (before.endswith("(") and after[:1] == ")" and amount.value < 100)
        or before[-1:] in {"-", "/", "'", "’"}
        or re.match(r"[-/][\w$]", after)
    ):
        return True
    if before.endswith(" the ") and _CLOCK.fullmatch(text, *amount.figure):
        return True
    previous = _WORD.search(before)
    if previous is None:
        return after[:1] in {".", ")"} and _LINE_START.search(before) is not None  # the number of an item in a list
    capital = previous[1][0].isupper() and not _SENTENCE_START.search(before)
    return capital and amount.value.is_integer() and amount.value < 10_000


def _before(text: str, amount: Amount) -> str:
    return text[max(0, amount.start - _REACH) : amount.start]


@cache
def _labels() -> frozenset[str]:
    return lexicon("labels")["labels"]
