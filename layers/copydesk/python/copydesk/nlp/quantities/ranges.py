"""Two figures that are the ends of one range: "5-10 miles", "between $62 and $68", "24 to 33 billion euros"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copydesk.nlp.quantities.amounts import Amount

_JOINED = re.compile(r"\s?[-–—]\s?|-?\s(?:to|or)\s|\s?/(?=[$€£])")
_BETWEEN = re.compile(r"\s(?:and|to)\s")
_SCALES = (1e12, 1e9, 1e6, 1e3)


def joined(text: str, amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield the amounts with neighbours joined where they are the ends of one range."""
    waiting: Amount | None = None
    for amount in amounts:
        if waiting is None:
            waiting = amount
        elif both := _range(text, waiting, amount):
            yield both
            waiting = None
        else:
            yield waiting
            waiting = amount
    if waiting is not None:
        yield waiting


def _range(text: str, low: Amount, high: Amount) -> Amount | None:
    between = text[low.end : high.start]
    if len(between) > len(" and "):
        return None
    before = text[max(0, low.start - len("between ")) : low.start].lower()
    if not (_JOINED.fullmatch(between) or (before == "between " and _BETWEEN.fullmatch(between))):
        return None
    if low.unit is not None and not (before.endswith(("from ", "between ")) if high.unit is None else _same(low.unit, high.unit)):
        return None
    first = low.value * _scale(low, high)
    is_score = "-" in between and high.value <= first
    figure = (low.figure[0], high.figure[1])
    spelled = low.spelled and high.spelled
    ends = sorted((first, high.value))
    return Amount(low.start, high.end, ends[0], high.unit or low.unit, high.scaled, spelled, figure, ends[1], is_score)


def _same(unit: str, other: str) -> bool:
    """Compare units, where one may lack the rate: "between $10 and $12 a barrel"."""
    return unit.partition(" per ")[0] == other.partition(" per ")[0]


def _scale(low: Amount, high: Amount) -> float:
    """Return the scale word that the lower end shares with the upper one: "from $10 to $15 billion"."""
    if low.scaled or not high.scaled or abs(low.value) >= 1000:
        return 1
    scale = next((scale for scale in _SCALES if abs(high.value) >= scale), 1.0)
    return scale if low.value * scale <= high.value * 10 else 1
