"""Numbers: every figure of the article with what it counts, for checking them one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Quantity
from copydesk.report.references import References


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: the article's words, the value in its unit, what it counts, hedge and change in words, and the paragraph."""

    words: str
    value: str
    unit: str
    notes: str
    paragraph: int | None


def view(analysis: Analysis, references: References) -> Sequence[Row] | None:
    """List the figures in the order of the text; None where there are none."""
    return [_row(quantity, references) for quantity in analysis.quantities] or None


def _row(quantity: Quantity, references: References) -> Row:
    notes = [label.label.lower() for label in (quantity.approximate, quantity.change) if label]
    value = written(quantity.value)
    if quantity.value_high is not None:
        value += f" to {written(quantity.value_high)}"
    # What is counted stands in the article's words beside it; only what is measured needs to be named.
    unit = quantity.unit or ""
    if quantity.of and quantity.of not in quantity.text:
        unit += f" of {quantity.of}"
    return Row(" ".join(quantity.text.split()), value, unit.strip(), ", ".join(notes), references.paragraph_of(quantity))


def written(value: float) -> str:
    """Write a value with commas at the thousands and at most four decimals; very large and very small ones with an exponent."""
    if value and not 1e-4 <= abs(value) < 1e16:
        return f"{value:.4g}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")
