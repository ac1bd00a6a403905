"""Times of day: "10:35 a.m. Tuesday", "5 p.m. EST", noon."""

from __future__ import annotations

import re
from datetime import date

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.days import day_of_month, iso_date, named_by, numeric_date
from copydesk.nlp.dates.grammar import CLOCK, DAY, EARLY, ZONE, Timex, rule
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import Period

_HOURS = frozenset({"clock", "clock_word", "day", "integer", "ones", "number"})
_DAYS = frozenset({"weekday", "weekday_short", "day_word", "month", "month_short", "iso", "calendar", "day", "ordinal"})


@rule(
    f"(approx|around)? {CLOCK} {ZONE} (open (clock|integer) half? zone close)? comma? on? {EARLY} {DAY}",
    f"(approx|around)? {CLOCK} {ZONE}",
    "approx? (day|ones|number) in the part_of_day",
)
def clock_time(match: Match, context: Context) -> Timex | None:
    """10:35 a.m. Tuesday; 5 p.m. EST; noon; four in the morning."""
    hour = _hour(match)
    if hour is None:
        return None
    day: date | None = None
    clock = next(i for i, token in enumerate(match.tokens) if token.kind in _HOURS)
    tail = next((i for i, token in enumerate(match.tokens) if i > clock and token.kind in _DAYS), None)
    if tail is None:
        day = context.current_day(match.start)
    else:
        date_part = match.cut(tail, len(match.tokens))
        reader = {"iso": iso_date, "calendar": numeric_date}.get(date_part.tokens[0].kind) or (
            day_of_month if "month" in date_part or "month_short" in date_part else None
        )
        read = reader(date_part, context) if reader else None
        day = read.period.start if read and read.period else None
        if reader is None:
            day = named_by(match, context)
    zone = next((str(t.value) for t in match.tokens if t.kind == "zone"), "")
    stem = day.isoformat() if day else "XXXX-XX-XX"
    return Timex("TIME", f"{stem}T{hour}{zone}", Period("D", day) if day else None)


def _hour(match: Match) -> str | None:
    """Return the clock time as hh:mm, `None` when it is none."""
    if "clock_word" in match:
        return str(match["clock_word"])
    first = next((t for t in match.tokens if t.kind in _HOURS), None)
    if first is None:
        return None
    if first.kind == "clock":
        hour, minute = (int(part) for part in re.split("[:.]", str(first.value))[:2])
    elif first.kind == "integer" and "zone" in match:
        hour, minute = divmod(int(first.value or 0), 100)
    else:
        hour, minute = int(first.value or 0), 0
    half = str(match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half.startswith("p") or match["part_of_day"] in {"AF", "EV"}:
        hour = hour % 12 + 12
    elif half.startswith("a"):
        hour %= 12
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02d}:{minute:02d}"
