"""Dates that are counted from another: "last week", "that year", three years ago."""

from __future__ import annotations

from datetime import date

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import ABOUT, COUNT, EARLY, THIS, UNDERSPECIFIED, UNIT, Timex, dated, rule
from copydesk.nlp.dates.lengths import count_of
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import containing, in_year, shift

_PREPOSITIONS = frozenset({"in", "by", "since", "until", "of", "during", "for", "before"})
"""Before a bare "fall" or "spring" they make it a season."""


@rule(
    f"{EARLY} the? ({THIS}|current) {THIS}? (full|fiscal)? (unit|quarter) (or so)?",
    f"{EARLY} the? latest (full|fiscal)? unit",
    f"{EARLY} the (fiscal|full) unit",
    "the? following (full|fiscal)? (unit|quarter)",
)
def deictic_unit(match: Match, context: Context) -> Timex | None:
    """Last week; early next year; the current fiscal year."""
    unit = str(match["unit"] or match["quarter"])
    if unit not in UNDERSPECIFIED or match.is_title() or (unit == "D" and not ("last" in match or "next" in match or "following" in match)):
        return None
    if "following" in match:
        anchor = context.anchor(unit)
        return dated(shift(anchor, match.integer("following") or 0)) if anchor else None
    if unit == "Y" and match.after in {"ended", "ending"}:
        return Timex("DURATION", "P1Y")
    if context.reference is None:
        return Timex("DATE", UNDERSPECIFIED[unit])
    return dated(shift(containing(unit, context.reference), match.step()))


@rule(
    "the? same (full|fiscal)? (unit|quarter)",
    "the (unit|quarter)",
    "(early|earlier|later) in the unit",
    f"{EARLY} the unit",
    "unit hyphen? earlier_end",
    "unit possessive earlier_end",
)
def anaphoric_unit(match: Match, context: Context) -> Timex | None:
    """That year; the quarter; the end of the month."""
    unit = str(match["unit"] or match["quarter"])
    if unit not in {"Y", "M", "W", "Q"} and not ("same" in match and unit == "D"):
        return None
    if unit == "Y" and match.after in {"ended", "ending"}:
        return Timex("DURATION", "P1Y")
    if match.after == "-" or ("earlier_end" in match and unit not in {"Y", "M", "W", "Q"}):
        return None
    if "same" in match:
        period = context.anchor(unit)
    elif unit == "Q":
        period = context.reported_quarter()
    else:
        period = containing(unit, context.reference) if context.reference else None
    return dated(period) if period else None


@rule(f"{ABOUT} {COUNT} hyphen? (more|additional|full|earlier)? hyphen? {UNIT} (or so)? (ago|earlier|later|hence|from now)")
def relative(match: Match, context: Context) -> Timex | None:
    """Nearly four years ago; a week earlier; two days later."""
    step = match.integer("ago", "earlier", "later", "before", "hence")
    step = 1 if step is None else step
    unit = str(match["unit"] or match["units"] or match["quarters"])
    count = count_of(match)
    anchor = context.reference if "ago" in match or "hence" in match or "now" in match else context.last_day()
    if unit in {"MIN", "S", "H", "L"} or (count is None and ("earlier" in match or "later" in match)):
        return None  # as a duration it tells more
    if count is None:
        return Timex("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    compared = context.compared_period(match.start) if unit == "Y" and count == 1 and step < 0 else None
    if compared is not None:
        return dated(in_year(compared, compared.start.year - 1), relative=True)
    if anchor is None:
        return Timex("DATE", "XXXX")
    if unit == "FN":
        unit, count = "W", count * 2
    if unit in {"E", "C"}:
        unit, count = "Y", count * (10 if unit == "E" else 100)
    return dated(shift(containing(unit, anchor), step * int(count)))


@rule("the unit before")
def year_before(match: Match, context: Context) -> Timex | None:
    """The year before."""
    unit = str(match["unit"])
    if unit not in {"Y", "M", "W", "D"} or match.after[:1].isalnum():
        return None  # "the day before the vote"
    anchor = context.anchor(unit)
    return dated(shift(anchor, -1), relative=True) if anchor else None


@rule(f"{EARLY} (the|the? {THIS}) {THIS}? season (of? year)?", f"{EARLY} season (of? year)?")
def season(match: Match, context: Context) -> Timex | None:
    """Last fall; the summer of 2026; this winter."""
    name, number = str(match["season"]), match.integer("year")
    if len(match.tokens) == 1 and match.before not in _PREPOSITIONS:
        return None  # "to fall", "a spring"
    if number is None:
        if context.reference is None:
            return Timex("DATE", f"XXXX-{name}")
        found = context.nearest_season(name, match.step())
        return dated(found)
    return dated(containing(name, date(number, 6, 1)))


@rule(f"{EARLY} (the|the? {THIS}) {THIS}? weekend")
def weekend(match: Match, context: Context) -> Timex | None:
    """The weekend; this weekend; last weekend."""
    if context.reference is None:
        return Timex("DATE", "XXXX-WXX-WE")
    step = match.step()
    if not ("this" in match or "last" in match or "next" in match):
        step = 0 if context.tense(match.start) > 0 or context.reference.isoweekday() >= 6 else -1
    return dated(shift(containing("WE", context.reference), step))
