"""Units of measurement and money, recognised where they stand beside a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from copydesk.nlp.lexicon import lists

SCALES = {
    "k": 1e3, "thousand": 1e3,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9,
    "t": 1e12, "tn": 1e12, "trn": 1e12, "trillion": 1e12,
}  # fmt: skip
"""Words and letters that multiply the figure they are written to."""

_GLUED_ONLY = frozenset({"s", "h", "g", "G", "A", "m", "t", "l", "L", "R", "V"})
"""Symbols too short to be read as one across a blank ("Group 5 A")."""
_SCALE = re.compile(
    r"(?:(?P<letter>k|K|[Mm]|mn|mln|bn|b|B|bln|tn|trn|T)(?![\w-])|[ -](?P<word>thousand|million|billion|trillion|mn|mln|bn|tn)(?!\w))"
)


class Unit(NamedTuple):
    """A unit found beside a figure, and where it ends."""

    name: str
    end: int


def scale_after(text: str, position: int) -> tuple[float, int]:
    """Return the factor written at `position` ("2.7m", "$5-million") and its end; `(1, position)` without one."""
    match = _SCALE.match(text, position)
    if match is None:
        return 1, position
    return SCALES[(match["letter"] or match["word"]).lower()], match.end()


def currency_before(text: str, position: int) -> tuple[str, int] | None:
    """Return the currency whose sign or code ends at `position`, and where that sign begins."""
    match = _currency_signs()[0].search(text, max(0, position - 8), position)
    return (_currency_signs()[1][match[1]], match.start(1)) if match else None


def unit_after(text: str, position: int) -> Unit | None:
    """Return the unit or currency written at `position`, with "per day" and the like."""
    pattern, names, symbols = _unit_words()
    match = pattern.match(text, position)
    if match is None:
        return None
    symbol = match["symbol"]
    if symbol is not None:
        if symbol in _GLUED_ONLY and match.end() - position > len(symbol):
            return None
        name = symbols[symbol]
    else:
        name = names[_plain(match["name"])]
    return with_rate(text, Unit(name, match.end()))


def with_rate(text: str, unit: Unit) -> Unit:
    """Return `unit` with the rate that follows it: "dollar" before "a share" becomes "dollar per share"."""
    match = _rates().match(text, unit.end)
    if match is None or " per " in unit.name:
        return unit
    by = match["per"] or match["slash"] or match["each"]
    _, names, symbols = _unit_words()
    return Unit(f"{unit.name} per {symbols.get(by) or names.get(_plain(by)) or by.lower()}", match.end())


def is_money(unit: str | None) -> bool:
    """Say whether `unit` is a currency, also as part of a rate."""
    return unit is not None and unit.split(" per ")[0] in lists("currencies")


@cache
def _rates() -> re.Pattern[str]:
    """Return the pattern of "per share", "/kg" and, with the nouns that rates are given by, "a barrel"."""
    by = "|".join(lists("figures")["rated_by"])
    return re.compile(
        rf" per (?P<per>(?:square |sq |cubic )?[^\W\d_]+)|/(?P<slash>[^\W\d_]+[²³]?)"
        rf"|(?: each |[ -]an?[ -])(?P<each>{by})\b(?![ -](?:ago|earlier|later|before|after|and a half))"
    )


@cache
def _currency_signs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern of what stands before amounts, longest first, and the currency of each."""
    signs = {sign: code for code, entry in lists("currencies").items() for sign in entry["before"]}
    # Letters must not be the end of a longer word: "RM" in "ALARM5".
    alternatives = "|".join(_escape(signs))
    return re.compile(rf"(?<![A-Za-z$])({alternatives}) ?-?$"), signs


@cache
def _unit_words() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]:
    """Return the pattern of units after figures, and the unit of every name and symbol."""
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for group in lists("units").values():
        for unit, entry in group.items():
            for name in entry.get("names", ()):
                names.update(dict.fromkeys(_inflected(name), unit))
            symbols.update(dict.fromkeys(entry.get("symbols", ()), unit))
    for code, entry in lists("currencies").items():
        for name in entry["names"]:
            names.update(dict.fromkeys(_inflected(name), code))
        symbols.update(dict.fromkeys(entry["after"], code))
    alternatives = (
        rf"(?P<name>(?i:{'|'.join(_escape(names))}))(?!\w)"
        rf"|(?P<symbol>{'|'.join(_escape(symbols))})(?![\w²³])"
    )
    return re.compile(rf"(?:[  ]|-(?=\w))?(?:{alternatives})"), names, symbols


def _escape(words: Iterable[str]) -> list[str]:
    """Return the words as pattern pieces, the longer before the shorter."""
    return [re.escape(word).replace("\\ ", "[ -]") for word in sorted(words, key=len, reverse=True)]


def _inflected(name: str) -> tuple[str, ...]:
    """Return a unit's name with its plural, both plain."""
    plain = _plain(name)
    return (plain, plain if plain.endswith(("s", "z")) else f"{plain}s")


def _plain(name: str) -> str:
    return name.lower().replace("-", " ")
