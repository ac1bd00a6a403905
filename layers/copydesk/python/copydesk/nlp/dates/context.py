"""What a time expression is resolved against: the reference date, the tense, and what was mentioned before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from copydesk.nlp.dates.periods import Period, containing, on_weekday, shift

_LENGTHS = ("D", "WE", "W", "M", "SP", "SU", "FA", "WI", "Q", "H", "Y", "E", "C", "L")
"""Units from the shortest to the longest."""
_SAME_DAY_REACH = 200
"""How far back, in characters, a clock time finds the day that it belongs to."""
_COMPARISON_REACH = 600
"""How far back, in characters, "a year earlier" finds the quarter or month it is compared with."""


class Place(Protocol):
    """A matched expression as the text shows it."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def before(self) -> str:
        """The word before it, in lower case."""

    @property
    def after(self) -> str:
        """The word after it."""


class Context:
    """The reading state of one text; dates are told to it in their order."""

    def __init__(self, reference: date | None, tense: Callable[[int], int], paragraphs: Sequence[int] = ()) -> None:
        """Begin at the beginning of a text, of whose paragraphs the offsets are given at which they begin.

        `tense` says of an offset whether its clause speaks of the past (-1), the future (1) or does not tell (0).
        """
        self.reference = reference
        self._paragraphs = paragraphs
        self.tense = tense
        self._mentioned: dict[str, tuple[int, Period]] = {}
        self._latest: tuple[int, Period] | None = None
        self.read_up_to = 0
        """Where the last expression ended."""

    def mention(self, start: int, period: Period) -> None:
        """Remember that `period` was spoken of at `start`."""
        self._mentioned[period.unit] = (start, period)
        self._latest = (start, period)

    def last_day(self) -> date | None:
        """Return the last day spoken of, else the reference date."""
        found = self._mentioned.get("D")
        return found[1].start if found else self.reference

    def current_day(self, start: int) -> date | None:
        """Return the day that a bare clock time at `start` belongs to: the last one named in its paragraph, else the reference date."""
        found = self._mentioned.get("D")
        borders = self._paragraphs
        if found and start - found[0] < _SAME_DAY_REACH and bisect_right(borders, found[0]) == bisect_right(borders, start):
            return found[1].start
        return self.reference

    @property
    def latest(self) -> Period | None:
        """The period mentioned last, of whatever unit."""
        return self._latest[1] if self._latest else None

    def compared_period(self, start: int) -> Period | None:
        """Return the quarter, month, day or year that "a year earlier" at `start` is set against."""
        for unit in ("Q", "M", "H", "D"):
            found = self._mentioned.get(unit)
            if found and start - found[0] < _COMPARISON_REACH:
                return found[1]
        return None

    def anchor(self, unit: str) -> Period | None:
        """Return the period of `unit` that "the following month" follows: around what was mentioned last and is no longer than that."""
        near = [mention for known, mention in self._mentioned.items() if _LENGTHS.index(known) <= _LENGTHS.index(unit)]
        if near:
            return containing(unit, max(near)[1].start)
        return containing(unit, self.reference) if self.reference else None

    def reported_quarter(self) -> Period | None:
        """Return the quarter a report speaks of when it does not say: the last one mentioned, else the last one ended."""
        found = self._mentioned.get("Q")
        if found:
            return found[1]
        return shift(containing("Q", self.reference), -1) if self.reference else None

    def direction(self, place: Place) -> int:
        """Return whether a day or month lies back (-1) or ahead (1): "Tuesday's" is back, "until Tuesday" ahead, else the tense tells."""
        if place.after in {"'s", "’s"} or place.before == "since":
            return -1
        if place.before in {"until", "till", "effective", "as"}:
            return 1
        tense = self.tense(place.start)
        return 1 if place.before == "by" and tense >= 0 else tense

    def nearest_weekday(self, weekday: int, place: Place, step: int, this: bool) -> date | None:
        """Return the day meant by a weekday: before the reference date (or on it) unless the clause speaks of the future."""
        if self.reference is None:
            return None
        if step:
            return on_weekday(self.reference, weekday, step, strictly=True)
        if this:
            return on_weekday(self.reference, weekday, 1)
        return on_weekday(self.reference, weekday, 1 if self.direction(place) > 0 else -1)

    def nearest_month(self, month: int, place: Place, step: int, this_year: bool) -> Period | None:
        """Return the month meant by its name alone."""
        if self.reference is None:
            return None
        this = containing("M", self.reference)
        if this_year:
            return shift(this, month - this.start.month)
        tense = step or self.direction(place)
        ahead = (month - this.start.month) % 12
        if tense > 0:
            return shift(this, ahead or (12 if step else 0))
        if step and ahead == 11:
            return shift(this, -13)  # "last February" in March is a year ago: else it would be "last month"
        return shift(this, ahead - 12 if ahead else (-12 if step else 0))

    def year_of(self, month: int, place: Place) -> int | None:
        """Return the year of a day in `month` that is given without one: as the tense tells, else what is nearer, with a lean back."""
        if self.reference is None:
            return None
        months_ahead = (month - self.reference.month) % 12
        tense = self.direction(place)
        reach = 11 if tense > 0 else 2 if tense < 0 else 3
        year = self.reference.year + (1 if month < self.reference.month else 0)
        return year if months_ahead <= reach else year - 1

    def nearest_part_of_month(self, month: int, place: Place) -> Period | None:
        """Return the month meant by "mid-October": as near as a day would be, for who means last year's beginning or end of it says so."""
        if place.before == "since":
            return self.nearest_month(month, place, 0, this_year=False)
        year = self.year_of(month, place)
        return Period("M", date(year, month, 1)) if year is not None else None

    def nearest_quarter(self, number: int, start: int) -> Period | None:
        """Return the quarter meant by its number alone: the last one begun, unless the clause speaks of the future."""
        if self.reference is None:
            return None
        this = containing("Q", self.reference)
        ahead = (number - (this.start.month + 2) // 3) % 4
        if ahead == 3 or (ahead and self.tense(start) <= 0):  # the one just ended is yet to be reported on, not a year off
            ahead -= 4
        return shift(this, ahead)

    def nearest_season(self, name: str, step: int) -> Period:
        """Return the season meant by its name: that of the reference year, for "last" the last that ended, for "next" the next to begin."""
        assert self.reference is not None
        this = containing(name, self.reference)
        if step < 0 and this.end >= self.reference:
            return shift(this, -1)
        if step > 0 and this.start <= self.reference:
            return shift(this, 1)
        return this
