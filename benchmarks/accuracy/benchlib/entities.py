"""Task ``entities``: named mentions, their types and their grouping."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from .io import Json, Options, Pairs, objects
from .prf import Prf, f1, percent
from .spans import (
    Span,
    gold_spans,
    match_one_to_one,
    match_overlapping,
    read_spans,
    touches,
    trim_name,
)

DOC = """\
strict    P/R/F1 of named mentions with the same span and an accepted type.  A gold
          type such as "GPE|LOC|FAC" accepts each of the types it lists.
span      as strict, whatever the type.
overlap   P/R/F1 of mentions that share a character, one to one, whatever the type;
          overlap_typed also asks for an accepted type.
b_cubed   grouping of mentions into entities: B-cubed P/R/F1 over the gold mentions
          found by overlap, in documents with gold grouping.
recall_by_gold_type, precision_by_predicted_type
          the share of strict matches among the mentions of each type.
          Spans are compared without leading articles and trailing 's.  Predictions
          that touch no gold mention don't count where they touch one of the gold
          line's "ignore" spans or are of one of its "incomplete_types".
"""


@dataclass(frozen=True)
class _Mention:
    """A named mention: its trimmed span, type label and entity number."""

    span: Span
    type: str
    entity: int

    def accepts(self, other: _Mention) -> bool:
        """Say whether this gold mention's type label admits a predicted type."""
        return other.type in self.type.split("|")


def _gold(item: Json) -> list[_Mention]:
    return [
        _Mention(trim_name(span, item["text"]), entity["type"], number)
        for number, entity in enumerate(item["entities"])
        for span in gold_spans(entity["mentions"])
    ]


def _predicted(item: Json, text: str, pairs: Pairs) -> list[_Mention]:
    return [
        _Mention(trim_name(span, text), str(entity.get("type")), number)
        for number, entity in enumerate(objects(item, "entities"))
        for span in read_spans(objects(entity, "mentions"), text, pairs)
    ]


def _countable(predicted: list[_Mention], gold: list[_Mention], item: Json) -> list[_Mention]:
    """Return the predictions that the gold line can say yes or no to."""
    spans = [mention.span for mention in gold]
    ignored = gold_spans(item.get("ignore", []))
    incomplete = item.get("incomplete_types", [])
    return [
        mention
        for mention in predicted
        if touches(mention.span, spans) or not (mention.type in incomplete or touches(mention.span, ignored))
    ]


def _match_equal(gold: list[_Mention], predicted: list[_Mention], typed: bool) -> dict[int, int]:
    by_span: dict[Span, list[int]] = defaultdict(list)
    for j, mention in enumerate(predicted):
        by_span[mention.span].append(j)
    return match_one_to_one(
        (float(one.accepts(predicted[j])), i, j)
        for i, one in enumerate(gold)
        for j in by_span.get(one.span, ())
        if not typed or one.accepts(predicted[j])
    )


def b_cubed(pairs: list[tuple[int, int]]) -> tuple[float, float]:
    """Return summed B-cubed precision and recall of ``(gold, predicted)`` labels."""
    both = Counter(pairs)
    gold = Counter(g for g, _ in pairs)
    predicted = Counter(p for _, p in pairs)
    precision = sum(n * n / predicted[p] for (_, p), n in both.items())
    recall = sum(n * n / gold[g] for (g, _), n in both.items())
    return precision, recall


def score(pairs: Pairs, options: Options) -> Json:
    """Score entity mentions."""
    totals = {name: Prf() for name in ("strict", "span", "overlap", "overlap_typed")}
    by_gold: dict[str, Prf] = defaultdict(Prf)
    by_predicted: dict[str, Prf] = defaultdict(Prf)
    grouped, group_precision, group_recall = 0, 0.0, 0.0
    for item, prediction in pairs.items:
        gold = _gold(item)
        predicted = _countable(_predicted(prediction, item["text"], pairs), gold, item)
        strict = _match_equal(gold, predicted, typed=True)
        overlapping = match_overlapping([m.span for m in gold], [m.span for m in predicted])
        found = {
            "strict": len(strict),
            "span": len(_match_equal(gold, predicted, typed=False)),
            "overlap": len(overlapping),
            "overlap_typed": sum(gold[i].accepts(predicted[j]) for i, j in overlapping.items()),
        }
        for name, total in totals.items():
            total.add(found[name], len(predicted), len(gold))
        for i, mention in enumerate(gold):
            by_gold[mention.type].add(i in strict, 0, 1)
        won = set(strict.values())
        for j, mention in enumerate(predicted):
            by_predicted[mention.type].add(j in won, 1, 0)
        if item.get("clustered", True):
            labels = [(gold[i].entity, predicted[j].entity) for i, j in overlapping.items()]
            precision, recall = b_cubed(labels)
            grouped += len(labels)
            group_precision += precision
            group_recall += recall
    report: Json = {name: total.report() for name, total in totals.items()}
    if grouped:
        p, r = percent(group_precision, grouped), percent(group_recall, grouped)
        report["b_cubed"] = {"p": p, "r": r, "f1": f1(p, r), "mentions": grouped}
    report["recall_by_gold_type"] = {kind: {"gold": n.gold, "found": percent(n.found, n.gold)} for kind, n in sorted(by_gold.items())}
    report["precision_by_predicted_type"] = {
        kind: {"predicted": n.predicted, "right": percent(n.found, n.predicted)} for kind, n in sorted(by_predicted.items())
    }
    return report
