"""Task ``dates``: time expressions and their TIMEX3 values."""

from __future__ import annotations

from collections import Counter

from .io import Json, Options, Pairs, objects
from .prf import Prf, percent
from .spans import match_overlapping, read_span

DOC = """\
relaxed   TempEval-3: P/R/F1 of time expressions that share a character, one to one.
strict    TempEval-3: P/R/F1 of time expressions with the very same span.
type      TempEval-3: relaxed, and with the same type (DATE, TIME, DURATION, SET).
value     TempEval-3: relaxed, and with the very same TIMEX3 value; the main figure.
value_accuracy
          share of the relaxed matches whose value is the gold value.
by_type   for each gold type the share found (relaxed) and, of those, with the right value.
"""


def score(pairs: Pairs, options: Options) -> Json:
    """Score time expressions."""
    totals = {name: Prf() for name in ("relaxed", "strict", "type", "value")}
    gold_of, found_of, right_of = Counter[str](), Counter[str](), Counter[str]()
    for item, prediction in pairs.items:
        gold = item["dates"]
        gold_at = [(raw["start"], raw["end"]) for raw in gold]
        read = [(read_span(raw, item["text"], pairs), raw) for raw in objects(prediction, "dates")]
        predicted = [(span, raw) for span, raw in read if span is not None]
        matched = match_overlapping(gold_at, [span for span, _ in predicted])
        matches = [(gold[i], gold_at[i], *predicted[j]) for i, j in matched.items()]
        gold_of.update(raw["type"] for raw in gold)
        found_of.update(one["type"] for one, *_ in matches)
        right_of.update(one["type"] for one, _, _, other in matches if one["value"] == other.get("value"))
        found = {
            "relaxed": len(matches),
            "strict": sum(at == span for _, at, span, _ in matches),
            "type": sum(one["type"] == other.get("type") for one, _, _, other in matches),
            "value": sum(one["value"] == other.get("value") for one, _, _, other in matches),
        }
        for name, total in totals.items():
            total.add(found[name], len(predicted), len(gold))
    report: Json = {name: total.report() for name, total in totals.items()}
    report["value_accuracy"] = percent(totals["value"].found, totals["relaxed"].found)
    report["by_type"] = {
        kind: {"gold": count, "found": percent(found_of[kind], count), "value_accuracy": percent(right_of[kind], found_of[kind])}
        for kind, count in sorted(gold_of.items())
    }
    return report
