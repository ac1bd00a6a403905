"""Days and parts of days by their names and numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import DAY_MONTH, EARLY, MONTH, MONTH_DAY, THIS, Timex, dated, rule
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import Period, containing, holiday, on_weekday

_BEFORE_MONTHS = frozenset(
    {
        "in",
        "by",
        "since",
        "until",
        "till",
        "from",
        "to",
        "through",
        "of",
        "during",
        "for",
        "between",
        "and",
        "or",
        "before",
        "after",
        ",",
        "-",
    }
)


@rule("iso")
def iso_date(match: Match, _: Context) -> Timex | None:
    """2026-03-08, 2026-03-08T09:30Z."""
    text = str(match["iso"])
    day = day_of(text[:4], text[5:7], text[8:10])
    if day is None:
        return None
    return Timex("TIME" if "T" in text.upper() else "DATE", text, Period("D", day))


@rule("calendar")
def numeric_date(match: Match, context: Context) -> Timex | None:
    """3/8/2026 (month first, as in the United States, unless that is no month), 08.03.2026 (dots: day first)."""
    text = str(match["calendar"])
    first, second, year = re.split(r"[/.-]", text)
    if len(year) == 2:
        pivot = (context.reference.year if context.reference else 2000) + 20
        year = str(max(y for y in (1900 + int(year), 2000 + int(year), 1800 + int(year)) if y <= pivot))
    if "." in text or int(first) > 12:
        first, second = second, first
    day = day_of(year, first, second)
    return None if day is None else Timex("DATE", day.isoformat(), Period("D", day))


@rule(f"({EARLY}|around) {THIS}? {MONTH_DAY}", f"({EARLY}|around) {DAY_MONTH}")
def day_of_month(match: Match, context: Context) -> Timex | None:
    """Sunday, March 8, 2026; 8 March; the 8th of March."""
    month, day, year = match.integer("month", "month_short"), match.integer("day", "ordinal"), match.integer("year")
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if year is None:
        year = context.year_of(month, match)
        if year is None:
            return Timex("DATE", f"XXXX-{month:02d}-{day:02d}")
    found = day_of(year, month, day)
    return None if found is None else Timex("DATE", found.isoformat(), Period("D", found))


@rule("(hyphen|to|and) day (?!unit|units|month|month_short|of|hyphen|half|dollar)", "hyphen ordinal (?!unit|units|month|of)")
def second_day(match: Match, context: Context) -> Timex | None:
    """April 24 and 25; May 3-7: the day after a dated one takes its month."""
    latest, day = context.latest, match.integer("day", "ordinal")
    if latest is None or latest.unit != "D" or context.read_up_to != match.words[match.first - 1].end or not match.first:
        return None
    if day is None or day <= latest.start.day or ("hyphen" not in match and match.after[:1].isalnum()):
        return None
    found = day_of(latest.start.year, latest.start.month, day)
    return Timex("DATE", found.isoformat(), Period("D", found), skip=1) if found else None


@rule(f"{THIS}? holiday (comma? year)?", "the holiday")
def named_day(match: Match, context: Context) -> Timex | None:
    """Christmas Eve; last Thanksgiving; Election Day 2028."""
    rule_of_day, year = str(match["holiday"]), match.integer("year")
    if year is None:
        if context.reference is None:
            return Timex("DATE", "XXXX-XX-XX")
        this_year = holiday(rule_of_day, context.reference.year)
        year = context.year_of(this_year.month, match)
        if "last" in match or "next" in match:
            back = this_year < context.reference
            year = context.reference.year + ((0 if back else -1) if "last" in match else (1 if back else 0))
    return dated(Period("D", holiday(rule_of_day, year or 0)))


@rule(f"the unit of {MONTH_DAY}")
def week_of(match: Match, context: Context) -> Timex | None:
    """The week of March 6."""
    first = next(i for i, token in enumerate(match.tokens) if token.kind == "of")
    read = day_of_month(match.cut(first + 1, len(match.tokens)), context)
    if match["unit"] != "W" or read is None or read.period is None:
        return None
    return dated(containing("W", read.period.start))


@rule(
    f"{EARLY} {MONTH} (comma|of)? year",
    f"{EARLY} {MONTH} (of the? )? {THIS} unit",
    f"{EARLY} {THIS}? month",
    f"(the? following|the? same|early hyphen?|earlier_end of|{THIS}) month_short dot?",
)
def month(match: Match, context: Context) -> Timex | None:
    """March 2026; March last year; early March; last March."""
    number, year = match.integer("month", "month_short"), match.integer("year")
    if number is None or _is_name(match):
        return None
    if "unit" in match:
        if match["unit"] != "Y":
            return None
        year = context.reference.year + match.step() if context.reference else None
        if year is None:
            return Timex("DATE", f"XXXX-{number:02d}")
    elif year is None:
        if "early" in match and not match.step() and "this" not in match:
            found = context.nearest_part_of_month(number, match)
        else:
            found = context.nearest_month(number, match, match.step(), "this" in match)
        if found is None:
            return Timex("DATE", f"XXXX-{number:02d}")
        return dated(found)
    return dated(Period("M", date(year, number, 1)))


@rule(f"{EARLY} (the? {THIS})? {THIS}? weekday", "the following weekday")
def weekday(match: Match, context: Context) -> Timex | None:
    """Tuesday; last Tuesday; this coming Tuesday."""
    day = named_by(match, context)
    if day is None or (match.before in {"a", "any", "every"} and match.step() == 0):
        return Timex("DATE", f"XXXX-WXX-{match['weekday']}")
    return dated(Period("D", day))


@rule(
    f"{EARLY} {THIS}? weekday {EARLY} (part_of_day|night_word)",
    f"{EARLY} day_word {EARLY} (part_of_day|night_word)",
    f"{EARLY} hyphen? part_of_day (day_word|weekday)",
    f"{EARLY} (this|last|next) part_of_day",
    f"{EARLY} night_word",
    "the (same|next|following) part_of_day",
    "early hyphen? part_of_day",
)
def part_of_day(match: Match, context: Context) -> Timex | None:
    """Tuesday night; yesterday morning; this evening; overnight."""
    part = match["part_of_day"] or match["night_word"]
    day = named_by(match, context)
    if day is None and "weekday" in match:
        return Timex("TIME", f"XXXX-WXX-{match['weekday']}T{part}")
    if day is None:
        return Timex("TIME", f"XXXX-XX-XXT{part}")
    return Timex("TIME", f"{day.isoformat()}T{part}", Period("D", day))


@rule(f"{EARLY} (the day (before|after))? day_word")
def day_word(match: Match, context: Context) -> Timex | None:
    """Today, yesterday, tomorrow."""
    day = named_by(match, context)
    if day is None:
        return Timex("DATE", "PRESENT_REF" if match["day_word"] == 0 else "XXXX-XX-XX")
    return dated(Period("D", day))


def _is_name(match: Match) -> bool:
    """Tell "June Carter" and "the March for Peace" from months: no preposition before, and behind what goes on with a name."""
    if len(match.tokens) > 1 or match.before in _BEFORE_MONTHS:
        return False
    return match.after[:1].isupper() or match.after in {"for", "on"}


def named_by(match: Match, context: Context) -> date | None:
    """Return the day that a weekday or day word names, the current day without one; `None` if that is not known."""
    if context.reference is None:
        return None
    number = match.integer("weekday", "weekday_short")
    if number is not None:
        if "following" in match:
            anchor = context.last_day() or context.reference
            return on_weekday(anchor, number, match.integer("following") or 1, strictly=True)
        return context.nearest_weekday(number, match, match.step(), "this" in match)
    offset = match.integer("day_word")
    if offset is not None:
        return context.reference + timedelta(days=offset)
    if "same" in match:
        return context.last_day()
    if "next" in match or "following" in match:
        last = context.last_day()
        return last + timedelta(days=1) if last else None
    if "last" in match and "part_of_day" in match:
        return context.reference - timedelta(days=1)
    return context.reference


def day_of(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return the day if the calendar has it."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
