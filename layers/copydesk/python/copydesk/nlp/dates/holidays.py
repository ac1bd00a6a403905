"""Named days: Christmas Eve, Thanksgiving, Election Day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from copydesk.nlp.expressions.lexer import Token
from copydesk.nlp.lexicon import lists


def with_holidays(text: str, tokens: list[Token]) -> list[Token]:
    """Return ``tokens`` with the words of every named day joined into one ``holiday`` token, whose value is its rule."""
    pattern, rules = _named_days()
    starts: list[int] | None = None
    for match in reversed(list(pattern.finditer(text))):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        starts = starts or [token.start for token in tokens]
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        rule = rules[match[0].replace("’", "'")]
        tokens[first:last] = [Token(match.start(), match.end(), "holiday", rule)]
    return tokens


@cache
def _named_days() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern of all names, the longer before the shorter, and the rule of each."""
    rules = lists("holidays")
    names = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(rules, key=len, reverse=True))
    return re.compile(rf"(?:{names})\b"), rules
