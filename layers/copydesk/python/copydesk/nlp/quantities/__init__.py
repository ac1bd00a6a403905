"""Quantities: figures with their units, how exact they are, what they count and how they moved."""

from copydesk.nlp.quantities.find import find_quantities, quantities

__all__ = ["find_quantities", "quantities"]
