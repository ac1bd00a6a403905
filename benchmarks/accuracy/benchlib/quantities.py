"""Task ``quantities``: numbers with their units."""

from __future__ import annotations

from collections import Counter
from math import isclose

from .io import Json, Options, Pairs, objects
from .prf import Prf, percent
from .spans import match_one_to_one
from .units import unit_kind, units_match

DOC = """\
value     P/R/F1 of quantities with the gold value (relative difference up to 1e-5),
          one to one within the sentence, wherever they stand in it.  A gold range
          ("value" to "value_high") is met by either end or the middle; both ends
          as two predictions are fine too.
value_unit
          as value, and with the same unit after normalisation: lower case, singular,
          one spelling per unit (benchlib/units.py); for counted things ("european
          country") the last word of the predicted unit must be one of the gold words.
by_kind   recall of both by what the gold unit is: a measure, money, a share, a counted
          thing or none.
"""


def _number(value: object) -> float | None:
    """Return a JSON number as float; anything else (also true/false) is ``None``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-5, abs_tol=1e-8)


def _gold_values(raw: Json) -> list[float]:
    low, high = float(raw["value"]), raw.get("value_high")
    return [low] if high is None else [low, float(high), (low + float(high)) / 2]


def score(pairs: Pairs, options: Options) -> Json:
    """Score quantities."""
    value_total, unit_total = Prf(), Prf()
    gold_of, value_of, unit_of = Counter[str](), Counter[str](), Counter[str]()
    for item, prediction in pairs.items:
        gold = item["quantities"]
        predicted = []
        for raw in objects(prediction, "quantities"):
            number = _number(raw.get("value"))
            if number is None:
                pairs.warn("predicted quantities without a numeric value")
            else:
                unit = raw.get("unit")
                predicted.append((number, unit if isinstance(unit, str) else None))
        scores = []
        for i, raw in enumerate(gold):
            for j, (number, unit) in enumerate(predicted):
                if any(_close(number, value) for value in _gold_values(raw)):
                    same = units_match(raw["unit"], raw.get("unit_text"), unit)
                    scores.append((2.0 if same else 1.0, i, j))
        matched = match_one_to_one(scores)
        same_unit = {(i, j) for value, i, j in scores if value == 2.0}
        kinds = [unit_kind(raw["unit"]) for raw in gold]
        gold_of.update(kinds)
        value_of.update(kinds[i] for i in matched)
        unit_of.update(kinds[i] for i, j in matched.items() if (i, j) in same_unit)
        spare = set(range(len(predicted))) - set(matched.values())
        other_ends = {j for _, i, j in scores if j in spare and gold[i].get("value_high") is not None}
        counted = len(predicted) - len(other_ends)
        value_total.add(len(matched), counted, len(gold))
        unit_total.add(sum(pair in same_unit for pair in matched.items()), counted, len(gold))
    return {
        "value": value_total.report(),
        "value_unit": unit_total.report(),
        "unit_accuracy": percent(unit_total.found, value_total.found),
        "by_kind": {
            kind: {"gold": count, "value": percent(value_of[kind], count), "value_unit": percent(unit_of[kind], count)}
            for kind, count in gold_of.most_common()
        },
    }
