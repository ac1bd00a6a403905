#!/usr/bin/env python3
"""Score predicted article analyses against gold data.

    python score.py TASK GOLD.jsonl PRED.jsonl [--json]

GOLD has one JSON object per line (see README.md for each task's form).  PRED
has one article analysis per line, joined by ``article.id``; a gold article
without a line counts as an empty analysis and is reported as missing.  All
offsets are Unicode code points into the gold line's text, half open.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchlib import (
    attribution,
    claims,
    dates,
    entities,
    places,
    quantities,
    source_types,
    wording,
)
from benchlib.io import BenchError, Json, Options, Pairs, join

EXTRA = "prediction lines whose article is not in the gold file"
"""What a report warns of where the predictions hold more articles than the gold."""

PRF_KEYS = ("p", "r", "f1", "found", "predicted", "gold")


@dataclass(frozen=True)
class Task:
    """A task: how to score it, what its figures mean, and its joining key."""

    score: Callable[[Pairs, Options], Json]
    doc: str
    key: str = "id"


TASKS = {
    "attribution": Task(attribution.score, attribution.DOC),
    "entities": Task(entities.score, entities.DOC),
    "places": Task(places.score, places.DOC),
    "dates": Task(dates.score, dates.DOC),
    "quantities": Task(quantities.score, quantities.DOC),
    "claims": Task(claims.score, claims.DOC),
    "wording": Task(wording.score, wording.DOC),
    "source_types": Task(source_types.score, source_types.DOC, key="doc_id"),
}


def score_files(task: str, gold: Path, pred: Path, options: Options | None = None) -> Json:
    """Score a prediction file and return the report as JSON-ready data."""
    pairs = join(gold, pred, TASKS[task].key)
    metrics = TASKS[task].score(pairs, options or Options())
    pairs.warn(EXTRA, pairs.extra)
    pairs.warn("repeated prediction lines (the last one counts)", pairs.duplicates)
    return {
        "task": task,
        "gold": gold.name,
        "pred": pred.name,
        "documents": pairs.documents,
        "missing": pairs.missing,
        "warnings": pairs.warnings,
        "metrics": metrics,
    }


def render(report: Json) -> str:
    """Return a report as text for people."""
    lines = [
        f"{report['task']}: {report['gold']} against {report['pred']}",
        f"documents: {report['documents']}   missing: {report['missing']}",
    ]
    lines += [f"warning: {count} {what}" for what, count in report["warnings"].items()]
    lines += _render(report["metrics"], indent=0)
    return "\n".join(lines)


def _render(metrics: Json, indent: int) -> list[str]:
    lines = []
    for name, value in metrics.items():
        label = f"{' ' * indent}{name:<{32 - indent}}"
        if isinstance(value, dict) and {"p", "r", "f1"} <= value.keys():
            figures = f"P {value['p']:6.2f}  R {value['r']:6.2f}  F1 {value['f1']:6.2f}"
            if "found" in value:
                figures += f"   ({value['found']} of {value['predicted']} predicted, {value['gold']} gold)"
            rest = "  ".join(f"{k} {v}" for k, v in value.items() if k not in PRF_KEYS)
            lines.append(f"{label} {figures}  {rest}".rstrip())
        elif isinstance(value, dict) and value and not any(isinstance(one, dict) for one in value.values()):
            lines.append(f"{label} {'  '.join(f'{k} {v}' for k, v in value.items())}")
        elif isinstance(value, dict):
            lines.append(f"{' ' * indent}{name}")
            lines += _render(value, indent + 2)
        else:
            lines.append(f"{label} {value}")
    return lines


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    metrics = "\n".join(f"{name}\n" + "".join(f"  {line}\n" for line in task.doc.splitlines()) for name, task in TASKS.items())
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog=f"metrics, all in per cent:\n\n{metrics}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("pred", type=Path, metavar="PRED.jsonl")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--categories",
        default="loaded",
        metavar="A,B",
        help="wording: the categories that mean biased (default: loaded)",
    )
    parser.add_argument(
        "--threshold",
        type=float,
        metavar="T",
        help="claims: also give F1 at this score, chosen on dev",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    args = parse_arguments(arguments)
    categories = frozenset(name.strip() for name in args.categories.split(",") if name.strip())
    try:
        report = score_files(args.task, args.gold, args.pred, Options(categories, args.threshold))
    except BenchError as error:
        print(f"score.py: {error}", file=sys.stderr)
        return 2
    print(json.dumps(report, ensure_ascii=False, indent=2) if args.json else render(report))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as "head", has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
