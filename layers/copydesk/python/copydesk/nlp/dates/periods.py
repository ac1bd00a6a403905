"""Stretches of the calendar and their TIMEX3 values."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = {"Y": 12, "H": 6, "Q": 3, "M": 1, "E": 120, "C": 1200, "L": 12000}
_SEASONS = ("SP", "SU", "FA", "WI")  # beginning in March, June, September and December


class Period(NamedTuple):
    """A day, week, month … of the calendar: its unit and its first day.

    Units are TIMEX3's: `D` day, `W` ISO week, `WE` weekend, `M` month, `Q` quarter, `H` half-year, `Y` year,
    `E` decade, `C` century, `L` millennium, and `SP`, `SU`, `FA`, `WI` for the seasons.
    """

    unit: str
    start: date

    @property
    def value(self) -> str:
        """The TIMEX3 value: `2026-03-08`, `2026-W10`, `2026-W10-WE`, `2026-Q1`, `2026-SP`, `202` (the 2020s), `20` (the 21st century)."""
        start, unit = self.start, self.unit
        year = f"{start.year:04d}"
        if unit == "D":
            return start.isoformat()
        if unit in {"W", "WE"}:
            iso = start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "WE" else "")
        if unit == "M":
            return f"{year}-{start.month:02d}"
        if unit == "Q":
            return f"{year}-Q{(start.month + 2) // 3}"
        if unit == "H":
            return f"{year}-H{(start.month + 5) // 6}"
        if unit in _SEASONS:
            return f"{year}-{unit}"
        return year[: {"Y": 4, "E": 3, "C": 2, "L": 1}[unit]]

    @property
    def end(self) -> date:
        """The last day."""
        after = shift(self, 1)
        if self.unit in _SEASONS:
            return _month(self.start, 3) - timedelta(days=1)
        if self.unit == "WE":
            return self.start + timedelta(days=1)
        return after.start - timedelta(days=1)


def containing(unit: str, day: date) -> Period:
    """Return the period of `unit` that `day` lies in (of a season: the one of that year; a weekend: of that week)."""
    if unit in {"D", "W", "WE"}:
        back = {"D": 0, "W": day.isoweekday() - 1, "WE": day.isoweekday() - 6}[unit]
        return Period(unit, day - timedelta(days=back))
    if unit in _SEASONS:
        return Period(unit, date(day.year, 3 * _SEASONS.index(unit) + 3, 1))
    months = _MONTHS[unit]
    if months <= 12:
        return Period(unit, date(day.year, (day.month - 1) // months * months + 1, 1))
    years = months // 12
    return Period(unit, date(max(1, day.year // years * years), 1, 1))


def shift(period: Period, steps: int) -> Period:
    """Return the period `steps` later (earlier when negative).

    Raised when that lies outside the years 1 to 9999: `OverflowError` or `ValueError`, which whoever reads the rules catches.
    """
    unit, start = period
    if unit in {"D", "W", "WE"}:
        return Period(unit, start + timedelta(days=steps * (1 if unit == "D" else 7)))
    return Period(unit, _month(start, steps * _MONTHS.get(unit, 12)))


def in_year(period: Period, year: int) -> Period:
    """Return the same day, month, quarter … of another year (28 February for 29 February)."""
    start = period.start
    if (start.month, start.day) == (2, 29):
        start = start.replace(day=28)
    return containing(period.unit, start.replace(year=year))


def on_weekday(day: date, weekday: int, direction: int, *, strictly: bool = False) -> date:
    """Return the nearest `weekday` (1 is Monday) on or after `day`, or on or before it for a negative direction."""
    ahead = (weekday - day.isoweekday()) % 7
    if direction > 0:
        return day + timedelta(days=7 if strictly and not ahead else ahead)
    back = -ahead % 7
    return day - timedelta(days=7 if strictly and not back else back)


def easter(year: int) -> date:
    """Return the date of Easter Sunday in the Gregorian calendar (the anonymous computus of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - (c % 4)) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(rule: str, year: int) -> date:
    """Return the day of a holiday in `year`.

    Rules are `12-25` (a fixed day), `11-4.4` (of November, Thursday number 4; a negative number counts from the end of
    the month), `11-1.1+1` (the day after the first Monday) and `easter-2` (days from Easter Sunday).
    Raised when it is none of these: `ValueError`.
    """
    match = re.fullmatch(r"(?:easter|(\d\d)-(\d\d)|(\d\d)-(\d)\.(-?\d))([+-]\d+)?", rule)
    if match is None:
        raise ValueError(f"not a holiday rule: {rule!r}")
    month, day, nth_month, weekday, nth, offset = match.groups()
    if month:
        base = date(year, int(month), int(day))
    elif nth_month:
        count = int(nth)
        first = date(year, int(nth_month), 1)
        if count > 0:
            base = on_weekday(first, int(weekday), 1) + timedelta(weeks=count - 1)
        else:
            base = on_weekday(_month(first, 1) - timedelta(days=1), int(weekday), -1) + timedelta(weeks=count + 1)
    else:
        base = easter(year)
    return base + timedelta(days=int(offset or 0))


def _month(first: date, months: int) -> date:
    """Return the first day of the month `months` after that of `first`."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
