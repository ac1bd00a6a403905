"""Find the quantities of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from copydesk.analysis import Quantity, TimeExpression
from copydesk.nlp.dates import find_dates
from copydesk.nlp.passages import Passage
from copydesk.nlp.quantities.amounts import Amount, amounts
from copydesk.nlp.quantities.hedges import approximation
from copydesk.nlp.quantities.labels import is_age, names_nothing_counted, names_thing
from copydesk.nlp.quantities.ranges import joined
from copydesk.nlp.quantities.syntax import Syntax
from copydesk.nlp.quantities.units import Unit, with_rate
from copydesk.nlp.quantities.vague import vague

if TYPE_CHECKING:
    from spacy.tokens import Doc


def quantities(passages: Iterable[Passage], dates: Sequence[TimeExpression]) -> list[Quantity]:
    """Return the quantities of an article, whose time expressions are known."""
    found: list[Quantity] = []
    for passage in passages:
        end = passage.start + len(passage.text)
        own = [_moved(date, -passage.start) for date in dates if date.part is passage.part and passage.start <= date.start < end]
        found += [passage.placed(quantity) for quantity in find_quantities(passage.text, passage.doc, own)]
    return found


def find_quantities(text: str, doc: Doc | None = None, dates: Sequence[TimeExpression] | None = None) -> list[Quantity]:
    """Return the quantities of `text` in order.

    `doc` (tags, lemmas and parse of `text`) tells what is counted and how it moved; without it only units are found. `dates` are the
    time expressions of the text if they are known: their days and years are no quantities.
    """
    known = find_dates(text) if dates is None else dates
    syntax = Syntax(doc, text) if doc is not None and doc.has_annotation("TAG") else None
    figures = [quantity for amount in joined(text, amounts(text, known)) if (quantity := _quantity(text, amount, syntax))]
    return list(_apart(sorted([*figures, *vague(text, syntax)], key=attrgetter("start"))))


def _quantity(text: str, amount: Amount, syntax: Syntax | None) -> Quantity | None:
    """Add what is counted, how exact it is and how it moved; `None` where the figure turns out to be no quantity."""
    end, unit, of = amount.end, amount.unit, None
    hedge = approximation(text, amount.start, amount.end)
    if syntax is not None and unit is None and amount.spelled and amount.value == 1 and hedge is None and syntax.speaks(amount.figure[1]):
        return None  # "one official said" is a certain official, no count
    fraction = unit is None and 0 < amount.value < 1 and amount.high is None and amount.end == amount.figure[1] and amount.spelled
    if syntax is not None:
        if unit is not None or fraction:
            group = syntax.after_of(end, required=not fraction)
            of = group.text if group else None if fraction else syntax.modified(end)
            unit = group.head if group and fraction else unit
        elif thing := syntax.counted(amount.figure[0], end):
            if names_thing(text, amount, thing):
                return None
            of = thing.text
            unit, end = with_rate(text, Unit(thing.head, thing.end))
    if unit is None and not fraction:
        if is_age(text, amount):
            unit = "year of age"
        elif names_nothing_counted(text, amount):
            return None
    return Quantity(
        start=amount.start,
        end=end,
        text=text[amount.start : end],
        value=amount.value,
        value_high=amount.high,
        unit=unit,
        of=of,
        approximate=hedge,
        change=syntax.change(amount.figure[1]) if syntax else None,
    )


def _apart(found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Leave out what begins within the quantity before it."""
    end = 0
    for quantity in found:
        if quantity.start >= end:
            yield quantity
            end = quantity.end


def _moved(date: TimeExpression, by: int) -> TimeExpression:
    return date.model_copy(update={"start": date.start + by, "end": date.end + by}) if by else date
