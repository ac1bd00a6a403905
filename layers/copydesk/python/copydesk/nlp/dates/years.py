"""Years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import EARLY, Timex, dated, rule
from copydesk.nlp.dates.match import Match
from copydesk.nlp.dates.periods import Period


@rule("year hyphen day")
def second_year(match: Match, _: Context) -> Timex | None:
    """2025-26: a season or school year, named after both; its value is the first."""
    first, second = match.integer("year"), match.integer("day")
    if first is None or second != (first + 1) % 100:
        return None
    return dated(Period("Y", date(first, 1, 1)))


@rule(f"{EARLY} year (or later|and beyond)? (?!measure)", "(the? unit|fiscal) (year|number)")
def year(match: Match, _: Context) -> Timex | None:
    """1989; mid-1996; fiscal 2026; the end of 1990."""
    number = match.integer("year", "number")
    if number is None or not 1000 <= number < 2200 or ("unit" in match and match["unit"] != "Y") or not _is_year(match):
        return None
    return dated(Period("Y", date(number, 1, 1)))


def _is_year(match: Match) -> bool:
    """Tell a year from a count of 1,900 things or a number within a name ("Model 2000", "$1989", "1500 people")."""
    if len(match.tokens) > 1:
        return True
    start, end = match.start, match.end
    glued = match.text[start - 1 : start] if start else ""
    if glued and (glued in "$€£¥#+%." or glued.isalnum()):
        return False
    if match.text[end : end + 1] in {"%", "$", "€", "£"} or match.text[end : end + 1].isalnum():
        return False
    after = match.after
    if (match.integer("year") or 0) < 1500:
        return False  # as a rule a thousand and some things; years that early are dated otherwise ("AD 1066")
    return not (match.before in {"about", "nearly", "than", "some", "approximately", "roughly", "over", "$"} and after.endswith("s"))


@rule("(year|integer|day) (bc|ad)", "ad (year|integer)")
def era_year(match: Match, _: Context) -> Timex | None:
    """300 BC, AD 79."""
    number = match.integer("year", "integer", "day")
    if number is None or number > 9999:
        return None
    return Timex("DATE", f"{'BC' if 'bc' in match else ''}{number:04d}")


@rule("the? (early hyphen?)? (decade|decade_word)", "the? (latest|last|earlier_end|ordinal half_word) of the (decade|decade_word)")
def decade(match: Match, context: Context) -> Timex | None:
    """The 1990s; the late '80s; the nineties."""
    text = match["decade"]
    if isinstance(text, str):
        digits = re.sub(r"\D", "", text)
        if len(digits) == 4:
            return Timex("DATE", digits[:3])
        tens = int(digits[0])
        if text[0].isdigit() and "the" not in match:
            return None  # "in his 30s"
    else:
        tens = match.integer("decade_word") or 0
    this = context.reference.year // 10 if context.reference else 202
    return Timex("DATE", str(max(c * 10 + tens for c in (18, 19, 20) if c * 10 + tens <= this)))


@rule("the? (early hyphen?)? ordinal hyphen? unit")
def century(match: Match, _: Context) -> Timex | None:
    """The 20th century."""
    number = match.integer("ordinal")
    if match["unit"] != "C" or number is None or not 1 <= number <= 30:
        return None
    return Timex("DATE", f"{number - 1:02d}")
