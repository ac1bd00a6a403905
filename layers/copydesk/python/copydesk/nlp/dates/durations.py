"""How long and how often: "nine months", "weeks", every Thursday."""

from __future__ import annotations

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import ABOUT, COUNT, NUMBER, THIS, UNIT, Timex, rule
from copydesk.nlp.dates.lengths import count_of, length
from copydesk.nlp.dates.match import Match
from copydesk.nlp.lexicon import lexicon


@rule(
    f"the? same? (ordinal|{THIS}|latest) {NUMBER} {UNIT}",
    f"the? (unit hyphen earlier) {NUMBER} units",
    f"the? {THIS} (few|couple of?|article few|article couple of?) {UNIT}",
)
def deictic_duration(match: Match, context: Context) -> Timex | None:
    """The past three months; the first nine months; the next few days."""
    return duration(match, context)


@rule(
    f"{ABOUT} {COUNT} hyphen? (more|additional|full)? hyphen? (unit|units) (and article half_word)? (?!hyphen? (old|ago|earlier))",
    f"{ABOUT} the? {COUNT} (more|additional|full)? quarters",
    f"(at least|approx)? the {NUMBER} (more|additional|full)? units (?!hyphen? (old|ago|earlier))",
    f"{ABOUT} (number|day) hyphen? day slash day hyphen? (unit|units)",
    f"{ABOUT} article unit and article half_word",
    f"{ABOUT} half_word article unit",
)
def duration(match: Match, _: Context) -> Timex | None:
    """Three years; a 10-hour (tour); a few days; nearly two months."""
    unit = str(match["units"] or match["unit"] or match["quarters"])
    if "article" in match and "unit" in match and len(match.tokens) == 2 and _is_rate(match):
        return Timex("SET", length(1, unit))
    return Timex("DURATION", length(count_of(match), unit, halved="half_word" in match))


@rule("units (or units)? (?!old)", f"the? ({THIS}|recent) units (and units)?", "the early units|the units hence|the ordinal units")
def vague_duration(match: Match, _: Context) -> Timex | None:
    """Weeks; recent months; the coming years."""
    return Timex("DURATION", length(None, str(match["units"])))


@rule(
    "each (other)? (unit|weekday|month|quarter|part_of_day|season|weekend)",
    f"each {NUMBER} {UNIT}",
    "weekdays (parts_of_day|part_of_day)?",
    "weekday parts_of_day",
)
def repeated(match: Match, _: Context) -> Timex | None:
    """Every day; each July; Tuesday nights; every two weeks."""
    if "weekday" in match or "weekdays" in match:
        part = match["parts_of_day"] or match["part_of_day"]
        return Timex("SET", f"XXXX-WXX-{match['weekday'] or match['weekdays']}" + (f"T{part}" if part else ""))
    if "month" in match:
        return Timex("SET", f"XXXX-{match.integer('month'):02d}")
    if "season" in match:
        return Timex("SET", f"XXXX-{match['season']}")
    if "part_of_day" in match:
        return Timex("SET", f"XXXX-XX-XXT{match['part_of_day']}")
    if "weekend" in match:
        return Timex("SET", "XXXX-WXX-WE")
    count = count_of(match)
    return Timex(
        "SET",
        length(
            (count or 1) * (2 if "other" in match else 1), str(match["unit"] or match["units"] or match["quarter"] or match["quarters"])
        ),
    )


@rule("often")
def frequency(match: Match, _: Context) -> Timex | None:
    """Daily, weekly, annually."""
    return Timex("SET", str(match["often"]))


def _is_rate(match: Match) -> bool:
    """Tell "$2 a year", "four flights a week" from "for a year": what stands before is a figure or, to judge by its end, a noun."""
    before = match.before
    return before not in lexicon("time_context")["before_duration"] and (
        before[-1:].isdigit() or before.endswith(("s", "e", "n", "t", "p"))
    )
