"""Read what is written to a figure: its sign, currency, scale word, fraction and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copydesk.analysis import TimeExpression, TimexType
from copydesk.nlp.expressions.lexer import Token, lex
from copydesk.nlp.expressions.numbers import NUMBERS, find_numbers, join_numbers, number_lexicon
from copydesk.nlp.quantities.units import Unit, currency_before, is_money, scale_after, unit_after, with_rate

_OLD = re.compile(r"[\s-]olds?\b")
_FRACTION = re.compile(
    r"[ -](hal(?:f|ves)|thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b(?! (?:quarter|half|place|time))"
)
_PARTS = {"hal": 2, "thi": 3, "fou": 4, "qua": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9, "ten": 10}
_OUT_OF = re.compile(r" (?:in|out of)(?: every)? ")
_MIXED = re.compile(
    r"[ -](?P<over>\d)/(?P<under>[1-9])(?![\d/])|(?P<sign>[½¼¾⅓⅔⅛⅜⅝⅞])| and (?:a (?P<half>half)|(?P<words>a|one|three) quarters?)\b"
)
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
_WORDS = {"a": 0.25, "one": 0.25, "three": 0.75}
_POWER = re.compile(r" ?[×x] ?10\^?([-−–]?\d{1,2})(?!\d)")
_MINUS = re.compile(r"(?:(?<![\w)])[-−–]|\b[Mm]inus[ -])$")
_EXTENT = re.compile(r" (?:deep|long|wide|high|tall|away|from|above|below|race|sprint|final|hurdles|freestyle)\b| ?[^\w ]|$")
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what is written to it; after `joined` perhaps a range."""

    start: int
    end: int
    value: float
    unit: str | None
    scaled: bool
    """A scale word or letter belongs to it."""
    spelled: bool
    """It is written in words."""
    figure: tuple[int, int]
    """Where the (last) figure stands without its unit."""
    high: float | None = None
    is_score: bool = False
    """Two figures with a hyphen that do not rise, as "2-1"."""


def amounts(text: str, dates: Sequence[TimeExpression]) -> Iterator[Amount]:
    """Yield the figures of a text in order, without those that belong to `dates` ("3 March", but not "three years ago")."""
    remaining = iter(dates)
    date = next(remaining, None)
    position = 0
    for token in find_numbers(text):
        if token.start < position:
            continue
        while date is not None and date.end <= token.start:
            date = next(remaining, None)
        amount = _amount(text, token)
        if amount is None or (date is not None and date.start < token.end and not _measures(date, amount)):
            continue
        position = amount.end
        yield amount


def _measures(date: TimeExpression, amount: Amount) -> bool:
    """Tell "three years ago", a date that holds a quantity, from "3 March 2026"."""
    if date.type is TimexType.TIME or amount.unit is None:
        return date.type is TimexType.DURATION
    return date.type is TimexType.DURATION or amount.unit in _TIMES or amount.unit == "percent" or is_money(amount.unit)


def _amount(text: str, token: Token) -> Amount | None:
    """Read what is written to one figure; `None` where the figure is part of a word, an address, a clock time."""
    money = currency_before(text, token.start)
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 2]
    if (not money and before and (before.isalnum() or before in "_@#/:")) or (after[:1] in {":", "@", "_"} and after[1:].isalnum()):
        return None
    if not money and after[:1] == "/" and after[1:].isdigit():
        return None  # "9/11"
    spelled = text[token.start].isalpha()
    value, end, scaled = _scaled(text, token, money is not None)
    start = money[1] if money else token.start
    amount = Amount(start, end, value, None, scaled, spelled, (token.start, end))
    if money:
        amount = _in_unit(text, amount, Unit(money[0], end))
    elif unit := unit_after(text, end):
        amount = _in_unit(text, amount, unit)
    elif text[end : end + 1].isalnum():
        return None  # "2S19", a name
    else:
        amount = _as_fraction(text, amount)
    return _signed(text, amount, token)


def _scaled(text: str, token: Token, money: bool) -> tuple[float, int, bool]:
    """Return a figure's value with fraction, scale and power of ten, where that ends, and whether it has a scale."""
    value, end = float(token.value or 0), token.end
    if (mixed := _MIXED.match(text, end)) and "." not in text[token.start : end]:
        value, end = value + _part(mixed), mixed.end()
    if text[end : end + 9].lower() == " hundred ":  # "4 hundred million"
        value, end = value * 100, end + len(" hundred")
    factor, behind = scale_after(text, end)
    if text[end:behind] == "m" and not money and _EXTENT.match(text, behind):  # "14m deep" against "2.7m sales"
        factor, behind = 1, end
    value, end = value * factor, behind
    if power := _POWER.match(text, end):
        value, end = value * 10.0 ** int(power[1].translate({0x2212: "-", 0x2013: "-"})), power.end()
    return value, end, factor != 1 or (token.kind == "number" and value >= 1000)


def _part(mixed: re.Match[str]) -> float:
    """Return the fraction that is added to a whole number: "2 1/2", "5½", "two and a half"."""
    if mixed["over"]:
        return int(mixed["over"]) / int(mixed["under"])
    if mixed["sign"]:
        return _SIGNS[mixed["sign"]]
    return 0.5 if mixed["half"] else _WORDS[mixed["words"]]


def _in_unit(text: str, amount: Amount, unit: Unit) -> Amount:
    """Give an amount its unit, with the rate that follows a currency, and "old" after a time."""
    if is_money(unit.name):
        unit = with_rate(text, unit)
    if unit.name in _TIMES and (old := _OLD.match(text, unit.end)):
        unit = Unit(f"{unit.name} of age", old.end())
    return replace(amount, end=unit.end, unit=unit.name)


def _as_fraction(text: str, amount: Amount) -> Amount:
    """Read "two-thirds", "one in five", "three out of ten"."""
    value, end = amount.value, amount.end
    if amount.spelled and value < 100 and (fraction := _FRACTION.match(text, end)):
        value, end = value / _PARTS[fraction[1][:3].lower()], fraction.end()
    elif (value == 1 or (amount.spelled and value < 20)) and (out_of := _OUT_OF.match(text, end)):
        words = join_numbers(lex(text[out_of.end() : out_of.end() + 20], number_lexicon()))
        whole = words[0].value if words and words[0].kind in NUMBERS else None
        if isinstance(whole, (int, float)) and whole > value:
            value, end = value / whole, out_of.end() + words[0].end
    return replace(amount, value=value, end=end, figure=(amount.figure[0], end))


def _signed(text: str, amount: Amount, token: Token) -> Amount | None:
    """Read a minus sign before an amount with a unit; `None` where the hyphen joins a name and its number ("V-6")."""
    if amount.unit is not None and text[token.start - 1 : token.start] in {"-", "−"} and amount.start < token.start:
        return replace(amount, value=-abs(amount.value))  # "$-50.8bn"
    minus = _MINUS.search(text, max(0, amount.start - 7), amount.start)
    if minus is None:
        return amount
    return None if amount.unit is None else replace(amount, start=minus.start(), value=-amount.value)
