"""Task ``claims``: ranking sentences by how much they need checking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .io import Json, Options, Pairs, objects
from .prf import Prf, percent

DOC = """\
          Each gold line is one sentence; its predicted score is the highest score
          among the prediction's claims, 0 where there is none.
average_precision
          area under the precision-recall curve, equal scores taken together.
p_at_50   share of check-worthy sentences among the 50 with the highest scores (the
          expected share where equal scores reach across place 50).
best      the highest F1 of the check-worthy class over all thresholds, with that
          threshold: choose it on the dev part and pass it on with --threshold.
f1_at_0.5 P/R/F1 of "score >= 0.5"; f1_at_threshold the same for --threshold.
"""

Ranked = list[tuple[float, int, int]]


def _score_of(prediction: Json, pairs: Pairs) -> float:
    scores = []
    for claim in objects(prediction, "claims"):
        value = claim.get("score")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            scores.append(float(value))
        else:
            pairs.warn("predicted claims without a numeric score")
    return max(scores, default=0.0)


def _rank(scored: Sequence[tuple[float, int]]) -> Ranked:
    """Return (score, sentences, positives) for each distinct score, best first."""
    ordered = sorted(scored, reverse=True)
    ranked = []
    for value, group in groupby(ordered, key=lambda pair: pair[0]):
        labels = [label for _, label in group]
        ranked.append((value, len(labels), sum(labels)))
    return ranked


def average_precision(ranked: Ranked, positives: int) -> float:
    """Return average precision in per cent."""
    total = seen = hits = 0.0
    for _, size, right in ranked:
        seen += size
        hits += right
        total += right * hits / seen
    return percent(total, positives)


def precision_at(ranked: Ranked, places: int) -> float:
    """Return precision over the first places, in per cent."""
    left, hits = places, 0.0
    for _, size, right in ranked:
        taken = min(size, left)
        hits += right * taken / size
        left -= taken
        if not left:
            break
    return percent(hits, places - left)


def _at(scored: Sequence[tuple[float, int]], threshold: float) -> dict[str, float]:
    chosen = [label for value, label in scored if value >= threshold]
    return Prf(sum(chosen), len(chosen), sum(label for _, label in scored)).report()


def best_threshold(ranked: Ranked, positives: int) -> tuple[float, dict[str, float]]:
    """Return the threshold above zero with the highest F1, and its figures."""
    seen = hits = 0
    best: tuple[float, dict[str, float]] = (0.5, Prf(0, 0, positives).report())
    for value, size, right in ranked:
        if value <= 0:
            break
        seen += size
        hits += right
        figures = Prf(hits, seen, positives).report()
        if figures["f1"] > best[1]["f1"]:
            best = (value, figures)
    return best


def score(pairs: Pairs, options: Options) -> Json:
    """Score the ranking of sentences."""
    scored = [(_score_of(prediction, pairs), int(item["label"])) for item, prediction in pairs.items]
    positives = sum(label for _, label in scored)
    ranked = _rank(scored)
    threshold, figures = best_threshold(ranked, positives)
    report: Json = {
        "sentences": len(scored),
        "check_worthy": positives,
        "average_precision": average_precision(ranked, positives),
        "p_at_50": precision_at(ranked, 50),
        "best": {"threshold": threshold, **figures},
        "f1_at_0.5": _at(scored, 0.5),
    }
    if options.threshold is not None:
        report["f1_at_threshold"] = {
            "threshold": options.threshold,
            **_at(scored, options.threshold),
        }
    return report
