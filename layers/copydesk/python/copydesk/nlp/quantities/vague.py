"""Figures that are no numbers: "dozens of people", "tens of thousands", "a few hundred", "half the flats"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Approximation, Quantity
from copydesk.nlp.quantities.hedges import approximation
from copydesk.nlp.quantities.syntax import Syntax
from copydesk.nlp.quantities.units import is_money, unit_after

# A flat list of alternatives that begin with plain letters is searched for many times faster than one that ignores case.
_SOME = "(?:dozen|hundred|thousand|million|billion|trillion)"
_OF = "(?: of (?:dozens|hundreds|thousands|millions|billions))?"
_PLURALS = re.compile(
    "|".join(
        [
            *(rf"{some} {_SOME}\b(?! place)" for some in ("a few", "A few", "several", "Several", "many", "Many")),
            *(
                rf"{letter}{rest}{_OF}\b(?! place)"
                for first, rest in (
                    ("t", "ens"),
                    ("d", "ozens"),
                    ("h", "undreds"),
                    ("t", "housands"),
                    ("m", "illions"),
                    ("b", "illions"),
                    ("t", "rillions"),
                )
                for letter in (first, first.upper())
            ),
        ]
    )
)
_VALUES = {"tens": 10.0, "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_HALF = re.compile(r"(?:half|Half)(?= (?:of|the|its|their|his|her|all|an?|that|those)\b|-(?:dozen|million|billion)\b)")
_NO_SHARE = re.compile(r"(?:\w|\b(?:first|second|third|fourth|last|this|other|better|top|bottom|and a) )$")
_ARTICLE = re.compile(r" an?(?= )")
_HALF_OF = {"dozen": 6.0, "hundred": 50.0, "thousand": 5e2, "million": 5e5, "billion": 5e8, "trillion": 5e11}
_SCALE = re.compile(rf"(?: an? |-)({'|'.join(_HALF_OF)})\b")


def vague(text: str, syntax: Syntax | None) -> Iterator[Quantity]:
    """Yield vague numbers and halves; "thousands" runs from one to ten thousand."""
    for match in _PLURALS.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield _plural(text, match, syntax)
    for match in _HALF.finditer(text):
        if not _NO_SHARE.search(text, max(0, match.start() - 8), match.start()):
            yield _half(text, match, syntax)


def _plural(text: str, match: re.Match[str], syntax: Syntax | None) -> Quantity:
    words = match[0].lower()
    counted = not words.endswith("s")  # "a few hundred", where no "of" follows
    low = 1.0
    for word in (f"{words.rpartition(' ')[2]}s" if counted else words).split(" of "):
        low *= _VALUES[word]
    start, end, unit, of = match.start(), match.end(), None, None
    thing = syntax.after_of(end, required=not counted) if syntax else None
    if thing:
        end, of = thing.end, thing.text
        unit = thing.unit if thing.unit and is_money(thing.unit) else thing.head
    return Quantity(
        start=start, end=end, text=text[start:end], value=low, value_high=low * 10, unit=unit, of=of, approximate=Approximation.ABOUT
    )


def _half(text: str, match: re.Match[str], syntax: Syntax | None) -> Quantity:
    """Read "half the flats" as a share of them, "half a mile" as a length, "half a million" as a number."""
    start, end, value, unit, of = match.start(), match.end(), 0.5, None, None
    if scale := _SCALE.match(text, end):
        value, end = _HALF_OF[scale[1]], scale.end()
    article = None if scale else _ARTICLE.match(text, end)
    if whole := unit_after(text, article.end() if article else end) if article or scale else None:
        unit, end = whole
    elif thing := syntax.after_of(end, required=False) if syntax else None:
        unit, of = thing.head, thing.text
        end = thing.end if scale else end
    return Quantity(start=start, end=end, text=text[start:end], value=value, unit=unit, of=of, approximate=approximation(text, start, end))
