"""Dates: when the article says that things happen, in the order of the calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, TimeExpression, TimexType
from copydesk.report.references import References
from copydesk.report.wording import day

_ON_THE_CALENDAR = re.compile(r"[12]\d{3}(?![\dX])(?:-(?!XX|WXX|QX).*)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"\d{4}-\d\d")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)?.*")
_LENGTH = re.compile(r"P(T?)(X|\d+)([YMWDHQS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "TH": "hour", "TM": "minute", "TS": "second"}
_ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Said:
    """The words that tell it, and the paragraph they stand in; none means the headline."""

    words: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One day, month, week … of the timeline: its TIMEX3 value, how an editor writes it, and where it is said."""

    value: str
    written: str
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Dates:
    """The section: what has a place on the calendar, and the lengths and repetitions, which have none."""

    timeline: Sequence[Entry]
    lengths: Sequence[Entry]


def view(analysis: Analysis, references: References) -> Dates | None:
    """Group the time expressions by value; None where the article tells no time."""
    placed = [date for date in analysis.dates if date.type in (TimexType.DATE, TimexType.TIME) and _ON_THE_CALENDAR.fullmatch(date.value)]
    lengths = [date for date in analysis.dates if date.type in (TimexType.DURATION, TimexType.SET)]
    if not placed and not lengths:
        return None
    return Dates(_grouped(sorted(placed, key=lambda date: date.value), references), _grouped(lengths, references))


def _grouped(dates: Sequence[TimeExpression], references: References) -> list[Entry]:
    said: dict[str, list[Said]] = {}
    for date in dates:
        said.setdefault(date.value, []).append(Said(" ".join(date.text.split()), references.paragraph_of(date)))
    return [Entry(value, _written(value), places) for value, places in said.items()]


def _written(value: str) -> str:
    """Write a TIMEX3 value as an editor does; one that has no such form stays as it is."""
    if quarter := _QUARTER.fullmatch(value):
        return f"{_ORDINALS[int(quarter[2]) - 1]} quarter of {quarter[1]}"
    if week := _WEEK.fullmatch(value):
        return f"{'weekend of week' if week[3] else 'week'} {int(week[2])} of {week[1]}"
    if _MONTH.fullmatch(value):
        return day(f"{value}-01").partition(" ")[2] or value
    if time := _TIME.fullmatch(value):
        return f"{day(time[1])}, {time[2]}" if time[2] else day(time[1])
    if length := _LENGTH.fullmatch(value):
        many = "several" if length[2] == "X" else length[2]
        unit = _UNITS.get(length[1] + length[3], "unit")
        return f"{many} {unit if many == '1' else unit + 's'}"
    return day(value)
