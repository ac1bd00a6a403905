"""Vague references: "now", "recently", in the future."""

from __future__ import annotations

from copydesk.nlp.dates.context import Context
from copydesk.nlp.dates.grammar import Timex, rule
from copydesk.nlp.dates.match import Match


@rule("right? now", "these units", "current")
def present(match: Match, _: Context) -> Timex | None:
    """Now, currently, these days."""
    if "units" in match and match["units"] != "D":
        return None
    return Timex("DATE", "PRESENT_REF")


@rule("(more)? lately", "the last", "recent")
def past(match: Match, _: Context) -> Timex | None:
    """Recently, recent, (in) the past."""
    if "last" in match and not (match.before == "in" and match.text[match.end - 4 : match.end].lower() == "past"):
        return None
    return Timex("DATE", "PAST_REF")


@rule("soon", "the near? future", "the near term")
def future(match: Match, _: Context) -> Timex | None:
    """Soon, (in) the future."""
    if match.before == "as" or match.after == "after":
        return None
    return Timex("DATE", "FUTURE_REF")
