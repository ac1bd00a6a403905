"""Quarters and halves of years, and the periods that reports compare them with."""

from __future__ import annotations

from datetime import date

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import THIS, Timex, dated, rule
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import Period, containing, in_year


@rule(
    "unit hyphen (ago|earlier)",
    "article unit (ago|earlier)",
    "the? same? (article? unit hyphen? (ago|earlier)) (ordinal hyphen?)? (quarter|period)",
)
def year_ago(match: Match, context: Context) -> Timex | None:
    """Year-ago; the year-earlier quarter."""
    if match["unit"] != "Y" or context.reference is None:
        return None
    if "ordinal" in match:
        number = match.integer("ordinal") or 0
        quarter = context.nearest_quarter(number, match.start)
        return dated(in_year(quarter, quarter.start.year - 1), relative=True) if quarter else None
    compared = context.compared_period(match.start)
    if compared is None and ("quarter" in match or "period" in match):
        compared = context.reported_quarter()
    if compared is None:
        compared = containing("Y", context.reference)
    return dated(in_year(compared, compared.start.year - 1), relative=True)


@rule(
    "the fiscal? ordinal (quarter|half_word) (of? (the? fiscal)? year)?",
    "fiscal? hyphen? ordinal hyphen? (quarter|half_word) (of? (the? fiscal)? year)?",
    f"the? fiscal? hyphen? ordinal hyphen? (quarter|half_word) (of? {THIS} fiscal? unit)",
    f"the? {THIS} unit possessive? fiscal? ordinal hyphen? (quarter|half_word)",
    "the? fiscal? year possessive? fiscal? ordinal hyphen? (quarter|half_word)",
)
def numbered_quarter(match: Match, context: Context) -> Timex | None:
    """The third quarter; fourth-quarter; the 2025 second quarter; the first half of next year."""
    number, year = match.integer("ordinal"), match.integer("year")
    unit = "Q" if "quarter" in match else "H"
    if number is None or not 1 <= number <= (4 if unit == "Q" else 2):
        return None
    if unit == "H" and year is None and "unit" not in match:
        return None
    if year is None and "unit" in match and context.reference:
        year = context.reference.year + match.step()
    if year is None:
        found = context.nearest_quarter(number, match.start)
        return dated(found) if found else Timex("DATE", f"XXXX-Q{number}")
    return dated(Period(unit, date(year, (number - 1) * (3 if unit == "Q" else 6) + 1, 1)))


@rule(
    "the? same? year (quarter|period)",
    f"the same? (quarter|period) (of year|{THIS} unit)",
    f"the? {THIS} unit possessive? (same? )? (quarter|period)",
)
def compared_period(match: Match, context: Context) -> Timex | None:
    """The 2025 period; the corresponding period last year: the quarter or year spoken of, in another year."""
    year = match.integer("year")
    if year is None:
        if context.reference is None:
            return None
        year = context.reference.year + match.step()
    period = context.compared_period(match.start) or (context.reported_quarter() if "quarter" in match else None)
    if period is None or period.unit not in {"Q", "M", "H"}:
        return dated(Period("Y", date(year, 1, 1)))
    return dated(in_year(period, year), relative=True)


@rule("the (ordinal|last|early) half_word of (year|the? unit)")
def half_of(match: Match, context: Context) -> Timex | None:
    """The last half of 2025."""
    year = match.integer("year")
    if year is None:
        if match["unit"] != "Y" or context.reference is None:
            return None
        year = context.reference.year
    number = 2 if "last" in match else match.integer("ordinal") or 1
    return dated(Period("H", date(year, 1 if number == 1 else 7, 1)))


@rule("the latest (period|quarter)", f"the {THIS} period")
def latest_period(match: Match, context: Context) -> Timex | None:
    """The latest period: the one reported on."""
    period = context.compared_period(match.start) or context.reported_quarter()
    return dated(period) if period else None
